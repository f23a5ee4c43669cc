"""The chain by which an article came, as far as it shows it: the agency, the outlet that printed it, the page that copied it.

In: a draft whose particulars are filled. Out: names in the order in which the words went, none twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.read.clean import words_of
from onrecord.read.draft import Draft
from onrecord.read.tables import agencies


def chain_of(draft: Draft) -> tuple[str, ...]:
    """Return the chain of an article.

    >>> chain_of(Draft(blocks=(), agency="Halyard", outlet="Lantern Weekly", original_url="https://ledger.example/a", url="https://lantern.example/a"))
    ('Halyard', 'ledger.example', 'Lantern Weekly')
    """
    chain: list[str] = []
    for name in _links(draft):
        if _plain(name) not in map(_plain, chain):
            chain.append(name)
    return tuple(chain)


def site_of(url: str | None) -> str | None:
    """Return the site of an address, without what only says how it is served.

    >>> site_of("https://www.ledger.example:443/talks"), site_of("talks.html")
    ('ledger.example', None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    if not host:
        return None
    labels = host.split(".")
    return ".".join(labels[1:] if labels[0] in {"www", "m", "amp", "mobile"} and len(labels) > 2 else labels)


def is_same_site(one: str, other: str) -> bool:
    """Return whether two sites are one publisher's: `edition.ledger.example` is part of `ledger.example`."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def is_site_of(agency: str, site: str) -> bool:
    """Return whether the site is called as the agency is: `apnews.com` is that of AP."""
    forms = {_plain(agency), *(_plain(form) for form, name in agencies().name_of.items() if name == agency)}
    return any(label.removesuffix("news") in forms or label in forms for label in site.replace("-", "").split(".")[:-1])


def _links(draft: Draft) -> Iterator[str]:
    if draft.agency:
        yield draft.agency
    first, own = site_of(draft.original_url), site_of(draft.url)
    if draft.copied_from:
        yield draft.copied_from
    elif first and not (own and is_same_site(first, own)) and not (draft.agency and is_site_of(draft.agency, first)):
        yield first
    page = draft.outlet or own
    if page and not (draft.agency and own == page and is_site_of(draft.agency, page)):
        yield page


def _plain(name: str) -> str:
    return words_of(name).removeprefix("the ").replace(" ", "")
