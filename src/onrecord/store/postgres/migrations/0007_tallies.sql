-- Counts kept beside the statements by the database itself, so that counting all of them needs no look at any.
--
-- How many of the statements that are not hidden share each speaker, kind of speaker, outlet, agency, manner, stance, day of
-- publication (a proleptic Gregorian ordinal) and date of saying; `by` = 'all' counts the hidden too, by whether they have no speaker.
-- What is kept by number has an empty name, what is kept by name the number 0; both so where there is none. What has few keys is
-- counted for each month of publication, as year * 12 + month - 1; all else once, under month 0, as are articles without a date.
CREATE TABLE tallies (
  "by" text COLLATE "C" NOT NULL,
  month integer NOT NULL,
  number bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  statements bigint NOT NULL,
  PRIMARY KEY ("by", month, number, name)
);
CREATE INDEX tallies_greatest ON tallies (statements DESC, number) WHERE "by" = 'speaker';

CREATE FUNCTION month_of(day bigint) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN day = 0 THEN 0 ELSE
    extract(year FROM date '0001-01-01' + (day - 1)::integer)::integer * 12 + extract(month FROM date '0001-01-01' + (day - 1)::integer)::integer - 1 END
$$;

-- What one statement is counted by.
CREATE FUNCTION keys_of(number bigint, speaker bigint, outlet bigint, agency bigint, manner text, stance text, said_on text, hidden smallint)
RETURNS TABLE ("by" text, month integer, key bigint, name text) LANGUAGE sql STABLE AS $$
  SELECT k."by", CASE WHEN k.is_monthly THEN m.month ELSE 0 END, k.key, k.name
  FROM (SELECT onrecord.month_of(number >> 40) AS month) AS m, LATERAL (VALUES
    ('all', false, (speaker IS NULL)::integer::bigint, '', false),
    ('speaker', false, coalesce(speaker, 0), '', true),
    ('day', false, number >> 40, '', true),
    ('said', false, 0, coalesce(said_on, ''), true),
    ('kind', true, 0, coalesce((SELECT p.kind FROM onrecord.speakers AS p WHERE p.number = speaker), 'unknown'), true),
    ('outlet', true, coalesce(outlet, 0), '', true),
    ('agency', true, coalesce(agency, 0), '', true),
    ('manner', true, 0, manner, true),
    ('stance', true, 0, coalesce(stance, ''), true)
  ) AS k ("by", is_monthly, key, name, is_shown)
  WHERE hidden = 0 OR NOT k.is_shown
$$;

CREATE FUNCTION tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO onrecord.tallies AS t ("by", month, number, name, statements)
    SELECT k."by", k.month, k.key, k.name, TG_ARGV[0]::bigint * count(*)
    FROM changed AS s, onrecord.keys_of(s.number, s.speaker, s.outlet, s.agency, s.manner, s.stance, s.said_on, s.hidden) AS k
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT ("by", month, number, name) DO UPDATE SET statements = t.statements + excluded.statements;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_new AFTER INSERT ON statements REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally('1');
CREATE TRIGGER tally_gone AFTER DELETE ON statements REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally('-1');
CREATE TRIGGER tally_before AFTER UPDATE ON statements REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally('-1');
CREATE TRIGGER tally_after AFTER UPDATE ON statements REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally('1');

-- The counts as they should be.
CREATE VIEW tallies_now AS
  SELECT k."by", k.month, k.key AS number, k.name COLLATE "C" AS name, count(*) AS statements
  FROM statements AS s, keys_of(s.number, s.speaker, s.outlet, s.agency, s.manner, s.stance, s.said_on, s.hidden) AS k GROUP BY 1, 2, 3, 4;

INSERT INTO tallies SELECT * FROM tallies_now;
