"""Which statements deny which: in one article, and between two articles of near dates.

In: the statements of one article, or the denials of one and the statements of another. Out: links, no verdict. A link
follows from the two articles alone, never from what else is on record, so the order of reading plays no part. Where it is
not clear which statement is meant there is no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from onrecord.records import Dispute, DisputeKind, SpeakerKind, Stance
from onrecord.relate.denials import Denial, Noun, Way, denials_of
from onrecord.relate.said import Said, is_named, is_same_side
from onrecord.relate.shared import FULL, LEAST_SHARED, Shared, is_enough, shared_with
from onrecord.relate.subjects import Term, is_lacking, stem, terms
from onrecord.relate.tone import calls_false, is_unsure, speaks_of_charges, tells_misdeed
from onrecord.relate.words import words_of

VERSION: Final = "disputes-1"
NEAR_DAYS: Final = 14
"""Days that may lie between the printing of a claim and of its denial in another article."""

_DENYING: Final = frozenset({Stance.DENIES, Stance.REJECTS, Stance.REFUSES_COMMENT})
_ASSERTING: Final = frozenset(
    {Stance.ASSERTS, Stance.ACCUSES, Stance.CRITICISES, Stance.BELIEVES, Stance.CONFIRMS, Stance.QUOTES_ANOTHER, Stance.FEARS}
)
_ELSEWHERE: Final = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.QUOTES_ANOTHER, Stance.CONFIRMS})
"""What a statement of another article must do, if it is not a demand."""
_TOLD: Final = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DEMANDS, Stance.HOPES})
"""What a word that points back can mean."""
_ASKING: Final = frozenset({Stance.DEMANDS, Stance.HOPES, Stance.THREATENS})
_PEOPLE: Final = frozenset({SpeakerKind.PERSON, SpeakerKind.UNNAMED, SpeakerKind.GROUP})
_PLAIN: Final = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DENIES})
_FEW_POINTED_AT: Final = 4
"""Words that a statement must have to be meant by a word that points back."""
_FAR: Final = 8
"""Paragraphs of one article beyond which no statement is taken to be meant."""
_SAME_START: Final = 5
"""Letters by which the noun and the verb of one saying are alike: `argument`, `argued`."""
_NEXT_SENTENCE: Final = 3
_FEW_WORDS: Final = 30
_SAME_BREATH: Final = 80
"""Characters that may lie between a claim and a word that points back to it."""
_TIME: Final = re.compile(
    r"\b(?:\d+|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|yesterday|ago)\b",
    re.IGNORECASE,
)
_FUTURE: Final = re.compile(r"\b(?:will|would|shall|won['’]t|going to|plans? to)\b|['’]ll\b", re.IGNORECASE)
_OWN: Final = re.compile(r"^\W*(?:that\s+)?(?:\w+\s+)?(?:i|we|it)\b\W*(?:have|has|had|do|does|did|was|were|never|would)?", re.IGNORECASE)
_SUBJECT_REACH: Final = 3
_HIM: Final = re.compile(r"\b(?:him|his)\b", re.IGNORECASE)
_HER: Final = re.compile(r"\bhers?\b", re.IGNORECASE)


def in_article(article: Sequence[Said]) -> tuple[Dispute, ...]:
    """Return the disputes among the statements of one article: for each denial the statement that it fits best, if one fits."""
    ordered = sorted(article, key=lambda said: (said.act_start, said.id))
    found: dict[tuple[str, str], Dispute] = {}
    for place, by in enumerate(ordered):
        if not (denials := denials_of(by)):
            continue
        others = tuple(accumulate((said.parent is None and not is_same_side(by, said) for said in ordered), initial=0))
        for denial in denials:
            if (best := _best(_fitting(denial, ordered, place, others))) is not None:
                found.setdefault((best.by, best.of), best)
    return tuple(found.values())


def between(by: Said, others: Sequence[Said]) -> Dispute | None:
    """Return the dispute of a statement with the one of another article's statements that it fits best, if one fits."""
    found = []
    for denial in denials_of(by):
        telling = _telling(denial) if denial.way in (Way.MATTER, Way.OPPOSITE) else frozenset()
        for of in others:
            if is_near(by, of) and len(telling & of.stems) >= LEAST_SHARED and (score := _across(by, denial, of)) is not None:
                found.append((score, -of.start, _dispute(by, denial, of, score)))
    return max(found, key=lambda each: (each[0], each[1], each[2].of))[2] if found else None


def is_near(one: Said, other: Said) -> bool:
    """Say whether two statements were printed within days of one another; one without a date is near to none."""
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= NEAR_DAYS


def subject_of(said: Said) -> frozenset[str]:
    """Return the stems by which a denial may be compared with statements of other articles; none if it denies nothing in words of its own."""
    found = [t for denial in denials_of(said) if denial.way in (Way.MATTER, Way.OPPOSITE) for t in denial.matter]
    return frozenset(t.stem for t in found if t.weight >= FULL and not t.stem[0].isdigit())


def _telling(denial: Denial) -> frozenset[str]:
    return frozenset(t.stem for t in denial.matter if t.weight >= FULL)


# In one article


def _fitting(denial: Denial, ordered: Sequence[Said], place: int, others: Sequence[int]) -> Iterator[tuple[float, int, Dispute]]:
    """Yield what the denial of the statement at that place fits; `others` counts those before each place who are of another side."""
    by = ordered[place]
    for number, of in enumerate(ordered):
        if not _is_in_reach(by, denial, of) or not _may_dispute(by, denial, of):
            continue
        steps = others[max(number, place)] - others[min(number, place) + 1]
        score = _score(by, denial, of, steps=steps, is_before=number < place)
        if score is not None:
            yield score, -abs(number - place), _dispute(by, denial, of, score)


def _best(found: Iterator[tuple[float, int, Dispute]]) -> Dispute | None:
    best = max(found, key=lambda each: each[:2], default=None)
    return best[2] if best else None


def _is_in_reach(by: Said, denial: Denial, of: Said) -> bool:
    """Say, by what is quickly told, whether the other may be meant: it stands near enough, and has the word that is negated."""
    if denial.way is Way.OPPOSITE and of.stance is not Stance.DEMANDS and not any(t.is_negated and t.stem in of.stems for t in denial.matter):
        return False
    return abs(by.paragraph - of.paragraph) <= (_FAR if denial.way in (Way.MATTER, Way.OPPOSITE) else 1)


def _may_dispute(by: Said, denial: Denial, of: Said) -> bool:
    if by.id == of.id or by.id == of.parent or of.id == by.parent or _overlap(by, of) or of.is_scrap:
        return False
    if of.stance is not Stance.ACCUSES and speaks_of_charges(of.text):
        return False
    if denial.is_own:
        return of.stance in _ASSERTING and is_named(by.names, of.around)
    if is_same_side(by, of) and denial.kind is not DisputeKind.CORRECTS:
        return False
    if denial.kind is DisputeKind.CONFIRMS and by.speaker is None:
        return False
    if denial.is_ones and of.speaker_kind not in _PEOPLE:
        return False
    if denial.kind in (DisputeKind.CONFIRMS, DisputeKind.CORRECTS) and by.article_id == of.article_id and of.act_start > by.act_start:
        return False
    if denial.kind is DisputeKind.CORRECTS and not denial.is_own:
        return of.stance in _PLAIN and (_is_whose(denial, of) if denial.whose else denial.is_of_same_house or is_same_side(by, of))
    if denial.kind is DisputeKind.CONFIRMS or not denial.nouns:
        is_demand = of.stance in _ASKING and (denial.way is Way.OPPOSITE or (denial.kind is DisputeKind.REJECTS and denial.way is Way.MATTER))
        return of.stance in _ASSERTING or is_demand
    return _is_named_by(denial, of)


def _is_named_by(denial: Denial, of: Said) -> bool:
    """Say whether a noun such as `the proposal` can name what the other statement does."""
    if of.stance in _DENYING:
        return False
    is_demand = Noun.DEMAND in denial.nouns and of.stance in _ASKING - {Stance.THREATENS}
    is_claim = denial.nouns != {Noun.DEMAND} and of.stance in _ASSERTING
    return (is_demand or is_claim) and _is_whose(denial, of)


def _is_whose(denial: Denial, of: Said) -> bool:
    """Say whether the words can be those of the other, if the denial says whose they are."""
    whose = frozenset(term.stem for term in terms(denial.whose))
    return not whose or is_named(whose, of.names | {term.stem for term in terms(of.role)})


def _overlap(by: Said, of: Said) -> bool:
    return by.article_id == of.article_id and any(a.start < b.end and b.start < a.end for a in by.content for b in of.content)


def _score(by: Said, denial: Denial, of: Said, *, steps: int, is_before: bool) -> float | None:
    apart = abs(by.paragraph - of.paragraph)
    is_accused = is_named(by.names, of.around)
    match denial.way:
        case Way.POINTER:
            return _pointed(by, denial, of, steps=steps, apart=apart, is_accused=is_accused) if is_before else None
        case Way.ACT:
            return 0.8 if is_before and is_accused and apart <= 1 and steps <= 1 and _is_misdeed(of) else None
        case Way.MATTER:
            told = _told(denial, of, steps=steps, apart=apart, is_accused=is_accused) if is_before or is_accused else None
            is_charged = denial.is_any and is_before and steps == 0 and apart == 0 and _is_charge(of) and of.speaker is not None
            return 0.75 if told is None and is_charged else told
        case Way.OPPOSITE:
            return _opposed(by, denial, of, steps=steps, apart=apart)


def _is_charge(of: Said) -> bool:
    """Say whether the statement may tell of a deed: it accuses, or says so and negates nothing and calls nothing false."""
    if of.stance is Stance.ACCUSES:
        return True
    is_plain = not any(term.is_negated for _, found in of.sentences for term in found)
    return of.stance is Stance.ASSERTS and is_plain and not calls_false(of.text)


def _is_misdeed(of: Said) -> bool:
    return _is_charge(of) and (of.stance is Stance.ACCUSES or tells_misdeed(of.stems))


def _pointed(by: Said, denial: Denial, of: Said, *, steps: int, apart: int, is_accused: bool) -> float | None:
    """Return how surely a word that points back means this statement: whose words they are, whom they accuse, or how near it stands."""
    if apart > 1 or steps > 1:
        return None
    gap = by.start - of.end
    if denial.is_own:
        return 0.9 - 0.1 * steps
    if _is_itself_a_denial(of) or of.word_count < _FEW_POINTED_AT:
        return None
    if denial.whose:
        return 0.9 if of.stance in _TOLD and steps == 0 and gap <= _SAME_BREATH else None
    if of.stance not in _TOLD or (of.speaker is None and of.stance is not Stance.ACCUSES):
        return None
    if denial.kind is DisputeKind.CONFIRMS and (apart or not _is_charge(of)):
        return None
    if not denial.nouns:
        is_next = steps == 0 and gap <= _NEXT_SENTENCE and by.act_start - max(of.content[-1].end, of.act_start) <= len(by.source) + _FEW_WORDS
        return (0.9 if is_accused else 0.8) if is_next and (is_accused or apart == 0 or denial.is_this) else None
    if Noun.ACCUSATION in denial.nouns and of.stance is not Stance.ACCUSES:
        is_charged = _is_misdeed(of) and (is_named(by.names, of.stems) or (apart == 0 and gap <= _NEXT_SENTENCE))
        return 0.85 - 0.1 * steps if is_charged else None
    is_fit = apart == 0 or denial.is_this or is_named(frozenset([denial.noun]), _cue_stems(of))
    if is_accused and is_fit:
        return 0.9 - 0.1 * steps
    return 0.8 if steps == 0 and gap <= _SAME_BREATH and is_fit and not denial.is_vague else None


def _is_itself_a_denial(of: Said) -> bool:
    return calls_false(of.text) or any(d.way is not Way.OPPOSITE for d in denials_of(of))


def _cue_stems(of: Said) -> frozenset[str]:
    return frozenset(stem(word.form)[:_SAME_START] for word in words_of(of.cue.text)) if of.cue else frozenset()


def _told(denial: Denial, of: Said, *, steps: int, apart: int, is_accused: bool) -> float | None:
    """Return how surely the words of a denial are about what the other says: by the words they share."""
    shared = shared_with(denial.matter, of)
    if denial.kind is DisputeKind.CORRECTS:
        return _corrected(denial, shared, steps=steps, apart=apart)
    if shared is None or shared.is_opposed or apart > _FAR or (shared.is_undone and not any(term.is_negated for term in denial.matter)):
        return None
    if not is_enough(denial, shared, is_accused=is_accused, is_next=steps == 0 and apart <= 1, is_close=apart <= 3):
        return None
    return min(0.97, 0.6 + 0.2 * shared.cover + 0.05 * min(shared.full, 3) + 0.05 * is_accused - 0.01 * apart)


def _corrected(denial: Denial, shared: Shared | None, *, steps: int, apart: int) -> float | None:
    if steps or apart > 1:
        return None
    if shared is not None and shared.has_thing:
        return 0.7 + 0.1 * shared.cover
    is_own_office = denial.is_of_same_house and apart == 0 and any(term.is_negated for term in denial.matter)
    return 0.7 if is_own_office else None


def _opposed(by: Said, denial: Denial, of: Said, *, steps: int, apart: int) -> float | None:
    """Return how surely one says the opposite of the other: the same predicate of the same subject, once negated, at the same time."""
    if of.stance is Stance.DEMANDS:
        return _refused(by, denial, of) if apart <= 3 else None
    if apart > _FAR or not _is_opposite(by, denial, of):
        return None
    if apart <= 3 and _is_own_deed(by, denial, of):
        return 0.85
    shared = shared_with(denial.matter, of)
    if shared is None or shared.cover < 0.8 or shared.full < LEAST_SHARED:
        return None
    is_next = steps == 0 and apart <= 1 and shared.cover >= 0.99
    return min(0.9, 0.6 + 0.2 * shared.cover + 0.03 * min(shared.full, 3)) if is_next or _has_subject(denial, of) else None


def _refused(by: Said, denial: Denial, of: Said) -> float | None:
    """Return how surely one refuses what the other demands of him: `I will not publish them`."""
    shared = shared_with(denial.matter, of)
    text = _text_of(by, denial)
    is_own = _OWN.match(text) is not None and _FUTURE.search(text) is not None and is_named(by.names, of.stems)
    return 0.8 if is_own and shared is not None and shared.full >= LEAST_SHARED and shared.cover >= 0.75 and shared.has_act else None


def _is_opposite(by: Said, denial: Denial, of: Said) -> bool:
    """Say whether both plainly assert, the one negates a predicate that the other has, and the other negates nothing."""
    if by.speaker is None or of.speaker is None or by.stance not in _PLAIN or of.stance not in _PLAIN or not (_has_verb(by) and _has_verb(of)):
        return False
    predicate = next((t for t in denial.matter if t.is_negated), None)
    if predicate is None or not _is_same_time(by, denial, of):
        return False
    return any(
        predicate.stem in {t.stem for t in found}
        and not any(t.is_negated for t in found)
        and not is_lacking(sentence.text, predicate.stem)
        and not is_unsure(sentence.text)
        for sentence, found in of.sentences
    )


def _has_verb(said: Said) -> bool:
    """Say whether its cue is words and no mere colon, as in a headline or a printed interview."""
    return said.cue is not None and any(c.isalpha() for c in said.cue.text)


def _has_subject(denial: Denial, of: Said) -> bool:
    """Say whether a word of full weight that stands before the negation is shared: `the driver had not stopped`."""
    place = next(n for n, t in enumerate(denial.matter) if t.is_negated)
    return any(t.stem in of.stems for t in denial.matter[:place] if t.weight >= FULL)


def _is_own_deed(by: Said, denial: Denial, of: Said) -> bool:
    """Say whether one says of himself that he did not do what the other says that he did: `We did not interfere`."""
    text = _text_of(by, denial)
    deed = next((t for t in denial.matter if t.is_negated), None)
    if deed is None or deed.weight < FULL or not _OWN.match(text[: deed.start]):
        return False
    for sentence, found in of.sentences:
        for place, term in enumerate(found):
            before = found[max(0, place - _SUBJECT_REACH) : place]
            doers = [t for t in before if is_named(by.names, frozenset([t.stem]))]
            if term.stem == deed.stem and not term.is_negated and doers and _is_doing(sentence.text, doers[-1], term):
                return True
    return False


def _is_doing(text: str, doer: Term, deed: Term) -> bool:
    """Say whether the deed is done by the one named before it: `Russia violated it`, `accused Russia of violating it`, but not `of harassment`."""
    return " of " not in text[doer.end : deed.start] or text[deed.start : deed.end].endswith("ing")


# Between two articles


def _across(by: Said, denial: Denial, of: Said) -> float | None:
    if of.speaker is None or not _may_dispute(by, denial, of):
        return None
    shared = shared_with(denial.matter, of)
    if shared is None or shared.full < LEAST_SHARED or not shared.has_thing:
        return None
    is_right = _is_other_way(by, denial, of, shared) if denial.way is Way.OPPOSITE else _is_same_matter(by, denial, of, shared)
    return min(0.95, 0.5 + 0.3 * shared.cover + 0.04 * min(shared.full, 4)) if is_right else None


def _is_other_way(by: Said, denial: Denial, of: Said, shared: Shared) -> bool:
    return shared.full > LEAST_SHARED and shared.cover >= 0.8 and _is_opposite(by, denial, of) and _has_subject(denial, of)


def _is_same_matter(by: Said, denial: Denial, of: Said, shared: Shared) -> bool:
    """Say whether the matter is what the other says: of the one who denies it, or what he is asked to do."""
    if shared.is_opposed or any(is_unsure(s.text) or is_lacking(s.text) or calls_false(s.text) for s, _ in of.sentences):
        return False
    if denial.kind is DisputeKind.CONFIRMS:
        return shared.cover >= 0.75 and shared.full > LEAST_SHARED
    if Noun.DEMAND in denial.nouns and of.stance in _ASKING:
        return shared.cover >= 0.75 and shared.has_name
    is_theirs = is_named(by.names, of.stems) or (bool(denial.whose) and _is_whose(denial, of))
    return of.stance in _ELSEWHERE and shared.cover >= 0.6 and is_theirs


# Words


def _text_of(by: Said, denial: Denial) -> str:
    return next((s.text for s, _ in by.sentences if s.start == denial.span.start), "")


def _is_same_time(by: Said, denial: Denial, of: Said) -> bool:
    ours = _text_of(by, denial)
    theirs = of.text
    times = [{m.group().lower() for m in _TIME.finditer(text)} for text in (ours, theirs)]
    if times[0] and times[1] and not times[0] & times[1]:
        return False
    if bool(_FUTURE.search(ours)) != bool(_FUTURE.search(theirs)):
        return False
    return not (_HIM.search(ours) and _HER.search(theirs) and not _HER.search(ours)) and not (
        _HER.search(ours) and _HIM.search(theirs) and not _HIM.search(ours)
    )


def _dispute(by: Said, denial: Denial, of: Said, score: float) -> Dispute:
    kind = denial.kind
    if denial.way is Way.OPPOSITE and is_named(by.names, of.around):
        kind = DisputeKind.REJECTS if of.stance is Stance.DEMANDS else DisputeKind.DENIES
    return Dispute(by=by.id, of=of.id, kind=kind, evidence=denial.span, confidence=round(score, 2))
