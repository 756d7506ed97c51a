"""English headers of what things are and are called."""

WORDS = {
    "item": """variant id|code|number|sku
        internal|own|company pn|part|item|product|sku|reference number|code|id|
        item|product|part|material|article|sku|component number|code|id|key|identifier|reference
        item|product|part|material|article|sku|partnumber|itemnumber|itemcode|pn ; stock number
        product template|tmpl id|
        product default code ; item|product|part|material stock number ; stock code ; stock keeping unit
        stockkeeping unit
        variant sku ; item product code ; inventory item number|code|id| ; inventory item ; product sku ; item sku
        internal reference ; default code ; material number long|external ; product value ; search key
        product key ; item part number ; part product number ; internal part number ; ipn ; product item number
        product variant ; finished good|item|product code|number| ; item name number ; product code sku
        product material code sku| ; raw material|materials id|code|number|sku| ; spare part|parts id|code|number
        ingredient id|code|number""",
    "stock-item": "stock|inventory number|code|id|key",
    "maker-item": "mpn ; manufacturer part|item|product number|code| ; oem number ; oem part number",
    "company-name": "company ; company name ; business name ; organisation|organization name",
    "partner": "partner ; partner id|name|code|number ; business partner ; business partner id|name|code|number",
    "journal": """journal ; journal number|id|entry|line|type|name|code|date|memo ; journal entry number|id|line
        je number|id|line ; general journal ; batch name ; posting batch""",
    "item-name": """item|product|part|material|article|sku|inventory name|description|title|label|text
        short text ; material short text ; item long description ; product service name ; item product name
        sales description ; product title ; designation ; article designation ; item number description ; part desc
        variant name ; inventory item name|description ; product variant name ; item code description|desc
        raw material|materials name|description ; spare part name ; ingredient name
        purchase|purchases|purchasing description ; menu item name""",
    "description": "description ; long description ; text ; details ; short description ; designation ; label ; memo",
    "name": "name ; title ; full name ; display name ; label ; trading name ; legal name",
    "code": """code ; id ; number ; key ; identifier ; value ; reference ; external id ; record id ; system id
        internal id""",
    "item-kind": "item|product|material|part|article kind|stage ; nature ; product nature",
    "item-type": "item|product|material|part|article type",
    "unit": """unit ; unit measure ; unit measure code ; base unit ; base unit measure ; unit code ; stock unit
        measure unit ; units ; unit entry ; quantity unit ; measurement unit ; order unit ; product unit measure
        sales unit ; unit name ; inventory unit ; purchase unit ; default unit measure ; base quantity unit
        purchase unit measure ; item|part|material|article unit ; unit of issue ; sale|sales unit ; unit sale
        unit of measurement ; measure ; uom name|description ; units type ; usage unit ; unity ; count unit""",
    "unit-type": "unit type ; type unit",
    "nothing": """source|origin destination ; business|operating|organization|organizational|org unit
        quality|approval|billing|payment|shipping status
        vendor|supplier|manufacturer|customer sku|part|item|product
        vendor|supplier|manufacturer|customer part|item|product number|code
        phone|telephone|fax|mobile|cell|contact number ; phone ; telephone ; fax ; mobile ; zip ; zip code
        postal code ; post code ; postcode ; barcode ; bar code ; ean ; upc ; gtin ; isbn ; url ; website
        web site ; image ; picture ; photo ; tax rate ; tax ; tax code ; vat rate ; discount ; discount rate
        model number ; version ; hs code ; hsn code ; hsn sac ; expiration date ; expiry date ; best before date
        plant ; company ; organization ; organisation ; manufacturer ; manufacturer name|code ; brand ; brand name
        color ; colour ; size ; volume ; length ; width ; height ; document type ; source type ; storage type
        payment terms ; payment terms code ; tags ; gl account name text ; unit number ; business unit
        billable|billing|bill|charge|client rate ; billable ; billable amount ; is billable
        shipping|delivery|ship address city|country|state|1|2|line|zip|postcode|phone|
        shipping|delivery address line 1|2 ; billing address 2|state|zip|postcode|phone""",
    "inspector": "inspector ; inspector name|id ; inspected by ; checked by ; tested by ; qc inspector",
    "owner": """owner|manager|lead|planner|supervisor name|id ; account|sales owner|executive ; owner
        project|job|production manager|lead|leader|owner ; manager ; responsible ; project manager name
        responsible person ; account manager ; supervisor ; planner""",
    "entered-by": """entered by ; issued by ; moved by ; handled by ; processed by ; created by ; posted by
        recorded by ; receiver ; received by ; entry user ; created by user""",
    "movement": """movement number|id|code ; transaction number|id ; entry number ; ledger entry number
        stock move id ; move id ; movement ; transaction ; stock movement id ; stock entry number ; txn id
        stock transaction id ; trans id ; ledger id ; log id ; entry id ; stock entry id ; adjustment id|number
        return id|number ; transfer id|number ; issue id|number ; stock ledger entry id ; inventory transaction id
        posting number
        trx number""",
    "movement-type": """movement type ; transaction type ; entry type ; movement kind ; type movement
        type transaction ; move type ; stock movement type ; mvt type ; trans type ; txn type ; transaction code
        voucher type ; movement|transaction direction ; direction ; stock entry type ; inventory transaction type
        action type ; event type ; movement reason code""",
    "type": "type ; kind ; category type",
    "document": """document number|id|code ; reference|source order number|id ; document ; voucher number
        voucher ; material document ; material document number ; reference document ; source document
        reference number ; delivery note ; delivery number ; document reference ; picking ; transfer ; slip number
        receipt number ; goods receipt number|document|note| ; goods receipt note number
        reference|ref doc|document number|id| ; voucher|doc id ; doc number ; external document number
        source order ; packing slip ; picking number ; shipment number ; transaction reference""",
    "reference": "reference ; your reference ; reference id ; external reference ; source ; origin",
    "line-item": "item",
    "line": """line ; order detail id|number ; purchase order detail|line id|number ; po item number|
        order item|line id ; po line id ; purchase order item number| ; line number ; item line ; position
        position number ; line item ; order line ; sequence line ; row number ; line id ; document line number
        material document item ; purchase order line ; order line number ; item line number ; material doc item
        document item ; line item number ; po line number ; purchase order line number ; po line""",
    "lot": """lot ; lot number ; batch ; batch number ; serial number ; lot serial number ; serial ; lot code
        batch code|id|reference ; lot batch number| ; heat number ; batch lot|serial ; lot serial
        serial lot number ; batch lot number ; serial batch number ; batch serial number ; lot id ; lot name""",
    "location": """location ; warehouse ; storage location ; store ; bin ; bin location ; warehouse code
        location code ; site ; stock location ; warehouse name ; stockroom ; storage bin ; location id
        location name ; warehouse id ; depot ; storage area ; inventory location ; locator ; locator key
        warehouse location ; shelf ; storeroom ; facility id|name|code| ; bin number|code|id|name ; stock room
        inventory site ; storage bin code ; distribution center id|name| ; dc id ; zone ; node id
        stocking location""",
    "from-location": """from location ; source location ; location from ; from warehouse ; source warehouse
        locator from ; origin location ; from bin ; warehouse from ; source ; issuing location ; from site
        from storage location ; warehouse source""",
    "to-location": """to location ; destination location ; location to ; to warehouse ; target warehouse
        locator to ; destination ; to bin ; warehouse to ; receiving location ; target location
        destination warehouse|site|store|bin ; to site|store ; receiving storage location ; warehouse target""",
    "supplier": """supplier|vendor|seller number|code|id|key|account ; supplier ; vendor ; supplier vendor
        preferred supplier|vendor ; default supplier|vendor ; main supplier ; primary supplier|vendor ; sold by
        supplier code number ; creditor number ; buy from vendor number ; vendor supplying plant ; creditor
        supplier account number ; supplier reference ; last supplied by ; supplied by
        preferred|default|main supplier|vendor id|code|number ; supplier a c
        supplier|vendor account reference|ref| ; bought from ; purchased from""",
    "supplier-name": """supplier|vendor|seller name ; name vendor|supplier ; supplier company
        vendor supplier name ; vendor name 1 ; buy from vendor name ; supplier vendor name
        preferred|default|main|primary supplier|vendor name ; third party name""",
    "customer": """customer|client|debtor number|code|id|key ; customer ; client ; bill to customer
        sold to party ; sell to customer ; sell to customer number ; buyer account ; bill to customer number
        sold to ; ship to party ; customer account""",
    "customer-name": """customer|client name code ; customer|client name ; name customer|client
        sell to customer name ; customer company""",
    "job": """job|project|production|manufacturing order number|id|code| ; job number|id|code|key ; job
        work order number|id|code| ; production order number ; manufacturing order number ; mo number ; wo id
        shop order number|id| ; project number|code ; project ; job order number ; workorder number|id|
        work order reference ; shop order ; process order number| ; production ticket ; project id
        prod order number ; prod order ; wo|mo|jo number|id|no ; job card number|id|
        build order number|reference| ; issue key ; work request number ; project ref|reference|key|no
        works order ; manufacturing job|order ref|reference ; batch order number ; po production ; work order key
        order mo ; works order number|""",
    "made-order": "mo ; mfg order ; make order",
    "job-name": """deal name|title ; job|project|order name|description|title
        issue|problem|fault|request description| ; subject ; summary
        work|production|manufacturing|job order name|description|title ; work description ; job description text""",
    "order": "order number|id|code|key ; order ; order reference ; order name",
    "purchase-order": """purchase order number|id|code|reference|key| ; po ; po reference ; purchase document
        purchasing|purchase document number| ; purchase order name
        bill number ; po number ; purchase number|id|reference ; po no""",
    "buyer": """buyer ; buyer name|id|code ; purchaser ; purchasing|procurement agent|officer ; purchaser code
        ordered by ; purchasing group ; requested by ; procurement officer ; requester|requestor name|id|
        requisitioner""",
    "invoice": "invoice number|id| ; invoice ; bill invoice number ; supplier invoice number ; vendor invoice number",
    "invoice-date": "invoice date ; date invoice ; invoiced on ; date invoiced ; invoiced at ; billing date",
    "parent-item": """parent item|part|product|material|code|number|sku|component ; parent ; parent item number
        parent part number ; assembly ; assembly number|part|item ; assembly part number ; finished product
        bom item ; bom product ; parent assembly ; product finished ; end item ; finished good ; top item
        parent id ; parent product code ; finished product code ; header material
        parent material number ; finished good|product|item sku|id|code|number|name| ; fg code|id|sku|item|
        parent|assembly|top|finished|end|output|final|manufactured item|product|part|sku|material code|id|number|name|
        assembly code|id|name|sku ; parent code|number|part|sku|item|component|pn ; item to manufacture
        assembled|composite|produced|built|made item|product code|sku|name|id|number| ; bill number|no
        menu item ; product variant code sku ; kit ; kit sku  ; bom product code|id|name|sku ; bom item code|id""",
    "bom-number": "bom number ; bom ; bom id|no|code ; recipe ; recipe id|name|code",
    "component": """rm|raw code|id|sku|number|name
        component|child|raw|ingredient|sub item|part|product|material|code|number|id|sku|name ; component ; child
        ingredient ; child part number ; component part number ; component item number ; raw material
        bom component ; sub part ; component product ; material component ; component code number
        bom line product ; raw material code|number|id ; component material number ; bom lines component
        child item number ; component sku|ipn|pn ; raw material|materials sku|id|code|number|name|item|part
        child|sub|component|ingredient|input|lower|used item|product|part|material|sku code|id|number|name|
        component|ingredient|child code|id|name|sku|number ; child pn ; material used ; bom component code|id|name
        component|consumed product|material ; member|mapped item|product code|sku|name| ; ingredient variant code sku
        member""",
    "machine-id": "equipment|asset|cell id|code|number ; equipment",
    "line-id": "line id|code ; production line id|code|number",
    "work-center": """station ; station code|id|number ; work center|centre|station code|number|id|key|
        workcenter|workcentre|workstation code|number|id| ; machine ; machine number|id|code ; machine center
        resource ; resource code|id|number ; production line ; cost centre work ; machine center number ; work cell""",
    "work-center-name": """station|equipment|asset name ; work center|centre name|description
        workcenter|workstation name ; machine name
        resource name""",
    "step": """step ; task code|id|number ; stage ; op sequence ; operation order ; step order ; activity type
        step ; step number ; operation number|sequence|code|id ; sequence ; sequence number ; op number
        routing step ; operation step ; seq ; oper number ; operation activity number ; activity number
        routing sequence""",
    "operation-name": """operation ; operation name|description|text ; task ; process ; process step ; activity
        task name ; stage name ; step name|description ; activity name|description ; work description operation
        process name ; operation type""",
    "employee": """employee|worker|staff|operator number|code|id|key|badge ; employee ; worker ; operator
        badge ; clock number ; staff ; personnel number ; badge number ; employee name id ; staff member
        resource employee ; payroll id|number""",
    "employee-name": "employee|worker|staff|operator name ; name employee|worker ; employee full name",
    "pay-type": """pay type|code ; wage type ; earnings code ; hour type ; earning type ; time code ; labor type
        pay category""",
    "user": """consultant|resource|contractor|member|person id|number ; tech|operative|engineer name|id| ; user
        user name|id|code ; user full name ; username
        full name user ; member ; team member ; member name ; team member name ; resource name ; person
        person name ; technician ; technician name|id ; consultant ; assigned user ; logged by""",
    "ticket": """ticket ; ticket number ; timesheet number|id ; time entry id ; time ticket ; labor ticket number
        booking number ; labor transaction id ; timesheet line id ; time log id
        labor|labour entry|record|log id|number ; labor|labour id|number ; entry id|number ; log|record|worklog id
        labor|labour|time|timesheet|work|attendance|clock|attendance entry|log|record|ticket id|number
        clocking number""",
    "department": "department ; workshop ; department name|code ; division ; cost center department",
    "account-name": """gl|ledger name|description ; account name|description|title ; name account
        gl|ledger|nominal account name|description|title ; nominal name ; account text ; gl account long text
        account long text ; general ledger name|description""",
    "cost-center": "cost center|centre ; cost center|centre code|number",
    "status": """execution|overall|progress|completion status ; status ; state ; order status ; job status
        document status ; work order status
        system status ; current status ; line|po|purchase|wo|production order| status""",
    "priority": "priority level ; priority ; job priority ; order priority",
    "active": "active ; is active ; enabled ; in use ; is enabled ; active flag ; published",
    "family": """family ; item|product|part|material|article class
        product|item|material family|group|category|line ; category ; commodity ; product group ; item class
        product category ; category name ; item category code ; commodity code ; product family name
        super|main|parent|top category ; category code|id ; inventory category ; categories
        item|product|material|part|main|stock category name|code|id| ; group name ; group
        item group code|name|id ; product|material|item|part group code|name|id| ; commodity name|group
        inventory group|class ; class ; class name|id ; group number|id|code ; product line code|desc""",
    "note": "note ; notes ; comment ; comments ; remark ; remarks ; memo",
    "reason": """reason ; reason code ; reason text ; scrap reason ; cause ; return reason code
        adjustment reason ; cause code ; reason movement ; reason for movement
        defect|failure|fault mode ; defect|failure|rejection|nonconformance|downtime type|code|reason|cause|category
        variance|movement|transaction|discrepancy reason|cause ; root cause ; downtime reason code""",
    "currency": "currency ; currency code ; document currency ; transaction currency ; iso currency ; order currency",
    "address": """address ; street ; street address ; address 1 ; address line 1 ; address line ; address1
        billing|business|mailing|registered|office address 1|line|street|
        billing|business|mailing|registered|office address line|street 1""",
    "city": """hq|headquarters city ; head office city ; city ; town ; place
        address|billing|business|mailing city|town
        billing|business|mailing address city|town""",
    "country": """hq|headquarters|supplier|vendor country ; head office country ; country origin ; origin country
        country ; country code ; country name ; country region code ; country region
        address|billing|business|mailing country code|name|
        billing|business|mailing address country code|name|""",
    "tax-number": """gst|abn|ein|eori number| ; taxpayer|fiscal id|number ; taxpayer|fiscal identification number
        tax number|id ; vat number|id ; vat registration number ; tin ; vat ; tax registration number ; gstin
        tax code id ; vat reg number ; tax reg number ; federal tax id ; tax identification number""",
    "rating": """rating ; quality|performance|vendor|overall rating|score ; score ; supplier|vendor rating|score
        rank ; supplier quality rating""",
    "email": "email ; e mail ; email address ; mail ; contact|customer|client|primary email address| ; e mail address",
    "contact": """contact ; contact person|name ; primary|main contact name|person| ; contact person name
        attention""",
    "language": "language ; language code ; lang",
    "count": """count number|id|sheet|code ; inventory number count ; count ; stocktake number
        count sheet number ; cycle count id|number ; inventory count id ; stocktake id ; audit id
        physical inventory document ; counting number|id""",
    "counter": "counter ; counted by ; count by ; counter name|id ; counted by name ; auditor",
    "from-currency": "from currency ; source currency ; base currency ; currency from ; from currency code",
    "to-currency": "to currency ; target currency ; quote currency ; currency to ; to currency code ; counter currency",
    "exchange-rate": "exchange rate ; rate ; conversion rate ; currency rate ; fx rate",
}
