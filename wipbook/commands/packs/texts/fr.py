"""French."""

from __future__ import annotations

from wipbook.commands.packs.texts.text import Text

TEXT = Text("fr", "Français", "%d/%m/%Y", "dd/mm/yyyy", ",", "\u202f", {
    "contents": "Sommaire", "page": "Page", "of": "sur", "comments": "Commentaires", "signature": "Signature",
    "name": "Nom", "date": "Date", "total": "Total", "as_of": "Situation au {day}", "preliminary": "PROVISOIRE",
    "preliminary_period": "PROVISOIRE : la période du {start} au {end} n'est pas clôturée",
    "more_rows": "Les {shown} premières lignes sur {all} ; les totaux portent sur toutes. Les autres : "
    "feuille {sheet}.",
    "nothing": "Rien à signaler.", "yes": "oui", "no": "non",
    "cfo": "Dossier de clôture mensuelle", "bank": "Dossier pour la banque et la caution",
    "plant": "Rapport de l'usine", "auditor": "Dossier de révision",
    "prepared": "Préparé par", "reviewed": "Revu par", "approved": "Approuvé par",
    "customer": "État de vos commandes", "for_customer": "Pour {name}",
    "no_jobs": "Aucune de vos commandes n'est en cours.",
    "progress": "Avancement", "progress_note": "Ce qui est fabriqué à ce jour, et l'opération en cours.",
    "dates": "Délais",
    "changes": "Modifications",
    "no_changes": "Aucune modification.", "questions": "Questions ouvertes",
    "questions_note": "Ce dont nous avons besoin de votre part.", "no_questions": "Aucune question ouverte.",
    "job": "Commande", "description": "Désignation", "quantity": "Quantité", "made": "Fabriqué", "done": "Avancement",
    "step": "Opération", "steps": "Opérations faites", "state": "Situation", "due": "Échéance",
    "promised": "Promis", "projected": "Prévu", "told": "Annoncé la dernière fois", "told_on": "Annoncé le",
    "moved": "Jours de retard (+)", "waits": "En attente de", "document": "Document",
    "price_change": "Modification du prix", "days": "Jours", "change_approved": "Approuvé",
    "awaits_approval": "attend votre accord", "question": "Question", "note": "Remarque",
    "steps_of": "{done} sur {all}", "orders": "Commandes", "late_orders": "Au-delà de l'échéance",
    "state_overdue": "échéance dépassée", "state_late": "en retard", "state_in danger": "menacé",
    "state_on time": "dans les délais", "state_cannot say": "pas encore planifié", "state_finished": "terminé",
    "waits_material": "matières", "waits_capacity": "capacité", "waits_approval": "votre accord sur une modification",
    "waits_rework": "retouche", "waits_reporting": "confirmation finale", "waits_work": "travail en cours",
    "waits_": "",
    "ask_approval": "Merci d'approuver la modification {document}.",
    "ask_due": "Quand en avez-vous besoin ? Aucune échéance n'est convenue.",
    "mail_subject": "{company} : état de vos commandes au {day}",
    "mail_body": "Bonjour {name},\n\nveuillez trouver ci-joint l'état de vos commandes au {day}.\n{summary}\n\n"
    "Cordialement\n{company}",
    "mail_pack_subject": "{company} : {title} au {day}",
    "mail_pack_body": "Bonjour {name},\n\nveuillez trouver ci-joint : {title}, situation au {day}.\n{summary}\n\n"
    "Cordialement\n{company}",
    "madam_or_sir": "",
})
