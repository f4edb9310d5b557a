-- Tables as sources with rows: which review stands in which row, and by what a row is known again when
-- the table is read anew. A row whose place is below nought was in the table once and is not now.

create table table_row (
  source   INTEGER not null,
  place    INTEGER not null,
  review   INTEGER not null,
  identity BLOB not null,
  content  BLOB not null,
  primary key (source, place)
) strict, without rowid;

-- Tables read to their end: the entry that says so, and the version compared with.
create table table_import (
  source  INTEGER not null,
  entry   INTEGER not null,
  earlier INTEGER,
  primary key (source)
) strict, without rowid;

-- Imports taken back, or once taken back: the entry that says so last.
create table undone_import (
  source INTEGER not null,
  entry  INTEGER not null,
  undone INTEGER not null check (undone in (0, 1)),
  primary key (source)
) strict, without rowid;
