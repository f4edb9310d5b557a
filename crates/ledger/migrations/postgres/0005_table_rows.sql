-- Tables as sources with rows: which review stands in which row, and by what a row is known again when
-- the table is read anew. A row whose place is below nought was in the table once and is not now.

create table table_row (
  source   BIGINT not null,
  place    BIGINT not null,
  review   BIGINT not null,
  identity BYTEA not null,
  content  BYTEA not null,
  primary key (source, place)
);

-- Tables read to their end: the entry that says so, and the version compared with.
create table table_import (
  source  BIGINT not null,
  entry   BIGINT not null,
  earlier BIGINT,
  primary key (source)
);

-- Imports taken back, or once taken back: the entry that says so last.
create table undone_import (
  source BIGINT not null,
  entry  BIGINT not null,
  undone BOOLEAN not null,
  primary key (source)
);
