"""What is PostgreSQL's own: who may come in, who writes when, and what is said when the server will not."""

from __future__ import annotations

import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest

from onrecord.errors import RecordError
from onrecord.records import Reading, Rejected, Span, SpeakerKind
from onrecord.store import By, Count, Query, Record, Scope, Totals, open_record
from onrecord.store.numbers import day_of

from ..made import person, reading_of
from .conftest import emptied
from .said import readings
from .servers import PASSWORD, USER

ROOT = Path(__file__).parents[3]
WORDS = "harbour"
TABLES = "ALL TABLES IN SCHEMA onrecord"
GUARDED = f"guarded:{quote(PASSWORD)}"


@pytest.fixture
def address(server: str) -> str:
    return emptied(server)


@pytest.fixture
def full(address: str) -> str:
    with open_record(address) as record:
        record.add_many(readings())
    return address


def ask(address: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as db:
        db.execute(sql.encode())


def as_user(address: str, name: str) -> str:
    return address.replace(f"//{USER}@", f"//{name}@")


def refusal(address: str, *, create: bool = False, readonly: bool = False) -> str:
    with pytest.raises(RecordError) as caught, open_record(address, create=create, readonly=readonly) as record:
        record.add(reading_of((person("Ada"), "no")))
    assert str(caught.value).count(" was expected. ") + str(caught.value).count(" were expected. ") == 1
    return str(caught.value)


def test_an_address_opens_a_database_and_a_path_a_file(address: str, tmp_path: Path) -> None:
    from onrecord.store.postgres.record import PostgresRecord

    with open_record(address) as database, open_record(tmp_path / "r.db") as file:
        assert isinstance(database, PostgresRecord)
        assert isinstance(file, Record)


def test_a_record_that_is_there_is_opened_again_as_it_was(full: str) -> None:
    with open_record(full, create=False) as record:
        assert record.totals().statements == 7


def test_where_no_record_is_one_must_be_asked_for(address: str) -> None:
    assert "there is no record in it" in refusal(address)
    assert "there is no record in it" in refusal(address, readonly=True)


def test_a_password_is_needed_and_is_never_told(full: str) -> None:
    ask(full, f"GRANT USAGE ON SCHEMA onrecord TO guarded; GRANT SELECT ON {TABLES} TO guarded")
    with open_record(as_user(full, GUARDED), create=False) as record:
        assert record.how_many(Query(words=WORDS)) == 3
        assert "ebb" not in getattr(record, "where", PASSWORD)
    wrong = as_user(full, "guarded:wr%40ng-secret")
    with pytest.raises(RecordError, match="does not let this user in") as caught:
        open_record(wrong)
    assert "ng-secret" not in "".join(traceback.format_exception(caught.value))
    assert "does not let this user in" in refusal(as_user(full, "guarded"))


def test_who_may_only_read_reads_and_is_told_so(full: str) -> None:
    ask(full, f"GRANT USAGE ON SCHEMA onrecord TO guarded; GRANT SELECT ON {TABLES} TO guarded")
    reader = as_user(full, GUARDED)
    with open_record(reader, create=False) as record:
        assert len(record.search(Query(words=WORDS))) == 3
        assert record.doctor() == ()
        with pytest.raises(RecordError, match="no permission"):
            record.reject(Rejected(where="a", reason="b"))
    assert "no permission" in refusal(reader)
    assert "only be read" in refusal(full, readonly=True)


def test_who_was_granted_to_write_writes(full: str) -> None:
    for what, where in (("USAGE", "SCHEMA onrecord"), ("SELECT, INSERT, UPDATE, DELETE", TABLES), ("USAGE", "ALL SEQUENCES IN SCHEMA onrecord")):
        ask(full, f"GRANT {what} ON {where} TO guarded")
    with open_record(as_user(full, GUARDED)) as record, record.run(what="desk", made_by="model-2"):
        assert record.add_many([*readings(), reading_of((person("Ada"), "no"))], made_by="model-2").replaced == 5
        record.reject(Rejected(where="a", reason="b"))
        assert record.doctor() == ()


def test_who_may_not_even_look_is_told_so(full: str) -> None:
    assert "no permission" in refusal(as_user(full, GUARDED))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://u:secret@/news?host=/no/such/folder", "no connection"),
        ("postgresql://u:secret@127.0.0.1:1/news", "no connection"),
        ("postgresql://u:secret@localhost:port/news", "no address of a database|no connection"),
        ("postgresql://u:secret@localhost/news?colour=red", "no address of a database"),
    ],
)
def test_what_cannot_be_reached_says_so_in_words(address: str, told: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError, match=told) as caught:
        open_record(address)
    assert "secret" not in "".join(traceback.format_exception(caught.value))


def test_without_the_driver_it_is_said_how_to_get_it() -> None:
    program = "import sys; sys.modules['psycopg'] = None; sys.argv = 'onrecord search x --record postgresql://h/d'.split(); import onrecord.__main__"
    done = subprocess.run([sys.executable, "-c", program + "; onrecord.__main__.main()"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "psycopg is not installed" in done.stderr
    assert "onrecord[postgres]" in done.stderr


def test_a_database_that_is_not_there_is_named(address: str) -> None:
    assert "no such database" in refusal(address.replace("/postgres?", "/nowhere?"))


def test_a_record_of_another_program_or_a_newer_version_is_left_alone(address: str) -> None:
    with open_record(address):
        ask(address, "UPDATE onrecord.version SET number = 99")
    assert "of version 99; at most" in refusal(address)
    ask(address, "DROP TABLE onrecord.version")
    assert "another program" in refusal(address, create=True)


def test_a_record_of_an_older_version_is_brought_up_to_date_and_nothing_of_it_is_lost(address: str) -> None:
    from onrecord.store.postgres import migrations

    ask(address, "CREATE SCHEMA onrecord")
    for number in range(1, 6):
        ask(address, f"SET search_path = onrecord; {migrations.text_of(number)}")
    ask(address, "UPDATE onrecord.version SET number = 5")
    for sql in OLD_ROWS:
        ask(address, f"SET search_path = onrecord; {sql}")
    with open_record(address) as record:
        assert record.doctor() == ()
        asked = {scope: record.how_many(Query(words="gulls tide", scope=scope)) for scope in Scope}
        assert asked == {Scope.CONTENT: 0, Scope.CONTEXT: 0, Scope.ANYWHERE: 1}
        assert record.count(Query(), by=By.SPEAKER) == (Count(value="Ada", statements=1, kind=SpeakerKind.PERSON),)
        assert record.people.person("Ada").sources == (Count(value="Ada", statements=1),)
        assert record.totals() == Totals(articles=1, statements=1, speakers=1, unknown=0, rejected=0)
        assert list(record.readings()) == [OLD]
        record.add_many(readings())
        assert record.doctor() == ()


SOURCELESS = reading_of((person("Ada"), "the gulls are pleased"), title="Tide", published="2041-03-02")
OLD = replace(SOURCELESS, statements=(replace(SOURCELESS.statements[0], source=Span(start=0, end=3)),))
OLD_ROWS = (
    "INSERT INTO makers (name) VALUES ('model-1')",
    f"""INSERT INTO articles (id, sha256, maker, published, title, place, chain, origins, related, mended, paragraphs, text)
        VALUES ('{OLD.article.id}', '{OLD.article.sha256}', 1, '2041-03-02', 'Tide', '<text>', '{{}}', '{{}}', '{{}}', '{{}}',
                '{{0,{len(OLD.article.text)}}}', '{OLD.article.text}')""",
    "INSERT INTO speakers (name, kind, words) VALUES ('Ada', 'person', 'ada:1')",
    f"""INSERT INTO statements (number, id, article, maker, speaker, speaker_confidence, confidence, manner, content, cue, source,
          content_words, words)
        VALUES (({day_of("2041-03-02")}::bigint << 40) + nextval('places'), '{OLD.statements[0].id}', 1, 1, 1, 1, 0.9, 'indirect',
                '{{9,30}}', '{{4,8}}', '{{0,3}}', 'gulls:2', 'gulls:2A tide:2000D')""",
)


def test_counts_of_common_words_are_kept_and_right_whatever_comes_and_goes(address: str, tmp_path: Path) -> None:
    from onrecord.store.postgres import common, tidy
    from onrecord.store.postgres.record import PostgresRecord

    dated = [reading_of((person("Ada"), f"war, war {n}"), url=str(n % 9), published=f"2041-0{n % 3 + 1}-01") for n in range(12)]
    undated = reading_of((person("Ada"), "war and peace"), (person("Odo"), "peace"))
    with pytest.MonkeyPatch.context() as patch, PostgresRecord(address) as database, Record(tmp_path / "r.db") as file:
        patch.setattr(tidy, "BULK", 1)
        patch.setattr(common, "MANY", 4)
        for record in (database, file):
            with record.run(what="desk", made_by="model-1"):
                record.add_many([*dated[:8], undated])
            record.add_many(dated[8:])  # of which some are newer versions
            record.corrections.remove(undated.statements[0].id)
        assert database._server.rows("SELECT word FROM common_words") == [("war",)]
        assert database.doctor() == ()
        for query in (Query(words="War"), Query(words="war", since="2041-02"), Query(words="war", until="2041-02-01"), Query(words="peace")):
            assert database.how_many(query) == file.how_many(query)
            assert [database.count(query, by=by) for by in (By.DAY, By.MONTH, By.SAID_DAY)] == [
                file.count(query, by=by) for by in (By.DAY, By.MONTH, By.SAID_DAY)
            ]
        ask(address, "UPDATE onrecord.word_days SET statements = 9 WHERE day = (SELECT min(day) FROM onrecord.word_days)")
        assert [problem.where for problem in database.doctor()] == ["counts"]


def test_a_server_that_goes_away_is_an_error_in_words_and_what_was_committed_is_there(full: str) -> None:
    with open_record(full) as record:
        ask(full, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'onrecord'")
        with pytest.raises(RecordError, match=r"shut down|connection was lost"):
            record.add(reading_of((person("Ada"), "no")))
        with pytest.raises(RecordError, match="connection was lost"):
            record.totals()
    with open_record(full) as record:
        assert record.totals().statements == 7
        assert record.doctor() == ()


def test_a_question_that_the_server_cancels_is_an_error_in_words(address: str) -> None:
    from onrecord.store.postgres.record import PostgresRecord

    with PostgresRecord(f"{address}&options=-c%20statement_timeout%3D500") as record:
        with pytest.raises(RecordError, match="cancelled the question"), record._server.reading():
            record._server.rows("SELECT pg_sleep(20)")
        assert record.totals().statements == 0


def test_a_question_that_is_not_answered_by_the_moment_given_is_cancelled(address: str) -> None:
    from onrecord.store.postgres.record import PostgresRecord

    with PostgresRecord(address) as record:
        record.give_up_at(time.monotonic() + 0.2)
        with pytest.raises(RecordError, match="cancelled the question"), record._reading():
            record._tables.rows("SELECT pg_sleep(20)")
        record.give_up_at(time.monotonic() + 600)
        assert record.totals().statements == 0


def test_one_who_waits_too_long_for_another_writer_is_told(address: str) -> None:
    from onrecord.store.postgres.record import PostgresRecord

    with PostgresRecord(address) as one, PostgresRecord(address, wait_s=0.1) as other:
        with one._server.writing(), pytest.raises(RecordError, match="another process is writing"):
            other.add(reading_of((person("Ada"), "no")))
        assert other.add(reading_of((person("Ada"), "no")))


@pytest.mark.parametrize("words", ["war", "war peace", '"war peace"', "war OR vote", "NEAR(war peace, 3)", None])
@pytest.mark.parametrize("limit", [1, 3, 5, 20])
def test_pages_laid_end_to_end_are_all_hits_once_whatever_the_bound_of_ranking(address: str, words: str | None, limit: int) -> None:
    from onrecord.store.postgres import search

    with pytest.MonkeyPatch.context() as patch, open_record(address) as record:
        for bound, many in (("RANKED", 4), ("RANKED_PHRASES", 3), ("FIRST_LOOK", 5)):
            patch.setattr(search, bound, many)
        record.add_many(reading_of((person("Ada"), "war, peace " * (n % 3 + 1)), url=str(n), published=f"2041-01-{n + 1:02}") for n in range(11))
        pages = [record.search(Query(words=words, limit=limit, offset=offset)) for offset in range(0, 11 + limit, limit)]
        ids = [hit.statement.id for page in pages for hit in page]
        assert len(ids) == len(set(ids)) == 11


def test_a_word_in_many_titles_is_found_like_one_in_few(address: str) -> None:
    from onrecord.store.postgres import scopes

    asked = Query(words="tide", scope=Scope.ANYWHERE)
    with open_record(address) as record, pytest.MonkeyPatch.context() as patch:
        record.add_many(reading_of((person("Ada"), f"no {n}"), title="Tide" if n < 3 else None, url=str(n)) for n in range(5))
        few = record.search(asked), record.how_many(asked)
        patch.setattr(scopes, "MOST_NAMED", 2)
        assert (record.search(asked), record.how_many(asked)) == few
        assert few[1] == len(few[0]) == 3


def test_a_batch_that_fails_leaves_nothing_behind(address: str) -> None:
    with open_record(address) as record:
        with pytest.raises(ZeroDivisionError):
            record.add_many(reading_of((person("Ada"), f"no {1 // (40 - n)}"), url=str(n)) for n in range(41))
        assert record.totals().articles == 0
        ask(address, "ALTER TABLE onrecord.statements ADD CHECK (manner <> 'indirect')")
        with pytest.raises(RecordError):
            record.add(reading_of((person("Ada"), "no")))
        assert (record.totals().articles, record.totals().speakers) == (0, 0)


def test_what_was_changed_behind_our_back_is_found_by_the_doctor(full: str) -> None:
    with open_record(full) as record:
        ask(full, "UPDATE onrecord.statements SET content_words = '''ebb'':1' WHERE stance = 'promises'")
        ask(full, "UPDATE onrecord.statements SET hidden = 1 - hidden WHERE id = (SELECT min(id) FROM onrecord.statements)")
        ask(full, "UPDATE onrecord.articles SET text = 'x' || text WHERE title = 'Budget'")
        ask(full, "INSERT INTO onrecord.speakers (name, kind, words) VALUES ('Nobody', 'person', '')")
        assert {problem.where.split()[0] for problem in record.doctor()} >= {"search", "hidden", "article", "speaker"}


def test_several_write_and_read_at_once_and_nothing_is_lost_or_doubled(address: str) -> None:
    with open_record(address):
        pass
    done = Event()
    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(_look, address, done) for _ in range(3)]
        writers = [pool.submit(_add, address, writer) for writer in range(4)]
        added = [writer.result(60) for writer in writers]
        done.set()
        assert all(reader.result(60) for reader in readers)
    with open_record(address) as record:
        assert sum(added) == record.totals().articles == len({reading.article.id for reading in _shared()}) + 4 * 20
        assert record.totals().statements == 2 * record.totals().articles
        assert [count.statements for count in record.speakers("Tilde")] == [record.totals().articles]
        assert record.doctor() == ()


def _shared() -> list[Reading]:
    return [reading_of((person("Tilde"), f"yes {n}"), (person("Odo"), "no"), url=f"https://shared.example/{n}") for n in range(20)]


def _add(address: str, writer: int) -> int:
    own = [reading_of((person("Tilde"), f"mine {n}"), (person(f"Odo {writer}"), "no"), url=f"{writer}/{n}") for n in range(20)]
    with open_record(address) as record:
        return sum(record.add_many([mine, other]).new for mine, other in zip(own, _shared(), strict=True))


def _look(address: str, done: Event) -> int:
    looks = 0
    with open_record(address, readonly=True) as record:
        while not done.is_set():
            hits = record.search(Query(words="yes OR mine"))
            assert len(hits) <= record.how_many(Query(words="yes OR mine")) <= record.totals().statements
            looks += 1
    return looks


def test_several_who_begin_a_record_at_once_begin_one(address: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: _begin(address, n), range(4))) == [True] * 4
    with open_record(address, create=False) as record:
        assert record.totals().articles == 4


def _begin(address: str, number: int) -> bool:
    with open_record(address) as record:
        return record.add(reading_of((person("Ada"), f"no {number}")))


def test_a_writer_that_is_killed_loses_nothing_committed_and_the_next_run_ends_the_same(address: str) -> None:
    for many in (3, 40, 90):
        with subprocess.Popen([sys.executable, "-c", ADDING, address], cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            told = [writer.stdout.readline() for _ in range(many)]
            writer.kill()
        with open_record(address) as record:
            assert record.totals().articles >= len(told)
            assert record.doctor() == ()
    subprocess.run([sys.executable, "-c", ADDING, address], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    with open_record(address) as record:
        assert {reading.article.id: reading for reading in many_readings()} == {reading.article.id: reading for reading in record.readings()}


def many_readings() -> list[Reading]:
    return [reading_of(*((person(f"Ada {n % 7}"), f"no {k}") for k in range(5)), url=f"https://a.example/{n}") for n in range(120)]


ADDING = """
import sys
from onrecord.store import open_record
from tests.store.contract.test_postgres import many_readings
with open_record(sys.argv[1]) as record:
    for reading in many_readings():
        record.add(reading)
        print(reading.article.id, flush=True)
"""
