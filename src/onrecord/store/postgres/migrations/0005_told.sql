-- How a statement is told: whether its cue is negated (`did not say`), how far the article keeps from the words, and what each
-- particular was read from (packed: ../evidence.py).

ALTER TABLE statements ADD COLUMN negated boolean NOT NULL DEFAULT false;
ALTER TABLE statements ADD COLUMN distance text COLLATE "C";
ALTER TABLE statements ADD COLUMN evidence bytea;
