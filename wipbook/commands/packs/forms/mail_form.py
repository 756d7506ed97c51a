"""The draft of a mail with a pack attached: a program for mail opens it, a person sends it, or does not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from wipbook.errors import WipbookError

_TYPES = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "pdf": ("application", "pdf"),
    "html": ("text", "html"),
}
_ADDRESS = re.compile(r"[^@\s<>,;:\"\\()\[\]]+@[^@\s<>,;:\"\\()\[\]]+", re.ASCII)


class AddressNotUnderstood(WipbookError):
    """What stands where the address of a mail is expected is none."""


@dataclass(frozen=True)
class Draft:
    """``to`` may be blank: the draft has no receiver then. ``attached``: name, form and content."""

    name: str
    to: str
    subject: str
    body: str
    attached: Sequence[tuple[str, str, bytes]]
    where: str


def mail_form(draft: Draft, made: dt.datetime) -> bytes:
    """The .eml, marked as not sent (X-Unsent, by which Outlook opens it to be written on).

    Errors: ``AddressNotUnderstood``.
    """
    mail = EmailMessage(policy.SMTP)
    mail["Subject"] = " ".join(draft.subject.split())
    if draft.to.strip():
        mail["To"] = _address(draft)
    mail["Date"] = format_datetime(made.astimezone())
    mail["X-Unsent"] = "1"
    mail["X-Mailer"] = "wipbook pack"
    mail.set_content(draft.body)
    for name, form, content in draft.attached:
        main, sub = _TYPES[form]
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def _address(draft: Draft) -> Address:
    to = draft.to.strip()
    if not _ADDRESS.fullmatch(to):
        raise AddressNotUnderstood(
            where=draft.where, found=repr(to), expected="one address, such as ana@example.com",
            remedy="correct it in its cell, or leave it blank and address the draft yourself",
        )
    return Address(display_name=" ".join(draft.name.split()), addr_spec=to)
