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
