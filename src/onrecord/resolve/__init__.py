"""Findings -> statements: whom the source words mean, and the particulars of each saying."""

from onrecord.resolve.given import resolve_given
from onrecord.resolve.statements import VERSION, resolve

__all__ = ["VERSION", "resolve", "resolve_given"]
