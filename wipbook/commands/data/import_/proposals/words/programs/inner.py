"""Names of fields inside more programs: Infor M3, JD Edwards, Sage X3, Business One, GP, AX, VISUAL, JobBOSS, E2,
Acumatica, NetSuite, Katana, inFlow, Square, Tally, shops. Written down from knowledge of their tables and templates."""

WORDS = {
    "name": "altname ; alt name",
    "code": "entityid ; entity id ; internalid",
    "item": """itno ; custom sku ; reference number product ; uitm ; aitm ; third item number ; 3rd item number
        mtrl number""",
    "item-name": "itds ; entry name ; fudn ; dsc2 ; fuds ; itemname ; material item description ; pdesc",
    "unit": """unms ; stocked u m ; stocked uofm|um|unit ; purchase|cost|price uofm ; alun ; ppun ; pcun ; uom2
        salunit ; baseuofm""",
    "standard-cost": "currcost ; current standard cost ; est unit cost standard",
    "unit-cost": "ucos ; uncs ; mtl unit cost ; apri ; trpr ; avcs ; inv unit cost",
    "cost": "lasttotalunitcost ; last total unit cost",
    "purchase-price": """pupr ; supply price ; prrc ; gropri ; netpri ; est unit cost ; cost price supplier
        default supply price""",
    "selling-price": "sapr ; normal price ; price 1 normal ; default sell price ; sell price tier 1 ; price1",
    "lead-time": "leat ; ltlv ; lead time calculation ; lea1 ; ltmf ; ofs ; planned delivery",
    "reorder-point": "reop ; ropi ; order pnt ; ordrpntqty ; reorder pnt",
    "safety-stock": "ssqt ; safe ; safe stock ; safestockqty ; safstk",
    "maximum-stock": "mxqt ; optimal level ; desired inventory level ; maxi ; maxstk ; preferred level",
    "family": "itgr ; reporting category ; parent group ; tsicod ; itcl ; srp1 ; primary category ; buga group",
    "weight": "newe",
    "gross-weight": "grwe",
    "movement": "ukid ; movement sequence number",
    "posting-date": "trdt ; trdj ; iptdat ; dgl ; trandte ; date phys",
    "movement-type": "ttyp ; trstyp ; vch type ; doctype inventory ; trxtype ; ivdoctyp",
    "quantity": "trqt ; matl qty ; qtystu ; product uom qty ; qtypcu ; move qty done ; mtl qty",
    "job": """mfno ; mfgnum ; workorder base id ; base id ; desired base ; wo base id ; wko ; job suffix number
        doco work order ; work order base""",
    "location": "whlo ; whsl ; locncode ; locn ; mat centre ; stofcy ; fcystock ; trnsfloc from ; default location",
    "to-location": "twsl ; trnsfloc ; trtoloc",
    "lot": "bano ; lotn ; lotnumbr ; serlnmbr ; rlot",
    "document": "vch number|no ; vcrnum ; voucher physical ; vch bill number ; ridn ; docnumbr ; ivdocnbr ; vch no",
    "planned-quantity": """orqt ; desired qty ; extqty ; qtystup ; qty st up ; sched qty ; estimated quantity
        qty to mfg ; rorqt""",
    "good-quantity": """maqt ; cplqty ; act run qty ; act qty complete ; stocked qty ; qty stocked
        good pieces finished ; pieces finished""",
    "scrap-quantity": "scqt ; rejcplqty ; act scrap qty ; pieces scrapped ; rjct qty ; rjctqty ; scrqty",
    "start-date": "stdt ; strdat ; starting date time ; rstdt",
    "release-date": "desired rls date ; rls date",
    "end-date": "enddat",
    "due-date": """fidt ; ending date time ; must leave by ; desired want date ; must ship date ; drqj ; reqdate
        docduedate ; doc due date""",
    "promised-date": """extrcpdat ; prmdate ; schedule date ; dwdt ; pddj ; date scheduled fulfillment ; rsdj
        date scheduled ; desired recv date ; desired receive date ; codt ; confirmed dlv ; confirmeddlv
        dlvdate confirmed ; prmshipdte""",
    "order-date": "ordt ; orddat ; opdj ; purchase order date doc",
    "owner": "resp ; user responsible",
    "employee": "empl code ; emplcode ; emno ; empcode ; employid ; msqnum ; prempl",
    "work-date": "ticket date ; dwk ; time entry day",
    "hours": """a hrs ; act run hrs ; act run labor hrs ; act total hrs ; log hours ; run labor hrs
        actual run hours ; umat ; daily log ; actual labor hours ; act setup hrs ; man hrs worked""",
    "step": "oprnum ; openum ; opsq ; opno ; opr num ; operation service ; opcode seq ; piece step",
    "operation-name": "opds ; oprid ; operation service name ; opr id",
    "work-center": "plgr ; wst ; wrkctrid ; wrk ctr id ; mcu work ; extwst ; work cntr",
    "planned-hours": """piti ; extopetim ; est total hrs ; est run hrs ; opetim ; process time ; est run labor hrs
        rout hours""",
    "parent-item": """prno ; production item ; kit item number ; mmitm ; itmref parent ; bomalt item ; ppn_i
        bom assembly""",
    "component": "mtno ; cpnt ; cpnitmref ; cpitm ; cmpitnm ; cpn_i ; component itm ref",
    "quantity-per": "cnqt ; likqty ; mapped quantity ; qnty ; quantity_i ; bomqty ; bas qty ; design qty",
    "scrap-percent": "sca ; scrap var ; scrapvar ; scrp ; scrap const percent ; wapc",
    "purchase-order": "puno ; pohnum ; purc order id ; purc order number ; doco",
    "line": "pnli ; poplin ; lnid ; lnitmseq ; po line nbr ; linenbr",
    "supplier": "suno ; bpsnum ; vend code ; vendcode ; an8v ; card id supplier ; default vendor ; buy from bp",
    "customer": "cuno ; bpcnum ; custnmbr ; sold to bp",
    "customer-name": "cunm ; custname ; alky customer",
    "supplier-name": "sunm ; vendname ; bprnam",
    "partner": "an8 ; card id ; address number ; card code",
    "company-name": "alph ; co last name ; card name ; co name ; alpha name ; company last name",
    "buyer": "buye ; agent name ; agent ; buy agent ; purchase agent id",
    "ordered-quantity": "uorg ; orqa ; qtyuom ; qtyorder ; user order qty ; cfqa ; qtyord",
    "received-quantity": """rvqa ; urec ; rcpqtyuom ; qty on receipts ; fulfilled qty ; qtyshppd received
        qtyrecvd ; qtyrecd""",
    "on-hand": """stqt ; pqoh ; qtyonhnd ; physical invent ; phystock ; physto ; qty calculated ; qtyonhndi
        location on hand""",
    "available": "avail physical ; availphysical ; location available ; avail for sale",
    "counted": "qty phys inventory ; new quantity ; stock take quantity",
    "invoice": "vendor ref invoice ; bill no supplier ; inum ; vinv",
    "city": "mail city ; cty1",
    "tax-number": "lic trad num ; lictradnum ; crn tax",
    "contact": "cntct prsn ; cntctprsn",
    "email": "e mail l ; maine mail",
    "account": "acct no ; accntnum ; actnumst ; obj account ; ait1 ; main account id",
    "account-name": "actdescr ; ledger account name",
    "nothing": """handle ; sid ; token ; branch plant ; cono ; divi ; faci ; orno customer ; rgdt ; chid ; lmdt
        kcoo ; upmj ; upmt ; jobn ; pid ; company code ; row id ; rowid ; guid ; uuid ; sr number ; s number
        sl number ; serial s ; sr ; sl""",
}

TABLES = {
    "Materials": """mitbal ; itemmast ; item_mst ; item mst ; part mst ; inventory part list ; iv00102
        products template ; stock codes""",
    "Movements": "matltran mst ; inventory trans ; trxhist ; stktrn ; mittra ; itran ; cardex f4111 ; stock card",
    "Jobs": "mwohed ; job mst ; wo header ; work order header ; mfgitm ; prodtable ; work tickets ; job master",
    "Operations": """jobroute ; job operation ; mwoope ; prodroute ; mfgope ; operation table ; job_operation
        route card""",
    "Bill of Materials": "mpdmat ; jobmatl ; bomd ; bomdetails ; bomtable ; f3002 ; kit components",
    "Labor": "jobtran ; labor ticket ; labor_ticket ; job time ; time ticket detail ; timetickets ; emp hours",
    "Suppliers": "pm00200 ; bpsupplier ; vendtable ; cidven ; f0401",
    "Purchases": """purc order line ; pordit ; po receipts ; pohead ; mplhed ; purchtable ; purchline ; popreceipt
        purchase order register""",
    "Customers": "rm00101 ; custtable ; ocusma ; bpcustomer",
    "GL Accounts": "gl00100 ; mainaccount ; trial balance detail",
}
