-- Search and counts: all that follows from the tables before, kept so that questions are answered fast.
--
-- Whoever changes what a statement is found or counted by (its speaker, a speaker's names, its disputes, the copies of its
-- article) needs to know nothing of this file: the triggers below note each statement concerned in `stale`, as it was, and
-- the record brings index and counts up to date before it commits (settle.py, called at the end of Record._writing()).

-- Statements that a search leaves out unless they are asked for: why is 1 for those of a version that is not the newest, 2 for
-- those of a wire copy whose story is shown already, 3 for both.
CREATE TABLE hidden (
  statement INTEGER PRIMARY KEY REFERENCES statements ON DELETE CASCADE,
  why INTEGER NOT NULL CHECK (why BETWEEN 1 AND 3)
) STRICT;

-- All that a statement is found and counted by, as the other tables have it now (`unpacked` is a function of ours). `context` is the rest of the paragraphs that
-- the content stands in. 0 or '' where there is none. The filters are words too (o = outlet, a = agency, m = manner, s =
-- stance, k = kind of speaker, 0 if unknown, d = year and month of the saying, q = has a dispute, h = hidden, and why), so that
-- a word and a filter meet inside the full-text index and no hit is fetched only to be thrown away.
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
  coalesce(s.said_on, '') AS said, s.number >> 21 AS day, coalesce((SELECT why FROM hidden WHERE statement = s.number), 0) AS hidden
FROM statements AS s
JOIN articles AS a ON a.number = s.article
LEFT JOIN speakers AS p ON p.number = s.speaker;

-- The full-text index is a function of this view and of nothing else.
CREATE VIEW statement_words AS
SELECT number, content, context, names AS speaker, addressee, title, filters FROM statement_now;

CREATE VIRTUAL TABLE search USING fts5 (
  content, context, speaker, addressee, title, filters,
  content = 'statement_words', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('hashsize', 4194304);  -- bytes of new words that wait in memory: a bulk's worth, not a page's

-- How many of the statements that are not hidden share each speaker, outlet, day …, so that counting all needs no look at any.
-- `key` is that of statement_now. What has few keys (outlets, manners …) is counted for each month of publication, as year * 12
-- + month - 1; what has many (speakers, addressees) and what is a date itself, once: month is 0, as it is for articles without
-- a date. For `by` = 'hidden' all statements are counted, by why.
CREATE TABLE tallies (
  "by" TEXT NOT NULL,
  month INTEGER NOT NULL,
  key ANY NOT NULL,
  statements INTEGER NOT NULL,
  PRIMARY KEY ("by", month, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX tallies_greatest ON tallies ("by", statements DESC) WHERE month = 0;

-- Statements that have changed since they were indexed and counted, as they were then. Empty whenever the record is at rest.
CREATE TABLE stale (
  number INTEGER PRIMARY KEY, content TEXT, context TEXT, names TEXT, addressee TEXT, title TEXT, filters TEXT, speaker INTEGER,
  kind INTEGER, outlet INTEGER, agency INTEGER, manner INTEGER, stance INTEGER, language TEXT, disputed INTEGER, said TEXT,
  day INTEGER, hidden INTEGER
) STRICT;

-- The first note of a statement is the true one, so a second is not taken: NOT EXISTS, for an OR IGNORE would give way to the
-- conflict clause of the statement that fires the trigger.
CREATE TRIGGER note_statement_goes BEFORE DELETE ON statements BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number = old.number AND NOT EXISTS (SELECT 1 FROM stale WHERE number = old.number);
END;
CREATE TRIGGER note_statement_changes BEFORE UPDATE ON statements BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number = old.number AND NOT EXISTS (SELECT 1 FROM stale WHERE number = old.number);
END;
CREATE TRIGGER note_dispute_comes BEFORE INSERT ON disputes BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (new.denial, new.denied) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_dispute_changes BEFORE UPDATE ON disputes BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (old.denial, old.denied, new.denial, new.denied) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_dispute_goes BEFORE DELETE ON disputes BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (old.denial, old.denied) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_hidden_comes BEFORE INSERT ON hidden BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (new.statement) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_hidden_changes BEFORE UPDATE ON hidden BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (old.statement, new.statement) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_hidden_goes BEFORE DELETE ON hidden BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (old.statement) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_speaker_name_comes BEFORE INSERT ON speaker_names BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (SELECT number FROM statements WHERE speaker IN (new.speaker)) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_speaker_name_changes BEFORE UPDATE ON speaker_names BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (SELECT number FROM statements WHERE speaker IN (old.speaker , new.speaker)) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_speaker_name_goes BEFORE DELETE ON speaker_names BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (SELECT number FROM statements WHERE speaker IN (old.speaker)) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;
CREATE TRIGGER note_speaker_changes BEFORE UPDATE ON speakers BEGIN
  INSERT INTO stale SELECT * FROM statement_now WHERE number IN (SELECT number FROM statements WHERE speaker = old.number) AND NOT EXISTS (SELECT 1 FROM stale WHERE number = statement_now.number);
END;

-- Articles whose place among the versions of their page, or among the copies of a story, has changed; empty at rest.
CREATE TABLE unsettled (article INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER note_version_changes AFTER UPDATE OF later ON articles BEGIN
  INSERT INTO unsettled SELECT new.number WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = new.number);
END;
CREATE TRIGGER note_copy_comes AFTER INSERT ON copies BEGIN
  INSERT INTO unsettled SELECT new.article WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = new.article);
  INSERT INTO unsettled SELECT new.story WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = new.story);
END;
CREATE TRIGGER note_copy_changes AFTER UPDATE ON copies BEGIN
  INSERT INTO unsettled SELECT old.article WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = old.article);
  INSERT INTO unsettled SELECT old.story WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = old.story);
  INSERT INTO unsettled SELECT new.article WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = new.article);
  INSERT INTO unsettled SELECT new.story WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = new.story);
END;
CREATE TRIGGER note_copy_goes AFTER DELETE ON copies BEGIN
  INSERT INTO unsettled SELECT old.article WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = old.article);
  INSERT INTO unsettled SELECT old.story WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE article = old.story);
END;
