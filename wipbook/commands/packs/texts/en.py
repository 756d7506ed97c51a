"""English."""

from __future__ import annotations

from wipbook.commands.packs.texts.text import Text

TEXT = Text("en", "English", "%Y-%m-%d", "yyyy-mm-dd", ".", ",", {
    "contents": "Contents", "page": "Page", "of": "of", "comments": "Comments", "signature": "Signature",
    "name": "Name",
    "date": "Date", "total": "Total", "as_of": "As of {day}", "preliminary": "PRELIMINARY",
    "preliminary_period": "PRELIMINARY: the period {start} to {end} is not closed",
    "more_rows": "The first {shown} of {all} rows; totals are of all of them. The others stand on the sheet {sheet}.",
    "nothing": "Nothing to report.", "yes": "yes", "no": "no",
    "cfo": "Month-end pack", "bank": "Pack for bank and surety", "plant": "Plant pack", "auditor": "Auditor's pack",
    "prepared": "Prepared by", "reviewed": "Reviewed by", "approved": "Approved by",
    "customer": "Status of your orders", "for_customer": "For {name}", "no_jobs": "There is no open order of yours.",
    "progress": "Progress", "progress_note": "What was made so far, and the step that is being worked on.",
    "dates": "Dates",
    "changes": "Changes",
    "no_changes": "No changes.", "questions": "Open questions",
    "questions_note": "What we need from you, or would like to know.", "no_questions": "No open questions.",
    "job": "Order", "description": "Description", "quantity": "Quantity", "made": "Made", "done": "Done",
    "step": "Step", "steps": "Steps done", "state": "State", "due": "Due", "promised": "Promised",
    "projected": "Expected", "told": "Told last time", "told_on": "Told on", "moved": "Days later (+)",
    "waits": "Waits for", "document": "Document", "price_change": "Change of price", "days": "Days",
    "change_approved": "Approved", "awaits_approval": "awaits your approval", "question": "Question", "note": "Note",
    "steps_of": "{done} of {all}", "orders": "Orders", "late_orders": "Later than due",
    "state_overdue": "overdue", "state_late": "late", "state_in danger": "at risk", "state_on time": "on time",
    "state_cannot say": "not yet planned", "state_finished": "finished",
    "waits_material": "material", "waits_capacity": "capacity", "waits_approval": "your approval of a change",
    "waits_rework": "rework", "waits_reporting": "final confirmation", "waits_work": "work in progress", "waits_": "",
    "ask_approval": "Please approve change {document}.", "ask_due": "When do you need it? No due date is agreed.",
    "mail_subject": "{company}: status of your orders as of {day}",
    "mail_body": "Dear {name},\n\nattached you find the status of your orders as of {day}.\n{summary}\n\n"
    "Kind regards\n{company}",
    "mail_pack_subject": "{company}: {title} as of {day}",
    "mail_pack_body": "Dear {name},\n\nattached you find the {title} as of {day}.\n{summary}\n\nKind regards\n"
    "{company}",
    "madam_or_sir": "Sir or Madam",
})
