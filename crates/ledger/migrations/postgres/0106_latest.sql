-- What came last, by its day: the front page asks for a few hundred reviews and a few dozen articles, however
-- many the record has.

create index review_version_latest on review_version (published, film) where until_seq is null;
create index press_article_latest on press_article (published);
