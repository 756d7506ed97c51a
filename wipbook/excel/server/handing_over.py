"""An object of Excel's on its way into another process, as text; and whether a process runs. Windows alone."""

from __future__ import annotations

from typing import Any

_STILL_ACTIVE, _QUERY = 259, 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_LOCAL, _ONCE = 0, 0  # MSHCTX_LOCAL, MSHLFLAGS_NORMAL


def handed_over(book: Any) -> str:
    """Hexadecimal digits from which one other process of this machine can take the object, once."""
    import pythoncom

    stream = pythoncom.CreateStreamOnHGlobal()
    pythoncom.CoMarshalInterface(stream, pythoncom.IID_IDispatch, book, _LOCAL, _ONCE)
    stream.Seek(0, 0)
    return bytes(stream.Read(stream.Stat()[2])).hex()


def taken_over(text: str) -> Any:
    """The object that another process handed over."""
    import pythoncom

    stream = pythoncom.CreateStreamOnHGlobal()
    stream.Write(bytes.fromhex(text))
    stream.Seek(0, 0)
    return pythoncom.CoUnmarshalInterface(stream, pythoncom.IID_IDispatch)


def is_running(process: int) -> bool:
    """Whether there is such a process; one that may not be asked runs."""
    import win32api
    import win32process

    try:
        handle = win32api.OpenProcess(_QUERY, False, process)
    except win32api.error as error:
        return bool(error.winerror == 5)  # access denied
    try:
        return bool(win32process.GetExitCodeProcess(handle) == _STILL_ACTIVE)
    finally:
        handle.Close()
