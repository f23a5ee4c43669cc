-- Corrections by people: append-only, one row an act. They name articles and statements by id, url and words, and speakers
-- by name, never by number, so they outlive a re-read and a new model. Undoing one is an act too.
CREATE TABLE corrections (
  number INTEGER PRIMARY KEY,
  made TEXT NOT NULL,                                       -- UTC, ISO 8601
  made_by TEXT,                                             -- who, as they named themselves
  act TEXT NOT NULL,
  deed TEXT NOT NULL CHECK (json_valid(deed)),              -- all that was said: Deed as JSON
  undone_by INTEGER REFERENCES corrections
) STRICT;

-- Which articles a correction is about: looked up as an article is written. An article on record need not be one of them.
CREATE TABLE corrected (
  correction INTEGER NOT NULL REFERENCES corrections,
  article TEXT NOT NULL CHECK (length(article) = 16),       -- Article.id
  url TEXT,                                                 -- another version of it has the same
  PRIMARY KEY (article, correction)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrected_at ON corrected (url) WHERE url IS NOT NULL;

-- Names that people said are one speaker: what is said under `name` is kept as said by `kept`. It follows from the merges
-- that hold, and from nothing else.
CREATE TABLE same_speaker (
  name TEXT PRIMARY KEY,
  kept TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX same_speaker_kept ON same_speaker (kept);

-- A speaker's row comes and goes with the statements; the other names come with it.
CREATE TRIGGER speaker_has_other_names AFTER INSERT ON speakers WHEN new.article IS NULL BEGIN
  INSERT OR IGNORE INTO speaker_names (speaker, name) SELECT new.number, name FROM same_speaker WHERE kept = new.name AND name <> kept;
END;

-- What a correction changed, as it was read: the fields that differ, or, with a place, a whole statement that was taken
-- out, which stood at that place of its article. With it every reading can be had again as the model made it.
CREATE TABLE as_read (
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  statement BLOB NOT NULL CHECK (length(statement) = 8),
  place INTEGER CHECK (place >= 0),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  PRIMARY KEY (article, statement)
) STRICT, WITHOUT ROWID;
