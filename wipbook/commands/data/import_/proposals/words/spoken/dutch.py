"""Dutch headers."""

WORDS = {
    "item": """artikel|product|materiaal|onderdeel number|code|id ; artikel ; product ; materiaal ; onderdeel
        stuknummer ; stuk number ; onderdeel number|code ; grondstofcode ; product number|code|id
        eigen article number""",
    "item-name": """artikel|product|materiaal omschrijving|naam|benaming ; artikelomschrijving ; artikelnaam
        productnaam ; productomschrijving ; productbenaming ; onderdeel omschrijving""",
    "description": "omschrijving ; beschrijving ; benaming",
    "name": "naam ; bedrijfsnaam ; bedrijf ; naam bedrijf ; firma",
    "code": "code ; kenmerk",
    "unit": """eenheid ; meeteenheid ; basiseenheid ; voorraadeenheid ; eh ; verkoopeenheid ; inkoopeenheid
        stuks eenheid""",
    "quantity": """aantal ; hoeveelheid ; mutatie aantal ; stuks ; aantal stuks ; hvh ; geboekt aantal
        aantal gemuteerd""",
    "ordered-quantity": """besteld aantal ; bestelde hoeveelheid ; aantal besteld ; besteld ; inkoopaantal
        bestelde aantal ; bestelaantal""",
    "planned-quantity": """gepland aantal ; geplande hoeveelheid ; te produceren aantal ; orderaantal ; te maken
        productieaantal ; order aantal ; seriegrootte ; te produceren""",
    "good-quantity": """goed aantal ; geproduceerd aantal ; goed ; goede stuks ; aantal goed|gereed|geproduceerd
        gereed ; geproduceerd ; gereedgemeld aantal ; goedgekeurd aantal ; gereed aantal""",
    "scrap-quantity": """uitval ; afval ; uitval aantal ; afgekeurd ; aantal uitval|afkeur|afgekeurd ; afkeur
        afgekeurd aantal ; uitval stuks""",
    "received-quantity": """ontvangen aantal ; aantal ontvangen ; ontvangen hoeveelheid ; geleverd aantal
        ontvangen ; geleverd ; aantal geleverd|ontvangen ; geleverde hoeveelheid""",
    "on-hand": """voorraad ; huidige voorraad ; boekvoorraad ; technische voorraad ; voorraad aantal
        vrije voorraad ; beschikbare voorraad ; op voorraad ; administratieve voorraad ; voorraad stuks
        saldo voorraad ; systeemvoorraad ; aantal op voorraad ; voorraadstand ; resterend ; aantal in voorraad""",
    "counted": """geteld ; geteld aantal ; telling ; werkelijke voorraad ; fysieke voorraad ; getelde hoeveelheid
        getelde voorraad ; aantal geteld ; geteld aantal stuks ; teladvies aantal""",
    "unit-cost": "kostprijs per eenheid ; stuksprijs kost ; eenheidskosten",
    "cost": "kosten ; kostprijs",
    "standard-cost": "standaard kostprijs ; vaste verrekenprijs ; standaardkostprijs ; verrekenprijs",
    "purchase-price": """inkoopprijs ; inkoop prijs ; inkoopprijs excl ; netto inkoopprijs ; laatste inkoopprijs
        inkoopprijs per stuk""",
    "unit-price": """prijs per unit ; stukprijs ; eenheidsprijs ; prijs per stuk ; prijs per eenheid
        nettoprijs ; prijs stuk ; st prijs""",
    "price": "prijs",
    "selling-price": """verkoopprijs ; verkoop prijs ; adviesprijs ; netto verkoopprijs ; consumentenprijs
        verkoopprijs per stuk""",
    "amount": """bedrag ; waarde ; totaal ; totaalbedrag ; totaal bedrag ; totale waarde ; voorraadwaarde
        totaalwaarde ; totaalprijs ; netto bedrag ; regelbedrag ; waarde totaal""",
    "date": "datum",
    "posting-date": """boekdatum ; boekingsdatum ; mutatiedatum ; transactiedatum
        datum mutatie|transactie|uitgifte ; uitgiftedatum ; mutatie datum""",
    "document-date": "documentdatum ; stukdatum",
    "order-date": """besteldatum ; orderdatum ; datum bestelling ; besteld op ; inkoopdatum ; datum order
        datum besteld ; aanmaakdatum order""",
    "due-date": """vervaldatum ; gewenste datum ; einddatum gewenst ; gereed datum ; gereeddatum
        geplande einddatum ; gewenste leverdatum ; opleverdatum ; uiterlijke datum ; streefdatum ; gereed voor""",
    "promised-date": """beloofde datum ; bevestigde datum ; verwachte leverdatum
        geplande|bevestigde|verwachte leverdatum ; verwachte levering|ontvangst|aankomst ; afleverdatum gepland
        toegezegde leverdatum ; verwacht op ; verwacht""",
    "delivery-date": "leverdatum ; leveringsdatum ; afleverdatum ; lever datum",
    "received-date": """ontvangstdatum ; ontvangen op ; geleverd op ; datum ontvangst|ontvangen|geleverd
        werkelijke leverdatum ; binnengekomen op""",
    "start-date": "startdatum ; begindatum ; aanvangsdatum ; aanvang",
    "end-date": "einddatum",
    "entered-at": "aangemaakt op ; invoerdatum",
    "entered-by": "ingevoerd door ; aangemaakt door",
    "movement": "mutatie number ; mutatie ; transactie number ; boeking number",
    "movement-type": """mutatiesoort ; mutatietype ; soort mutatie ; transactietype ; boekingssoort
        type mutatie|transactie ; in uit ; mutatie type ; soort boeking""",
    "type": "soort ; type",
    "document": """document number ; pakbon ; bon number ; stuk number ; boekstuk number ; referentie
        pakbon number ; vrachtbrief ; uitgiftebon ; leverbon ; document number|nr""",
    "line": "regel ; regel number ; positie",
    "lot": "partij ; batch number ; partij number ; serie number ; charge ; lotnummer ; lot number",
    "location": """magazijn ; locatie ; opslaglocatie ; magazijncode ; voorraadlocatie ; stelling ; vak
        magazijnlocatie ; schap ; magazijn id|code|naam ; loc code ; opslagplaats ; locatiecode ; stellingnummer
        plank""",
    "from-location": "van magazijn ; van locatie",
    "to-location": "naar magazijn ; naar locatie",
    "supplier": """leverancier|leveranciers|crediteur number|code|id ; leverancier ; crediteur ; leverancierscode
        hoofdleverancier ; vaste|voorkeurs leverancier ; voorkeursleverancier ; leverancier id|number|code
        crediteur number""",
    "supplier-name": "leveranciersnaam ; leverancier naam ; naam leverancier",
    "customer": "klant|klanten|debiteur number|code|id ; klant ; debiteur ; klantcode",
    "customer-name": "klantnaam ; naam klant",
    "job": """productieorder ; werkorder ; productieorder number ; werkorder number ; project ; project number
        opdracht number ; opdracht ; opdrachtnummer ; project number|code ; productie order ; werkbon
        werkbonnummer ; werkbon number""",
    "purchase-order": """inkooporder ; inkooporder number ; bestelling ; bestel number ; bestelling number
        io number ; inkoopordernummer ; inkoop order number ; bestelbon ; inkoopnummer ; inkoop number""",
    "invoice": "factuur ; factuur number",
    "invoice-date": "factuurdatum",
    "parent-item": """samenstelling ; eindproduct ; stuklijst ; gereed product ; moederartikel ; hoofdproduct
        eindartikel ; bovenliggend article ; gereed product code ; samengesteld article""",
    "component": """component ; grondstof ; onderdeel number stuklijst ; componentcode ; halffabrikaat
        onderdeel number ; ingredient ; grondstof code|number ; onderliggend article""",
    "quantity-per": """aantal per ; verbruik per stuk ; verbruik ; benodigd aantal ; hoeveelheid per
        aantal per stuk|eenheid ; benodigde hoeveelheid ; aantal benodigd ; receptuurhoeveelheid""",
    "work-center": "werkplek ; machine ; bewerkingsplaats ; werkplaats",
    "step": "bewerking number ; stap ; volg number",
    "operation-name": "bewerking ; handeling",
    "employee": """medewerker ; medewerker number ; personeels number ; medewerkercode ; werknemer ; monteur
        medewerker id|number|code ; werknemer number ; operator ; personeelslid""",
    "employee-name": "medewerkernaam ; naam medewerker ; naam medewerker|werknemer ; volledige naam",
    "user": "gebruiker ; gebruikersnaam ; persoon ; teamlid",
    "duration": "duur ; tijd",
    "journal": "dagboek ; journaalpost ; dagboek number|code ; boekstuk ; boekstuk number",
    "hours": """uren ; aantal uren ; gewerkte uren ; duur|tijd hours ; uren decimaal ; totaal uren
        uren gewerkt|totaal|besteed ; totale uren ; bestede uren ; werkuren ; duur uren ; geboekte uren
        aantal gewerkte uren ; tijd uren""",
    "hourly-rate": "uurtarief ; uurloon ; tarief ; tarief per uur ; kosten per uur ; uurkosten",
    "department": "afdeling",
    "account": """grootboekrekening ; rekening ; rekening number ; grootboek number ; grootboekrekening number
        grootboek""",
    "account-name": "rekening omschrijving ; naam rekening ; rekeningnaam",
    "debit": "debet",
    "credit": "credit",
    "opening": "beginsaldo ; beginbalans",
    "period": "periode ; maand",
    "status": "status ; orderstatus ; status order ; voortgang status",
    "lead-time": "levertijd ; besteltijd ; levertijd in dagen ; levertijd dagen ; doorlooptijd ; leadtime dagen",
    "lead-time-days": "levertijd dagen",
    "reorder-point": """bestelpunt ; bestelniveau ; meldvoorraad ; signaalvoorraad ; bestellen bij
        bestel punt|niveau ; signaleringsvoorraad""",
    "safety-stock": "veiligheidsvoorraad",
    "minimum-level": "minimumvoorraad ; minimale voorraad ; minimum voorraad ; voorraad minimum",
    "maximum-stock": """maximumvoorraad ; maximale voorraad ; maximum|maximale voorraad ; voorraad maximum
        maximumniveau""",
    "weight": "gewicht ; nettogewicht",
    "family": """artikelgroep ; productgroep ; categorie ; groep ; materiaalgroep ; productcategorie ; hoofdgroep
        artikel categorie ; assortimentsgroep""",
    "note": "opmerking ; opmerkingen ; notitie",
    "reason": "reden ; oorzaak",
    "currency": "valuta ; munt",
    "address": "adres ; straat",
    "city": "plaats ; stad ; woonplaats",
    "country": "land",
    "tax-number": "btw number ; btw id ; kvk number ; kvk ; btw id number",
    "email": "e mailadres ; emailadres",
    "contact": "contactpersoon",
    "language": "taal",
    "job-name": "projectnaam ; projectomschrijving ; opdrachtomschrijving ; werkzaamheden ; onderwerp",
    "release-date": "vrijgavedatum ; vrijgegeven op ; datum vrijgave",
    "planned-start": "geplande startdatum|start|begindatum ; start gepland",
    "planned-end": "geplande einddatum|eind|einde ; einde gepland",
    "actual-end": """gereed op ; werkelijke einddatum ; datum gereed ; afgerond op ; afgerond ; gereedgemeld op
        datum afgerond ; werkelijk einde ; voltooid op""",
    "percent-complete": """voortgang ; percent gereed|voltooid ; voortgang percent ; gereed percent
        percentage gereed""",
    "owner": "verantwoordelijke ; projectleider ; toegewezen aan ; planner ; behandelaar ; eigenaar",
    "start-time": "starttijd ; begintijd ; van ; aanvang ; begin ; start ; tijd van",
    "end-time": "eindtijd ; tot ; einde ; stoptijd ; eind ; tijd tot",
    "planned-hours": "geplande uren ; begrote uren ; geschatte uren ; normuren ; uren gepland|begroot",
}

TABLES = {
    "Materials": "artikelen ; producten ; artikel ; materialen",
    "Movements": "mutaties ; voorraadmutaties",
    "Jobs": "productieorders ; werkorders",
    "Labor": "uren ; urenregistratie",
    "Bill of Materials": "stuklijst ; stuklijsten",
    "Suppliers": "leveranciers ; crediteuren",
    "Purchases": "inkooporders ; bestellingen",
    "Customers": "klanten ; debiteuren",
    "Counts": "tellingen ; telling",
    "GL Accounts": "proefbalans ; saldibalans ; kolommenbalans",
}
