"""The doctor finds what is wrong with a record that was tampered with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.store import Record
from onrecord.store.packed import packed, unpacked

from .made import person, reading_of

DAMAGE = {
    "UPDATE articles SET text = x'00'": "text was changed",
    "UPDATE statements SET content_end = 9999, context_end = 9999": "outside its article's text",
    "UPDATE statements SET speaker = 77": "refers to a row of speakers",
    "INSERT INTO speakers (name, kind) VALUES ('Nobody', 1)": "no statement is theirs",
    "UPDATE tallies SET statements = 5 WHERE \"by\" = 'day'": "counts by day",
    "INSERT INTO called (name, words, statements) VALUES ('Ada', 'the engineer', 1)": "words by which speakers are called",
    "INSERT INTO hidden (statement, why, speaker) SELECT number, 1, 77 FROM statements": "under another speaker than theirs",
    "DELETE FROM search_docsize": "2 statements are not in it",
    "UPDATE articles SET title = 'Another'": "its words are not those",
}


@pytest.mark.parametrize(("damage", "told"), DAMAGE.items())
def test_the_doctor_finds_damage(tmp_path: Path, damage: str, told: str) -> None:
    path = tmp_path / "r.db"
    with Record(path) as record:
        record.add(reading_of((person("Ada"), "the engine is ready"), (person("Ada"), "no"), title="One"))
        assert record.doctor() == ()
    db = sqlite3.connect(path, isolation_level=None)
    db.create_function("unpacked", 1, unpacked)
    db.execute(damage)
    db.close()
    with Record(path) as record:
        assert any(told in problem.what for problem in record.doctor())


def test_a_text_that_was_changed_is_never_shown(tmp_path: Path) -> None:
    with Record(tmp_path / "r.db") as record:
        reading = reading_of((person("Ada"), "the engine is ready"))
        record.add(reading)
        record._db.execute("UPDATE articles SET text = ?", (packed("Ada said the engine is late!."),))
        with pytest.raises(RecordError, match="its text was changed"):
            record.statement(reading.statements[0].id)
