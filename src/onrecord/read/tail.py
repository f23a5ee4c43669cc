"""What stands in and after an article and is no part of it: related links, the original's address, credits, boilerplate.

In: a draft whose head is read. Out: the draft without those blocks; links, addresses and credits are kept in its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.read.byline import names_and_agency
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.origins import Source, emptied, filled
from onrecord.read.tables import boilerplate
from onrecord.read.wire import ADDRESS, address_in, end_mark, noticed, original_of
from onrecord.records import Link

_END_CREDIT: Final = re.compile(r"\s*[(\[](?P<credit>[^()\[\]]*\bby\b[^()\[\]]*)[)\]]\.?$")
_TAIL_BLOCKS: Final = 8
_LONGEST_CREDITS: Final = 600
_RULE: Final = re.compile(r"[\W_]+$")
_LINK_WORDS: Final = 4
_LONGEST_LABELLED: Final = 400


@dataclass(slots=True)
class _Found:
    """What is gathered on the way through the blocks."""

    kept: list[Block] = field(default_factory=list)
    related: list[Link] = field(default_factory=list)
    original_url: str | None = None
    url: str | None = None
    agency: str | None = None
    copied_from: str | None = None
    credits: list[str] = field(default_factory=list)
    is_in_related: bool = False
    authors: tuple[str, ...] = ()


def without_surroundings(draft: Draft) -> Draft:
    """Return the draft with its article's text alone in the blocks."""
    found = _Found(authors=tuple(_called(draft.byline or "")))
    first_of_tail = max(len(draft.blocks) - _TAIL_BLOCKS, 1)
    for at, block in enumerate(draft.blocks):
        rest = draft.blocks[at + 1 :][:1]
        if not _take(found, block, (rest[0] if rest else None, at >= first_of_tail)):
            found.kept.append(_without_end_credit(found, block))
    return _told(_without_end_mark(replace(draft, blocks=tuple(block for block in found.kept if block.text))), found)


def _told(draft: Draft, found: _Found) -> Draft:
    """Return the draft with what was gathered."""
    names, agency = _credited(found.credits)
    if names and draft.byline and len(draft.byline.split()) == 1:
        # `By Halyard … (Reporting by Sunniva Kell)`: people have more than one name, and here is the person.
        draft = emptied(filled(draft, Source.TEXT, agency=draft.byline), "byline")
    draft = replace(draft, related=(*draft.related, *dict.fromkeys(found.related)))
    credits = " ".join(credit.strip("_*-–— ") for credit in found.credits)
    addresses = {"original_url": found.original_url, "url": found.url, "copied_from": found.copied_from}
    return filled(draft, Source.TEXT, agency=found.agency or agency, byline=names, credits=credits or None, **addresses)


def _without_end_mark(draft: Draft) -> Draft:
    """A copy's last paragraph can end with its agency's mark: `… on Friday. — AFP`."""
    mark = end_mark(draft.blocks[-1].text) if draft.blocks else None
    if mark is None:
        return draft
    last = replace(draft.blocks[-1], text=draft.blocks[-1].text[: mark.start].rstrip())
    return filled(replace(draft, blocks=(*draft.blocks[:-1], last)), Source.TEXT, agency=mark.agency)


def _take(found: _Found, block: Block, place: tuple[Block | None, bool]) -> bool:
    after, is_tail = place
    if _take_related(found, block, after) or _take_address(found, block):
        return True
    if _RULE.fullmatch(block.text):
        return True
    is_set_apart = block.text[:1] in "(["
    if (is_tail or is_set_apart) and _is_credits(block.text):
        found.credits.append(_unbracketed(block.text))
        return True
    table = boilerplate()
    if len(block.text) > table.longest:
        return False
    agency = noticed(block.text) if is_tail else None
    found.agency = found.agency or agency
    is_of_tail = is_tail and (table.tail.match(block.text) or _is_biography(found, block.text))
    return bool(agency or table.anywhere.match(block.text) or is_of_tail)


def _called(byline: str) -> Iterator[str]:
    """Yield the names of a byline, in small letters, and their last words."""
    for name in re.split(r",\s*|\s+and\s+", byline.casefold()):
        if name.strip():
            yield from (name.strip(), name.split()[-1])


def _is_biography(found: _Found, text: str) -> bool:
    begins = any(re.match(rf"{re.escape(name)}\b", text, re.IGNORECASE) for name in found.authors)
    return begins and not re.search(r"[“\"]", text) and (text.casefold() in found.authors or bool(boilerplate().biographies.search(text)))


def _is_credits(text: str) -> bool:
    table = boilerplate()
    if len(text) > _LONGEST_CREDITS or not table.credits.match(text):
        return False
    small = [word for word in re.findall(r"(?<![\w’'-])[a-z][\w’'-]*", text) if word not in table.credit_words]
    return not small


def _unbracketed(text: str) -> str:
    text = text.strip("_ ")
    return text[1:-1] if text[:1] + text[-1:] in {"()", "[]"} and text.count(text[0]) == 1 else text


def _take_related(found: _Found, block: Block, after: Block | None) -> bool:
    label = boilerplate().related.match(block.text)
    if block.kind is BlockKind.HEADING:
        found.is_in_related = bool(label)
        return found.is_in_related
    if label and (links := _labelled_links(block, label.end())):
        found.related += links
        return True
    if label and label.end() >= len(block.text.rstrip()) and after is not None and after.is_all_links:
        found.is_in_related = True
        return True
    if block.is_all_links and (found.is_in_related or _stands_alone(found.kept[-1] if found.kept else None, block, after)):
        found.related += block.links
        return True
    found.is_in_related = False
    return False


def _labelled_links(block: Block, start: int) -> list[Link]:
    rest = block.text[start:].strip(" :-–—|")
    if block.links:
        spare = rest
        for link in block.links:
            spare = spare.replace(link.title, "", 1)
        return list(block.links) if sum(map(str.isalpha, spare)) <= 20 else []
    is_titled = bool(rest) and len(block.text) <= _LONGEST_LABELLED and ":" in block.text[: start + 1]
    return list(_printed_links(rest)) if is_titled else []


def _printed_links(rest: str) -> Iterator[Link]:
    address = ADDRESS.search(rest)
    title = (ADDRESS.sub("", rest) if address else rest).strip(" ()<>-–—:|")
    # A title in plain text, without an address, is kept: it was no part of the article either.
    yield Link(title=title or (address["url"] if address else rest), url=address["url"] if address else "")


def _stands_alone(before: Block | None, block: Block, after: Block | None) -> bool:
    """A paragraph that is one link, between paragraphs that are whole without it, leads to another article."""
    is_sentence = block.text.endswith((".", ",", ";", ":", "”", '"'))
    is_after_end = before is None or before.kind is not BlockKind.PARAGRAPH or bool(re.search(r"[.!?…”\"’)]$", before.text))
    is_before_start = after is None or not (after.text[:1].islower() or after.text[:1] in ",.;’'")
    return block.kind is not BlockKind.QUOTE and len(block.text.split()) >= _LINK_WORDS and not is_sentence and is_after_end and is_before_start


def _take_address(found: _Found, block: Block) -> bool:
    if len(block.text) > _LONGEST_LABELLED:
        return False
    original = original_of(block)
    if original is not None:
        found.agency = found.agency or original.agency
        found.original_url = found.original_url or original.url
        found.copied_from = found.copied_from or original.outlet
        return True
    label = boilerplate().canonical.match(block.text)
    url = address_in(block, label.end()) if label else None
    found.url = found.url or url
    return url is not None


def _without_end_credit(found: _Found, block: Block) -> Block:
    end = _END_CREDIT.search(block.text)
    if not end or not _is_credits(end["credit"]):
        return block
    found.credits.append(end["credit"])
    return replace(block, text=block.text[: end.start()].rstrip())


def _credited(credits: list[str]) -> tuple[str | None, str | None]:
    """The names of those who reported; editors and translators are no authors."""
    for credit in credits:
        for part in re.split(r";|(?<![A-Z])\.\s", credit.strip("()[] .")):
            if made := re.match(r"(?:reporting|writing)(?: and (?:writing|reporting|editing))? by\s+(.+)", part.strip(), re.IGNORECASE):
                return names_and_agency(
                    [re.sub(r"\s+in\s+[A-Z].*$", "", name) for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", made[1].strip(" ()."))]
                )
    return None, None
