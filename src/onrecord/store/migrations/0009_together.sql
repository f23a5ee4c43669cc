-- How many statements share two things: an outlet and a manner, an agency and a stance … They are tallies too: "by" is 'outlet
-- manner', month 0, and the key is that of the first << 32 and that of the second.
CREATE TEMP TABLE together AS
  SELECT kind, outlet, agency, manner, stance, count(*) AS statements FROM statement_now WHERE hidden = 0 GROUP BY 1, 2, 3, 4, 5;
INSERT INTO tallies SELECT 'outlet agency', 0, outlet << 32 | agency, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'outlet stance', 0, outlet << 32 | stance, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'outlet manner', 0, outlet << 32 | manner, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'outlet kind', 0, outlet << 32 | kind, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'agency stance', 0, agency << 32 | stance, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'agency manner', 0, agency << 32 | manner, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'agency kind', 0, agency << 32 | kind, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'stance manner', 0, stance << 32 | manner, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'stance kind', 0, stance << 32 | kind, sum(statements) FROM temp.together GROUP BY 3;
INSERT INTO tallies SELECT 'manner kind', 0, manner << 32 | kind, sum(statements) FROM temp.together GROUP BY 3;
DROP TABLE temp.together;
