-- Who may change the record through a site. Beside the entries: a copy of the record for others carries
-- nobody's right to change it. Of a token only its digest is kept.

create table editor (
  name   TEXT not null,
  role   TEXT not null,
  critic INTEGER,
  since  INTEGER not null,
  token  BLOB not null,
  primary key (name)
) strict, without rowid;
create unique index editor_token on editor (token);
