-- Quotations: the same words, wherever they were printed. Which statements are one utterance follows from the statements
-- alone, so all of this can be thrown away and made again.

-- One row for the same words, given to the same speaker, printed on the same day. `words` and `voice` are in a form of their
-- own for comparing; `scope` is what all names of one speaker share. `quotation` is the number of one of its wordings.
-- A slight wording, which many may have said, hangs on the fuller one, `whole`, that it is a part of.
CREATE TABLE wordings (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (length(key) = 16),
  words TEXT NOT NULL,
  voice TEXT NOT NULL,
  scope TEXT NOT NULL,
  day INTEGER,
  is_slight INTEGER NOT NULL,
  whole INTEGER REFERENCES wordings ON DELETE SET NULL,
  quotation INTEGER NOT NULL
) STRICT;
CREATE INDEX wordings_of_quotation ON wordings (quotation);
CREATE INDEX wordings_near ON wordings (scope, is_slight, day) WHERE scope <> '' AND day IS NOT NULL;
CREATE INDEX wordings_within ON wordings (whole) WHERE whole IS NOT NULL;

-- Each direct statement that says enough to be found again, with its wording.
CREATE TABLE printings (
  statement INTEGER PRIMARY KEY REFERENCES statements ON DELETE CASCADE,
  wording INTEGER NOT NULL REFERENCES wordings
) STRICT;
CREATE INDEX printings_of_wording ON printings (wording);

-- Wordings that share a key are compared: the least hashes of a few words in a row.
CREATE TABLE wording_keys (
  key INTEGER NOT NULL,
  wording INTEGER NOT NULL,
  PRIMARY KEY (key, wording)
) STRICT, WITHOUT ROWID;

-- What came of comparing, for those that are no strangers: 1 the same, 2 the one is a part of the other, 3 twins that say different things.
CREATE TABLE likenesses (
  one INTEGER NOT NULL REFERENCES wordings ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES wordings ON DELETE CASCADE,
  kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
  score REAL NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX likenesses_of_other ON likenesses (other);

-- Wordings that have lost a printing since quotations were last made.
CREATE TABLE loosened (wording INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER printing_goes AFTER DELETE ON printings BEGIN
  INSERT OR IGNORE INTO loosened (wording) VALUES (old.wording);
END;

-- Articles that share keys of their text may be the same wire copy.
CREATE TABLE article_keys (
  key INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
  PRIMARY KEY (key, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_keys_of ON article_keys (article);

-- Which articles are the same wire copy: `story` is the number of the first of them, which has a row too. An article of its own has none.
CREATE TABLE copies (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  story INTEGER NOT NULL
) STRICT;
CREATE INDEX copies_of_story ON copies (story);

-- Articles whose statements, as this maker made them, were related to the others by these rules; no row: not yet, or not any more.
CREATE TABLE related (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  maker INTEGER NOT NULL REFERENCES makers,
  rules TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER relate_anew_by_speaker AFTER UPDATE OF speaker ON statements BEGIN
  DELETE FROM related WHERE article = new.article;
END;
CREATE TRIGGER relate_anew_by_name AFTER UPDATE OF name ON speakers BEGIN
  DELETE FROM related WHERE article IN (SELECT article FROM statements WHERE speaker = new.number);
END;
CREATE TRIGGER relate_anew_by_statement AFTER DELETE ON statements BEGIN
  DELETE FROM related WHERE article = old.article;
END;
