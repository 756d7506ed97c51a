"""More English headers of the shop floor, as plain spreadsheets and databases have them: jobs, operations, labor,
machines, inspections. Written down from what people call such columns, not from files."""

WORDS = {
    "job": """build|run number|id ; production number|id|run|batch ; assembly order number| ; work ticket number|
        service order number|id| ; batch ticket number| ; proj id|code|number ; work item ; charge job
        customer job ; production run number|id ; charge code ; job name number ; job lot number
        production lot order ; fabrication order number| ; assembly job number ; wo job number ; job wo ; traveler
        router number ; run card number ; job packet number ; shop work order number| ; work order task""",
    "job-name": """work scope ; scope work ; scope ; work summary|performed|done|required ; work to be done
        description work ; job details ; project summary|details ; order details ; deliverable
        work order summary|details ; wo desc ; project|job short description|long description""",
    "customer": "end customer|client ; customer client ; ordered for ; customer ordered for",
    "parent-item": """item|product|part to build|make|manufacture|produce ; item|product to be made
        item|product|part produced|made|built ; item being made|built ; product manufactured ; built part|product
        product being made ; output product|item""",
    "planned-quantity": """run|make|mfg|release|released quantity
        quantity required|needed|scheduled|released|reqd ; required quantity|units ; units to build|make
        original|orig quantity ; batch|lot quantity ; total quantity ; quantity total ; pieces ; pcs
        pieces to make ; order pieces ; goal quantity ; target ; quantity target ; plan units
        mfg quantity planned ; scheduled quantity|units ; job pieces ; qty in order ; total pieces ; pcs ordered""",
    "status": """work status ; status code|name|id|description|desc|text ; job|project|order|current state
        prod status ; workflow status|state ; po state ; open closed ; progress state ; status of order|job
        operation|op|step|process status""",
    "stage": "stage ; job|project|order|current stage ; status stage ; milestone status ; procurement stage",
    "release-date": """date opened ; open|opened|launch|issue date ; opened ; opened on ; date wo|job
        job|wo date ; launched ; launched on ; production release date ; order opened""",
    "start-date": """date started ; order start ; production start ; start production ; project start ; job start
        begins ; begin on ; start day ; prod start date ; starts ; starts on ; kickoff date ; kick off""",
    "due-date": """required date|on ; req date ; ship by ; ship by date ; deliver by ; finish by ; complete by
        want date ; dock date ; order due ; required completion date ; required delivery ; must ship by
        wanted by ; want by ; completion due ; due day ; date wanted ; customer due date ; latest delivery
        needed on ; delivery required date ; required ship date ; due to ship ; ship deadline ; finish required by""",
    "planned-end": """plan end|finish date| ; planned end time ; latest finish|end date| ; op end ; op due date
        target end ; target finish ; planfinish ; estimated finish|end ; forecast finish|end
        projected completion|finish ; operation end|due date| ; plan complete date ; early finish
        expected completion""",
    "planned-start": """plan start|begin ; op start ; earliest start date| ; schedstart ; plan begin date
        start planned ; operation start date| ; forecast start ; early start ; latest start""",
    "promised-date": """commit|committed|commitment date ; promised ship|delivery ; ack|acknowledged date
        committed delivery|ship date| ; commit ship date ; customer commit date ; promise ; cust promise date
        confirmed ship|delivery date| ; agreed delivery date|""",
    "actual-start": """time started ; date started ; actual begin ; actual begin date ; date started actual
        real begin ; begun""",
    "actual-end": """date complete ; complete date ; actual comp date ; actual completion ; real end ; comp date
        finish actual ; actual complete date ; job completed date ; completed time ; time completed ; complete on
        date of completion ; ended on ; actual done date""",
    "closed-date": "closing|closure date ; date closure ; wo|job|order|project close|closed|closing date ; closed",
    "contract-price": """quoted|quote price|amount|value|total ; order value ; contract total ; fixed price
        job amount|value ; job total ; bid amount|price ; contract revenue ; agreed price job ; sales order value
        project total ; original|revised contract amount|value|price|sum ; sell price job ; award amount""",
    "percent-complete": """completion ; percent completion|completed|finished|comp ; work progress
        pct done|comp|finished ; completed percent ; physical percent complete ; progress rate ; done percent
        percentage done|completion ; percent of completion ; comp percent ; completion rate""",
    "owner": """project|proj mgr ; pm ; pm name ; coordinator ; person responsible ; in charge ; person in charge
        pic ; project|production|job coordinator|engineer|planner|supervisor ; foreman ; assigned person ; mgr
        job foreman ; work order owner ; responsible engineer|manager|party ; team lead ; lead engineer
        site supervisor""",
    "department": """section ; section name|code|id ; dept id|number|desc ; shop name ; dept description
        department id|number ; work section ; work area ; division name|code ; team name|department""",
    "priority": """urgency ; urgency level ; priority code|number|rank|id|name ; importance ; pri ; job rank
        production priority ; priority order ; rush level""",
    "estimator": """estimator ; estimator name|id ; estimated|quoted|bid by ; quote by ; estimate prepared by
        priced by""",
    "retention": "retention ; retainage ; retention|retainage rate|percent|pct ; percent retained",
    "budget-material": """estimated|planned|budget|budgeted material|materials cost|
        material|materials budget|estimate ; material cost budget|estimate ; standard material cost total""",
    "budget-labor": """estimated|planned|budget|budgeted labor|labour cost ; budget|budgeted labor|labour
        labor|labour budget|estimate ; labor|labour cost budget|estimate""",
    "budget-overhead": """estimated|planned|budget|budgeted overhead|burden cost|
        overhead|burden budget|estimate ; overhead cost budget|estimate""",
    "budget-subcontract": """estimated|planned|budget|budgeted subcontract|subcontractor|subcontracting|outside cost|
        estimated|planned|budget|budgeted outside services|processing cost|
        subcontract|subcontractor budget|estimate ; outside services budget|estimate""",
    "cost-to-complete": """estimate|estimated cost to complete ; cost to complete|go|finish ; etc ; remaining cost
        estimate to complete ; est to complete ; estimated cost to finish ; estimated remaining cost""",
    "ticket": """timecard|time card number|id ; punch|clocking|attendance|booking id|number ; time slip number
        work ticket number labor ; labor card number ; time ticket number ; reporting number""",
    "work-date": """punch|report|reporting|working|service|task|labour|timecard|payroll|job date ; time card date
        work day ; date logged|performed|attended ; day worked ; workday ; reported on|date ; shift day
        day of work ; clocked date ; production date labor ; spent ; time spent date ; date of shift
        attendance day ; timesheet day""",
    "employee": """associate|crew|labor|operator|machinist|mechanic id|number|code ; associate ; crew member
        empl id|number ; emplid ; file number ; emp ; worker tag ; staff code ; employee ref ; person number
        punch number ; badge code ; badgeno ; emp badge ; employee key ; employee clock number
        labourer|laborer id|number| ; ee id|number ; payroll no""",
    "employee-name": """associate|payroll|labour|laborer|machinist|mechanic|person name ; worker full name
        name of worker|operator|staff|technician ; staff full name ; emp full name ; employee full name""",
    "user": """worked by ; assignee ; full name ; machinist ; mechanic ; contractor
        reported|completed|clocked by ; timekeeper ; time keeper ; labourer ; helper ; assembler ; welder
        fabricator ; crew ; technician assigned ; service technician ; worker assigned
        assigned worker|employee|operator|technician ; tech assigned""",
    "step": """oper ; route step ; process number|id|code ; routing|route seq ; opn ; opn number ; oprn number
        op number ; job step ; op ; stepno ; seq no ; op id|code|seq|step ; operation seq|step ; opno
        task description step ; activity number ; step sequence|code|id ; stage number|sequence|id ; subtask
        work step ; task number""",
    "operation-name": """op name|desc|description|text ; work instruction ; instructions
        process description|desc ; work element ; routing description|desc ; task desc|description
        opn desc|name|description ; operation title ; operation details ; work instructions
        step instruction|title|text ; job step description ; phase name|description""",
    "planned-hours": """run hours ; run time hours ; budget hours ; required hours
        plan|allowed|target|op|operation hours ; time estimate hours
        hours required|allowed|est|budgeted|allotted|estimate ; std time hours ; estimate hours
        time allowed hours ; total planned|estimated|standard hours ; hours plan ; estimated man hours
        man hours planned ; planned|estimated|standard effort hours| ; cycle hours ; run hrs per order
        original estimate hours""",
    "hours": """spent hours ; logged ; man hours ; manhours
        working|reg|net|paid|daily|shift|direct|rounded|run|worked hours ; effort
        hours charged|posted|total|rounded|recorded|entered|billed|clocked ; net time hours ; no of hours
        labor time hours ; hours per day worked ; worked ; total working hours ; direct labor|labour hours
        time hrs ; total man hours ; hours on job ; hrs on job ; productive hours ; hours of work
        charged|recorded|reported hours ; work time hours ; working time hours ; time taken hours
        hours taken|used ; duration of work hours ; labor qty""",
    "start-time": """in ; from ; login|arrival|logon|entry time ; started ; started at|time
        time started|begin|on|arrived ; shift start time| ; log|clock|punch|sign on ; log on time ; clock on time
        clocked|punched|checked in ; in punch ; clock|check|punch|sign|log in time ; started_at ; start hour
        begin at ; start hh mm ; in at ; commenced ; time clocked in ; start clock ; task start time""",
    "end-time": """out ; to ; stop ; logout|departure|logoff|exit time ; ended ; ended|stopped at
        time stopped|finished|ended|off|left ; shift end time| ; log|clock|punch|sign off ; log off time
        clock off time ; clocked|punched|checked out ; out punch ; clock|check|punch|sign|log out time ; end hour
        out at ; stop at ; end hh mm ; time clocked out ; task end time""",
    "pay-type": """earn|earning|earnings|payroll|hours|attendance|ot code
        hours|time|ot|rate|earning|earnings type ; payroll item ; reg ot ; regular or overtime
        pay category|class ; overtime type ; work time type ; earnings description""",
    "hourly-rate": """rate per hr ; pay per hr ; per hour ; usd hour|hr ; cost per hr
        regular|reg|hour|hourly rate ; burdened|loaded rate ; labor cost per hour ; rate hr ; hour cost
        labour rate per hour ; wage per hr ; pay hour ; employee hourly rate|cost|wage ; std labor rate
        hourly charge cost ; hourly rate paid ; salary per hour""",
    "work-center": """machine name no ; mach number|id|name|code ; cell ; line ; line name ; press number ; press
        machine used ; wrkcntr ; work cell number|id ; machine tool ; machine resource ; workcell ; shop machine
        cell name ; production cell|machine ; work area code ; equipment used ; work group ; machine group""",
    "machine-id": "equip id|number|code|name ; asset ; asset tag ; equipmentid ; unit asset number",
    "good-quantity": """good quantity|parts|count ; quantity comp|complete|done|passed|ok|accepted|good
        complete|comp quantity ; ok|pass|passed|done|made quantity ; ok parts|pieces ; output ; good produced
        passed ; parts|pieces|pcs completed|good|made ; parts|pieces|pcs produced ; yield ; quantity finished good
        units made|done ; good yield ; net good ; total good ; produced ; total produced|completed
        finished units|pieces ; actual produced ; output units|pieces ; build complete qty""",
    "scrap-quantity": """bad parts|pieces|quantity|units ; ng ; ng quantity|count|parts
        defect|lost|spoiled|spoilage quantity ; scrap|scrapped parts|pieces ; spoilage
        quantity bad|spoiled|lost|ng ; parts|pieces|pcs scrapped|lost|bad ; rejected quantity|parts
        quantity rejected ; total scrap|scrapped ; no good ; units scrapped|lost ; discarded quantity""",
    "rework-quantity": """rework ; quantity to rework ; rework count|pieces|parts|units|pcs
        parts|pieces|units reworked""",
    "reason": """scrap|reject|rejection|stop|stoppage|down|breakdown|idle|fault|failure code
        scrap|reject cause|reason ; stop|stoppage|down|breakdown|idle|failure reason|cause
        cause downtime|failure|defect|rejection ; stop reason code ; scrap reason code|desc|description|text
        reject reason code ; defect ; defect description|name|found|desc ; type defect ; fault ; nonconformance
        non conformance ; nc type ; nonconformity ; failure mode ; failure reason ; fail reason
        defect reason|cause ; problem found ; downtime description ; reason stopped ; defect detail|details""",
    "machine-hours": """mach hours
        productive|utilized|usage|idle|stoppage|breakdown|stopped|spindle|cutting hours ; machine time hours
        hours used|idle|stopped|running|operated ; down hours ; machine run|running|operating hours
        machine hours used|run ; stop time hours ; idle time hours ; uptime ; breakdown time hours
        run time in hours ; machine usage hours ; time down hours ; duration of downtime hours""",
    "hours-per-day": """hours day ; capacity per day ; capacity day|hours per day|day ; capacity hours day
        working hours day ; hours avail|available ; avail hours ; hours per day available ; capacity hours
        daily available hours ; available hours day ; hours per working day ; shift length hours ; shift length
        net hours per day ; operating hours per day""",
    "machine-count": """machine quantity ; quantity machines ; number resources ; resource count ; no of resources
        number of machines ; qty of machines available ; parallel machines ; machines in group
        number identical machines""",
    "overhead-pool": """cost pool ; overhead|burden pool|group|center|code ; pool ; overhead cost center|pool
        cost pool code|name""",
    "inspection": """inspection lot number| ; qc number|id|report ; inspection|test|qc report number|id
        ncr number|id| ; check|test id ; quality check id|number ; test number
        inspection number|id|no|ref|reference|code| ; insp id|number|lot ; inspection report
        quality control number|id ; qc lot ; inspection record number|id ; ir number ; ncr
        nonconformance number|report number ; qa number|id ; defect report number|id""",
    "date": """qc|ncr|holiday|rejection|audit date ; quality check date
        date inspected|inspection|checked|tested|holiday ; checked on ; tested on|at|date ; inspected date
        quote date ; date of test ; qc inspection date ; inspection datetime|timestamp""",
    "inspected-quantity": """quantity insp ; inspected ; number|no inspected|checked|tested
        pcs|pieces|parts inspected|checked|tested ; checked ; tested ; inspected parts|pieces
        inspection lot size ; sample ; samples ; samples taken ; total samples ; quantity examined ; sampled
        units sampled ; insp quantity ; total checked|tested""",
    "rejected-quantity": """fail quantity ; failed ; fail ; ng quantity ; ng ; defective
        number rejected|defective|failed ; nc quantity ; rej quantity|pcs|no ; pcs|pieces|parts rejected|failed
        total failed|rejected|defective|defects ; no rejected ; nonconforming ; nonconforming parts|pieces
        total rejects ; rejected pieces|pcs|parts ; bad|faulty quantity ; failed pieces|parts|samples ; nok
        nok quantity ; not ok""",
    "disposition": """mrb|final disposition ; usage decision ; disposition ; disposition code|type|action|status
        ud code""",
    "inspector": """qc by ; tester ; tester name ; verified by
        qa|quality|qc inspector|person|technician|engineer ; insp by ; checker ; inspector initials|signature
        inspection done by ; qc checked by ; examined by ; qc operator""",
}
