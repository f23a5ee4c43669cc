-- The record: who said what, in which exact words, and by whose account.
--
-- A statement's number is (day of publication as a proleptic Gregorian ordinal << 21) + its place on that day, and numbers
-- up to 2^21 * 365000 belong to articles without a date. So numbers, the full-text index and every index that ends in a
-- number stand in order of publication: newest first and date ranges cost nothing more. A number is private to the file
-- and changes when an article is read again; `id` is the name that lasts. The statements of one article stand in a row.

-- Names that many rows share, each kept once.
CREATE TABLE outlets  (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE agencies (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE chains   (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;  -- Statement.via
CREATE TABLE makers   (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;  -- made_by: finder and rules
CREATE TABLE manners  (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE stances  (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE kinds    (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;  -- what a speaker is
CREATE TABLE reasons  (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;  -- why a speaker is unknown

-- One row a run of the reader: what was read, when, by which model, and what came of it.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  what TEXT NOT NULL,
  maker INTEGER NOT NULL REFERENCES makers,
  started TEXT NOT NULL,
  ended TEXT,
  added INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  statements INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row a published text. Two versions of a page are two articles with one url: `later` is the newest of them, NULL in the
-- newest itself. The text stands last, so that a look at the other columns need not fetch it. Lists that are never searched
-- are JSON. `first` and `last` are the numbers of its statements; both are NULL if it has none.
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  maker INTEGER NOT NULL REFERENCES makers,
  run INTEGER REFERENCES runs,
  first INTEGER,
  last INTEGER CHECK (last >= first),
  later INTEGER REFERENCES articles CHECK (later <> number),
  published TEXT,
  modified TEXT,
  outlet INTEGER REFERENCES outlets,
  agency INTEGER REFERENCES agencies,
  language TEXT,
  title TEXT,
  byline TEXT,
  section TEXT,
  dateline TEXT,
  credits TEXT,
  photo_credit TEXT,
  url TEXT,
  original_url TEXT,
  payload_digest TEXT,
  place TEXT NOT NULL,                                              -- Article.where
  chain TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(chain)),       -- [name, ...]
  origins TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(origins)),   -- [[field, source], ...]
  related TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(related)),   -- [[title, url], ...]
  mended TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(mended)),     -- [offset, ...]
  paragraphs TEXT NOT NULL CHECK (json_valid(paragraphs)),          -- [start, length, step to the next, length, ...]
  text BLOB NOT NULL,                                               -- packed: zlib over UTF-8
  CHECK ((first IS NULL) = (last IS NULL))
) STRICT;
CREATE INDEX articles_of_page ON articles (url) WHERE url IS NOT NULL;

-- Whom sources mean. An unnamed speaker belongs to one article: "a senior official" of two articles is not one person.
CREATE TABLE speakers (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL REFERENCES kinds,
  article INTEGER REFERENCES articles
) STRICT;
CREATE UNIQUE INDEX speakers_named ON speakers (name, kind) WHERE article IS NULL;
CREATE UNIQUE INDEX speakers_unnamed ON speakers (article, name) WHERE article IS NOT NULL;

-- Other names under which a speaker is found.
CREATE TABLE speaker_names (
  speaker INTEGER NOT NULL REFERENCES speakers ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (speaker, name)
) STRICT, WITHOUT ROWID;

-- One row an act of attribution. Offsets are half-open, in characters of the article's text. The id is the eight bytes whose
-- hexadecimal digits are Statement.id.
CREATE TABLE statements (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 8),
  article INTEGER NOT NULL REFERENCES articles,
  maker INTEGER NOT NULL REFERENCES makers,
  speaker INTEGER REFERENCES speakers,
  reason INTEGER REFERENCES reasons,
  speaker_confidence REAL NOT NULL CHECK (speaker_confidence BETWEEN 0 AND 1),
  manner INTEGER NOT NULL REFERENCES manners,
  stance INTEGER REFERENCES stances,
  content_start INTEGER NOT NULL, content_end INTEGER NOT NULL,
  context_start INTEGER NOT NULL, context_end INTEGER NOT NULL,     -- the paragraphs around the content, as far as words are looked for in them
  cue_start INTEGER, cue_end INTEGER,
  source_start INTEGER, source_end INTEGER,
  addressee_start INTEGER, addressee_end INTEGER,
  occasion_start INTEGER, occasion_end INTEGER,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  parent INTEGER REFERENCES statements DEFERRABLE INITIALLY DEFERRED,
  via INTEGER REFERENCES chains,
  said_on TEXT CHECK (length(said_on) IN (4, 7, 10)),
  role TEXT,
  CHECK ((speaker IS NULL) = (reason IS NOT NULL)),
  CHECK (parent <> number),
  CHECK (0 <= content_start AND content_start < content_end),
  CHECK (0 <= context_start AND context_start <= content_start AND content_end <= context_end),
  CHECK ((cue_start IS NULL) = (cue_end IS NULL) AND 0 <= cue_start AND cue_start < cue_end),
  CHECK ((source_start IS NULL) = (source_end IS NULL) AND 0 <= source_start AND source_start < source_end),
  CHECK ((addressee_start IS NULL) = (addressee_end IS NULL) AND 0 <= addressee_start AND addressee_start < addressee_end),
  CHECK ((occasion_start IS NULL) = (occasion_end IS NULL) AND 0 <= occasion_start AND occasion_start < occasion_end)
) STRICT;
CREATE INDEX statements_of_speaker ON statements (speaker);
CREATE INDEX statements_within ON statements (parent) WHERE parent IS NOT NULL;

-- Where a quotation is interrupted, its content goes on in further spans: one row each, `place` counting from 1.
CREATE TABLE continuations (
  statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
  place INTEGER NOT NULL CHECK (place > 0),
  "start" INTEGER NOT NULL CHECK ("start" >= 0),
  "end" INTEGER NOT NULL CHECK ("end" > "start"),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;

-- What could not be read, and why.
CREATE TABLE rejected (
  number INTEGER PRIMARY KEY,
  place TEXT NOT NULL,                                              -- Rejected.where
  reason TEXT NOT NULL,
  run INTEGER REFERENCES runs,
  UNIQUE (place, reason)
) STRICT;
