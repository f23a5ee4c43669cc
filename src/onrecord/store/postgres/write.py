"""Readings to rows, in bulk. The caller holds the transaction, and whoever else writes waits; what comes in has been checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

from onrecord.records import Reading, Span, Statement
from onrecord.store.answers import Added
from onrecord.store.called import words_for
from onrecord.store.checks import printable
from onrecord.store.evidence import packed_evidence
from onrecord.store.numbers import day_of
from onrecord.store.postgres import versions
from onrecord.store.postgres.connection import Row, Server
from onrecord.store.postgres.search import PLACE_BITS
from onrecord.store.postgres.speakers import Speakers, name_key
from onrecord.store.postgres.tokens import Tokens
from onrecord.store.postgres.vectors import title_vector, vectors
from onrecord.store.write import Made

ARTICLE = (
    *("number", "id", "sha256", "maker", "run", "published", "modified", "outlet", "agency", "language", "title", "byline", "section", "dateline"),
    *(
        "credits",
        "photo_credit",
        "url",
        "original_url",
        "payload_digest",
        "place",
        "chain",
        "origins",
        "related",
        "mended",
        "paragraphs",
        "text",
        "title_words",
    ),
)
STATEMENT = (
    *("number", "id", "article", "maker", "outlet", "agency", "speaker", "parent", "speaker_confidence", "confidence", "manner", "stance", "reason"),
    *("role", "said_on", "via", "content", "cue", "source", "addressee", "occasion", "content_words", "words", "addressee_words", "neighbours"),
    *("negated", "distance", "evidence", "name", "called", "role_held", "role_dates"),
)
_CHANGE = (
    "UPDATE statements SET speaker = %s, reason = %s, speaker_confidence = %s, role = %s, role_held = %s, role_dates = %s, stance = %s, "
    "evidence = %s, parent = %s WHERE number = %s"
)


def write(server: Server, tokens: Tokens, batch: Sequence[Made], run: int | None) -> Added:
    """Write those of the readings, all of different articles, that are new or were made by another maker."""
    ids = [made.reading.article.id for made in batch]
    sql = "SELECT a.id, a.number, m.name FROM articles AS a JOIN makers AS m ON m.number = a.maker WHERE a.id = ANY(%s)"
    there = {article_id: (number, maker) for article_id, number, maker in server.rows(sql, ids)}
    changed = [made for made in batch if there.get(made.reading.article.id, (0, None))[1] != made.made_by]
    replaced = {made.reading.article.id: there[made.reading.article.id][0] for made in changed if made.reading.article.id in there}
    _replace(server, tokens, replaced, changed, run)
    return Added(
        new=len(changed) - len(replaced),
        replaced=len(replaced),
        unchanged=len(batch) - len(changed),
        statements=sum(len(made.reading.statements) for made in changed),
    )


def rewrite(server: Server, tokens: Tokens, made: Made, run: int | None) -> None:
    """Write the reading in the place of what stands of its article, whoever made that."""
    there = server.rows("SELECT id, number FROM articles WHERE id = %s", made.reading.article.id)
    _replace(server, tokens, dict(there), [made], run)


def named(server: Server, table: str, names: Iterable[str | None]) -> dict[str | None, int | None]:
    """Return the numbers of names in their table, where they are put if they are new; None has none."""
    wanted = list(dict.fromkeys(name for name in names if name is not None))
    sql = f"SELECT name, number FROM {table} WHERE md5(name) = ANY(SELECT md5(unnest(%s::text[])))"
    found: dict[str | None, int | None] = dict(server.rows(sql, wanted))
    if new := [name for name in wanted if name not in found]:
        found |= dict(server.rows(f"INSERT INTO {table} (name) SELECT unnest(%s::text[]) RETURNING name, number", new))
    return {None: None, **found}


def change(server: Server, tokens: Tokens, article: int, changed: Sequence[Statement], gone: Collection[str]) -> None:
    """Let statements of the article stand with another speaker, stance or parent, and take others, given by id, away."""
    numbers: dict[str, int] = dict(server.rows("SELECT id, number FROM statements WHERE article = %s", article))
    speakers = Speakers(server, tokens)
    speakers.look_up((s.speaker, article) for s in changed)
    server.many(_CHANGE, [_changed(s, speakers.number(s.speaker, article), numbers) for s in changed])
    server.do("DELETE FROM statements WHERE number = ANY(%s)", [numbers[one] for one in gone])


def _changed(s: Statement, speaker: int | None, numbers: dict[str, int]) -> Row:
    who = s.speaker
    role = (who.role, who.role_held and who.role_held.value, who.role_dates)
    told = (speaker, who.reason and who.reason.value, who.confidence, *role, s.stance and s.stance.value, packed_evidence(s))
    return (*told, numbers[s.parent] if s.parent else None, numbers[s.id])


def _replace(server: Server, tokens: Tokens, old: dict[str, int], new: Sequence[Made], run: int | None) -> None:
    _remove_statements(server, list(old.values()))
    server.do("INSERT INTO unsettled SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING", list(old.values()))
    _Batch(server, tokens, run, old).insert(new)
    versions.order(server, {url for made in new if (url := made.reading.article.url)})


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
        self._speakers = Speakers(server, tokens)
        self._run = run
        self._articles = dict(replaced)
        self._is_there = frozenset(replaced)

    def insert(self, batch: Sequence[Made]) -> None:
        """Insert the readings: articles in the order given, statements in that of publication."""
        readings = sorted((made.reading for made in batch), key=lambda reading: day_of(reading.article.published))
        self._makers = self._named("makers", chain((m.made_by for m in batch), (s.made_by for r in readings for s in r.statements)))
        self._outlets = self._named("outlets", (reading.article.outlet for reading in readings))
        self._agencies = self._named("agencies", (reading.article.agency for reading in readings))
        self._insert_articles(batch)
        self._speakers.look_up((s.speaker, self._articles[s.article_id]) for reading in readings for s in reading.statements)
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
            title_vector(self._tokens, a),
        )  # fmt: skip

    def _statements(self, readings: Sequence[Reading]) -> Iterator[Row]:
        many = sum(len(reading.statements) for reading in readings)
        # Asked for before the rows are copied: while they are, nothing else can be asked.
        places = iter([row[0] for row in self._server.rows("SELECT nextval('places') FROM generate_series(1, %s)", many)])
        days = ((reading, day_of(reading.article.published) << PLACE_BITS) for reading in readings)
        return (row for reading, day in days for row in self._rows(reading, [day + place for place in islice(places, len(reading.statements))]))

    def _rows(self, reading: Reading, numbers: Sequence[int]) -> Iterator[Row]:
        a, article = reading.article, self._articles[reading.article.id]
        number_of: Callable[[str | None], int | None] = dict(zip((s.id for s in reading.statements), numbers, strict=True)).get  # type: ignore[assignment]
        for number, s in zip(numbers, reading.statements, strict=True):
            p, speaker = s.speaker, self._speakers.number(s.speaker, article)
            yield (
                number, s.id, article, self._makers[s.made_by], self._outlets[a.outlet], self._agencies[a.agency],
                speaker, number_of(s.parent), p.confidence, s.confidence, s.manner.value,
                s.stance and s.stance.value, p.reason and p.reason.value, p.role, s.said_on, s.via, _edges(s.content),
                *(span and _edges((span,)) for span in (s.cue, s.source, s.addressee, s.occasion)),
                *vectors(self._tokens, s, a), s.negated, s.distance and s.distance.value, packed_evidence(s),
                None if p.name is None else name_key(p.name), words_for(s, a),
                p.role_held and p.role_held.value, p.role_dates,
            )  # fmt: skip


def _edges(spans: Sequence[Span]) -> str:
    """Return start, end, start, end … as the text of an array, which is several times faster to send than a list."""
    return f"{{{','.join([f'{span.start},{span.end}' for span in spans])}}}"
