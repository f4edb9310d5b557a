-- The record: entries for ever, and the views made from them.
-- The same steps stand in ../postgres; a test compares the two schemas.

create table entry (
  seq   INTEGER not null primary key,
  at    INTEGER not null,
  actor TEXT    not null,
  kind  TEXT    not null,
  hash  BLOB    not null,
  body  TEXT    not null
) strict;
create index entry_at on entry (at);

create trigger entry_keeps_its_lines before update on entry
begin
  select raise(abort, 'the ledger is append-only: an entry is never changed');
end;
create trigger entry_loses_no_line before delete on entry
begin
  select raise(abort, 'the ledger is append-only: an entry is never deleted');
end;

create table film (
  id     INTEGER not null primary key,
  title  TEXT    not null,
  folded TEXT    not null,
  year   INTEGER,
  record TEXT    not null
) strict;

create table film_title (
  folded TEXT    not null,
  film   INTEGER not null,
  primary key (folded, film)
) strict, without rowid;

create table film_key (
  scheme TEXT    not null,
  value  TEXT    not null,
  film   INTEGER not null,
  primary key (scheme, value, film)
) strict, without rowid;

create table critic (
  id     INTEGER not null primary key,
  name   TEXT    not null,
  folded TEXT    not null
) strict;
create index critic_folded on critic (folded);

create table outlet (
  id     INTEGER not null primary key,
  name   TEXT    not null,
  folded TEXT    not null,
  domain TEXT
) strict;
create index outlet_folded on outlet (folded);

create table source (
  id         INTEGER not null primary key,
  address    TEXT    not null,
  hash       BLOB    not null,
  media      TEXT    not null,
  size_bytes INTEGER not null,
  fetched    INTEGER not null,
  entry      INTEGER not null
) strict;
create index source_address on source (address);

create table review_key (
  key    BLOB    not null,
  review INTEGER not null,
  primary key (key)
) strict, without rowid;

create table review_source (
  review INTEGER not null,
  source INTEGER not null,
  primary key (review, source)
) strict, without rowid;
create index review_source_source on review_source (source);

create table unreadable (
  entry  INTEGER not null primary key,
  source INTEGER,
  key    BLOB    not null
) strict;
create index unreadable_key on unreadable (key);

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
  film_set       INTEGER not null check (film_set in (0, 1)),
  verdict_set    INTEGER not null check (verdict_set in (0, 1)),
  confirmed      TEXT    not null,
  primary key (review, seq)
) strict, without rowid;
create index review_version_film on review_version (film, critic, until_seq);
create index review_version_critic on review_version (critic, until_seq);
create index review_version_outlet on review_version (outlet, until_seq);

-- Kept copies of sources, deflated. Private, not a view: an operator sets how long they stay.
create table kept_copy (
  hash       BLOB    not null primary key,
  bytes      BLOB    not null,
  size_bytes INTEGER not null
) strict;

-- Articles of film press and what they say.

create table press_article (
  article   BLOB not null,
  seq       INTEGER not null,
  content   BLOB not null,
  source    INTEGER not null,
  published TEXT,
  primary key (article, seq)
) strict, without rowid;
create index press_article_seq on press_article (seq);

create table press_part (
  seq    INTEGER not null,
  place  INTEGER not null,
  kind   TEXT not null,
  number INTEGER not null,
  film   INTEGER,
  person TEXT,
  folded TEXT,
  words  TEXT,
  primary key (seq, place)
) strict, without rowid;
create index press_part_film on press_part (film, seq);
create index press_part_folded on press_part (folded, seq);
