"""A tree of words, written in PostgreSQL's own search syntax, so that it fits what the other store's fits.

Nothing of what the user typed reaches that syntax but the letters and digits of folded words, in quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.errors import QueryError
from onrecord.store.postgres.tokens import Tokens, neighbours
from onrecord.store.words import And, Near, Node, Not, Or, Phrase, leaves, phrase_of

MOST_NEAR = 20_000  # pairs of words that one NEAR may come to


class Expressions:
    """Writes trees."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def of(self, node: Node, *, is_loose: bool = False) -> str | None:
        """Return the tree as a tsquery; None if nothing can fit, for there is no word in it that can be searched.

        A loose one asks, for NEAR, only that the words are there, and so may fit more than the tree does.

        >>> Expressions(Tokens()).of(Or(parts=(Phrase(words="cold war"), Phrase(words="interf", is_prefix=True))))
        "(('cold' <-> 'war') | 'interf':*)"
        """
        match node:
            case Phrase():
                return _joined(" <-> ", self._words(node))
            case Near(phrases=phrases, apart=apart):
                some = [words for phrase in phrases if (words := self._words(phrase))]
                return _joined(" & ", [word for words in some for word in words]) if is_loose else self._near(some, apart)
            case And(parts=parts):
                written = [self.of(part, is_loose=is_loose) for part in parts]
                return None if None in written else _joined(" & ", [part for part in written if part])
            case Or(parts=parts):
                return _joined(" | ", [either for part in parts if (either := self.of(part, is_loose=is_loose))])
            case Not(keep=keep, drop=drop):
                kept, dropped = self.of(keep, is_loose=is_loose), None if is_loose and has_near(drop) else self.of(drop)
                return kept if kept is None or dropped is None else f"({kept} & !{dropped})"

    def neighbours(self, node: Node) -> list[int]:
        """Return the numbers of neighbouring words that every hit has, as `tokens.neighbours` makes them.

        >>> Expressions(Tokens()).neighbours(And(parts=(Phrase(words="cold war interf", is_prefix=True), Phrase(words="gulls"))))
        [396]
        """
        match node:
            case Phrase():
                words = self._tokens.of(node.words)
                return neighbours(words[:-1] if node.is_prefix else words)
            case Near(phrases=phrases):
                return [number for phrase in phrases for number in self.neighbours(phrase)]
            case And(parts=parts):
                return [number for part in parts for number in self.neighbours(part)]
            case Or():
                return []
            case Not(keep=keep):
                return self.neighbours(keep)

    def any_word(self, node: Node) -> str | None:
        """Return a tsquery of all single words that a hit may hold: what it is ranked by."""
        phrases = [phrase for leaf in leaves(node) for phrase in (leaf.phrases if isinstance(leaf, Near) else (leaf,))]
        return _joined(" | ", list(dict.fromkeys(word for phrase in phrases for word in self._words(phrase))))

    def _words(self, phrase: Phrase) -> list[str]:
        words = [f"'{word}'" for word in self._tokens.of(phrase.words)]
        if words and phrase.is_prefix:
            words[-1] += ":*"
        return words

    def _near(self, phrases: Sequence[list[str]], apart: int) -> str | None:
        """Return phrases near one another: any of them may be the first, and all others begin so soon after its last word."""
        if len(phrases) < 2:
            return _joined(" <-> ", phrases[0]) if phrases else None
        if len(phrases) * (len(phrases) - 1) * (apart + 2) > MOST_NEAR:
            raise QueryError(f"words: NEAR of {len(phrases)} phrases within {apart} words; fewer or nearer were expected. Ask for fewer of them.")
        return _joined(" | ", [self._first(phrases, place, apart) for place in range(len(phrases))])

    def _first(self, phrases: Sequence[list[str]], place: int, apart: int) -> str:
        first, others = phrases[place], [phrase for other, phrase in enumerate(phrases) if other != place]
        soon = [" | ".join(f"{first[-1]} <{n}> {_joined(' <-> ', other)}" for n in range(apart + 2)) for other in others]
        return f"({_joined(' <-> ', first)} <0> ({' & '.join(f'({after})' for after in soon)}))"


def has_near(node: Node) -> bool:
    """Say whether there is any NEAR in the tree."""
    return any(isinstance(leaf, Near) for leaf in leaves(node, with_dropped=True))


def one_word(tokens: Tokens, phrase: Phrase) -> str | None:
    """Return the word, if the phrase is one whole word."""
    words = [] if phrase.is_prefix else tokens.of(phrase.words)
    return words[0] if len(words) == 1 else None


def name_of(tokens: Tokens, column: str, name: str) -> str | None:
    """Return a name, or some whole words of one, as a tsquery; QueryError if there is no word in it."""
    phrase = phrase_of(name)
    if phrase is None:
        raise QueryError(f"{column}: {name!r} has no word in it; a name or part of one was expected. Leave it out to search all.")
    return Expressions(tokens).of(phrase)


def _joined(operator: str, parts: Sequence[str]) -> str | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return f"({operator.join(parts)})"
