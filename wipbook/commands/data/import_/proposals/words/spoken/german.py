"""German headers."""

WORDS = {
    "item": """artikel|material|teile|produkt|sach|ident|waren number|code|id|schlussel ; artikel ; material
        teil ; produkt ; artnr ; bestell artikel number ; artikelkennung ; ware ; artikel identifikation
        bauteil|rohstoff|baugruppen artikel number ; bauteilnummer ; bauteil number ; rohstoffnummer
        rohstoff number ; lagernummer artikel ; stucknummer""",
    "item-name": """artikel|material|teile|produkt|waren bezeichnung|name|text|kurztext|beschreibung|kurzbezeichnung
        kurztext ; materialkurztext ; artikelbez ; artikel bezeichnung lang ; bezeichnung1 ; kurzbezeichnung
        kurzbeschreibung ; bauteilbezeichnung ; bauteil bezeichnung|name ; warenbeschreibung ; benennung 1""",
    "description": "bezeichnung ; beschreibung ; text ; benennung ; langtext",
    "name": """name ; name 1 ; name1 ; firma ; kurzname ; firmenname ; firmenbezeichnung ; kundenbezeichnung
        unternehmen ; name firma ; unternehmensname""",
    "code": "code ; kurzel ; schlussel ; kennung",
    "item-kind": "materialart ; artikelart ; teileart",
    "unit": """einheit ; mengeneinheit ; me ; basismengeneinheit ; basiseinheit ; lagereinheit
        erfassungsmengeneinheit ; erfassungsmngeinh ; bme ; masseinheit ; eme ; mengeneinh ; vpe einheit ; einh
        bestelleinheit ; ve einheit ; lager me ; einkaufseinheit ; preiseinheit me""",
    "quantity": """menge ; anzahl ; stuckzahl ; bewegungsmenge ; menge in erfassme ; buchungsmenge
        menge erfassme ; stuck ; entnahmemenge ; zugangsmenge ; abgangsmenge ; gebuchte menge ; verbrauchsmenge
        anzahl stuck ; entnommene menge ; stk ; ausgegebene menge""",
    "ordered-quantity": """bestellmenge ; bestellte menge ; menge bestellt ; auftragsmenge ; stuck
        bestellte stuckzahl ; stuck bestellt ; anzahl bestellt""",
    "planned-quantity": """sollmenge ; planmenge ; geplante menge ; losgrosse ; produktionsmenge ; fertigungsmenge
        zu fertigen ; soll stuck ; auftragsstuckzahl ; soll stuckzahl ; zu produzieren ; geplante stuckzahl""",
    "good-quantity": """gutmenge ; gut menge ; istmenge gut ; ruckgemeldete menge ; gutstuck ; gutteile ; io teile
        menge gut ; fertige menge ; istmenge ; produzierte menge ; gutstuckzahl ; gefertigte menge ; gefertigt
        fertige stuck ; gut ; io menge ; produziert""",
    "scrap-quantity": """ausschuss ; ausschussmenge ; nio teile ; schlechtteile ; schrott ; menge ausschuss
        ausschussteile ; nio ; nio menge ; schlechtmenge ; ausschuss stuck""",
    "rework-quantity": "nacharbeit ; nacharbeitsmenge",
    "received-quantity": """wareneingangsmenge ; gelieferte menge ; erhaltene menge ; liefermenge ; we menge
        erhalten ; gelieferte stuckzahl ; eingangsmenge ; menge geliefert|erhalten ; eingegangene menge
        ist liefermenge ; angelieferte menge""",
    "rejected-quantity": "ruckweisungsmenge ; abgelehnte menge ; reklamierte menge",
    "on-hand": """bestand ; lagerbestand ; buchbestand ; sollbestand ; aktueller bestand ; akt bestand
        actual bestand ; menge auf lager ; restbestand ; bestand aktuell ; systembestand ; sollmenge ; vorrat
        bestandsmenge ; lagermenge ; restmenge ; vorratig ; bestand gesamt""",
    "available": "verfugbar ; verfugbarer bestand ; verfugbare menge",
    "counted": """gezahlt ; gezahlte menge ; zahlmenge ; istbestand ; inventurmenge ; zahlbestand
        inventurbestand ; ist menge ; istmenge ; gezahlter bestand ; zahlung ; ist bestand ; bestand gezahlt
        gezahlt menge""",
    "unit-cost": """stuckkosten ; einstandspreis ; kosten pro stuck ; bewertungspreis
        gleitender durchschnittspreis ; gld preis ; o ek ; einzelkosten ; durchschnittspreis ; stuckkosten netto
        mittlerer ek""",
    "standard-cost": """standardpreis ; standardkosten ; plankosten ; herstellkosten ; selbstkosten
        verrechnungspreis ; kalkulationspreis""",
    "purchase-price": """einkaufspreis ; ek preis ; ek ; nettopreis ; bestellpreis ; ekpreis ; ek netto
        bezugspreis ; preis ek ; einkaufspreis pro stuck ; letzter einkaufspreis ; netto ek preis
        lieferantenpreis""",
    "unit-price": """stuckpreis ; einzelpreis ; preis pro einheit ; e preis ; ep ; preis je einheit
        preis einheit ; netto einzelpreis ; einzelpreis netto ; stuckpreis netto""",
    "price": "preis ; listenpreis",
    "selling-price": """verkaufspreis ; vk preis ; vk ; vkpreis ; vk netto ; bruttopreis ; uvp
        netto verkaufspreis ; endpreis ; ladenpreis ; verkaufspreis pro stuck""",
    "amount": """betrag ; wert ; gesamtbetrag ; gesamtpreis ; betrag hauswahr ; betrag hauswahrung
        betrag in hauswahrung ; summe ; nettobetrag ; positionswert ; gesamtwert ; betrag hw ; lagerwert
        buchwert ; nettowert ; gesamtkosten ; bestandswert ; gesamt ; positionssumme ; wert gesamt""",
    "landed-cost": "frachtkosten ; bezugskosten ; nebenkosten",
    "date": "datum ; tag",
    "posting-date": """buchungsdatum ; buchungsdat ; buchung datum ; bewegungsdatum ; buchungstag ; gebucht am
        entnahmedatum ; zugangsdatum ; abgangsdatum ; datum buchung|bewegung|entnahme ; warenausgangsdatum
        ausgabedatum ; verbrauchsdatum ; umlagerungsdatum ; ausgangsdatum""",
    "document-date": "belegdatum ; beleg datum",
    "work-date": """arbeitstag ; leistungsdatum ; arbeitsdatum ; erfassungstag ; einsatzdatum ; einsatztag
        tag arbeit ; datum leistung ; schichtdatum ; schicht datum""",
    "sale-date": "verkaufsdatum ; absatzdatum",
    "order-date": """bestelldatum ; bestellt am ; auftragsdatum ; bestellung datum ; best datum ; datum bestellung
        bestelltag ; auftragsdatum einkauf""",
    "due-date": """falligkeitsdatum ; fallig am ; fallig ; endtermin ; bedarfstermin ; wunschtermin ; termin
        endetermin ; fertigstellungstermin ; solltermin ; soll termin ; abgabetermin ; fertig bis ; soll ende
        ecktermin ; zieltermin ; falligkeit ; bis wann ; zieldatum ; liefertermin kunde""",
    "promised-date": """bestatigter termin ; zugesagter termin ; bestatigtes lieferdatum ; liefertermin bestatigt
        lieferdatum geplant ; voraussichtlicher liefertermin ; wunschliefertermin ; geplanter liefertermin
        soll liefertermin ; bestatigter liefertermin ; erwartetes lieferdatum ; voraussichtliches lieferdatum
        liefertermin soll ; lieferung bis ; geplantes lieferdatum ; erwartet am ; voraussichtliche lieferung
        lieferung erwartet ; liefertermin zugesagt""",
    "delivery-date": "lieferdatum ; liefertermin ; anlieferdatum",
    "received-date": """wareneingangsdatum ; eingangsdatum ; wareneingang ; geliefert am ; we datum ; eingang am
        tatsachliches lieferdatum ; lieferdatum ist ; eingegangen am ; erhalten am ; anlieferdatum
        datum wareneingang ; eingetroffen am ; ist lieferdatum ; liefertermin ist ; anlieferung am""",
    "release-date": "freigabedatum ; freigegeben am ; freigabe",
    "start-date": "startdatum ; beginn ; starttermin ; anfangsdatum ; anfang ; eckstarttermin",
    "end-date": "enddatum ; ende ; eckendtermin",
    "planned-start": """geplanter start ; plan start ; geplanter beginn ; planbeginn ; soll start ; auftragsbeginn
        startdatum geplant ; geplantes startdatum ; planstart ; sollstart""",
    "planned-end": """geplantes ende ; plan ende ; planende ; soll ende ; enddatum geplant ; geplantes enddatum
        planendtermin ; sollende ; geplante fertigstellung""",
    "actual-start": "ist start ; iststart ; tatsachlicher beginn ; istbeginn",
    "actual-end": """ist ende ; istende ; fertig am ; fertiggestellt am ; fertigmeldung ; abgeschlossen am
        fertigstellung ; erledigt am ; fertigstellungsdatum ; tatsachliches ende ; enddatum actual
        ist ende datum ; beendet am ; abschlussdatum""",
    "valid-from": "gultig ab ; gultig von ; ab datum",
    "valid-to": "gultig bis ; bis datum",
    "entered-at": "erfassungsdatum ; erfasst am ; angelegt am ; erstellt am ; erfassungszeit",
    "entered-by": """erfasst von ; angelegt von ; erstellt von ; sachbearbeiter ; gebucht von ; ausgegeben von
        entnommen von ; erfasser ; gebucht durch ; lagerist""",
    "movement": "bewegungsnummer ; buchungsnummer ; lfd number ; bewegung number ; buchung number ; vorgang number",
    "movement-type": """bewegungsart ; bwa ; bewegungstyp ; buchungsart ; vorgangsart ; buchungsschlussel
        lagervorgang ; zugang abgang ; ein ausgang ; eingang ausgang ; lagerbewegung ; bewegung art""",
    "type": "art ; typ",
    "document": """beleg ; belegnummer ; materialbeleg ; lieferschein ; lieferschein number ; belegnr
        beleg number ; belegkopf ; ls number ; entnahmeschein ; entnahmescheinnr ; entnahmeschein number
        vorgangsnr beleg ; begleitschein ; warenbegleitschein ; lieferscheinnr""",
    "reference": "referenz ; referenznummer",
    "line": """position ; positionsnummer ; zeile ; bestellposition ; belegposition ; materialbelegposition
        materialbelegpos""",
    "lot": """charge ; chargennummer ; charge number ; seriennummer ; los number ; chargen number ; serien number
        los ; losnummer ; losnr ; schmelze ; chargenbezeichnung ; schmelznummer ; sn nummer ; charge los""",
    "location": """lager ; lagerort ; lagerplatz ; lagernummer ; lager number ; standort ; lagerbereich ; platz
        regal ; fach ; regalplatz ; stellplatz ; lagerfach ; halle ; lagerplatz code ; lagerplatznummer
        lagername ; lagerbezeichnung ; lagerzone ; lager id""",
    "from-location": "von lager ; quelllager ; abgangslager ; von lagerort ; von lagerplatz",
    "to-location": "nach lager ; ziellager ; an lager ; empf lagerort ; empfangender lagerort ; nach lagerort",
    "supplier": """lieferant lieferwerk ; lieferant|lieferanten|kreditor|kreditoren number|code|id ; lieferant
        kreditor ; lieferanten konto ; bezugsquelle ; stammlieferant ; hauslieferant ; lief name number""",
    "supplier-name": "lieferantenname ; lieferant name ; name lieferanten ; lieferantenbezeichnung",
    "customer": "kunde|kunden|debitor|debitoren number|code|id ; kunde ; debitor ; auftraggeber",
    "customer-name": "kundenname ; kunde name ; kunden name ; name kunden",
    "job": """auftrag|auftrags|fertigungsauftrag|produktionsauftrag|werkauftrag|betriebsauftrag|projekt number|id
        auftrag ; fertigungsauftrag ; produktionsauftrag ; fa number ; fa ; werkauftrag
        fertigungsauftrags number ; projekt ; kostentrager ; kommission ; produktionsauftrags number
        werkstattauftrag ; werkstattauftrags number ; kommissions number ; pa number ; arbeitsauftrag
        arbeitsauftrags number ; fertigungslos ; projektcode""",
    "job-name": """auftragsbezeichnung ; auftragstext ; projektname ; auftragsbeschreibung ; titel ; vorhaben
        arbeitsbeschreibung ; projektbeschreibung ; auftragsname ; betreff""",
    "purchase-order": """bestellung ; bestellnummer ; bestell number ; einkaufsbeleg ; bestellung number
        einkaufsbeleg number ; auftragsnummer einkauf ; bestell nummer intern ; einkaufsbestellung
        einkaufsbestell number ; bestellkennung""",
    "buyer": "einkaufer ; besteller ; einkaufergruppe",
    "invoice": """rechnung ; rechnung number ; rechnungs number ; re number ; rg number ; rgnr ; eingangsrechnung
        eingangsrechnungs number ; lieferantenrechnung""",
    "invoice-date": "rechnungsdatum ; re datum ; rg datum ; datum rechnung ; rechnung datum",
    "parent-item": """baugruppe ; stuckliste ; kopfmaterial ; oberteil ; erzeugnis ; stucklistenkopf ; fertigteil
        endprodukt ; baugruppen number ; vaterteil ; ubergeordneter article ; fertigerzeugnis ; hauptartikel
        hauptbaugruppe ; stucklisten number ; fertigprodukt ; endartikel""",
    "component": """komponente ; unterteil ; komponenten number ; einsatzmaterial ; rohstoff ; bauteil
        komponente number ; einzelteil ; kindteil ; rohmaterial ; bestandteil ; zukaufteil
        untergeordneter article ; unterbaugruppe ; zutat ; teil komponente""",
    "quantity-per": """menge pro ; komponentenmenge ; einsatzmenge ; stucklistenmenge ; bedarfsmenge
        menge pro stuck ; stuck ; menge je einheit|stuck ; bedarf ; anzahl pro baugruppe ; menge pro einheit
        anzahl pro stuck ; menge stuck ; benotigte menge ; verbrauch ; menge je baugruppe""",
    "scrap-percent": "ausschuss percent ; ausschussfaktor ; komponentenausschuss",
    "work-center": """arbeitsplatz ; maschine ; kapazitat ; arbeitsplatz number ; maschinen number
        arbeitsplatzgruppe""",
    "work-center-name": "arbeitsplatzbezeichnung ; maschinenname ; arbeitsplatz bezeichnung",
    "step": """arbeitsgang ; vorgangsnummer ; ag number ; arbeitsgang number ; arbeitsfolge ; vorgang ; ag
        arbeitsschritt ; leistungsart ; arbeitspaket ; prozessschritt ; schritt ; arbeitsgangs number
        tatigkeitsart""",
    "operation-name": "arbeitsgangbezeichnung ; vorgangsbezeichnung ; tatigkeit ; arbeitsgangtext",
    "planned-hours": """planstunden ; sollstunden ; planzeit ; vorgabestunden ; vorgabezeit hours
        soll zeit hours ; geplante stunden ; plan std ; soll stunden ; plan stunden ; geschatzte stunden
        kalkulierte stunden ; sollzeit hours""",
    "employee": """mitarbeiter ; mitarbeiter number ; personalnummer ; personal number ; pers number ; personalnr
        ma ; ma number ; werker ; arbeiter ; bediener ; maschinenbediener ; angestellter ; monteur
        personalkennung ; mitarbeiterkurzel ; stempelnummer""",
    "employee-name": """mitarbeitername ; mitarbeiter name ; name mitarbeiters ; name mitarbeiter
        vor und nachname ; vorname nachname ; name vorname ; nachname vorname""",
    "hours": """stunden ; arbeitsstunden ; iststunden ; zeit stunden ; std ; anzahl stunden ; dauer stunden
        dauer|zeit hours ; dauer dezimal ; gebuchte stunden ; arbeitszeit ; arbeitszeit hours ; geleistete stunden
        gesamtstunden ; stundenzahl ; zeitaufwand hours ; aufwand hours ; ist zeit hours ; stunden gesamt
        netto stunden ; std gesamt ; aufwand stunden ; gearbeitete stunden ; zeit in stunden ; gesamtzeit stunden""",
    "start-time": """von ; startzeit ; kommt ; beginn uhrzeit ; uhrzeit von ; beginn ; anfang ; arbeitsbeginn
        kommen ; anfangszeit ; beginn zeit ; start uhrzeit ; start ; kommt um ; schichtbeginn""",
    "end-time": """bis ; endzeit ; geht ; ende uhrzeit ; uhrzeit bis ; ende ; arbeitsende ; gehen ; schluss
        feierabend ; ende zeit ; end uhrzeit ; schichtende ; stopp""",
    "user": """benutzer ; benutzername ; name benutzers ; person ; bearbeiter ; benutzer name ; teammitglied
        mitglied""",
    "duration": "dauer ; zeit ; zeitdauer",
    "pay-type": "lohnart ; zeitart",
    "hourly-rate": """stundensatz ; stundenlohn ; lohnsatz ; std satz ; eur stunde ; stundenkosten
        kostensatz stunde ; satz pro stunde ; stundensatz netto""",
    "ticket": "ruckmeldung ; ruckmelde number ; zeitbuchung ; buchungs number zeit ; lohnschein",
    "department": "abteilung ; bereich",
    "account": "konto ; konto number ; sachkonto ; kontonummer ; sachkonto number ; hauptbuchkonto ; kontonr",
    "account-name": """kontenbeschriftung ; kontobeschriftung ; kontobezeichnung ; kontoname ; konto bezeichnung
        beschriftung ; kontenbezeichnung ; kontenname ; kontotext ; bezeichnung konto""",
    "debit": "summe soll ; soll ; sollbetrag ; umsatz soll ; sollumsatz ; soll betrag ; periode soll",
    "credit": "summe haben ; haben ; habenbetrag ; umsatz haben ; habenumsatz ; periode haben",
    "opening": "anfangsbestand ; eroffnungsbilanz ; anfangssaldo ; eb wert ; saldovortrag ; vortrag ; eroffnungswert",
    "journal": "journal ; journal number ; buchungssatz ; primanota ; belegart ; buchungsjournal",
    "period": "periode ; monat ; buchungsperiode",
    "cost-center": "kostenstelle",
    "status": """status ; auftragsstatus ; zustand ; bearbeitungsstand ; auftragsstand ; bearbeitungsstatus
        projektstatus ; bestellstatus ; statustext ; fertigungsstatus""",
    "priority": "prioritat ; dringlichkeit ; prio ; prioritatsstufe",
    "active": "aktiv",
    "lead-time": """lieferzeit ; wiederbeschaffungszeit ; planlieferzeit ; wbz ; durchlaufzeit
        durchlaufzeit fertigung ; lieferfrist ; lieferdauer ; beschaffungszeit ; bestellzeit ; vorlaufzeit""",
    "lead-time-days": "lieferzeit tage ; lieferzeit in tagen ; wiederbeschaffungszeit tage",
    "reorder-point": """meldebestand ; bestellpunkt ; meldemenge ; bestellbestand ; nachbestellpunkt
        nachbestellen bei ; warnbestand ; nachbestellmenge ab ; bestellen ab""",
    "safety-stock": "sicherheitsbestand ; eiserner bestand ; pufferbestand",
    "minimum-level": """mindestbestand ; minimalbestand ; mindestlagerbestand ; minimum bestand ; min bestand
        bestand minimum ; mindest bestand ; mindestlager""",
    "minimum-stock": "mindestmenge",
    "maximum-stock": """hochstbestand ; maximalbestand ; maximal bestand ; maximum bestand ; max bestand
        bestand maximum ; sollbestand maximum ; zielbestand ; hochstmenge ; maximalmenge""",
    "weight": """gewicht ; nettogewicht ; stuckgewicht ; eigengewicht ; gew ; gewicht pro stuck ; gewicht netto
        einzelgewicht""",
    "family": """warengruppe ; artikelgruppe ; produktgruppe ; materialgruppe ; kategorie ; produktfamilie ; wg
        hauptwarengruppe ; teileart gruppe ; gruppe ; klasse ; materialklasse ; sortiment""",
    "note": "bemerkung ; notiz ; kommentar ; bemerkungen ; anmerkung",
    "reason": """grund ; ursache ; bewegungsgrund ; grund bewegung ; ausschussgrund ; buchungsgrund
        verwendungszweck ; fehlergrund ; fehlerart ; fehlerursache ; storgrund ; stillstandsgrund ; differenzgrund
        fehlerbeschreibung""",
    "currency": "wahrung ; wahrungscode ; belegwahrung ; wkz",
    "address": """strasse ; anschrift ; adresse ; rechnungsadresse strasse| ; rechnungsanschrift
        strasse hausnummer ; strasse number ; strasse hausnr ; strasse und nr ; firmenadresse
        lieferadresse strasse""",
    "city": "ort ; stadt ; rechnungsadresse ort|stadt ; wohnort ; firmensitz ; sitz",
    "country": "land ; rechnungsadresse land ; landercode ; landeskennzeichen",
    "tax-number": """steuernummer ; ust id number ; ust idnr ; ust id ; umsatzsteuer id ; ustid ; steuer number
        st number ; uid ; uid number ; ust number ; mwst number""",
    "bank-account": "bankverbindung ; bankkonto",
    "rating": "bewertung ; note lieferant",
    "email": "email ; e mail adresse",
    "contact": "ansprechpartner ; kontakt ; kontaktperson",
    "language": "sprache",
    "hired": "eintritt ; eintrittsdatum",
    "left": "austritt ; austrittsdatum",
    "count": "inventurnummer ; inventurbeleg ; zahlliste ; inventur number",
    "counter": "zahler ; gezahlt von",
    "forecast": """bedarf ; prognose ; prognosemenge ; absatz ; bedarfsmenge ; verkaufte menge ; verkaufsmenge
        planabsatz ; absatzmenge ; prognosewert ; verkaufte stuck ; absatzplan ; monatsbedarf""",
    "budget": "budget ; planbetrag",
    "owner": """verantwortlich ; verantwortlicher ; projektleiter ; bearbeiter ; auftragsverantwortlicher
        zustandig ; ansprechpartner intern ; meister ; projektverantwortlicher ; zustandiger""",
    "percent-complete": """fertigstellungsgrad ; percent fertig ; fortschritt ; fortschritt percent
        fertig percent ; fertigungsgrad ; erledigt percent ; percent erledigt ; bearbeitungsgrad""",
}

TABLES = {
    "Materials": """lagerbestand ; bestand ; artikel ; artikelstamm ; material ; materialstamm ; teilestamm
        artikelliste ; produkte ; teile""",
    "Movements": """lagerbewegungen ; bewegungen ; warenbewegungen ; buchungen ; materialbelege ; lagerbuchungen
        lagerjournal""",
    "Jobs": "auftrage ; fertigungsauftrage ; produktionsauftrage ; betriebsauftrage",
    "Labor": "zeiten ; zeiterfassung ; ruckmeldungen ; arbeitszeiten ; stunden",
    "Operations": "arbeitsplan ; arbeitsgange ; arbeitsplane ; vorgange",
    "Bill of Materials": "stuckliste ; stucklisten",
    "Suppliers": "lieferanten ; kreditoren ; lieferantenstamm",
    "Purchases": "bestellungen ; einkauf ; bestellpositionen",
    "Customers": "kunden ; debitoren ; kundenstamm",
    "Employees": "mitarbeiter ; personal",
    "Work Centers": "arbeitsplatze ; maschinen",
    "Counts": "inventur ; inventuren ; zahlung ; lagerbestand ; bestand ; lagerbestande ; bestande ; bestandsliste",
    "GL Accounts": "kontenplan ; kontenrahmen ; summen und salden ; saldenliste ; susa ; sachkonten",
    "Demand": "bedarfe ; prognose ; absatz",
}
