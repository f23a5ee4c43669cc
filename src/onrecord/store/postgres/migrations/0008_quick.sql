-- What makes speakers' pages, counts of common words and totals quick, and the kept counts cheaper to keep.

-- `name` is the same for all speakers of one name ("a senior official" speaks in many articles, as another speaker in each), so
-- that all they said is found at once; `called` is by which words the article names the speaker, pronouns left out.
CREATE FUNCTION name_key(name text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT ('x' || left(md5(name), 16))::bit(64)::bigint $$;
ALTER TABLE statements ADD COLUMN name bigint;
ALTER TABLE statements ADD COLUMN called text COLLATE "C";

-- A change of type with USING writes the table and its indexes anew, which is sooner done than an update of every row, and leaves no holes.
CREATE FUNCTION name_of(number bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT onrecord.name_key(p.name) FROM onrecord.speakers AS p WHERE p.number = $1
$$;
CREATE FUNCTION called_in(article bigint, source integer[]) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(w.words, '') FROM (SELECT substr(a.text, $2[1] + 1, $2[2] - $2[1]) AS words FROM onrecord.articles AS a WHERE a.number = $1) AS w
  WHERE lower(w.words) NOT IN ('i', 'he', 'she', 'it', 'they', 'we', 'you', 'who', 'him', 'her', 'them', 'us', 'me')
$$;
ALTER TABLE statements
  ALTER COLUMN name TYPE bigint USING name_of(speaker),
  ALTER COLUMN called TYPE text COLLATE "C" USING called_in(article, source);
DROP FUNCTION name_of(bigint);
DROP FUNCTION called_in(bigint, integer[]);
CREATE INDEX statements_of_name ON statements (name, number);

CREATE FUNCTION give_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  new.name := (SELECT onrecord.name_key(name) FROM onrecord.speakers WHERE number = new.speaker);
  RETURN new;
END $$;
CREATE TRIGGER speaker_gives_name BEFORE UPDATE OF speaker ON statements FOR EACH ROW WHEN (old.speaker IS DISTINCT FROM new.speaker)
  EXECUTE FUNCTION give_name();

CREATE OR REPLACE FUNCTION note_new_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.renamed VALUES (new.number) ON CONFLICT DO NOTHING;
  DELETE FROM onrecord.related WHERE article IN (SELECT article FROM onrecord.statements WHERE speaker = new.number);
  UPDATE onrecord.statements SET name = onrecord.name_key(new.name) WHERE speaker = new.number;
  RETURN NULL;
END $$;

-- The counts of 0007 as they were, from one look at each statement; and how many articles and speakers there are.
CREATE OR REPLACE FUNCTION tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.tallies AS t ("by", month, number, name, statements)
    WITH days AS MATERIALIZED (
      SELECT d.day, onrecord.month_of(d.day) AS month FROM (SELECT DISTINCT s.number >> 40 AS day FROM changed AS s) AS d),
    shown AS (
      SELECT d.day, d.month, coalesce(s.speaker, 0) AS speaker, coalesce(p.kind, 'unknown') AS kind, coalesce(s.outlet, 0) AS outlet,
        coalesce(s.agency, 0) AS agency, s.manner, coalesce(s.stance, '') AS stance, coalesce(s.said_on, '') AS said
      FROM changed AS s JOIN days AS d ON d.day = s.number >> 40 LEFT JOIN onrecord.speakers AS p ON p.number = s.speaker WHERE s.hidden = 0),
    counted AS (
      SELECT
        CASE 0 WHEN grouping(speaker) THEN 'speaker' WHEN grouping(day) THEN 'day' WHEN grouping(said) THEN 'said' WHEN grouping(kind) THEN 'kind'
          WHEN grouping(outlet) THEN 'outlet' WHEN grouping(agency) THEN 'agency' WHEN grouping(manner) THEN 'manner' ELSE 'stance' END AS "by",
        coalesce(month, 0) AS month, coalesce(speaker, day, outlet, agency, 0) AS number, coalesce(said, kind, manner, stance, '') AS name,
        count(*) AS many
      FROM shown
      GROUP BY GROUPING SETS ((speaker), (day), (said), (month, kind), (month, outlet), (month, agency), (month, manner), (month, stance))
      UNION ALL SELECT 'all', 0, (s.speaker IS NULL)::integer, '', count(*) FROM changed AS s GROUP BY 3)
    SELECT c."by", c.month, c.number, c.name, TG_ARGV[0]::bigint * c.many FROM counted AS c ORDER BY 1, 2, 3, 4
    ON CONFLICT ("by", month, number, name) DO UPDATE SET statements = t.statements + excluded.statements;
  RETURN NULL;
END $$;

CREATE FUNCTION tally_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.tallies AS t ("by", month, number, name, statements)
    SELECT TG_TABLE_NAME, 0, 0, '', TG_ARGV[0]::bigint * count(*) FROM changed
    ON CONFLICT ("by", month, number, name) DO UPDATE SET statements = t.statements + excluded.statements;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_new AFTER INSERT ON articles REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('1');
CREATE TRIGGER tally_gone AFTER DELETE ON articles REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('-1');
CREATE TRIGGER tally_new AFTER INSERT ON speakers REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('1');
CREATE TRIGGER tally_gone AFTER DELETE ON speakers REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_rows('-1');
INSERT INTO tallies SELECT 'articles', 0, 0, '', count(*) FROM articles UNION ALL SELECT 'speakers', 0, 0, '', count(*) FROM speakers;
CREATE OR REPLACE VIEW tallies_now AS
  SELECT k."by", k.month, k.key AS number, k.name COLLATE "C" AS name, count(*) AS statements
  FROM statements AS s, keys_of(s.number, s.speaker, s.outlet, s.agency, s.manner, s.stance, s.said_on, s.hidden) AS k GROUP BY 1, 2, 3, 4
  UNION ALL SELECT 'articles', 0, 0, '', count(*) FROM articles HAVING count(*) > 0
  UNION ALL SELECT 'speakers', 0, 0, '', count(*) FROM speakers HAVING count(*) > 0;

-- Words in so many statements that counting these takes long (../common.py says which): in how many of each day of publication, of
-- those that are not hidden.
CREATE TABLE common_words (word text COLLATE "C" PRIMARY KEY);
CREATE TABLE word_days (
  word text COLLATE "C" NOT NULL,
  day integer NOT NULL,
  statements bigint NOT NULL,
  PRIMARY KEY (word, day)
);
CREATE VIEW word_days_now AS
  SELECT w.word, (s.number >> 40)::integer AS day, count(*) AS statements
  FROM statements AS s CROSS JOIN unnest(tsvector_to_array(s.content_words)) AS l (word) JOIN common_words AS w ON w.word = l.word
  WHERE s.hidden = 0 GROUP BY 1, 2;
CREATE FUNCTION count_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM onrecord.common_words) THEN
    INSERT INTO onrecord.word_days AS t (word, day, statements)
      SELECT w.word, (s.number >> 40)::integer, TG_ARGV[0]::bigint * count(*)
      FROM changed AS s CROSS JOIN unnest(tsvector_to_array(s.content_words)) AS l (word) JOIN onrecord.common_words AS w ON w.word = l.word
      WHERE s.hidden = 0 GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (word, day) DO UPDATE SET statements = t.statements + excluded.statements;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER words_new AFTER INSERT ON statements REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_words('1');
CREATE TRIGGER words_gone AFTER DELETE ON statements REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_words('-1');
CREATE TRIGGER words_before AFTER UPDATE ON statements REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_words('-1');
CREATE TRIGGER words_after AFTER UPDATE ON statements REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_words('1');
