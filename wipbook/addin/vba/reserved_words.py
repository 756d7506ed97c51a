"""Words that cannot name an argument in VBA, [MS-VBAL] 3.3.5.2."""

from __future__ import annotations

_WORDS = """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec cdecl
    cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal declare defbool
    defbyte defcur defdate defdbl defdec defint deflng deflnglng deflngptr defobj defsng defstr defvar dim do doevents
    double each else elseif empty end endif enum eqv erase event exit false fix for friend function get global gosub
    goto if imp implements in input inputb int integer is lbound len lenb let like lineinput lock long longlong longptr
    loop lset me mod new next not nothing null on open option optional or paramarray preserve print private pset public
    put raiseevent redim rem resume return rset scale seek select set sgn shared single spc static step stop string sub
    tab then to true type typeof ubound unlock until variant wend while with withevents write xor
"""
RESERVED_WORDS = frozenset(_WORDS.split())
"""In lower case; ``step`` is not on the list but ends a ``For`` line."""


def vba_name(name: str) -> str:
    """``name``, with an underscore behind it where VBA would take it for something else.

    >>> vba_name("end"), vba_name("start")
    ('end_', 'start')
    """
    return f"{name}_" if name.lower() in RESERVED_WORDS else name
