"""Characters: what no reader of a page can see is taken out, whitespace is evened, and the rest stays as it was given.

No normalisation form is applied: a letter stays the letter that was printed.
"""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no whitespace
    "\u00ad\u200b\u200e\u200f\u2060\ufeff"  # soft hyphen, zero-width space, marks of direction, joiner, byte order mark
    "\u202a-\u202e\u2066-\u2069"  # embeddings of direction
    "\ud800-\udfff\ufffe\uffff]"  # halves of characters, which no file can hold
    # The joiners that some scripts and emoji need stay there.
    "|(?<![^\x00-\x7f])[\u200c\u200d]"
)
_PERHAPS_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_SPACES: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return the text on one line: unseen characters out, every run of whitespace one space.

    >>> clean("  The min\\u00adister\\u00a0said:\\n“No.” ")
    'The minister said: “No.”'
    """
    # Taking one unseen character out can bare another, so that a second cleaning would change the text again.
    before = None
    while before != text:
        before, text = text, _UNSEEN.sub("", text)
    return _SPACES.sub(" ", text).strip()


def without_unseen(text: str) -> str:
    """Return the text without the characters that no reader can see, its lines kept."""
    # One set of characters is looked for much faster than the rule above, and hardly a page has any.
    return _UNSEEN.sub("", text) if _PERHAPS_UNSEEN.search(text) else text


def words_of(text: str) -> str:
    """Return the letters and digits alone, in lower case: two texts with equal words read the same.

    >>> words_of("The ‘Petrel’ sank.") == words_of("The Petrel sank")
    True
    """
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
