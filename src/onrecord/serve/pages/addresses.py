"""Where pages are, and which addresses of articles may become links."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit


def to_speaker(name: str) -> str:
    """Return the address of a speaker's page.

    >>> to_speaker("Ada/Finch?")
    '/speaker/Ada%2FFinch%3F'
    """
    return f"/speaker/{quote(name, safe='')}"


def to_search(**asked: object) -> str:
    """Return the address of a search.

    >>> to_search(q="tide", speaker=None, disputed=True)
    '/search?q=tide&disputed=true'
    """
    return to("/search", asked)


def to(path: str, asked: Mapping[str, object]) -> str:
    """Return the path with what is asked, but for what is not set."""
    told = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in asked.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(told, errors='replace')}" if told else path


def with_asked(path: str, asked: Mapping[str, object], offset: int = 0) -> str:
    """Return the address of a list, so many of its rows passed over.

    >>> with_asked("/speakers", {"q": "finch"}, 20)
    '/speakers?q=finch&offset=20'
    """
    return to(path, {**asked, "offset": offset or None})


def web_address(url: str | None) -> str | None:
    """Return the address if it is one of the web's, so that it may become a link; nothing else ever does.

    >>> web_address("https://a.example/1"), web_address("javascript:alert(1)"), web_address("//a.example"), web_address("https:a")
    ('https://a.example/1', None, None, None)
    """
    try:
        parts = urlsplit(url or "")
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
