"""How the properties are tried: the same examples every time, so that a change is judged by what it changes, and never by the clock.

`pytest --hypothesis-profile=wide` tries others, and more.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("wide", deadline=None, max_examples=500)
settings.load_profile("same")
