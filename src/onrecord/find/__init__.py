"""From articles to findings: where content, cue and source stand, and how they join."""

from onrecord.find.finder import Finder, finder_name

__all__ = ["Finder", "finder_name"]
