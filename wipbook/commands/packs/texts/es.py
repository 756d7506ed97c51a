"""Spanish."""

from __future__ import annotations

from wipbook.commands.packs.texts.text import Text

TEXT = Text("es", "Español", "%d/%m/%Y", "dd/mm/yyyy", ",", ".", {
    "contents": "Contenido", "page": "Página", "of": "de", "comments": "Comentarios", "signature": "Firma",
    "name": "Nombre", "date": "Fecha", "total": "Total", "as_of": "Situación al {day}", "preliminary": "PROVISIONAL",
    "preliminary_period": "PROVISIONAL: el período del {start} al {end} no está cerrado",
    "more_rows": "Las primeras {shown} de {all} filas; los totales son de todas. Las demás están en la hoja {sheet}.",
    "nothing": "Nada que informar.", "yes": "sí", "no": "no",
    "cfo": "Informe de cierre mensual", "bank": "Informe para el banco y la aseguradora", "plant": "Informe de planta",
    "auditor": "Informe para la auditoría",
    "prepared": "Preparado por", "reviewed": "Revisado por", "approved": "Aprobado por",
    "customer": "Estado de sus pedidos", "for_customer": "Para {name}",
    "no_jobs": "No hay ningún pedido suyo abierto.",
    "progress": "Avance", "progress_note": "Lo fabricado hasta ahora y la operación en curso.",
    "dates": "Fechas",
    "changes": "Cambios",
    "no_changes": "Sin cambios.", "questions": "Preguntas abiertas",
    "questions_note": "Lo que necesitamos de usted.", "no_questions": "Sin preguntas abiertas.",
    "job": "Pedido", "description": "Descripción", "quantity": "Cantidad", "made": "Fabricado", "done": "Avance",
    "step": "Operación", "steps": "Operaciones hechas", "state": "Situación", "due": "Vencimiento",
    "promised": "Prometido", "projected": "Previsto", "told": "Comunicado la última vez", "told_on": "Comunicado el",
    "moved": "Días más tarde (+)", "waits": "En espera de", "document": "Documento",
    "price_change": "Cambio de precio", "days": "Días", "change_approved": "Aprobado",
    "awaits_approval": "espera su aprobación", "question": "Pregunta", "note": "Nota",
    "steps_of": "{done} de {all}", "orders": "Pedidos", "late_orders": "Después del vencimiento",
    "state_overdue": "vencido", "state_late": "con retraso", "state_in danger": "en riesgo",
    "state_on time": "a tiempo", "state_cannot say": "aún sin planificar", "state_finished": "terminado",
    "waits_material": "material", "waits_capacity": "capacidad", "waits_approval": "su aprobación de un cambio",
    "waits_rework": "retrabajo", "waits_reporting": "confirmación final", "waits_work": "trabajo en curso",
    "waits_": "",
    "ask_approval": "Le rogamos que apruebe el cambio {document}.",
    "ask_due": "¿Cuándo lo necesita? No hay fecha acordada.",
    "mail_subject": "{company}: estado de sus pedidos al {day}",
    "mail_body": "Hola {name}:\n\nadjuntamos el estado de sus pedidos al {day}.\n{summary}\n\n"
    "Saludos cordiales\n{company}",
    "mail_pack_subject": "{company}: {title} al {day}",
    "mail_pack_body": "Hola {name}:\n\nadjuntamos: {title}, situación al {day}.\n{summary}\n\n"
    "Saludos cordiales\n{company}",
    "madam_or_sir": "",
})
