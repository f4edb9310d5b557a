-- The record: entries for ever, and the views made from them.
-- Texts that are ordered or searched by prefix collate bytewise, as in SQLite.
-- The same steps stand in ../sqlite; a test compares the two schemas.

create table entry (
  seq   BIGINT not null primary key,
  at    BIGINT not null,
  actor TEXT    not null,
  kind  TEXT    not null,
  hash  BYTEA    not null,
  body  TEXT    not null
);
create index entry_at on entry (at);

create function entry_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: an entry is never changed or deleted';
end $$;
create trigger entry_keeps_its_lines before update on entry
  for each row execute function entry_is_append_only();
create trigger entry_loses_no_line before delete on entry
  for each row execute function entry_is_append_only();
create trigger entry_is_never_emptied before truncate on entry
  for each statement execute function entry_is_append_only();

create table film (
  id     BIGINT not null primary key,
  title  TEXT    not null,
  folded TEXT collate "C"    not null,
  year   BIGINT,
  record TEXT    not null
);

create table film_title (
  folded TEXT collate "C"    not null,
  film   BIGINT not null,
  primary key (folded, film)
);

create table film_key (
  scheme TEXT collate "C"    not null,
  value  TEXT collate "C"    not null,
  film   BIGINT not null,
  primary key (scheme, value, film)
);

create table critic (
  id     BIGINT not null primary key,
  name   TEXT    not null,
  folded TEXT collate "C"    not null
);
create index critic_folded on critic (folded);

create table outlet (
  id     BIGINT not null primary key,
  name   TEXT    not null,
  folded TEXT collate "C"    not null,
  domain TEXT
);
create index outlet_folded on outlet (folded);

create table source (
  id         BIGINT not null primary key,
  address    TEXT collate "C"    not null,
  hash       BYTEA    not null,
  media      TEXT    not null,
  size_bytes BIGINT not null,
  fetched    BIGINT not null,
  entry      BIGINT not null
);
create index source_address on source (address);

create table review_key (
  key    BYTEA    not null,
  review BIGINT not null,
  primary key (key)
);

create table review_source (
  review BIGINT not null,
  source BIGINT not null,
  primary key (review, source)
);
create index review_source_source on review_source (source);

create table unreadable (
  entry  BIGINT not null primary key,
  source BIGINT,
  key    BYTEA    not null
);
create index unreadable_key on unreadable (key);

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
  film_set       BOOLEAN not null,
  verdict_set    BOOLEAN not null,
  confirmed      TEXT    not null,
  primary key (review, seq)
);
create index review_version_film on review_version (film, critic, until_seq);
create index review_version_critic on review_version (critic, until_seq);
create index review_version_outlet on review_version (outlet, until_seq);

-- Kept copies of sources, deflated. Private, not a view: an operator sets how long they stay.
create table kept_copy (
  hash       BYTEA    not null primary key,
  bytes      BYTEA    not null,
  size_bytes BIGINT not null
);

-- Articles of film press and what they say.

create table press_article (
  article   BYTEA not null,
  seq       BIGINT not null,
  content   BYTEA not null,
  source    BIGINT not null,
  published TEXT,
  primary key (article, seq)
);
create index press_article_seq on press_article (seq);

create table press_part (
  seq    BIGINT not null,
  place  BIGINT not null,
  kind   TEXT not null,
  number BIGINT not null,
  film   BIGINT,
  person TEXT,
  folded TEXT collate "C",
  words  TEXT,
  primary key (seq, place)
);
create index press_part_film on press_part (film, seq);
create index press_part_folded on press_part (folded, seq);
