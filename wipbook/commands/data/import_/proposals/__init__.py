"""A mapping proposed from the files themselves: headers in several languages, values, codes of the workbook."""

from wipbook.commands.data.import_.proposals.model import Confidence, Proposal, ProposedColumn, Sample
from wipbook.commands.data.import_.proposals.propose import propose

__all__ = ["Confidence", "Proposal", "ProposedColumn", "Sample", "propose"]
