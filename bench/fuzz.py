"""Damaged pages, feeds and files by the thousand: nothing raises outside the documented tree, and nothing hangs.

    python -m bench.fuzz --count 10000 --seed 1

Every mutant is written to a file of its kind and read with `onrecord.read.articles`; transcripts with `transcript_of`. What is
counted: mutants by kind, articles and rejections that came out, anything that was raised, and the slowest mutant.
"""

from __future__ import annotations

import argparse
import faulthandler
import gzip
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.cases_of import cases
from tests.read.formats.made import HTML, PAGE, TEXT, XHTML, message, newsml, ninjs, packed, page, response, rss, rss_entry

from onrecord.errors import ReadError
from onrecord.read import articles
from onrecord.read.transcripts import transcript_of
from onrecord.records import Article

EXAMPLES = Path(__file__).parent.parent / "examples"
TIMEOUT_S = 60
"""Longer than any mutant may take: past it the process ends with a trace of where it stands."""
NOISE = b"| < > \" ' & ]]> <![CDATA[ </p> <p> <div> <blockquote> \xff\xfe \x00 \r\n\r\n { } [ <!ENTITY".split(b" ")


def seeds() -> list[tuple[str, bytes]]:
    """Return what is damaged: the name's end, and the bytes."""
    warc = [response(f"https://ledger.example/{number}", page(number)) for number in range(4)]
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>L</title><entry><content type='xhtml'><div>{HTML}</div></content></entry></feed>"
    found = [
        (".html", PAGE.encode()),
        (".rss", rss(*(rss_entry(n, content=HTML, summary=TEXT) for n in range(3))).encode()),
        (".atom", atom.encode()),
        (".json", ninjs().encode()),
        (".jsonl", (ninjs() + "\n" + ninjs(body_html=None, body_text=TEXT)).encode()),
        (".xml", message(newsml(XHTML), newsml(XHTML, number=2)).encode()),
        (".csv", f'title,text\nFerry,"{TEXT}"\nGate,"{TEXT}"\n'.encode()),
        (".warc", b"".join(warc)),
        (".warc.gz", packed(*warc)),
        (".txt.gz", gzip.compress(TEXT.encode())),
    ]
    found += [(path.suffix, path.read_bytes()) for path in sorted(EXAMPLES.iterdir()) if path.is_file()]
    return 3 * found + [("transcript", case["text"].encode()) for case in cases("read/formats/transcripts.toml")]


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to six damages: cut, put in, doubled, swapped, or one bit turned."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(changed) + 1), chance.randint(1, 300)
        match chance.randrange(6):
            case 0:
                del changed[at : at + length]
            case 1:
                changed[at:at] = chance.choice(NOISE) * chance.choice([1, 1, 1, 60])
            case 2:
                changed[at:at] = changed[at : at + length] * chance.choice([1, 1, 20])
            case 3:
                changed[at : at + length] = chance.randbytes(chance.randint(0, 20))
            case 4:
                start = chance.randrange(len(changed) + 1)
                changed[at:at] = data[start : start + length]
            case _ if changed:
                changed[at % len(changed)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def read(name: str, data: bytes, folder: Path) -> list[str]:
    """Return what came out: `article` or `rejected`, once for each. Raises what the package raises."""
    if name == "transcript":
        try:
            transcript_of(data.decode("utf-8", "replace"))
        except ReadError:
            return ["rejected"]
        return ["transcript"]
    path = folder / f"mutant{name}"
    path.write_bytes(data)
    return ["article" if isinstance(outcome, Article) else "rejected" for outcome in articles([path])]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance, kinds, came, slowest, raised = random.Random(given.seed), Counter[str](), Counter[str](), (0.0, ""), list[str]()
    sources = seeds()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.count):
            name, data = sources[number % len(sources)]
            damaged = mutant(data, chance)
            faulthandler.dump_traceback_later(TIMEOUT_S, exit=True)
            start = time.process_time()
            try:
                came.update(read(name, damaged, Path(folder)))
            except Exception as error:
                raised.append(f"mutant {number} ({name}): {type(error).__name__}: {error}")
            faulthandler.cancel_dump_traceback_later()
            kinds[name] += 1
            slowest = max(slowest, (time.process_time() - start, f"mutant {number} ({name})"))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{sum(kinds.values()):,} mutants of {len(set(sources))} files: {', '.join(f'{name} {count}' for name, count in sorted(kinds.items()))}")
    print(f"came out: {dict(came)}; slowest {slowest[0]:.2f} s of work, {slowest[1]}; peak {peak_mb:.0f} MB")
    print(f"raised: {len(raised)}", *raised[:20], sep="\n")
    sys.exit(1 if raised else 0)


if __name__ == "__main__":
    main()
