-- Version 5. Proposals to change the catalog are a register, too. SQLite changes no check of a
-- table: it is made anew. What points at it does so again when its rows are back, before the end
-- of the transaction.

PRAGMA defer_foreign_keys = ON;

CREATE TEMP TABLE records_kept AS SELECT * FROM records;
DROP TABLE records;

CREATE TABLE records (
  id TEXT PRIMARY KEY NOT NULL,
  register TEXT NOT NULL CHECK (
    register IN ('feedback', 'incidents', 'refusals', 'suspensions', 'corrections', 'services',
      'focal-points', 'proposals')),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'appraised', 'closed', 'dropped')),
  version INTEGER NOT NULL CHECK (version > 0),
  fields TEXT NOT NULL,
  pending TEXT,
  person TEXT,
  created_us INTEGER NOT NULL,
  changed_us INTEGER NOT NULL,
  UNIQUE (register, year, number)
) STRICT;

INSERT INTO records SELECT * FROM records_kept;
DROP TABLE records_kept;

CREATE TRIGGER records_no_delete BEFORE DELETE ON records
BEGIN
  SELECT RAISE (ABORT, 'a record is dropped, never deleted');
END;
