-- Kept copies. A large one goes on in parts behind its first; of each source it is noted what was kept, how the
-- bytes are read, through which day they stay, and when and why they went. Private, not a view.

create table kept_part (
  hash   BLOB    not null,
  number INTEGER not null,
  bytes  BLOB    not null,
  primary key (hash, number)
) strict;

create table source_copy (
  source INTEGER not null primary key,
  hash   BLOB    not null,
  how    TEXT    not null,
  until  TEXT,
  gone   TEXT,
  why    TEXT
) strict;
create index source_copy_hash on source_copy (hash);
create index source_copy_until on source_copy (until);
