"""The questions that docs/scale.md puts to DuckDB, asked of the example articles: each is answered, and as the record answers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from onrecord.arrow import Plan
from onrecord.read import articles
from onrecord.records import Reading, Rejected, Stance
from onrecord.run import readings
from onrecord.run.arrow.output import readings_in
from onrecord.run.relating import relate
from onrecord.store import Query, Record
from onrecord.store.forms.flat import joined

from ..store.made import person, reading_of
from .folders import related, written

ROOT = Path(__file__).parents[2]
QUESTIONS = re.findall(r"^```sql\n(.*?)^```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
WIRE = " ".join(f"The ferry left Orlanz at {n} and the harbour master counted {n * 7} crates." for n in range(40))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[tuple[object, ...]]], Record]:
    folder = tmp_path_factory.mktemp("scale")
    said = folder / "said"
    outcomes = list(readings(articles([ROOT / "examples"]), Plan(effort="fast")))
    copies = [reading_of((person("Ada Finch"), WIRE), url=f"https://{n}.example/1", outlet=f"Paper {n}", published=f"2031-09-0{n}") for n in (2, 1)]
    written([*outcomes, *copies, Rejected(where="a.pdf", reason="it is a PDF file; expected text. Leave it out.")], said)
    record = Record(folder / "r.db")
    record.add_many([one for one in readings_in(said) if isinstance(one, Reading)])
    list(relate(record))
    related(record, said)
    with duckdb.connect() as db:
        db.execute(f"SET file_search_path = '{folder}'")
        found = {question: db.sql(question) for question in QUESTIONS if not question.startswith("CREATE") or db.execute(question) is None}
        return {question: answer.fetchall() for question, answer in found.items()}, record


def answer_to(answers: dict[str, list[tuple[object, ...]]], word: str) -> list[tuple[object, ...]]:
    (found,) = (answer for question, answer in answers.items() if word in question)
    return found


def test_every_question_has_an_answer(answers: tuple[dict[str, list[tuple[object, ...]]], Record]) -> None:
    assert len(answers[0]) == len(QUESTIONS) - 1 == 7
    assert all(answers[0].values())


def test_the_answers_are_those_of_the_record(answers: tuple[dict[str, list[tuple[object, ...]]], Record]) -> None:
    found, record = answers
    unnamed = Counter(hit.article.outlet for hit in record.statements() if hit.statement.speaker.kind.value in ("unnamed", "unknown"))
    for outlet, _, many, share in answer_to(found, "AS unnamed"):
        assert isinstance(many, int)
        assert isinstance(outlet, str | None)
        assert share == round(unnamed[outlet] / many, 3)
    assert sum(row[2] for row in answer_to(found, "AS unnamed") if isinstance(row[2], int)) == record.totals().statements
    denied = Query(speaker="Cornelia Vance", stance=Stance.DENIES, copies=True, limit=99)
    contents = sorted(joined(hit.statement, hit.article) for hit in record.search(denied))
    assert sorted(str(row[3]) for row in answer_to(found, "'denies'")) == contents != []
    stories = {story[1:3]: story[3] for story in answer_to(found, "first_printed_by")}
    assert stories[("Paper 1", 2)] == ["Paper 1", "Paper 2"]
    assert len(stories) == len(record.quotations.stories())
    assert ("Ada Finch", 1) in answer_to(found, "AS reports")
    assert answer_to(found, "FROM errors") == [("it is a PDF file", 1)]
