-- Keys and marks stand in no order: new ones gather apart from those that have settled, and are moved
-- together. Read as one by views; of two rows of one key the settled one holds.

alter table review_key rename to review_key_settled;
create table review_key_young (
  key    BLOB not null,
  review INTEGER not null,
  primary key (key)
) strict, without rowid;
create view review_key as
  select key, review from review_key_settled
  union all
  select y.key, y.review from review_key_young y
  where not exists (select 1 from review_key_settled s where s.key = y.key);

alter table review_mark rename to review_mark_settled;
create table review_mark_young (
  mark   INTEGER not null,
  review INTEGER not null,
  primary key (mark, review)
) strict, without rowid;
create view review_mark as
  select mark, review from review_mark_settled
  union all
  select y.mark, y.review from review_mark_young y
  where not exists
    (select 1 from review_mark_settled s where s.mark = y.mark and s.review = y.review);
