-- Version 3. Registers: feedback, incidents, refusals, suspensions, corrections, services that
-- share data, focal points. Every version of a record stays; the journal names what changed, the
-- values are here only.

CREATE TABLE records (
  id TEXT PRIMARY KEY NOT NULL,
  register TEXT NOT NULL CHECK (
    register IN ('feedback', 'incidents', 'refusals', 'suspensions', 'corrections', 'services',
      'focal-points')),
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

CREATE TABLE record_versions (
  record_id TEXT NOT NULL REFERENCES records (id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  fields TEXT NOT NULL,
  person TEXT,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (record_id, version)
) STRICT;

CREATE TRIGGER records_no_delete BEFORE DELETE ON records
BEGIN
  SELECT RAISE (ABORT, 'a record is dropped, never deleted');
END;

CREATE TRIGGER record_versions_no_update BEFORE UPDATE ON record_versions
BEGIN
  SELECT RAISE (ABORT, 'a version of a record stays as it is');
END;

CREATE TRIGGER record_versions_no_delete BEFORE DELETE ON record_versions
BEGIN
  SELECT RAISE (ABORT, 'a version of a record stays as it is');
END;
