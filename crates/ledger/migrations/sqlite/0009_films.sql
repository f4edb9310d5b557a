-- Films that change: all that was said of one, where it is not simply as it was added, and whether it
-- is a film of the catalogue or was taken back. Its titles and keys are found by its number too.

alter table film add column story TEXT;
alter table film add column listed INTEGER not null default 1 check (listed in (0, 1));
create index film_title_film on film_title (film);
create index film_key_film on film_key (film);
create index film_taken_back on film (id) where listed = 0;
