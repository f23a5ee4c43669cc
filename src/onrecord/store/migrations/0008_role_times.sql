-- When a speaker held the role, where the article says so. Few statements have that, so it takes no room in the rows of the others.
CREATE TABLE role_times (
  statement INTEGER PRIMARY KEY REFERENCES statements ON DELETE CASCADE,
  held TEXT,                                                        -- Speaker.role_held
  dates TEXT,                                                       -- Speaker.role_dates
  CHECK (held IS NOT NULL OR dates IS NOT NULL)
) STRICT;
