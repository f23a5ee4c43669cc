"""The linker at run time: how likely each candidate is to be the one that a pronoun means.

In: a passage. Out: for each pronoun a probability by the start of each candidate's words; what is missing to 1 is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np

from onrecord.inference import CLS, SEP, Tokenizer, load_tokenizer, model_folder, open_session
from onrecord.resolve.likely import LINKER
from onrecord.resolve.passages import Passage

_LONGEST: Final = 512


class Linker:
    """The model that ships with the package; it loads when it is first needed. Not shared between processes: each loads its own."""

    name = LINKER

    def __init__(self, *, folder: Path | None = None, threads: int = 1) -> None:
        self._folder = folder or model_folder()
        self._threads = threads

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(self._folder / "tokenizer.json")

    @cached_property
    def _session(self) -> Any:
        return open_session(self._folder / "linker.onnx", self._threads)

    def read(self, written: Passage) -> dict[int, dict[int, float]]:
        """Return for each pronoun of the passage the probability of each candidate; nothing for a passage too long to read."""
        ids, pronouns, candidates = placed(written, self._tokenizer)
        if not pronouns or not candidates or len(ids) > _LONGEST:
            return {}
        feeds = {"ids": [ids], "pronouns": list(pronouns.values()), "candidates": list(candidates.values())}
        (rows,) = self._session.run(None, {name: np.array(values, dtype=np.int64) for name, values in feeds.items()})
        return {at: dict(zip(candidates, row[:-1].tolist(), strict=True)) for at, row in zip(pronouns, rows, strict=True)}


def placed(written: Passage, tokenizer: Tokenizer) -> tuple[list[int], dict[int, int], dict[int, int]]:
    """Return the word pieces of a passage, and of its pronouns and candidates the piece at which each starts."""
    ids, starts = [CLS], [-1]
    for line_start, line in _lines(written.text):
        encoding = tokenizer.encode(line, add_special_tokens=False)
        ids += [*encoding.ids, SEP]
        starts += [line_start + start for start, _ in encoding.offsets] + [-1]
    piece_at = {start: n for n, start in enumerate(starts) if start >= 0}

    def pieces(places: Mapping[int, int]) -> dict[int, int]:
        return {key: piece_at[place] for key, place in places.items() if place in piece_at}

    return ids, pieces(written.pronouns), pieces(written.candidates)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1
