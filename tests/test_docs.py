"""Every example of README and docs/ runs, and prints what the page shows."""

from pathlib import Path

import pytest

from tests import arithmetic
from tests.shown import PAGES, ROOT, Reader, examples_of, is_as_shown, reads_examples, record_of_examples

WITH_EXAMPLES = [path for path in PAGES if list(examples_of(path.read_text(encoding="utf-8")))]


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_of_examples(tmp_path_factory.mktemp("docs") / "examples.db")


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_shows_what_comes(path: Path, record: Path, tmp_path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    reader = Reader(tmp_path, None if reads_examples(page) else record)
    for example in examples_of(page):
        came = reader.came(example)
        if example.shown is None or is_as_shown(example.shown, came):
            continue
        if arithmetic.sums() != arithmetic.noted()[1]:
            pytest.skip("this processor rounds the models' int8 products otherwise than the one on which the pages were made")
        pytest.fail(f"{path.name}:{example.line} shows\n{example.shown}\nand this came\n{came}")


def test_the_pages_were_made_with_the_models_that_ship() -> None:
    assert arithmetic.noted()[0] == arithmetic.models(), "run `make shown`"


def test_there_are_examples() -> None:
    assert {path.name for path in WITH_EXAMPLES} >= {"README.md", "python.md", "spacy.md"}
