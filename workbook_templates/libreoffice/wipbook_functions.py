"""The functions of wipbook as a Calc add-in: =WIP_VALUE(...) as in Excel.

Names and descriptions come with the extension, so that a workbook keeps its formulas even where wipbook itself cannot
be loaded; the cells then say why. No exception may leave this component: one in ``getCompatibilityNames`` would keep
the office from opening any file.
"""

import datetime as dt

import uno
import unohelper
import wipbook_office
from com.sun.star.lang import XServiceInfo, XServiceName
from com.sun.star.sheet import LocalizedName, XAddIn, XCompatibilityNames
from wipcalc import XFunctions

SERVICE = "wipbook.libreoffice.Functions"
ADD_IN = "com.sun.star.sheet.AddIn"
CATEGORY = "Add-In"  # the only one of Calc's fixed categories that is for add-ins
DAY_ZERO = dt.datetime(1899, 12, 30)


def method_of(name):
    """``wip_lot_sizes`` as UNO names it: ``wipLotSizes``."""
    first, *others = name.split("_")
    return first + "".join(one.capitalize() for one in others)


try:
    CARDS = {method_of(name): dict(card, name=name) for name, card in wipbook_office.cards().items()}
except Exception:  # noqa: BLE001 - see above: better no function than no file
    CARDS = {}


def answer(card, given):
    """What the function comes to, as Calc takes it: a number, a text, or rows of them."""
    try:
        functions, from_cell = wipbook_office.functions()
        result = functions[card["name"]](*(from_cell(value) for value in given))
    except Exception as error:  # noqa: BLE001 - a cell must show one line, whatever happened
        result = f"#WIP: {error}"
    if not card["spills"] and not card["columns"]:
        return cell(result)
    rows = result
    if not isinstance(result, (list, tuple)):
        rows = [["Status"], [result]] if card["spills"] else [[result]]
    width = max(map(len, rows), default=1)
    return tuple(tuple(map(cell, row)) + ("",) * (width - len(row)) for row in rows)


def cell(value):
    """A value of a kind that Calc knows: a date as its serial number, a truth as 1 or 0, a blank as empty text."""
    if isinstance(value, (float, str)):
        return value
    if isinstance(value, (bool, int)):
        return float(value)
    if isinstance(value, dt.datetime):
        return (value - DAY_ZERO).total_seconds() / 86400
    return "" if value is None else str(value)


def _method(card):
    def call(self, *given):
        return answer(card, given)

    return call


class _AddIn(unohelper.Base, XFunctions, XAddIn, XCompatibilityNames, XServiceName, XServiceInfo):
    def __init__(self, context):
        self._locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")

    def getProgrammaticFuntionName(self, display_name):  # noqa: N802 - so UNO spells it
        wanted = display_name.lower()
        return next((method for method, card in CARDS.items() if card["name"] == wanted), "")

    def getDisplayFunctionName(self, method):  # noqa: N802
        return CARDS[method]["name"].upper() if method in CARDS else ""

    def getFunctionDescription(self, method):  # noqa: N802
        return CARDS[method]["summary"] if method in CARDS else ""

    def getDisplayArgumentName(self, method, number):  # noqa: N802
        return self._argument(method, number, 0)

    def getArgumentDescription(self, method, number):  # noqa: N802
        return self._argument(method, number, 1)

    def _argument(self, method, number, part):
        arguments = CARDS[method]["arguments"] if method in CARDS else ()
        return arguments[number][part] if 0 <= number < len(arguments) else ""

    def getProgrammaticCategoryName(self, method):  # noqa: N802
        return CATEGORY

    def getDisplayCategoryName(self, method):  # noqa: N802
        return CATEGORY

    def getCompatibilityNames(self, method):  # noqa: N802
        if method not in CARDS:
            return ()
        return (LocalizedName(uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", ""),
                              CARDS[method]["name"].upper()),)

    def setLocale(self, locale):  # noqa: N802
        self._locale = locale

    def getLocale(self):  # noqa: N802
        return self._locale

    def getServiceName(self):  # noqa: N802
        return SERVICE

    def getImplementationName(self):  # noqa: N802
        return SERVICE

    def supportsService(self, name):  # noqa: N802
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self):  # noqa: N802
        return (ADD_IN, SERVICE)


Functions = type("Functions", (_AddIn,), {method: _method(card) for method, card in CARDS.items()})

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the office looks for this name
g_ImplementationHelper.addImplementation(Functions, SERVICE, (ADD_IN, SERVICE))
