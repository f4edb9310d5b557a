//! Which film, which critic, which outlet; and which reviews are the same.
//!
//! Here are the films, critics and outlets of the record ([`Index`]); give me a mention as printed
//! and I say which one it is, with a probability and why, or that several fit, or none. Better no
//! answer than a wrong one: what is not settled here waits on the desk for a person.
//!
//! Two reviews found in different places are one when they share a key ([`review_keys`]); a changed
//! reading of the same review is told by its [`content_digest`].
//!
//! In reading order: titles and their forms, the stored index, the film index, what lists ask, bylines, outlets, addresses, keys, rows of tables, twins,
//! deleted texts, sameness.

mod title;

mod distance;
mod postings;

mod stored;

mod film;

mod catalogue;

mod people;

mod no_outlets;
mod outlets;

mod index;

mod matching;

mod address;
mod alike;

mod keys;

mod rows;

mod twins;

mod deleted;
mod plain;

mod sameness;

pub use address::{canonical_url, site_of};
pub use alike::{
    AlikeNames, KnownCritic, KnownOutlet, Likeness, LikenessSign, MayBeOne, MayBeTwo,
    OutletLikeness, OutletSign, OutletsMayBeOne, Wrote, likeness, may_be_one, may_be_one_of,
    may_be_two, outlets_may_be_one,
};
pub use catalogue::{
    ListPart, ListedFilm, Plan, Spoken, conflict_of, is_known_otherwise, plan, plan_part,
};
pub use deleted::{
    DeletedTexts, TextRuns, count_words, has_telling_text, runs_of_press, runs_of_review,
    runs_of_words,
};
pub use film::{FilmAnswer, FilmOccasion, named_work, work_of};
pub use index::Index;
pub use keys::{content_digest, press_digest, press_key, review_keys, signed_text_key, text_key};
pub use matching::{FilmAsked, FilmMatch, Sureness};
pub use outlets::OutletAnswer;
pub use ovation_language::bylines::clean as clean_byline;
pub use ovation_language::outlets::outlet_key;
pub use people::CriticAnswer;
pub use plain::plain_text;
pub use rows::{OldKey, RowFate, RowMatching, RowSign, TableSigns, row_identity};
pub use sameness::{Sameness, Signature, sameness};
pub use stored::{IndexBytes, StoredFilms, StoredFilmsWriter};
pub use title::PrintedTitle;
pub use twins::Shingles;
