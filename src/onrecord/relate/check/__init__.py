"""Checked words: a quotation against the transcript of what was said."""

from onrecord.relate.check.check import check
from onrecord.relate.check.diff import diff, pieces
from onrecord.relate.check.grades import Check, Difference, Grade, Quoted, Reason
from onrecord.relate.check.heard import Heard, hear

__all__ = ["Check", "Difference", "Grade", "Heard", "Quoted", "Reason", "check", "diff", "hear", "pieces"]
