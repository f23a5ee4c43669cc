-- Disputes: one row where statement `denial` denies, rejects, contradicts, corrects or confirms statement `denied`.
-- The evidence is a span of the article of `denial`. A row says what was said of what, and no more.
CREATE TABLE disputes (
  denial bigint NOT NULL REFERENCES statements ON DELETE CASCADE,
  denied bigint NOT NULL REFERENCES statements ON DELETE CASCADE,
  kind text COLLATE "C" NOT NULL,
  evidence_start integer NOT NULL CHECK (evidence_start >= 0),
  evidence_end integer NOT NULL CHECK (evidence_end > evidence_start),
  confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (denial, denied),
  CHECK (denial <> denied)
);
CREATE INDEX disputes_of ON disputes (denied);

-- What each denial is about, as stems, so that a claim that is read later finds it. Few statements deny anything: this stays small.
CREATE TABLE denial_words (
  word text COLLATE "C" NOT NULL,
  denial bigint NOT NULL REFERENCES statements ON DELETE CASCADE,
  PRIMARY KEY (word, denial)
);
CREATE INDEX denial_words_of ON denial_words (denial);
