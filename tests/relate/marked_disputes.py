"""Reads a case of disputes: one or more small articles with numbered statements marked in them, and the links that are wanted."""

from __future__ import annotations

import re
from typing import Any

from onrecord.records import Article, Dispute, Findings, Reading, Span, digest
from onrecord.relate.disputes import between, in_article
from onrecord.relate.said import Said
from onrecord.resolve import resolve
from onrecord.run.disputing import saids
from tests.resolve.marked import finding, unmarked

Numbered = tuple[list[Reading], dict[str, str]]


def readings_of(case: dict[str, Any]) -> Numbered:
    """Return the readings of a case, and the number that it gives to each statement's id."""
    readings: list[Reading] = []
    numbers: dict[str, str] = {}
    for place, marked in enumerate(case["article"]):
        text, spans = unmarked(marked["text"])
        keys = sorted({key for part, key in spans if part == "c"}, key=lambda key: spans[("c", key)][0].start)
        paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
        article = Article(
            text=text, paragraphs=paragraphs, published=marked["published"], url=f"https://paper.example/{digest(case['name'])}/{place}"
        )
        found = tuple(finding(text, spans, key, None) for key in keys)
        readings.append(resolve(Findings(article=article, findings=found, made_by="hand")))
        numbers |= {statement.id: key for key, statement in zip(keys, readings[-1].statements, strict=True)}
    return readings, numbers


def links_between(articles: list[tuple[Said, ...]]) -> list[Dispute]:
    """Return all links within and between articles: the slow plain twin of relating a record."""
    found = [link for article in articles for link in in_article(article)]
    for article in articles:
        for other in articles:
            if other is not article:
                found += [link for said in article if (link := between(said, other)) is not None]
    return found


def named_links(case: dict[str, Any]) -> set[str]:
    """Return the links found in a case: `2>1 denies`."""
    readings, numbers = readings_of(case)
    links = links_between([saids(reading.article, reading.statements) for reading in readings])
    return {f"{numbers[link.by]}>{numbers[link.of]} {link.kind}" for link in links}


def wrong_and_missed(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the links that should not be there, and the wanted ones that are not."""
    found, wanted = named_links(case), [set(link.split("|")) for link in case["links"]]
    allowed = {link for group in wanted for link in group} | set(case.get("may", []))
    return sorted(found - allowed), ["|".join(sorted(group)) for group in wanted if not group & found]
