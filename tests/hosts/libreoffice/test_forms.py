"""The form of a button as LibreOffice draws it on a screen: filled in by keys, left by Enter and by Escape."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.libreoffice.screen import (
    give_focus,
    photograph,
    type_keys,
    wait_for,
)
from wipbook.commands.command import Form
from wipbook.commands.declared import presses
from wipbook.hosts.libreoffice.dialogs import Dialogs
from wipbook.hosts.libreoffice.main_thread import in_main_thread, load
from wipbook.hosts.libreoffice.process import Office

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def window(shown: tuple[Office, dict[str, str]]) -> Any:
    """A form belongs to the window of a document."""
    document = load(shown[0].create, "private:factory/scalc")
    return document.getCurrentController().getFrame().getContainerWindow()


def _left(
    shown: tuple[Office, dict[str, str]], window: Any, button: str, *keys: str, picture: Path | None = None
) -> list[str] | None:
    """What a form came to for these keys; the office waits for them in its main thread, as for a button's."""
    office, variables = shown
    form = presses()[button][1].asks
    assert isinstance(form, Form)

    def asked() -> list[str] | None:
        dialogs = Dialogs(office.context, window)
        return in_main_thread(
            office.create, lambda: dialogs.fill_in(f"form of {button}", form.text, form.fields)
        )

    with ThreadPoolExecutor(1) as other:
        answer = other.submit(asked)
        try:
            give_focus(variables, f"form of {button}")
        except TimeoutError:
            if answer.done():
                answer.result()  # why there was no form to be seen
            office.stop()  # or it waits for an answer for ever
            raise
        if picture is not None:
            wait_for(lambda: _drawn(variables, picture))
        type_keys(variables, *keys)
        return answer.result(60)


def _drawn(variables: dict[str, str], picture: Path) -> bool:
    """A form has the keys before it is drawn: a photograph of nothing is small."""
    photograph(variables, picture)
    return picture.stat().st_size > 1000


@pytest.mark.parametrize("button", ["sample", "sign"])
def test_what_is_typed_comes_back_line_by_line(
    shown: tuple[Office, dict[str, str]], window: Any, button: str, tmp_path: Path
) -> None:
    form = presses()[button][1].asks
    assert isinstance(form, Form)
    proposed = [field.proposed for field in form.fields]
    picture = Path(os.environ.get("WIPBOOK_PICTURE", tmp_path / "form.png"))
    assert _left(shown, window, button, "<Return>", picture=picture) == proposed, "Enter is OK"
    typed = _left(shown, window, button, "<Tab>", "<Tab>", "abc", "<Return>")
    assert typed is not None and "abc" in typed[2] and typed[:2] == proposed[:2]


def test_escape_gives_no_answer(shown: tuple[Office, dict[str, str]], window: Any) -> None:
    assert _left(shown, window, "sign", "abc", "<Escape>") is None
