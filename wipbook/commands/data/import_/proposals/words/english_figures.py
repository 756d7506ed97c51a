"""English headers of figures: quantities, prices, days, hours."""

WORDS = {
    "quantity": """units ; quantity ; quantities ; movement quantity ; transaction quantity ; quantity moved
        quantity delta|diff|adjusted|issued|transferred ; change|delta|issued|issue|adjustment|adjusted quantity
        units moved ; quantity in unit entry ; quantity unit entry ; quantity change
        moved quantity ; number units ; product quantity ; entry quantity ; posted quantity ; qty in unit
        quantity delta ; delta ; net change ; item quantity ; line quantity ; base quantity ; transfer quantity""",
    "ordered-quantity": """order|ordered quantity ; quantity ordered|order ; po quantity ; purchase quantity
        quantity purchased ; quantity requested ; requested quantity ; units ordered ; ordered units
        total ordered|purchased units|quantity ; quantity to order ; total order quantity ; purchase order quantity""",
    "planned-quantity": """planned quantity ; quantity planned ; quantity to produce|make|build|manufacture
        production quantity ; target quantity ; build quantity ; job quantity ; lot size planned
        required quantity ; order quantity planned ; batch size ; quantity to be produced ; units planned
        lot|build|run size ; planned units|output|production ; units to produce ; target output|units
        quantity required to make""",
    "actual-quantity": "actual quantity ; quantity actual",
    "good-quantity": """good|completed|produced|finished|yield|accepted quantity
        quantity good|completed|produced|finished|made|accepted ; completed qty ; good pieces ; good units
        units completed|produced|good ; actual|good output ; produced|good units ; output quantity
        actual production""",
    "scrap-quantity": """scrap|scrapped|reject|waste quantity|units ; quantity|units scrap|scrapped|wasted
        scrap pieces ; scrap ; scrapped ; scrap count""",
    "rework-quantity": "rework|reworked quantity ; quantity reworked ; reworked",
    "received-quantity": """received|receipt|delivered|fulfilled quantity ; quantity received|delivered|fulfilled
        qty received to date ; received ; delivered ; units received|delivered ; goods receipt quantity""",
    "rejected-quantity": """parts|pieces|items|samples rejected|failed|defective
        rejected quantity|units|qty ; quantity|units rejected|refused ; rejected ; rejects
        defective|defect|failed|nonconforming|damaged quantity|units|count|items|pieces
        fail|failure count ; defects ; defects found|count ; number defects ; quantity|units defective|failed
        reject count""",
    "invoiced-quantity": "invoiced|invoice|billed quantity ; quantity invoiced|billed",
    "on-hand": """on hand ; quantity on hand ; on hand quantity ; qoh ; stock on hand ; book quantity
        current stock ; stock level ; stock quantity ; system quantity ; unrestricted ; unrestricted stock|use|quantity
        current inventory|quantity|level ; inventory level ; stock balance ; units on hand ; closing stock|quantity
        current stock level|quantity ; system count|stock ; book stock ; recorded quantity
        ending|end|closing|final inventory|stock|balance|quantity ; snapshot quantity ; in stock ; onhand
        quantity in stock ; theoretical quantity ; balance quantity ; quantity book
        ob qoh ; stock ; quantity in stock current""",
    "available": """available ; available stock|inventory|units ; available quantity ; quantity available
        qty available ; units available""",
    "stock-figure": "inventory quantity ; expected quantity",
    "counted": """counted ; counted quantity ; quantity count|counted ; count quantity ; physical count
        physical quantity ; physical qoh ; real quantity ; actual count ; counted qoh ; physical inventory quantity
        found quantity ; quantity found ; physical stock|inventory ; actual count|stock|inventory
        counted stock|units""",
    "inspected-quantity": """inspected|checked|tested|sampled|sample quantity|units|qty|size
        parts|pieces|items|samples inspected|checked|tested
        total inspected|checked|tested ; quantity|units|qty inspected|checked|tested|sampled ; sample size
        lot size inspected ; inspection quantity""",
    "recounted": "recounted ; recount ; recount quantity ; second count",
    "unit-cost": """average|avg unit|purchase| price ; unit cost ; cost per unit ; cost unit ; cost each
        incoming rate ; unit cost price ; cost rate ; cost per piece ; valuation rate ; average cost
        average unit cost ; moving average cost|price ; actual unit cost""",
    "cost": "cost ; cost price ; item cost ; product cost ; costs ; last cost ; net cost ; latest cost",
    "standard-cost": """standard cost ; standard price ; standard unit cost ; cost standard ; std unit cost
        cost per item""",
    "purchase-price": """purchase price ; purchase cost ; buying price ; purchase unit price
        purchases unit price ; price purchase ; last purchase price ; net price ; supplier price ; vendor price
        cost price purchase ; po price ; purchase rate ; order price ; price ordered ; direct unit cost
        purchases|purchase|buying unit|default| cost|price|rate ; agreed|negotiated|contract unit price
        wholesale|negotiated|contracted price|cost ; po unit price|cost
        default|last|latest purchase|buying|cost price ; default|last|latest purchase cost
        supplier|vendor unit cost|price ; purchase price per unit""",
    "unit-price": """item|product|part|material|line|article price ; unit price ; price per unit ; price each
        price tax excluded|included ; price without|with tax ; unit rate ; item|line unit price
        unit price excl vat|tax ; price excl vat""",
    "price": "price ; list price ; rate",
    "selling-price": """sales|sale|selling|retail|sell price ; sales|sale|selling unit price ; sales price rate
        list sales price ; public price ; msrp ; price sale ; variant price ; customer price
        regular|base|retail price ; price tier1
        default|standard|current sale|sales|sell|selling unit|retail| price|rate ; selling rate ; retail price""",
    "invoice-price": "invoice|invoiced price ; invoice unit price ; price invoiced",
    "amount": """amount ; transaction|movement amount|value|cost ; total transaction value ; amt in loc cur
        amount ; total amount ; line amount ; amount in local currency ; amount in lc ; value
        total value ; line total ; total cost ; extended cost ; cost amount ; cost amount actual ; value change
        stock value difference ; net amount ; net value ; extended amount ; movement value ; ext amount in lc
        amount lc ; total price ; subtotal""",
    "landed-cost": "landed cost ; freight ; freight cost ; landed costs ; delivery costs",
    "date": """date ; calendar date ; day ; datetime ; timestamp
        inspection|check|test|rate|event|log|record|trade date ; transaction time ; event time ; date time
        inspected at|on""",
    "posting-date": """posting date ; movement date ; transaction date ; date movement ; date transaction
        effective date ; date posted ; posted date ; accounting date ; gl date ; date acct ; goods movement date
        issue|gl|moved|move|transfer date ; gl posting date ; stock movement date ; movement|transaction timestamp
        posted on ; booking date ; date effective""",
    "production-date": "production|manufacturing|manufacture date ; date production|manufactured",
    "consumed-quantity": """quantity consumed|issued|used ; consumed|issued|used quantity
        consumption quantity ; actual consumption""",
    "document-date": "document date ; date document ; voucher date",
    "week-ending": "week|period ending|end date| ; pay period ending|end date| ; week end",
    "work-date": """local date ; attendance|time|shift|labor date ; date of work ; work date ; date worked
        date work ; time entry date ; worked on ; log|logged date
        shift date ; labor date ; clock date ; timesheet date""",
    "count-date": """count date ; date counted ; inventory date ; date count
        stocktake|snapshot|as of|stock|counting date ; last counted""",
    "order-date": """order date ; ordered at ; date ordered ; ordered ; ordered on ; purchase date
        po|order created date ; order placed date ; date placed ; po created|creation date ; order creation date
        purchase order date ; ordering date ; date order ; order placed ; bill date ; billed at
        order created date ; ordered date ; requisition date ; sales order date ; customer order date""",
    "sale-date": "sale|sales|sold|invoice date ; date sold|sale ; sold on ; invoice timestamp",
    "due-date": """due date ; due ; date due ; required date ; need by date ; need date ; requested date
        deadline ; required by ; need by ; due at ; requested delivery date ; date required ; target date
        scheduled completion ; due by ; requested|required delivery|receipt|ship date ; request date ; delivery due date
        production|order|job deadline ; required on ; date needed ; needed by ; delivery deadline""",
    "promised-date": """promised date ; promised delivery|receipt|ship date ; promised|expected at|on|by
        promise date ; promised ; date promised ; confirmed date ; confirmed delivery date ; expected date
        expected receipt date ; expected delivery date ; expected arrival
        planned|estimated|scheduled delivery|arrival|receipt date| ; confirmed delivery|receipt date ; eta
        expected delivery|arrival|receipt|ship| date ; fulfillment date ; eta date ; date expected
        planned receipt date ; expected delivery ; statistical delivery date ; expected arrival date""",
    "delivery-date": "delivery date ; date delivery ; delivered on ; arrival date ; ship date ; receipt due date",
    "received-date": """received date ; date received ; received ; goods receipt date ; received on
        receiving|delivered date ; received at ; actual delivery|receipt|arrival|received date| ; date delivered
        receive|grn|gr date ; date receive ; goods receipt note date ; delivered at ; receipt posted date
        last receipt date""",
    "receipt-date": "receipt date ; date receipt ; receiving date planned",
    "release-date": "release date ; released date ; released ; date released ; released on ; release",
    "start-date": """week start|starting|beginning date| ; week of ; start date ; start ; date start ; begin date
        beginning date ; starting date ; date from ; start on""",
    "end-date": """end date ; end ; finish date ; date end ; ending date ; completion date ; date finish
        finish ; date to""",
    "planned-start": """planned|scheduled start ; planned|scheduled start date ; planned start time
        basic|estimated|expected|projected|target|probable|tentative|proposed start date|
        estimated|expected|scheduled start time
        schedule start date""",
    "planned-end": """planned|scheduled end|finish ; planned|scheduled end|finish|completion date
        planned finish time ; schedule finish ; planned completion
        basic|estimated|expected|projected|target|probable|tentative|proposed finish|end|completion date|
        estimated|expected|projected|scheduled completion|end|finish time""",
    "actual-start": "actual start ; actual start date ; real start ; started ; started at ; started on",
    "actual-end": """actual end|finish ; actual end|finish|completion date ; finished ; finished at ; completed
        completed at ; completed on ; completed date ; date completed ; completion date ; finished date ; finished on
        date finished ; actual completion|end|finish date time ; closed at actual""",
    "closed-date": "closed date ; date closed ; closed on ; close date ; closed at ; technical completion date",
    "valid-from": """effective date ; valid from ; effective from ; from date ; effective start date
        effectivity date ; start validity""",
    "valid-to": """expiration|expiry|expire date ; valid to ; valid until ; effective to ; until ; to date
        valid through ; effective end date""",
    "entered-at": """entered at ; entry date ; created at ; created on ; creation date ; date created ; created
        entered on ; time entry ; date entered ; entry time ; created date ; recorded at ; date creation
        logged at""",
    "machine-count": "machines ; number machines|units|stations ; machine count ; machines available ; count machines",
    "hours-per-day": """hours per day ; daily hours ; capacity hours per day ; available hours per day
        capacity hours ; daily capacity hours ; hours available per day ; shift hours per day
        working hours per day ; available hours ; shift hours ; hours per shift ; hours available""",
    "quantity-per": """comp quantity ; component|bom|required|needed|used|usage|consumption quantity
        quantity required|needed|used|consumed|each ; quantity per parent|product|item|batch|kit|piece
        units required|needed ; usage per unit|assembly ; per unit quantity ; consumption per unit ; quantity per
        quantity per unit|assembly|parent|product|set|bom ; usage quantity ; per assembly quantity
        component quantity ; bom quantity ; usage ; quantity per each ; required quantity per unit
        consumption ; units per parent ; qty required ; consumption quantity ; bom qty ; per assembly qty
        quantity required""",
    "scrap-percent": """scrap percent ; scrap factor ; scrap rate ; component scrap
        waste|wastage|loss|scrap percent|factor|rate|allowance ; wastage pct ; scrap pct ; yield loss|loss percent""",
    "planned-hours": """planned|estimated|standard|budgeted|scheduled hours ; hours planned|estimated
        run hours planned ; std hours
        estimated|planned|standard|expected labor|labour|run|machine|work|time| hours ; hours budget
        allotted hours ; standard|std time hours ; planned time hours ; hours per order ; hours standard
        estimated time hours ; expected hours ; planned work hours""",
    "hours": """hours ; working|total worked|logged hours ; total time|labor|labour hours ; hours booked|reported
        hours ; hours worked ; time hours ; labor|labour hours ; actual hours ; duration hours
        worked hours ; total hours ; time spent ; hours logged ; work hours ; hour ; time worked ; quantity hours
        regular hours ; reported hours ; decimal hours|duration|time ; hours decimal ; duration|time decimal
        duration in hours ; time in hours ; logged hours ; hours spent ; booked hours ; effort hours""",
    "machine-hours": """operating|operation|uptime|production hours
        downtime|down|machine|run|runtime|running hours ; downtime ; hours down|run ; run time hours
        downtime duration hours""",
    "start-time": """start time ; started time ; begin ; start at ; start datetime ; start timestamp ; time in
        clock|check|punch|sign in ; checkin ; time start ; from time ; begin time ; in time""",
    "end-time": """end time ; end at ; end datetime ; end timestamp ; time out ; clock|check|punch|sign out
        checkout ; time end ; to time
        finish time ; out time ; stop time""",
    "duration": "duration ; time ; time duration ; elapsed ; elapsed time",
    "hourly-rate": """hourly rate ; hourly wage|pay|salary|cost rate| ; wage per hour ; pay per hour ; rate per hour
        hourly rate ; rate ; pay rate ; labor|labour rate ; wage ; wage rate ; hourly wage|cost
        rate per hour ; cost per hour ; rate hour ; base rate ; cost|internal rate ; hourly cost|labor rate
        employee rate""",
    "account": """general ledger number|code|id ; ledger code|number|id ; account ; account reference|ref
        account number|code|id ; gl account ; gl account number
        general ledger account ; ledger account ; account key ; g l account ; nominal code ; gl code ; account no
        main account ; nominal account""",
    "debit": """debit year to date ; ytd debit ; debit balance|ytd|movement|total ; debit balance reporting period
        debit ; debit amount ; debits ; total debit|debits ; period debit ; debit turnover ; amount debit
        debit total""",
    "credit": """credit year to date ; ytd credit ; credit balance|ytd|movement ; credit balance reporting period
        total credits ; credit ; credit amount ; credits ; total credit ; period credit ; amount credit
        credit total""",
    "opening": """opening ; opening balance ; beginning balance ; balance brought forward ; starting balance
        opening amount ; balance carryforward ; balance carry forward ; begin|begining|initial|prior|previous balance
        opening debit balance""",
    "period": """period ; month ; fiscal period|month ; posting period ; accounting period ; year month ; bucket
        forecast|demand|sales|period date|month|period|week ; period start|end date| ; week ; month year
        week start|starting|ending date| ; period name""",
    "lead-time": """lead time ; average|avg|default|standard|vendor|procurement|total lead time
        delivery lead time ; planned delivery time ; purchase lead time ; replenishment lead time
        supplier lead time ; delivery time promised ; manufacturing|production lead time""",
    "lead-time-days": """expected|promised lead time days ; lead time days ; days to manufacture|deliver
        lead time in days ; delivery days ; days lead time ; lead days
        average|supplier|vendor|default|purchase|replenishment|procurement|manufacturing|production lead time days""",
    "reorder-point": """reorder point|level|quantity point ; re order point|level ; order point ; rop
        reorder level quantity ; replenishment point ; reorder at ; reordering point
        alert quantity|level|threshold|stock ; low stock amount|level|threshold|alert|limit|
        low stock alert level|quantity| ; reorder threshold|trigger|limit ; stock alert|limit alert
        minimum before reorder ; minimum stock alert level ; min stock alert level ; restock level|point
        replenish level ; reorder point minimum ; reorder point quantity ; stock alert count ; stock limit|threshold
        low stock level|warning""",
    "safety-stock": """safety stock ; safety stock quantity ; buffer stock ; safety stock level|units|qty
        safety quantity ; safety inventory""",
    "minimum-stock": """minimum quantity ; minimum level ; minimum amount ; minimum""",
    "minimum-level": """minimum stock|inventory level|quantity|qty| ; stock|inventory minimum ; minimum on hand
        minimum quantity in stock ; min stock qty ; par level""",
    "maximum-stock": """maximum stock ; maximum quantity ; maximum level ; maximum stock level ; stock maximum
        maximum inventory ; maximum inventory|stock level|quantity|alert level| ; max stock alert level
        preferred|desired|target|ideal stock level|quantity| ; stock max ; maximum ; level maximum""",
    "order-cost": "order cost ; ordering cost ; cost per order ; setup cost per order",
    "weight": """weight ; mass ; net mass ; unit mass ; net weight ; unit weight ; weight per unit ; weight net
        item|product|part weight ; weight per piece|item|pc""",
    "gross-weight": "gross weight ; weight gross ; gross mass",
    "bank-account": "bank account ; bank account number ; iban ; account bank ; payment account",
    "hired": """hired ; hired date ; hire date ; date hired ; joining date ; employment date ; start employment
        date joined ; join date ; date joining ; doj ; start date employment ; date of hire ; hire dt ; hired on
        employed since""",
    "left": """left ; leaving date ; termination date ; relieving date ; exit date ; date left
        end date employment ; leave date ; terminated on ; date terminated""",
    "contract-price": """contract price|amount|value ; contract sum ; job price ; project value|price|amount
        total contract value|amount""",
    "percent-complete": """percent complete ; complete percent ; completion percent ; progress
        progress percent ; percent done""",
    "forecast": """forecast quantity ; demand quantity ; demand ; forecast ; sales|sold quantity|units|qty
        quantity|units sold ; forecasted|predicted|projected demand|quantity|units|sales
        forecast demand|units|sales|value ; demand forecast|units|qty ; sales volume ; unit sales
        monthly|daily|weekly|actual|historical|total demand|quantity|units ; total units sold
        units required|demanded""",
    "budget": "budget ; budget amount ; budgeted amount ; planned amount",
}
