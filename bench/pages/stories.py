"""Sixty invented articles: what the pages are made of, and what a reader of their metadata should find."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

PEOPLE = (
    "Ada Corwin|Tom Brekke|Maren O'Duya|Lena van der Sorvald|Idris Vell|Philippa Garrow|Jürgen Holt-Asker|Casimir Thule|Lucasta Brandl|Sela Wynn"
    "|Oona de la Prewitt|Bram Hollis|Greta Holm"
    "|Fenella Marsh|Nils Everard|Desmond K. Ferrant|Ottoline Marsh|Tilda Marrow|Zoë Lindqvist|Rolf Dunmore Jr."
).split("|")
OUTLETS = (
    "The Harbour Ledger|Brackwater Gazette|Northmark Broadcasting|The Orlanz Standard|Pellworth Examiner|Velmora Courier|Lantern Weekly"
    "|Tidewater Mirror|Corran Today|Skerry Online|The Upper Pell Record|Kessaria Tribune"
).split("|")
PLACES = "VELMORA|ORLANZ|PORT ANSEL|LITTLE HASK|BRACKWATER|UPPER PELL|CORRAN|SKERRY".split("|")
SUBJECTS = (
    "ferry inquiry|grain strike|harbour budget|election panel|lighthouse sale|school merger|bridge repair|fishing quota|hospital ward|night train"
).split("|")
TURNS = (
    "stalls over a missing log|ends without a deal: ‘We tried’|divides the council again|draws a record crowd, police say|is delayed until spring"
    "|wins support from an unlikely side|goes to court|leaves islanders waiting|returns to the assembly|prompts three resignations"
).split("|")
SENTENCES = (
    "The panel met for eleven hours and left by the side door, without a word to those who had waited in the rain."
    "|“We will not come back before May,” said the minister, as he pulled on his coat in the hall of the old customs house."
    "|The opposition said that it had come with an offer, and that nobody had asked to see what stood in it."
    "|According to the port authority, four ships lay at anchor off the breakwater on Friday morning, two of them with grain."
    "|“Nobody showed us the letter,” the chairwoman of the union told reporters. “We read of it in the paper, like everyone else.”"
    "|A spokesman for the company declined to say how many people would lose their work, or when they would be told of it."
    "|The mayor, who has held the office for nineteen years, called the figures “a fairy tale for bad losers” and asked for new ones."
    "|Officials denied that the report had been changed after it was signed, and promised to print both versions side by side."
).split("|")
ZONES = (-5, 0, 1, 2, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One invented article."""

    number: int
    title: str
    authors: tuple[str, ...]
    agency: str | None
    outlet: str
    place: str
    published: datetime
    modified: datetime
    section: str
    paragraphs: tuple[str, ...]

    @property
    def url(self) -> str:
        """Where it stands."""
        site = self.outlet.lower().replace(" ", "").removeprefix("the")
        return f"https://www.{site}.example/{self.section.lower()}/{self.number}-{'-'.join(self.title.lower().split()[:4])}"


def stories() -> list[Story]:
    """Return the sixty, always the same; what shape a page has decides whether it is a copy from an agency."""
    chance = random.Random(60)
    return [_story(number, chance) for number in range(60)]


def _story(number: int, chance: random.Random) -> Story:
    day = datetime(2019, 1, 1, tzinfo=timezone(timedelta(hours=ZONES[number % 5])))
    published = day + timedelta(days=chance.randrange(2100), minutes=chance.randrange(1440))
    return Story(
        number=number,
        title=f"{chance.choice(PLACES).title()} {SUBJECTS[number % 10]} {chance.choice(TURNS)}",
        authors=tuple(chance.sample(PEOPLE, 1 + (number % 3 == 0) + (number % 7 == 0))),
        agency=None,
        outlet=OUTLETS[number % len(OUTLETS)],
        place=chance.choice(PLACES),
        published=published,
        modified=published + timedelta(days=1 + number % 3, hours=2),
        section=chance.choice(("Politics", "Business", "World", "Local")),
        paragraphs=tuple(chance.sample(SENTENCES, 6)),
    )
