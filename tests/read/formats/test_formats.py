"""Feeds, agency formats and tables: the article that is in them, and what is said where there is none."""

import gzip
import io
import json
import random
from pathlib import Path

import pytest

from onrecord.read import articles, inputs
from onrecord.read.columns import parquet_items
from onrecord.read.fragment import fragment_draft
from onrecord.records import Article, Rejected
from tests.read.formats.made import (
    FIRST,
    HTML,
    PAGE,
    SECOND,
    TEXT,
    XHTML,
    message,
    newsml,
    ninjs,
    only,
    outcomes,
    reason,
    rss,
    rss_entry,
)


def test_a_feed_entry_with_its_whole_text_is_an_article(tmp_path: Path) -> None:
    article = only(tmp_path / "a.xml", rss(rss_entry(1, content=HTML, summary=FIRST)))
    assert article.text == TEXT
    assert (article.title, article.byline, article.outlet, article.url) == (
        "Ferry 1 stays",
        "Dagny Lorn",
        "The Harbour Ledger",
        "https://ledger.example/1",
    )
    # The day is that of where it was written: it was the 13th in Greenwich.
    assert article.published == "2031-03-14T01:02:00+02:00"


@pytest.mark.parametrize(
    "entry",
    [
        rss_entry(2, summary=FIRST),
        rss_entry(2, content=f"<p>{FIRST}</p><p>{SECOND} <a href='/2'>Read more…</a></p>"),
        rss_entry(2, content=f"<p>{FIRST}</p><p>{SECOND[:-30]} […]</p>"),
        rss_entry(2, content=f"<p>{FIRST}</p><p>{SECOND[:-30]}...</p>"),
        rss_entry(2),
    ],
)
def test_a_feed_entry_that_is_cut_names_the_page_to_fetch(tmp_path: Path, entry: str) -> None:
    said = reason(tmp_path / "a.rss", rss(entry))
    assert "https://ledger.example/2" in said
    assert "--fetch" in said


def test_what_blogging_software_prints_under_an_entry_is_no_text(tmp_path: Path) -> None:
    foot = '<p>The post <a href="https://ledger.example/1">Ferry stays</a> appeared first on <a href="https://ledger.example">Ledger</a>.</p>'
    assert only(tmp_path / "a.xml", rss(rss_entry(1, content=HTML + foot))).text == TEXT


def test_the_language_is_that_of_the_text_and_not_of_the_feed(tmp_path: Path) -> None:
    german = "Der Minister wies die Vorwürfe am Freitag zurück und sagte, niemand habe ihn je danach gefragt. " * 4
    assert only(tmp_path / "a.xml", rss(rss_entry(1, content=f"<p>{german}</p>"))).language == "de"


def test_atom_is_read(tmp_path: Path) -> None:
    entry = (
        "<entry><title>Ferry stays</title><id>x</id><link href='https://ledger.example/3'/><updated>2031-03-15T10:00:00Z</updated>"
        "<published>2031-03-14T10:00:00Z</published><author><name>Dagny Lorn</name></author>"
        f"<content type='html'>{HTML.replace('<', '&lt;')}</content></entry>"
    )
    article = only(tmp_path / "a.atom", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Harbour Ledger</title>{entry}</feed>")
    assert (article.text, article.published, article.modified) == (TEXT, "2031-03-14T10:00:00+00:00", "2031-03-15T10:00:00+00:00")


def test_json_feed_is_read(tmp_path: Path) -> None:
    whole = {
        "id": "1",
        "url": "/1",
        "title": "Ferry stays",
        "content_text": TEXT,
        "date_published": "2031-03-14",
        "authors": [{"name": "Dagny Lorn"}],
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Harbour Ledger",
        "home_page_url": "https://ledger.example/",
        "items": [whole, {"id": "2", "url": "https://ledger.example/2", "summary": FIRST}, 3],
    }
    first, second, third = outcomes(tmp_path / "a.json", json.dumps(feed))
    assert isinstance(first, Article)
    assert (first.text, first.url, first.byline, first.outlet) == (TEXT, "https://ledger.example/1", "Dagny Lorn", "The Harbour Ledger")
    assert isinstance(second, Rejected)
    assert "https://ledger.example/2" in second.reason
    assert isinstance(third, Rejected)


@pytest.mark.parametrize("text", [rss(), "<rss><channel><item>", "<rdf:RDF></rdf:RDF>", "<weather><rain/></weather>", "<rss"])
def test_xml_without_an_article_is_a_rejection(tmp_path: Path, text: str) -> None:
    assert "expected" in reason(tmp_path / "a.xml", text)


def test_ninjs_is_read(tmp_path: Path) -> None:
    for text in (ninjs(), ninjs(body_html=None, body_text=TEXT), f"[{ninjs()}]"):
        article = only(tmp_path / "a.json", text)
        assert article.text == TEXT
        assert (article.title, article.byline, article.agency) == ("Ferry stays", "Dagny Lorn", "Halyard News Agency")
        assert (article.published, article.dateline, article.language) == ("2031-03-14T09:02:00+02:00", "VELMORA", "en")


def test_ninjs_of_version_3_is_read(tmp_path: Path) -> None:
    item = {
        "uri": "urn:x:1",
        "pubStatus": "usable",
        "headlines": [{"role": "sub", "value": "No"}, {"role": "main", "value": "Ferry stays"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": HTML}],
        "firstCreated": "2031-03-14T09:02:00+02:00",
        "infoSources": [{"name": "Halyard News Agency"}],
    }
    article = only(tmp_path / "a.json", json.dumps(item))
    assert (article.text, article.title, article.agency) == (TEXT, "Ferry stays", "Halyard News Agency")


def test_json_that_only_looks_like_ninjs_is_read_by_its_own_names(tmp_path: Path) -> None:
    assert only(tmp_path / "a.json", json.dumps({"uri": "x:1", "byline": "Dagny Lorn", "pubStatus": "draft", "text": TEXT})).text == TEXT


@pytest.mark.parametrize(("more", "word"), [({"pubstatus": "canceled"}, "withdrawn"), ({"type": "picture"}, "picture"), ({"body_html": ""}, "body")])
def test_a_news_item_that_is_no_article_is_rejected(tmp_path: Path, more: dict[str, str], word: str) -> None:
    for text in (ninjs(**more), json.dumps(json.loads(ninjs(**more)), indent=2)):
        assert word in reason(tmp_path / "a.json", text)


def test_newsml_is_read(tmp_path: Path) -> None:
    plain = f'<inlineData contenttype="text/plain">{TEXT}</inlineData>'
    nitf = f'<inlineXML contenttype="application/nitf+xml"><nitf><body><body.head/><body.content>{HTML}</body.content></body></nitf></inlineXML>'
    for body in (XHTML, plain, nitf):
        article = only(tmp_path / "a.xml", message(newsml(body)))
        assert article.text == TEXT
        assert (article.title, article.byline, article.agency) == ("Ferry stays", "Dagny Lorn", "Halyard News Agency")
        assert (article.published, article.dateline) == ("2031-03-14T09:02:00+02:00", "VELMORA")


def test_a_message_gives_each_of_its_items(tmp_path: Path) -> None:
    picture = newsml("<remoteContent/>").replace("ninat:text", "ninat:picture")
    items = (newsml(XHTML), picture, newsml(XHTML, status="stat:canceled"), newsml("<remoteContent/>"), newsml(XHTML, number=2))
    found = outcomes(tmp_path / "a.xml", message(*items))
    assert [type(outcome) for outcome in found] == [Article, Rejected, Rejected, Article]


def test_nitf_is_read(tmp_path: Path) -> None:
    head = "<head><docdata><date.issue norm='20310314T090200Z'/></docdata></head>"
    about = "<body.head><hedline><hl1>Ferry stays</hl1></hedline><byline>By Dagny Lorn</byline></body.head>"
    body = f"<body>{about}<body.content>{HTML}</body.content></body>"
    article = only(tmp_path / "a.nitf", f"<nitf>{head}{body}</nitf>")
    assert (article.text, article.title, article.byline, article.published) == (TEXT, "Ferry stays", "Dagny Lorn", "2031-03-14T09:02:00+00:00")


def test_broken_xml_and_xml_with_entities_are_rejections(tmp_path: Path) -> None:
    assert "broken" in reason(tmp_path / "a.xml", message(newsml(XHTML))[:-40])
    assert "entities" in reason(tmp_path / "a.xml", f'<!DOCTYPE newsMessage [<!ENTITY a "b">]>{message()}'.replace('<?xml version="1.0"?>', ""))
    assert "deep" in reason(tmp_path / "a.xml", "<nitf>" + "<a>" * 300 + "</a>" * 300 + "</nitf>")


def test_a_table_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    table = f'story;day;head\n"{TEXT}";14.3.2031;Ferry stays\n;;\n"";1.1.2031;None\n"{FIRST}";;\n'
    first, empty, last = outcomes(tmp_path / "a.csv", table, names={"text": "story", "published": "day", "title": "head"})
    assert isinstance(first, Article)
    assert (first.text, first.published, first.title) == (TEXT, "2031-03-14", "Ferry stays")
    assert isinstance(empty, Rejected)
    assert isinstance(last, Article)
    assert last.where.endswith("a.csv:9")


def test_a_table_with_our_names_needs_no_map(tmp_path: Path) -> None:
    assert only(tmp_path / "a.tsv", f"title\ttext\nFerry stays\t{FIRST}\n").title == "Ferry stays"


def test_a_column_that_is_missing_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    said = reason(tmp_path / "a.csv", "story,day\nx,y\n", names={"text": "body"})
    assert "'body'" in said
    assert "story, day" in said


def test_a_table_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    assert SECOND in only(tmp_path / "a.csv", f'text\n"{TEXT}"\n'.encode("cp1252")).text


def test_a_row_that_never_ends_is_no_more_than_an_article_may_be(tmp_path: Path) -> None:
    found = outcomes(tmp_path / "a.csv", 'text\n"' + "word word word\n" * 20_000, max_bytes=50_000)
    assert found
    assert all(isinstance(outcome, Rejected) for outcome in found)


def test_the_map_holds_for_json_lines_too(tmp_path: Path) -> None:
    article = only(tmp_path / "a.jsonl", json.dumps({"story": TEXT, "day": "2031-03-14"}), names={"text": "story", "published": "day"})
    assert (article.text, article.published) == (TEXT, "2031-03-14")


def test_parquet_is_read(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    import datetime

    table = arrow.table({"story": [TEXT, None, FIRST], "day": [datetime.date(2031, 3, 14)] * 3, "authors": [["Dagny Lorn"], [], None]})
    parquet.write_table(table, tmp_path / "a.parquet")
    first, empty, last = articles([tmp_path / "a.parquet"], names={"text": "story", "published": "day"})
    assert isinstance(first, Article)
    assert (first.text, first.published, first.byline) == (TEXT, "2031-03-14", "Dagny Lorn")
    assert isinstance(empty, Rejected)
    assert isinstance(last, Article)


def test_damaged_parquet_never_raises(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({"text": [TEXT] * 40}), tmp_path / "whole.parquet", compression="none", use_dictionary=False)
    whole = (tmp_path / "whole.parquet").read_bytes()
    for seed in range(30):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert outcomes(tmp_path / "a.parquet", bytes(data))


def test_what_is_called_parquet_and_is_none_is_a_rejection(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert "Parquet" in reason(tmp_path / "a.parquet", b"PAR1 no")
    with pytest.raises(Exception, match="no Parquet"):
        list(parquet_items(tmp_path / "a.parquet", {}, 1000))


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    assert only(tmp_path / "a.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode())).text == TEXT
    assert only(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode())).text == TEXT
    assert "gzip" in reason(tmp_path / "b.txt.gz", gzip.compress(TEXT.encode())[:-20])
    assert "more than" in reason(tmp_path / "c.txt.gz", gzip.compress(b"word " * 1_000_000), max_bytes=100_000)


def test_a_folder_is_walked_once_and_its_inputs_can_be_handed_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.xml").write_text(rss(rss_entry(1, content=HTML)))
    found = list(inputs([tmp_path, tmp_path / "gone.txt"]))
    (tmp_path / "c.txt").write_text(TEXT)
    assert [type(outcome) for outcome in articles(found)] == [Article, Article, Rejected]


@pytest.mark.parametrize(("text", "count"), [(rss(rss_entry(1, content=HTML)), 1), (message(newsml(XHTML)), 1), (ninjs(), 1), (PAGE, 1)])
def test_what_comes_on_standard_input_is_told_from_its_beginning(text: str, count: int) -> None:
    found = list(articles(["-"], stdin=io.BytesIO(text.encode())))
    assert [type(outcome) for outcome in found] == [Article] * count


@pytest.mark.parametrize("odd", ["<![if !IE]>", "<![endif]>", "<![Ce ", "<!DOCTYPE p [", "<!-- ", "<?php", "&#xZZ; ", "</", "<p <p"])
def test_odd_markup_breaks_no_fragment(odd: str) -> None:
    assert any(FIRST in block.text for block in fragment_draft(f"<p>{FIRST}</p>{odd}<p>{SECOND}</p>").blocks)


def test_a_fragment_keeps_quotations_and_leaves_pictures_out() -> None:
    html = f"<h2>Vote</h2>{FIRST}<figure><figcaption>A ferry</figcaption></figure><blockquote><p>Never.</p></blockquote><script>x</script><ul><li>one"
    draft = fragment_draft(html)
    assert [(block.kind.value, block.text) for block in draft.blocks] == [
        ("heading", "Vote"),
        ("paragraph", FIRST),
        ("quote", "Never."),
        ("item", "one"),
    ]
