//! The row of a review's version.

use super::read_and_decided::ReadAndDecided;
use crate::db::Arg;
use ovation_terms::{Basis, Day, Moment, Reason, Standing};
use std::borrow::Cow;

/// A review from one entry on, until the entry that made the next version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Version {
    pub(crate) review: i64,
    pub(crate) seq: i64,
    pub(crate) until_seq: Option<i64>,
    pub(crate) first_recorded: i64,
    pub(crate) recorded: i64,
    pub(crate) entry_hash: [u8; 32],
    pub(crate) film: Option<i64>,
    pub(crate) critic: Option<i64>,
    /// Who signed it beside the critic, at most [`ovation_terms::MOST_ALSO_BY`].
    pub(crate) also_by: Vec<i64>,
    pub(crate) outlet: Option<i64>,
    pub(crate) published: Option<Day>,
    pub(crate) rating: Option<f64>,
    pub(crate) rating_printed: Option<Box<str>>,
    pub(crate) scale: Option<Box<str>>,
    pub(crate) p: Option<f64>,
    pub(crate) basis: Option<Basis>,
    /// The review's own reasons; never `superseded`, which is a flag of its own.
    pub(crate) reasons: Standing,
    /// Only ever set on the current version.
    pub(crate) superseded: bool,
    pub(crate) url: Option<Box<str>>,
    /// The source of the reading behind this version.
    pub(crate) source: i64,
    pub(crate) content: [u8; 16],
    /// The review-read entry whose body holds the finding.
    pub(crate) read_entry: i64,
    /// The film a person may choose, where none is settled.
    pub(crate) candidate: Option<i64>,
    /// What was read and what was decided, where the values above are not simply what was read.
    pub(crate) read_and_decided: Option<Box<ReadAndDecided>>,
}

impl Version {
    /// The film with each who signed it: among the reviews of each pair one stands. None where it
    /// competes with no other.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        let signed = self.critic.iter().chain(&self.also_by);
        self.film
            .into_iter()
            .flat_map(move |film| signed.clone().map(move |critic| (film, *critic)))
    }

    /// Whether it takes part in scores; the rule is [`ovation_terms::Ballot::takes_part`], told without a copy.
    pub(crate) fn takes_part(&self) -> bool {
        self.p.is_some()
            && self.reasons.state() != ovation_terms::State::Excluded
            && !is_about(&self.reasons, Reason::keeps_out)
    }

    /// The order of [`ovation_terms::Ballot::standing_order`].
    pub(crate) fn standing_order(&self) -> (Day, i64) {
        let day = self.published;
        (
            day.unwrap_or_else(|| Moment(self.first_recorded).day()),
            self.review,
        )
    }
}

/// Whether any of the reasons is of a sort.
pub(crate) fn is_about(standing: &Standing, sort: impl Fn(Reason) -> bool) -> bool {
    standing.reasons().iter().any(|reason| sort(*reason))
}

/// Pushes a version's values in the order of the table `review_version`.
pub(crate) fn push_version<'a>(row: &'a Version, to: &mut Vec<Arg<'a>>) {
    let text = |text: &'a Option<Box<str>>| Arg::Text(text.as_deref().map(Cow::Borrowed));
    to.extend([
        Arg::int(row.review),
        Arg::int(row.seq),
        Arg::Int(row.until_seq),
        Arg::int(row.first_recorded),
        Arg::int(row.recorded),
        Arg::bytes(&row.entry_hash),
        Arg::Int(row.film),
        Arg::Int(row.critic),
        Arg::Int(row.outlet),
        Arg::Text(row.published.map(|day| Cow::Owned(day.to_string()))),
        Arg::Real(row.rating),
        text(&row.rating_printed),
        text(&row.scale),
        Arg::Real(row.p),
        Arg::Text(row.basis.map(|basis| Cow::Borrowed(basis.code()))),
        Arg::text(row.reasons.to_codes()),
        Arg::Bool(row.superseded),
        text(&row.url),
        Arg::int(row.source),
        Arg::bytes(&row.content),
        Arg::int(row.read_entry),
        Arg::Int(row.candidate),
        Arg::Text(
            row.read_and_decided
                .as_deref()
                .map(|both| Cow::Owned(both.to_text())),
        ),
        Arg::Text(also_text(&row.also_by).map(Cow::Owned)),
    ]);
}

/// Further critics as a column holds them, a blank on either side of each number so that one is found
/// by its own: ` 5 12 `. None where there are none.
pub(crate) fn also_text(also_by: &[i64]) -> Option<String> {
    if also_by.is_empty() {
        return None;
    }
    let numbers: Vec<String> = also_by.iter().map(i64::to_string).collect();
    Some(format!(" {} ", numbers.join(" ")))
}

/// The numbers in a column of further critics.
pub(crate) fn also_of(text: Option<&str>) -> Vec<i64> {
    let words = text.unwrap_or_default().split(' ');
    words.filter_map(|word| word.parse().ok()).collect()
}
