"""More English headers of bills of materials, staff, trade and the ledger, as plain spreadsheets and databases have
them. Written down from what people call such columns, not from files."""

WORDS = {
    "parent-item": """top level ; top level part|assembly|item|pn|number| ; top assembly|part|number
        next assembly ; next higher assembly ; next higher level ; nha ; finished good part
        kit item|number|code|name ; used on|in ; where used ; goes into ; master part|item number|code|
        bundle sku|id|code|name| ; formula ; formula code|number|id|name ; used in assembly
        main assembly|product ; assembly name ; product being built ; kit part number ; parent desc code
        model assembled ; parent assembly number ; assembly pn ; parent pn ; used on assembly ; goes into assembly
        finished item""",
    "component": """comp part|item|pn|number|code|name|id|sku ; comp ; subassembly ; sub assembly ; consumed item
        constituent ; lower level part|item ; raw material item|part|name|no ; child component
        part|material|item used ; sub component ; detail pn|part|part number ; ingredient item ; input ; input sku
        constituent part|item ; required item|part|material ; material|item|part required|needed ; raw part
        component used ; child product sku ; inventory item used""",
    "quantity-per": """qty parent|product|set|assembly|kit ; qpa ; qpu ; req quantity ; quantity req ; qtyper
        per assembly|unit|set ; units|pcs|pieces|parts per assembly|unit|set|kit|product
        number off|required|reqd ; no off ; amount required|needed|used ; unit quantity ; quantity per set|1|one
        material quantity ; no reqd ; each quantity ; std quantity|usage ; usage per assembly|kit|product|parent
        standard quantity|usage ; quantity per finished good ; quantity per finished unit
        total required per unit ; ingredient quantity|amount ; quantity reqd""",
    "scrap-percent": """scrap ; wastage ; shrink|shrinkage|spoilage|waste|attrition percent|factor|rate
        scrap perc|percentage ; scrap allow|allowance ; percent scrap|waste|wastage ; loss
        scrap allowance percent|pct ; scrap factor percent|pct""",
    "valid-from": """eff date|from ; eff start ; effective start|in ; date effective
        effectivity start|from|in|date ; phase in date| ; eff in ; eff in date ; in effect from ; standard date
        cost effective date ; applies from ; use from ; start of validity ; cost date ; effective since""",
    "valid-to": """effective thru|end|out|until ; exp date ; eff to|out|end ; eff out|end date ; phase out
        phase out date ; obsolete|discontinue|discontinued|obsolescence date ; effectivity end|to|out ; valid thru
        expires ; expires on ; in effect until ; applies until ; use until ; end of validity""",
    "name": """bill to name ; description name ; supplier|vendor|customer|client description ; business
        company full name""",
    "hired": """doh ; joined ; joined on|date ; employment start date| ; date employment ; commencement date
        onboarding|onboard date ; start of employment ; employed on|from ; employee start date
        date started employment ; work start date""",
    "left": """term date ; last day ; last working day ; resignation|separation|departure|quit date
        date leaving|exit|separation|resignation ; employment end date| ; terminated ; last day worked
        last date work ; employee end date ; lwd ; last day of work ; released from employment ; date resigned""",
    "burden": """burden ; burden|fringe rate|percent|pct ; payroll|labor burden|fringe percent|rate| ; fringe
        fringe benefits percent|rate""",
    "bank-account": """bank account no ; bank acct ; bank account code|id|iban ; iban code ; account iban
        bank account details""",
    "holiday": "holiday ; holiday name|description|title ; occasion ; event ; name holiday ; event name ; festival",
    "address": """addr1 ; full|physical|postal|remit|supplier|vendor|company|main address ; remit to address
        street name ; billing street ; remit to street|address 1 ; address street ; postal street
        complete address ; address line one ; street address 1""",
    "city": """city name ; suburb ; municipality ; locality ; remit|postal|vendor|supplier|company|office city
        city town ; city suburb""",
    "country": """nation ; iso country ; country iso ; country iso code|2|3| ; iso country code
        remit|company|office country ; country region name""",
    "tax-number": """vatno ; fein ; federal id|number ; tax registration ; trn ; business number
        vat registration ; pan number ; pan ; tin number ; vat identification number ; gst registration number
        company tax id ; vat tax id ; tax id no ; federal ein ; tax reg ; vat code number ; trn number
        tax payer id ; irs number ; employer identification number""",
    "rating": """stars ; rating score|value|points ; evaluation score|rating ; star rating ; supplier evaluation
        scorecard ; vendor scorecard""",
    "purchase-order": """p o ; p o number ; lpo number ; lpo ; po doc number ; purchase ord number
        po order number ; po id number ; po contract number ; purch ord ; purchase order doc
        po reference number|no|id""",
    "line": "lineno ; ln ; ln number ; line seq|sequence|ref ; po ln ; row ; order line id ; line item seq ; po seq",
    "order-date": """po issue|issued|release|create|raised date ; placed on ; date purchase|po|raised|bought|order
        raised on|date ; buy|bought date ; bought on ; order issue|release date ; po date issued ; date of po
        po created ; purchased on|date ; date purchased ; po raised on ; order entry date ; date po issued
        order issued""",
    "promised-date": """expected ; exp delivery ; expected receipt|in ; due in
        vendor|supplier commit|promise|promised|confirmed date ; exp delivery date
        anticipated|confirmed delivery|arrival ; exp date delivery ; exp arrival ; vendor delivery date
        due into stock ; estimated delivery|arrival|receipt|eta ; eta delivery ; exp receipt date ; supplier eta
        arrival expected""",
    "due-date": """req del date ; delivery due ; in house date ; delivery by ; requested delivery|receipt
        required delivery|receipt date| ; on dock date ; required in house date ; need in house
        delivery required by ; requirement date ; delivery needed""",
    "supplier": "ordered from ; seller ; buy from ; from supplier|vendor ; supplier used ; supplying vendor",
    "buyer": """purchased|placed|raised|procured by ; po raised by
        purchase|purchasing officer|rep|manager|executive ; buyer initials|code ; po owner|buyer ; po created by
        order placed by ; purchased by name ; procurement manager|executive|specialist""",
    "ordered-quantity": """original|orig quantity ; quantity as per po ; req quantity ; pcs|pieces ordered
        quantity bought|req|required ; quantity on order|po ; po ordered quantity ; total quantity ; pieces ; pcs
        required quantity ; quantity ordered total ; total ordered ; quantity as per order ; bought quantity
        purchased quantity|units ; quantity in po ; order pieces ; nos ordered""",
    "purchase-price": """ordered price ; po cost|rate ; price as per po ; rate per unit ; per unit cost|price|rate
        unit net price ; net unit price ; price ordered unit ; cost per unit po ; rate unit ; basic unit price
        each price ; purchase unit rate""",
    "received-date": """date arrived ; delivered on ; arrived on|date ; arrived ; rec date ; recd on|date
        goods received date ; date of arrival ; actual receipt ; delivered date ; received dt
        date goods received ; rcv date ; recv date ; delivery received date ; date stocked ; in date""",
    "received-quantity": """rec quantity ; quantity rec|rcd|arrived|recv ; grn quantity ; received to date
        pcs|pieces received ; total received ; actual received quantity ; received units|pieces|pcs
        quantity received total ; arrived quantity ; quantity receipt ; total quantity received ; quantity in
        quantity received good ; recv quantity ; qty received actual""",
    "rejected-quantity": """rej quantity ; quantity rej|returned ; returned quantity|units ; qc rejected
        rejections ; rejected at qc ; rejection quantity ; return to vendor quantity""",
    "invoice": """inv number|id|ref ; vendor|supplier inv|invoice number| ; vendor bill number ; invoice no ref
        vendor invoice ref ; supp inv number ; vendor|supplier bill number ; vendor reference invoice ; inv
        tax invoice number| ; ap invoice number| ; invoice doc number""",
    "invoice-date": """inv date ; inv dt ; date inv ; supplier|vendor bill date ; vendor|supplier inv|invoice date
        tax invoice date""",
    "invoiced-quantity": """inv quantity ; quantity inv ; units invoiced|billed ; invoiced units
        quantity as per invoice ; billed units""",
    "invoice-price": """inv price|rate|cost ; invoice|invoiced rate|cost ; inv unit price|cost
        invoice unit cost|price|rate ; billed price|cost ; price as per invoice""",
    "contact": """attn ; attention to ; poc ; point contact ; contact full name ; representative ; key contact
        contact 1 ; sales rep contact ; contact representative ; person to contact ; contact person 1 ; attn to""",
    "email": """e mail id|1|2 ; mail id ; email id|1|addr ; contact e mail|mail ; customer e mail ; e mail primary
        mail address ; email contact""",
    "language": """locale ; language preference ; communication|correspondence|spoken|preferred|document language
        preferred lang ; language name|id""",
    "period": """time period ; requirement date ; month start|end|begin ; bucket start|end|date
        calendar month|week ; yyyymm ; mm yyyy ; gl period ; year period|month ; period year|month
        balance|reporting date ; reporting period ; period ending|end|start ; requirement month ; as of
        fiscal year period ; fcst month|period|date|week ; report period ; year week ; week number""",
    "forecast": """fcst ; fcst units ; expected demand|sales ; requirement ; requirements ; req quantity
        required quantity ; gross requirement|requirements ; planned sales|demand ; items|number|pieces|pcs sold
        forecast volume|amount ; volume sold ; forecast in units ; sales plan ; sold ; sales plan quantity
        quantity forecast|required|demanded ; total sold|sales units ; estimated demand|sales ; volume forecast
        net requirement ; sold units|pieces ; customer demand ; demand units|volume""",
    "account": """gl number|acct ; n c ; coa code|number ; a c number|code ; g l number ; ledger acct|id
        accountno ; account code number ; gl acct code ; general ledger code|acct ; acct code number ; nominal
        nc ; chart account code|number""",
    "account-name": """account head ; head account ; account a c name ; ledger head ; ledger ; name of ledger
        head of accounts ; account particulars ; account caption ; gl desc ; nominal description
        coa name|description ; nominal account description""",
    "opening": """opening bal|amt|value ; op bal|balance ; beg balance ; beginning bal|amount ; b f ; balance b f
        bal b f ; b fwd ; brought forward ; bal fwd ; balance forward ; start balance|bal
        prev|previous balance|bal ; op stock ; open|opened balance ; bal bf ; bf ; opening balance amount|net
        net opening balance ; balance start ; balance at start ; period opening balance ; ob""",
    "debit": """dr ; dr amount|balance|total ; debits period|ytd ; period debits ; total dr ; net debit
        ytd debits ; debit amt lc ; debit movements ; debits total ; debit change""",
    "credit": """cr ; cr amount|balance|total ; credits period|ytd ; period credits ; total cr ; net credit
        ytd credits ; credit amt lc ; credit movements ; credits total ; credit change""",
    "from-currency": """from cur|ccy ; foreign currency ; foreign ccy|curr ; currency 1 ; source ccy|curr
        base cur|ccy|curr ; sell currency""",
    "to-currency": """to cur|ccy ; home|local|functional|reporting currency ; target ccy|curr ; currency 2
        quote ccy|curr ; domestic currency""",
    "exchange-rate": """exch rate ; conv rate ; mid|spot|closing|average rate ; ex rate ; roe ; rate exchange
        conversion factor currency ; exchange ; xe rate ; forex rate ; exchange rate value ; rate value
        rate amount""",
    "budget-line": """budget|expense line|item|category|type|name|head ; line item
        cost element|category|type|head ; budget line item|name|description ; budget head ; account line
        expense account name""",
    "budget": """budgeted ; planned|plan cost|amount|spend ; budget|budgeted value|cost|total|spend
        budgeted overhead ; overhead budget ; plan ; allocated budget|amount ; approved budget ; annual budget""",
    "from-unit": "from uom|unit ; source|base uom|unit ; unit from ; uom from",
    "to-unit": "to uom|unit ; target|converted|alternate uom|unit ; unit to ; uom to ; alt uom|unit",
    "conversion-factor": """conversion|conv|uom|unit factor ; conversion quantity|ratio|rate
        uom conversion factor| ; factor ; multiply by ; multiplier""",
}
