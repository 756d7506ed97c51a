"""The address of a database: kept where secrets are kept, read from there, and never shown."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from wipbook.commands.data.import_.errors import CredentialMissing
from wipbook.commands.data.import_.source.database.driver import driver

SERVERS = {
    "postgresql": "postgresql", "postgres": "postgresql", "mysql": "mysql", "mariadb": "mysql", "mssql": "sqlserver",
    "sqlserver": "sqlserver", "sqlite": "sqlite",
}
"""Kinds of servers by the scheme of an address."""
_FORM = "postgresql://reader:…@host:5432/plant, or mysql://, mariadb://, mssql://, sqlite:///"
_HIDDEN = "…"


@dataclass(frozen=True)
class Address:
    """Where a database is and how to enter. ``server`` is one of the values of ``SERVERS``; ``where`` is its place in
    the mapping, which is all that may be said of it. Nothing else of it is in its repr."""

    where: str
    server: str
    text: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    host: str = field(default="", repr=False)
    port: int | None = field(default=None, repr=False)
    database: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict, repr=False)

    def hide(self, text: str) -> str:
        """``text`` without the address and its secrets, in whatever form they stand in it."""
        parts = urlsplit(self.text)
        raw = parts.netloc.rpartition("@")[0].partition(":")[2]
        secrets = {self.text, parts.netloc.rpartition("@")[0], raw, self.password}
        secrets |= {value for name, value in self.options.items() if "pass" in name.lower() or "pwd" in name.lower()}
        for secret in sorted(filter(None, secrets), key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text


def address_of(alias: str, place: str) -> Address:
    """The address that ``place`` holds: ``env:NAME``, ``keyring:SERVICE/NAME`` or ``credential:NAME`` (systemd).

    Errors: ``CredentialMissing`` where nothing is there, or what is there is no such address; it is not repeated.
    ``DriverMissing`` without the library keyring.
    """
    kind, _, name = place.partition(":")
    where = f"[sources] {alias}"
    found = {"env": _of_environment, "keyring": _of_keyring, "credential": _of_systemd}[kind](where, name).strip()
    return parsed(where, place, found)


def parsed(where: str, place: str, text: str) -> Address:
    """The parts of an address. Errors: ``CredentialMissing``."""
    scheme, there, _ = text.partition("://")
    server = SERVERS.get(scheme.partition("+")[0].lower(), "") if there else ""
    wrong = CredentialMissing(
        where=where, found=f"no address of a database in {place} (what is there is not shown)", expected=_FORM,
        remedy="store the whole address there; signs such as @, : and / in the password are written as %40, %3A, %2F",
    )
    if not server:
        raise wrong
    try:
        parts = urlsplit(text)
        if server == "sqlite":
            return Address(where, server, text, database=unquote(parts.path.removeprefix("/")))
        user, colon, password = parts.netloc.rpartition("@")[0].partition(":")
        address = Address(
            where, server, text, unquote(user), unquote(password) if colon else "", unquote(parts.hostname or ""),
            parts.port, unquote(parts.path.removeprefix("/")), dict(parse_qsl(parts.query)),
        )
    except ValueError:  # says what is wrong with it by repeating it
        raise wrong from None
    # an unwritten @ or / in a password makes a part of it a host, which drivers would name
    if parts.fragment or "@" in parts.path or "@" in parts.netloc.rpartition("@")[0]:
        raise wrong
    if not re.fullmatch(r"[\w.:-]*(,[\w.:-]+)*(%[\w]+)?", address.host) or re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise wrong
    return address


def _of_environment(where: str, name: str) -> str:
    value = os.environ.get(name, "")
    if not value.strip():
        raise CredentialMissing(
            where=where, found=f"no environment variable {name}", expected="the address of the database in it",
            remedy=f"set {name} where wipbook runs, such as export {name}=postgresql://…",
        )
    return value


def _of_keyring(where: str, name: str) -> str:
    service, _, user = name.partition("/")
    keyring = driver("keyring", "keyring", where)
    try:
        value = keyring.get_password(service, user)
    except Exception as error:  # noqa: BLE001 - each system's store has errors of its own, with what they please in them
        raise CredentialMissing(
            where=where, found=f"a keyring that does not answer ({type(error).__name__})",
            expected=f"the address under {service}, {user}",
            remedy="unlock it, or keep the address in an environment variable: env:NAME",
        ) from None
    if not value:
        raise CredentialMissing(
            where=where, found=f"nothing in the keyring under {service}, {user}",
            expected="the address of the database", remedy=f"store it: keyring set {service} {user}",
        )
    return str(value)


def _of_systemd(where: str, name: str) -> str:
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    try:
        if not folder:
            raise FileNotFoundError
        return (Path(folder) / name).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise CredentialMissing(
            where=where,
            found=f"no credential {name}" if folder else "no credentials of systemd (CREDENTIALS_DIRECTORY is not set)",
            expected="a credential that the service was given",
            remedy=f"add LoadCredentialEncrypted={name} to the unit, or use env:NAME outside of one",
        ) from (error if isinstance(error, OSError) else None)
