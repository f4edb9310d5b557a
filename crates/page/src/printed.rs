//! The critic's rating where no markup states it: in the page's words, in rows of glyphs, in
//! pictures, class names, widths and attributes.
//!
//! Careful rather than complete: a rating counts only in a form that says its scale or is labelled
//! as one, and not where its neighbours say that it is somebody else's (readers, an aggregator),
//! another film's, or something else (a date, a score of a game).

mod forms;
mod gate;
mod marks;
mod row;
mod signs;
mod whose;
mod words;

use super::fields;
use super::tree::Page;
use crate::rank::{Row, Sheet};
use ovation_terms::{Evidence, PrintedRating, Sourced};
use std::ops::Range;
use std::sync::Arc;

pub(super) use marks::Frame;
pub(super) use signs::RATING_SIGNS;

/// From this score on a rating is taken as the critic's.
pub(super) const SURE: i32 = 3;

/// Where a rating stands.
#[derive(Clone, Debug)]
enum Place {
    /// In the page's text.
    Words(Range<usize>),
    /// In an attribute or a picture: what and what stands there.
    Mark { path: String, quote: String },
}

/// A rating found on the page.
#[derive(Clone, Debug)]
pub(super) struct FoundRating {
    pub(super) rating: PrintedRating,
    place: Place,
    /// Where it stands in the text, for ratings in text and others.
    pub(super) at: usize,
    pub(super) score: i32,
    /// What it is, or why it is not the critic's, for a reader.
    pub(super) why: &'static str,
    /// The text that the mark draws over, where it is one.
    covers: Range<usize>,
    /// How much the form alone says.
    sureness: i32,
    /// Whether the form is a rating's only where it stands like one: never sure by rules.
    is_loose: bool,
    /// What is weighed of its place and label.
    row: Row,
}

impl FoundRating {
    /// Where it stands, for a person to check.
    pub(super) fn evidence(&self, page: &Page<'_>) -> Evidence {
        match &self.place {
            Place::Words(range) => fields::words_at(page, range.clone()),
            Place::Mark { path, quote } => Evidence::Markup {
                format: Arc::from("html"),
                path: path.clone(),
                quote: quote.chars().take(200).collect(),
            },
        }
    }

    /// The rating with its evidence.
    pub(super) fn sourced(self, page: &Page<'_>) -> Sourced<PrintedRating> {
        let evidence = self.evidence(page);
        Sourced::new(self.rating, evidence)
    }
}

/// Finds the critic's ratings in the review's lines and in the elements around them, best first.
pub(super) fn find(page: &Page<'_>, scope: &[Range<usize>], frame: &Frame<'_>) -> Vec<FoundRating> {
    let mut found = in_lines(page, scope, frame.headline);
    let marks = marks::find(page, scope, frame);
    // Five glyphs of which a width or a class dims two are no five stars.
    found.retain(|inner| {
        let is_row = inner.rating.printed.contains(['★', '☆', '⭐']);
        let drawn = |mark: &FoundRating| mark.covers.contains(&inner.at) && mark.covers.len() < 120;
        !(is_row && marks.iter().any(drawn))
    });
    found.extend(marks);
    found.sort_by(|a, b| b.score.cmp(&a.score).then(a.at.cmp(&b.at)));
    found
}

/// The one of them that is the critic's of the film, by learned weights; `readers` are ratings that markup
/// gives to readers.
pub(super) fn chosen<'f>(found: &'f [FoundRating], readers: &[String]) -> Option<&'f FoundRating> {
    found.get(signs::chosen(found, readers)?)
}

/// What is chosen from, for the learner.
pub(super) fn sheet(found: &[FoundRating], readers: &[String]) -> Sheet {
    signs::rating_sheet(found, readers)
}

/// A rating as the learner's text.
pub(super) fn value(rating: &PrintedRating) -> String {
    signs::value(rating)
}

/// The rating that a description of the page for other sites ends with: `... a campy ending. 6/10`.
pub(super) fn at_end_of(description: &str) -> Option<PrintedRating> {
    let bare = description.replace("**", "");
    let words = bare.trim().trim_end_matches(['.', '!', ')', ' ']);
    let forms = forms::in_line(words);
    let last = forms
        .into_iter()
        .rfind(|form| form.range.end == words.len() && form.sureness >= 3 && !form.is_loose)?;
    let said = whose::around(words, &last.range);
    (!whose::is_somebody_elses(&said)).then_some(last.rating)
}

/// Finds the ratings that stand in lines of text.
pub(super) fn in_lines(
    page: &Page<'_>,
    scope: &[Range<usize>],
    headline: &str,
) -> Vec<FoundRating> {
    let mut found: Vec<FoundRating> = Vec::new();
    let last = scope.last().map_or(0, |range| range.end);
    let count = scope.len();
    let mut before: &str = "";
    let mut partial: Vec<(usize, String)> = Vec::new();
    for (number, range) in scope.iter().enumerate() {
        let Some(line) = page.text.get(range.clone()) else {
            continue;
        };
        let above = std::mem::replace(&mut before, line);
        if !forms::may_hold_one(line) {
            continue;
        }
        let is_short = line.chars().count() < 60;
        let at_edge = number < 4 || number + 6 >= count;
        for form in forms::in_line(line) {
            let start = range.start + form.range.start;
            let said = whose::around(line, &form.range);
            let is_alone = line.len() < form.range.len() + 6;
            let next = scope
                .get(number + 1)
                .filter(|_| is_alone)
                .and_then(|range| page.text.get(range.clone()));
            let label = if is_alone { above } else { "" };
            let beside = is_alone.then(|| (label, next.unwrap_or("")));
            let why = why_not(&said, beside, || {
                is_short && whose::is_of_a_link(page, range, &form.range, headline)
            });
            let mut score = form.sureness;
            score += i32::from(is_short) * 2;
            score += i32::from(at_edge);
            let own = whose::is_own(&said) || (is_alone && whose::is_own(&label.to_lowercase()));
            score += i32::from(own) * 2;
            let is_near_end = last.saturating_sub(start) < 400;
            score += i32::from(is_near_end);
            let part = whose::label(line, &form.range);
            let is_whole = is_short && whose::is_whole(&part);
            let is_other = is_short && !part.is_empty() && !whose::is_own(&part);
            let place = signs::LinePlace {
                number,
                count,
                before: line.get(..form.range.start).unwrap_or(""),
                behind: line.get(form.range.end..).unwrap_or(""),
                is_short,
                is_near_end,
                is_own: own,
            };
            let mut row = place.row();
            signs::note_label(&mut row, is_whole, is_other);
            if is_whole {
                score += 3;
            } else if is_other {
                partial.push((found.len(), part));
            }
            if form.is_loose {
                score = score.min(SURE - 1);
            }
            found.push(FoundRating {
                rating: form.rating,
                place: Place::Words(start..range.start + form.range.end),
                at: start,
                score: if why.is_some() { -10 } else { score },
                why: why.unwrap_or("printed"),
                covers: 0..0,
                sureness: form.sureness,
                is_loose: form.is_loose,
                row,
            });
        }
    }
    take_off_parts(&mut found, partial);
    found
}

/// Why a rating in a line is not the critic's of the film, if it is not; `beside` are the lines above and below
/// one that stands alone.
fn why_not(
    said: &str,
    beside: Option<(&str, &str)>,
    is_of_a_link: impl FnOnce() -> bool,
) -> Option<&'static str> {
    if whose::is_somebody_elses(said) {
        Some("somebody else's")
    } else if beside.is_some_and(|(above, below)| whose::is_labelled_as_others(above, below)) {
        Some("labelled as somebody else's")
    } else if is_of_a_link() {
        Some("of what a link beside it leads to")
    } else {
        None
    }
}

/// Takes from parts of a rating what speaks for them.
fn take_off_parts(found: &mut [FoundRating], mut partial: Vec<(usize, String)>) {
    // `Story: 4/5`, `Acting: 3/5`, `Sound: 5/5`: parts of a rating, none of which is the whole.
    partial.sort_by(|a, b| a.1.cmp(&b.1));
    partial.dedup_by(|a, b| a.1 == b.1);
    if partial.len() >= 3 {
        for (at, _) in &partial {
            if let Some(found) = found.get_mut(*at) {
                found.score -= 8;
                found.why = "of a part, not of the whole";
                signs::note_part(&mut found.row);
            }
        }
    }
}

/// Whether a few words are nothing but a rating, such as `Grade: B+`.
pub(super) fn is_rating(words: &str) -> bool {
    words.chars().count() < 40
        && forms::may_hold_one(words)
        && forms::in_line(words)
            .iter()
            .any(|form| form.sureness >= 3 && form.range.end + 2 >= words.len())
}
