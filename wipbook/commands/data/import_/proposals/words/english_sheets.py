"""What files and sheets are called in English."""

TABLES = {
    "Materials": """accessories ; item ; items ; material ; materials ; product ; products ; article ; articles
        part ; parts ; sku ; skus ; item master ; material master ; product list ; stock items ; consumables
        components ; catalog ; inventory items ; product catalog|catalogue|master|data ; part master|list ; item list
        materials|sku|items|parts list|master|catalog ; raw materials ; finished goods ; spare parts ; inventory
        current stock ; inventory|stock levels|list|report|master|data|status ; price list ; product details|info""",
    "Movements": """movement ; movements ; mb51 ; stock ledger ; stock moves ; stock move ; transactions
        material documents ; inventory move ; inventory moves ; goods movements ; stock movements ; item ledger
        item ledger entries ; receipts ; purchase receipts ; purchase receipt ; goods receipts ; issues
        transfers ; inventory transactions ; transaction history ; stock transactions
        inventory movements|movement|log|ledger|transfers ; stock ledger entries|log|history|transfers
        material movements|transactions|issues|issue ; goods issues|issue|receipt ; inventory transaction
        goods receipt notes ; grn ; receipts lines ; stock adjustments ; inventory adjustments
        receiving|inbound log|records|receipts|transactions| ; stock log ; inventory history ; distribution order
        distributionorder ; stock entries""",
    "Jobs": """cooispi ; coois ; job ; jobs ; work order ; work orders ; manufacturing order
        manufacturing orders ; production order ; manufacturingorder ; production orders ; workorders ; workorder
        process|batch|build|works orders|order ; shop orders ; projects ; project ; production jobs|plan|schedule
        job orders|list ; manufacturing jobs
        production|work|manufacturing orders list|header|headers|master""",
    "Labor": """labor ; labour ; timesheet ; timesheets ; time entries ; time tickets ; clockings ; hours
        time sheet|sheets|logs|log|tracking|entry|records
        labor|labour hours|entries|log|logs|records|time|transactions|tickets ; timecards ; worklog ; worklogs
        work logs ; attendance ; timelog ; timelogs""",
    "Operations": """operation ; routing ; routings ; operations ; work order routing ; job operations ; steps
        process plan|plans|steps ; work|production|job order operations|steps|routing
        routing|process|operation steps|operations""",
    "Bill of Materials": """bom ; boms ; bill of materials ; bills of materials ; bom components ; bom component
        operation material ; operationmaterial ; recipes
        bom lines|items|list|data|structure|export|explosion|master|table ; product structure|structures|bom
        recipe ; recipe ingredients|items ; product materials|components ; assembly parts""",
    "Suppliers": "supplier ; suppliers ; vendor ; vendors ; creditors ; supplier|vendor list|data|info|details",
    "Purchases": """purchase order ; purchase orders ; purchases ; po ; me2n ; purchase order lines
        purchaseorder ; purchase order detail|details|header|headers|history|data|list ; bills
        purchasing documents ; procurement ; procurement orders|data
        po lines|data|list|history|header|detail|report ; purchase|purchasing history|records|data|report
        supplier|vendor orders ; open po ; open purchase orders""",
    "Customers": """customer ; customers ; client ; clients ; debtors ; customer|client list|data|info|details
        contacts ; contact ; res partner""",
    "Employees": """employee ; employees ; staff ; workers ; worker ; personnel ; operators ; technicians
        employee|staff list|data|master ; workforce""",
    "Work Centers": """work centers ; work centres ; workcenters ; workstations ; machines ; machine ; resources
        resource ; equipment ; work stations ; production lines""",
    "Counts": """mb52 ; stock list ; stock overview ; count ; counts ; stocktake ; physical inventory
        cycle counts ; cycle count ; warehouse inventory|stock
        inventory count|counts|snapshot|snapshots|balance|balances ; inventory
        stock|inventory levels|balance|balances|snapshot|snapshots|list|report|status|take|count|counts|onhand
        stock|inventory on hand ; current stock|inventory
        on hand ; inventory on hand ; stock valuation""",
    "Demand": """demand ; forecast ; forecasts ; sales orders ; sales order ; salesorder ; sales history ; sales
        sales order lines|items|details|data ; demand|sales forecast|plan|history|data ; customer orders
        orders sales""",
    "GL Accounts": """accounts ; chart accounts ; trial balance ; gl accounts ; gl balances ; general ledger
        account balances ; ledger balances ; coa ; gl account|accounts|trial balance ; account list|master
        trial balances""",
    "Machine Time": "machine time ; machine hours ; downtime ; machine|production downtime|logs|log|events|usage",
    "Inspections": """inspections ; quality ; quality inspections|inspection|checks|control|data|records|logs
        inspection ; inspection results|records|lots ; defects ; qc ; qc inspections|checks""",
    "Rates of Exchange": "exchange rates ; currency rates ; fx rates|rate ; exchange rate ; currency exchange rates",
    "Standards": "standard costs|cost ; cost history ; product|item|material cost|costs history| ; std costs",
    "Calendar": "calendar ; holidays ; holiday ; factory|plant|shop|work calendar ; holiday list|calendar",
}
