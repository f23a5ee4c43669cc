"""What `import onrecord` gives: few names, nothing loaded before it is used, and a function that stays one."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import OnrecordError
from onrecord.read import article_of

ROOT = Path(__file__).parents[3]
NAMES = """Article ModelError OnrecordError QueryError ReadError Reading Record RecordError Rejected Statement Words __version__
           check read read_each""".split()


def test_the_public_names_are_these_and_no_more() -> None:
    assert onrecord.__all__ == dir(onrecord) == NAMES
    assert len(NAMES) <= 15
    assert all(getattr(onrecord, name) is not None for name in NAMES)


def test_nothing_is_loaded_before_it_is_used() -> None:
    program = "import sys, onrecord; dir(onrecord); print([m for m in sys.modules if m.startswith('onrecord.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("first", ["from onrecord.read import articles", "import onrecord.read.steps", "onrecord.read", "from onrecord import read"])
def test_read_is_the_function_whatever_was_imported_first(first: str) -> None:
    program = f"import onrecord\n{first}\nassert callable(onrecord.read)\nfrom onrecord.read import article_of"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_name_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'reads'"):
        onrecord.reads  # noqa: B018


def test_every_error_is_of_one_tree() -> None:
    tree: list[type[OnrecordError]] = [OnrecordError, *OnrecordError.__subclasses__()]
    assert {name for name in NAMES if name.endswith("Error")} == {kind.__name__ for kind in tree if kind.__module__ == "onrecord.errors"}


def test_words_know_their_place_and_come_through_a_pickle() -> None:
    article = article_of("“We will not go,” said Ada Brekke. “Not now.”")
    (statement,) = onrecord.read(article.text).statements
    words = pickle.loads(pickle.dumps(statement.content))
    assert words == statement.content == "“We will not go,” “Not now.”"
    assert words.parts == tuple(span.of(article.text) for span in words.spans)
    assert (words.start, words.end) == (0, len(article.text))
