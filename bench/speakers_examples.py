"""The examples: gold speakers and particulars of every statement."""

from __future__ import annotations


def report(half: str) -> None:
    print(half)
