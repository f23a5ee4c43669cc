"""Corrections that stick: what people said of statements and speakers, kept beside the record and held to in every reading.

The record always shows statements as corrected; the model's own reading of each can be had at any time.
"""

from onrecord.store.corrections.acts import Act, Correction, Deed, Target
from onrecord.store.corrections.standing import write_amended
from onrecord.store.corrections.view import Corrections

__all__ = ["Act", "Correction", "Corrections", "Deed", "Target", "write_amended"]
