"""Wire copies are one story; reports of one event are not."""

from __future__ import annotations

import random

from onrecord.records import Article
from onrecord.relate.stories import LEAST_KEYS, article_keys, is_copy

NOUNS = "crane dock harbour winter lantern quay barrel herring clerk ledger storm bridge pilot rope engine wage vote mayor union cargo".split()
VERBS = "lifts leaves signs weighs holds closes counts burns paints crosses orders misses carries buries greets follows".split()


def text(seed: int, sentences: int = 25) -> list[str]:
    pick = random.Random(seed).choice
    return [f"The {pick(NOUNS)} {pick(VERBS)} a {pick(NOUNS)} and the {pick(NOUNS)} {pick(VERBS)} no {pick(NOUNS)}." for _ in range(sentences)]


def article(*sentences: str, agency: str | None = None) -> Article:
    return Article(text="\n\n".join(sentences), paragraphs=(), agency=agency)


def are_found(one: Article, other: Article) -> bool:
    return len(article_keys(one) & article_keys(other)) >= LEAST_KEYS


def test_a_copy_cut_at_the_end_with_a_new_lead_is_a_copy() -> None:
    whole = text(1)
    wire, copy = article(*whole, agency="AKA"), article("A lead of our own, written in haste.", *whole[:14], agency="AKA")
    assert is_copy(wire, copy)
    assert is_copy(copy, wire)
    assert are_found(wire, copy)


def test_reports_that_share_a_few_sentences_are_no_copies() -> None:
    one, other = text(1), text(2)
    mixed = article(*other[:18], *one[:7], agency="AKA")
    assert not is_copy(article(*one, agency="AKA"), mixed)


def test_a_round_up_is_no_copy_of_what_it_takes_in() -> None:
    one = text(1, 10)
    assert not is_copy(article(*one), article(*one, *text(2, 40)))


def test_two_agencies_are_two_reports_unless_nearly_all_is_the_same() -> None:
    one, other = text(1), text(2)
    mixed = [*one[:18], *other[:7]]
    assert is_copy(article(*one, agency="AKA"), article(*mixed, agency="AKA"))
    assert not is_copy(article(*one, agency="AKA"), article(*mixed, agency="Interwire"))
    assert is_copy(article(*one, agency="AKA"), article(*one, agency="Interwire"))


def test_short_articles_are_copies_only_if_they_are_equal() -> None:
    assert is_copy(article("The ferry did not sail today because of ice."), article("The ferry did not sail today, because of ice"))
    assert not is_copy(article("The ferry did not sail today because of ice."), article("The ferry did not sail today because of fog."))
    assert not is_copy(article(""), article(""))
