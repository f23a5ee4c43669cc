"""The Python interface: what `import onrecord` gives. Records of the other rooms, with the words that their spans stand for."""

from onrecord.serve.python.checking import Checked, check
from onrecord.serve.python.reading import Reading, read, read_each
from onrecord.serve.python.record import ReadIn, Record
from onrecord.serve.python.related import Dispute, Quotation, SpeakerPage
from onrecord.serve.python.statements import Statement
from onrecord.serve.python.words import Words

__all__ = ["Checked", "Dispute", "Quotation", "ReadIn", "Reading", "Record", "SpeakerPage", "Statement", "Words", "check", "read", "read_each"]
