-- What people correct besides reviews: other names of critics and outlets, and what film press says.
-- The views are made anew from the entries when a record takes this step.

create table also_known (
  sort  BIGINT not null,
  id    BIGINT not null,
  names TEXT   not null,
  primary key (sort, id)
);

create table press_settled (
  article BYTEA  not null,
  part    BYTEA  not null,
  about   BIGINT not null,
  entry   BIGINT not null,
  value   TEXT,
  primary key (article, part, about)
);
