"""Labels of SAP's lists (MB51, MB52, MB5B, ME2N, ME80FN, COOIS, MM60), short and long, in languages of Latin letters.

They are SAP's labels as people know them who work with these lists, written down from knowledge and not from one
document; those that `presets/sap_mb51.py` names were read there. One that no list prints fits no header.
"""

WORDS = {
    "item": """material number ; materialnumber ; number material ; artikel number ; materiaal ; number materiaal
        numero article ; article number ; malzeme number ; matno ; materialnr ; matnr ; matn1 ; materialno
        cod material ; cislo materialu ; number materialu ; material cislo ; indeks materialowy ; artikelnr""",
    "item-name": """material short|long|description text ; material desc ; obj description ; maktx ; txz01
        materiaalkorttekst ; materialkorttext ; kratky text materialu ; krotki tekst materialu ; malzeme kisa metni
        malzeme tanimi ; description article ; denominazione materiale ; testo breve materiale ; testo breve
        texto breve ; texto breve de material ; kurztext material ; materiaal omschrijving ; korte tekst""",
    "item-kind": """mtyp ; mart ; tp material ; tipo material ; tipo materiale ; typ materialu ; materiaalsoort
        materialtyp ; malzeme turu ; druh materialu ; type article""",
    "unit": """bun ; b un ; o un ; e un ; oun ; eun ; bme ; bum ; ume ; umb ; umr ; ubm ; erfassungsme
        erfassungs me ; base uom ; entry uom ; bestellmengeneinheit ; bestell me ; bme bestellung
        auftragsmengeneinheit ; basis me ; base unit measure ; um di inserimento ; unit inserimento
        um inserimento ; unita misura base ; um base ; um ordine ; unita misura ordine ; unita misura inserimento
        invoereenheid ; basishoeveelheidseenheid ; basiseenheid ; besteleenheid ; jm wprowadzania ; podstawowa jm
        podstawowa jednostka miary ; jednostka wprowadzania ; giris olcu birimi ; temel olcu birimi ; mj zadani
        zakladni mj ; zakladni merna jednotka ; registreringsenhet ; basenhet ; basmangdenhet ; unite quantite base
        unite achat ; unite commande ; unite quantite commande ; unite base ; unidad medida pedido
        un medida pedido ; ump ; unidade medida pedido ; um pedido ; un medida base ; unidade medida basica""",
    "quantity": """qty in un entry ; qty in une ; quantity in une ; quantity in unit of entry ; qty in opun
        qty in unit ; menge in erfassungsme ; menge in erfassungsmengeneinheit ; menge in erfme
        menge in lagereinheit ; menge in bme ; menge basis me ; quantita in um di inserimento
        quantita in um inserimento ; quantita in unita di misura di inserimento ; hoeveelheid in invoereenheid
        hoeveelheid in basiseenheid ; ilosc w jm wprowadzania ; ilosc w jednostce wprowadzania
        giris olcu birimi cinsinden miktar ; giris olcu birimindeki miktar ; mnozstvi v mj zadani
        kvantitet i registreringsenhet ; mangd i registreringsenhet ; quantite en unite de saisie
        quantite unite saisie ; cantidad en um entrada ; cantidad um entrada ; cantidad en um de entrada
        ctd un medida entrada ; quantidade na um registro ; quantidade na um de registro ; quantidade unit registro
        quantidade um registro ; bwmng ; erfmg""",
    "ordered-quantity": """order quantity ; po quantity ; scheduled quantity ; bestellmenge ; qta ordinata
        quantita ordine ; quantita ordine acquisto ; quantite de commande ; cantidad de pedido ; cantidad pedido
        quantidade do pedido ; bestelhoeveelheid ; ilosc zamowiona ; ilosc zamowienia ; mnozstvi objednavky
        orderkvantitet ; siparis miktari""",
    "planned-quantity": """total order quantity ; order quantity ; auftragsmenge ; gesamtmenge
        auftragsgesamtmenge ; quantidade da ordem ; cantidad de orden ; cantidad total orden ; quantite ordre
        quantite de l ordre ; quantita ordine ; target quantity ; geplante gesamtmenge""",
    "good-quantity": """confirmed yield ; confirmed quantity ; yield to be confirmed ; ruckgemeldete gutmenge
        ruckgem gutmenge ; gelieferte menge auftrag ; quantidade boa confirmada ; rendimiento confirmado""",
    "scrap-quantity": "confirmed scrap ; ruckgemeldeter ausschuss ; scrap quantity ; refugo confirmado ; rechazo",
    "received-quantity": """quantity delivered ; wemng ; delivered quantity ; qty delivered ; gr quantity
        quantidade fornecida ; cantidad suministrada ; cantidad entregada ; quantite livree ; quantita consegnata""",
    "invoiced-quantity": """quantity invoiced ; qty invoiced ; remng ; invoice quantity ; cantidad facturada
        menge rechnung""",
    "on-hand": """frei verwendbar ; frei verwendbarer bestand ; freier bestand ; unrestr use stock
        unrestricted use stock ; a utilisation libre ; utilisation libre ; stock a utilisation libre
        stock utilisation libre ; utilizacao livre ; estoque de utilizacao livre ; estoque utilizacao livre
        estq utiliz livre ; utilizacion libre ; libre utilizacion ; stock libre utilizacion ; de libre utilizacion
        a utilizzo libero ; utilizzo libero ; stock a utilizzo libero ; vrij te gebruiken ; vrij gebruik
        voorraad vrij gebruik ; do wolnego uzytku ; nieograniczone uzycie ; zapas nieograniczony ; wolne uzycie
        k volnemu pouziti ; volne pouzitelne ; volne pouziti ; tahditsiz kullanilabilir ; tahditsiz kullanim
        fritt disponibelt ; fri anvandning ; closing stock ; endbestand ; stock final ; estoque final
        unrestricted stock quantity""",
    "unit-cost": "verpr ; moving price ; gleitpreis ; moving average ; periodic unit price",
    "standard-cost": "stprs ; std price ; precio estandar ; preco standard ; prix standard ; prezzo standard",
    "purchase-price": """net price ; net order price ; nettobestellpreis ; prezzo netto ; prix net ; precio neto
        preco liquido ; nettoprijs ; cena netto ; cista cena ; nettopris ; net fiyat ; netpr""",
    "amount": """amt in loc cur ; amt in lc ; amount in lc ; ext amount lc ; betrag in hw ; betrag hauswahrung
        montant di ; montant devise interne ; montant en devise societe ; importe ml ; importe en ml
        importe moneda local ; montante em mi ; montante mi ; valor em mi ; importo in di ; importo divisa interna
        importo in divisa interna ; bedrag in ev ; bedrag in eigen valuta ; bedrag ev ; kwota w wk
        kwota w walucie krajowej ; castka v dm ; castka v domaci mene ; belopp i intern valuta
        belopp intern valuta ; upb tutari ; ulusal para birimi tutari ; net order value""",
    "posting-date": """pstng date ; post date ; pstg date ; fe contab ; fecha contab ; fe contabilizacion
        data di registrazione ; data registrazione ; data reg ; boekingsdatum ; data ksiegowania ; datum uctovani
        bokforingsdatum ; kayit tarihi ; date comptable ; date cpt ; data lcto ; dt lcto ; data de lancamento
        buch dat ; buchungsdatum ; budat mkpf""",
    "document-date": """doc date ; belegdat ; data documento ; data doc ; date piece ; datum dokladu ; belge tarihi
        documentdatum ; data dokumentu ; dokumentdatum ; fecha doc ; bldat mkpf ; date document ; date du document""",
    "order-date": "bedat ; po date ; purchase order date ; bestelldat ; fecha de pedido ; data do pedido",
    "due-date": """basic finish date ; bsc fin ; basic fin date ; bas fin date ; eckende ; data base do fim
        data base fim ; fecha fin extrema ; fin extrema ; fecha fin base ; date fin de base ; date base fin
        data fine cardine ; terminiertes ende ; data fim programada ; fin programado""",
    "promised-date": "eindt ; stat del date ; stat rel del date",
    "delivery-date": """deliv date ; lieferdat ; fecha de entrega ; data de remessa ; date de livraison
        data di consegna ; leverdatum ; termin dostawy ; datum dodani ; leveransdatum""",
    "release-date": """actual release date ; release date actual ; act release date ; freigabedatum ist
        istfreigabe ; data real de liberacao ; data real liberacao ; fecha real liberacion
        date de lancement reelle ; scheduled release date""",
    "start-date": """basic start date ; bsc start ; bas st date ; eckstart ; data base do inicio ; data base inicio
        inicio extremo ; fecha inicio extrema ; date debut de base ; date base debut ; data inizio cardine""",
    "actual-start": """actual start date execution ; act start ; iststart ; isttermin start ; data real de inicio
        data inicio real ; fecha real de inicio ; fecha inicio real ; date de debut reelle ; data inizio effettiva""",
    "actual-end": """actual finish date execution ; act finish ; act fin date ; istende ; istendtermin
        isttermin ende ; data fim real ; data real de fim ; data real do fim ; fecha fin real ; fecha real de fin
        date fin reelle ; date de fin reelle ; data fine effettiva ; actual finish date""",
    "entered-at": """entry date ; cpudt ; cpudt mkpf ; erfassungsdat ; registrado el ; fecha de registro
        fe registro ; data de entrada ; data de registro ; data acquisizione ; data inserimento
        data di acquisizione ; invoerdatum ; data wprowadzenia ; datum zadani ; registreringsdatum ; giris tarihi
        date de saisie ; ersda ; aedat ; angelegt am ; created on ; time of entry date""",
    "entered-by": "usnam mkpf",
    "user": """name des benutzers ; nombre del usuario ; nombre usuario ; nombre de usuario ; nome do usuario
        nome usuario ; nome utente ; nom utilisateur ; nom de l utilisateur ; gebruikersnaam ; nazwa uzytkownika
        jmeno uzivatele ; anvandarnamn ; kullanici adi ; bname""",
    "movement-type": """mv t ; mvt ; mvt type ; mvmt type ; mv type ; bwa ; bewart ; bwart ; cmv ; clmov ; cl mov
        cl movimiento ; clase de movimiento ; clase mov ; tmv ; tipo de movimento ; tp movimento ; tmo
        code mouvement ; codmvt ; cod mouvement ; tipo movimento ; tipo di movimento ; bewegingssoort
        rodzaj ruchu ; druh pohybu ; rorelsetyp ; rorelseslag ; hareket turu ; islem turu ; movement code
        goods movement type ; transaction event type""",
    "document": """mat doc ; matdoc ; mat doc number ; material doc ; material doc number ; doc mat ; doc material
        documento de material ; documento materiale ; doc materiale ; document article ; doc article
        materiaaldocument ; dokument materialowy ; dok materialowy ; materialovy doklad ; mat doklad
        materialdokument ; materialdok ; malzeme belgesi ; malzeme belge ; materialbel ; mblnr""",
    "line": """mat doc item ; material doc item ; item material document ; matdoc item ; posicion doc mat
        pos doc mat ; posicion documento material ; item doc mat ; item doc material ; item documento
        pos doc materiale ; posizione documento materiale ; posizione ; poste document article ; poste doc article
        positie materiaaldocument ; positie ; pozycja dok material ; pozycja dokumentu materialowego ; pozycja
        polozka mat dokladu ; polozka materialoveho dokladu ; polozka ; materialdok position ; position materialdok
        malzeme belgesi kalemi ; kalem ; materialbelegpos ; mat belegpos ; pos""",
    "lot": "batch ; charge ; lote ; partita ; lotto ; partij ; partia ; sarze ; parti ; charg ; batchnr ; cargo",
    "location": """sloc ; s loc ; stor loc ; stge loc ; storage loc ; lort ; lagerort ; alm ; almacen ; deposito
        magazzino ; mag ; magasin ; opslaglocatie ; sklad ; lagerstalle ; lagerplats ; depo yeri ; sklad cislo
        storage location name""",
    "to-location": """receiving sloc ; rcvg sloc ; receiving stor loc ; umlgo ; almacen receptor
        deposito receptor ; deposito destino ; magasin recepteur ; emphf lagerort""",
    "supplier": """vendor ; vendor supplying plant ; supplier supplying plant ; lieferant lieferwerk ; kreditor
        proveedor centro suministrador ; fornecedor centro fornecedor ; fornecedor centro
        fournisseur division fournisseur ; fornitore divisione fornitrice ; leverancier leverende vestiging
        dostawca ; dodavatel ; leverantor ; satici ; fornitore ; leverancier ; acreedor ; lifnr
        vendor account number ; name vendor supplying plant ; goods supplier""",
    "job": """prodn order ; prod ord ; production ord ; process ord ; mfg order number ; zlecenie ; zakazka
        ordre fab ; ordre de fabrication ; ordem de producao ; ordem producao ; ordine produzione
        ordine di produzione ; ordem ; ordre ; orden ; number ordem ; number ordre ; number zlecenia
        cislo zakazky ; tillverkningsorder ; uretim siparisi ; productieorder ; order productie""",
    "purchase-order": """purchasing document ; purchasing doc ; purch doc ; pur doc ; purch order ; document achat
        document d achat ; documento compras ; doc compras ; documento de compras ; documento acquisti
        documento d acquisto ; inkoopdocument ; dokument zakupu ; nakupni doklad ; inkopsdokument
        satinalma belgesi ; einkaufsbel ; ebeln ; bon de commande""",
    "buyer": """purch group ; pgr ; pur group ; purchasing grp ; ekgrp ; ekg ; einkaufergrp ; grupo compras
        grupo de compras ; grupo compradores ; grupo de compradores ; groupe acheteurs ; groupe d acheteurs
        gruppo acquisti ; inkoopgroep ; inkopargrupp ; nakupni skupina ; grupa zaopatrzenia ; satinalma grubu""",
    "parent-item": "material number of parent ; parent material ; header material ; plnbez ; stlbez ; pere",
    "component": "idnrk ; bom component ; comp material ; component number ; component material number",
    "quantity-per": """component quantity bun ; component quantity ; komponentenmenge ; cantidad componente
        quantidade do componente ; quantite composant ; bdmng ; requirement quantity""",
    "scrap-percent": "component scrap ; component scrap in percent ; comp scrap",
    "work-center": "work ctr ; wrkctr ; work cntr ; arbpl ; poste de travail ; poste travail ; centro de trabalho",
    "work-center-name": "ktext",
    "step": """operation activity ; oper act ; op ac ; opac ; vorgang number ; vornr ; operacion actividad
        operacao atividade""",
    "operation-name": """operation short text ; oper short text ; ltxa1 ; vorgangskurztext ; vorgang kurztext
        texto breve operacao ; texto breve operacion""",
    "reason": "reas ; grund ; mvt reason ; reason movement ; motivo do movimento ; motivo movimento ; motif mouvement",
    "family": """matl group ; mat group ; mat grp ; matl grp ; warengrp ; wgr ; matkl ; material group
        grupo mercadoria ; grupo de mercadorias ; grupo articulos ; grupo de articulos ; groupe marchandises
        groupe de marchandises ; gruppo merci ; goederengroep ; grupa materialowa ; skupina materialu ; varugrupp
        mal grubu""",
    "status": """system status ; systemstatus ; status do sistema ; status sistema ; estado del sistema
        statut systeme ; stato sistema ; sist status""",
    "currency": "crcy ; curr ; wahrg ; wahr ; waers ; moeda ; moneda ; devise ; divisa ; valuta ; waluta ; mena",
    "account-name": "gl acct short text ; gl account text ; short text gl ; txt20 ; txt50",
    "account": "gl acct ; g l acct ; gl acc ; hkont ; saknr ; cuenta mayor ; conta razao ; compte general",
    "opening": "balance carryforward ; carryforward ; saldo transportado ; report solde ; saldovortrag",
    "debit": """debit rept period ; debit report period ; debit reporting period ; soll berichtsperiode
        soll berichtszeitraum""",
    "credit": "credit report per ; credit reporting period ; credit rept period ; haben berichtsperiode",
    "tax-number": "stcd1 ; stcd2 ; stceg",
    "language": "spras ; laiso",
    "email": "smtp addr",
    "nothing": """plnt ; werk ; centro ; divisione ; vestiging ; zaklad ; zavod ; anlaggning ; uretim yeri
        cost ctr ; kostenstelle ; mrp controller ; mrp ctrlr ; order type ; debit credit ind ; shkzg
        movement type text ; material doc year ; mjahr ; special stock ; spec stk ; profit center ; prctr""",
}

TABLES = {
    "Movements": """mb51 ; mb59 ; mb5s ; mseg ; matdoc ; material document list ; materialbelegliste ; aufm
        goods movements ; warenbewegung ; lista documentos material""",
    "Counts": "mb52 ; mb5b ; mmbe ; mb5t ; mb53 ; lx02 ; lx03 ; mard ; mchb ; warehouse stocks ; lagerbestandsliste",
    "Purchases": """me2n ; me2l ; me2m ; me2k ; me2j ; me2w ; me80fn ; me80 ; me5a ; ekpo ; ekko ; ekbe
        bestellentwicklung""",
    "Jobs": "cooispi ; coois ; coohi ; co24 ; co26 ; afko ; afpo ; aufk ; iw39 ; iw38 ; auftragskopfe",
    "Materials": "mm60 ; mara ; marc ; mbew ; makt ; mm03 ; materialverzeichnis ; iw13",
    "Bill of Materials": "cs11 ; cs12 ; cs13 ; cs03 ; cs15 ; stpo ; stueli",
    "Work Centers": "cr05 ; cr60 ; crhd",
    "Suppliers": "mkvz ; lfa1 ; lfb1 ; xk03 ; fk03 ; kreditorenverzeichnis",
    "Customers": "kna1 ; knb1 ; xd03",
    "GL Accounts": "s alr 87012277 ; fagllb03 ; fs10n ; s pl0 86000030 ; ska1 ; skb1",
    "Labor": "afru ; cats da ; cats ; catsdb ; coois confirmations",
}
