"""Where addresses are kept, and that they are nowhere else: a mapping holds none, and no error repeats one."""

from __future__ import annotations

import sys
import types

import pytest

from wipbook.commands.data.import_ import parse_mapping, read_mapping
from wipbook.commands.data.import_.errors import CredentialMissing, DriverMissing, MappingUnreadable, QueryFailed
from wipbook.commands.data.import_.mapping import mapping_text
from wipbook.commands.data.import_.source.database.address import address_of, parsed
from wipbook.commands.data.import_.source.load import open_sources

SECRET = "tr0ub4dor"
ADDRESS = f"postgresql://reader:{SECRET}@db.example:5433/plant?sslmode=require"
TABLES = '\n[tables.Customers]\nsource = "rows"\ncolumns = { Customer = "a" }\n'


def chain(error: BaseException) -> str:
    """All that a traceback would print."""
    import traceback

    return "".join(traceback.format_exception(error))


@pytest.mark.parametrize("source", [
    f'database = "{ADDRESS}"\nquery = "SELECT 1 AS a"', f'file = "{ADDRESS}"',
    f'database = "reader:{SECRET}@db.example"\nquery = "SELECT 1"', f'database = "{SECRET}"\nquery = "SELECT 1"',
    f'database = "env:{ADDRESS}"\nquery = "SELECT 1"', f'database = 7\nquery = "{SECRET}"', f'host = "{SECRET}"',
    f'database = "env:A"\nquery = ["{SECRET}"]', f'database = "env:{SECRET}-x"\nquery = "SELECT 1"',
])
def test_an_address_in_a_mapping_is_refused_and_not_repeated(source):
    with pytest.raises(MappingUnreadable) as told:
        parse_mapping(f"[sources.rows]\n{source}\n{TABLES}")
    assert SECRET not in chain(told.value)
    with pytest.raises(MappingUnreadable) as told:
        parse_mapping(f'[sources]\nrows = "{ADDRESS}"\n{TABLES}')
    assert SECRET not in chain(told.value)
    assert "env:PLANT_DB" in str(told.value)


def test_a_control_reads_no_address_either():
    with pytest.raises(MappingUnreadable) as told:
        parse_mapping(f'[sources]\nrows = "a.csv"\n{TABLES}[controls.a]\nquery = "SELECT 1"\n'
                      f'expect = {{ file = "{ADDRESS}", at = "/a" }}')
    assert SECRET not in chain(told.value)


@pytest.mark.parametrize(("source", "words"), [
    ('file = "a.csv"\ndatabase = "env:A"\nquery = "SELECT 1"', "either file, or database"), ('', "either file"),
    ('database = "env:A"', "query or query_file"), ('file = "a.csv"\nquery = "SELECT 1"', "go with database"),
    ('database = "env:A"\nquery = "SELECT 1"\nquery_file = "a.sql"', "query or query_file"),
    ('database = "env:A"\nquery = "SELECT 1"\nsheet = "x"\nencoding = "y"', "encoding, sheet"),
    ('database = "plant.db"\nquery = "SELECT 1"', "env:NAME"),
    ('database = "credential:../x"\nquery = "1"', "env:NAME"),
])
def test_what_a_source_cannot_say(source, words):
    with pytest.raises(MappingUnreadable, match=words):
        parse_mapping(f"[sources.rows]\n{source}\n{TABLES}")


def test_an_address_in_the_environment(monkeypatch):
    monkeypatch.setenv("PLANT_DB", ADDRESS)
    found = address_of("rows", "env:PLANT_DB")
    assert (found.server, found.user, found.password, found.host, found.port, found.database) == (
        "postgresql", "reader", SECRET, "db.example", 5433, "plant")
    assert SECRET not in repr(found)
    monkeypatch.delenv("PLANT_DB")
    with pytest.raises(CredentialMissing, match="no environment variable PLANT_DB"):
        address_of("rows", "env:PLANT_DB")


def test_an_address_in_the_keyring(monkeypatch):
    kept = {("wipbook", "plant"): ADDRESS}
    keyring = types.ModuleType("keyring")
    keyring.get_password = lambda service, user: kept.get((service, user))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert address_of("rows", "keyring:wipbook/plant").password == SECRET
    with pytest.raises(CredentialMissing, match="keyring set wipbook other"):
        address_of("rows", "keyring:wipbook/other")

    def locked(service: str, user: str) -> str:
        raise RuntimeError(ADDRESS)

    keyring.get_password = locked
    with pytest.raises(CredentialMissing, match="does not answer") as told:
        address_of("rows", "keyring:wipbook/plant")
    assert SECRET not in chain(told.value)


def test_the_keyring_as_it_is_installed():
    """The library itself, with a store of its own kind."""
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class Kept(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            return ADDRESS if (service, username) == ("wipbook", "plant") else None

        def set_password(self, service, username, password):
            raise NotImplementedError

    before = keyring.get_keyring()
    keyring.set_keyring(Kept())
    try:
        assert address_of("rows", "keyring:wipbook/plant").host == "db.example"
    finally:
        keyring.set_keyring(before)


def test_an_address_that_systemd_gives(monkeypatch, tmp_path):
    (tmp_path / "plant").write_text(ADDRESS + "\n", "utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert address_of("rows", "credential:plant").options == {"sslmode": "require"}
    with pytest.raises(CredentialMissing, match="LoadCredentialEncrypted=other"):
        address_of("rows", "credential:other")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    with pytest.raises(CredentialMissing, match="CREDENTIALS_DIRECTORY"):
        address_of("rows", "credential:plant")


@pytest.mark.parametrize("text", [
    SECRET, f"oracle://reader:{SECRET}@db/plant", f"postgresql://reader:{SECRET}@db:54x2/plant",
    f"postgresql://reader:{SECRET}%zz@db/plant", f"postgresql://reader:a/{SECRET}@db/plant",
    f"postgresql://reader:a@{SECRET}@db/plant", f"postgresql://reader:a#{SECRET}@db/plant",
    f"postgresql://reader:a?{SECRET}@db/plant", f"postgresql://[{SECRET}/plant",
    f"postgresql://reader:a b@{SECRET} c/x",
    f"host=db user=reader password={SECRET}",
])
def test_what_is_no_address_is_not_repeated(text):
    with pytest.raises(CredentialMissing) as told:
        parsed("[sources] rows", "env:PLANT_DB", text)
    assert SECRET not in chain(told.value)
    assert "%40" in str(told.value)


def test_a_text_loses_what_is_secret_in_it():
    address = parsed("[sources] rows", "env:A", "mysql://u:p%40ss%2Fw@h/d?ssl_password=inner")
    assert address.hide("p@ss/w p%40ss%2Fw inner mysql://u:p%40ss%2Fw@h/d?ssl_password=inner") == "… … … …"


@pytest.mark.parametrize(("address", "module", "extra"), [
    ("postgresql://h/d", "adbc_driver_manager", "postgresql"), ("mariadb://h/d", "pymysql", "mysql"),
    ("mssql://h/d", "pytds", "sqlserver"),
])
def test_a_driver_that_is_not_there_is_named_with_its_extra(monkeypatch, address, module, extra):
    monkeypatch.setenv("PLANT_DB", address)
    monkeypatch.setitem(sys.modules, module, None)
    mapping = parse_mapping(f'[sources.rows]\ndatabase = "env:PLANT_DB"\nquery = "SELECT 1 AS a"\n{TABLES}')
    with pytest.raises(DriverMissing, match=rf'pip install "wipbook\[{extra}\]"'):
        open_sources(mapping, [])


def test_a_keyring_that_is_not_there_is_named_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(DriverMissing, match=r'pip install "wipbook\[keyring\]"'):
        address_of("rows", "keyring:wipbook/plant")


MAPPING = f'[sources.rows]\ndatabase = "env:PLANT_DB"\nquery_file = "sql/orders.sql"\n{TABLES}'


def test_a_query_stands_in_a_file_beside_the_mapping(tmp_path):
    (tmp_path / "sql").mkdir()
    (tmp_path / "sql" / "orders.sql").write_text("\ufeffSELECT 1 AS a -- ü", "utf-8")
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, "utf-8")
    mapping = read_mapping(path)
    assert mapping.sources["rows"].query == "SELECT 1 AS a -- ü"
    again = parse_mapping(mapping_text(mapping))
    assert (again.sources["rows"].query, again.sources["rows"].query_file) == ("SELECT 1 AS a -- ü", "")
    with pytest.raises(MappingUnreadable, match="that is no file"):
        open_sources(parse_mapping(MAPPING), [])


@pytest.mark.parametrize("name", ["../orders.sql", "link.sql", "nowhere.sql", "empty.sql", "broken.sql", "{outside}"])
def test_a_query_file_that_is_outside_or_no_text_is_refused(tmp_path, name):
    folder = tmp_path / "maps"
    folder.mkdir()
    outside = tmp_path / "orders.sql"
    outside.write_text("SELECT 1", "utf-8")
    (folder / "link.sql").symlink_to(outside)
    (folder / "empty.sql").write_text(" \n", "utf-8")
    (folder / "broken.sql").write_bytes(b"SELECT '\xff'")
    path = folder / "mapping.toml"
    path.write_text(MAPPING.replace("sql/orders.sql", name.format(outside=outside)), "utf-8")
    with pytest.raises(MappingUnreadable, match="in the folder of the mapping"):
        read_mapping(path)


@pytest.mark.parametrize("query", [
    "DELETE FROM t", "UPDATE t SET a = 1", "EXPLAIN SELECT 1", "PRAGMA user_version", "/*! DELETE FROM t */", "",
    "/*M!100100 DELETE FROM t */", "-- SELECT\nDROP TABLE t", "CALL wipe()", "BEGIN", "SET a = 1", ";SELECT 1",
])
def test_what_begins_otherwise_than_a_query_is_refused(monkeypatch, tmp_path, query):
    monkeypatch.setenv("PLANT_DB", f"sqlite:///{tmp_path}/none.db")
    with pytest.raises((QueryFailed, MappingUnreadable)):
        open_sources(parse_mapping(
            f"[sources.rows]\ndatabase = 'env:PLANT_DB'\nquery = '''{query}'''\n{TABLES}"), [])
