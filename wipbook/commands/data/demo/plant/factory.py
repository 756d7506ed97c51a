"""The simulated factory: a maker of bicycle trailers. What it buys, makes and sells, where and with whom."""

from __future__ import annotations

from dataclasses import dataclass, field

MAIN, LINE = "MAIN", "LINE"


@dataclass(frozen=True)
class Bought:
    """A bought material. ``price`` in currency per unit, ``lot`` the usual order quantity in units."""

    code: str
    description: str
    kind: str
    unit: str
    price: float
    supplier: str
    lot: int
    lots: bool = False  # kept by lot number
    line: bool = False  # issued from the line's own stock, which is topped up from the store
    owner: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a route; ``hours`` per unit, on top of half an hour of setup."""

    number: int
    name: str
    work_center: str
    hours: float


@dataclass(frozen=True)
class Made:
    """A made material: its components (units per unit), its route, its usual job quantity."""

    code: str
    description: str
    kind: str
    lot: int
    components: dict[str, float]
    steps: tuple[Step, ...]
    price: float = 0
    yearly: int = 0
    level: int = field(default=1)


BOUGHT = (
    Bought("00123", "Steel tube 28 mm", "raw", "m", 3.20, "S-010", 1200, lots=True),
    Bought("00124", "Steel tube 22 mm", "raw", "m", 2.60, "S-010", 900, lots=True),
    Bought("AL-30", "Aluminium tube 30 mm", "raw", "m", 5.40, "S-010", 400, lots=True),
    Bought("ST-2", "Steel sheet 2 mm", "raw", "kg", 1.85, "S-020", 500),
    Bought("22E1", "Axle plate", "component", "pcs", 1.15, "S-020", 500),
    Bought("AX-12", "Axle 12 mm", "component", "pcs", 4.80, "S-030", 400),
    Bought("BR-6001", "Bearing 6001", "component", "pcs", 1.05, "S-030", 1000),
    Bought("HB-1", "Hub", "component", "pcs", 5.20, "S-030", 400),
    Bought("CL-1", "Coupling", "component", "pcs", 11.00, "S-030", 250, owner="Nordhitch (consigned)"),
    Bought("RM-16", "Rim 16 inch", "component", "pcs", 6.20, "S-040", 300),
    Bought("RM-20", "Rim 20 inch", "component", "pcs", 7.40, "S-040", 300),
    Bought("TY-16", "Tire 16 inch", "component", "pcs", 5.10, "S-040", 300),
    Bought("TY-20", "Tire 20 inch", "component", "pcs", 5.60, "S-040", 300),
    Bought("TB-16", "Inner tube 16 inch", "component", "pcs", 1.60, "S-040", 300),
    Bought("TB-20", "Inner tube 20 inch", "component", "pcs", 1.70, "S-040", 300),
    Bought("SP-SET", "Spoke set", "component", "pcs", 3.90, "S-040", 400),
    Bought("FB-600", "Fabric 600D", "raw", "m2", 4.30, "S-050", 500, lots=True),
    Bought("FB-PVC", "PVC cover", "raw", "m2", 3.70, "S-050", 500, lots=True),
    Bought("FM-10", "Foam 10 mm", "raw", "m2", 2.90, "S-050", 150),
    Bought("ZP-1", "Zipper", "component", "m", 0.60, "S-050", 800),
    Bought("WB-25", "Webbing 25 mm", "component", "m", 0.35, "S-050", 1200),
    Bought("SB-1", "Seat harness", "component", "pcs", 8.70, "S-060", 150),
    Bought("RF-1", "Reflector", "component", "pcs", 0.55, "S-060", 700),
    Bought("FL-1", "Flag", "component", "pcs", 1.20, "S-060", 350),
    Bought("BT-M6", "Bolt M6", "component", "pcs", 0.06, "S-070", 5000, line=True),
    Bought("BT-M8", "Bolt M8", "component", "pcs", 0.09, "S-070", 2000, line=True),
    Bought("NT-M6", "Lock nut M6", "component", "pcs", 0.04, "S-070", 5000, line=True),
    Bought("WS-6", "Washer 6", "component", "pcs", 0.02, "S-070", 6000, line=True),
    Bought("PD-BK", "Powder paint black", "raw", "kg", 7.80, "S-080", 120, lots=True),
    Bought("PD-OR", "Powder paint orange", "raw", "kg", 8.60, "S-080", 80, lots=True),
    Bought("WR-08", "Welding wire 0.8", "supply", "kg", 4.40, "S-080", 60),
    Bought("CT-1", "Carton", "component", "pcs", 2.40, "S-090", 350),
    Bought("LB-1", "Label", "component", "pcs", 0.08, "S-090", 1500),
    Bought("MN-1", "Manual", "component", "pcs", 0.45, "S-090", 500),
)


def _frame(weld: float) -> tuple[Step, ...]:
    return (
        Step(10, "Cut tubes", "WC-10", 0.3),
        Step(20, "Weld frame", "WC-10", weld),
        Step(30, "Powder coat", "WC-20", 0.86),
    )


_WHEEL = (Step(10, "Lace wheel", "WC-30", 0.26), Step(20, "True wheel", "WC-30", 0.18))
_HITCH = (Step(10, "Weld hitch", "WC-10", 0.3), Step(20, "Powder coat", "WC-20", 0.21))
_BODY = (Step(10, "Cut fabric", "WC-40", 0.15), Step(20, "Sew body", "WC-40", 0.7))
_TRAILER = (Step(10, "Assemble", "WC-50", 1.5), Step(20, "Test and pack", "WC-50", 0.35))
_TO_ORDER = (Step(10, "Assemble", "WC-50", 6.0), Step(20, "Test and pack", "WC-50", 1.5))
_PACK: dict[str, float] = {"RF-1": 2, "FL-1": 1, "CT-1": 1, "LB-1": 2, "MN-1": 1}
_BOLTS: dict[str, float] = {"BT-M6": 12, "NT-M6": 12, "WS-6": 12}

MADE = (
    Made("WH-16", "Wheel 16 inch", "subassembly", 120,
         {"RM-16": 1, "TY-16": 1, "TB-16": 1, "SP-SET": 1, "HB-1": 1, "AX-12": 1, "BR-6001": 2}, _WHEEL),
    Made("WH-20", "Wheel 20 inch", "subassembly", 120,
         {"RM-20": 1, "TY-20": 1, "TB-20": 1, "SP-SET": 1, "HB-1": 1, "AX-12": 1, "BR-6001": 2}, _WHEEL),
    Made("HT-10", "Hitch arm", "subassembly", 100,
         {"00124": 0.8, "ST-2": 0.6, "CL-1": 1, "BT-M8": 2, "PD-BK": 0.04}, _HITCH),
    Made("FR-100", "Frame, cargo", "subassembly", 50,
         {"00123": 4.5, "00124": 2.2, "22E1": 2, "WR-08": 0.05, "PD-BK": 0.18}, _frame(1.1)),
    Made("FR-200", "Frame, child", "subassembly", 50,
         {"AL-30": 3.0, "00124": 1.4, "22E1": 2, "WR-08": 0.04, "PD-OR": 0.16}, _frame(1.2)),
    Made("FR-400", "Frame, heavy cargo", "subassembly", 30,
         {"00123": 6.5, "00124": 3.0, "22E1": 4, "ST-2": 1.8, "WR-08": 0.09, "PD-BK": 0.25}, _frame(1.6)),
    Made("BD-100", "Body, cargo", "subassembly", 60, {"FB-PVC": 2.4, "ZP-1": 1.2, "WB-25": 3}, _BODY),
    Made("BD-200", "Body, child", "subassembly", 50,
         {"FB-600": 3.1, "ZP-1": 2.8, "FM-10": 0.6, "SB-1": 1, "WB-25": 4}, _BODY),
    Made("TR-100", "Trailer, cargo", "finished", 40,
         {"FR-100": 1, "WH-20": 2, "HT-10": 1, "BD-100": 1, **_BOLTS, **_PACK}, _TRAILER, 499.0, 600, 2),
    Made("TR-200", "Trailer, child", "finished", 40,
         {"FR-200": 1, "WH-16": 2, "HT-10": 1, "BD-200": 1, **_BOLTS, **_PACK}, _TRAILER, 629.0, 460, 2),
    Made("TR-300", "Trailer, dog", "finished", 30,
         {"FR-100": 1, "WH-16": 2, "HT-10": 1, "BD-200": 1, **_BOLTS, **_PACK}, _TRAILER, 389.0, 280, 2),
    Made("TR-400", "Trailer, heavy cargo", "finished", 20,
         {"FR-400": 1, "WH-20": 2, "HT-10": 1, "BD-100": 1, **_BOLTS, **_PACK}, _TRAILER, 599.0, 150, 2),
    Made("TR-900", "Trailer, to order", "finished", 6,
         {"FR-400": 1, "WH-20": 4, "HT-10": 1, "BD-100": 2, **_BOLTS, **_PACK}, _TO_ORDER, 1290.0, 0, 2),
)

SCRAP_PERCENT = {"00123": 3, "00124": 3, "AL-30": 3, "FB-600": 4, "FB-PVC": 4}
SPARES = {"WH-16": 60, "WH-20": 60}  # wheels sold as spare parts, units a year

# code, name, hours per day, people per size unit, overhead pool, scrap reason
WORK_CENTERS = (
    ("WC-10", "Frame welding", 8, 2, "SHOP", "Weld crack"),
    ("WC-20", "Powder coating", 8, 1, "MACHINES", "Paint run"),
    ("WC-30", "Wheel building", 8, 1, "SHOP", "Wheel misaligned"),
    ("WC-40", "Sewing", 8, 1, "SHOP", "Seam open"),
    ("WC-50", "Final assembly", 8, 2, "SHOP", "Handling damage"),
)

# code, name, street, city, country, rating, lead time in working days, chance of a late delivery
SUPPLIERS = (
    ("S-010", "Nordic Tubes", "12 Mill Lane", "Leeds", "GB", 2, 8, 0.10),
    ("S-020", "Kestrel Metals", "4 Forge Road", "Sheffield", "GB", 2, 7, 0.08),
    ("S-030", "Axis Bearings", "Industriestr. 9", "Schweinfurt", "DE", 1, 10, 0.05),
    ("S-040", "Formosa Wheel Parts", "88 Zhongshan Rd", "Taichung", "TW", 3, 30, 0.15),
    ("S-050", "Textil Brandt", "Weberstr. 3", "Krefeld", "DE", 2, 9, 0.08),
    ("S-060", "Safe Ride", "1 Dock Street", "Rotterdam", "NL", 4, 12, 0.6),
    ("S-070", "Boltworks", "7 Thread Way", "Solingen", "DE", 1, 5, 0.04),
    ("S-080", "Color & Weld Supply", "22 Quay", "Antwerp", "BE", 3, 6, 0.10),
    ("S-090", "Packhaus", "5 Carton Court", "Venlo", "NL", 2, 5, 0.05),
)

CUSTOMERS = (
    ("C-100", "City Cycles", "Ana Ruiz", "en"),
    ("C-110", "Radhaus Berlin", "Jonas Weiss", "de"),
    ("C-120", "Velo Lyon", "Claire Petit", "fr"),
    ("C-130", "Fietsen Utrecht", "Sanne Bakker", "nl"),
    ("C-140", "Cargo Couriers", "Tom Price", "en"),
    ("C-150", "Kids on Wheels", "Mia Lund", "en"),
    ("C-160", "Bici Milano", "Luca Conti", "it"),
    ("C-170", "Outdoor Depot", "Eve Stone", "en"),
    ("C-180", "Nordcykel", "Karin Holm", "sv"),
    ("C-190", "Parcel Bike", "Omar Haddad", "en"),
)

STAKEHOLDERS = (  # who, which pack, of which customer, person, language, when, format
    ("CFO", "cfo", None, "Ruth Adler", "en", "at close", "pdf"),
    ("BANK", "bank", None, "Paul Lange", "de", "at close", "pdf"),
    ("PLANT", "plant", None, "Meg Shaw", "en", "weekly", "xlsx"),
    ("AUDITOR", "auditor", None, "Iris Bloom", "en", "on request", "xlsx"),
    ("C-120", "customer", "C-120", None, None, "weekly", "pdf"),
    ("C-190", "customer", "C-190", None, None, "weekly", "html"),
)

FIRST_NAMES = ("Sam", "Noor", "Kim", "Dana", "Lee", "Ines", "Paul", "Maja", "Omar", "Rita", "Jan", "Tess")
LAST_NAMES = ("Osei", "Vogel", "Marin", "Kowal", "Dubois", "Haas", "Silva", "Berg", "Novak", "Ford", "Klein")

BOUGHT_BY_CODE = {each.code: each for each in BOUGHT}
MADE_BY_CODE = {each.code: each for each in MADE}
