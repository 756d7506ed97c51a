"""French headers."""

WORDS = {
    "item": """article|produit|piece|composant number|code|reference|id ; article ; produit
        reference|code|number article|produit|piece ; code barre article ; designation code ; reference interne
        code matiere|sku ; ref matiere|composant ; number piece article ; reference matiere ; ref interne
        identifiant article|produit""",
    "item-name": """designation|libelle|description|nom article|produit ; article|produit libelle|designation|nom
        lib article|produit ; nom article|produit ; designation produit|piece|matiere""",
    "description": "designation ; libelle ; description ; intitule",
    "name": """nom ; raison sociale ; libelle ; intitule ; societe ; entreprise ; nom entreprise
        denomination sociale ; nom societe""",
    "code": "code ; reference ; identifiant ; id",
    "item-kind": "type|nature article|produit",
    "unit": """unite ; unite mesure ; unite base ; unite stock ; unite gestion ; uqs ; uqb ; unite saisie ; udm
        u ; conditionnement unite ; unite vente|achat|commande ; unites ; unite quantite""",
    "quantity": """quantite ; quantite en unite saisie ; quantite mouvement ; nombre ; quantite en uqs ; nb pieces
        nombre pieces ; quantite mouvementee|sortie|entree|consommee|transferee ; nb ; nb unites|unite
        nombre unites ; quantites ; quantite mvt ; pieces ; quantite totale""",
    "ordered-quantity": """quantite commandee ; quantite commande ; quantite cdee|cde|commandees|achetee
        nb commande ; qte cde ; quantite a commander""",
    "planned-quantity": """quantite prevue ; quantite planifiee ; quantite lancee ; quantite a fabriquer
        quantite a produire ; quantite demandee|of|lot|cible|objectif ; taille lot ; quantite a faire""",
    "good-quantity": """quantite bonne ; quantite produite ; quantite fabriquee ; quantite realisee
        pieces bonnes|produites|conformes|ok ; bonnes ; quantite conforme|ok|terminee|fabriquees ; produit bon
        quantites produites ; production reelle""",
    "scrap-quantity": """rebut ; quantite rebutee ; rebuts ; quantite rebut
        pieces mauvaises|nok|rebutees|rejetees|defectueuses ; quantite non conforme|nok|perdue|defectueuse
        dechets ; perte ; pertes ; non conformes ; quantite rejetee""",
    "received-quantity": """quantite recue ; quantite livree ; quantite receptionnee ; recu
        quantite receptionnes ; recus ; livre ; livres ; quantite entree reception""",
    "rejected-quantity": "quantite refusee ; quantite rejetee",
    "on-hand": """stock ; stock reel ; stock physique ; quantite en stock ; stock theorique ; quantite theorique
        stock actuel ; quantite stock ; stock restant|informatique|disponible|dispo|initial final
        quantite restante|disponible ; solde stock ; stock final ; quantite en magasin ; en stock ; stock total
        reste ; reste en stock ; stock systeme""",
    "counted": """quantite comptee ; comptage ; quantite reelle ; quantite inventoriee ; stock compte
        compte physique ; inventaire physique ; quantite physique ; stock physique compte ; comptage 1
        stock inventorie ; stock reel compte ; quantite comptage""",
    "unit-cost": """cout par unite ; cout unitaire ; prix revient ; cout revient ; pmp ; cump ; prix moyen pondere
        prix revient unitaire ; pru ; cout moyen ; cout moyen pondere ; pamp ; prix moyen""",
    "cost": "cout",
    "standard-cost": "cout standard ; prix standard",
    "purchase-price": """prix achat ; prix achat unitaire ; pa ; prix achat ht ; prix unitaire achat ; pa ht
        prix achat net ; dernier prix achat ; cout achat ; pu achat ; prix fournisseur ; prix achat unitaire ht
        achat ht ; pa unitaire""",
    "unit-price": """prix par unite ; prix unitaire ; prix unitaire ht ; pu ; pu ht ; p u ; puht ; pu net
        prix net ht ; prix unitaire net ; p u ht ; prix piece""",
    "price": "prix ; tarif",
    "selling-price": """prix vente ; prix vente ht ; pv ; prix vente unitaire ; prix public ; pv ht
        prix unitaire vente ; prix catalogue ; pvht ; prix vente ttc ; pv ttc ; prix client ; prix conseille
        prix ht ; prix ttc""",
    "amount": """montant ; montant ht ; valeur ; total ; total ht ; montant total ; montant en devise interne
        valeur totale ; valeur stock ; cout total ; montant ligne ; total ligne ; valeur en stock ; prix total
        total ttc ; montant ttc ; montant net""",
    "landed-cost": "frais approche ; frais transport ; frais port",
    "date": "date ; jour",
    "posting-date": """date comptable ; date comptabilisation ; date mouvement ; date ecriture ; date operation
        date sortie|consommation|transfert|transaction|stock ; date mvt ; date du mvt ; date entree sortie""",
    "document-date": "date piece ; date document",
    "sale-date": "date vente|facture|facturation ; date vente",
    "order-date": "date commande ; commande le ; date achat|bc|emission ; date bon commande ; date de passation",
    "due-date": """date echeance ; echeance ; date besoin ; date fin souhaitee ; date souhaitee ; delai
        date butoir|limite|besoin ; fin au plus tard ; date fin demandee ; a livrer le ; delai client
        date requise""",
    "promised-date": """date promise ; date confirmee ; date prevue ; date livraison prevue
        date livraison confirmee ; livraison prevue ; delai confirme ; date livraison|arrivee estimee|prevue
        date reception prevue ; arrivee prevue ; livraison estimee ; date previsionnelle ; date livraison promise
        reception prevue""",
    "delivery-date": "date livraison ; livraison",
    "received-date": """date reception ; recu le ; date entree ; livre le ; date livraison reelle|effective
        date arrivee ; receptionne le ; date de livraison effective ; date reception reelle|effective
        date receptionnee""",
    "release-date": "date lancement ; lance le ; date ouverture ; ouvert le",
    "start-date": "date debut ; debut",
    "end-date": "date fin ; fin",
    "planned-start": "debut prevu ; date debut prevue",
    "planned-end": "fin prevue ; date fin prevue",
    "actual-start": "debut reel ; date debut reelle",
    "actual-end": """fin reelle ; date fin reelle ; termine le ; date cloture reelle ; date achevement
        date reelle fin ; acheve le ; date realisation ; termine ; date fin effective ; date de fin effective
        fin effective ; date termine""",
    "valid-from": "valable debut ; date debut validite ; valable a partir",
    "valid-to": "valable fin ; date fin validite ; valable jusqu",
    "entered-at": "date saisie ; date creation ; cree le ; saisi le",
    "entered-by": "saisi par ; cree par ; auteur",
    "movement": "mouvement number|id ; id mouvement ; number mouvement ; mouvement ; number ecriture",
    "movement-type": """type mouvement ; code mouvement ; nature mouvement ; sens mouvement ; type operation
        sens ; entree sortie ; type mvt ; sens mvt ; type transaction ; nature operation ; entree ou sortie""",
    "type": "type ; nature",
    "document": """piece ; number piece ; document ; bon livraison ; number bl ; bl ; document article
        number document ; bon sortie|reception|commande document ; number bon ; bon number ; bon
        ref document|piece ; bordereau ; number bordereau ; number bon livraison""",
    "line": "ligne ; number ligne ; poste ; position",
    "lot": "lot ; number lot ; number serie ; lot serie ; coulee ; number coulee ; code lot ; number charge",
    "location": """magasin ; entrepot ; emplacement ; depot ; lieu ; stock lieu ; etagere ; rayonnage ; allee
        lieu stockage ; code depot|magasin|emplacement ; nom depot|magasin|entrepot ; casier ; zone stockage
        travee ; site stockage""",
    "from-location": "entrepot|depot|magasin source|origine|depart ; emplacement origine|source ; depuis",
    "to-location": "entrepot|depot|magasin destination|arrivee|cible ; emplacement destination ; vers",
    "supplier": """fournisseur division fournisseur ; fournisseur number|code|id ; code|number|id fournisseur
        fournisseur ; compte fournisseur ; tiers fournisseur ; fournisseur principal|habituel|attitre ; fourn
        number tiers ; fournisseur par defaut""",
    "supplier-name": "nom fournisseur ; fournisseur nom ; raison sociale fournisseur",
    "customer": "client number|code|id ; code|number|id client ; client ; compte client ; ref client ; client final",
    "customer-name": "nom client ; client nom",
    "job": """ordre fabrication ; of ; number of ; number ordre fabrication ; affaire ; code affaire
        number affaire ; projet ; chantier ; ordre travail ; numero ordre ; number ordre
        number commande client of ; id of ; code of ; number intervention ; number bt ; bon travail
        numero affaire ; dossier ; number dossier""",
    "job-name": """libelle affaire|ordre ; designation affaire ; nom projet ; objet ; titre ; description travaux
        designation projet ; libelle projet""",
    "purchase-order": """commande achat ; number commande ; commande ; bon commande ; commande fournisseur
        number commande achat ; number bc ; bc ; id commande ; ref commande ; reference commande
        number bon commande""",
    "buyer": "acheteur",
    "invoice": """facture ; number facture ; ref|reference facture ; facture fournisseur
        number facture fournisseur ; numero facture""",
    "invoice-date": "date facture",
    "parent-item": """compose ; article compose ; produit fini ; ensemble ; article parent ; nomenclature
        assemblage ; code parent|pere|compose ; article pere ; parent ; pere ; code produit fini
        reference produit fini ; produit compose ; sous ensemble pere""",
    "component": """composant ; article composant ; code composant ; code|reference matiere ; matiere
        matiere premiere ; fils ; article fils ; code fils ; composants ; ref composant ; reference composant
        sous ensemble ; constituant ; ingredient ; code ingredient""",
    "scrap-percent": "percent perte|rebut|chute ; taux perte|rebut|chute",
    "quantity-per": """quantite par ; quantite unitaire ; coefficient ; quantite composant ; quantite lien
        quantite necessaire|requise|utilisee|consommee ; besoin unitaire ; consommation ; consommation unitaire
        quantite par produit|ensemble|piece ; dosage ; besoin ; quantite besoin ; quantites""",
    "work-center": "poste charge ; machine ; centre charge ; poste travail ; code machine ; ressource",
    "step": """phase ; operation number ; number operation ; number phase ; activite ; etape ; poste
        number etape ; sequence""",
    "operation-name": "operation ; libelle operation ; designation operation",
    "planned-hours": """temps prevu ; heures prevues ; temps alloue ; temps gamme hours
        heures estimees|budgetees|allouees|planifiees|vendues ; temps estime|alloue|prevu|theorique hours
        temps theorique""",
    "employee": """matricule ; salarie ; employe ; operateur ; code employe|salarie|operateur ; technicien
        ouvrier ; compagnon ; code employe ; number salarie|employe ; monteur""",
    "employee-name": "nom employe|salarie|operateur ; nom prenom ; nom technicien ; nom prenom salarie ; prenom nom",
    "hours": """heures ; temps passe ; nombre heures ; heures travaillees ; duree heures ; nb heures
        duree|temps hours ; duree decimale ; h travaillees
        heures effectuees|realisees|pointees|productives|reelles|totales ; nbre heures ; total heures
        temps realise hours ; temps travail hours ; temps total hours ; duree totale hours ; nb h""",
    "start-time": "heure debut ; heure arrivee ; arrivee ; heure entree ; debut ; heure de debut ; h debut",
    "end-time": "heure fin ; heure depart ; depart ; heure sortie ; fin ; h fin",
    "user": """utilisateur ; nom utilisateur ; personne ; membre ; collaborateur ; intervenant ; magasinier
        responsable ; effectue par ; realise par ; operateur nom ; nom operateur""",
    "duration": "duree ; temps",
    "hourly-rate": """taux horaire ; cout horaire ; taux ; tarif horaire ; cout hour ; eur hour ; cout heure
        taux horaire ht ; prix horaire""",
    "department": "service ; departement ; atelier",
    "account": "compte ; number compte ; compte number ; compte general ; comptenum",
    "account-name": "libelle compte ; intitule compte ; comptelib ; nom compte",
    "debit": "debit ; montant debit ; mouvement debit",
    "credit": "credit ; montant credit ; mouvement credit",
    "opening": """solde initial ; report ; report nouveau ; a nouveau ; solde ouverture
        solde debut|depart|anterieur|debut periode ; solde au debut""",
    "journal": """journal ; journalcode ; journal code|lib ; journallib ; ecriturenum ; ecriture number
        number ecriture""",
    "period": "periode ; mois",
    "status": "statut ; etat ; statut|etat commande|of|affaire|projet|ligne|ordre ; avancement statut ; situation",
    "priority": "priorite",
    "active": "actif",
    "lead-time": """delai livraison ; delai approvisionnement ; delai reappro ; delai obtention ; delai
        delai fournisseur|appro|reapprovisionnement ; delai moyen ; delai fabrication""",
    "lead-time-days": "delai jours ; delai livraison jours",
    "reorder-point": """seuil alerte ; stock alerte ; limite stock alerte ; stock limite pour alerte ; seuil stock
        point commande ; seuil reapprovisionnement ; seuil commande ; point reapprovisionnement ; seuil
        seuil reappro|mini|critique|minimum ; niveau alerte ; seuil declenchement ; niveau reapprovisionnement""",
    "safety-stock": "stock securite",
    "minimum-level": """stock minimum ; stock mini ; stock min ; quantite minimum|mini en stock ; mini
        stock minimal ; quantite minimale stock ; niveau minimum""",
    "maximum-stock": """stock maximum ; stock maxi ; maxi ; stock maximal ; quantite maximum|maximale|maxi
        niveau maximum""",
    "weight": "poids ; poids net ; poids unitaire",
    "family": """famille ; famille article ; categorie ; groupe marchandises ; gamme ; groupe ; id categorie
        famille produit ; categorie produit|article ; classe ; rayon ; sous famille groupe ; type famille
        groupe article|produit""",
    "note": "remarque ; commentaire ; note ; observations ; observation",
    "reason": "motif ; cause ; raison",
    "currency": "devise ; code devise",
    "address": """adresse ; rue ; adresse facturation rue| ; facturation adresse|rue
        adresse postale|siege|complete ; number rue ; adresse 1|ligne 1""",
    "city": "ville ; ville facturation ; adresse facturation ville ; commune ; localite",
    "country": "pays ; code pays ; pays facturation ; adresse facturation pays",
    "tax-number": """tva ; number tva ; tva intracommunautaire ; siret ; number tva intracommunautaire ; siren
        number siret|siren ; numero tva ; tva intra ; ice ; number ice""",
    "bank-account": "compte bancaire ; rib",
    "email": "courriel ; adresse email ; mail ; adresse mail",
    "contact": "contact ; interlocuteur",
    "language": "langue",
    "hired": "date entree entreprise ; date embauche",
    "left": "date sortie",
    "forecast": """prevision ; previsions ; besoin ; quantite vendue ; demande ; ventes prevues
        quantite prevue ventes ; ventes unites ; quantites vendues ; demande prevue|prevision ; ventes
        prevision ventes ; previsions ventes""",
    "minimum-stock": "quantite minimum|minimale|mini ; minimum",
    "owner": """responsable ; chef projet ; charge affaires ; charge affaire ; pilote ; conducteur travaux
        responsable projet|affaire ; assigne a ; charge projet""",
    "percent-complete": """avancement ; percent avancement|realise|realisation ; avancement percent
        taux avancement|realisation ; pourcentage avancement ; progression ; progres""",
    "work-date": "date pointage|travail|intervention|prestation ; jour travaille ; date du jour",
}

TABLES = {
    "Materials": "articles ; produits ; article ; produit ; catalogue ; liste articles ; pieces ; fiches produits",
    "Movements": "mouvements ; mouvements stock ; mouvement stock ; entrees sorties",
    "Jobs": "ordres fabrication ; of ; affaires ; chantiers",
    "Labor": "pointages ; temps ; heures",
    "Operations": "gammes ; phases",
    "Bill of Materials": "nomenclature ; nomenclatures",
    "Suppliers": "fournisseurs ; fournisseur",
    "Purchases": "commandes ; commandes achat ; achats ; commande ; commandes fournisseurs",
    "Customers": "clients ; client",
    "Employees": "salaries ; employes ; personnel",
    "Counts": "etat stock|stocks ; inventaire ; inventaires ; comptages",
    "GL Accounts": "plan comptable ; balance comptes ; balance ; balance generale ; comptes",
    "Demand": "previsions ; ventes",
}
