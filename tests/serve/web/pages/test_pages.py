"""What the pages answer: permalinks, the same hits in every form, problems for readers, and changes only where they are allowed."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.serve.web.app import application
from onrecord.serve.web.forms import Search
from onrecord.store import Record
from tests.serve.web.conftest import HERE
from tests.serve.web.pages.made import URL

HTML = {"accept": "text/html"}
ID = re.compile(r'<article class="card [a-z]+" id="s-([0-9a-f]{16})">')


@pytest.fixture(scope="module")
def reader(page_record: Path) -> Iterator[TestClient]:
    with TestClient(application(page_record), base_url=HERE, headers=HTML, follow_redirects=False) as client:
        yield client


@pytest.fixture
def writer(page_record: Path, tmp_path: Path) -> Iterator[TestClient]:
    path = shutil.copy(page_record, tmp_path / "written.db")
    with TestClient(application(path, edit=True), base_url=HERE, headers=HTML, follow_redirects=False) as client:
        yield client


def test_a_form_with_blanks_leads_to_its_permalink(reader: TestClient) -> None:
    answer = reader.get("/search?q=ferry&speaker=&since=&manner=&disputed=true")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=ferry&disputed=true")


def test_page_csv_and_json_have_the_same_hits_page_by_page(reader: TestClient) -> None:
    asked, seen = "/search?q=that&limit=20", list[str]()
    while asked:
        html = reader.get(asked).text
        shown = ID.findall(html)
        links = {name: link.replace("&amp;", "&") for link, name in re.findall(r'<a href="([^"]+)">(CSV|JSON)</a>', html)}
        rows = list(csv.DictReader(io.StringIO(reader.get(links["CSV"]).text)))
        hits = reader.get(links["JSON"]).json()["hits"]
        assert shown == [row["id"] for row in rows] == [hit["statement"]["id"] for hit in hits]
        seen += shown
        following = re.search(r'<a rel="next" href="([^"]+)">', html)
        asked = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) > 20
    assert f"{len(seen)} statements" in html


def test_facets_count_what_a_search_for_them_finds(reader: TestClient) -> None:
    html = reader.get("/search?q=ferry").text
    facets = re.findall(r'<li><a href="(/search\?[^"]+)">[^<]+</a> <span class="num">(\d+)</span></li>', html)
    assert len(facets) > 8
    for address, count in facets[::3]:
        assert f">{count} statement" in reader.get(address.replace("&amp;", "&")).text


def test_every_filter_has_a_field_and_is_told_when_it_is_set(reader: TestClient) -> None:
    asked = {"disputed": "true", "negated": "true", "copies": "true", "versions": "true", "manner": "direct", "stance": "denies", "kind": "person"}
    asked |= dict.fromkeys(("since", "until", "said_since", "said_until"), "2031") | {"distance": "doubts", "scope": "anywhere", "sort": "newest"}
    asked |= dict.fromkeys(set(Search.model_fields) - set(asked) - {"limit", "cursor"}, "tide")
    html = reader.get("/search", params=asked).text
    assert [name for name in asked if f'name="{name}"' not in html] == []
    assert html.count('aria-label="Without: ') == len(set(asked) - {"q", "scope", "sort"})


def test_a_problem_is_a_page_for_readers_and_json_for_others(reader: TestClient) -> None:
    for path, status in (("/statement/0000000000000000", 404), ("/nowhere", 404), ("/article/none", 422), ("/speakers?offset=x", 422)):
        answer = reader.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert 'role="alert"' in answer.text
    assert reader.get("/nowhere", headers={"accept": "*/*"}).headers["content-type"] == "application/problem+json"
    assert reader.get("/api/nowhere").headers["content-type"] == "application/problem+json"


def test_what_cannot_be_searched_for_is_said_above_the_form(reader: TestClient) -> None:
    for asked in ("q=%22", "since=yesterday", "manner=loud", "tide=high", "cursor=none"):
        answer = reader.get(f"/search?{asked}")
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert 'name="q"' in answer.text


def test_the_first_page_with_all_that_it_loads_is_under_200_kilobytes(reader: TestClient) -> None:
    html = reader.get("/").text
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert len(loaded) >= 3
    files = [reader.get(path) for path in dict.fromkeys(loaded)]
    assert all("immutable" in answer.headers["cache-control"] for answer in files)
    assert len(html) + sum(len(answer.content) for answer in files) < 200_000


def test_versions_are_named_and_what_changed_between_them(reader: TestClient, page_record: Path) -> None:
    with Record.open_readonly(page_record) as record:
        old, new = (reading.article.id for reading in record.versions(URL))
    assert "A newer version" in reader.get(f"/article/{old}").text
    page = reader.get(f"/article/{new}").text
    assert "A newer version" not in page
    assert "the quay was safe <ins>for now</ins>" in page
    assert "<li>Halyard</li><li>The Saltmere Bell</li>" in page


def test_copies_of_a_story_name_one_another(reader: TestClient, page_record: Path) -> None:
    with Record.open_readonly(page_record) as record:
        (story,) = record.quotations.stories()
    for one, other in (story, story[::-1]):
        page = reader.get(f"/article/{one}").text
        assert f'<a href="/article/{other}">' in page
        assert f'<a href="/article/{one}">' not in page


def test_a_statement_shows_where_each_of_its_fields_was_read(reader: TestClient) -> None:
    page = reader.get("/statement/202695b9").text
    assert '<a href="#w-stance">“told”</a>' in page
    read = dict(re.findall(r'<span id="w-([a-z_]+)"></span>(?:<span id="[^"]+"></span>)*<span class="[^"]+">([^<]+)</span>', page))
    assert (read["stance"], read["addressee"], read["occasion"]) == ("told", "a conference of ambassadors", "in Orlanz")
    assert all(f'id="k-{field}"' in page for field in read)


def test_without_edit_nothing_is_offered_and_nothing_is_done(reader: TestClient) -> None:
    page = reader.get("/statement/202695b9").text
    assert "Correct it" not in page
    for said in ({"act": "correct", "statement": "202695b9", "speaker": "Dagny Lorn"}, {"act": "merge", "name": "Ada Finch", "other": "Jan Mol"}, {}):
        assert reader.post("/corrections", data={"key": _key(reader), **said}).status_code == 403


def test_a_form_without_the_key_or_from_another_site_is_refused(writer: TestClient) -> None:
    for data, headers in (({}, {}), ({"key": "x"}, {}), ({"key": _key(writer)}, {"origin": "https://evil.example"})):
        said = {"act": "correct", "statement": "202695b9", "speaker": "Dagny Lorn"}
        answer = writer.post("/corrections", data={**said, **data}, headers=headers)
        assert answer.status_code == 403
    assert "Nobody has corrected anything yet" in writer.get("/corrections").text


def test_what_is_no_statement_leaves_the_record_and_comes_back_when_that_is_undone(writer: TestClient) -> None:
    assert re.fullmatch(r"/article/[0-9a-f]{16}\?done=1", _say(writer, act="not-a-statement", statement="202695b9"))
    assert writer.get("/statement/202695b9").status_code == 404
    assert _say(writer, act="undo", number="1") == "/corrections?done=2"
    assert writer.get("/statement/202695b9").status_code == 200
    assert writer.post("/corrections", data={"key": _key(writer), "act": "undo", "number": "1"}).status_code == 422


def test_people_are_merged(writer: TestClient) -> None:
    assert _say(writer, act="merge", name="Ada Finch", other="Jan Mol", by="Pell", note="one person") == "/speaker/Ada%20Finch?done=1"
    assert "Jan Mol is Ada Finch" in writer.get("/corrections").text
    assert "<title>Ada Finch" in writer.get("/speaker/Jan%20Mol").text


def test_what_one_name_said_is_taken_apart(writer: TestClient, quay: str) -> None:
    page = writer.get("/speaker/Ada%20Finch").text
    assert f'name="places" value="{quay}"' in page
    assert _say(writer, act="split", name="Ada Finch", places=[quay], into="Ada Finch the younger") == "/speaker/Ada%20Finch?done=1"
    assert "2 statements" in re.sub("<[^>]+>", "", writer.get("/speaker/Ada%20Finch%20the%20younger").text)


@pytest.mark.parametrize(("answer", "found"), [("merge", "Volodymyr Brellsky"), ("keep-apart", "Volodymyr Brellskiy")])
def test_suggested_names_are_answered_on_their_page_and_not_suggested_again(writer: TestClient, answer: str, found: str) -> None:
    page = writer.get("/people").text
    assert "both are called mayor of Halden" in page
    form = next(form for form in page.split("<form")[1:] if f'name="act" value="{answer}"' in form)
    fields = {name: re.findall(f'name="{name}" value="([^"]+)"', form)[0] for name in ("name", "other", "back")}
    assert _say(writer, act=answer, **fields) == "/people?suggest=same&done=1"
    assert "No names on record look so" in writer.get("/people?suggest=same&done=1").text
    assert f"<title>{found} ·" in writer.get("/speaker/Volodymyr%20Brellskiy").text


def test_what_cannot_be_said_is_told(writer: TestClient) -> None:
    for said in ({}, {"act": "merge", "name": "Ada Finch"}, {"act": "correct", "statement": "202695b9"}, {"act": "praise", "name": "Ada Finch"}):
        answer = writer.post("/corrections", data={"key": _key(writer), **said})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert writer.post("/corrections", data={"key": _key(writer), "act": "keep-together", "name": "Nobody Such"}).status_code == 422


def test_what_is_checked_is_shown_as_it_was_pasted(reader: TestClient) -> None:
    asked = {"what": "words", "words": "the tide was <b>high</b>", "transcript": "PELL: I said the tide was low.", "speaker": ""}
    answer = reader.post("/check", data=asked)
    assert answer.status_code == 200
    assert "the tide was &lt;b&gt;high&lt;/b&gt;" in answer.text
    assert reader.post("/check", data=asked | {"transcript": " "}).status_code == 422


def _key(client: TestClient) -> str:
    found = re.search(r'name="key" value="([^"]+)"', client.get("/statement/202695b9").text + client.get("/speaker/Ada%20Finch").text)
    return found[1] if found else ""


def _say(client: TestClient, **said: str | list[str]) -> str:
    """Send a form of the pages, and return where it leads."""
    answer = client.post("/corrections", data={"key": _key(client), **said})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])
