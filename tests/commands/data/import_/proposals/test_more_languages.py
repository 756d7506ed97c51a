"""What is proposed for headers of more languages, umlauts written as two letters, and letters that are no letter with
an accent."""

from __future__ import annotations

from pathlib import Path

import pytest

from wipbook.commands.data.import_.proposals import propose
from wipbook.commands.data.import_.proposals.normal import normal
from wipbook.commands.data.import_.proposals.tables import called_so


def placed(folder: Path, name: str, text: str) -> dict[str, str]:
    """Their columns that are mapped, each with ours."""
    (folder / name).write_text(text, "utf-8")
    return {
        one.their_column: f"{one.table}.{one.our_column}"
        for one in propose([folder / name]).columns if one.our_column
    }


STOCK = (
    ("Kód zboží", "Název", "Měrná jednotka", "Nákupní cena"),
    ("Artikelnummer", "Benämning", "Enhet", "Inköpspris"),
    ("Varenummer", "Varenavn", "Enhed", "Indkøbspris"),
    ("Varenummer", "Varenavn", "Enhet", "Innkjøpspris"),
    ("Stok Kodu", "Stok Adı", "Birim", "Alış Fiyatı"),
    ("物料编码", "物料名称", "单位", "采购单价"),
    ("料號", "品名", "單位", "採購單價"),
    ("자재코드", "자재명", "단위", "구매단가"),
    ("品目コード", "品目名", "単位", "仕入単価"),
    ("Артикул", "Наименование товара", "Ед. изм.", "Закупочная цена"),
)


@pytest.mark.parametrize("headers", STOCK, ids=[" ".join(one[:2]) for one in STOCK])
def test_materials(headers: tuple[str, ...], tmp_path: Path) -> None:
    text = ",".join(headers) + "\nA-1,Screw M4,pc,1.25\nA-2,Nut M4,pc,0.75\n"
    assert placed(tmp_path, "export.csv", text) == dict(
        zip(headers, ("Materials.Material", "Materials.Description", "Materials.Unit", "Materials.Standard Cost"),
            strict=True)
    )


ORDERS = (
    ("Číslo objednávky", "Dodavatel", "Kód zboží", "Objednané množství", "Cena za kus", "Datum objednávky"),
    ("Inköpsordernummer", "Leverantör", "Artikelnummer", "Beställt antal", "Styckpris", "Orderdatum"),
    ("Købsordrenummer", "Leverandør", "Varenummer", "Bestilt antal", "Enhedspris", "Ordredato"),
    ("Sipariş No", "Tedarikçi", "Stok Kodu", "Sipariş Miktarı", "Birim Fiyat", "Sipariş Tarihi"),
    ("采购订单号", "供应商", "物料编码", "采购数量", "单价", "订单日期"),
    ("발주번호", "공급업체", "품목코드", "발주수량", "단가", "발주일"),
    ("発注番号", "仕入先", "品目コード", "発注数", "単価", "発注日"),
    ("Номер заказа поставщику", "Поставщик", "Артикул", "Количество", "Цена за единицу", "Дата заказа"),
)


@pytest.mark.parametrize("headers", ORDERS, ids=[one[0] for one in ORDERS])
def test_purchases(headers: tuple[str, ...], tmp_path: Path) -> None:
    text = ",".join(headers) + "\n4711,ACME,A-1,10,1.25,2026-03-02\n4712,ACME,A-2,20,0.75,2026-03-03\n"
    ours = ("Order", "Supplier", "Material", "Quantity", "Unit Price", "Ordered")
    assert placed(tmp_path, "export.csv", text) == {
        theirs: f"Purchases.{one}" for theirs, one in zip(headers, ours, strict=True)
    }


@pytest.mark.parametrize(("name", "sheet"), [
    ("Stueckliste.csv", "Bill of Materials"), ("fertigungsauftraege 2026.csv", "Jobs"),
    ("kusovníky.csv", "Bill of Materials"),
    ("leverantörer.csv", "Suppliers"), ("stok hareketleri.csv", "Movements"), ("物料清单.csv", "Bill of Materials"),
    ("lagerbevægelser.csv", "Movements"), ("plan comptable.csv", "GL Accounts"), ("stock_on_hand.csv", "Counts"),
    ("process_orders.csv", "Jobs"), ("stock_levels.csv", "Counts"),
])
def test_names_of_files(name: str, sheet: str) -> None:
    assert sheet in called_so(name, "")


@pytest.mark.parametrize(("product", "component", "per"), [
    ("제품코드", "자재코드", "소요량"), ("产品编码", "物料编码", "用量"), ("製品コード", "部品コード", "所要量"),
])
def test_what_is_made_of_what_where_words_are_not_parted(
    product: str, component: str, per: str, tmp_path: Path
) -> None:
    text = f"{product},{component},{per}\nP-1,A-1,2\nP-1,A-2,4\nP-2,A-1,1\n"
    assert placed(tmp_path, "bom.csv", text) == {
        product: "Bill of Materials.Product", component: "Bill of Materials.Component",
        per: "Bill of Materials.Quantity Per",
    }


def test_umlauts_as_two_letters(tmp_path: Path) -> None:
    text = "Artikelnummer,Verfuegbarer Bestand,Lagerort\nA-1,5,HL1\nA-2,7,HL1\n"
    assert placed(tmp_path, "lagerbestand.csv", text)["Verfuegbarer Bestand"] == "Counts.Book Quantity"
    assert normal("Blue glue") == ("blue", "glue")  # only what is not known otherwise is read so


def test_letters_that_are_no_letter_with_an_accent() -> None:
    assert (normal("Adı"), normal("Mængde")) == (("adi",), ("maengde",))
