"""From an alignment to differences that a person can read, each with the best grade that it allows.

In: the printed quotation, the prepared transcript and the regions where the two differ. Out: differences, in printed order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from onrecord.records import Span
from onrecord.relate.check.align import Region
from onrecord.relate.check.cuts import (
    cut_after,
    cut_before,
    forms_of,
    hidden_by_bracket,
    is_noun,
    left_negated,
    runs_two_together,
    slip_of_tongue,
    swallowed,
)
from onrecord.relate.check.grades import Difference, Grade, Reason
from onrecord.relate.check.heard import COMMA, END, Heard
from onrecord.relate.check.meaning import has, joined, swapped, without_fillers
from onrecord.relate.check.printed import Kind, Mark, Printed
from onrecord.relate.check.spelling import is_misspelling
from onrecord.relate.check.tables import words

LONGEST_MARKED: Final = 150
LONGEST_UNMARKED: Final = 40
_LONGEST_BRACKETED: Final = 6
_LEADING: Final = 6
_MOST_SHIFTED: Final = 6
_MOST_PARTS: Final = 3
_FEWEST_FOR_CASE: Final = 3


def explained(printed: Printed, heard: Heard, regions: Sequence[Region], bounds: tuple[int, int]) -> list[Difference]:
    """Return every difference; `bounds` are the places of the first token found and after the last."""
    marked = [Region(m.at, m.at, m.at, m.at) for m in printed.marks if not any(r.i0 <= m.at <= r.i1 for r in regions)]
    found = [d for region in regions for d in _of_region(printed, heard, _trimmed(printed, heard, region))]
    found += [d for region in marked for mark in printed.marks_at(region.i0, region.i0) for d in _of_bare_mark(printed, heard, mark, bounds)]
    return [*found, *_of_ends(printed, heard, bounds)]


def _trimmed(printed: Printed, heard: Heard, region: Region) -> Region:
    """At its ends a word in two parts may have been paired with too many or too few words (`healthcare`, `health care`): take the right ones."""
    told = joined(t.form for t in printed.tokens[region.i0 : region.i1])
    is_last, is_first = region.i1 == len(printed.tokens), region.i0 == 0
    for size in range(1, region.j1 - region.j0 + _MOST_PARTS) if told and is_last != is_first else ():
        j0, j1 = (region.j0, min(region.j0 + size, len(heard.tokens))) if is_last else (max(0, region.j1 - size), region.j1)
        if joined(forms_of(heard, j0, j1)) == told:
            return Region(region.i0, region.i1, j0, j1)
    return region


def _of_region(printed: Printed, heard: Heard, region: Region) -> Iterator[Difference]:
    marks = printed.marks_at(region.i0, region.i1)
    bracket = next((m for m in marks if m.kind is Kind.BRACKET), None)
    if region.i0 == region.i1:
        if bracket and not any(m.kind is Kind.ELLIPSIS for m in marks):
            yield _bracketed(printed, heard, region, bracket)
        else:
            yield _cut(printed, heard, region if marks else _at_sentence(printed, heard, region), marks)
    elif region.j0 == region.j1:
        yield _added(printed, heard, region)
    else:
        yield from _swapped(printed, heard, region, marks)


def _at_sentence(printed: Printed, heard: Heard, region: Region) -> Region:
    """Where the same words stand before a cut and at its end, it may as well stand earlier or later: at a sentence, if one begins there."""
    for step in (1, -1):
        by = 0
        while abs(by) <= _MOST_SHIFTED and 0 < region.i0 + by < len(printed.tokens) and region.j1 + by < len(heard.tokens):
            if heard.stops[region.j0 + by] == END:
                return Region(region.i0 + by, region.i1 + by, region.j0 + by, region.j1 + by)
            a, b = (region.j0 + by, region.j1 + by) if step > 0 else (region.j0 + by - 1, region.j1 + by - 1)
            if heard.tokens[a].form != heard.tokens[b].form:
                break
            by += step
    return region


def _cut(printed: Printed, heard: Heard, region: Region, marks: Sequence[Mark]) -> Difference:
    said = heard.span(region.j0, region.j1)
    where = marks[0].span if marks else None
    at = where.start if where else printed.tokens[region.i0].start
    speaking = heard.turns[region.j0 - 1] if region.j0 else heard.turns[region.j0]
    if (heard.turns[region.j0 : region.j1] != speaking).all() and region.j1 < len(heard.turns) and heard.turns[region.j1] != heard.turns[region.j0]:
        return Difference(makes=Grade.TIDIED, reason=Reason.FILLER, at=at, printed=where, said=said)
    if slip := slip_of_tongue(heard, region.j0, region.j1):
        return Difference(makes=Grade.TIDIED, reason=slip, at=at, printed=where, said=said)
    if reason := swallowed(heard, region.j0, region.j1, is_marked=bool(marks)):
        return Difference(makes=Grade.CHANGED, reason=reason, at=at, printed=where, said=said)
    if not marks and runs_two_together(heard, region.j0, region.j1):
        # What denied the end of one sentence now denies that of another.
        is_turned = left_negated(heard, region.j0)
        return Difference(
            makes=Grade.CHANGED if is_turned else Grade.ALTERED, reason=Reason.NEGATION if is_turned else Reason.RUN_TOGETHER, at=at, said=said
        )
    if region.j1 - region.j0 > (LONGEST_MARKED if marks else LONGEST_UNMARKED):
        return Difference(makes=Grade.SPLICED, reason=Reason.LONG_CUT, at=at, printed=where, said=said)
    return Difference(makes=Grade.ELIDED, reason=Reason.MARKED_CUT if marks else Reason.UNMARKED_CUT, at=at, printed=where, said=said)


def _bracketed(printed: Printed, heard: Heard, region: Region, bracket: Mark) -> Difference:
    said = heard.span(region.j0, region.j1)
    if reason := hidden_by_bracket(heard, region.j0, region.j1, bracket.forms):
        return Difference(makes=Grade.CHANGED, reason=reason, at=bracket.span.start, printed=bracket.span, said=said)
    if region.j1 - region.j0 > _LONGEST_BRACKETED:
        return Difference(makes=Grade.ELIDED, reason=Reason.BRACKET, at=bracket.span.start, printed=bracket.span, said=said)
    is_kept = is_noun(heard, region.j0, region.j1) or joined(bracket.forms) == joined(forms_of(heard, region.j0, region.j1))
    return Difference(makes=Grade.TIDIED if is_kept else Grade.ALTERED, reason=Reason.BRACKET, at=bracket.span.start, printed=bracket.span, said=said)


def _added(printed: Printed, heard: Heard, region: Region) -> Difference:
    tokens = printed.tokens[region.i0 : region.i1]
    forms = [t.form for t in tokens]
    where = printed.span(region.i0, region.i1)
    said = [t.form for t in printed.tokens]
    neighbours = (said[region.i1 : region.i1 + len(forms)], said[max(0, region.i0 - len(forms)) : region.i0])
    if forms in neighbours:
        return Difference(makes=Grade.TIDIED, reason=Reason.REPEATED, at=where.start, printed=where)
    if not without_fillers(forms, at_start=printed.stop_before(region.i0) >= END, is_parted=False):
        return Difference(makes=Grade.TIDIED, reason=Reason.FILLER, at=where.start, printed=where)
    reason = swapped(forms, []) or (Reason.NAME if _printed_names(printed, heard, region.i0, region.i1) else None)
    return Difference(makes=Grade.CHANGED if reason else Grade.ALTERED, reason=reason or Reason.ADDED, at=where.start, printed=where)


def _swapped(printed: Printed, heard: Heard, region: Region, marks: Sequence[Mark]) -> Iterator[Difference]:
    """Other words: first the pairs that are one word in two spellings are taken out, then what is left is judged as a whole."""
    told, said = printed.tokens[region.i0 : region.i1], heard.tokens[region.j0 : region.j1]
    where, there = printed.span(region.i0, region.i1), heard.span(region.j0, region.j1)
    forms, spoken = [t.form for t in told], [t.form for t in said]
    surfaces = (_letters(printed.quoted.text, where), _letters(heard.transcript.text, there))
    if (
        joined(forms) == joined(spoken)
        or _stand_for(forms, spoken)
        or surfaces[0] == surfaces[1]
        or _is_bracketed_ending(printed.quoted.text, where, there, heard)
    ):
        yield Difference(makes=Grade.TIDIED, reason=Reason.SPELLING, at=where.start, printed=where, said=there)
        return
    kept = without_fillers(spoken, at_start=bool(heard.stops[region.j0] >= END), is_parted=False)
    if _are_misspelt(printed, heard, forms, kept):
        yield Difference(makes=Grade.TIDIED, reason=Reason.SPELLING, at=where.start, printed=where, said=there)
        return
    gap = Region(region.i0, region.i0, region.j0, region.j1)
    if marks and (reason := swallowed(heard, gap.j0, gap.j1, is_marked=True)):
        yield Difference(makes=Grade.CHANGED, reason=reason, at=where.start, printed=where, said=there)
        return
    reason = swapped(forms, kept) or _names_differ(printed, heard, region)
    yield Difference(makes=Grade.CHANGED if reason else Grade.ALTERED, reason=reason or Reason.WORDING, at=where.start, printed=where, said=there)


def _stand_for(forms: Sequence[str], spoken: Sequence[str]) -> bool:
    """`US` stands for `United States`, and `cause` for `because`."""
    short, long = sorted((forms, spoken), key=len)
    is_short_form = len(long) > 1 and joined(short) == "".join(form[0] for form in long)
    return is_short_form or {*forms, *spoken} == {"cause", "because"}


def _are_misspelt(printed: Printed, heard: Heard, forms: Sequence[str], spoken: Sequence[str]) -> bool:
    if len(forms) != len(spoken):
        return is_misspelling(joined(forms), joined(spoken)) and not _any_name(printed, heard, forms, spoken)
    return all(a == b or (is_misspelling(a, b) and not _any_name(printed, heard, [a], [b])) for a, b in zip(forms, spoken, strict=True))


def _any_name(printed: Printed, heard: Heard, forms: Sequence[str], spoken: Sequence[str]) -> bool:
    names = heard.names | {printed.tokens[i].form for i in _capitals(printed, 0, len(printed.tokens))}
    return bool(names & {*forms, *spoken})


def _names_differ(printed: Printed, heard: Heard, region: Region) -> Reason | None:
    told = _printed_names(printed, heard, region.i0, region.i1)
    said = set(forms_of(heard, region.j0, region.j1)) & heard.names - words().kinds["titles"]
    return Reason.NAME if told != said and not (told | said) <= {"i"} else None


def _printed_names(printed: Printed, heard: Heard, start: int, end: int) -> set[str]:
    forms = {printed.tokens[i].form for i in range(start, end)} & heard.names
    return (forms | {printed.tokens[i].form for i in _capitals(printed, start, end)}) - words().kinds["titles"]


def _capitals(printed: Printed, start: int, end: int) -> list[int]:
    """Places of tokens with a capital that no sentence gave them; none where all is printed in capitals."""
    if sum(t.is_capital for t in printed.tokens) > 0.8 * len(printed.tokens) and len(printed.tokens) > _FEWEST_FOR_CASE:
        return []
    places = [i for i in range(start, end) if printed.tokens[i].is_capital and printed.tokens[i].form not in ("i", "am", "will", "have", "'d", "'s")]
    return [i for i in places if printed.stop_before(i) < 2 and i not in {m.at for m in printed.marks}]


def _of_bare_mark(printed: Printed, heard: Heard, mark: Mark, bounds: tuple[int, int]) -> Iterator[Difference]:
    """A mark where nothing was left out in the middle: a pause, a bracket that only adds, or one at an end."""
    if mark.kind is not Kind.BRACKET:
        return
    own = has(mark.forms, Reason.NEGATION, Reason.CONDITION, Reason.MODAL, Reason.HEDGE, Reason.DENIAL)
    if mark.at == 0:
        start = bounds[0]
        while start > 0 and heard.stops[start] != END and bounds[0] - start < _LEADING:
            start -= 1
        hidden = hidden_by_bracket(heard, start, bounds[0], mark.forms) if start < bounds[0] else own
        is_cut = hidden in (Reason.NEGATION, Reason.CONDITION)
        own = hidden if is_cut or own else None
    if mark.at == len(printed.tokens):
        own = _hidden_at_end(heard, mark, bounds[1]) or own
    yield Difference(makes=Grade.CHANGED if own else Grade.TIDIED, reason=own or Reason.BRACKET, at=mark.span.start, printed=mark.span)


def _hidden_at_end(heard: Heard, mark: Mark, end: int) -> Reason | None:
    """What stood where the last bracket stands is not known to the word: a name or a number there, or a negation at once, is."""
    until = end
    while until < len(heard.stops) and until - end < _LEADING and (until == end or heard.stops[until] < COMMA):
        until += 1
    hidden = hidden_by_bracket(heard, end, until, mark.forms) if until > end else None
    if hidden is Reason.NEGATION and not has(forms_of(heard, end, end + 2), Reason.NEGATION):
        return None
    return hidden if hidden in (Reason.NEGATION, Reason.NAME, Reason.NUMBER) else None


def _of_ends(printed: Printed, heard: Heard, bounds: tuple[int, int]) -> Iterator[Difference]:
    start, end = bounds
    if before := cut_before(heard, printed, start):
        yield Difference(makes=Grade.CHANGED, reason=before, at=printed.tokens[0].start, said=heard.span(max(0, start - 1), start))
    if after := cut_after(heard, printed, end):
        yield Difference(makes=Grade.CHANGED, reason=after, at=printed.tokens[-1].end, said=heard.span(end, end + 1))


def _letters(text: str, span: Span) -> str:
    return "".join(c for c in span.of(text).casefold() if c.isalnum())


def _is_bracketed_ending(text: str, told: Span, said: Span, heard: Heard) -> bool:
    """`serv[ed]` for `serve`: the printer owns up to the ending."""
    exact = told.of(text)
    if "[" not in exact or exact.startswith("["):
        return False
    stem = exact.split("[")[0].casefold()
    return len(stem) > 1 and " " not in exact.strip() and said.of(heard.transcript.text).casefold().startswith(stem)
