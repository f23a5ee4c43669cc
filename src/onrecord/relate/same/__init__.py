"""The same person in different articles: names that may be one speaker's, and a name that may be two people's.

In: all speakers of a record, as they were seen. Out: suggestions, each with a score and its reasons. Nothing is ever merged here.
"""

from onrecord.relate.same.seen import Lore, RoleSeen, Seen
from onrecord.relate.same.suggest import Suggestion, suggestions
from onrecord.relate.same.twins import Twins, twins

__all__ = ["Lore", "RoleSeen", "Seen", "Suggestion", "Twins", "suggestions", "twins"]
