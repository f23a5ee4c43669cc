-- Quotations: the same words, wherever they were printed. Which statements are one utterance follows from the statements
-- alone, so all of this can be thrown away and made again.

-- Every direct statement long enough to be compared, with the quotation it belongs to: the number of the member whose id is least.
CREATE TABLE printings (
  statement INTEGER PRIMARY KEY REFERENCES statements ON DELETE CASCADE,
  quotation INTEGER NOT NULL
) STRICT;
CREATE INDEX printings_of_quotation ON printings (quotation);

-- The bands of each printing's MinHash signature: printings that share a band are compared.
CREATE TABLE bands (
  band INTEGER NOT NULL,
  statement INTEGER NOT NULL REFERENCES printings ON DELETE CASCADE,
  PRIMARY KEY (band, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX bands_of_statement ON bands (statement);

-- Which articles are the same wire copy: `story` is the number of the first of them. An article of its own has no row.
CREATE TABLE copies (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  story INTEGER NOT NULL
) STRICT;
CREATE INDEX copies_of_story ON copies (story);

-- By which rules each article's statements were related to the others; no row: not yet.
CREATE TABLE related (
  article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  maker INTEGER NOT NULL REFERENCES makers
) STRICT, WITHOUT ROWID;
