"""How often the resolver's speaker is the right one.

Usage: python bench/speakers.py polnear FOLDER [dev|train]     agreement with silver coreference chains, by kind of source
       python bench/speakers.py gap FOLDER/gap-validation.tsv  pronoun to name on GAP: F1 by gender and their ratio
       python bench/speakers.py examples                       the examples with gold speakers, all particulars
       python bench/speakers.py news NEWS.jsonl.gz [PART [EFFORT]]   the speaker of each quotation of news articles, marked by reading
       python bench/speakers.py marked work|held [POLNEAR]     examples and 200 statements of PolNeAR, marked before answers were seen
Reads data from where it lies; keeps no text of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import speakers_examples
import speakers_gap
import speakers_marked
import speakers_news
import speakers_polnear


def main(arguments: list[str]) -> None:
    """Run one of the five."""
    what, *rest = arguments or ["help"]
    if what == "polnear":
        speakers_polnear.report(Path(rest[0]), rest[1] if len(rest) > 1 else "dev")
    elif what == "gap":
        speakers_gap.report(Path(rest[0]))
    elif what == "news":
        speakers_news.report(Path(rest[0]), *rest[1:])
    elif what == "marked":
        speakers_marked.report(rest[0], Path(rest[1] if len(rest) > 1 else "../shared/data/polnear"))
    elif what == "examples":
        speakers_examples.report(rest[0] if rest else "all")
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
