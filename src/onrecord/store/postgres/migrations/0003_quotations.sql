-- Quotations: the same words, wherever they were printed. Which statements are one utterance follows from the statements
-- alone, so all of this can be thrown away and made again.

ALTER TABLE articles ALTER COLUMN published TYPE text COLLATE "C";

-- One row for the same words, given to the same speaker, printed on the same day. `words` and `voice` are in a form of their
-- own for comparing; `scope` is what all names of one speaker share. `quotation` is the number of one of its wordings.
-- A slight wording, which many may have said, hangs on the fuller one, `whole`, that it is a part of.
CREATE TABLE wordings (
  number bigint PRIMARY KEY,
  key text COLLATE "C" NOT NULL UNIQUE CHECK (length(key) = 16),
  words text NOT NULL,
  voice text NOT NULL,
  scope text COLLATE "C" NOT NULL,
  day integer,
  is_slight smallint NOT NULL,
  whole bigint REFERENCES wordings ON DELETE SET NULL,
  quotation bigint NOT NULL
);
CREATE INDEX wordings_of_quotation ON wordings (quotation);
CREATE INDEX wordings_near ON wordings (scope, is_slight, day) WHERE scope <> '' AND day IS NOT NULL;
CREATE INDEX wordings_within ON wordings (whole) WHERE whole IS NOT NULL;

-- Each direct statement that says enough to be found again, with its wording.
CREATE TABLE printings (
  statement bigint PRIMARY KEY REFERENCES statements ON DELETE CASCADE,
  wording bigint NOT NULL REFERENCES wordings
);
CREATE INDEX printings_of_wording ON printings (wording);

-- Wordings that share a key are compared: the least hashes of a few words in a row.
CREATE TABLE wording_keys (key bigint NOT NULL, wording bigint NOT NULL, PRIMARY KEY (key, wording));

-- What came of comparing, for those that are no strangers: 1 the same, 2 the one is a part of the other, 3 twins that say different things.
CREATE TABLE likenesses (
  one bigint NOT NULL REFERENCES wordings ON DELETE CASCADE,
  other bigint NOT NULL REFERENCES wordings ON DELETE CASCADE,
  kind smallint NOT NULL CHECK (kind IN (1, 2, 3)),
  score double precision NOT NULL,
  PRIMARY KEY (one, other)
);
CREATE INDEX likenesses_of_other ON likenesses (other);

-- Wordings that have lost a printing since quotations were last made.
CREATE TABLE loosened (wording bigint PRIMARY KEY);
CREATE FUNCTION note_loosened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.loosened SELECT DISTINCT wording FROM gone ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER printing_goes AFTER DELETE ON printings REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_loosened();

-- Articles that share keys of their text may be the same wire copy.
CREATE TABLE article_keys (
  key bigint NOT NULL,
  article bigint NOT NULL REFERENCES articles ON DELETE CASCADE,
  PRIMARY KEY (key, article)
);
CREATE INDEX article_keys_of ON article_keys (article);

-- Which articles are the same wire copy: `story` is the number of the first of them, which has a row too. An article of its own has none.
CREATE TABLE copies (
  article bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  story bigint NOT NULL
);
CREATE INDEX copies_of_story ON copies (story);

-- Articles whose statements, as this maker made them, were related to the others by these rules; no row: not yet, or not any more.
CREATE TABLE related (
  article bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  maker bigint NOT NULL REFERENCES makers,
  rules text NOT NULL
);
CREATE FUNCTION relate_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM onrecord.related WHERE article IN (SELECT article FROM gone);
  RETURN NULL;
END $$;
CREATE TRIGGER relate_anew_by_statement AFTER DELETE ON statements REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION relate_anew();
CREATE FUNCTION relate_anew_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM onrecord.related WHERE article = new.article;
  RETURN NULL;
END $$;
CREATE TRIGGER relate_anew_by_speaker AFTER UPDATE OF speaker ON statements FOR EACH ROW EXECUTE FUNCTION relate_anew_one();

-- What a search leaves out unless it is asked for, and why: 1 a version that is not the newest, 2 a wire copy whose story is shown
-- already, 3 both.
CREATE VIEW hidden AS SELECT number AS statement, hidden AS why FROM statements WHERE hidden <> 0;

-- Articles whose place among the versions of their page, or among the copies of a story, has changed; empty at rest (settle.py).
CREATE TABLE unsettled (article bigint PRIMARY KEY);
CREATE FUNCTION note_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.unsettled VALUES (new.number) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_version_changes AFTER UPDATE OF later ON articles FOR EACH ROW EXECUTE FUNCTION note_version();
CREATE FUNCTION note_copy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO onrecord.unsettled VALUES (old.article), (old.story) ON CONFLICT DO NOTHING;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO onrecord.unsettled VALUES (new.article), (new.story) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_copy_changes AFTER INSERT OR UPDATE OR DELETE ON copies FOR EACH ROW EXECUTE FUNCTION note_copy();

-- A speaker under another name is found by that, and what it said is related anew.
CREATE FUNCTION note_new_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.renamed VALUES (new.number) ON CONFLICT DO NOTHING;
  DELETE FROM onrecord.related WHERE article IN (SELECT article FROM onrecord.statements WHERE speaker = new.number);
  RETURN NULL;
END $$;
CREATE TRIGGER note_speaker_changes AFTER UPDATE OF name ON speakers FOR EACH ROW EXECUTE FUNCTION note_new_name();
