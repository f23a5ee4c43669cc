"""The same person in different articles: names are related, and suggestions weigh roles, company, dates and the registry."""

from __future__ import annotations

import pytest

from onrecord.records import SpeakerKind
from onrecord.relate.same import Lore, RoleSeen, Seen, suggestions, twins
from onrecord.relate.same.names import relation, taken_apart
from onrecord.relate.same.pairs import pairs

SHORT = {"Bob": frozenset(["Robert"]), "Liz": frozenset(["Elizabeth"])}
LORE = Lore(short_of=SHORT, country_of={"Ostra": "Ostra", "Ostran": "Ostra", "Tarsovian": "Tarsovia", "Tarsovia": "Tarsovia"})


def seen(name: str, *articles: int, role: str | None = None, kind: SpeakerKind = SpeakerKind.PERSON, day: int = 740_000) -> Seen:
    roles = (RoleSeen(words=role, articles=frozenset(articles), first=day, last=day),) if role else ()
    return Seen(name=name, kind=kind, statements=len(articles), articles=frozenset(articles), roles=roles, first=day, last=day)


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("Aurélie Montclair", "Aurelie Montclair", "SAME"),
        ("Volodymyr Brellskiy", "Volodymyr Brellskyy", "SPELLING"),
        ("Yulia Tarsova", "Iulia Tarsova", "SPELLING"),
        ("Ada Q. Finch", "Ada Finch", "MIDDLE"),
        ("Bob Mol", "Robert Mol", "NICKNAME"),
        ("J. Mol", "Jan Mol", "INITIAL"),
        ("Tan Li Wei", "Li Wei Tan", "ORDER"),
        ("Okafor Lund", "Ada Okafor Lund", "PART"),
        ("Enrico Pella", "Enrico Pella Nuñez", "SECOND"),
        ("Henrike Schuster", "Henrike Schuter", "SLIP"),
        ("Mol", "Jan Mol", "SURNAME"),
        ("Jan Mol", "Ann Mol", None),
        ("Jan A. Mol", "Jan B. Mol", None),
        ("Jan Mol Jr.", "Jan Mol Sr.", None),
        ("Jan", "Jan Mol", None),
    ],
)
def test_one_name_is_something_to_another_or_nothing(one: str, other: str, named: str | None) -> None:
    found = [relation(taken_apart(a), taken_apart(b), SHORT) for a, b in ((one, other), (other, one))]
    assert [f and f.name for f in found] == [named, named]


def scores(*all_seen: Seen, lore: Lore = LORE) -> dict[frozenset[str], float]:
    return {frozenset((s.keep.name, s.other.name)): s.score for s in suggestions(all_seen, lore, least=0.0)}


def test_the_same_role_and_company_speak_for_one_person() -> None:
    bare = scores(seen("Bob Mol", 1), seen("Robert Mol", 2))
    roles = scores(seen("Bob Mol", 1, role="harbour master of Halden"), seen("Robert Mol", 2, role="Halden harbour master"))
    company = scores(seen("Bob Mol", 1), seen("Robert Mol", 2), seen("Lena Sund", 1, 2), seen("Osric Quill", 1, 2))
    (pair,) = bare
    assert bare[pair] < company[pair] < 1
    assert bare[pair] < roles[pair] < 1


def test_two_who_speak_in_one_article_or_for_two_countries_are_hardly_one() -> None:
    bare = scores(seen("Bob Mol", 1), seen("Robert Mol", 2))
    together = scores(seen("Bob Mol", 1), seen("Robert Mol", 1, 2))
    countries = scores(seen("Bob Mol", 1, role="Ostran minister"), seen("Robert Mol", 2, role="Tarsovian consul"))
    (pair,) = bare
    assert together[pair] < bare[pair]
    assert countries[pair] < bare[pair]


def test_a_bare_surname_is_suggested_only_where_few_bear_it() -> None:
    one = scores(seen("Mol", 1), seen("Jan Mol", 2))
    many = scores(seen("Mol", 1), *(seen(f"{given} Mol", n) for n, given in enumerate(["Jan", "Ann", "Piet", "Els"], 2)))
    assert one[frozenset(("Mol", "Jan Mol"))] > 0.5 > many[frozenset(("Mol", "Jan Mol"))]


def test_the_registry_makes_one_and_tells_apart() -> None:
    same = Lore(short_of=SHORT, ids_of=lambda name: frozenset(["Q1"]))
    two = Lore(short_of=SHORT, ids_of=lambda name: frozenset([f"Q{len(name)}"]))
    pair = frozenset(("Bob Mol", "Robert Mol"))
    both = (seen("Bob Mol", 1), seen("Robert Mol", 2))
    assert scores(*both, lore=two)[pair] < scores(*both)[pair] < scores(*both, lore=same)[pair]


def test_what_was_refused_is_not_suggested_again() -> None:
    both = (seen("Ada Q. Finch", 1), seen("Ada Finch", 2))
    assert len(list(suggestions(both, LORE))) == 1
    assert list(suggestions(both, LORE, refused={frozenset(("Ada Finch", "Ada Q. Finch"))})) == []


def test_the_fuller_or_more_used_name_is_kept_and_reasons_are_told() -> None:
    (one,) = suggestions((seen("Finch", 1, 2, 3), seen("Ada Finch", 4)), LORE)
    assert (one.keep.name, one.other.name) == ("Ada Finch", "Finch")
    assert "one is only the other's surname" in one.reasons


def test_bodies_meet_by_their_initials() -> None:
    body = SpeakerKind.ORGANISATION
    assert scores(seen("Harbour Safety Board", 1, kind=body), seen("HSB", 2, kind=body), seen("Lena Sund", 1, 2), seen("Ed Mol", 1, 2))


def test_a_name_with_offices_of_two_countries_may_be_two_people() -> None:
    first = RoleSeen(words="Ostran minister", articles=frozenset([1, 2]), first=740_000, last=740_010)
    second = RoleSeen(words="Tarsovian consul", articles=frozenset([3, 4]), first=740_000, last=740_010)
    name = Seen(name="Jan Mol", kind=SpeakerKind.PERSON, statements=4, articles=frozenset([1, 2, 3, 4]), roles=(first, second))
    (found,) = twins([name], LORE)
    assert (found.one, found.other, found.articles) == ("Ostran minister", "Tarsovian consul", frozenset([3, 4]))
    assert list(twins([name], LORE, refused={"Jan Mol"})) == []


def test_each_pair_is_compared_once_and_few_of_many() -> None:
    names = [
        seen(f"{a}{b} {c}ovich", n) for n, (a, b, c) in enumerate((a, b, c) for a in "BDFGKL" for b in ("an", "en", "il") for c in "BDFGKLMNPRST")
    ]
    found = list(pairs(names))
    assert len(found) == len(set(found))
    assert all(a < b for a, b in found)
    assert len(found) < len(names) ** 2 / 10
