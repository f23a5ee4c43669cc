"""Makes the shipped registry of public figures from the lists whose source allows it.

Usage: python training/registry.py DATA/persons/persons.jsonl.gz     writes src/onrecord/resolve/tables/registry.tsv
Taken: congress-legislators and its executive list (both dedicated to the public domain, CC0), people in office in 1989 or later; and
the few offices of tables/offices.tsv, which are this project's own. See docs/speakers.md for what is left out, and why.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

TABLES = Path(__file__).parent.parent / "src/onrecord/resolve/tables"
TAKEN = ("congress-legislators", "congress-legislators/executive")
SINCE = "1989"
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut",
    "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
ROLE = re.compile(r"(?P<office>.+?)(?: \((?P<party>[^)]*)\))?, (?P<start>\d{4}-\d\d-\d\d)–(?P<end>\d{4}-\d\d-\d\d)?$")


def main(path: Path) -> None:
    """Write the table, ordered by name."""
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            person = json.loads(line)
            offices = [o for role in person["roles"] if (o := office_of(role))]
            if set(person["sources"]) & set(TAKEN) and offices:
                names = [n for n in person["aliases"] if n.isascii() and n != person["name"] and set(person["sources"]) <= set(TAKEN)]
                rows.append("\t".join([person["name"], "|".join(names), person["wikidata"] or "", "|".join(offices)]))
    head = (
        "# Name, other names, Wikidata id, offices (office@body@from@to). Made by training/registry.py; sources and licences in docs/speakers.md.\n"
    )
    (TABLES / "registry.tsv").write_text(head + "".join(r + "\n" for r in sorted(set(rows))), encoding="utf-8")


def office_of(role: str) -> str | None:
    """Return `senator@Maine@2021-01-03@2027-01-03`, or None for a role of another kind or time."""
    match = ROLE.match(role)
    if match is None or (match["end"] or "9999") < SINCE:
        return None
    office = match["office"]
    if (member := re.fullmatch(r"(Senator|Representative) for (\w\w)", office)) and member[2] in STATES:
        return "@".join([member[1].lower(), STATES[member[2]], match["start"], match["end"] or ""])
    if executive := re.fullmatch(r"((?:Vice )?President) of the United States", office):
        return "@".join([executive[1].lower(), "United States", match["start"], match["end"] or ""])
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
