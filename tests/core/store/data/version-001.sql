-- A database as version 1 of the schema wrote it, with a dataset that waits in the queue.
-- Never changed: it stands for what is on people's computers.
PRAGMA application_id = 1129267792;
BEGIN TRANSACTION;
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
INSERT INTO "approvals" VALUES('approval-of-d1','d1','3ce92cd603130682db95a330df7a76d07a27c935b697efa1d3192404f667848e','Lê Thị Hoa','Trần Văn Minh',9,0,NULL);
CREATE TABLE attempts (
  sequence INTEGER PRIMARY KEY NOT NULL,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  at_us INTEGER NOT NULL,
  step TEXT NOT NULL,
  what TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT
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
CREATE TABLE catalog_versions (
  version INTEGER PRIMARY KEY NOT NULL,
  decision TEXT NOT NULL,
  imported_us INTEGER NOT NULL
) STRICT;
CREATE TABLE checkpoints (
  sequence INTEGER PRIMARY KEY NOT NULL,
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  at_us INTEGER NOT NULL,
  step TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;
CREATE TABLE checks (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  file_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  rules TEXT NOT NULL,
  checked_us INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, file_id)
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
INSERT INTO "dataset_files" VALUES('d1','file-1',0,'Cơ sở y tế','co so y te.csv','0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef','0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',5000000000,'csv','text/csv','utf-8',NULL,NULL,NULL);
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
INSERT INTO "datasets" VALUES('d1','in-review','YT-01','2026-10','{"title":"Cơ sở y tế"}',NULL,NULL,'Lê Thị Hoa',NULL,5,7);
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
INSERT INTO "jobs" VALUES('j1','d1','approval-of-d1','account','waiting',0,NULL,NULL,0,0,0,'co-so-y-te',NULL,NULL,0,0,0,0,0);
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY NOT NULL,
  at_us INTEGER NOT NULL,
  person TEXT NOT NULL,
  event TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length (hash) = 64)
) STRICT;
INSERT INTO "journal" VALUES(1,1000000,'Lê Thị Hoa','dataset.created','d1','{}','c9299fba9f3c6a137badc036ef5e9e627b975b07fe8b974c7dc6ed2ec2b8d2ac');
INSERT INTO "journal" VALUES(2,1000000,'Trần Văn Minh','approval.given','d1','{}','4f96138d15b304df80807120d39072af69ca8d0d886835543913a61b960c47c6');
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
CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "settings" VALUES('agency','Sở Y tế');
CREATE TABLE waivers (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  finding_key TEXT NOT NULL,
  person TEXT NOT NULL CHECK (person <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  at_us INTEGER NOT NULL,
  PRIMARY KEY (dataset_id, finding_key)
) STRICT;
CREATE UNIQUE INDEX approvals_holding ON approvals (dataset_id) WHERE void_us = 0;
CREATE INDEX approvals_dataset ON approvals (dataset_id);
CREATE UNIQUE INDEX jobs_open ON jobs (dataset_id, account_id)
  WHERE state NOT IN ('done', 'cancelled');
CREATE INDEX jobs_lane ON jobs (account_id, position) WHERE state NOT IN ('done', 'cancelled');
CREATE INDEX jobs_dataset ON jobs (dataset_id);
CREATE INDEX jobs_approval ON jobs (approval_id);
CREATE INDEX jobs_order ON jobs (account_id, position);
CREATE INDEX attempts_job ON attempts (job_id);
CREATE INDEX checkpoints_job ON checkpoints (job_id);
CREATE INDEX receipts_dataset ON receipts (dataset_id);
CREATE INDEX journal_subject ON journal (subject, sequence);
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
COMMIT;
PRAGMA user_version = 1;
