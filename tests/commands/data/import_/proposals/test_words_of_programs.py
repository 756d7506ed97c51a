"""Headers that programs print: SAP's lists in its languages, fields without a gap, two columns that say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from wipbook.commands.data.import_.proposals import Confidence, propose

MOVED = (
    "{material};{location};{type};{document};{line};{date};{quantity};{unit};{job};{supplier}\n"
    "M-1;L1;261;4900001;1;2026-05-01;-4;KG;J-1;\nM-2;L1;101;4900002;1;2026-05-02;7;PC;;V-1\n"
    "M-1;L2;261;4900003;1;2026-05-03;-2;KG;J-2;\n"
)
LABELS = {
    "es": "Material;Alm.;CMv;Doc.mat.;Pos;Fe.contab.;Ctd.en UM entrada;UME;Orden;Proveedor",
    "pt": "Material;Depósito;Tipo de movimento;Documento de material;Item doc.material;Data de lançamento;"
    "Qtd. na UM registro;UM registro;Ordem;Fornecedor",
    "fr": "Article;Magasin;Code mouvement;Document article;Poste document article;Date comptable;"
    "Qté en unité de saisie;Unité de saisie;Ordre;Fournisseur",
    "it": "Materiale;Magazzino;Tipo movimento;Documento materiale;Pos. doc. materiale;Data di registrazione;"
    "Qtà in UM di inserimento;UM di inserimento;Ordine;Fornitore",
    "nl": "Materiaal;Opslaglocatie;Bewegingssoort;Materiaaldocument;Positie materiaaldocument;Boekingsdatum;"
    "Hoeveelheid in invoereenheid;Invoereenheid;Order;Leverancier",
    "pl": "Materiał;Skład;Rodzaj ruchu;Dokument materiałowy;Pozycja dok. materiał.;Data księgowania;"
    "Ilość w JM wprowadzania;JM wprowadzania;Zlecenie;Dostawca",
    "cs": "Materiál;Sklad;Druh pohybu;Materiálový doklad;Položka mat.dokladu;Datum účtování;Množství v MJ zadání;"
    "MJ zadání;Zakázka;Dodavatel",
    "sv": "Material;Lagerställe;Rörelsetyp;Materialdokument;Materialdok.position;Bokföringsdatum;"
    "Kvantitet i registreringsenhet;Registreringsenhet;Order;Leverantör",
    "tr": "Malzeme;Depo yeri;İşlem türü;Malzeme belgesi;Malzeme belgesi kalemi;Kayıt tarihi;"
    "Giriş ölçü birimi cinsinden miktar;Giriş ölçü birimi;Üretim siparişi;Satıcı",
    "zh": "物料;库存地点;移动类型;物料凭证;物料凭证项目;过账日期;以录入项单位表示的数量;条目单位;订单;供应商",
    "ja": "品目;保管場所;移動タイプ;入出庫伝票;入出庫伝票明細;転記日付;入力単位での数量;入力単位;指図;仕入先",
    "ko": "자재;저장위치;이동유형;자재문서;자재문서 품목;전기일;입력단위수량;입력단위;오더;공급업체",
    "short": "Material;SLoc;MvT;Mat. Doc.;Item;Pstng Date;Qty in UnE;EUn;Order;Vendor",
}
OURS = ["Material", "Location", "Type", "Document", "Line", "Date", "Quantity", "Unit", "Job", "Supplier"]


def given(folder: Path, name: str, text: str) -> dict[str, tuple[str, str, Confidence]]:
    path = folder / name
    path.write_text(text, "utf-8")
    return {one.their_column: (one.table, one.our_column, one.confidence) for one in propose([path]).columns}


@pytest.mark.parametrize("language", LABELS)
def test_the_list_of_material_documents_in_each_language(language: str, tmp_path: Path) -> None:
    labels = LABELS[language].split(";")
    names = ("material", "location", "type", "document", "line", "date", "quantity", "unit", "job", "supplier")
    found = given(tmp_path, "MB51.csv", MOVED.format(**dict(zip(names, labels, strict=True))))
    assert [found[label][1] for label in labels] == OURS


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "MATUSETRANS.csv",
            "MATUSETRANSID,ITEMNUM,TRANSDATE,QUANTITY,UNITCOST,STORELOC\n1,A-1,2026-05-01,4,1.5,MAIN\n"
            "2,B-2,2026-05-02,5,2.5,MAIN\n",
            ["Movement", "Material", "Date", "Quantity", "Unit Cost", "Location"],
        ),
        (
            "POLINE.csv",
            "PONUM,POLINENUM,VENDOR,ITEMNUM,ORDERQTY,UNITCOST,RECEIVEDQTY,ORDERDATE\n"
            "P1,1,V-1,A-1,4,1.5,4,2026-05-01\nP1,2,V-1,B-2,5,2.5,0,2026-05-01\n",
            ["Order", "Line", "Supplier", "Material", "Quantity", "Unit Price", "Received Quantity", "Ordered"],
        ),
        (
            "Artikel.csv",
            "Artikelnummer,Artikelname,Verkaufseinheit,Netto-VK,Artikelgewicht\nA-1,Rahmen,ST,29.9,1.5\n"
            "B-2,Stange,ST,9.9,0.5\n",
            ["Material", "Description", "Unit", "Selling Price", "Weight"],
        ),
        (
            "wc-product-export.csv",
            "ID,UGS,Nom,Publié,Tarif régulier,Catégories\n11,A-1,Cadre,1,29.9,Acier\n12,B-2,Tige,0,9.9,Bois\n",
            ["", "Material", "Description", "Active", "Selling Price", "Family"],
        ),
        (
            "Clockify.csv",
            "Project,Client,User,Date,Time (h),Time (decimal)\nP1,C,Ann,2026-05-01,00:30:00,0.5\n"
            "P2,C,Ben,2026-05-02,01:00:00,1.0\n",
            ["Job", "", "Employee", "Date", "", "Hours"],
        ),
    ],
)
def test_fields_and_labels_of_programs(name: str, text: str, wanted: list[str], tmp_path: Path) -> None:
    assert [ours for _, ours, _ in given(tmp_path, name, text).values()] == wanted


def test_nobody_is_sure_of_a_header_that_was_taken_apart(tmp_path: Path) -> None:
    text = "ITEMNUM,DESCRIPTION\nA-1,Frame\nB-2,Rod\n"
    assert given(tmp_path, "items.csv", text)["ITEMNUM"] == ("Materials", "Material", Confidence.LIKELY)


def test_of_two_that_say_the_same_the_first_is_taken(tmp_path: Path) -> None:
    text = "Posting Date,Item No,Warehouse,Store,Quantity\n2026-05-01,A,W1,{},4\n2026-05-02,B,W2,W2,5\n"
    same = given(tmp_path, "stock movements.csv", text.format("W1"))
    assert (same["Warehouse"][1], same["Store"][1]) == ("Location", "")
    other = given(tmp_path, "stock movements.csv", text.format("W9"))
    assert {other["Warehouse"][2], other["Store"][2]} == {Confidence.ASK}


def test_of_two_fields_of_a_program_the_one_its_preset_takes(tmp_path: Path) -> None:
    text = "MBLNR,BUDAT,MATNR,MENGE,MEINS,ERFMG,ERFME\n1,2026-05-01,A,4000,G,4,KG\n2,2026-05-02,B,5,PC,5,PC\n"
    found = given(tmp_path, "MSEG.csv", text)
    assert (found["ERFMG"][1], found["ERFME"][1], found["MENGE"][1]) == ("Quantity", "Unit", "")


@pytest.mark.parametrize(("read", "counted"), [("Location name", "Location ID"), ("Item", "Inventory item ID")])
def test_what_people_read_comes_before_what_a_program_counts_by(read: str, counted: str, tmp_path: Path) -> None:
    more = "SKU," if "Location" in read else "Bin,"
    text = f"{more}{counted},{read},On hand\nA-1,7,N-1,4\nB-2,8,N-2,5\nC-3,9,N-1,6\n"
    found = given(tmp_path, "stock on hand.csv", text)
    assert found[read][1] and not found[counted][1]


def test_issues_of_tasks_are_no_movements(tmp_path: Path) -> None:
    text = (
        "Issue key,Issue id,Summary,Status,Assignee,Created,Due date\nPR-1,901,Frame,Open,Ann,2026-05-01,2026-06-01\n"
        "PR-2,902,Rod,Done,Ben,2026-05-02,2026-06-02\n"
    )
    assert given(tmp_path, "issues.csv", text)["Issue key"][:2] == ("Jobs", "Job")


def test_a_customer_without_a_value_makes_no_sale_of_a_purchase(tmp_path: Path) -> None:
    text = "EBELN,EBELP,MATNR,MENGE,NETPR,KUNNR\n4500,10,A-1,4,1.5,\n4500,20,B-2,5,2.5,\n"
    assert given(tmp_path, "EKPO.csv", text)["EBELN"][:2] == ("Purchases", "Order")


def test_of_two_weights_the_net_one(tmp_path: Path) -> None:
    text = "Material,Material Description,Gross Weight,Net Weight\nA-1,Frame,2.5,2\nB-2,Rod,1.5,1\n"
    found = given(tmp_path, "materials.csv", text)
    assert (found["Net Weight"][1], found["Gross Weight"][1]) == ("Weight", "")
