-- Version 4. A catalog is of a decision: issued, in effect, replaced. Days are YYYY-MM-DD.

ALTER TABLE catalog_items ADD COLUMN source_cells TEXT;

ALTER TABLE catalog_versions ADD COLUMN issued TEXT;
ALTER TABLE catalog_versions ADD COLUMN effective TEXT;
ALTER TABLE catalog_versions ADD COLUMN replaces TEXT;
ALTER TABLE catalog_versions ADD COLUMN file_name TEXT;
-- In force is the last version that is not held and whose day has come.
ALTER TABLE catalog_versions ADD COLUMN in_force_from TEXT NOT NULL DEFAULT '';
ALTER TABLE catalog_versions ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));

-- What the columns of a layout are, as a person said once.
CREATE TABLE catalog_layouts (
  key TEXT PRIMARY KEY NOT NULL,
  mapping TEXT NOT NULL,
  changed_us INTEGER NOT NULL
) STRICT;
