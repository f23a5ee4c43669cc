-- What makes speakers' pages and counts of speakers quick, and the index smaller.

-- By which words articles name a speaker, pronouns left out: in how many statements that are not hidden.
CREATE TABLE called (
  name TEXT NOT NULL,                                               -- speakers.name
  words TEXT NOT NULL,
  statements INTEGER NOT NULL,
  PRIMARY KEY (name, words)
) STRICT, WITHOUT ROWID;

-- "A senior official" speaks in many articles, and all of them are shown on one page: so the name comes first.
DROP INDEX speakers_unnamed;
CREATE UNIQUE INDEX speakers_unnamed ON speakers (name, article) WHERE article IS NOT NULL;

-- Whose the hidden statements are: what else a speaker said is counted in the index of statements alone.
ALTER TABLE hidden ADD COLUMN speaker INTEGER;
UPDATE hidden SET speaker = (SELECT speaker FROM statements WHERE number = statement);
DELETE FROM stale;  -- which the line before has filled: nothing changed that the index or the counts hold
CREATE INDEX hidden_of_speaker ON hidden (speaker);
CREATE TRIGGER hidden_speaker_changes AFTER UPDATE OF speaker ON statements BEGIN
  UPDATE hidden SET speaker = new.speaker WHERE statement = new.number;
END;

ALTER TABLE stale ADD COLUMN name TEXT;
ALTER TABLE stale ADD COLUMN source TEXT;

-- As before, with the speaker's name and the source's words besides.
DROP VIEW statement_words;
DROP VIEW statement_now;
CREATE VIEW statement_now AS
SELECT
  s.number AS number,
  substr(unpacked(a.text), s.content_start + 1, s.content_end - s.content_start) || coalesce(
    (SELECT ' ' || group_concat(substr(unpacked(a.text), c."start" + 1, c."end" - c."start"), ' ')
       FROM (SELECT "start", "end" FROM continuations WHERE statement = s.number ORDER BY place) AS c), '') AS content,
  substr(unpacked(a.text), s.context_start + 1, s.content_start - s.context_start) || ' ' || coalesce(
    (SELECT group_concat(substr(unpacked(a.text), c.before + 1, max(c."start" - c.before, 0)), ' ')
       FROM (SELECT i."start" AS "start", coalesce(b."end", s.content_end) AS before FROM continuations AS i
             LEFT JOIN continuations AS b ON b.statement = i.statement AND b.place = i.place - 1
             WHERE i.statement = s.number ORDER BY i.place) AS c), '') || ' ' || coalesce(
    (SELECT substr(unpacked(a.text), "end" + 1, s.context_end - "end") FROM continuations WHERE statement = s.number ORDER BY place DESC LIMIT 1),
    substr(unpacked(a.text), s.content_end + 1, s.context_end - s.content_end)) AS context,
  p.name || coalesce((SELECT ' | ' || group_concat(name, ' | ') FROM (SELECT name FROM speaker_names WHERE speaker = p.number ORDER BY name)), '')
    AS names,
  CASE WHEN s.addressee_start IS NULL THEN '' ELSE substr(unpacked(a.text), s.addressee_start + 1, s.addressee_end - s.addressee_start) END
    AS addressee,
  a.title AS title,
  'm' || s.manner || ' k' || coalesce(p.kind, 0) || coalesce(' s' || s.stance, '') || coalesce(' o' || a.outlet, '')
    || coalesce(' a' || a.agency, '') || coalesce(' d' || replace(substr(s.said_on, 1, 7), '-', ''), '')
    || CASE WHEN EXISTS (SELECT 1 FROM disputes WHERE denial = s.number) OR EXISTS (SELECT 1 FROM disputes WHERE denied = s.number)
       THEN ' q1' ELSE '' END
    || coalesce((SELECT ' h' || why FROM hidden WHERE statement = s.number), '') AS filters,
  coalesce(s.speaker, 0) AS speaker, coalesce(p.kind, 0) AS kind, coalesce(a.outlet, 0) AS outlet, coalesce(a.agency, 0) AS agency,
  s.manner AS manner, coalesce(s.stance, 0) AS stance, coalesce(a.language, '') AS language,
  EXISTS (SELECT 1 FROM disputes WHERE denial = s.number) OR EXISTS (SELECT 1 FROM disputes WHERE denied = s.number) AS disputed,
  coalesce(s.said_on, '') AS said, s.number >> 21 AS day, coalesce((SELECT why FROM hidden WHERE statement = s.number), 0) AS hidden,
  coalesce(p.name, '') AS name,
  CASE WHEN s.source_start IS NULL THEN '' ELSE substr(unpacked(a.text), s.source_start + 1, s.source_end - s.source_start) END AS source
FROM statements AS s
JOIN articles AS a ON a.number = s.article
LEFT JOIN speakers AS p ON p.number = s.speaker;

INSERT INTO called (name, words, statements)
  SELECT name, source, count(*) FROM statement_now
  WHERE hidden = 0 AND name <> '' AND source <> ''
    AND lower(source) NOT IN ('i', 'he', 'she', 'it', 'they', 'we', 'you', 'who', 'him', 'her', 'them', 'us', 'me')
  GROUP BY 1, 2;

-- The context first: it has the most words, and words of a first column take the least room.
CREATE VIEW statement_words AS
SELECT number, context, content, names AS speaker, addressee, title, filters FROM statement_now;

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  context, content, speaker, addressee, title, filters,
  content = 'statement_words', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);
INSERT INTO search (search) VALUES ('rebuild');
