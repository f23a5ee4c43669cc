-- Corrections by people: append-only, one row an act. They name articles and statements by id, url and words, and speakers
-- by name, never by number, so they outlive a re-read and a new model. Undoing one is an act too.
CREATE TABLE corrections (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made text NOT NULL,  -- UTC, ISO 8601
  made_by text,        -- who, as they named themselves
  act text NOT NULL,
  deed text NOT NULL,  -- all that was said: Deed as JSON
  undone_by bigint REFERENCES corrections
);

-- Which articles a correction is about: looked up as an article is written. An article on record need not be one of them.
CREATE TABLE corrected (
  correction bigint NOT NULL REFERENCES corrections,
  article text COLLATE "C" NOT NULL CHECK (length(article) = 16),  -- Article.id
  url text,                                                         -- another version of it has the same
  PRIMARY KEY (article, correction)
);
CREATE INDEX corrected_at ON corrected USING hash (url);

-- Names that people said are one speaker: what is said under `name` is kept as said by `kept`. It follows from the merges
-- that hold, and from nothing else.
CREATE TABLE same_speaker (
  name text COLLATE "C" NOT NULL,
  kept text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX same_speaker_named ON same_speaker (md5(name));
CREATE INDEX same_speaker_kept ON same_speaker USING hash (kept);

-- What a correction changed, as it was read: the fields that differ, or, with a place, a whole statement that was taken
-- out, which stood at that place of its article. With it every reading can be had again as the model made it.
CREATE TABLE as_read (
  article bigint NOT NULL REFERENCES articles ON DELETE CASCADE,
  statement text COLLATE "C" NOT NULL CHECK (length(statement) = 16),  -- Statement.id
  place integer CHECK (place >= 0),
  fields text NOT NULL,
  PRIMARY KEY (article, statement)
);

-- Other names under which a speaker is found. A speaker's row comes and goes with the statements; the other names come with it.
CREATE TABLE speaker_names (
  speaker bigint NOT NULL REFERENCES speakers ON DELETE CASCADE,
  name text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX speaker_names_once ON speaker_names (speaker, md5(name));
CREATE INDEX speakers_by_name ON speakers USING hash (name);

-- What must be found by other words than it was: speakers whose names have changed, and statements whose speaker has. Both are
-- empty whenever the record is at rest, for settle.py makes the words anew before a transaction ends.
CREATE TABLE renamed (speaker bigint PRIMARY KEY);
CREATE TABLE stale (statement bigint PRIMARY KEY);

CREATE FUNCTION give_other_names() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.speaker_names (speaker, name)
    SELECT new.number, name FROM onrecord.same_speaker WHERE kept = new.name AND name <> kept ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER speaker_has_other_names AFTER INSERT ON speakers FOR EACH ROW WHEN (new.article IS NULL) EXECUTE FUNCTION give_other_names();

CREATE FUNCTION note_renamed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.renamed VALUES (CASE TG_OP WHEN 'DELETE' THEN old.speaker ELSE new.speaker END) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_other_name AFTER INSERT OR UPDATE OR DELETE ON speaker_names FOR EACH ROW EXECUTE FUNCTION note_renamed();

CREATE FUNCTION note_stale() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.stale VALUES (new.number) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_other_speaker AFTER UPDATE OF speaker ON statements FOR EACH ROW WHEN (old.speaker IS DISTINCT FROM new.speaker)
  EXECUTE FUNCTION note_stale();
