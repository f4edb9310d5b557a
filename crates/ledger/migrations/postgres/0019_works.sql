-- Series and seasons beside films: the kind of each work, and of a season its series. Pictures that posters
-- are, each digest once: private, not a view.

alter table film add column kind TEXT not null default 'film';
alter table film add column series BIGINT;
create index film_other_kind on film (id) where kind <> 'film';
create index film_series on film (series);

create table poster_file (
  hash  BYTEA not null primary key,
  bytes BYTEA not null
);
