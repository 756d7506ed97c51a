"""A command of a button, in a process of its own: it drives the Excel it was pressed in, and ends with its message.

On Windows the server starts it and tells it what to do on its standard input; it says there what Excel looked like
before, so that Excel can be set right when this process is ended from outside. On a Mac our AppleScript starts it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from wipbook.commands.faces import error_log
from wipbook.excel.given import decoded
from wipbook.excel.press import press
from wipbook.excel.put_right import put_right


def main(words: list[str]) -> None:
    """``words`` are those of the Mac's command line; without them everything comes from standard input."""
    if words:
        button, name, addin, given = (decoded(word) for word in words[0].split("|"))
        press(button, _found(_of_mac, name), addin=addin, given=given)
        return
    told = json.loads(sys.stdin.read())
    answers, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer

    def say(what: dict[str, Any]) -> None:
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    book = _found(_of_windows, told["book"])
    if "restore" in told:
        put_right(book, told["button"], told["restore"])
    else:
        press(told["button"], book, addin=told["addin"], given=told["given"], say_before=say)
    say({"done": True})


def _found(find: Callable[[str], Any], name: str) -> Any:
    try:
        return find(name)
    except Exception as error:  # noqa: BLE001 - without a workbook there is no Excel to speak through
        details = error_log.write("caller", error).sentence
        sys.exit(f"wipbook does not find the workbook it was called from ({error}). {details}".replace("\n", " "))


def _of_windows(text: str) -> Any:
    import xlwings
    from win32com.client import Dispatch
    from xlwings import _xlwindows

    from wipbook.excel.server.handing_over import taken_over

    # as xlwings does it for code that runs inside its server, with its patience for an Excel that is busy
    excel: Any = _xlwindows
    excel.BOOK_CALLER = excel.COMRetryObjectWrapper(Dispatch(taken_over(text)))
    return xlwings.Book.caller()


def _of_mac(name: str) -> Any:
    import xlwings

    app: Any = xlwings.apps.active
    return app.books[name]


if __name__ == "__main__":
    main(sys.argv[1:])
