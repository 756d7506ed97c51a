"""More English headers of stock, as plain spreadsheets and databases of small firms have them: materials, movements,
counts. Written down from what people call such columns, not from files."""

WORDS = {
    "item": """stk code ; in house pn|part ; catalogue number ; cat number ; goods code|id|number
        raw material code|id ; finished good code|id ; master sku ; house part number ; store item code ; nsn
        catalog|catalogue code ; part number revision ; item number internal ; inventory item code
        our item|product number|code|""",
    "item-name": """goods description|name ; description goods|item ; name product ; nomenclature
        part nomenclature ; noun ; particulars ; stock description|name ; raw material name
        component name|description ; item particulars ; full description ; product|item|part full name|description
        product details ; item specification ; material description text ; description material|part|product
        name of part|material""",
    "item-kind": "type item|material|product|part ; inventory|stock type ; material kind ; make or buy stage",
    "unit": """inv uom ; buy|sell uom ; measuring unit ; ui ; unit quantity ; ordering unit ; meas unit ; uoms
        unit measuring ; stock keeping unit measure ; sku uom ; uom measure ; pricing uom ; order uom""",
    "unit-cost": "cost in usd|eur ; cost per ea ; cost ea ; net unit cost",
    "cost": "replacement cost ; base cost ; inventory cost ; price paid ; our cost ; dealer cost ; cost value unit",
    "standard-cost": "frozen cost ; frozen std ; frozen standard ; new std cost ; std material cost",
    "purchase-price": """buy price ; unit purchase price ; last po price|cost ; basic rate|price ; agreed price
        price paid ; landed unit price ; bought at price ; price from supplier|vendor ; supplier|vendor rate""",
    "selling-price": """sales rate ; catalog price ; resale price ; unit retail ; retail ; consumer price ; rrp
        unit sale price ; suggested price ; market price ; counter price ; trade price sale ; mrp ; mrp rs
        shop price ; end user price ; store price ; our price ; price to customer ; sell ; list""",
    "price": "price per ea ; price ea ; per unit price ; unit rate price",
    "lead-time": """purchasing lead time ; order lead time ; make lead time ; processing lead time ; lt
        restock time ; delivery time ; sourcing lead time""",
    "lead-time-days": "lt days ; days lt ; days lead ; delivery time days ; restock time days",
    "reorder-point": """minimum quantity alert ; reorder when|below ; reorder when below ; rop quantity
        restock threshold|trigger ; replenishment level ; notify when below ; warning level ; critical level|stock
        trigger level ; threshold ; threshold quantity ; reorder quantity level ; low quantity|level ; alert at
        critical quantity ; stock alert quantity ; warning stock ; order trigger level ; rol""",
    "safety-stock": "safety stk ; ss ; safety level ; buffer ; buffer quantity ; safety qty level ; buffer level",
    "minimum-level": """par ; minimum quantity on hand ; minimum balance ; base stock ; minimum holding ; minstock
        minimum stk ; par stock ; minimum requirement stock""",
    "maximum-stock": """maxstock ; maximum on hand ; target level ; order up to ; order up to level|quantity
        maximum holding ; maximum stk ; upper level ; target on hand""",
    "order-cost": """cost order|to order ; po processing cost ; order processing cost ; cost of ordering
        fixed cost per order""",
    "supplier": """pref vendor|supplier ; last|prime|regular|approved supplier|vendor ; source supply
        purchased at ; supply source ; where to buy ; order from ; distributor ; dist""",
    "active": "active y n ; active yes no ; still active ; active item|part|product|material|vendor|supplier",
    "weight": "weight per pc|pcs|ea ; weight unit ; weight kgs ; pc weight",
    "family": """class code ; item|product|material|part classification ; classification ; category group
        product cat ; sub class group ; item family code ; stock class ; group description""",
    "movement": """move number ; movement number|ref ; stock txn id|number ; txn reference number
        record number movement""",
    "posting-date": """date issued|moved|used|transacted ; issued date ; issued on ; stock date
        adjustment|adj date ; consumption|usage|activity|ledger|value|processed|withdrawal|scan|scanned date
        date issue|entry ; g l date ; used on ; moved on ; consumed on|date ; date consumed ; issuance date
        dispatch date ; return|returned date ; date returned ; material issue date""",
    "entered-at": """entered date ; recorded on|date ; inserted at|on ; insert date|time
        date added|recorded|inserted ; added on|at|date ; timestamp created ; record created
        created datetime|timestamp ; system date ; registered on|at ; date registered ; date logged in""",
    "user": """done by ; performed by ; author ; transacted by ; storekeeper ; store keeper ; picked by
        adjusted by ; taken by ; prepared by ; clerk ; stock clerk ; booked by ; scanned by ; issuer
        warehouse user|operator ; user login ; handled by name""",
    "entered-by": "keyed by ; entry by ; keyed in by ; input by",
    "movement-type": """in out ; out in ; action ; adjustment type ; receipt issue ; issue receipt ; in or out
        transaction kind ; nature of movement|transaction ; stock action ; inventory action ; movement reason type""",
    "quantity": """quantity in out ; move quantity ; pieces ; pcs ; stock change ; total quantity
        quantity withdrawn ; quantity taken|out|moved ; number pieces|pcs ; nos ; withdrawn quantity
        count pieces ; change in qty ; change in stock ; no of pcs ; quantity pieces|pcs""",
    "job": """issued to job ; charge to job ; route card number ; used on job ; for job ; to job
        traveler number|id| ; traveller number|id| ; shop traveler|traveller number| ; job wo number ; job used on
        charged to ; issued for ; wo ref ; used on wo""",
    "location": """rack ; rack number|location|code|id ; godown ; godown name|code ; stores location
        shelf location ; store name ; inv location ; storage place ; room ; from store ; bin shelf ; stores
        binloc ; bay ; aisle bin ; place ; storage ; where stored ; stored in|at ; shelf number|code|bin ; drawer
        cabinet ; storage unit name ; warehouse bin ; stock place ; sub location""",
    "to-location": """transfer to ; moved to ; target bin ; to godown ; transferred to
        new location|bin|warehouse ; destination godown ; to rack|shelf|depot|stockroom ; received into
        to whse code""",
    "from-location": """transfer from ; moved from ; from godown|rack|shelf|depot ; old location|bin
        transferred from""",
    "lot": """sn ; heat lot ; lot heat number ; batch lot code ; s n ; lot batch ; mill heat number ; roll number
        coil number ; cast number ; lot tracking number ; serial no list ; serials""",
    "document": """packing list|slip number ; packing list ; dn number ; bill lading ; bol number ; bol
        challan number ; delivery challan number| ; requisition number ; req number ; waybill|docket number|
        pick list|ticket number ; pick list|ticket ; indent number ; invoice number document
        material requisition number ; required number ; issue voucher number ; goods issue note number
        material issue note number ; delivery docket ; consignment note number ; way bill number
        proof of delivery number ; ticket number slip""",
    "landed-cost": """freight in|charges|inbound|amount ; shipping cost|charges|amount
        transport|transportation cost ; transport|transportation charges ; inbound freight ; freight landed cost
        carriage ; carriage inwards ; duty freight""",
    "reason": """reason adjustment|issue|transaction|variance|difference|rejection|scrap|downtime|failure|return
        reason description|desc|id|name ; purpose ; reason cause ; variance explanation ; explanation
        difference|deviation reason ; reason delay ; adjustment cause""",
    "amount": """extended value|price ; ext price|value|amount ; inventory|stock value ; value at cost
        total stock value ; total inventory value ; line value ; line cost total ; amount value ; gross amount
        net total ; total usd|eur ; total cost value ; extended total ; total excl tax ; value amount""",
    "currency": "cur ; currency name|symbol|iso|used ; currency of transaction ; po currency ; price|cost currency",
    "count": """tag number ; count tag ; inventory|count tag number| ; physical inventory number
        stock count number|id""",
    "count-date": """as of ; inventory as of date ; counted on|at|date ; as at date ; count day
        stock taking date ; physical count date ; date of stock take""",
    "on-hand": """oh ; oh quantity ; quantity oh ; balance ; bal ; stock balance ; balance stock|qty
        sys quantity ; inventory ; units in stock ; stock in hand ; soh ; total inventory|stock
        perpetual|erp|computer|record quantity ; remaining stock|quantity|units|inventory
        stock|quantity remaining|left ; present stock|quantity ; stock position ; inventory count
        balance on hand ; qis ; in hand ; hand stock ; quantity in hand ; total units ; stock qty on hand
        live stock ; stock units ; current on hand""",
    "available": "stock available ; avail ; available to use ; free quantity ; free stock ; available balance",
    "stock-figure": "inv quantity ; inventory units",
    "counted": """phys quantity|count ; first|1st|initial|new|shelf|audit|verified|scanned count ; count 1
        verified|scanned|audit|audited quantity ; actual quantity counted ; counted pieces|pcs
        quantity verified|scanned ; physical on hand ; actual on hand ; physical stock count ; tally ; hand count
        physical balance""",
    "recounted": """2nd|verification|check|final count ; count 2 ; recounted quantity ; re count quantity
        third count""",
    "counter": """audited by ; stock taker ; count team ; counted by 1 ; checked by ; verified by ; count person
        counter initials ; first counter""",
    "approved-by": """approver ; approver name|id ; approved by name ; authorized|authorised by ; approval by
        approved by user ; signed off by ; sanctioned by""",
}
