"""How often the resolver's speaker is the right one.

Usage, each with `rules` at the end to leave the linker out:
       python bench/speakers.py polnear FOLDER [dev|train]     agreement with silver coreference chains, by kind of source
       python bench/speakers.py gap FOLDER/gap-validation.tsv  pronoun to name on GAP: F1 by gender and their ratio
       python bench/speakers.py examples                       the examples with gold speakers, all particulars
       python bench/speakers.py news NEWS.jsonl.gz [PART [EFFORT]]   the speaker of each quotation of news articles, marked by reading
       python bench/speakers.py marked work|held [POLNEAR]     examples and 200 statements of PolNeAR, marked before answers were seen
       python bench/speakers.py pdnc PDNC.tar.gz [PARTS]       the speaker of each quotation in novels held apart
Reads data from where it lies; keeps no text of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import speakers_examples
import speakers_gap
import speakers_marked
import speakers_news
import speakers_pdnc
import speakers_polnear
from onrecord.resolve.linker import Linker


def main(arguments: list[str]) -> None:
    """Run one of them."""
    linker = None if arguments[-1:] == ["rules"] else Linker()
    what, *rest = [a for a in arguments if a != "rules"] or ["help"]
    if what == "polnear":
        speakers_polnear.report(Path(rest[0]), rest[1] if len(rest) > 1 else "dev", linker)
    elif what == "gap":
        speakers_gap.report(Path(rest[0]), linker)
    elif what == "news":
        speakers_news.report(Path(rest[0]), *rest[1:], linker=linker)
    elif what == "marked":
        speakers_marked.report(rest[0], Path(rest[1] if len(rest) > 1 else "../shared/data/polnear"), linker)
    elif what == "examples":
        speakers_examples.report(rest[0] if rest else "all", linker)
    elif what == "pdnc":
        speakers_pdnc.report(Path(rest[0]), int(rest[1]) if len(rest) > 1 else 8, linker)
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
