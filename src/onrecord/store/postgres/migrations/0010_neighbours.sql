-- Phrases without a look at every statement that has their words: of each two neighbouring words of the content a number
-- (../tokens.py). Few statements share one by chance, and those that have not the phrase are told apart by their text vectors.

ALTER TABLE statements ADD COLUMN neighbours smallint[] NOT NULL DEFAULT '{}';
INSERT INTO stale SELECT number FROM statements ON CONFLICT DO NOTHING;  -- whoever applies this makes their words anew
CREATE INDEX statements_by_neighbours ON statements USING gin (neighbours);
