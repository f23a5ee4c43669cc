"""From bytes to articles: plain text, Markdown, HTML and JSON Lines, in files, in folders and on standard input."""

from onrecord.read.assemble import verbatim
from onrecord.read.inputs import count_inputs
from onrecord.read.kinds import Kind
from onrecord.read.steps import article_of, articles

__all__ = ["Kind", "article_of", "articles", "count_inputs", "verbatim"]
