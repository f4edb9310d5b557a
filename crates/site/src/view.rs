//! What several pages and the API show of a film, a review and a score.

mod editorial;
mod evidence;
mod film;
mod habit;
mod happenings;
mod marks;
mod moves;
mod press;
mod review;
mod score;
mod voices;

pub(crate) use editorial::{TextShown, WordsShown, text_about, text_clock};
pub(crate) use evidence::{EvidenceLine, evidence_of, trail_of};
pub(crate) use film::{FilmScore, FilmTitle, known_seq, press_of};
pub(crate) use habit::{Agreement, Between, Habit, SHARED_AT_LEAST};
pub(crate) use happenings::{Edition, Happened, editions, no_such, prizes, told_of};
pub(crate) use marks::{Mark, marks_of};
pub(crate) use moves::{Move, moves_of};
pub(crate) use press::{
    ArticleShown, PieceShown, PressShown, SaidShown, counted_then, group as group_said, pieces,
    printed_quote, why_words,
};
pub(crate) use review::{Named, ReviewLine, basis_words};
pub(crate) use score::{ScoreShown, sum};
pub(crate) use voices::Voices;

/// Most words of a review that a page shows (design: a short excerpt and a link).
pub(crate) const EXCERPT_WORDS: usize = 60;
