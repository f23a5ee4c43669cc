"""From bytes to articles: pages, text, feeds, agency formats, tables and web archives, in files, in folders and on standard input."""

from onrecord.read.assemble import verbatim
from onrecord.read.inputs import Input, inputs
from onrecord.read.kinds import Kind
from onrecord.read.steps import article_of, article_of_row, articles

__all__ = ["Input", "Kind", "article_of", "article_of_row", "articles", "inputs", "verbatim"]
