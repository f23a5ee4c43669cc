"""Words and their scope to conditions on `statements AS s`.

In the content alone a tree of words is one question of one vector. Around it the words of a statement stand in several places (the
rest of its paragraphs, the names of its speaker, its addressee, its article's title), each with an index of its own; so every word
or phrase is asked of each, and the tree is written in SQL.
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.match import Expressions, has_near
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.query import Scope
from onrecord.store.words import And, Leaf, Node, Not, Or

MOST_TITLES = 500  # articles named one by one; where more have the word in their title, it is a common one


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
        self._expressions = Expressions(tokens)
        self._scope = scope
        self._are_few = are_few

    def of(self, node: Node) -> Clause:
        """Return what must hold of a statement in which the tree fits; NOTHING if nothing can."""
        if self._scope is Scope.CONTENT:
            return self._in("content_words", node)
        match node:
            case And(parts=parts):
                return _joined(" AND ", [self.of(part) for part in parts])
            case Or(parts=parts):
                return _joined(" OR ", [self.of(part) for part in parts])
            case Not(keep=keep, drop=drop):
                kept, dropped = self.of(keep), self.of(drop)
                return Clause(sql=f"({kept.sql} AND NOT coalesce({dropped.sql}, FALSE))", values=(*kept.values, *dropped.values))
            case _:
                return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> Clause:
        places = [self._in(column, leaf) for column in ("content_words", "words")]
        asked = self._expressions.of(leaf)
        if self._scope is Scope.ANYWHERE and asked is not None:
            speakers = [row[0] for row in self._server.rows("SELECT number FROM speakers WHERE words @@ %s::tsquery", asked)]
            places += [Clause(sql="s.speaker = ANY(%s)", values=(speakers,)), self._in("addressee_words", leaf), self._titled(asked)]
        return _joined(" OR ", [place for place in places if place is not NOTHING])

    def _titled(self, asked: str) -> Clause:
        sql = "SELECT number FROM articles WHERE title_words @@ %s::tsquery"
        found = [row[0] for row in self._server.rows(f"{sql} LIMIT %s", asked, MOST_TITLES)]
        if len(found) < MOST_TITLES:
            return Clause(sql="s.article = ANY(%s)", values=(found,))
        if self._are_few:  # then the titles of the statements looked at are sooner looked at than all titles that have the word
            return Clause(sql="coalesce((SELECT t.title_words @@ %s::tsquery FROM articles AS t WHERE t.number = s.article), FALSE)", values=(asked,))
        return Clause(sql=f"s.article IN ({sql})", values=(asked,))

    def _in(self, column: str, node: Node) -> Clause:
        loose = self._expressions.of(node, is_loose=True)
        if loose is None:
            return NOTHING
        if not has_near(node):
            return Clause(sql=f"s.{column} @@ %s::tsquery", values=(loose,))
        # The index is asked for the words alone: NEAR, written out, is long, and is looked at only where all are there.
        return Clause(sql=f"(s.{column} @@ %s::tsquery AND ts_match_vq(s.{column}, %s::tsquery))", values=(loose, self._expressions.of(node)))


def _joined(operator: str, clauses: list[Clause]) -> Clause:
    if not clauses:
        return NOTHING
    return Clause(sql=f"({operator.join(clause.sql for clause in clauses)})", values=tuple(value for clause in clauses for value in clause.values))
