-- Rows are looked up by what each is known by, whatever the table is called: a copy of a table is
-- recognised.

create index table_row_identity on table_row (identity);
