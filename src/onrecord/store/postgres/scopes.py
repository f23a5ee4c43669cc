"""Words and their scope to conditions on `statements AS s`.

In the content alone a tree of words is one question of one vector. Around it the words of a statement stand in several places (the
rest of its paragraphs, the names of its speaker, its addressee, its article's title), each with an index of its own; so every word
or phrase is asked of each, and the tree is written in SQL. Beside others, a common word is looked for in the statements that have the
others: to read of two indexes where it stands would take longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.store.postgres import common
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.match import Expressions, has_near, one_word
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.query import Scope
from onrecord.store.words import And, Leaf, Node, Not, Or, Phrase

_NAMING = (("s.speaker", "speakers", "words"), ("s.article", "articles", "title_words"))
MOST_NAMED = 500  # articles or speakers named one by one; where more have the word in their title or name, it is a common one


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A condition, and the values that it takes."""

    sql: str
    values: tuple[object, ...] = ()


NOTHING = Clause(sql="FALSE")


class Scoped:
    """Writes the conditions of one scope: with `are_few`, for one who looks at the newest hits and no further."""

    def __init__(self, server: Server, tokens: Tokens, scope: Scope, *, are_few: bool) -> None:
        self._server = server
        self._tokens = tokens
        self._expressions = Expressions(tokens)
        self._scope = scope
        self._are_few = are_few

    def of(self, node: Node) -> Clause:
        """Return what must hold of a statement in which the tree fits; NOTHING if nothing can."""
        if self._scope is Scope.CONTENT:
            return self._in_content(node)
        match node:
            case And(parts=parts):
                return _joined(" AND ", [*self._all_of(parts)])
            case Or(parts=parts):
                return _joined(" OR ", [self.of(part) for part in parts])
            case Not(keep=keep, drop=drop):
                kept, dropped = self.of(keep), self.of(drop)
                return Clause(sql=f"({kept.sql} AND NOT coalesce({dropped.sql}, FALSE))", values=(*kept.values, *dropped.values))
            case _:
                return self._leaf(node)

    def _in_content(self, node: Node) -> Clause:
        neighbours = self._expressions.neighbours(node)
        if not neighbours:
            return self._in("content_words", node)
        # Those that have all words of a phrase are many more than those that have it, so the index of words is no help with a phrase alone.
        clause = self._in("content_words", node, by_index=not isinstance(node, Phrase))
        return Clause(sql=f"(s.neighbours @> %s::smallint[] AND {clause.sql})", values=(neighbours, *clause.values))

    def _all_of(self, parts: Sequence[Node]) -> Iterator[Clause]:
        frequent = [part for part in parts if isinstance(part, Phrase) and self._is_common(part)]
        for part in parts:
            yield self._leaf(part, by_index=False) if part in frequent and len(frequent) < len(parts) else self.of(part)

    def _is_common(self, phrase: Phrase) -> bool:
        word = one_word(self._tokens, phrase)
        return word is not None and common.is_common(self._server, word)

    def _leaf(self, leaf: Leaf, *, by_index: bool = True) -> Clause:
        places = [self._in(column, leaf, by_index=by_index) for column in ("content_words", "words")]
        asked = self._expressions.of(leaf)
        if self._scope is Scope.ANYWHERE and asked is not None:
            places += [self._in("addressee_words", leaf, by_index=by_index)]
            places += [self._named(*table, asked, by_index=by_index) for table in _NAMING]
        return _joined(" OR ", [place for place in places if place is not NOTHING])

    def _named(self, column: str, table: str, words: str, asked: str, *, by_index: bool) -> Clause:
        """Return that a statement's article or speaker has the word in its title or name."""
        sql = f"SELECT number FROM {table} WHERE {words} @@ %s::tsquery"
        if by_index:
            found = [row[0] for row in self._server.rows(f"{sql} LIMIT %s", asked, MOST_NAMED)]
            if len(found) < MOST_NAMED:
                return Clause(sql=f"{column} = ANY(%s)", values=(found,))
            if not self._are_few:
                return Clause(sql=f"{column} IN ({sql})", values=(asked,))
        # Then those of the statements looked at are sooner looked at than all that have the word.
        return Clause(sql=f"coalesce((SELECT n.{words} @@ %s::tsquery FROM {table} AS n WHERE n.number = {column}), FALSE)", values=(asked,))

    def _in(self, column: str, node: Node, *, by_index: bool = True) -> Clause:
        loose, whole = self._expressions.of(node, is_loose=True), self._expressions.of(node)
        if loose is None:
            return NOTHING
        if not by_index:
            return Clause(sql=f"ts_match_vq(s.{column}, %s::tsquery)", values=(whole,))
        if not has_near(node):
            return Clause(sql=f"s.{column} @@ %s::tsquery", values=(loose,))
        # The index is asked for the words alone: NEAR, written out, is long, and is looked at only where all are there.
        return Clause(sql=f"(s.{column} @@ %s::tsquery AND ts_match_vq(s.{column}, %s::tsquery))", values=(loose, whole))


def _joined(operator: str, clauses: list[Clause]) -> Clause:
    if not clauses:
        return NOTHING
    return Clause(sql=f"({operator.join(clause.sql for clause in clauses)})", values=tuple(value for clause in clauses for value in clause.values))
