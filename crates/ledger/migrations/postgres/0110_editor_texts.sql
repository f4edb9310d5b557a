-- What editors wrote of films, critics and outlets: the entries that say so, by what they are about. And
-- festivals and prizes by name, among what articles say. The views are made anew from the entries when a
-- record takes this step.

create table editor_text (
  sort BIGINT not null,
  id   BIGINT not null,
  seq  BIGINT not null,
  primary key (sort, id, seq)
);

create index press_part_happening on press_part (kind, folded) where kind in ('festival', 'award');
