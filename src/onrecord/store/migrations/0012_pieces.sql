-- The pieces that the full-text index grows in are put together when a run ends (tidy.py), no longer while it writes: in a bulk each
-- word was written anew three or four times. Sixteen of one size are put together all the same.
INSERT INTO search (search, rank) VALUES ('automerge', 0);
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);  -- bytes of new words that wait in memory
