"""How often the resolver's speaker is the right one.

Usage: python bench/speakers.py polnear FOLDER [dev|train]     agreement with silver coreference chains, by kind of source
       python bench/speakers.py gap FOLDER/gap-validation.tsv  pronoun to name on GAP: F1 by gender and their ratio
       python bench/speakers.py examples                       the examples with gold speakers, all particulars
       python bench/speakers.py news NEWS.jsonl.gz [second|first]   the speaker of each quotation of 100 news articles, marked by reading
Reads data from where it lies; keeps no text of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import speakers_examples
import speakers_gap
import speakers_news
import speakers_polnear


def main(arguments: list[str]) -> None:
    """Run one of the four."""
    what, *rest = arguments or ["help"]
    if what == "polnear":
        speakers_polnear.report(Path(rest[0]), rest[1] if len(rest) > 1 else "dev")
    elif what == "gap":
        speakers_gap.report(Path(rest[0]))
    elif what == "news":
        speakers_news.report(Path(rest[0]), rest[1] if len(rest) > 1 else "second")
    elif what == "examples":
        speakers_examples.report(rest[0] if rest else "all")
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
