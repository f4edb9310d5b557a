-- Kept copies. A large one goes on in parts behind its first; of each source it is noted what was kept, how the
-- bytes are read, through which day they stay, and when and why they went. Private, not a view.

create table kept_part (
  hash   BYTEA   not null,
  number BIGINT  not null,
  bytes  BYTEA   not null,
  primary key (hash, number)
);

create table source_copy (
  source BIGINT  not null primary key,
  hash   BYTEA   not null,
  how    TEXT    not null,
  until  TEXT,
  gone   TEXT,
  why    TEXT
);
create index source_copy_hash on source_copy (hash);
create index source_copy_until on source_copy (until);
