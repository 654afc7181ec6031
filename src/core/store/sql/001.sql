-- Version 1. What a state may be is text with a check, never the number of an enum. Times are
-- microseconds since 1970, in columns that end in _us. Bytes are in the vault; here are their names.

PRAGMA application_id = 1129267792; -- "COGP"

CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE catalog_versions (
  version INTEGER PRIMARY KEY NOT NULL,
  decision TEXT NOT NULL,
  imported_us INTEGER NOT NULL
) STRICT;

CREATE TABLE catalog_items (
  version INTEGER NOT NULL REFERENCES catalog_versions (version),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  field TEXT,
  owner TEXT,
  frequency TEXT NOT NULL,
  frequency_text TEXT,
  formats TEXT,
  sharing TEXT,
  deadline_text TEXT,
  note TEXT,
  source_row INTEGER NOT NULL,
  PRIMARY KEY (version, position),
  UNIQUE (version, code)
) STRICT;

CREATE TABLE datasets (
  id TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('preparing', 'in-review', 'returned', 'approved', 'queued', 'published')),
  item_code TEXT,
  period TEXT,
  metadata TEXT NOT NULL,
  account_id TEXT,
  remote_id TEXT,
  prepared_by TEXT,
  return_reason TEXT,
  created_us INTEGER NOT NULL,
  changed_us INTEGER NOT NULL
) STRICT;

CREATE TABLE dataset_files (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT,
  name TEXT,
  original_sha256 TEXT,
  sha256 TEXT,
  size INTEGER NOT NULL CHECK (size >= 0),
  format TEXT,
  media_type TEXT,
  encoding TEXT,
  recipe TEXT,
  options TEXT,
  published_sha256 TEXT,
  PRIMARY KEY (dataset_id, id)
) STRICT;

-- The last check of each file, and of the dataset itself (file_id ''), with what it looked at.
CREATE TABLE checks (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  file_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  rules TEXT NOT NULL,
  checked_us INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, file_id)
) STRICT;

CREATE TABLE findings (
  dataset_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'blocker')),
  row INTEGER, -- NULL: not about a row
  "column" INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  count INTEGER NOT NULL,
  sample TEXT NOT NULL, -- masked
  arguments TEXT NOT NULL,
  clause TEXT,
  PRIMARY KEY (dataset_id, file_id, position),
  FOREIGN KEY (dataset_id, file_id) REFERENCES checks (dataset_id, file_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE waivers (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  finding_key TEXT NOT NULL,
  person TEXT NOT NULL CHECK (person <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  at_us INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, finding_key)
) STRICT;

CREATE TABLE approvals (
  id TEXT PRIMARY KEY NOT NULL,
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  prepared_by TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_us INTEGER NOT NULL,
  void_us INTEGER NOT NULL,
  void_reason TEXT,
  CHECK ((void_us = 0) = (void_reason IS NULL))
) STRICT;

-- At most one approval of a dataset holds.
CREATE UNIQUE INDEX approvals_holding ON approvals (dataset_id) WHERE void_us = 0;
CREATE INDEX approvals_dataset ON approvals (dataset_id);

-- No column for a secret: that is in the keyring only.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  organisation TEXT,
  organisation_title TEXT,
  user TEXT,
  capacity TEXT,
  version TEXT,
  token_header TEXT NOT NULL,
  token_expires_us INTEGER NOT NULL,
  max_bytes INTEGER NOT NULL,
  held TEXT
) STRICT;

-- Jobs and receipts outlive the account: it may be forgotten, what was sent may not.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY NOT NULL,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  approval_id TEXT NOT NULL REFERENCES approvals (id),
  account_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (
    state IN ('waiting', 'probing', 'slotting', 'sending', 'confirming', 'publishing', 'done',
      'parked', 'cancelled')),
  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
  reason TEXT, -- name of the error, NULL when there is none
  reason_detail TEXT,
  attempts INTEGER NOT NULL,
  not_before_us INTEGER NOT NULL,
  position INTEGER NOT NULL,
  slug TEXT,
  remote_id TEXT,
  file_id TEXT,
  bytes_done INTEGER NOT NULL,
  bytes_total INTEGER NOT NULL,
  created_us INTEGER NOT NULL,
  changed_us INTEGER NOT NULL,
  finished_us INTEGER NOT NULL
) STRICT;

-- However often a button is pressed, a dataset is once in the queue of an account.
CREATE UNIQUE INDEX jobs_open ON jobs (dataset_id, account_id)
  WHERE state NOT IN ('done', 'cancelled');
CREATE INDEX jobs_lane ON jobs (account_id, position) WHERE state NOT IN ('done', 'cancelled');
CREATE INDEX jobs_dataset ON jobs (dataset_id);
CREATE INDEX jobs_approval ON jobs (approval_id);
CREATE INDEX jobs_order ON jobs (account_id, position);

CREATE TABLE attempts (
  sequence INTEGER PRIMARY KEY NOT NULL,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  at_us INTEGER NOT NULL,
  step TEXT NOT NULL,
  what TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT
) STRICT;

CREATE INDEX attempts_job ON attempts (job_id);

CREATE TABLE checkpoints (
  sequence INTEGER PRIMARY KEY NOT NULL,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  at_us INTEGER NOT NULL,
  step TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;

CREATE INDEX checkpoints_job ON checkpoints (job_id);

CREATE TABLE receipts (
  job_id TEXT PRIMARY KEY NOT NULL REFERENCES jobs (id),
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  files TEXT NOT NULL,
  prepared_by TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_us INTEGER NOT NULL,
  published_us INTEGER NOT NULL,
  journal_hash TEXT NOT NULL
) STRICT;

CREATE INDEX receipts_dataset ON receipts (dataset_id);

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY NOT NULL,
  at_us INTEGER NOT NULL,
  person TEXT NOT NULL,
  event TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length (hash) = 64)
) STRICT;

CREATE INDEX journal_subject ON journal (subject, sequence);

-- Append only. This stops a mistake; cb_journal_verify() finds an intention.
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal
WHEN NEW.sequence IS NOT (SELECT COALESCE (MAX (sequence), 0) + 1 FROM journal)
BEGIN
  SELECT RAISE (ABORT, 'the journal has no gaps');
END;
