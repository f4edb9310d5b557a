-- What people correct besides reviews: other names of critics and outlets, and what film press says.
-- The views are made anew from the entries when a record takes this step.

create table also_known (
  sort  INTEGER not null,
  id    INTEGER not null,
  names TEXT    not null,
  primary key (sort, id)
) strict, without rowid;

create table press_settled (
  article BLOB    not null,
  part    BLOB    not null,
  about   INTEGER not null,
  entry   INTEGER not null,
  value   TEXT,
  primary key (article, part, about)
) strict, without rowid;
