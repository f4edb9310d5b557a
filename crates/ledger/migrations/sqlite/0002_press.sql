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
