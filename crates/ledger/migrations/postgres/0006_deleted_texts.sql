-- Digests of the runs of words of texts that were deleted at their owners' request: by them a text is known
-- when it is met again, and not taken in.

create table deleted_text (
  entry  BIGINT not null,
  number BIGINT not null,
  source BIGINT not null,
  runs   BYTEA   not null,
  primary key (entry, number)
);
create index deleted_text_source on deleted_text (source);
