//! Which of a page's printed ratings is the critic's of the film, or none: each is a candidate, told by its
//! form, by where it stands and by what is said of it, and learned weights choose.

use super::{FoundRating, SURE, row};
use crate::rank::{Ranker, Row, Sheet, features};
use ovation_terms::fold;
use std::sync::LazyLock;

features!(
    /// What a rating is weighed by.
    Sign {
        Surest: "form: surely a rating",
        Sure: "form: a rating by its look",
        Likely: "form: often a rating",
        Loose: "form: a rating only where it stands like one",
        Fraction: "form: points of a scale",
        Above: "form: more points than the scale has",
        Glyphs: "form: glyphs",
        Grade: "form: a grade",
        Percent: "form: of a hundred",
        Digits: "form: a number without its scale",
        Words: "form: words",
        Mark: "place: a picture, an attribute or a class",
        Alone: "place: a line of its own",
        Short: "place: a short line",
        Sentence: "place: a long line",
        Ends: "place: ends its line",
        Begins: "place: begins its line",
        First: "place: the first lines",
        Last: "place: the last lines",
        End: "place: near the end",
        Own: "said: words for a verdict beside it",
        Whole: "label: of the whole",
        Label: "label: of something else",
        Part: "label: one of several parts",
        Foreign: "said: somebody else's",
        Readers: "said: the readers', by markup",
        Rules: "rules: how sure",
        RulesSure: "rules: sure enough",
        RulesBest: "rules: the best and sure enough",
        Again: "page: the same elsewhere",
        Alike: "page: how many more there are",
        NoneAlways: "none: always",
        NoneSure: "none: rules are sure of one",
        NoneSeveral: "none: rules are sure of several that differ",
        NoneForeign: "none: others rate on the page",
    }
);

/// Features of a rating's candidates, by name.
pub(crate) const RATING_SIGNS: &[&str] = Sign::NAMES;

/// What was learned of them.
static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_str!("../../models/fields/rating.tsv");
    Ranker::read(file, Sign::NAMES)
});

/// The most candidates that are ranked.
const MOST: usize = 40;

/// Where a rating in text stands in its line and in the review.
pub(super) struct LinePlace<'a> {
    /// Its line's number, of how many.
    pub(super) number: usize,
    pub(super) count: usize,
    /// What stands before and behind it in its line.
    pub(super) before: &'a str,
    pub(super) behind: &'a str,
    pub(super) is_short: bool,
    /// Whether little of the review follows.
    pub(super) is_near_end: bool,
    /// Whether words around it say that a verdict is given.
    pub(super) is_own: bool,
}

impl LinePlace<'_> {
    /// What it says of a rating.
    pub(super) fn row(&self) -> Row {
        let mut row = Row::default();
        let says_nothing = |part: &str| !part.contains(char::is_alphanumeric);
        let (begins, ends) = (says_nothing(self.before), says_nothing(self.behind));
        row.flag(Sign::Alone, begins && ends);
        row.flag(Sign::Begins, begins && !ends);
        row.flag(Sign::Ends, ends && !begins);
        row.flag(Sign::Short, self.is_short);
        row.flag(Sign::Sentence, !self.is_short);
        row.flag(Sign::First, self.number < 4);
        row.flag(Sign::Last, self.number + 6 >= self.count);
        row.flag(Sign::End, self.is_near_end);
        row.flag(Sign::Own, self.is_own);
        row
    }
}

/// What a mark says of a rating.
pub(super) fn of_mark() -> Row {
    let mut row = Row::default();
    row.add(Sign::Mark, 1.0);
    row
}

/// Notes what a label in front of a rating says.
pub(super) fn note_label(row: &mut Row, is_whole: bool, is_other: bool) {
    row.flag(Sign::Whole, is_whole);
    row.flag(Sign::Label, is_other && !is_whole);
}

/// Notes that a rating is one of several parts.
pub(super) fn note_part(row: &mut Row) {
    row.add(Sign::Part, 1.0);
}

/// Candidates for a page's rating: the place of each in what was found, with its features.
struct ConsideredRatings {
    list: Vec<(usize, Row)>,
    none: Row,
}

/// What two candidates that are the same have in common.
fn key(found: &FoundRating) -> String {
    let letters = found
        .rating
        .printed
        .chars()
        .filter(|it| !it.is_whitespace());
    let printed: String = letters.flat_map(char::to_lowercase).collect();
    let best = found.rating.best.as_deref().map(fold).unwrap_or_default();
    format!("{printed} {best}")
}

/// The form of a rating by its own letters.
fn note_form(row: &mut Row, found: &FoundRating) {
    let printed = found.rating.printed.trim();
    let mut numbers = printed.split(['/', '／']).map(|part| {
        let part = part.trim().replace(',', ".");
        part.parse::<f64>().ok()
    });
    let (points, top) = (numbers.next().flatten(), numbers.next().flatten());
    let is_above = points.zip(top).is_some_and(|(points, top)| points > top);
    let has_digit = printed.contains(|c: char| c.is_ascii_digit());
    let is_glyphs = row::may_hold_one(printed) || printed.starts_with("**");
    let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
    let is_percent = printed.ends_with('%');
    let is_fraction = top.is_some() || (points.is_some() && found.rating.best.is_some());
    row.flag(Sign::Above, is_above);
    row.flag(Sign::Glyphs, is_glyphs);
    row.flag(Sign::Percent, is_percent);
    row.flag(Sign::Fraction, is_fraction);
    row.flag(Sign::Digits, points.is_some() && !is_fraction);
    row.flag(Sign::Grade, letters == 1 && !has_digit && printed.len() < 5);
    row.flag(Sign::Words, letters > 1 && !is_glyphs);
    row.flag(Sign::Loose, found.is_loose);
    row.flag(Sign::Surest, found.sureness >= 4);
    row.flag(Sign::Sure, found.sureness == 3);
    row.flag(Sign::Likely, found.sureness == 2);
}

/// What a rating is chosen from: those found, best first by rules, and those that readers give by markup.
fn considered(found: &[FoundRating], readers: &[String]) -> ConsideredRatings {
    let mut list: Vec<(usize, Row)> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let sure = |it: &&FoundRating| it.score >= SURE;
    let best = found.iter().filter(sure).map(|it| it.score).max();
    for (at, one) in found.iter().enumerate().take(MOST) {
        let is_readers = readers.contains(&one.rating.printed);
        let mut row = one.row.clone();
        note_form(&mut row, one);
        row.flag(Sign::Foreign, one.score <= -10);
        row.flag(Sign::Readers, is_readers);
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        row.add(Sign::Rules, one.score.clamp(-10, 15) as f32 / 10.0);
        row.flag(Sign::RulesSure, one.score >= SURE && !is_readers);
        row.flag(Sign::RulesBest, Some(one.score) == best && !is_readers);
        let key = key(one);
        let known = keys.iter().position(|known| *known == key);
        if let Some((_, own)) = known.and_then(|known| list.get_mut(known)) {
            // One that is somebody else's here may be the critic's there.
            if one.score > -10 {
                own.join(&row);
            }
            own.add(Sign::Again, 1.0);
        } else {
            keys.push(key);
            list.push((at, row));
        }
    }
    let sure = list.iter().filter(|it| it.1.has(Sign::RulesSure)).count();
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let more = (list.len() as f32).ln();
    for (_, row) in &mut list {
        row.add(Sign::Alike, more);
    }
    let mut none = Row::default();
    none.add(Sign::NoneAlways, 1.0);
    none.flag(Sign::NoneSure, sure > 0);
    none.flag(Sign::NoneSeveral, sure > 1);
    none.flag(Sign::NoneForeign, found.iter().any(|it| it.score <= -10));
    ConsideredRatings { list, none }
}

/// The place of the one that is given, if any is likely enough.
pub(super) fn chosen(found: &[FoundRating], readers: &[String]) -> Option<usize> {
    let made = considered(found, readers);
    let rows = made.list.iter().map(|it| &it.1);
    let (best, _) = RANKER.choose(rows, &made.none)?;
    made.list.get(best).map(|it| it.0)
}

/// The same for the learner.
pub(super) fn rating_sheet(found: &[FoundRating], readers: &[String]) -> Sheet {
    let made = considered(found, readers);
    let each = made.list.into_iter().filter_map(|(at, row)| {
        let rating = &found.get(at)?.rating;
        Some((value(rating), row))
    });
    Sheet {
        candidates: each.collect(),
        none: made.none,
        ..Sheet::default()
    }
}

/// A rating as one text: as printed, behind a tab the top of its scale where it is stated.
pub(super) fn value(rating: &ovation_terms::PrintedRating) -> String {
    match &rating.best {
        Some(best) => format!("{}\t{best}", rating.printed),
        None => rating.printed.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_fits_the_features() {
        assert_eq!(RANKER.strange, [""; 0]);
    }
}
