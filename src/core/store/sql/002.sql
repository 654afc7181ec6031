-- Version 2. What the columns of a file are, as a person decided: a Table Schema v2.

ALTER TABLE dataset_files ADD COLUMN schema TEXT;
