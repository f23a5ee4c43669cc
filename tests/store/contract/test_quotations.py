"""What the record keeps of quotations and stories is what the rules alone would say, however it came there."""

from __future__ import annotations

import random

import pytest

from onrecord.errors import QueryError
from onrecord.records import Article, Manner, Reading, Span
from onrecord.relate.quotations import join
from onrecord.relate.shelves import MemoryShelf
from onrecord.run.relating import printings_of, relate
from onrecord.store import AnyRecord, Query

from ..made import person, statement_of

SAID = [
    ("Dagny Lorn", "We will finish the harbour bridge before the winter storms come, and no senator is going to stop us."),
    ("Lorn", "We will finish the harbour bridge before the winter storms come"),
    ("Dagny Lorn", "no senator is going to stop us"),
    ("Igor Brell", "We will finish the harbour bridge before the winter storms come"),
    ("Dagny Lorn", "We will not finish the harbour bridge before the winter storms come"),
    ("Maren Quill", "Every barrel of herring that leaves this quay pays twelve crowns to a company nobody has ever seen"),
    ("Quill", "every barrel of herring [in port] … pays twelve crowns to a company nobody has ever seen"),
    ("Maren Quill", "a company nobody has ever seen"),
]
WIRE = " ".join(f"Crane {n} of the harbour, built in {1900 + n}, has lifted {n * n} barrels since flood number {n // 3}." for n in range(30))


def reading(number: int, *said: tuple[str, str], made_by: str = "model-1", **article: object) -> Reading:
    text, spans = f"Article {number}.\n\n", []
    for name, words in said:
        text += f"{name} said “{words}”\n\n"
        spans.append((name, Span(start=len(text) - len(words) - 4, end=len(text) - 2)))
    fields = {"url": f"https://news.example/{number}", "published": f"2031-03-{number + 1:02}", "outlet": f"Paper {number % 3}"} | article
    made = Article(text=text, paragraphs=(Span(start=0, end=len(text)),), **fields)  # type: ignore[arg-type]
    statements = (statement_of(made, span, speaker=person(name), manner=Manner.DIRECT, made_by=made_by) for name, span in spans)
    return Reading(article=made, statements=tuple(statements))


READINGS = [reading(number, said, SAID[(number * 3) % len(SAID)]) for number, said in enumerate(SAID)]


def kept(record: AnyRecord) -> list[tuple[str, ...]]:
    list(relate(record))
    assert record.doctor() == ()
    return [tuple(sorted(quotation.statements)) for quotation in record.quotations.all()]


def from_rules(readings: list[Reading]) -> list[tuple[str, ...]]:
    shelf, ids = MemoryShelf(), dict[str, list[str]]()
    for statement, printing in (pair for reading in readings for pair in printings_of(reading)):
        join(shelf, [printing])
        ids.setdefault(printing.key, []).append(statement)
    found = (tuple(sorted(statement for key in keys for statement in ids[key])) for keys in shelf.clusters())
    return sorted((statements for statements in found if len(statements) > 1), key=min)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_in_any_parts_gives_what_the_rules_give(record: AnyRecord, seed: int) -> None:
    chance, readings = random.Random(seed), READINGS[:]
    chance.shuffle(readings)
    while readings:
        count = chance.randint(1, 4)
        record.add_many(readings[:count])
        readings = readings[count:]
        found = kept(record)
    assert found == from_rules(READINGS)
    assert list(relate(record)) == []


def test_an_article_read_again_leaves_nothing_of_what_it_was(record: AnyRecord) -> None:
    record.add_many(READINGS)
    kept(record)
    again = [Reading(article=r.article, statements=r.statements[:1]) for r in READINGS[:4]]
    record.add_many(again, made_by="model-2")
    assert kept(record) == from_rules([*again, *READINGS[4:]])


def test_another_speaker_makes_other_quotations(record: AnyRecord) -> None:
    one, other = reading(1, SAID[0]), reading(2, SAID[3])
    record.add_many([one, other])
    assert kept(record) == []
    record.corrections.correct(other.statements[0].id, speaker="Dagny Lorn")
    (quotation,) = kept(record)
    assert set(quotation) == {one.statements[0].id, other.statements[0].id}


def test_a_quotation_tells_who_printed_it_first_and_who_copied_whom(record: AnyRecord) -> None:
    first = reading(1, SAID[1], outlet="The Gull")
    wire = [reading(n, SAID[0], ("Lorn", WIRE), outlet=f"Copy {n}", agency="AKA") for n in (3, 4, 5)]
    record.add_many([*reversed(wire), first])
    kept(record)
    found = record.quotations.of(wire[0].statements[0].id[:8])
    assert found.quotation.statements[0] == first.statements[0].id
    assert found.quotation.id == min(found.quotation.statements)
    assert found.outlets == ("The Gull", "Copy 3", "Copy 4", "Copy 5")
    assert [len(report) for report in found.reports] == [1, 3]
    assert record.quotations.stories() == (tuple(r.article.id for r in wire),)
    assert [(copy.id, copy.outlet, copy.agency) for copy in record.quotations.copies_of(wire[2].article.id)] == [
        (r.article.id, r.article.outlet, "AKA") for r in wire
    ]
    assert record.quotations.copies_of(first.article.id) == ()
    assert record.quotations.most()[0] == found
    assert record.quotations.most(Query(words="bridge"), least=1)[0] == found
    assert record.quotations.most(Query(speaker="Quill"), least=1) == ()


def test_a_statement_without_quotation_marks_is_no_quotation(record: AnyRecord) -> None:
    made = reading(1, SAID[0])
    bare = statement_of(made.article, Span(start=0, end=7))
    alone = reading(2, ("Dagny Lorn", "No."), published=None)
    record.add_many([Reading(article=made.article, statements=(bare,)), alone])
    kept(record)
    with pytest.raises(QueryError, match="no words in quotation marks"):
        record.quotations.of(bare.id)
    assert record.quotations.of(alone.statements[0].id).quotation.statements == (alone.statements[0].id,)
