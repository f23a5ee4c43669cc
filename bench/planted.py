"""Printings of invented utterances with a known answer: cut, changed and split as papers do it, and hard unlike ones.

Everything follows from the seed. `planted(seed, utterances)` gives printings, each with the number of its utterance.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.records import Speaker, SpeakerKind, Unknown

WHO = (
    "we|they|the ministry|the council|our union|the company|my government|this party|the harbour board|the commission|his office|the opposition"
).split("|")
MODAL = "will|must|should|cannot|would never|have to|are going to|intend to|may|might".split("|")
VERB = (
    "finish|close|sell|defend|rebuild|fund|abandon|inspect|replace|expand|nationalise|privatise|double|halve|delay|approve|reject|publish|"
    "withdraw|investigate|reopen|modernise|relocate|dismantle|subsidise|audit|scrap|rescue|license|patrol"
).split("|")
ADJECTIVE = (
    "northern|coastal|broken|ancient|expensive|unfinished|provincial|rural|municipal|leaking|crowded|forgotten|wooden|electric|frozen|public|"
    "inland|southern|rusting|temporary|disputed|derelict"
).split("|")
NOUN = (
    "bridge|tunnel|ferry|harbour|lighthouse|reservoir|hospital|orchard|quarry|dam|railway|cannery|archive|airfield|library|granary|"
    "shipyard|market|school|monastery|refinery|museum|canal|prison|observatory|greenhouse|mill|barracks|aqueduct|depot"
).split("|")
EVENT = "storm|verdict|harvest|flood|strike|census|funeral|regatta|audit|eclipse|election|pilgrimage|thaw|fair|trial|comet".split("|")
PLACE = "Velmora|Orlanz|Brackwater|Pellworth|Northmark|Tarsovia|Halyard|Skerry Point|the delta|the capital|the islands|the old town".split("|")
TIME = "before|after|until|within a year of|as soon as we hear of|three days after|on the eve of|in spite of".split("|")
LINK = "because|and|even though|whatever they print about how|although|since|now that|and I told the president that".split("|")
SOMEBODY = (
    "thirteen widows|the insurers|two drunken admirals|my own mother|every stoker on the night shift|the keeper of the lamp|a borrowed accountant|"
    "the bishop|nine schoolteachers|the apothecary|an honest bailiff|the ferrymen|half of the jury|a deaf watchmaker|the cartographers|our cook"
).split("|")
DID = (
    "counted|buried|signed for|laughed at|pawned|photographed|forgot|inherited|weighed|smuggled out|burnt|begged for|translated|locked away|"
    "quarrelled over|sold back"
).split("|")
THING = (
    "eleven letters|the rotten beams|a cellar of barley|the wrong report|a silver kettle|those invoices|the widow's pension|an empty coffin|"
    "the brass telescope|forty barrels of herring|a forged ledger|the last lantern|that famous photograph|the chimneys|a box of medals|the anchor"
).split("|")
SLOGAN = "Stronger together|Better together|Orlanz first|Velmora first|Bread and peace|Bread and honour|Fair tides for all|Fair wages for all".split(
    "|"
)
STOCK = (
    "Our thoughts and prayers are with the victims and their families|No comment|Thank you very much|We take these allegations very seriously|"
    "I cannot comment on an ongoing investigation|No|Let me be clear|We are aware of the reports and are monitoring the situation"
).split("|")
OTHER = {"finish": "complete", "close": "shut", "sell": "dispose of", "broken": "damaged", "ancient": "old", "told": "informed", "stop": "halt",
         "public": "state-owned", "money": "cash", "delay": "postpone", "people": "citizens", "waiting": "hoping", "reject": "refuse"}  # fmt: skip
FIRST = "Dagny|Igor|Anselm|Maren|Tomas|Lucasta|Casimir|Jutta|Osric|Henrike|Bram|Cornelia|Arne|Lena|Matthias|Rosalind".split("|")
LAST = (
    "Lorn|Tarquay|Oduya|Brekke|Amsel|Quill|Vos|Hollis|Vance|Pell|Sorvald|Groll|Achterberg|Montclair|Thule|Brandl|Osk|Petrel|Harrow|Skane|"
    "Velde|Marlow|Dunmore|Kestrel|Fenwick|Ashdown|Rook|Sable|Thorne|Whitlock|Yarrow|Zabel|Ingle|Jessop|Kirkby|Larch"
).split("|")
NOBODY = Speaker(name=None, kind=SpeakerKind.UNKNOWN, reason=Unknown.NO_NAME_BEFORE)
START = date(2031, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One printing and the utterance that it is of."""

    parts: tuple[str, ...]
    speaker: Speaker
    day: int
    utterance: int
    how: str


class World:
    """Words, names and chance, from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = [(first, last) for last in LAST for first in self.chance.sample(FIRST, 2)]
        self.number = 0

    def pick(self, words: list[str]) -> str:
        return self.chance.choice(words)

    def pick_person(self) -> tuple[str, str]:
        return self.chance.choice(self.people)

    def next(self) -> int:
        self.number += 1
        return self.number

    def clause(self) -> str:
        thing = f"the {self.pick(ADJECTIVE)} {self.pick(NOUN)}"
        if self.chance.random() < 0.35:
            thing += f" and the {self.pick(NOUN)}"
        if self.chance.random() < 0.15:
            thing = f"{self.chance.randint(13, 990)} {self.pick(ADJECTIVE)} {self.pick(NOUN)}s"
        return f"{self.pick(WHO)} {self.pick(MODAL)} {self.pick(VERB)} {thing} {self.when()}"

    def when(self) -> str:
        return f"{self.pick(TIME)} the {self.pick(EVENT)} in {self.pick(PLACE)}"

    def aside(self) -> str:
        return f"{self.pick(SOMEBODY)} {self.pick(DID)} {self.pick(THING)}"

    def sentence(self) -> str:
        clause = self.clause()
        dice = self.chance.random()
        if dice < 0.3:
            clause = f"{self.aside()}, and {clause}"
        elif dice < 0.65:
            clause = f"{clause}, {self.pick(LINK)} {self.aside()}"
        return clause[0].upper() + clause[1:] + "."

    def utterance(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.choices([1, 2, 3, 4], [4, 4, 3, 1])[0]))


def planted(seed: int, utterances: int) -> list[Planted]:
    """Return printings of so many utterances, and of half as many hard unlike ones."""
    world = World(seed)
    found: list[Planted] = []
    for _ in range(utterances):
        found += _family(world)
    for _ in range(utterances // 12):
        for hard in (_stock, _slogans, _negated, _numbers):
            found += hard(world)
    world.chance.shuffle(found)
    return found


def _family(world: World) -> list[Planted]:
    text, person = world.utterance(), world.pick_person()
    day, number = START + world.chance.randrange(1500), world.next()
    found = [Planted(parts=(text,), speaker=named(*person), day=day, utterance=number, how="whole")]
    for _ in range(world.chance.choices([1, 2, 4, 7], [4, 4, 3, 1])[0]):
        how, change = world.chance.choice(list(CHANGES.items()))
        parts = change(world.chance, text)
        words = sum(len(part.split()) for part in parts)
        speaker = _printed_as(world.chance, person, open_is_fair=words >= 12)
        found.append(Planted(parts=parts, speaker=speaker, day=day + _later(world.chance), utterance=number, how=how))
    return found


def _stock(world: World) -> Iterator[Planted]:
    day = START + world.chance.randrange(1500)
    text = world.pick(STOCK)
    for person in world.chance.sample(world.people, 4):
        yield Planted(parts=(text + ".",), speaker=named(*person), day=day, utterance=world.next(), how="stock")


def _slogans(world: World) -> Iterator[Planted]:
    day, person = START + world.chance.randrange(1500), world.pick_person()
    for text in world.chance.sample(SLOGAN, 3):
        yield Planted(parts=(text,), speaker=named(*person), day=day, utterance=world.next(), how="slogan")


def _negated(world: World) -> Iterator[Planted]:
    who, rest = world.pick(["We", "I", "They"]), f"{world.pick(VERB)} the {world.pick(ADJECTIVE)} {world.pick(NOUN)} {world.when()}"
    person = world.pick_person()
    day = START + world.chance.randrange(1500)
    for middle in ("will", "will not"):
        yield Planted(parts=(f"{who} {middle} {rest}.",), speaker=named(*person), day=day, utterance=world.next(), how="negated")


def _numbers(world: World) -> Iterator[Planted]:
    person, day = world.pick_person(), START + world.chance.randrange(1500)
    thing, when = f"{world.pick(ADJECTIVE)} {world.pick(NOUN)}s", world.when()
    one, other = world.chance.sample(range(13, 900), 2)
    for count in (one, other):
        yield Planted(parts=(f"We will build {count} {thing} {when}.",), speaker=named(*person), day=day, utterance=world.next(), how="number")


def named(first: str, last: str) -> Speaker:
    return Speaker(name=f"{first} {last}".strip(), kind=SpeakerKind.PERSON)


def _printed_as(chance: random.Random, person: tuple[str, str], *, open_is_fair: bool) -> Speaker:
    dice = chance.random()
    if dice < 0.6:
        return named(*person)
    if dice < 0.8 or not open_is_fair:
        return named("", person[1])
    return NOBODY if dice < 0.92 else Speaker(name="the minister", kind=SpeakerKind.UNNAMED)


def _later(chance: random.Random) -> int:
    return chance.choices([0, 1, 2, 5], [6, 3, 2, 1])[0]


def _sentences(text: str) -> list[str]:
    return [part.rstrip(".") + "." for part in text.split(". ")]


def _punctuated(chance: random.Random, text: str) -> tuple[str, ...]:
    swapped = text.replace(", and ", " – and ").replace("'", "’")
    return ("“" + (swapped if chance.random() < 0.5 else swapped.lower()).rstrip(".") + ",”",)


def _one_sentence(chance: random.Random, text: str) -> tuple[str, ...]:
    return (chance.choice(_sentences(text)),)


def _shortened(chance: random.Random, text: str) -> tuple[str, ...]:
    words = chance.choice(_sentences(text)).split()
    length = max(6, int(len(words) * chance.uniform(0.5, 0.9)))
    start = chance.randrange(max(1, len(words) - length + 1))
    return (" ".join(words[start : start + length]).strip(",."),)


def _ellipsis(chance: random.Random, text: str) -> tuple[str, ...]:
    words = text.split()
    start = chance.randrange(3, max(4, len(words) // 2))
    gap = chance.randint(2, 6)
    return (" ".join([*words[:start], chance.choice(["…", "...", ". . .", "[...]"]), *words[start + gap :]]),)


def _dropped(chance: random.Random, text: str) -> tuple[str, ...]:
    words = text.split()
    kept = [word for word in words if word in ("not", "never", "cannot") or chance.random() > 0.06]
    return (" ".join(kept if len(kept) >= 6 else words),)


def _changed(chance: random.Random, text: str) -> tuple[str, ...]:
    words = [OTHER.get(word, word) if chance.random() < 0.7 else word for word in text.split()]
    place = chance.randrange(len(words))
    if words[place].strip(",.") in ("the", "will", "must", "and", "because"):
        words[place] = {"the": "that", "will": "shall", "must": "should", "and": "but", "because": "since"}[words[place].strip(",.")]
    return (" ".join(words),)


def _bracketed(chance: random.Random, text: str) -> tuple[str, ...]:
    words = text.split()
    for place, word in enumerate(words):
        if word.lower() in ("we", "they", "it") and chance.random() < 0.7:
            words[place] = "[the board]"
        elif word == "the" and chance.random() < 0.15:
            words[place] = "the [old]"
    return (" ".join(words),)


def _split(chance: random.Random, text: str) -> tuple[str, ...]:
    words = text.split()
    place = chance.randrange(3, len(words) - 2)
    return ("“" + " ".join(words[:place]).rstrip(",.") + ",”", "“" + " ".join(words[place:]) + "”")


CHANGES: dict[str, Callable[[random.Random, str], tuple[str, ...]]] = {
    "punctuated": _punctuated,
    "one sentence": _one_sentence,
    "shortened": _shortened,
    "ellipsis": _ellipsis,
    "words dropped": _dropped,
    "words changed": _changed,
    "brackets": _bracketed,
    "split": _split,
}
