from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from onrecord.records import Article, Reading, Rejected, Span
from onrecord.run import Known, Plan, read_into, readings

TEXTS = [
    "Maren Oduya said that the pier was closed. “It is over,” she said.",
    "According to the report, nobody was asked.",
    "It rained all day in Velmora.",
]


def article(text: str, language: str | None = "en") -> Article:
    return Article(text=text, paragraphs=(Span(start=0, end=len(text)),), language=language)


class Shelf:
    """The least that a record must do."""

    def __init__(self) -> None:
        self.readings: dict[tuple[str, str], Reading] = {}
        self.rejected: list[Rejected] = []

    def has(self, article_id: str, made_by: str) -> bool:
        return (article_id, made_by) in self.readings

    def add_many(self, readings: Iterable[Reading], *, made_by: str) -> None:
        self.readings |= {(r.article.id, made_by): r for r in readings}

    def reject(self, rejected: Rejected) -> None:
        self.rejected.append(rejected)


def test_what_could_not_be_read_passes_through_in_its_place() -> None:
    bad = Rejected(where="x", reason="broken")
    outcomes = list(readings([article(TEXTS[0]), bad, article(TEXTS[1])], Plan()))
    assert outcomes[1] is bad
    assert [len(o.statements) for o in outcomes if isinstance(o, Reading)] == [2, 1]


def test_two_processes_read_the_same_as_one() -> None:
    articles = [article(f"{text} Again, on day {n}.") for n in range(6) for text in TEXTS]
    assert list(readings(articles, Plan(processes=2))) == list(readings(articles, Plan()))


def test_an_article_is_read_once_even_when_it_comes_twice() -> None:
    shelf = Shelf()
    outcomes = list(read_into(shelf, [article(TEXTS[0]), article(TEXTS[0]), article(TEXTS[1])], Plan()))
    assert sorted(type(o).__name__ for o in outcomes) == ["Known", "Reading", "Reading"]
    assert all(isinstance(o, Known) for o in read_into(shelf, map(article, TEXTS[:2]), Plan()))
    assert len(shelf.readings) == 2


def test_an_unknown_language_is_kept_and_rejected_with_its_reason() -> None:
    kept, rejected = readings([article("Она сказала, что мост закрыт.", "ru")], Plan())
    assert isinstance(kept, Reading)
    assert kept.statements == ()
    assert isinstance(rejected, Rejected)
    assert "'ru' has no model" in rejected.reason


def test_confidence_can_be_asked_for() -> None:
    sure = [o for o in readings([article(TEXTS[0])], Plan(min_confidence=1.0)) if isinstance(o, Reading)]
    assert [len(o.statements) for o in sure] == [0]


def test_another_confidence_is_another_reading() -> None:
    shelf = Shelf()
    list(read_into(shelf, [article(TEXTS[0])], Plan()))
    (again,) = read_into(shelf, [article(TEXTS[0])], Plan(min_confidence=1.0))
    assert isinstance(again, Reading)
    assert again.statements == ()


def test_the_users_registry_names_an_office_and_is_part_of_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("Ada Finch\t\t\tchairman@Harbour Trust@2031-01-01@\n", encoding="utf-8")
    said = replace(article("The chairman of the Harbour Trust said that the pier was closed."), published="2031-03-14")
    outcomes = [next(readings([said], plan)) for plan in (Plan(), Plan(registry=path))]
    names = [o.statements[0].speaker.name for o in outcomes if isinstance(o, Reading)]
    assert names[1] == "Ada Finch" != names[0]
    assert Plan(registry=path).made_by != Plan().made_by
