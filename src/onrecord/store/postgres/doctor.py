"""Looks a PostgreSQL record over: every hash, every span, what is hidden, and the text vectors against the texts.

The files and the references between rows are the server's to keep; `amcheck` and its checksums look after those.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import OnrecordError
from onrecord.records import Reading
from onrecord.store.answers import Problem
from onrecord.store.called import words_for
from onrecord.store.checks import check_reading
from onrecord.store.corrections import standing
from onrecord.store.postgres import load, settle, versions
from onrecord.store.postgres.connection import Server
from onrecord.store.postgres.tables import ServerTables
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.postgres.vectors import columns_of, title_vector

_VECTORS = """
    SELECT s.id FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[]) AS w (id, content_words, words, addressee_words, neighbours)
    JOIN statements AS s ON s.id = w.id
    WHERE (s.content_words, s.words, s.addressee_words, s.neighbours)
      IS DISTINCT FROM (w.content_words::tsvector, w.words::tsvector, w.addressee_words::tsvector, w.neighbours::smallint[])
    ORDER BY s.id
"""
_OF_ARTICLES = "SELECT count(*) FROM statements AS s JOIN articles AS a ON a.number = s.article WHERE "
_OUTLETS = "(s.outlet, s.agency) IS DISTINCT FROM (a.outlet, a.agency)"
_NAMED = "SELECT count(*) FROM statements AS s LEFT JOIN speakers AS p ON p.number = s.speaker WHERE s.name IS DISTINCT FROM name_key(p.name)"
_CALLED = """
    SELECT s.id FROM unnest(%s::text[], %s::text[]) AS w (id, called) JOIN statements AS s ON s.id = w.id WHERE s.called IS DISTINCT FROM w.called
"""
_WORDS = """
    SELECT count(DISTINCT word) FROM (SELECT * FROM word_days WHERE statements <> 0) AS kept FULL JOIN word_days_now AS now USING (word, day)
    WHERE kept.statements IS DISTINCT FROM now.statements
"""
_LOST = "SELECT count(*) FROM copies AS c WHERE NOT EXISTS (SELECT 1 FROM articles WHERE number = c.story)"
_UNUSED = "SELECT name FROM speakers AS p WHERE NOT EXISTS (SELECT 1 FROM statements WHERE speaker = p.number) ORDER BY number"


_TALLIES = """
    SELECT DISTINCT "by" FROM (SELECT * FROM tallies WHERE statements <> 0) AS kept FULL JOIN tallies_now AS now USING ("by", month, number, name)
    WHERE kept.statements IS DISTINCT FROM now.statements ORDER BY 1
"""


def problems(server: Server, tokens: Tokens) -> Iterator[Problem]:
    """Yield what is wrong with the record; nothing if it is sound."""
    last = 0
    while numbers := load.page_after(server, "articles", last):
        for number in numbers:
            yield from _article(server, tokens, number)
        last = numbers[-1]
    for (name,) in server.rows(_UNUSED):
        yield Problem(where=f"speaker {name!r}", what="no statement is theirs")
    for url in versions.wrong(server):
        yield Problem(where=f"page {url}", what="another of its versions is marked as the newest than is")
    for told in standing.wrong(ServerTables(server, tokens)):
        yield Problem(where="corrections", what=f"{told}; `onrecord corrections --renew` mends it")
    for table in ("renamed", "stale", "unsettled"):
        if many := _many(server, f"SELECT count(*) FROM {table}"):
            yield Problem(where="search index", what=f"{many} changes noted in {table} were never taken over; write to the record once more")
    if many := settle.wrongly_hidden(server):
        yield Problem(where="hidden", what=f"{many} statements are shown that should be hidden, or hidden that should be shown")
    if many := _many(server, _OF_ARTICLES + _OUTLETS):
        yield Problem(where="outlets", what=f"{many} statements are kept with another outlet or agency than their article")
    for (by,) in server.rows(_TALLIES):
        yield Problem(where="counts", what=f"the counts by {by} are not those of the statements")
    if many := _many(server, _WORDS):
        yield Problem(where="counts", what=f"the counts of {many} common words are not those of the statements")
    if many := _many(server, _NAMED):
        yield Problem(where="speakers", what=f"{many} statements are kept with another name than their speaker's")
    if many := _many(server, _LOST):
        yield Problem(where="copies", what=f"{many} articles are copies of a story that is not there")


def _many(server: Server, sql: str) -> int:
    ((many,),) = server.rows(sql)
    return int(many)


def _article(server: Server, tokens: Tokens, number: int) -> Iterator[Problem]:
    try:
        for reading in load.readings(server, [number]):
            check_reading(reading)
            yield from _words(server, tokens, reading)
    except (OnrecordError, ValueError) as error:
        yield Problem(where=f"article {number}", what=str(error))


def _words(server: Server, tokens: Tokens, reading: Reading) -> Iterator[Problem]:
    title = title_vector(tokens, reading.article)
    if reading.statements and server.one(
        "SELECT 1 FROM articles WHERE id = %s AND title_words IS DISTINCT FROM %s::tsvector", reading.article.id, title
    ):
        yield Problem(where="search index", what=f"the words of the title of article {reading.article.id} are not those of its text")
    said = [(statement, reading.article) for statement in reading.statements]
    for (statement,) in server.rows(_VECTORS, *columns_of(tokens, said)):
        yield Problem(where="search index", what=f"the words of statement {statement} are not those of its text")
    for (statement,) in server.rows(_CALLED, [s.id for s in reading.statements], [words_for(s, reading.article) for s in reading.statements]):
        yield Problem(where=f"statement {statement}", what="its speaker is kept under other words than those of its source")
