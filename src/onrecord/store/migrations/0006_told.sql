-- How a statement is told: whether its cue is negated (`did not say`), how far the article keeps from the words, and what each
-- particular was read from.

CREATE TABLE distances (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO distances VALUES (1, 'neutral'), (2, 'shares'), (3, 'doubts');  -- 1 takes no room in a row, and most are neutral

ALTER TABLE statements ADD COLUMN negated INTEGER NOT NULL DEFAULT 0 CHECK (negated IN (0, 1));
ALTER TABLE statements ADD COLUMN distance INTEGER REFERENCES distances;
ALTER TABLE statements ADD COLUMN evidence BLOB;  -- packed: evidence.py
