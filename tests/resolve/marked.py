"""Reads a case: a small text with its statements marked in it."""

from __future__ import annotations

import re
from typing import Any

from onrecord.records import Article, Finding, Findings, Manner, Span, Statement
from onrecord.resolve import resolve
from onrecord.resolve.linker import Linker

MARK = re.compile(r"<(/?)([sqc])(\d?)>")
PUBLISHED = "2031-03-14"
SHIPPED = Linker()


def findings_of(case: dict[str, Any]) -> tuple[Findings, int]:
    """Return the findings of a case, and the place of the one that it asks about."""
    text, spans = unmarked(case["text"].replace("\\n", "\n").replace("\\u0027", "'"))
    keys = sorted({key for _, key in spans}, key=lambda k: first(spans, k))
    parents = {"": str(case["parent"])} if "parent" in case else {}
    found = [finding(text, spans, key, keys.index(parents[key]) if key in parents else None) for key in keys]
    paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"[^\n]+", text))
    published = case.get("published", PUBLISHED) or None
    article = Article(text=text, paragraphs=paragraphs, published=published, agency=case.get("agency"), title=case.get("title"))
    return Findings(article=article, findings=tuple(found), made_by="hand"), keys.index("")


def unmarked(marked: str) -> tuple[str, dict[tuple[str, str], list[Span]]]:
    """Return the text without its marks, and what they marked.

    >>> unmarked("<s>He</s> said")
    ('He said', {('s', ''): [Span(start=0, end=2)]})
    """
    text, at = "", 0
    opened: dict[tuple[str, str], int] = {}
    spans: dict[tuple[str, str], list[Span]] = {}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        key = (match[2], match[3])
        if match[1]:
            spans.setdefault(key, []).append(Span(start=opened.pop(key), end=len(text)))
        else:
            opened[key] = len(text)
    return text + marked[at:], spans


def first(spans: dict[tuple[str, str], list[Span]], key: str) -> int:
    return spans[("c", key)][0].start


def finding(text: str, spans: dict[tuple[str, str], list[Span]], key: str, parent: int | None) -> Finding:
    content = tuple(spans[("c", key)])
    words = " ".join(c.of(text) for c in content)
    manner = Manner.DIRECT if words.startswith("“") and words.endswith("”") else Manner.MIXED if "“" in words else Manner.INDIRECT
    cue, source = spans.get(("q", key)), spans.get(("s", key))
    return Finding(
        content=content,
        cue=cue[0] if cue else None,
        source=source[0] if source else None,
        manner=manner,
        confidence=1.0,
        source_confidence=1.0,
        parent=parent,
    )


def statement_of(case: dict[str, Any]) -> tuple[Statement, str]:
    """Return the statement that a case asks about, resolved, and the text."""
    findings, place = findings_of(case)
    return resolve(findings, linker=SHIPPED).statements[place], findings.article.text


def misses(case: dict[str, Any]) -> list[str]:
    """Return what differs from what the case expects."""
    statement, text = statement_of(case)
    speaker = statement.speaker
    got: dict[str, str | None] = {
        "speaker": folded(speaker.name),
        "kind": speaker.kind.value,
        "reason": speaker.reason.value if speaker.reason else None,
        "role": speaker.role,
        "stance": statement.stance.value if statement.stance else None,
        "addressee": statement.addressee.of(text) if statement.addressee else "",
        "occasion": statement.occasion.of(text) if statement.occasion else "",
        "said_on": statement.said_on or "",
        "via": statement.via or "",
    }
    wrong = [
        f"{slot}: {got[slot]!r}, not {case[slot]!r}"
        for slot in got
        if slot in case and got[slot] != (folded(case[slot]) if slot == "speaker" else case[slot])
    ]
    if "speaker_any" in case and got["speaker"] not in [folded(n) for n in case["speaker_any"]]:
        wrong.append(f"speaker: {got['speaker']!r}, not one of {case['speaker_any']}")
    for slot in ("speaker", "occasion"):
        if f"{slot}_has" in case and (case[f"{slot}_has"].lower() not in (got[slot] or "").lower()):
            wrong.append(f"{slot}: {got[slot]!r}, without {case[f'{slot}_has']!r}")
    return wrong


def folded(name: str | None) -> str | None:
    """Return a name in small letters, without an article at its head.

    >>> folded("The Harbour Board")
    'harbour board'
    """
    return re.sub(r"^(?:the|a|an) ", "", name.casefold()) if name else None
