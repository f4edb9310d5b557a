-- Decisions that can be cleared, merges, deleted sources, twins, and words that can be deleted.
-- The view of reviews is made anew: opening replays the record after this step.

drop table review_version;
create table review_version (
  review         INTEGER not null,
  seq            INTEGER not null,
  until_seq      INTEGER,
  first_recorded INTEGER not null,
  recorded       INTEGER not null,
  entry_hash     BLOB    not null,
  film           INTEGER,
  critic         INTEGER,
  outlet         INTEGER,
  published      TEXT,
  rating         REAL,
  rating_printed TEXT,
  scale          TEXT,
  p              REAL,
  basis          TEXT,
  reasons        TEXT    not null,
  superseded     INTEGER not null check (superseded in (0, 1)),
  url            TEXT,
  source         INTEGER not null,
  content        BLOB    not null,
  read_entry     INTEGER not null,
  candidate      INTEGER,
  under          TEXT,
  primary key (review, seq)
) strict, without rowid;
create index review_version_film on review_version (film, critic, until_seq);
create index review_version_critic on review_version (critic, until_seq);
create index review_version_outlet on review_version (outlet, until_seq);

create table joined (
  sort   INTEGER not null,
  id     INTEGER not null,
  target INTEGER,
  primary key (sort, id)
) strict, without rowid;

create table deleted_source (
  source  INTEGER not null primary key,
  entry   INTEGER not null,
  deleted INTEGER not null check (deleted in (0, 1))
) strict;

create table review_mark (
  mark   INTEGER not null,
  review INTEGER not null,
  primary key (mark, review)
) strict, without rowid;

-- The source's words of an entry, apart from it: they go when their owner asks, the entry stays.
create table entry_words (
  seq    INTEGER not null primary key,
  source INTEGER not null,
  words  TEXT    not null
) strict;

create index entry_kind on entry (kind, actor, seq);
create index entry_words_source on entry_words (source);
create trigger entry_words_keep_their_letters before update on entry_words
begin
  select raise(abort, 'the words of an entry are kept or deleted, never changed');
end;
