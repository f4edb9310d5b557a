-- A review may be signed by several: who signed beside the critic, numbers with a blank on either side.
alter table review_version add column also_by TEXT;
create index review_version_also on review_version (film) where also_by is not null;
