"""The three files that pages load: the style, the script, the mark. Each address has its content's hash, so they may be kept for good."""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import Final

from fastapi import Response

from onrecord.serve.web.problems import Problem

_TYPES: Final = {"onrecord.css": "text/css", "onrecord.js": "text/javascript", "mark.svg": "image/svg+xml"}
_FILES: Final = {name: (resources.files("onrecord.serve.pages") / "static" / name).read_bytes() for name in _TYPES}
ADDRESS_OF: Final = {name: f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}" for name, content in _FILES.items()}
_FOR_GOOD: Final = {"cache-control": "public, max-age=31536000, immutable"}


async def static_file(name: str) -> Response:
    """Return one of the files."""
    if name not in _FILES:
        raise Problem(status=404, detail=f"{name!r} is none of the files that pages load.")
    return Response(_FILES[name], media_type=_TYPES[name], headers=_FOR_GOOD)
