"""Files into transcripts: the format is told from the name and the beginning, and one door reads them all.

In: a path or a text: plain text with turns, a table of turns, WebVTT or SRT, what speech recognition writes,
a saved page, Akoma Ntoso, TEI. Out: a transcript. Raises
ReadError, since whoever names a transcript needs that very one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from onrecord.errors import ReadError
from onrecord.read.charset import decoded
from onrecord.read.chunks import chunks, whole
from onrecord.read.dates import date_of
from onrecord.read.fragment import fragment_draft
from onrecord.read.inputs import reason_of
from onrecord.read.kinds import Kind, kind_of_text
from onrecord.read.transcripts.captions import caption_speeches
from onrecord.read.transcripts.markup import markup_speeches
from onrecord.read.transcripts.plain import plain_speeches
from onrecord.read.transcripts.segments import segment_speeches
from onrecord.read.transcripts.speech import transcript_from
from onrecord.read.transcripts.table import table_speeches
from onrecord.records import Transcript

_MAX_BYTES: Final = 50_000_000
_DATED_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")


def read_transcript(path: str | Path) -> Transcript:
    """Return the transcript that a file holds. Raises ReadError where it cannot be read or holds no spoken words."""
    where = str(path)
    try:
        with Path(path).open("rb") as stream:
            text = decoded(whole(chunks(stream), where, _MAX_BYTES), where)
    except (OSError, ValueError) as error:
        raise ReadError(where, f"it cannot be read: {reason_of(error)}; expected a transcript in a file. Check the path.") from None
    found = transcript_of(text, where=where)
    dated = _DATED_NAME.match(Path(path).name)
    return replace(found, date=date_of(dated[1])) if found.date is None and dated else found


def transcript_of(text: str, *, where: str = "<text>") -> Transcript:
    """Return the transcript that a text is. Raises ReadError where it holds no spoken words.

    >>> transcript = transcript_of("Q: Will you go?\\nTHE MAYOR: No. [applause]")
    >>> [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]
    [('Q', 'Will you go?'), ('THE MAYOR', 'No.')]
    """
    kind = kind_of_text(text)
    if kind in {Kind.JSON, Kind.LINES} and (segments := segment_speeches(text)) is not None:
        return transcript_from(segments, where=where)
    if kind is Kind.HTML:
        # All of the page but its frame: a search for the main text takes short answers for boilerplate.
        text = "\n\n".join(block.text for block in fragment_draft(text).blocks)
    if (debate := markup_speeches(text, where)) is not None:
        return transcript_from(debate.speeches, where=where, title=debate.title, date=debate.date)
    if (listed := caption_speeches(text) or table_speeches(text)) is not None:
        return transcript_from(listed, where=where)
    head, speeches = plain_speeches(text)
    return transcript_from(speeches, where=where, title=head.title, date=head.date)
