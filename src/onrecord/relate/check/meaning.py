"""Which differences in words are differences in meaning, as far as a table can know.

In: the forms printed and spoken at one place. Out: the reason why the meaning is another, or None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.relate.check.grades import Reason
from onrecord.relate.check.tables import words

CLASSES: Final = {
    "negation": Reason.NEGATION,
    "condition": Reason.CONDITION,
    "modal": Reason.MODAL,
    "hedge": Reason.HEDGE,
    "quantifier": Reason.QUANTIFIER,
    "denial": Reason.DENIAL,
    "time": Reason.TIME,
    "comparison": Reason.COMPARISON,
}
_ONES: Final = frozenset({"1", "1th"})
_SAME: Final = {
    "have_to": "must", "has_to": "must", "had_to": "must", "need_to": "must", "needs_to": "must", "ought_to": "should", "ought": "should",
    "going_to": "will", "shall": "will", "able_to": "can", "able": "can", "maybe": "perhaps", "possibly": "perhaps", "reportedly": "allegedly",
    "nearly": "almost", "virtually": "almost", "practically": "almost", "roughly": "approximately", "supposed_to": "should",
    "everyone": "every", "each": "every", "anyone": "any", "till": "until", "i_think": "i_believe", "providing": "provided",
    "as_long": "provided", "so_long": "provided",
}  # fmt: skip
_SHORTEST_BASE: Final = 4


def classes_of(forms: Sequence[str]) -> Counter[tuple[Reason, str]]:
    """Count the words of each class that carries meaning; of two words in a row that are one entry, the pair is counted.

    >>> sorted((reason.value, word) for reason, word in classes_of(["i", "do", "not", "have", "to", "go"]))
    [('modal verb', 'must'), ('negation', 'not')]
    """
    found: Counter[tuple[Reason, str]] = Counter()
    at = 0
    while at < len(forms):
        pair = tuple(forms[at : at + 2])
        entry = pair if len(pair) == 2 and _reasons(pair) else (forms[at],)
        for reason in _reasons(entry):
            word = "_".join(entry)
            # One negation is as good as another: `no plan` and `not a plan` are other words, not another meaning.
            if reason is Reason.DENIAL or word.startswith(("appear", "seem")):
                word = word[:4]
            found[reason, "not" if reason is Reason.NEGATION else _SAME.get(word, word)] += 1
        at += len(entry)
    return found


def _reasons(entry: tuple[str, ...]) -> list[Reason]:
    return [reason for name, reason in CLASSES.items() if entry in words().classes[name]]


def has(forms: Sequence[str], *reasons: Reason) -> Reason | None:
    """Return the first of the reasons of which a word stands among the forms."""
    present = {reason for reason, _ in classes_of(forms)}
    return next((reason for reason in reasons if reason in present), None)


def swapped(printed: Sequence[str], spoken: Sequence[str]) -> Reason | None:
    """Return why other words mean another thing; None where no table says so.

    >>> swapped(["never"], ["always"]), swapped(["big"], ["large"]), swapped(["unlawful"], ["lawful"])
    (<Reason.NEGATION: 'negation'>, None, <Reason.NEGATION: 'negation'>)
    """
    one, other = classes_of(printed), classes_of(spoken)
    if one != other:
        changed = {reason for reason, _ in (one - other) + (other - one)}
        return next(reason for reason in CLASSES.values() if reason in changed)
    if _numbers(printed, spoken):
        return Reason.NUMBER
    return next((reason for a in printed for b in spoken if (reason := opposite(a, b))), None)


def _numbers(printed: Sequence[str], spoken: Sequence[str]) -> bool:
    one, other = (Counter(f for f in forms if f[0].isdigit()) for forms in (printed, spoken))
    # `one thing` for `a thing` is no other number; `one` for `two` is.
    return one != other and not (set(one) | set(other) <= _ONES)


def opposite(one: str, other: str) -> Reason | None:
    """Return why one word is the opposite of another, by the table or by a prefix; None where it is not known to be."""
    if (one, other) in words().opposites:
        return Reason.OPPOSITE
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_BASE and any(long == prefix + short for prefix in words().prefixes):
        return Reason.NEGATION
    if one[:-4] and {one, other} in ({short.removesuffix("ful") + "less", short.removesuffix("less") + "ful"}, {short, short + "less"}):
        return Reason.NEGATION
    return None


def is_filler(forms: Sequence[str], *, at_start: bool, is_parted: bool) -> bool:
    """Return whether forms are nothing but fillers; `is_parted` says that commas stand around them."""
    return not without_fillers(forms, at_start=at_start, is_parted=is_parted)


def without_fillers(forms: Sequence[str], *, at_start: bool, is_parted: bool) -> list[str]:
    """Return the forms without fillers.

    >>> without_fillers(["well", "uh", "you", "know", "we", "like", "it"], at_start=True, is_parted=False)
    ['we', 'like', 'it']
    """
    table = words().fillers
    kept: list[str] = []
    at = 0
    while at < len(forms):
        allowed = [table["anywhere"]] + [table["at_start"]] * (at_start and not kept) + [table["between_commas"]] * is_parted
        length = next((n for n in (4, 3, 2, 1) if any(tuple(forms[at : at + n]) in fillers for fillers in allowed if at + n <= len(forms))), 0)
        if not length:
            kept.append(forms[at])
        at += length or 1
    return kept


def joined(forms: Iterable[str]) -> str:
    """Return forms as one run of letters: `well` `being` and `wellbeing` are one word printed in two ways."""
    return "".join(forms).replace("'", "")
