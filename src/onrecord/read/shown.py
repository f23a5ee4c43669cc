"""What a page shows its readers of the article, beside its text: heading, byline, times, section, credit of the photograph.

In: the tree of a page. Out: texts as they stand there. Decides nothing about them; boxes around the article are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest
from typing import Final

from onrecord.read.boxes import Tree
from onrecord.read.dates import date_of, dates_in

# What elements are called by class, id, data-testid, data-component, rel, itemprop and property, with spaces around.
_BYLINE: Final = re.compile(
    r"byline|author[-_]?name|(?:article|post|entry)[-_]?author| author(?:s|[-_ ](?:link|line|info|vcard))? | contributors? | autor | by | creator ",
    re.IGNORECASE,
)
_AGENCY: Final = re.compile(
    r"agency|(?:content|news|article)[-_]?(?:provider|source)| provider | source |attribution|syndicat| sourceorganization ", re.IGNORECASE
)
_TIME_TAGS: Final = frozenset("span div p li small em address section header b i td h2 h3 h4 h5 h6".split())
_NAMES: Final = ("class", "id", "data-testid", "data-component", "rel", "itemprop", "property")
_TIMES: Final = re.compile(
    r"(?<![a-z])(?:date(?!line)|time|publish|posted|pubdate|timestamp|updated|modified|byline|meta|info|dateline|when)", re.IGNORECASE
)
_CHANGED: Final = re.compile(r"updat|modif|revis|changed", re.IGNORECASE)
_ASIDE: Final = re.compile(
    r"comment|related|recommend|teaser|(?<![a-z])card|promo|trending|most-|popular|sidebar|newsletter|(?<!entry-)(?<!article-)(?<!post-)footer"
    r"|widget|ticker|carousel",
    re.IGNORECASE,
)
_MOST: Final = 8
BYLINE_MARK: Final = " ¦ "
"""What parts the pieces of a byline that stand in elements of their own."""
_LONGEST_TIME: Final = 160
_CREDIT: Final = re.compile(
    r"(?:photo(?:graph)?|image|picture|credit)s?\s*(?::|\bby\b)\s*(?P<who>[^:]{2,80})$|©\s*(?P<owner>[^:]{2,60})$"
    r"|[(\[](?P<inside>[^()\[\]]{2,60}/[^()\[\]]{2,60}|[^()\[\]]{0,60}\b(?:via|AP Photo|Getty)\b[^()\[\]]{0,60})[)\]]\s*$",
    re.IGNORECASE,
)
_CREDIT_LABEL: Final = re.compile(r"^(?:file )?(?:photo(?:graph)?|image|picture|credit)s?(?: credit| source)?\s*(?::|\bby\b)\s*", re.IGNORECASE)

Named = tuple[Tree, str]
"""An element, and what it is called, between spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Dates in ISO 8601 on which the page shows the article to have been published, and changed."""

    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()


def text_of(element: Tree) -> str | None:
    """Return the text of an element on one line, or None where it has none."""
    return (" ".join(element.text_content().split()) or None) if element is not None else None


def heading_of(tree: Tree) -> str | None:
    """Return the one heading of the first rank, or the article's own of several."""
    headings = [text for heading in tree.iter("h1") if (text := text_of(heading))]
    inside = (text_of(heading) for heading in tree.xpath("//article//h1 | //main//h1 | //*[@itemprop='headline']"))
    return headings[0] if len(headings) == 1 else next(filter(None, inside), None)


def named_of(tree: Tree) -> list[Named]:
    """Return the elements of the body that are called something, each with what it is called."""
    return [(element, f" {' '.join(filter(None, map(element.get, _NAMES)))} ") for element in tree.find("body").iter("*") if element.attrib]


def bylines_of(named: list[Named]) -> Iterator[str]:
    """Yield what the elements that are called bylines show."""
    for element in _elements(named, _BYLINE):
        if text := _parted_text(element):
            yield text


def agencies_of(named: list[Named]) -> Iterator[str]:
    """Yield what the elements that are called after a source show."""
    yield from filter(None, map(text_of, _elements(named, _AGENCY)))


def _elements(named: list[Named], called: re.Pattern[str]) -> Iterator[Tree]:
    elements = (element for element, names in named if called.search(names) and not _is_aside(element))
    yield from islice((element for element in elements if text_of(element)), _MOST)


def _parted_text(element: Tree) -> str:
    """The text of a byline, with a mark where one element ends and another begins without a space: a name, and what she is."""
    parts = [str(part) for part in element.xpath(".//text()[not(ancestor::button or ancestor::time or ancestor::script or ancestor::style)]")]
    marks = [BYLINE_MARK if _ends_a_name(one) and other[:1].isalpha() else "" for one, other in pairwise(parts)]
    return " ".join("".join(part + mark for part, mark in zip_longest(parts, marks, fillvalue="")).split())


def _ends_a_name(text: str) -> bool:
    return text[-1:].isalpha() and len(text.split()) > 1


def marked_of(tree: Tree) -> dict[str, list[str]]:
    """Return the values of microdata and RDFa by their lower-case names, those of comments and other boxes left out."""
    found: dict[str, list[str]] = {}
    for element in tree.xpath("//*[@itemprop or (@property and not(self::meta))]"):
        value = element.get("content") or element.get("datetime") or (element.get("href") if element.tag == "link" else text_of(element))
        if value and not _is_aside(element):
            names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
            for name in names:
                found.setdefault(name.rsplit(":", 1)[-1], []).append(value)
    return found


def times_of(tree: Tree, named: list[Named]) -> Times:
    """Return the times that stand around the heading, those of elements made for times first."""
    published, modified = list[str](), list[str]()
    for element in tree.iter("time", "abbr"):
        if (date := date_of(element.get("datetime") or element.get("title") or text_of(element) or "")) and not _is_aside(element):
            (modified if _is_changed(element) else published).append(date)
    for element, names in named:
        if element.tag in _TIME_TAGS and _TIMES.search(names):
            text = text_of(element)
            if text and len(text) <= _LONGEST_TIME and any(map(str.isdigit, text)) and not _is_aside(element):
                first, later = dates_in(text)
                published += first if not _is_changed(element) or later else []
                modified += later or (first if _is_changed(element) else [])
    return Times(published=tuple(dict.fromkeys(published)), modified=tuple(dict.fromkeys(modified)))


def credit_of(tree: Tree) -> str | None:
    """Return the credit of the first photograph that has one."""
    for element in tree.xpath(
        "//figure//*[contains(@class, 'credit') or contains(@class, 'copyright') or contains(@class, 'Credit')] | //figcaption//cite"
        " | //figcaption//small | //*[contains(@class, 'photo-credit') or contains(@class, 'image-credit') or @itemprop='copyrightHolder']"
    ):
        if text := text_of(element):
            return _unlabelled(str(text))
    for caption in tree.xpath("//figcaption | //*[contains(@class, 'caption')]"):
        if found := _CREDIT.search(text_of(caption) or ""):
            return str(next(filter(None, found.groups()))).strip(" ().")
    return None


def _unlabelled(text: str) -> str:
    return _CREDIT_LABEL.sub("", text).strip(" ()") or text


def _is_changed(element: Tree) -> bool:
    around = (element, element.getparent())
    names = " ".join(f"{one.get('class') or ''} {one.get('itemprop') or ''}" for one in around if one is not None)
    # `<time class="updated" …>` with the time of publishing beside it, in one parent that is called for both.
    before = f"{(element.text or '')} {_before(element)}"
    return bool(_CHANGED.search(element.get("class") or "") or _CHANGED.search(element.get("itemprop") or "") or _CHANGED.search(before)) or bool(
        _CHANGED.search(names) and not re.search(r"publish|posted|created", names, re.IGNORECASE)
    )


def _before(element: Tree) -> str:
    previous = element.getprevious()
    text = (previous.tail or "") if previous is not None else (element.getparent().text or "" if element.getparent() is not None else "")
    return text[-40:] or ((text_of(previous) or "")[-40:] if previous is not None else "")


def _is_aside(element: Tree) -> bool:
    around = [element, *element.iterancestors()]
    is_in_article = any(parent.tag == "article" for parent in around)
    for parent in around:
        if parent.tag in {"body", "html", "main"}:
            return False
        # A byline and its time can stand in the foot of the article itself.
        is_foot = parent.tag == "footer" and not is_in_article
        if is_foot or parent.tag in {"aside", "nav"} or _ASIDE.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return True
    return False
