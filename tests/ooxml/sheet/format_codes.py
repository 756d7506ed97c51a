"""Number format codes as programs write them, and what each makes of a number."""

from __future__ import annotations

from wipbook.ooxml.sheet.number_format import Shown

PLAIN = (
    "General", "GENERAL", "0", "0.00", "#,##0", "#,##0.00", "@", "0.00E+00", "##0.0E+0", "# ?/?", "# ??/??", "",
    # currency and accounting, as Excel's dialogs make them
    '"$"#,##0.00_);[Red]("$"#,##0.00)', '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    "_-* #,##0.00 [$€-407]_-;-* #,##0.00 [$€-407]_-;_-* \"-\"?? [$€-407]_-;_-@_-", "[$USD] #,##0.00", "[$-409]#,##0.00",
    "[$SEK-41D]#,##0.00", "[$£-809]#,##0;[Red]-[$£-809]#,##0", "[$CHF-100C] #,##0.00", "#,##0.00_-", "$#,##0_-",
    # words and escapes that hold letters of a date
    '0 "days"', '0.0 "h"', r"0\d", r"0.0\h", '"Month "0', '#,##0" m²"', '"yyyy-mm-dd "0', "0_d", "0*m", '0"%"', r"0\%",
    # colours and conditions
    "[Red]0", "[Magenta]0.00", "[Color10]0", "[>=1000]#,##0;[<0][Red]-0;0", '[=0]"-"??_);[<10]#,##0.00_);#,##0.0_)',
    "[DBNum1]General", "[$-411]#,##0", "[ENG][$-409]0",
    # nothing of a number is shown
    ";;;", '"open";"open";"open"',
    # a year alone
    "yyyy", "yy", "[$-409]yyyy", "YYYY", '"FY"yyyy', "e", "gggee",
)
DATES = (
    "yyyy-mm-dd", "m/d/yyyy", "d-mmm-yy", "d-mmm", "mmm-yy", "mmmm", "dddd", "d", "yyyy-mm", "d/m/y", "dd.mm.yyyy;@",
    "h:mm AM/PM", "h:mm", "hh:mm:ss", "mm:ss", "mm:ss.0", "mmss.0", "m/d/yyyy h:mm", "yyyy-mm-dd hh:mm:ss.000",
    "[$-F800]dddd, mmmm dd, yyyy", "[$-F400]h:mm:ss AM/PM", "[$-409]d-mmm-yy;@", "[$-407]d. mmmm yyyy",
    '[$-411]ggge"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@', '"due "dd/mm', r"dd\.mm\.yyyy", r"yyyy\-mm\-dd",
    "[Red]dd/mm/yyyy", "DD/MM/YYYY", "_(* d/m/yy_)", "h:mm A/P", "[$-41E]d mmm bb",
)
ELAPSED = (
    "[h]:mm", "[h]:mm:ss", "[hh]:mm", "[hh]:mm:ss", "[mm]:ss", "[m]:ss", "[ss]", "[s].00", "[h]", "[H]:MM",
    "[HH]:MM:SS", "[h]:mm;@", "[Red][h]:mm", "[$-409][h]:mm:ss;@", '[h]"h" mm"m"', "[h]:mm:ss.000",
    "[h]:mm;[Red]-[h]:mm",
    r"[h]\:mm",
)
PERCENTS = (
    "0%", "0.00%", "#,##0.0%", "0%;[Red]-0%", "0.0%;(0.0%);0.0%", "[Blue]0%", "0 %", "_-0%", '0.0" "%', "0%;-0%;\"-\"",
    "[$-407]0.00%", "??0.0%", '[=0]"-";0%', "General%",
)
CODES = {
    **dict.fromkeys(PLAIN, Shown.PLAIN), **dict.fromkeys(DATES, Shown.DATE), **dict.fromkeys(ELAPSED, Shown.ELAPSED),
    **dict.fromkeys(PERCENTS, Shown.PERCENT),
}
