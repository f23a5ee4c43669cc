"""Twelve ways in which a publisher's system writes a page. Each has what leads a reader astray: other dates, other names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from html import escape

from pages.stories import Story

ASIDE = """<aside class="related"><h3>Most read</h3><article class="card"><a href="/x">Otter blocks the tram in Corran for a day</a>
<span class="byline">By Halvard Stray</span><time datetime="2015-02-03T10:00:00Z">Feb 3, 2015</time></article></aside>"""
COMMENTS = """<section id="comments"><div class="comment"><span class="author">gullfan77</span> 
<time datetime="2025-06-01T08:00:00Z">1 June 2025</time>
<p>About time that somebody said it, and I was there and saw it all from the ferry deck myself.</p></div></section>"""
Shape = Callable[[Story], tuple[Story, str]]


def linked(story: Story) -> tuple[Story, str]:
    """One NewsArticle with everything; its headline cut off at sixty characters."""
    value = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title if len(story.title) < 60 else story.title[:57] + "...",
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "Organization", "name": story.outlet},
        "articleSection": story.section,
    }
    return story, page(story, head(f"{story.title} | {story.outlet}", script=value), _article(story) + ASIDE)


def graph(story: Story) -> tuple[Story, str]:
    """A graph whose parts are told by reference, as a much-used plugin writes it."""
    person = [{"@type": "Person", "@id": f"{story.url}#p{at}", "name": name} for at, name in enumerate(story.authors)]
    parts = [
        {"@type": "WebSite", "@id": "#site", "name": story.outlet},
        {"@type": "Article", "author": [{"@id": p["@id"]} for p in person], "isPartOf": {"@id": "#page"}, "publisher": {"@id": "#org"}},
        {"@type": "WebPage", "@id": "#page", "name": f"{story.title} - {story.outlet}", "datePublished": story.published.isoformat()},
        {"@type": "Organization", "@id": "#org", "name": story.outlet},
        {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"name": story.section}, {"name": story.title}]},
        *person,
    ]
    top = head(f"{story.title} - {story.outlet}", og={"og:title": f"{story.title} - {story.outlet}"}, script={"@graph": parts})
    return story, page(story, top, f"<h1 class='entry-title'>{escape(story.title)}</h1>{_paragraphs(story)}{COMMENTS}")


def open_graph(story: Story) -> tuple[Story, str]:
    """OpenGraph with an author that is an address, and the byline on the page."""
    og = {
        "og:title": story.title,
        "og:site_name": story.outlet,
        "article:published_time": story.published.isoformat(),
        "article:author": f"https://facebook.example/{story.number}",
        "article:section": story.section,
    }
    shown = f"<div class='byline'>By {_joined(story)} <span>| Updated {story.modified:%B %d, %Y}</span></div>"
    return story, page(story, head(f"{story.title} | {story.outlet}", og=og), _article(story, shown) + ASIDE)


def microdata(story: Story) -> tuple[Story, str]:
    """Microdata in the markup itself."""
    names = ", ".join(
        f"<span itemprop='author' itemscope itemtype='https://schema.org/Person'><b itemprop='name'>{escape(n)}</b></span>" for n in story.authors
    )
    body = (
        f"<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>{escape(story.title)}</h1><p>{names}</p>"
        f"<meta itemprop='datePublished' content='{story.published.isoformat()}'><div itemprop='articleBody'>{_paragraphs(story)}</div></div>"
    )
    return story, page(story, head(f"{story.outlet}: {story.title}"), body + COMMENTS)


def bare(story: Story) -> tuple[Story, str]:
    """No metadata at all: a heading, a byline, a date in words."""
    shown = f"<p>By {_joined(story)}</p><p>{story.published:%B} {story.published.day}, {story.published.year}</p>"
    return (
        story,
        f"<html><head><title>{escape(story.title)} - {story.outlet}</title></head><body>{_article(story, shown)}"
        f"<p>© 2025 {story.outlet}</p></body></html>",
    )


def associated(story: Story) -> tuple[Story, str]:
    """A copy with the agency in byline, dateline and notice."""
    story = replace(story, agency="AP")
    line = f"<div class='author-line'><span class='byline'>By {_joined(story).upper()} Associated Press</span></div>"
    shown = f"{line}<p class='date'>{story.published:%b. %d, %Y}</p>"
    end = f"<p>Copyright {story.published.year} The Associated Press. All rights reserved. This material may not be published or rewritten.</p>"
    og = {"og:title": story.title, "og:site_name": story.outlet, "article:published_time": story.published.isoformat()}
    return replace(story, authors=tuple(name.upper() for name in story.authors)), page(
        story, head(story.title, og=og), _article(story, shown, f"{story.place} (AP) — ", end)
    )


def wire(story: Story) -> tuple[Story, str]:
    """A copy with the agency as author, and its people only in the credits at the end."""
    story = replace(story, agency="Reuters")
    value = {
        "@type": ["NewsArticle"],
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "author": {"@type": "Organization", "name": "Reuters"},
    }
    end = f"<p>(Reporting by {_joined(story)}; Editing by Wendel Osk)</p>"
    body = _article(story, "", f"{story.place}, {story.published:%B} {story.published.day} (Reuters) - ", end)
    return story, page(story, head(f"{story.title} | {story.outlet}", script=value), body)


def scripted(story: Story) -> tuple[Story, str]:
    """A page that scripts put together: paragraphs in boxes, a list of objects, several of them articles."""
    value = [
        {"@type": "ItemList", "itemListElement": []},
        {"@type": "NewsArticle", "headline": "Otter blocks the tram in Corran for a day", "author": "Halvard Stray", "datePublished": "2015-02-03"},
        {
            "@type": "ReportageNewsArticle",
            "headline": story.title,
            "author": [{"name": name} for name in story.authors],
            "datePublished": story.published.isoformat(),
            "publisher": {"name": story.outlet},
        },
    ]
    boxes = "".join(f"<div class='css-1x' data-testid='paragraph-{at}'>{escape(text)}</div>" for at, text in enumerate(story.paragraphs))
    return story, page(story, head(story.title, script=value), f"<div id='app'><main><h1>{escape(story.title)}</h1><div>{boxes}</div></main></div>")


def weblog(story: Story) -> tuple[Story, str]:
    """The marks of weblogs: hentry, entry-date, vcard; the time of the change stands first."""
    shown = (
        f"<footer class='entry-meta'><time class='updated' datetime='{story.modified.isoformat()}'>{story.modified:%d %B %Y}</time>"
        f"<time class='entry-date published' datetime='{story.published.isoformat()}'>{story.published:%d %B %Y}</time>"
        f" by <span class='author vcard'><a rel='author' href='/a'>{escape(story.authors[0])}</a></span></footer>"
    )
    story = replace(story, authors=story.authors[:1])
    return story, page(story, head(f"{story.title} – {story.outlet}"), _article(story, shown) + COMMENTS + ASIDE)


def desk(story: Story) -> tuple[Story, str]:
    """A desk that names the agency in a box and the time with its zone in words."""
    story = replace(story, agency="PTI", authors=())
    when = f"{story.published:%B} {story.published.day}, {story.published.year} {story.published:%I:%M} am GMT"
    shown = f"<div class='story-meta'><span class='agency'>PTI</span> <span class='publish-date'>Published: {when}</span></div>"
    og = {"og:title": story.title, "og:site_name": story.outlet}
    end = "<p>(This story has not been edited by our staff and is auto-generated from a syndicated feed.)</p>"
    return story, page(
        story,
        head(story.title, og=og),
        _article(story, shown, f"{story.place.title()}, {story.published:%b} {story.published.day} (PTI) ", end) + ASIDE,
    )


def archive(story: Story) -> tuple[Story, str]:
    """The older names: Dublin Core, sailthru, byl."""
    meta = {
        "dc.title": story.title,
        "byl": f"By {_joined(story)}",
        "sailthru.date": f"{story.published:%Y-%m-%d %H:%M:%S}",
        "dc.publisher": story.outlet,
        "last-modified": story.modified.isoformat(),
    }
    return story, page(story, head(f"{story.outlet} | {story.title}", meta=meta), f"<div><h2>{escape(story.title)}</h2>{_paragraphs(story)}</div>")


def copied(story: Story) -> tuple[Story, str]:
    """A portal's copy of an outlet's copy of an agency: the canonical address is another publisher's."""
    story = replace(story, agency="AFP", authors=())
    og = {
        "og:title": story.title,
        "og:site_name": "Corran Portal",
        "og:url": f"https://portal.example/{story.number}",
        "article:published_time": story.published.isoformat(),
    }
    end = "<p>© Agence France-Presse</p>"
    return story, page(story, head(story.title, og=og), _article(story, "<span class='source'>AFP</span>", "", end) + ASIDE)


SHAPES: tuple[Shape, ...] = (linked, graph, open_graph, microdata, bare, associated, wire, scripted, weblog, desk, archive, copied)


def head(title: str, *, og: dict[str, str] | None = None, meta: dict[str, str] | None = None, script: object = None) -> str:
    tags = "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in (og or {}).items())
    tags += "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in (meta or {}).items())
    tags += f'<script type="application/ld+json">{json.dumps(script)}</script>' if script else ""
    return f"<meta charset='utf-8'><title>{escape(title)}</title>{tags}"


def page(story: Story, top: str, body: str) -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head>{top}<link rel='canonical' href='{story.url}'></head><body>"
        f"<header><a href='/'>{escape(story.outlet)}</a>"
        f"<nav><a href='/politics'>Politics</a> <a href='/world'>World</a></nav></header>{body}"
        f"<footer><p>© 2025 {escape(story.outlet)}</p></footer></body></html>"
    )


def _article(story: Story, shown: str = "", begin: str = "", end: str = "") -> str:
    return f"<article><h1>{escape(story.title)}</h1>{shown}{_paragraphs(story, begin)}{end}</article>"


def _paragraphs(story: Story, begin: str = "") -> str:
    return "".join(f"<p>{escape(begin if at == 0 else '')}{escape(text)}</p>" for at, text in enumerate(story.paragraphs))


def _joined(story: Story) -> str:
    return " and ".join(filter(None, [", ".join(story.authors[:-1]), *story.authors[-1:]]))
