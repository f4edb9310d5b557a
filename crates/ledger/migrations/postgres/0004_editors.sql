-- Who may change the record through a site. Beside the entries: a copy of the record for others carries
-- nobody's right to change it. Of a token only its digest is kept.

create table editor (
  name   TEXT not null,
  role   TEXT not null,
  critic BIGINT,
  since  BIGINT not null,
  token  BYTEA not null,
  primary key (name)
);
create unique index editor_token on editor (token);
