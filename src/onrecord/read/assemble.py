"""From a draft to an article: the last steps are the same for every format.

In: a draft of plain text, Markdown or a page. Out: the article, its paragraphs joined by an empty line, each with its span.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.chain import chain_of, site_of
from onrecord.read.clean import clean, words_of
from onrecord.read.dateline import Dateline, dateline_of
from onrecord.read.draft import Block, BlockKind, Draft
from onrecord.read.front import with_front
from onrecord.read.language import language_of
from onrecord.read.mend import mended
from onrecord.read.origins import Source, emptied, filled, told
from onrecord.read.quoted import with_quotation_marks
from onrecord.read.tail import without_surroundings
from onrecord.records import Article, Link, Origin, Span

SEPARATOR: Final = "\n\n"
_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]*[^\s])?")
_REPEATED_WORDS: Final = 25
_SCRAP_WORDS: Final = 6
_SCRAP_CHARS: Final = 50
_ENDED: Final = re.compile(r"[.!?…:;,。！？■♦)\]”\"'’»]\s*$")
_FIELDS: Final = "title byline agency outlet section dateline credits photo_credit url original_url copied_from".split()


def assemble(draft: Draft, where: str) -> Article:
    """Return the article of a draft. Raises ReadError where nothing is left to read."""
    for step in _STEPS:
        draft = step(draft)
    if not draft.blocks:
        raise ReadError(where, "there is no text in it; expected the paragraphs of an article. Leave it out, or check how it was saved.")
    text = SEPARATOR.join(block.text for block in draft.blocks)
    draft = _with_language(draft, text)
    paragraphs, joints = tuple(_spans(draft.blocks)), tuple(_joints(draft.blocks))
    return Article(
        text=text,
        paragraphs=paragraphs,
        title=draft.title,
        byline=draft.byline,
        agency=draft.agency,
        outlet=draft.outlet,
        published=draft.published,
        modified=draft.modified,
        section=draft.section,
        dateline=draft.dateline,
        credits=draft.credits,
        chain=chain_of(draft),
        origins=tuple(_renamed(origin) for origin in draft.origins),
        payload_digest=draft.payload_digest,
        photo_credit=draft.photo_credit,
        related=draft.related,
        url=draft.url,
        original_url=draft.original_url,
        language=draft.language,
        where=where,
        mended=joints,
    )


def _renamed(origin: Origin) -> Origin:
    # An article keeps where it was first printed in its chain alone.
    return replace(origin, field="chain") if origin.field == "copied_from" else origin


def verbatim(text: str, where: str = "<text>", *, title: str | None = None, published: str | None = None) -> Article:
    """Return an article whose text is exactly what was given, for offsets that must hold; each line with words is a paragraph."""
    paragraphs = tuple(Span(start=line.start(), end=line.end()) for line in _PARAGRAPH.finditer(text))
    return Article(text=text, paragraphs=paragraphs, title=title, published=published, where=where)


def _with_language(draft: Draft, text: str) -> Draft:
    heard = language_of(text, draft.language, is_sure=draft.is_language_given)
    is_as_said = heard is not None and draft.language is not None and draft.language.casefold().startswith(heard)
    # Kept with the origin that said it; what the page declares and its text belies was heard.
    return replace(draft, language=heard) if is_as_said else told(emptied(draft, "language"), Source.GUESSED, language=heard)


def _cleaned(draft: Draft) -> Draft:
    blocks = tuple(replace(block, text=clean(block.text), links=tuple(_clean_links(block.links))) for block in draft.blocks)
    fields = {name: _given(getattr(draft, name)) for name in _FIELDS}
    kept = tuple(origin for origin in draft.origins if fields.get(origin.field, True))
    return replace(draft, blocks=tuple(block for block in blocks if block.text), origins=kept, **fields)  # type: ignore[arg-type]  # each is a field of text


def _given(value: str | None) -> str | None:
    return (clean(value) or None) if value else None


def _clean_links(links: tuple[Link, ...]) -> Iterator[Link]:
    for link in links:
        if title := clean(link.title):
            yield Link(title=title, url=clean(link.url))


def _with_wire(draft: Draft) -> Draft:
    """A copy's byline that is called as the site it was copied from is the agency."""
    names = {words_of(label) for label in (site_of(draft.original_url) or "").split(".")[:-1]}
    if draft.agency is None and draft.byline and words_of(draft.byline).replace(" ", "") in names:
        return emptied(filled(draft, _origin_of(draft, "byline"), agency=draft.byline), "byline")
    return draft


def _origin_of(draft: Draft, name: str) -> Source:
    return next((Source(origin.source) for origin in draft.origins if origin.field == name), Source.TEXT)


def _with_dateline(draft: Draft) -> Draft:
    """The line under the title may stand before the paragraph that begins with the place."""
    said = next((d for block in draft.blocks[:2] if (d := dateline_of(block.text)) != Dateline()), Dateline())
    return filled(draft, Source.TEXT, dateline=said.place, agency=said.agency)


def _once(draft: Draft) -> Draft:
    """A page prints a paragraph twice by mistake (a summary, a hidden copy); a text file does not, and a refrain comes more often."""
    if not draft.is_page:
        return draft
    words = [words_of(block.text) for block in draft.blocks]
    counts = Counter(words)
    twice = {text for text, count in counts.items() if count == 2 and len(text.split()) >= _REPEATED_WORDS}
    kept = [block for at, block in enumerate(draft.blocks) if words[at] not in twice or words[at] not in words[:at]]
    return replace(draft, blocks=tuple(kept))


def _with_quotes(draft: Draft) -> Draft:
    return replace(draft, blocks=with_quotation_marks(draft.blocks))


def _mended(draft: Draft) -> Draft:
    return replace(draft, blocks=mended(draft.blocks))


def _without_last_scraps(draft: Draft) -> Draft:
    """A heading with nothing under it headed what was taken out; a page ends with labels of buttons and forms."""
    blocks = list(draft.blocks)
    while len(blocks) > 1 and (blocks[-1].kind is BlockKind.HEADING or (draft.is_page and len(blocks) > 2 and _is_scrap(blocks[-1]))):
        blocks.pop()
    return replace(draft, blocks=tuple(blocks))


def _is_scrap(block: Block) -> bool:
    """A few words that are no sentence, and nobody's signature."""
    is_short = block.kind is BlockKind.PARAGRAPH and len(block.text.split()) <= _SCRAP_WORDS and len(block.text) <= _SCRAP_CHARS
    return is_short and not _ENDED.search(block.text) and not block.text.startswith(("—", "–", "-"))


_STEPS: Final[tuple[Callable[[Draft], Draft], ...]] = (
    _cleaned,
    with_front,
    without_surroundings,
    _with_wire,
    _with_dateline,
    _without_last_scraps,
    _once,
    _with_quotes,
    _mended,
)


def _spans(blocks: tuple[Block, ...]) -> Iterator[Span]:
    start = 0
    for block in blocks:
        yield Span(start=start, end=start + len(block.text))
        start += len(block.text) + len(SEPARATOR)


def _joints(blocks: tuple[Block, ...]) -> Iterator[int]:
    start = 0
    for block in blocks:
        yield from (start + joint for joint in block.joints)
        start += len(block.text) + len(SEPARATOR)
