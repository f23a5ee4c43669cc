"""What was cut: does the meaning of what is left hang on it?

In: a prepared transcript and the places of what was left out, in the middle or at the ends. Out: the reason why the cut changes
the meaning, or None. A negation or a condition counts wherever it shares a sentence with words that were kept; a modal verb, a
hedge or a quantifier where it stood next to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from onrecord.relate.check.grades import Reason
from onrecord.relate.check.heard import COMMA, DASH, END, Heard
from onrecord.relate.check.meaning import classes_of, has, joined, without_fillers
from onrecord.relate.check.printed import Printed, sentence_around
from onrecord.relate.check.tables import words

_BOUND_UNSEEN: Final = 10
"""Without punctuation, so many tokens next to what was kept are taken to share its sentence."""
_SHORT_CUT: Final = 3
_FEW: Final = 2
_SHORT_SENTENCE: Final = 3
_LONGEST_START: Final = 8
_LONGEST_REPEAT: Final = 6
_NEAR_BELIEF: Final = 5
_ADJACENT: Final = (Reason.MODAL, Reason.HEDGE, Reason.DENIAL)
_CLAUSE: Final = 40
_VERBS: Final = frozenset("am is are was were be do does did have has had will would shall should can could may might must".split())
_FEWEST_AROUND: Final = 3
_DENYING: Final = frozenset(
    "against dismiss dismissed dismisses dispute disputed disputes resist resisted rather instead question questioned but".split()
)


def forms_of(heard: Heard, start: int, end: int) -> list[str]:
    """Return the forms from `start` to before `end`."""
    return [t.form for t in heard.tokens[max(start, 0) : max(end, 0)]]


def slip_of_tongue(heard: Heard, start: int, end: int) -> Reason | None:
    """Return why spoken tokens are nothing that was meant to be said: fillers, repeated words, a false start; None if they are not."""
    is_parted = heard.stops[start] >= COMMA and end < len(heard.stops) and heard.stops[end] >= COMMA
    dropped = forms_of(heard, start, end)
    rest = without_fillers(dropped, at_start=bool(heard.stops[start] >= DASH), is_parted=bool(is_parted))
    if not rest:
        return Reason.FILLER
    after, before = forms_of(heard, end, end + len(rest)), forms_of(heard, start - len(rest), start)
    if len(rest) <= _LONGEST_REPEAT and rest in (after, before):
        return Reason.REPEATED
    return Reason.FALSE_START if _is_false_start(heard, rest, start, end) else None


def _is_false_start(heard: Heard, rest: list[str], start: int, end: int) -> bool:
    """A start is false where the speaker broke off and began with the same word again, and took nothing back by it."""
    after = forms_of(heard, end, end + len(rest) + _BOUND_UNSEEN)
    if len(rest) > _LONGEST_START or len(after) < len(rest):
        return False
    broke_off = heard.stops[end] == DASH and rest[0] == after[0]
    # `the gov, the government`: the same words again, the last of them whole. `I want peace, I want work` is no false start.
    begun_again = rest[:-1] == after[: len(rest) - 1] and len(rest) > 1 and after[len(rest) - 1].startswith(rest[-1])
    if not broke_off and not begun_again:
        return False
    names = {t.form for t in heard.tokens[start:end]} & heard.names
    numbers = {f for f in rest if f[0].isdigit()}
    return not (classes_of(rest) - classes_of(after)) and names | numbers <= set(after)


def swallowed(heard: Heard, start: int, end: int, *, is_marked: bool) -> Reason | None:
    """Return why leaving out the tokens from `start` to before `end`, between words that are kept, changes the meaning."""
    if slip_of_tongue(heard, start, end):
        return None
    left, right = _bound(heard, start, end)
    size = end - start
    # The same words once more around the cut: what was dropped as a repetition or a false start takes nothing with it.
    for part in (left, right):
        if reason := has(part, Reason.NEGATION, Reason.CONDITION):
            return reason
    if any(has(sentence, Reason.NEGATION) for sentence in _sentences(heard, start, end) if len(sentence) <= _SHORT_SENTENCE):
        return Reason.NEGATION
    if left and has(forms_of(heard, start - 1, start), Reason.NEGATION) and heard.stops[start] < COMMA:
        return Reason.NEGATION
    return _adjacent(heard, start, end) or (_small(heard, start, end, is_marked=is_marked) if size <= _FEW else None)


def _bound(heard: Heard, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the dropped forms that share a sentence with the words kept before, and with those kept after."""
    if not heard.is_punctuated:
        return forms_of(heard, start, min(end, start + _BOUND_UNSEEN)), forms_of(heard, max(start, end - _BOUND_UNSEEN), end)
    ends = [at for at in range(start, end + 1) if at < len(heard.stops) and heard.stops[at] == END]
    if not ends:
        return forms_of(heard, start, end), forms_of(heard, start, end)
    return forms_of(heard, start, ends[0]), forms_of(heard, ends[-1], end)


def runs_two_together(heard: Heard, start: int, end: int) -> bool:
    """Return whether a cut took the end of one sentence and the beginning of another, so that two are printed as one."""
    if not heard.is_punctuated or end >= len(heard.stops):
        return False
    inside = [at for at in range(start + 1, end) if heard.stops[at] == END]
    return bool(inside) and heard.stops[start] != END and heard.stops[end] != END


def left_negated(heard: Heard, start: int) -> bool:
    """Return whether the sentence is negated before `start`."""
    return bool(has(_clause_before(heard, start), Reason.NEGATION))


def _sentences(heard: Heard, start: int, end: int) -> list[list[str]]:
    if not heard.is_punctuated:
        return []
    ends = [at for at in range(start, min(end + 1, len(heard.stops))) if heard.stops[at] == END]
    return [forms_of(heard, a, b) for a, b in pairwise(ends)]


def _adjacent(heard: Heard, start: int, end: int) -> Reason | None:
    if end - start <= _SHORT_CUT:
        return has(forms_of(heard, start, end), *_ADJACENT)
    first = forms_of(heard, start, start + _FEW) if heard.stops[start] < COMMA else []
    last = forms_of(heard, end - _FEW, end) if end < len(heard.stops) and heard.stops[end] < COMMA else []
    return has(first, Reason.MODAL, Reason.HEDGE) or has(last, *_ADJACENT)


def _small(heard: Heard, start: int, end: int, *, is_marked: bool) -> Reason | None:
    """A word or two that were left out alone: a quantifier, and where no mark owns up to it a number, a name, a time."""
    dropped = forms_of(heard, start, end)
    reason = has([f for f in dropped if not f.startswith("any")], Reason.QUANTIFIER, Reason.COMPARISON, Reason.TIME)
    if reason or is_marked:
        return reason
    if any(f[0].isdigit() and f not in ("1", "1th") for f in dropped):
        return Reason.NUMBER
    is_vocative = heard.stops[start] >= COMMA and (end == len(heard.stops) or heard.stops[end] >= COMMA)
    is_title = any(f in words().kinds["titles"] for f in dropped)
    return Reason.NAME if not is_vocative and not is_title and any(f in heard.names for f in dropped) else None


def cut_before(heard: Heard, printed: Printed, start: int) -> Reason | None:
    """Return why a quotation printed as a whole sentence means another thing without what was said before it in its sentence."""
    if heard.stops[start] == END or not start:
        return None
    if not printed.opens_sentence:
        return _denied_there_only(heard, printed, start)
    is_name = printed.tokens[0].form in heard.names or printed.tokens[0].form == "i"
    if heard.is_punctuated and heard.tokens[start].is_capital and not is_name and heard.stops[start] >= DASH:
        return None
    clause = _clause_before(heard, start)
    return _governed(heard, clause, start)


def _denied_there_only(heard: Heard, printed: Printed, start: int) -> Reason | None:
    """A part of a sentence, said right after a `not`: the article's own sentence around it must say no as well."""
    around = sentence_around(printed.quoted)
    if heard.stops[start] >= COMMA or len(around) < _FEWEST_AROUND or not has(forms_of(heard, start - 1, start), Reason.NEGATION):
        return None
    return None if has(around, Reason.NEGATION, Reason.DENIAL, Reason.CONDITION) or _DENYING & set(around) else Reason.NEGATION


def _clause_before(heard: Heard, start: int) -> list[str]:
    """The forms of the same sentence before `start`; where sentences cannot be told apart, the nearest few."""
    most = _CLAUSE if heard.is_punctuated else _NEAR_BELIEF
    at = start
    while at > 0 and start - at < most and heard.stops[at] != END:
        at -= 1
    return forms_of(heard, at, start)


def _governed(heard: Heard, clause: Sequence[str], start: int) -> Reason | None:
    table = words().governs
    rest = list(clause[:-1]) if clause and clause[-1] in ("that", "whether") else list(clause)
    is_open = heard.stops[start] < COMMA
    begins_anew = heard.tokens[start].form in ("i", "we", "you", "he", "she", "they", "it", "there") and bool(has(clause[-1:], Reason.NEGATION))
    if is_open and clause and clause[-1] in table["directly"] and not begins_anew:
        return has(clause[-1:], Reason.NEGATION, Reason.CONDITION) or Reason.CONDITION
    if is_open and rest and rest[-1] in table["belief"]:
        near = rest[-_NEAR_BELIEF:]
        if reason := has(near, Reason.NEGATION, Reason.CONDITION):
            return reason
        if near[0:-1] and any(word in table["others"] for word in near[-3:-1]):
            return Reason.ANOTHERS_CLAIM
    # `If the court agrees, then we will go`: the condition stands in a clause of its own before a comma.
    is_apart = heard.stops[start] == COMMA or (rest[-1:] == ["then"] and start > 0 and heard.stops[start - 1] == COMMA)
    if heard.is_punctuated and clause and clause[0] in ("if", "unless", "provided") and is_apart:
        return Reason.CONDITION
    return None


def cut_after(heard: Heard, printed: Printed, end: int) -> Reason | None:
    """Return why a quotation printed with its sentence's end means another thing without what was said right after it."""
    if end >= len(heard.tokens) or heard.stops[end] >= DASH:
        return None
    # `They were`, of `they were not`: a verb is cut from its `not`.
    if heard.stops[end] < COMMA and heard.tokens[end].form in ("not", "never") and (printed.closes_sentence or heard.tokens[end - 1].form in _VERBS):
        return Reason.NEGATION
    if not printed.closes_sentence:
        return None
    after = forms_of(heard, end, end + 3)
    after = after[1:] if after[0] == "but" else after
    # Without punctuation an `if` may as well begin the next sentence.
    if after and after[0] in ("if", "until") and not heard.is_punctuated:
        return None
    is_only = after[:1] == ["only"] and after[1:2] in (["if"], ["when"], ["after"])
    return Reason.CONDITION if is_only or (after and after[0] in ("if", "unless", "provided", "except", "until")) else None


def hidden_by_bracket(heard: Heard, start: int, end: int, own: Sequence[str]) -> Reason | None:
    """Return what the printer's own words hide or bring in: they may only stand for a pronoun or a noun."""
    dropped = forms_of(heard, start, end)
    if joined(dropped) == joined(own):
        return None
    checked = (Reason.NEGATION, Reason.CONDITION, Reason.MODAL, Reason.HEDGE, Reason.DENIAL, Reason.COMPARISON)
    if reason := has(dropped, *checked) or has(own, *checked):
        return reason if has(dropped, reason) != has(own, reason) or classes_of(dropped) != classes_of(own) else None
    said, told = ({f for f in forms if f[0].isdigit() and f != "1"} for forms in (dropped, own))
    if said and said != told:
        return Reason.NUMBER
    initials = "".join(f[0] for f in own if f not in words().kinds["prepositions"] | words().kinds["determiners"] | {"and"})
    names = {f for f in dropped if f in heard.names and f not in words().kinds["titles"] and f != initials}
    return Reason.NAME if names and not names & set(own) and set(own) & heard.names else None


def is_noun(heard: Heard, start: int, end: int) -> bool:
    """Return whether the dropped tokens look like a pronoun or a noun with what belongs to it."""
    kinds = words().kinds
    dropped, before = forms_of(heard, start, end), forms_of(heard, start - 1, start)
    openers = kinds["pronouns"] | kinds["determiners"]
    is_led = bool(before) and before[0] in kinds["determiners"] | kinds["prepositions"] | {"and", "or", "'s"}
    return not dropped or dropped[0] in openers | heard.names or is_led or dropped[0][0].isdigit()
