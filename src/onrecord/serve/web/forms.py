"""What a request may ask, as pydantic models: unknown names and values out of range are refused, and said where."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from onrecord.records import DisputeKind, Distance, Manner, SpeakerKind, Stance
from onrecord.serve.web.article import Given
from onrecord.store.query import MOST_WORDS_CHARS, By, Query, Scope, Sort

MOST_HITS = 100
MOST_COUNTS = 1_000
MOST_TRANSCRIPTS = 10

Words = Annotated[str, StringConstraints(max_length=MOST_WORDS_CHARS)]
Day = Annotated[str, Field(description="A year, month or day: 2031, 2031-04 or 2031-04-09.", max_length=40)]
Cursor = Annotated[str, Field(description="What `next` of the answer before held.", max_length=200)]
Limit = Annotated[int, Field(ge=1, le=MOST_HITS)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=2_000_000)]
Line = Annotated[str, StringConstraints(max_length=2_000)]


class Form(BaseModel):
    """What every request keeps to: no names but its own."""

    model_config = ConfigDict(extra="forbid")


class Filters(Form):
    """What a search and a count share; every one that is set must hold."""

    q: Words | None = Field(None, description='Words: plain, "a phrase", prefix*, NEAR(a b, 5), AND, OR, NOT, parentheses.')
    scope: Scope = Field(Scope.CONTENT, description="Where the words are looked for: in what was said, its paragraph, or names and the title too.")
    speaker: Words | None = Field(None, description="Said by: a name or whole words of it, and by who else that speaker is called.")
    addressee: Words | None = None
    outlet: Words | None = None
    agency: Words | None = None
    since: Day | None = None
    until: Day | None = None
    said_since: Day | None = None
    said_until: Day | None = None
    manner: Manner | None = None
    stance: Stance | None = None
    kind: SpeakerKind | None = None
    distance: Distance | None = Field(None, description="What the article makes of it: `noted` shares, `said` is neutral, `claimed` doubts.")
    negated: bool = Field(False, description="Only what somebody did not say.")
    disputed: bool = Field(False, description="Only what another statement denies, or what denies one.")
    copies: bool = Field(False, description="Every copy of a wire story, not one of each.")
    versions: bool = Field(False, description="Older versions of an article too, not the newest alone.")

    def asked(self) -> dict[str, Any]:
        """Return the fields of a `Query` that these are."""
        names = set(Filters.model_fields) - {"q"}
        return {"words": self.q or None} | {name: getattr(self, name) for name in names}


class Search(Filters):
    """A search, a page at a time."""

    sort: Sort = Sort.RANK
    limit: Limit = 20
    cursor: Cursor | None = None

    def query(self, *, limit: int, offset: int) -> Query:
        """Return the query. Raises QueryError for what cannot be asked."""
        return Query(sort=self.sort, limit=limit, offset=offset, **self.asked())


class Counting(Filters):
    """A count of what a search finds."""

    by: By = By.SPEAKER
    limit: Annotated[int, Field(ge=1, le=MOST_COUNTS)] = 20


class Asked(Form):
    """What is asked of one speaker."""

    sort: Literal["oldest", "newest"] = "oldest"
    limit: Limit = 20
    cursor: Cursor | None = None


class Disputing(Form):
    """Which disputes: those of one statement, or those with a side that fits."""

    statement: Annotated[str, StringConstraints(pattern="^[0-9a-fA-F]{1,16}$")] | None = Field(None, description="Of this statement, on either side.")
    about: Words | None = Field(None, description="A side holds these words.")
    speaker: Words | None = Field(None, description="A side is said by this name, or a name with these words.")
    kind: DisputeKind | None = None
    limit: Limit = 20
    cursor: Cursor | None = None


class Listing(Form):
    """A list, a page at a time."""

    limit: Limit = 20
    cursor: Cursor | None = None


class Suggesting(Listing):
    """Which suggestions: two names of one speaker (`same`), or one name of two people (`split`)."""

    suggest: Literal["same", "split"] = "same"
    name: Words | None = Field(None, description="Only names that hold these words.")
    least: Annotated[float, Field(ge=0, le=1, description="The least score that is shown.")] = 0.7


class ArticleForm(Form):
    """An article: its text or its HTML, and what is known of it. Addresses are kept as they are; nothing is fetched."""

    text: Body | None = Field(None, description="Plain text or Markdown; HTML is told from its beginning.")
    html: Body | None = Field(None, description="A page, or a piece of one.")
    url: Line | None = None
    title: Line | None = None
    published: Annotated[str, Field(max_length=40, description="ISO 8601.")] | None = None
    outlet: Line | None = None
    byline: Line | None = None
    agency: Line | None = None
    language: Annotated[str, Field(max_length=35, description="BCP 47; told from the text if it is not given.")] | None = None

    @model_validator(mode="after")
    def _has_one_body(self) -> Self:
        if (self.text is None) == (self.html is None):
            raise ValueError("either `text` or `html` was expected, not both and not neither")
        return self


class ReadForm(ArticleForm):
    """An article to be read."""

    effort: Literal["default", "fast"] = "default"
    store: bool = Field(False, description="Put it on record; only where the server was started with --edit.")

    def given(self) -> Given:
        """Return it as the reader takes it."""
        return Given(**self.model_dump(exclude={"store"}))


class TranscriptForm(Form):
    """What was really said: turns, captions, a table, or plain words."""

    text: Body
    name: Line | None = Field(None, description="What the checks call it.")


class CheckForm(Form):
    """Quoted words, or an article with every direct quotation in it, and the transcripts to check against."""

    words: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None
    speaker: Line | None = Field(None, description="Who is said to have said the words; an article says it itself.")
    article: ArticleForm | None = None
    effort: Literal["default", "fast"] = "default"
    transcripts: Annotated[list[TranscriptForm], Field(min_length=1, max_length=MOST_TRANSCRIPTS)]

    @model_validator(mode="after")
    def _has_one_side(self) -> Self:
        if (self.words is None) == (self.article is None):
            raise ValueError("either `words` or `article` was expected, not both and not neither")
        return self
