"""Italian headers."""

WORDS = {
    "item": """articolo|prodotto|materiale|pezzo number|codice|id ; articolo ; prodotto ; materiale
        codice|number|id articolo|prodotto|materiale|pezzo ; codarticolo ; codice art ; codice article
        code articolo ; codice interno|materia prima|componente articolo ; ref articolo ; codice sku
        codice pezzo""",
    "item-name": """descrizione|nome|denominazione articolo|prodotto|materiale ; testo breve materiale
        articolo descrizione ; denominazione articolo ; descrizione materiale|pezzo ; nome articolo""",
    "description": "descrizione ; denominazione ; testo",
    "name": "nome ; ragione sociale ; denominazione ; azienda ; ditta ; nome azienda ; intestazione ; nome ditta",
    "code": "codice ; riferimento",
    "unit": "unita ; unita misura ; unita base ; unita misura base",
    "quantity": """quantita ; quantita movimento ; quantita movimentata ; pezzi ; number pezzi
        quantita totale|scaricata|caricata|prelevata ; qt ; pz ; quantita mov ; nr pezzi""",
    "ordered-quantity": """quantita ordinata ; quantita ordine ; quantita ord|acquistata|richiesta ; qta ord
        ordinato ; pezzi ordinati""",
    "planned-quantity": """quantita pianificata ; quantita prevista ; quantita da produrre ; quantita ordinata
        quantita richiesta ; quantita ordine ; lotto produzione quantita ; quantita commessa""",
    "good-quantity": """quantita buona ; quantita prodotta ; pezzi buoni|prodotti|conformi|ok
        quantita ok|conforme|realizzata ; prodotti ; versato ; quantita versata ; buoni""",
    "scrap-quantity": """scarto ; quantita scartata ; scarti ; pezzi scartati|scarti|difettosi ; quantita scarto
        scarto pezzi ; difettosi ; non conformi""",
    "received-quantity": """quantita ricevuta ; quantita consegnata ; ricevuto ; quantita arrivata|evasa
        pezzi ricevuti ; evaso""",
    "on-hand": """giacenza ; esistenza ; giacenza attuale ; giacenza teorica ; scorta ; scorte
        quantita in magazzino ; quantita disponibile ; giacenza finale|contabile ; saldo ; giacenze ; rimanenza
        rimanenze ; qta magazzino ; quantita residua ; stock ; quantita attuale""",
    "available": "disponibilita ; disponibile",
    "counted": """conta ; quantita contata ; giacenza fisica ; quantita rilevata ; quantita fisica ; conteggio
        quantita inventariata ; giacenza reale|rilevata ; inventario fisico ; quantita reale""",
    "unit-cost": "costo unitario ; costo medio",
    "cost": "costo",
    "standard-cost": "costo standard ; prezzo standard",
    "purchase-price": "prezzo acquisto ; prezzo netto ; costo acquisto",
    "unit-price": """prezzo unitario ; prezzo per unit ; p unitario ; prezzo unit ; prezzo cad ; prezzo cadauno
        prezzo al pezzo""",
    "price": "prezzo ; listino",
    "selling-price": """prezzo vendita ; prezzo al pubblico ; prezzo pubblico ; prezzo listino
        prezzo vendita unitario ; prezzo di listino""",
    "amount": """importo ; valore ; totale ; valore totale ; importo totale ; importo divisa interna
        costo totale ; prezzo totale ; valore magazzino ; imponibile ; totale riga ; valore giacenza""",
    "date": "data ; giorno",
    "posting-date": """data registrazione ; data movimento ; data contabile ; data reg
        data carico|scarico|operazione|trasferimento|transazione ; data carico scarico""",
    "document-date": "data documento",
    "sale-date": "data vendita|fattura",
    "order-date": "data ordine ; data acquisto|emissione|ordinazione ; data dell ordine ; ordinato il ; emesso il",
    "due-date": """data scadenza ; scadenza ; data richiesta ; fine prevista ; consegna ; data fine prevista
        data consegna richiesta ; entro il""",
    "promised-date": """data promessa ; data confermata ; data prevista ; consegna prevista|confermata|richiesta
        data arrivo prevista|previsto ; data consegna confermata|prevista|stimata ; arrivo previsto
        data prevista consegna""",
    "delivery-date": "data consegna",
    "received-date": """data ricevimento ; data ricezione ; data arrivo ; ricevuto il ; consegnato il
        data consegna effettiva|reale ; arrivato il ; data entrata merce ; data carico merce
        data arrivo effettiva ; data di arrivo""",
    "release-date": "data rilascio ; data lancio|apertura ; apertura",
    "start-date": "data inizio ; inizio",
    "end-date": "data fine ; fine",
    "entered-at": "data creazione ; data inserimento ; creato il",
    "entered-by": "creato da",
    "movement": "number movimento ; movimento ; id movimento ; number registrazione",
    "movement-type": """tipo movimento ; causale movimento ; causale ; causale magazzino ; carico scarico
        tipo operazione ; tipo transazione ; tipo mov ; entrata uscita""",
    "type": "tipo",
    "document": """documento ; number documento ; bolla ; ddt ; number ddt ; documento materiale ; number bolla
        numero ddt ; bolla ingresso ; documento trasporto ; rif documento""",
    "line": "riga ; posizione ; number riga",
    "lot": """lotto ; number lotto ; matricola lotto ; number serie ; numero di serie ; codice lotto ; seriale
        matricola""",
    "location": """magazzino ; deposito ; ubicazione ; codice magazzino ; scaffale ; posizione magazzino ; corsia
        ripiano ; nome magazzino ; id magazzino ; area magazzino""",
    "from-location": "magazzino|deposito origine|partenza ; da magazzino",
    "to-location": "magazzino|deposito destinazione|arrivo ; a magazzino",
    "supplier": """fornitore abituale|preferenziale|principale ; codice|number|id fornitore
        fornitore codice|number|id ; fornitore""",
    "supplier-name": "nome fornitore ; ragione sociale fornitore",
    "customer": "codice|number|id cliente ; cliente codice|number ; cliente",
    "customer-name": "nome cliente ; ragione sociale cliente",
    "job": """commessa ; ordine produzione|lavoro ; number commessa ; codice commessa ; ordine lavorazione ; odp
        number ordine ; ordine number ; progetto ; id commessa|progetto ; ordine lavoro ; odl ; numero ordine
        number odp ; number odl ; cantiere""",
    "job-name": "descrizione commessa ; oggetto ; titolo ; descrizione lavoro|progetto ; nome progetto|commessa",
    "purchase-order": """ordine acquisto ; ordine ; number ordine ; oda ; ordine fornitore
        numero ordine fornitore ; ordine number ; number oda ; rif ordine ; ordine di acquisto
        number ordine acquisto ; id ordine""",
    "invoice": "fattura ; number fattura ; numero fattura ; fattura number ; fattura fornitore ; rif fattura",
    "invoice-date": "data fattura",
    "parent-item": """prodotto finito ; padre ; assieme ; articolo padre ; distinta
        codice assieme|padre|prodotto finito ; assieme padre ; complessivo ; semilavorato padre ; prodotto padre""",
    "component": """componente ; materia prima ; figlio ; codice componente ; codice|articolo figlio ; ingrediente
        particolare ; codice materia prima ; sottoassieme ; semilavorato""",
    "quantity-per": """quantita componente ; quantita impiego ; coefficiente impiego ; quantita per ; fabbisogno
        quantita necessaria|unitaria|richiesta|utilizzata ; consumo ; consumo unitario
        quantita per pezzo|unita|assieme ; impiego""",
    "work-center": "centro lavoro ; macchina ; risorsa ; reparto macchina",
    "step": "fase ; number fase ; sequenza",
    "operation-name": "operazione ; lavorazione ; descrizione fase",
    "employee": """dipendente ; matricola ; operatore ; codice dipendente|operatore ; addetto ; tecnico
        lavoratore ; id dipendente ; codice addetto""",
    "employee-name": "nome dipendente|operatore ; nominativo ; cognome nome ; nome cognome ; nome addetto|tecnico",
    "user": """utente ; nome utente ; persona ; membro ; collaboratore ; risorsa nome ; operatore magazzino
        eseguito da ; inserito da ; magazziniere""",
    "duration": "durata ; tempo",
    "journal": "giornale ; registrazione number ; number registrazione ; prima nota ; registrazione contabile",
    "hours": """ore ; ore lavorate ; totale ore ; durata ore ; durata|tempo hours ; number ore
        ore totali|effettive|consuntivate|ordinarie|impiegate ; tot ore ; tempo totale ore ; tempo hours
        ore consuntivo""",
    "hourly-rate": "costo orario ; tariffa oraria ; tariffa ; tariffa hour ; costo ora ; paga oraria ; euro ora",
    "department": "reparto",
    "account": "conto ; number conto ; codice conto ; codice sottoconto ; sottoconto ; mastro conto",
    "account-name": "descrizione conto",
    "debit": "dare",
    "credit": "avere",
    "opening": "saldo iniziale ; saldo apertura",
    "period": "periodo ; mese",
    "status": "stato ; stato ordine|commessa|riga|lavorazione ; avanzamento stato",
    "priority": "priorita",
    "active": "attivo",
    "lead-time": """tempo consegna ; tempo approvvigionamento ; giorni approvvigionamento ; tempi consegna
        tempo di riordino""",
    "lead-time-days": "giorni consegna",
    "reorder-point": """punto riordino ; soglia riordino|minima|allarme ; livello riordino ; soglia
        livello di riordino ; soglia scorta""",
    "safety-stock": "scorta sicurezza",
    "minimum-level": "scorta minima ; giacenza minima",
    "maximum-stock": "scorta massima ; giacenza massima ; quantita massima ; massimo ; livello massimo",
    "weight": "peso ; peso netto",
    "family": """famiglia ; categoria ; gruppo merceologico ; gruppo merci ; gruppo ; classe
        categoria prodotto|articolo ; sottogruppo gruppo ; linea""",
    "note": "note ; nota ; commento ; osservazioni",
    "reason": "motivo",
    "currency": "valuta ; divisa",
    "address": "indirizzo ; via",
    "city": "citta ; comune ; localita",
    "country": "paese ; nazione",
    "tax-number": "partita iva ; codice fiscale ; p iva ; code fisc ; cod fisc ; piva ; cf ; cf p iva",
    "email": "posta elettronica",
    "contact": "contatto ; referente",
    "language": "lingua",
    "minimum-stock": "quantita minima ; minimo",
    "planned-start": "inizio previsto|pianificato ; data inizio prevista|pianificata",
    "planned-end": "fine prevista|pianificata ; data fine prevista|pianificata",
    "actual-start": "inizio effettivo|reale ; data inizio effettiva|reale",
    "actual-end": """fine effettiva|reale ; completato il ; data completamento ; data chiusura effettiva
        data fine effettiva|reale ; terminato il ; data ultimazione ; chiuso il""",
    "percent-complete": """avanzamento ; percent avanzamento ; avanzamento percent
        percentuale avanzamento|completamento ; percent completamento ; progresso""",
    "owner": """responsabile ; capo commessa ; responsabile commessa|progetto ; assegnato a ; project manager
        incaricato""",
    "work-date": "data lavoro|lavorazione|intervento|attivita ; giorno lavoro",
    "start-time": "entrata ; dalle ; ora entrata|inizio ; inizio ; dalle ore ; orario inizio|entrata",
    "end-time": "uscita ; alle ; ora uscita|fine ; fine ; alle ore ; orario fine|uscita",
    "planned-hours": """ore previste|stimate|preventivate|pianificate ; tempo previsto|standard hours
        ore preventivo ; ore budget""",
    "forecast": "fabbisogno ; quantita venduta ; previsione ; domanda ; vendite previste ; venduto",
}

TABLES = {
    "Materials": "articoli ; prodotti ; materiali ; anagrafica articoli ; listino",
    "Movements": "movimenti ; movimenti magazzino",
    "Jobs": "commesse ; ordini produzione",
    "Bill of Materials": "distinta base ; distinta",
    "Suppliers": "fornitori ; fornitore",
    "Purchases": "ordini acquisto ; acquisti ; ordini fornitore",
    "Customers": "clienti",
    "Employees": "dipendenti",
    "Counts": "inventario ; conta",
    "Demand": "vendite ; previsioni",
    "Labor": "ore ; rapportini",
    "GL Accounts": "piano conti ; bilancio verifica ; conti",
}
