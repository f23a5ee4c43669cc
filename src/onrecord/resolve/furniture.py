"""What a page puts between the words of its article: boxes beside a name, headlines of other articles, buttons, newsletters.

In: a text. Out: the same text, equally long, with blanks in their place, so that whom they name neither speaks nor is meant.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.resolve import tables
from onrecord.resolve.words import is_shouted

_BOX: Final = re.compile(r"\b(?P<last>[A-Z][\w’'-]{2,})(?P<box> (?:[“\"(]?[A-Z][\w.’'-]*[”\")]? ){1,5}(?P=last)(?=[A-Z0-9])[^\n]{10,900}?\bMORE\b)")
_LINE: Final = re.compile(r"[^\n]+")
_HEADLINE_WORDS: Final = 3


def without_furniture(text: str) -> str:
    r"""Return the text with blanks for what is no part of the article.

    >>> without_furniture("No.\nSEE ALSO: Ada Finch sails\nYes.")
    'No.\n                         \nYes.'
    >>> without_furniture("Finch Ada FinchTen boats sank in May MORE sailed.")
    'Finch                                     sailed.'
    """
    text = _BOX.sub(lambda m: m["last"] + " " * len(m["box"]), text)
    is_loud = is_shouted(text)
    return _LINE.sub(lambda m: " " * len(m.group()) if _is_furniture(m.group().strip(), is_loud=is_loud) else m.group(), text)


def _is_furniture(line: str, *, is_loud: bool) -> bool:
    furniture = tables.furniture()
    return line.lower() in furniture.lines or line.startswith(tuple(furniture.begins)) or (not is_loud and _is_headline(line))


def _is_headline(line: str) -> bool:
    """Say whether a line without double quotation marks is all in capitals: the headline of another article, or of a part of this."""
    return line.upper() == line and len(re.findall(r"[A-Z]{2,}", line)) >= _HEADLINE_WORDS and not re.search(r"[“”\":]", line)
