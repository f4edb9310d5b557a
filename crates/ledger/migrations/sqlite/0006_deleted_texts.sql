-- Digests of the runs of words of texts that were deleted at their owners' request: by them a text is known
-- when it is met again, and not taken in.

create table deleted_text (
  entry  INTEGER not null,
  number INTEGER not null,
  source INTEGER not null,
  runs   BLOB    not null,
  primary key (entry, number)
) strict, without rowid;
create index deleted_text_source on deleted_text (source);
