-- Smaller, and faster to write: words stand once. `words` of a statement are those of the rest of its paragraphs alone; those of the
-- title stand with the article, and a speaker's names with the speaker. `content_words` and `addressee_words` are what they were.

ALTER TABLE articles ADD COLUMN title_words tsvector;
CREATE INDEX articles_by_title ON articles USING gin (title_words) WHERE title_words IS NOT NULL;

DROP TRIGGER note_other_speaker ON statements;
DROP FUNCTION note_stale();
INSERT INTO stale SELECT number FROM statements;  -- whoever applies this makes their words anew

-- What few values share needs no order of its own, and such an index is a tenth as large.
DROP INDEX statements_of_agency;
DROP INDEX statements_of_stance;
DROP INDEX statements_said_on;
CREATE INDEX statements_of_agency ON statements (agency);
CREATE INDEX statements_of_stance ON statements (stance);
CREATE INDEX statements_said_on ON statements (said_on);
