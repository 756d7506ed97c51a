"""Labels and fields of other programs' exports and import templates: Business One, Business Central, AX, GP, ERPNext,
Odoo, Dolibarr, QuickBooks, Xero, Sage, Tally, Zoho, NetSuite, Oracle, Infor, Epicor, IFS, JD Edwards, Maximo, MRPeasy,
Katana, Fishbowl, InvenTree, Part-DB, Lexware, DATEV, JTL, shops, and programs that take times.

Written down from knowledge of these programs, their templates and tables, and not from one document.
"""

WORDS = {
    "quantity-per": """ilosc na sztuke ; mnozstvi na kus ; aantal per ; quantita per ; coefficiente ; qte par
        quantite unitaire ; cantidad unitaria ; quantidade por ; coefficient d impiego ; coefficiente di impiego""",
    "received-date": """data przyjecia ; datum prijmu ; ontvangstdatum ; data ricezione ; data ricevimento
        date de reception ; fecha de recepcion ; data de recebimento ; mottaget""",
    "item": """bestandsnummer ; clave articulo ; clave producto ; cve art ; cod art ; codart ; cod articulo
        artcode ; ref article ; ref produit ; code article ; kod towaru ; symbol towaru ; indeks towaru ; kod zbozi
        kod produktu ; artikelkod ; varenummer ; cod prod ; codigo do produto ; b1 cod ; productcode
        product service ; itmref ; itemnmbr ; itmno ; mmitno ; imlitm ; litm ; segment1 ; 2nd item number
        second item number ; part key|no ; part ipn ; ipn ; item ipn ; sku number ; ugs ; referencia interna
        reference interne ; variant code sku ; internal part number ipn ; source item number ; item part
        stock code number ; itemno ; artikel number shop ; cikkszam ; inventarnummer ; inventory cd
        inventory part ; catalog number ; stockitem ; product code stock ; material item code ; primary item
        assembly item number ; item lookup code""",
    "item-name": """nazwa towaru ; nazwa produktu ; nazev zbozi ; nazev produktu ; benamning ; artikelbenamning
        varenavn ; descr articulo ; des art ; descripcion del articulo ; descricao do produto ; b1 desc
        intitule article ; libelle article ; omschrijving artikel ; artikelomschrijving ; productnaam ; itemdesc
        itmdes1 ; itmdes ; mmitds ; imdsc1 ; dsc1 ; dscription ; item code desc ; itemcodedesc ; name of item
        item display name ; display name ; part descr ; part description 1 ; prodname ; prod name ; catalog desc
        stock item name ; product service full name""",
    "description": "descr ; desc1 ; long desc",
    "unit": """jm ; jednostka miary ; j m ; mj ; merna jednotka ; enhet ; eenheid ; unidad de medida ; uni med
        unidade de medida ; unita di misura ; unite de mesure ; unite de vente ; me einheit ; vpe ; stu ; puu ; sau
        mmunms ; imuom1 ; uom1 ; uomcode ; invntry uom ; buy unit msr ; sal unit msr ; unit msr ; unit meas
        issue unit ; units measure ; unit symbol ; inventory|purchase|sales unit symbol ; base units
        einheiten code ; basiseinheiten code ; verkaufseinheit ; primary uom ; trans uom ; unit id ; stock uom
        purchase|sales|inventory|stocking|selling|buying uom ; uom schedule""",
    "quantity": """ilosc ; mnozstvi ; antal ; aantal ; hoeveelheid ; cantidad movida ; qte mouvement ; qte mvt
        trans qty ; tran qty ; quantity base ; qty base ; quantity each ; qty entered ; moved qty ; in qty base""",
    "ordered-quantity": """qte commandee ; cant pedida ; besteld aantal ; ilosc zamowiona ; bestalld kvantitet
        beordertes aantal ; ordered purchase quantity ; qty to order ; purchase qty ; orderqty ; buy qty
        quantity ordered total ; revised qty""",
    "planned-quantity": """revised qty due ; qty due ; quantity ordered work order ; qty planned ; plan qty
        mo quantity ; start qty ; job qty ; build qty ; wo quantity ; wo qty ; prod qty ; quantity planned to make""",
    "good-quantity": """total completed qty ; qty completed ; cmplt qty ; completed quantity good
        quantity completed ; qty produced ; qty complete ; mfg qty good""",
    "scrap-quantity": "process loss qty ; qty scrapped ; scrap qty ; reject qty ; qty rejected scrap",
    "received-quantity": """ilosc przyjeta ; ontvangen aantal ; quantita ricevuta ; qta ricevuta ; qte recue
        qte livree ; cantidad recibida ; quantidade recebida ; qty received ; quantity fulfilled received
        fulfilled received quantity ; received qty ; qty fulfilled ; qty received base ; geliefert
        gelieferte menge""",
    "invoiced-quantity": "qty billed ; billed qty ; quantity billed ; qty invoiced ; vouchered qty",
    "rejected-quantity": "qty rejected ; rejectedqty",
    "on-hand": """stan magazynowy ; stav skladu ; stav zasob ; lagersaldo ; voorraad ; actuele voorraad ; giacenza
        esistenza ; esistenze ; stock disponible fisico ; existencia actual ; saldo em estoque ; qte en stock
        stock reel ; lagerbeholdning ; lagermenge ; bestandsmenge ; curbal ; current balance ; on hand qty
        qty in stock ; qoh qty ; qtyonhand ; qty on hand base ; remaining quantity stock ; quantity on stock
        physical inventory on hand ; onhand quantity""",
    "counted": "physcnt ; physical count quantity ; count qty ; counted qty ; stocktake quantity",
    "count-date": "physcntdate ; stocktake date ; last stocktake ; date of count",
    "unit-cost": """costo ultimo ; ultimo costo ; costo medio ; kostpris ; kostprijs ; cout moyen ; pmp
        calc price ; valuation price ; cost per each ; unit cost amount""",
    "standard-cost": "stndcost ; std cost ; stdcost ; standard unit cost ; standardunitcost ; bestand ek",
    "purchase-price": """cena zakupu ; nakupni cena ; inkoopprijs ; inkopspris ; indkobspris ; prezzo acquisto
        prix d achat ; prix d achat ht ; precio de compra ; preco de compra ; costo acquisto ; ek preis
        einkaufspreis netto ; letzter ek ; last pur prc ; lastpurprc ; last purchase price ; last direct cost
        ek preis netto ; ek netto ; durchschnittlicher einkaufspreis ; durchschnittlicher einkaufspreis netto
        unit amount ; purchase unit cost ; part price ; item rate ; vendor price ; po price ; supplier unit cost
        opening rate""",
    "selling-price": """cena sprzedazy ; prodejni cena ; verkoopprijs ; forsaljningspris ; utpris ; salgspris
        prezzo vendita ; prezzo di vendita ; prix de vente ; prix de vente ht ; pvp ; precio de venta
        preco de venda ; vk brutto ; verkaufspreis netto ; verkaufspreis brutto ; preis vk1 netto ; vk1 netto
        vk preis netto ; netto vk ; vk netto ; vk preis brutto ; regular price ; regularer preis ; regulaerer preis
        tarif regulier ; precio normal ; preco normal ; prezzo di listino ; normale prijs ; cena regularna
        standard unit price ; standardunitprice ; retail price ; msrp ; base price""",
    "amount": """line cost ; linecost ; ext cost ; trans value ; extended cost price ; einstandsbetrag
        tran amount ; einstandsbetrag tatsachl ; einstandsbetrag tatsachlich ; lagerwert betrag
        cost amount financial""",
    "posting-date": """tran date ; trans date ; date applied ; physical date ; datephysical ; gl posting date
        transaction posting date ; docdate posting""",
    "order-date": """data zamowienia ; datum objednavky ; orderdatum ; bestellingsdatum ; data ordine
        date de commande ; date commande ; fecha de pedido ; data do pedido ; indkobsdato ; confirmation date
        erstelldatum ; bestelldatum ; date de la commande ; issue date po ; doc date ; date d emission
        date issued""",
    "due-date": """targ comp date ; target completion ; target completion date ; need date ; need by ; job due date
        production deadline ; fecha limite produccion ; end date target""",
    "promised-date": """planowana data dostawy ; data consegna prevista ; verwachte leverdatum
        date de livraison prevue ; fecha prevista de entrega ; data prevista de entrega ; beraknad leverans
        ven delivery date ; vendor delivery date ; fulfillment date ; ship date po ; confirmed receipt date
        confirmed ship date ; expected arrival ; planned receipt date ; arrivee prevue ; erwarteter eingang
        erwartetes wareneingangsdatum ; zugesagtes wareneingangsdatum ; llegada prevista""",
    "release-date": "production start date ; date de lancement ; date released ; job released date ; build start date",
    "actual-start": "act start ; actstart ; actual start date time",
    "actual-end": """act finish ; actfinish ; done date ; resolved ; resolution date ; resolutiondate ; date done
        date resolved ; completed date time ; beendet am ; erledigt ; aufgelost ; finish date actual""",
    "entered-at": "creation date time ; date dated ; created date time ; entry dt",
    "entered-by": """enter by ; entry person ; user code ; last edit by ; entered user ; entered by id ; added by
        operateur ; posted by user ; benutzer id ; buchungsbenutzer""",
    "movement": "matusetrans id ; trans number ; transnum ; inv trans id ; transaction number id ; ledger entry number",
    "movement-type": """postenart ; issue type ; trans code ; doc ty ; document ty ; tran type ; trn type
        movement code ; transaktionsart ; buchungstyp ; tipo mov ; type de mouvement ; entry type item""",
    "document": """base ref ; baseref ; tran reference ; trans reference ; ref number ; voucher nbr ; doc nbr
        receipt nbr""",
    "lot": "lot batch number ; batch serial ; chargen number ; lotnum ; batchnumber ; charge lot",
    "location": """magazyn ; kod magazynu ; sklad kod ; lagerplats ; magazijn ; codice magazzino ; deposito codigo
        code depot ; entrepot code ; lagerplatz nummer ; local de estoque ; almacen codigo ; store loc ; storeloc
        storeroom ; lagerort code ; lagerortcode ; whse ; warehouse cd ; site warehouse ; inventory location id
        location number ; location group name ; warehouse location name""",
    "partner": "card code",
    "source-item": "source number ; herkunfts number ; herkunftsnr ; numero origine",
    "supplier": """dostawca kod ; kod dostawcy ; kod dodavatele ; leveranciersnummer ; leverancierscode
        leverantorsnummer ; codice fornitore ; cod fornitore ; code fournisseur ; ref fournisseur code
        codigo do fornecedor ; cod fornecedor ; cod proveedor ; kontrahent ; crediteur ; crediteurnummer
        kreditorennummer ; vendor account ; vendor account number ; order vendor account number ; vend account
        primary vendor account number ; primary vendor number ; primaryvendorno ; preferred vendor|supplier name
        supplier a c ; supplier account ; contact name supplier ; vendor id number ; hauptlieferant
        standardlieferant ; standard lieferant ; lieferanten kreditor""",
    "supplier-name": """nazwa dostawcy ; nazev dodavatele ; leveranciersnaam ; leverantorsnamn
        ragione sociale fornitore ; nome do fornecedor ; razao social fornecedor ; nombre del proveedor
        nom du fournisseur ; nazwa kontrahenta ; card name ; vendorname ; vend name ; vendor display name""",
    "account": "particulars ; konto ; sachkonten",
    "job": """numer zlecenia ; zlecenie produkcyjne ; vyrobni prikaz ; vyrobni zakazka ; productieorder nummer
        tillverkningsordernummer ; commessa ; numero commessa ; odl ; ordine di lavoro ; ordre de travail
        numero of ; orden de trabajo ; orden de produccion ; ordem de servico ; ordem de fabrico ; werkorder
        werkordernummer ; fertigungsauftragsnummer ; reference projet ; wonum ; refwo ; prod order number ; mo ref
        build reference ; build order ; jobnum ; work order wo ; job number id ; mfg order ; wo no
        project task job ; auftrags id ; vorgangs key ; schlussel vorgang""",
    "job-name": "work order description ; wo description ; job desc ; job title",
    "purchase-order": """numer zamowienia ; cislo objednavky ; ordernummer inkoop ; inkooporder ; inkopsorder
        numero ordine ; numero ordine acquisto ; numero de commande ; no commande ; numero de pedido
        pedido de compra ; ordem de compra ; ordine acquisto ; ordine fornitore ; inkoopordernummer
        purchase order nr ; reference commande ; ponum ; po nbr ; purch id ; po header ; purchaseordernumber
        bestell id ; orderid po""",
    "line": "poline num ; poline ; line nbr ; linenum ; purchase line number ; lfd number zeile ; line sequence",
    "parent-item": """wyrob ; wyrob gotowy ; vyrobek ; eindproduct ; hoofdartikel ; prodotto finito ; distinta base
        articolo padre ; article compose ; produto acabado ; produto pai ; articulo padre ; father
        product part number ; production bom number ; parent ipn ; product variant code sku ; kit product
        bom product code ; finished item number ; parent item lookup code ; fg item""",
    "component": """skladnik ; surowiec kod ; komponenta ; onderdeel ; ingaende artikel ; componente codice
        codice componente ; code composant ; codigo componente ; codigo do componente ; stucklistenartikel
        sub part ipn ; sub part ; subpart ; component ipn ; component part ; child ipn ; material part number
        ingredient variant code sku ; component item number""",
    "scrap-percent": "overage ; attrition ; attrition percent ; loss percent ; verlust percent",
    "work-center": "machine center number ; workstation ; arbeitsplatzgruppen number ; resource number ; wc code",
    "step": """reference tache ; aufgabe ; tache ; tarea ; compito ; taak ; zadanie ; ukol ; uppgift ; opgave
        oprseq ; issue summary task""",
    "employee": """pracownik ; zamestnanec ; medewerker ; anstalld ; medarbejder ; dipendente ; matricola
        matricule ; salarie ; empregado ; matricula ; colaborador ; funcionario ; personeelsnummer ; labor code
        laborcode ; emp number ; staff number ; personnel no ; payroll number""",
    "user": "assignee name ; worker name ; tracked by ; logged user ; mitarbeitende",
    "owner": """assignee ; assigned to ; zugewiesen an ; bearbeiter vorgang ; asignado a ; assigne a ; lead
        planner code""",
    "priority": "wo priority ; wopriority ; prioritat vorgang",
    "hours": """godziny ; hodiny ; uren ; timmar ; heures ; horas ; ore lavorate ; gewerkte uren ; aantal uren
        nombre d heures ; numero de horas ; ilosc godzin ; regular hrs ; regularhrs ; temps consomme heures
        time spent hours ; labor hrs ; hrs ; hours spent ; heures passees ; temps passe heures ; logged hours
        logged time hours ; stunden dezimal ; horas registradas""",
    "start-time": "clockin time ; clock in time ; startzeit ; heure debut ; hora de inicio ; ora inizio",
    "end-time": "clockout time ; clock out time ; endzeit ; heure fin ; hora de fin ; ora fine",
    "hourly-rate": "payrate ; pay rate ; labor rate ; cost rate ; rates ; kostensatz ; internal hourly rate",
    "work-date": "activity date ; date of activity ; trans date labor ; worked date ; leistungstag ; spent date",
    "ticket": "labtrans id ; worklog id ; time entry number ; zeiteintrag id",
    "reorder-point": """stan minimalny alarm ; bestellgrenze ; bestelpunt ; bestelniveau ; bestallningspunkt
        punto di riordino ; point de commande ; punto de pedido ; ponto de pedido ; ponto de encomenda ; reorder pt
        reorder pt min ; min minmax quantity ; notify on stock below ; mininstock ; geringe lagermenge
        montant de stock faible ; cantidad de bajo inventario ; cantidad de pocas existencias
        limite stock pour alerte ; stock limit for alert ; low inventory amount ; quantidade de estoque baixo
        importo scorte basse ; lage voorraadhoeveelheid ; seuil alerte stock ; stock alerte""",
    "maximum-stock": """desired stock ; stock desire ; max minmax quantity ; preferred stock level ; max level
        max qty ; optimal stock ; target stock""",
    "lead-time-days": "delivery lead time days",
    "lead-time": """czas dostawy ; dodaci lhuta ; levertijd ; ledtid ; leadtime ; tempo di consegna
        tempo approvvigionamento ; delai de livraison ; delai livraison ; plazo de entrega ; prazo de entrega
        prazo entrega ; full lead time ; leadtime level ; purch leadtime ; purchase leadtime ; delivery lead time
        supply time ; replenishment time ; lead time calculation days ; fixed lead time""",
    "gross-weight": "bruttogewicht ; poids brut ; peso bruto ; peso lordo ; brutogewicht ; waga brutto",
    "weight": """itemshwt ; itmwei ; mmnewe ; weight net ; sweight1 ; unit weight ; net product weight
        artikelgewicht ; versandgewicht ; netto gewicht ; peso kg ; poids kg ; gewicht kg ; shipping weight""",
    "family": """grupa towarowa ; skupina zbozi ; artikelgroep ; varugrupp ; varegruppe ; categoria merceologica
        gruppo merceologico ; famille ; famille article ; sous famille principale ; familia articulo
        grupo de produtos ; hauptgruppe ; warengruppenname ; itmclscd ; tclcod ; mmitgr ; itms grp cod
        item grp cod ; artikelkategorien code ; artikelkategoriencode ; kategorie ebene 1 ; kategorie ebene
        kategorien ; categorias ; categorie ; categories ; kategorie 1 ; commodity group ; prime commodity
        item category ; stock group ; product group id ; under ; kategorije ; article category ; category ebene 1
        kategoriepfad""",
    "active": """published ; publie ; veroffentlicht ; publicado ; pubblicato ; gepubliceerd ; opublikowany
        active status ; product online ; active 0 1 ; is active""",
    "status": "row state ; rowstate ; doc status ; status text ; status type disp ; purchase order line status ; wo st",
    "name": "name adressattyp unternehmen ; adressat name ; vendor name full ; partner name",
    "address": """ulica ; ulice ; straat ; adres ; gatuadress ; indirizzo ; endereco ; logradouro ; rue
        po address line1 ; po address line 1 ; street1 ; street 1 ; adresse 1 ; direccion 1 ; address1""",
    "city": """miejscowosc ; miasto ; mesto ; plaats ; citta ; localita ; comune ; cidade ; municipio ; ville
        po city ; sa city ; town city ; ville adresse""",
    "country": """kraj ; zeme ; nazione ; paese ; pais ; pays ; landkode ; po country ; sa country
        lander regions code ; lander code ; pays code ; country region""",
    "tax-number": """nip ; dic ; ico dic ; btw nummer ; btwnummer ; momsnummer ; partita iva ; p iva
        codice fiscale ; cnpj ; cpf cnpj ; nif ; siret ; siren ; eu ustid ; eu ust id ; ust idnr ; steuer id
        vat reg number ; numero tva ; tva intracom ; tax reg number""",
    "bank-account": "iban number 1 ; iban 1 ; iban nr ; bankverbindung iban ; bank account number",
    "nothing": """asset number ; assetnum ; craft ; worktype ; is stock item ; has batch number ; sales order
        income account ; asset account ; handle ; tags ; seo title""",
}

TABLES = {
    "Materials": """oitm ; iv00101 ; itmmaster ; mitmas ; f4101 ; ci item ; product service list
        productservicelist ; partmaster ; released products ; inventory part ; productexport ; products export
        wc product export ; artikelexport ; mtl system items ; item list ; stock records""",
    "Movements": """oinm ; iv30300 ; matltran ; mittra ; f4111 ; cardex ; item ledger entries ; artikelposten
        part tran ; inventory transaction hist ; matusetrans ; invtrans ; material transactions
        ecritures comptables article ; stojou ; mouvements""",
    "Jobs": """owor ; shop ord ; mfghead ; f4801 ; workorder ; work order list ; build orders
        released production orders ; fertigungsauftrage ; jira ; jira issues ; issues ; tickets""",
    "Labor": """clockify ; toggl ; harvest ; tempo ; everhour ; timely ; labtrans ; time report
        time report detailed ; detailed time report ; worklogs ; time activities ; timesheet export
        time activities by employee ; zeiteintrage ; zeitbericht ; temps passes ; temps passe ; detailed report
        summary report time""",
    "Bill of Materials": """itt1 ; oitt ; bmbomc ; f3002 ; production bom lines ; production bom ; product recipes
        bom lines""",
    "Suppliers": "ocrd suppliers ; vendor contact list ; lieferantenstammdaten ; vendor card list",
    "Purchases": """por1 ; opor ; poline ; purchase lines ; pop10110 ; mpline ; f4311 ; purchase register
        commandes fournisseurs ; commande fournisseur ; purchase order lines v2""",
    "Counts": "oitw ; inventory balances ; invbalances ; stock quant ; physical inventory journal ; inventory export",
    "GL Accounts": "oact ; susa ; chart of accounts ; f0901 ; trial balance ; summen saldenliste",
    "Machine Time": "capacity ledger entries ; kapazitatsposten",
}
