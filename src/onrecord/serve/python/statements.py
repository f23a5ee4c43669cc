"""A statement as Python users have it: the frozen record, with the words that its spans stand for."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Article, Distance, Evidence, Manner, Span, Speaker, Stance
from onrecord.records import Statement as Bare
from onrecord.serve.lines import StatementLine, statement_line
from onrecord.serve.python.words import Words
from onrecord.store.answers import Hit
from onrecord.store.context import around

SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Statement:
    """One act of attribution, with its article. `content`, `cue`, `source`, `addressee` and `occasion` are `Words` of `article.text`.

    `bare` is the statement as it is kept: spans and no words. `matches` are the words of a search, where they stand in the
    content; of a statement that was not searched for there are none.
    """

    bare: Bare
    article: Article
    matches: tuple[Span, ...] = ()

    @classmethod
    def of(cls, hit: Hit) -> Statement:
        """Return the statement that the store gave."""
        return cls(bare=hit.statement, article=hit.article, matches=hit.matches)

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that follow from the article and the place of the statement."""
        return self.bare.id

    @property
    def content(self) -> Words:
        """What was said; a quotation that `he said` interrupts has two parts."""
        return Words.of(self.article.text, self.bare.content)

    @property
    def cue(self) -> Words | None:
        """The words that attribute."""
        return Words.at(self.article.text, self.bare.cue)

    @property
    def source(self) -> Words | None:
        """The words that name who said it."""
        return Words.at(self.article.text, self.bare.source)

    @property
    def speaker(self) -> Speaker:
        """Whom the source words mean: `name`, `kind`, `role` with `role_held` and `role_dates`, `confidence`; a `reason` where nobody is named."""
        return self.bare.speaker

    @property
    def manner(self) -> Manner:
        """Direct (all in quotation marks), indirect (none) or mixed."""
        return self.bare.manner

    @property
    def stance(self) -> Stance | None:
        """What the cue commits the source to."""
        return self.bare.stance

    @property
    def negated(self) -> bool:
        """Whether the article says that this was not said."""
        return self.bare.negated

    @property
    def distance(self) -> Distance | None:
        """Where the cue stands to the words: shares, neutral, doubts."""
        return self.bare.distance

    @property
    def addressee(self) -> Words | None:
        """To whom it was said."""
        return Words.at(self.article.text, self.bare.addressee)

    @property
    def occasion(self) -> Words | None:
        """Where, or at what, it was said."""
        return Words.at(self.article.text, self.bare.occasion)

    @property
    def said_on(self) -> str | None:
        """The day, month or year of the saying, in ISO 8601."""
        return self.bare.said_on

    @property
    def via(self) -> str | None:
        """By whose account it reached the article."""
        return self.bare.via

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that each particular was read from, and how sure the reading is."""
        return self.bare.evidence

    @property
    def confidence(self) -> float:
        """The calibrated chance, from 0 to 1, that this is a statement with about this content."""
        return self.bare.confidence

    @property
    def parent(self) -> str | None:
        """The id of the statement in whose content this one stands."""
        return self.bare.parent

    @property
    def made_by(self) -> str:
        """The finder, rules and resolver that made it, with their versions."""
        return self.bare.made_by

    @property
    def context(self) -> Words:
        """The paragraphs that the content stands in; of a very long one, the part around it."""
        return Words.of(self.article.text, (around(self.article, self.bare.content),))

    def to_dict(self) -> StatementLine:
        """Return the statement in the form of `--json`, which docs/json-lines.md describes."""
        return statement_line(self.bare, self.article)

    def __repr__(self) -> str:
        return f"<Statement {self.id[:8]} {self.speaker.name or 'unknown'}: {shortened(self.content)}>"


def shortened(words: str, most: int = SHOWN_CHARS) -> str:
    """Return the words on one line, cut where they are long.

    >>> shortened("He  said that\\nhe would not go.", 14)
    'He said that …'
    """
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 2].rstrip()} …"
