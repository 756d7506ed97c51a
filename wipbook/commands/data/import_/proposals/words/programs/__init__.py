"""What programs call their columns: labels of SAP in its languages, and labels and fields of others."""

from __future__ import annotations

from wipbook.commands.data.import_.proposals.words.programs import inner, others, sap, sap_asia

MODULES = (sap, sap_asia, others, inner)
