"""What people say of the record: the acts by which they correct it, in full, so that each can be done again elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records import Article, Speaker, Stance, Statement


class Act(StrEnum):
    """What a person did."""

    CORRECT = "correct"
    NOT_A_STATEMENT = "not-a-statement"
    NOTE = "note"
    MERGE = "merge"
    SPLIT = "split"
    KEEP_APART = "keep-apart"
    KEEP_TOGETHER = "keep-together"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an act is about: one statement, with enough of it to find it in another reading, or a whole article.

    `read` is the statement as the model read it and `words` is its content; both are None where the article is meant.
    """

    article: str
    url: str | None
    words: str | None = None
    read: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was said. `speaker` is who really said it (correct), who both are (merge), or the other of that name (split).

    `name` is the name that is merged into the speaker, or out of which the targets are taken. Two names that are kept apart are `speaker`
    and `name`; one that is kept together is `name`: these two acts only keep a suggestion from being made again. A speaker of unknown kind says
    that nobody can tell who said it. `undoes` is the number of the correction that is taken back.
    """

    act: Act
    targets: tuple[Target, ...] = ()
    speaker: Speaker | None = None
    stance: Stance | None = None
    name: str | None = None
    undoes: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A deed on record: its number, when it was done (UTC, ISO 8601), by whom as they named themselves, and what undid it."""

    number: int
    made: str
    deed: Deed
    made_by: str | None = None
    undone_by: int | None = None


def target_of(article: Article, read: Statement | None = None) -> Target:
    """Return the target that means this statement of the article, as it was read, or the whole article."""
    words = None if read is None else words_of(read, article.text)
    return Target(article=article.id, url=article.url, words=words, read=read)


def words_of(statement: Statement, text: str) -> str:
    """Return what was said, its parts joined by a blank."""
    return " ".join(span.of(text) for span in statement.content)
