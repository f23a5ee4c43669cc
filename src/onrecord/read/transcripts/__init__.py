"""From bytes to transcripts: what was really said, turn by turn, to check quotations against."""

from onrecord.read.transcripts.reading import read_transcript, transcript_of

__all__ = ["read_transcript", "transcript_of"]
