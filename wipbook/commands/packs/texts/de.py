"""German."""

from __future__ import annotations

from wipbook.commands.packs.texts.text import Text

TEXT = Text("de", "Deutsch", "%d.%m.%Y", "dd.mm.yyyy", ",", ".", {
    "contents": "Inhalt", "page": "Seite", "of": "von", "comments": "Bemerkungen", "signature": "Unterschrift",
    "name": "Name", "date": "Datum", "total": "Summe", "as_of": "Stand {day}", "preliminary": "VORLÄUFIG",
    "preliminary_period": "VORLÄUFIG: die Periode {start} bis {end} ist nicht abgeschlossen",
    "more_rows": "Die ersten {shown} von {all} Zeilen; Summen gelten für alle. Die übrigen stehen auf dem "
    "Blatt {sheet}.",
    "nothing": "Nichts zu berichten.", "yes": "ja", "no": "nein",
    "cfo": "Monatsabschluss", "bank": "Unterlagen für Bank und Kautionsversicherer", "plant": "Werksbericht",
    "auditor": "Unterlagen für die Prüfung",
    "prepared": "Erstellt von", "reviewed": "Geprüft von", "approved": "Freigegeben von",
    "customer": "Stand Ihrer Aufträge", "for_customer": "Für {name}",
    "no_jobs": "Von Ihnen ist kein Auftrag offen.",
    "progress": "Fortschritt", "progress_note": "Was bisher gefertigt wurde und woran gearbeitet wird.",
    "dates": "Termine",
    "changes": "Änderungen",
    "no_changes": "Keine Änderungen.", "questions": "Offene Fragen",
    "questions_note": "Was wir von Ihnen brauchen oder wissen möchten.", "no_questions": "Keine offenen Fragen.",
    "job": "Auftrag", "description": "Bezeichnung", "quantity": "Menge", "made": "Gefertigt", "done": "Fertig",
    "step": "Arbeitsgang", "steps": "Arbeitsgänge", "state": "Lage", "due": "Fällig", "promised": "Zugesagt",
    "projected": "Erwartet", "told": "Zuletzt mitgeteilt", "told_on": "Mitgeteilt am", "moved": "Tage später (+)",
    "waits": "Wartet auf", "document": "Beleg", "price_change": "Preisänderung", "days": "Tage",
    "change_approved": "Genehmigt", "awaits_approval": "wartet auf Ihre Genehmigung", "question": "Frage",
    "note": "Hinweis", "steps_of": "{done} von {all}", "orders": "Aufträge", "late_orders": "Später als fällig",
    "state_overdue": "überfällig", "state_late": "verspätet", "state_in danger": "gefährdet",
    "state_on time": "im Plan", "state_cannot say": "noch nicht geplant", "state_finished": "fertig",
    "waits_material": "Material", "waits_capacity": "Kapazität",
    "waits_approval": "Ihre Genehmigung einer Änderung", "waits_rework": "Nacharbeit",
    "waits_reporting": "Fertigmeldung", "waits_work": "laufende Arbeit", "waits_": "",
    "ask_approval": "Bitte genehmigen Sie die Änderung {document}.",
    "ask_due": "Wann brauchen Sie ihn? Es ist kein Termin vereinbart.",
    "mail_subject": "{company}: Stand Ihrer Aufträge, {day}",
    "mail_body": "Guten Tag {name},\n\nanbei erhalten Sie den Stand Ihrer Aufträge vom {day}.\n{summary}\n\n"
    "Freundliche Grüße\n{company}",
    "mail_pack_subject": "{company}: {title}, {day}",
    "mail_pack_body": "Guten Tag {name},\n\nanbei erhalten Sie: {title}, Stand {day}.\n{summary}\n\n"
    "Freundliche Grüße\n{company}",
    "madam_or_sir": "",
})
