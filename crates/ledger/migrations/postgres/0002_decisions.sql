-- Decisions that can be cleared, merges, deleted sources, twins, and words that can be deleted.
-- The view of reviews is made anew: opening replays the record after this step.

drop table review_version;
create table review_version (
  review         BIGINT not null,
  seq            BIGINT not null,
  until_seq      BIGINT,
  first_recorded BIGINT not null,
  recorded       BIGINT not null,
  entry_hash     BYTEA    not null,
  film           BIGINT,
  critic         BIGINT,
  outlet         BIGINT,
  published      TEXT,
  rating         DOUBLE PRECISION,
  rating_printed TEXT,
  scale          TEXT,
  p              DOUBLE PRECISION,
  basis          TEXT,
  reasons        TEXT    not null,
  superseded     BOOLEAN not null,
  url            TEXT,
  source         BIGINT not null,
  content        BYTEA    not null,
  read_entry     BIGINT not null,
  candidate      BIGINT,
  under          TEXT,
  primary key (review, seq)
);
create index review_version_film on review_version (film, critic, until_seq);
create index review_version_critic on review_version (critic, until_seq);
create index review_version_outlet on review_version (outlet, until_seq);

create table joined (
  sort   BIGINT not null,
  id     BIGINT not null,
  target BIGINT,
  primary key (sort, id)
);

create table deleted_source (
  source  BIGINT not null primary key,
  entry   BIGINT not null,
  deleted BOOLEAN not null
);

create table review_mark (
  mark   BIGINT not null,
  review BIGINT not null,
  primary key (mark, review)
);

-- The source's words of an entry, apart from it: they go when their owner asks, the entry stays.
create table entry_words (
  seq    BIGINT not null primary key,
  source BIGINT not null,
  words  TEXT    not null
);

create index entry_kind on entry (kind, actor, seq);
create index entry_words_source on entry_words (source);
create function entry_words_never_change() returns trigger language plpgsql as $$
begin
  raise exception 'the words of an entry are kept or deleted, never changed';
end $$;
create trigger entry_words_keep_their_letters before update on entry_words
  for each row execute function entry_words_never_change();
