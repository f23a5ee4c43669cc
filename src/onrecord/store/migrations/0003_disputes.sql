-- Disputes: one row where statement `denial` denies, rejects, contradicts, corrects or confirms statement `denied`.
-- The evidence is a span of the article of `denial`. A row says what was said of what, and no more.
CREATE TABLE disputes (
  denial INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
  denied INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
  kind TEXT NOT NULL,
  evidence_start INTEGER NOT NULL CHECK (evidence_start >= 0),
  evidence_end INTEGER NOT NULL CHECK (evidence_end > evidence_start),
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (denial, denied),
  CHECK (denial <> denied)
) STRICT, WITHOUT ROWID;
CREATE INDEX disputes_of ON disputes (denied);

-- What each denial is about, as stems, so that a claim that is read later finds it. Few statements deny anything: this stays small.
CREATE TABLE denial_words (
  word TEXT NOT NULL,
  denial INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE,
  PRIMARY KEY (word, denial)
) STRICT, WITHOUT ROWID;
CREATE INDEX denial_words_of ON denial_words (denial);
