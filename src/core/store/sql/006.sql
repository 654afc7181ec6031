-- Version 6. What was begun by mistake is removed in two steps: it is put aside, and can be taken
-- back; later its row goes, and then the bytes that nothing else has.

ALTER TABLE datasets ADD COLUMN removed_us INTEGER NOT NULL DEFAULT 0; -- 0: it is there
ALTER TABLE datasets ADD COLUMN removed_by TEXT CHECK ((removed_us = 0) = (removed_by IS NULL));

-- Bytes whose dataset has gone. A name goes from here when they are gone from the vault, or when
-- something else has them.
CREATE TABLE vault_leftovers (
  sha256 TEXT PRIMARY KEY NOT NULL
) STRICT;
