"""Readings to rows, in bulk. The caller holds the transaction, and whoever else writes waits; what comes in has been checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from onrecord.records import Article, Reading, Rejected, Span, Speaker, SpeakerKind, Statement
from onrecord.store.answers import Added
from onrecord.store.checks import printable
from onrecord.store.context import around
from onrecord.store.numbers import day_of
from onrecord.store.postgres import versions
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.search import PLACE_BITS
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.write import Made

ARTICLE = (
    *("number", "id", "sha256", "maker", "run", "published", "modified", "outlet", "agency", "language", "title", "byline", "section", "dateline"),
    *("credits", "photo_credit", "url", "original_url", "payload_digest", "place", "chain", "origins", "related", "mended", "paragraphs", "text"),
)
STATEMENT = (
    *("number", "id", "article", "maker", "outlet", "agency", "speaker", "parent", "speaker_confidence", "confidence", "manner", "stance", "reason"),
    *("role", "said_on", "via", "content", "cue", "source", "addressee", "occasion", "content_words", "words", "addressee_words"),
)
_SpeakerKey = tuple[str, str, int | None]


def write(server: Server, tokens: Tokens, batch: Sequence[Made], run: int | None) -> Added:
    """Write those of the readings, all of different articles, that are new or were made by another maker."""
    ids = [made.reading.article.id for made in batch]
    sql = "SELECT a.id, a.number, m.name FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ANY(%s)"
    there = {article_id: (number, maker) for article_id, number, maker in server.rows(sql, ids)}
    changed = [made for made in batch if there.get(made.reading.article.id, (0, None))[1] != made.made_by]
    replaced = {made.reading.article.id: there[made.reading.article.id][0] for made in changed if made.reading.article.id in there}
    _remove_statements(server, list(replaced.values()))
    _Batch(server, tokens, run, replaced).insert(sorted(changed, key=lambda made: day_of(made.reading.article.published)))
    versions.order(server, {url for made in changed if (url := made.reading.article.url) is not None})
    return Added(
        new=len(changed) - len(replaced),
        replaced=len(replaced),
        unchanged=len(batch) - len(changed),
        statements=sum(len(made.reading.statements) for made in changed),
    )


def reject(server: Server, rejected: Rejected, run: int | None) -> bool:
    """Keep what could not be read, once; say whether it is new."""
    row = (printable(rejected.where), printable(rejected.reason), run)
    return server.do("INSERT INTO rejected (place, reason, run) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", *row) == 1


def begin_run(server: Server, what: str, made_by: str, started: str) -> int:
    """Note a run of the reader and return its number."""
    maker = named(server, "makers", [made_by])[made_by]
    ((number,),) = server.rows("INSERT INTO runs (what, maker, started) VALUES (%s, %s, %s) RETURNING number", what, maker, started)
    return int(number)


def named(server: Server, table: str, names: Iterable[str | None]) -> dict[str | None, int | None]:
    """Return the numbers of names in their table, where they are put if they are new; None has none."""
    wanted = list(dict.fromkeys(name for name in names if name is not None))
    sql = f"SELECT name, number FROM {table} WHERE md5(name) = ANY(SELECT md5(unnest(%s::text[])))"
    found: dict[str | None, int | None] = dict(server.rows(sql, wanted))
    if new := [name for name in wanted if name not in found]:
        found |= dict(server.rows(f"INSERT INTO {table} (name) SELECT unnest(%s::text[]) RETURNING name, number", new))
    return {None: None, **found}


def vectors(tokens: Tokens, statement: Statement, article: Article) -> tuple[str, str, str | None]:
    """Return what the statement is found by: the vectors of its content, of all around it, and of its addressee."""
    content = " ".join(span.of(article.text) for span in statement.content)
    addressee = statement.addressee.of(article.text) if statement.addressee else None
    columns = (
        ("A", content), ("B", _rest(statement, article)), ("C", statement.speaker.name or ""), ("C", addressee or ""), ("D", article.title or "")
    )  # fmt: skip
    return tokens.vector([("", content)]), tokens.vector(columns), None if addressee is None else tokens.vector([("", addressee)])


def _rest(statement: Statement, article: Article) -> str:
    """Return the rest of the paragraphs around the content, as far as words are looked for in it."""
    context, out = around(article, statement.content), ""
    at = context.start
    for span in statement.content:
        out += article.text[at : span.start] + " "
        at = span.end
    return out + article.text[at : context.end]


def _remove_statements(server: Server, articles: list[int]) -> None:
    if not articles:
        return
    speakers = server.rows("DELETE FROM statements WHERE article = ANY(%s) RETURNING speaker", articles)
    unused = "number = ANY(%s) AND NOT EXISTS (SELECT 1 FROM statements WHERE speaker = speakers.number)"
    server.do(f"DELETE FROM speakers WHERE {unused}", list({row[0] for row in speakers if row[0] is not None}))


class _Batch:
    """The rows of one transaction, gathered, then written table by table."""

    def __init__(self, server: Server, tokens: Tokens, run: int | None, replaced: dict[str, int]) -> None:
        self._server = server
        self._tokens = tokens
        self._run = run
        self._articles = dict(replaced)
        self._is_there = frozenset(replaced)

    def insert(self, batch: Sequence[Made]) -> None:
        """Insert the readings, which stand in order of publication."""
        readings = [made.reading for made in batch]
        self._makers = self._named("makers", chain((m.made_by for m in batch), (s.made_by for r in readings for s in r.statements)))
        self._outlets = self._named("outlets", (reading.article.outlet for reading in readings))
        self._agencies = self._named("agencies", (reading.article.agency for reading in readings))
        self._insert_articles(batch)
        self._speakers = self._stored_speakers(readings)
        self._server.copy("statements", STATEMENT, self._statements(readings))

    def _named(self, table: str, names: Iterable[str | None]) -> dict[str | None, int | None]:
        return named(self._server, table, names)

    def _insert_articles(self, batch: Sequence[Made]) -> None:
        new = [made for made in batch if made.reading.article.id not in self._is_there]
        numbers = self._server.rows("SELECT nextval(pg_get_serial_sequence('articles', 'number')) FROM generate_series(1, %s)", len(new))
        self._articles |= {made.reading.article.id: row[0] for made, row in zip(new, numbers, strict=True)}
        self._server.copy("articles", ARTICLE, (self._article(made) for made in new))
        for made in batch:
            if made.reading.article.id in self._is_there:
                number, *row = self._article(made)
                columns = ", ".join(f"{column} = %s" for column in ARTICLE[1:])
                self._server.do(f"UPDATE articles SET {columns}, later = NULL WHERE number = %s", *row, number)

    def _article(self, made: Made) -> Row:
        a = made.reading.article
        return (
            self._articles[a.id], a.id, a.sha256, self._makers[made.made_by], self._run, a.published, a.modified, self._outlets[a.outlet],
            self._agencies[a.agency], a.language, a.title, a.byline, a.section, a.dateline, a.credits, a.photo_credit, a.url, a.original_url,
            a.payload_digest, printable(a.where), list(a.chain), [part for origin in a.origins for part in (origin.field, origin.source)],
            [part for link in a.related for part in (link.title, link.url)], list(a.mended), _edges(a.paragraphs), a.text,
        )  # fmt: skip

    def _stored_speakers(self, readings: Sequence[Reading]) -> dict[_SpeakerKey, int]:
        keys = dict.fromkeys(self._key(s.speaker, reading.article) for reading in readings for s in reading.statements if s.speaker.name is not None)
        wanted = "unnest(%s::text[], %s::text[], %s::bigint[])"
        sql = f"""SELECT p.name, p.kind, p.article, p.number FROM {wanted} AS k (name, kind, article)
                  JOIN speakers AS p ON md5(p.name) = md5(k.name) AND p.kind = k.kind AND coalesce(p.article, 0) = coalesce(k.article, 0)"""
        found: dict[_SpeakerKey, int] = {row[:3]: row[3] for row in self._server.rows(sql, *_columns(keys, 3))}
        new = [(*key, self._tokens.vector([("", key[0])])) for key in keys if key not in found]
        if new:
            values = "unnest(%s::text[], %s::text[], %s::bigint[], %s::text[]) AS k (name, kind, article, words)"
            added = f"""INSERT INTO speakers (name, kind, article, words) SELECT name, kind, article, words::tsvector FROM {values}
                        RETURNING name, kind, article, number"""
            found |= {row[:3]: row[3] for row in self._server.rows(added, *_columns(new, 4))}
        return found

    def _key(self, speaker: Speaker, article: Article) -> _SpeakerKey:
        assert speaker.name is not None
        return speaker.name, speaker.kind.value, self._articles[article.id] if speaker.kind is SpeakerKind.UNNAMED else None

    def _statements(self, readings: Sequence[Reading]) -> Iterator[Row]:
        many = sum(len(reading.statements) for reading in readings)
        # Asked for before the rows are copied: while they are, nothing else can be asked.
        places = iter([row[0] for row in self._server.rows("SELECT nextval('places') FROM generate_series(1, %s)", many)])
        days = ((reading, day_of(reading.article.published) << PLACE_BITS) for reading in readings)
        return (row for reading, day in days for row in self._rows(reading, [day + place for place in islice(places, len(reading.statements))]))

    def _rows(self, reading: Reading, numbers: Sequence[int]) -> Iterator[Row]:
        a = reading.article
        number_of: Callable[[str | None], int | None] = dict(zip((s.id for s in reading.statements), numbers, strict=True)).get  # type: ignore[assignment]
        for number, s in zip(numbers, reading.statements, strict=True):
            p = s.speaker
            yield (
                number, s.id, self._articles[a.id], self._makers[s.made_by], self._outlets[a.outlet], self._agencies[a.agency],
                None if p.name is None else self._speakers[self._key(p, a)], number_of(s.parent), p.confidence, s.confidence, s.manner.value,
                s.stance and s.stance.value, p.reason and p.reason.value, p.role, s.said_on, s.via, _edges(s.content),
                *(span and _edges((span,)) for span in (s.cue, s.source, s.addressee, s.occasion)), *vectors(self._tokens, s, a),
            )  # fmt: skip


def _edges(spans: Sequence[Span]) -> list[int]:
    return [edge for span in spans for edge in (span.start, span.end)]


def _columns(rows: Iterable[Row], count: int) -> list[list[object]]:
    """Return rows as columns, for PostgreSQL takes many values as a few arrays."""
    kept = list(rows)
    return [[row[place] for row in kept] for place in range(count)]
