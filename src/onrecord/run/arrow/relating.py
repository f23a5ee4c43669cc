"""What relating asks of words, as steps over batches: the functions of relate/, given their printings by rows instead of a shelf.

In: rows of statements, of pairs, of groups. Out: rows of printings with their keys, of links, of labels. Which rows meet is for the
engine that joins them; what they are to one another is decided here, and so as on one machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from onrecord.records import Article, Speaker
from onrecord.relate.clusters import cores, fullest
from onrecord.relate.likeness import Kind, Printing
from onrecord.relate.quotations import link_of, printing_from, printing_of, row_of
from onrecord.relate.signatures import signature
from onrecord.relate.stories import article_keys, is_copy
from onrecord.run.arrow.rows import Row
from onrecord.run.arrow.schemas import ddl_of
from onrecord.run.arrow.steps import Batches, batched, plain_rows
from onrecord.store.numbers import day_of
from onrecord.store.wire import made_of

_KEYS: Final = pa.list_(pa.int64())
_PRINTING: Final = [("key", pa.string()), ("words", pa.string()), ("voice", pa.string()), ("day", pa.int32())]
_FOUND_BY: Final = [("scope", pa.string()), ("is_slight", pa.bool_()), ("kept", _KEYS), ("asked", _KEYS)]
PRINTING_SCHEMA: Final = pa.schema([("statement", pa.string()), *_PRINTING, *_FOUND_BY])
"""A quoted statement: its printing as a shelf keeps it, whose it is, and the keys that it is kept under and asks for (MinHash bands)."""
LINK_SCHEMA: Final = pa.schema([("one", pa.string()), ("other", pa.string()), ("link", pa.int32()), ("score", pa.float64())])
"""What two printings, by their keys, are to one another; a part is `one`, its whole `other`."""
LABEL_SCHEMA: Final = pa.schema([("key", pa.string()), ("label", pa.string())])
STORY_KEY_SCHEMA: Final = pa.schema([("article", pa.string()), ("keys", _KEYS)])
COPY_SCHEMA: Final = pa.schema([("one", pa.string()), ("other", pa.string())])
PRINTING_DDL, LINK_DDL, LABEL_DDL = ddl_of(PRINTING_SCHEMA), ddl_of(LINK_SCHEMA), ddl_of(LABEL_SCHEMA)
STORY_KEY_DDL, COPY_DDL = ddl_of(STORY_KEY_SCHEMA), ddl_of(COPY_SCHEMA)


def printings(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield the printing of each quoted statement (`id`, `quoted`, `speaker`, `published`) that can be found again."""
    return batched((row for said in plain_rows(batches) if (row := _printing_row(said)) is not None), PRINTING_SCHEMA)


def links(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield what the two printings of each pair (`one` and `other`, structs) are to one another, where they are no strangers."""
    return batched((row for pair in plain_rows(batches) if (row := _link_row(pair)) is not None), LINK_SCHEMA)


def core_labels(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield for each printing of a group (`members`, and the `links` within it) the key that its cluster is called by."""
    return batched((row for group in plain_rows(batches) for row in _core_rows(group)), LABEL_SCHEMA)


def wholes(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield for each slight printing (`key`, and its `parts`: wholes with their scores) the one that it is given to."""
    return batched(map(_whole_row, plain_rows(batches)), LABEL_SCHEMA)


def story_keys(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield the keys of each `article` by its `text`."""
    rows = ({"article": row["article"], "keys": sorted(article_keys(_article(row)))} for row in plain_rows(batches))
    return batched(rows, STORY_KEY_SCHEMA)


def copies(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield those pairs of articles (`one` and `other`: structs of article, text, agency) that are copies of one story."""
    pairs = ((pair["one"], pair["other"]) for pair in plain_rows(batches))
    found = ({"one": one["article"], "other": other["article"]} for one, other in pairs if is_copy(_article(one), _article(other)))
    return batched(found, COPY_SCHEMA)


def _printing_row(said: Row) -> Row | None:
    speaker = made_of(Speaker, dict(said["speaker"]), said["id"])
    printing = printing_of(said["quoted"], speaker, day_of(said["published"]) or None)
    if printing is None:
        return None
    keys: Row = {"kept": [], "asked": []}
    if not printing.is_slight:
        signed = signature(printing.wording, printing.voice)
        keys = {"kept": sorted(signed.kept), "asked": sorted(signed.asked)}
    key, words, voice, day = row_of(printing)
    told: Row = {"key": key, "words": words, "voice": voice, "day": day, "scope": printing.voice.scope, "is_slight": printing.is_slight}
    return {"statement": said["id"], **told, **keys}


def _printing(row: Mapping[str, Any]) -> Printing:
    return printing_from((row["key"], row["words"], row["voice"], row["day"]))


def _link_row(pair: Row) -> Row | None:
    known = {0: _printing(pair["one"]), 1: _printing(pair["other"])}
    found = link_of(0, 1, known)
    if found is None:
        return None
    one, other, kind, score = found
    return {"one": known[one].key, "other": known[other].key, "link": int(kind), "score": score}


def _core_rows(group: Row) -> Iterator[Row]:
    known = dict(enumerate(map(_printing, group["members"])))
    number = {printing.key: n for n, printing in known.items()}
    within = [(number[link["one"]], number[link["other"]], Kind(link["link"]), link["score"]) for link in group["links"]]
    for one, label in cores(known, within).items():
        yield {"key": known[one].key, "label": known[label].key}


def _whole_row(slight: Row) -> Row:
    known = dict(enumerate((_printing(part["whole"]) for part in slight["parts"]), 1))
    of_it = [(0, number, Kind.PART, part["score"]) for number, part in enumerate(slight["parts"], 1)]
    whole = fullest(0, known, of_it)
    return {"key": slight["key"], "label": known[whole].key if whole is not None else None}


def _article(row: Mapping[str, Any]) -> Article:
    return Article(text=row["text"], paragraphs=(), agency=row.get("agency"))
