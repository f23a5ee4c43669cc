-- The pieces that the full-text index grows in are put together when a run ends (tidy.py). While it writes, sixteen of one size are, a
-- little with each batch, so that the room of the old ones is used again at once; all at once, which doubles their room, only sixty-four.
INSERT INTO search (search, rank) VALUES ('automerge', 16);
INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);  -- bytes of new words that wait in memory
