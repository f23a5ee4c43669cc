"""Puts the steps in order: read, find, resolve, store."""

from onrecord.run.local import Known, Outcome, Plan, read_into, reader, readings

__all__ = ["Known", "Outcome", "Plan", "read_into", "reader", "readings"]
