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
