"""What stands in and after an article and is no part of it: related links, the original's address, credits, boilerplate.

In: a draft whose head is read. Out: the draft without those blocks; links, addresses and credits are kept in its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.read.byline import agency_of, names_and_agency
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.tables import boilerplate
from onrecord.records import Link

_ADDRESS: Final = re.compile(r"<?(?P<url>https?://[^\s<>()\[\]]+?)>?[).,]?(?=\s|$)")
_END_CREDIT: Final = re.compile(r"\s*[(\[](?P<credit>[^()\[\]]*\bby\b[^()\[\]]*)[)\]]\.?$")
_TAIL_BLOCKS: Final = 6
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
    credits: list[str] = field(default_factory=list)
    is_in_related: bool = False


def without_surroundings(draft: Draft) -> Draft:
    """Return the draft with its article's text alone in the blocks."""
    found = _Found()
    first_of_tail = max(len(draft.blocks) - _TAIL_BLOCKS, 1)
    for at, block in enumerate(draft.blocks):
        rest = draft.blocks[at + 1 :][:1]
        if not _take(found, block, (rest[0] if rest else None, at >= first_of_tail)):
            found.kept.append(_without_end_credit(found, block))
    names, agency = _credited(found.credits)
    if names and draft.byline and len(draft.byline.split()) == 1:
        # `By Halyard … (Reporting by Sunniva Kell)`: people have more than one name, and here is the person.
        draft = replace(draft, byline=None, agency=draft.agency or draft.byline)
    return replace(
        draft,
        blocks=tuple(block for block in found.kept if block.text),
        related=(*draft.related, *dict.fromkeys(found.related)),
        original_url=draft.original_url or found.original_url,
        url=draft.url or found.url,
        agency=draft.agency or found.agency or agency,
        byline=draft.byline or names,
    )


def _take(found: _Found, block: Block, place: tuple[Block | None, bool]) -> bool:
    after, is_tail = place
    if _take_related(found, block, after) or _take_address(found, block):
        return True
    table = boilerplate()
    if _RULE.fullmatch(block.text):
        return True
    if len(block.text) > table.longest:
        return False
    if table.credits.match(block.text) and (is_tail or block.text.startswith("(")):
        found.credits.append(block.text)
        return True
    return bool(table.anywhere.match(block.text) or (is_tail and table.tail.match(block.text)))


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
    address = _ADDRESS.search(rest)
    title = (_ADDRESS.sub("", rest) if address else rest).strip(" ()<>-–—:|")
    # A title in plain text, without an address, is kept: it was no part of the article either.
    yield Link(title=title or (address["url"] if address else rest), url=address["url"] if address else "")


def _stands_alone(before: Block | None, block: Block, after: Block | None) -> bool:
    """A paragraph that is one link, between paragraphs that are whole without it, leads to another article."""
    is_sentence = block.text.endswith((".", ",", ";", ":", "”", '"'))
    is_after_end = before is None or before.kind is not BlockKind.PARAGRAPH or bool(re.search(r"[.!?…”\"’)]$", before.text))
    is_before_start = after is None or not (after.text[:1].islower() or after.text[:1] in ",.;’'")
    return block.kind is not BlockKind.QUOTE and len(block.text.split()) >= _LINK_WORDS and not is_sentence and is_after_end and is_before_start


def _take_address(found: _Found, block: Block) -> bool:
    table = boilerplate()
    is_original, is_own = table.original.match(block.text), table.canonical.match(block.text)
    label = is_original or is_own
    if not label or len(block.text) > _LONGEST_LABELLED:
        return False
    rest = block.text[label.end() :].strip(" :-–—|")
    address = _ADDRESS.search(rest)
    url = address["url"] if address else next((link.url for link in block.links if link.url.startswith("http")), None)
    name = (_ADDRESS.sub("", rest) if address else rest).strip(" ()<>,.|")
    if is_original:
        found.agency = found.agency or agency_of(name)
        found.original_url = found.original_url or url
    else:
        found.url = found.url or url
    return url is not None or (is_original is not None and agency_of(name) is not None)


def _without_end_credit(found: _Found, block: Block) -> Block:
    end = _END_CREDIT.search(block.text)
    if not end or not boilerplate().credits.match(end["credit"]):
        return block
    found.credits.append(end["credit"])
    return replace(block, text=block.text[: end.start()].rstrip())


def _credited(credits: list[str]) -> tuple[str | None, str | None]:
    """The names of those who reported; editors and translators are no authors."""
    for credit in credits:
        for part in re.split(r";|\.\s", credit.strip("()[] .")):
            if made := re.match(r"(?:reporting|writing)(?: and (?:writing|reporting|editing))? by\s+(.+)", part.strip(), re.IGNORECASE):
                return names_and_agency(
                    [re.sub(r"\s+in\s+[A-Z].*$", "", name) for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", made[1].strip(" ()."))]
                )
    return None, None
