//! What is read now against what was read then, review by review.

use super::evidence::{Evidences, HeldValue, Source};
use super::fields::fields_of;
use crate::intake::row_key;
use crate::{Found, PressFound};
use ovation_identify::content_digest;
use ovation_ledger::HeldReading;
use ovation_terms::{
    Evidence, MediaKind, PressFinding, ReviewFinding, ReviewId, ReviewKey, SourceFacts,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a review when its source is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Values of it are read otherwise.
    Changed,
    /// It was not read then.
    New,
    /// It is not read any more.
    NotRead,
}

/// A value that is read otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// Its name.
    pub field: String,
    /// As the record holds it.
    pub then: Option<Value>,
    /// As it is read now.
    pub now: Option<Value>,
}

/// A review that is not read as the record holds it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReviewAgain {
    /// Its number; none for one that is new.
    pub review: Option<ReviewId>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// The film it names.
    pub film: Option<String>,
    /// Its first critic.
    pub critic: Option<String>,
    /// The values that differ.
    pub fields: Vec<Changed>,
}

/// Looks where the values of the reviews held stand.
pub(super) fn places(
    then: &[HeldReading],
    now: &[Found],
    facts: &SourceFacts,
    source: &Source<'_>,
) -> Evidences {
    let mut evidence = Evidences::default();
    for (held, found) in pair(then, now, facts) {
        if let Some(held) = held.filter(|held| held.is_own) {
            let now = found.map(|found| &found.finding);
            note_places(&held.finding, now, source, &mut evidence);
        }
    }
    evidence
}

/// Compares the reviews; gives how many are the same, and those that are not.
pub(super) fn compare(
    then: &[HeldReading],
    now: &[Found],
    facts: &SourceFacts,
) -> (u64, Vec<ReviewAgain>) {
    let pairs = pair(then, now, facts);
    let (mut same, mut reviews) = (0, Vec::new());
    for (held, found) in &pairs {
        let then = held.map(|held| &held.finding);
        let now = found.map(|found| &found.finding);
        let fields = changes(then, now);
        let outcome = match (then, now) {
            (Some(_), Some(_)) if fields.is_empty() => {
                same += 1;
                continue;
            }
            (Some(_), Some(_)) => Outcome::Changed,
            (None, _) => Outcome::New,
            (Some(_), None) => Outcome::NotRead,
        };
        let shown = now.or(then);
        reviews.push(ReviewAgain {
            review: held.map(|held| held.review),
            outcome,
            film: shown.and_then(|it| Some(it.film.title.as_ref()?.value.clone())),
            critic: shown.and_then(|it| Some(it.critics.first()?.value.clone())),
            fields,
        });
    }
    (same, reviews)
}

/// Which review of the record is which that is read now: by its content, by what it is known by, else by its row in a
/// table or its place among those of a page that are left.
fn pair<'a>(
    then: &'a [HeldReading],
    now: &'a [Found],
    facts: &SourceFacts,
) -> Vec<(Option<&'a HeldReading>, Option<&'a Found>)> {
    let mut by_key: BTreeMap<ReviewKey, Vec<usize>> = BTreeMap::new();
    for (place, held) in then.iter().enumerate() {
        let content = content_digest(&held.finding);
        for key in held.keys.iter().chain([&content]) {
            by_key.entry(*key).or_default().push(place);
        }
    }
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut of_found: Vec<Option<usize>> = vec![None; now.len()];
    let by_content: Vec<Vec<ReviewKey>> = now.iter().map(|found| vec![found.content]).collect();
    let by_keys = now.iter().map(|found| {
        let mut keys = vec![row_key(found.content)];
        keys.extend(&found.keys);
        keys.extend(found.signed_text_key);
        keys
    });
    for keys in [by_content, by_keys.collect()] {
        for (keys, of) in keys.iter().zip(&mut of_found) {
            if of.is_none() {
                let places = keys.iter().filter_map(|key| by_key.get(key)).flatten();
                *of = places.copied().find(|place| taken.insert(*place));
            }
        }
    }
    let is_table = matches!(
        facts.media,
        MediaKind::Table | MediaKind::JsonLines | MediaKind::Spreadsheet
    );
    let mut left: Vec<usize> = (0..then.len()).filter(|it| !taken.contains(it)).collect();
    if is_table {
        let row = |place: &usize| Some((row_of(&then.get(*place)?.finding)?, *place));
        let mut by_row: BTreeMap<u64, usize> = left.iter().filter_map(row).collect();
        for (of, found) in of_found.iter_mut().zip(now).filter(|(of, _)| of.is_none()) {
            *of = row_of(&found.finding).and_then(|row| by_row.remove(&row));
            left.retain(|place| Some(*place) != *of);
        }
    }
    let open = of_found.iter().filter(|of| of.is_none()).count();
    if !is_table && left.len() == open {
        for (of, place) in of_found.iter_mut().filter(|of| of.is_none()).zip(&left) {
            *of = Some(*place);
        }
        left.clear();
    }
    let met = of_found.iter().zip(now);
    let met = met.map(|(of, found)| (of.and_then(|place| then.get(place)), Some(found)));
    let gone = left.iter().map(|place| (then.get(*place), None));
    met.chain(gone).collect()
}

/// The row of a table that a finding was read in.
fn row_of(finding: &ReviewFinding) -> Option<u64> {
    let mut stated = fields_of(finding).into_values();
    stated.find_map(|stated| match stated.evidence {
        Some(Evidence::Cell { row, .. }) => Some(row),
        _ => None,
    })
}

/// The values that differ; nothing where there is only one side.
fn changes(then: Option<&ReviewFinding>, now: Option<&ReviewFinding>) -> Vec<Changed> {
    match (then, now) {
        (Some(then), Some(now)) => differences(then, now),
        _ => Vec::new(),
    }
}

fn differences(then: &impl Serialize, now: &impl Serialize) -> Vec<Changed> {
    let (then, mut now) = (fields_of(then), fields_of(now));
    let mut changed = Vec::new();
    for (field, was) in then {
        let is = now.remove(&field).map(|stated| stated.value);
        if is.as_ref() != Some(&was.value) {
            changed.push(Changed {
                field,
                then: Some(was.value),
                now: is,
            });
        }
    }
    changed.extend(now.into_iter().map(|(field, stated)| Changed {
        field,
        then: None,
        now: Some(stated.value),
    }));
    changed
}

fn note_places(
    then: &ReviewFinding,
    now: Option<&ReviewFinding>,
    source: &Source<'_>,
    evidence: &mut Evidences,
) {
    let now = now.map(fields_of).unwrap_or_default();
    for (field, stated) in fields_of(then) {
        let place = source.place(&stated, now.get(&field));
        if let (Some(place), Some(at)) = (place, stated.evidence) {
            evidence.note(HeldValue { field, place, at });
        }
    }
}

/// Where the values of one finding stand.
#[cfg(test)]
pub(crate) fn places_of(then: &ReviewFinding, bytes: &[u8], text: &str) -> Evidences {
    let mut evidence = Evidences::default();
    note_places(
        then,
        None,
        &Source::new(bytes, text.to_owned()),
        &mut evidence,
    );
    evidence
}

/// What of film press is read otherwise: article by article, in their order.
pub(super) fn compare_press(then: &[PressFinding], now: &[PressFound]) -> Vec<Changed> {
    let count = then.len().max(now.len());
    let mut changed = Vec::new();
    for number in 0..count {
        match (then.get(number), now.get(number)) {
            (Some(then), Some(now)) => changed.extend(differences(then, &now.finding)),
            (Some(then), None) => changed.push(Changed {
                field: "article".to_owned(),
                then: serde_json::to_value(then).ok(),
                now: None,
            }),
            // An article that names no film of the record is none of the record's.
            (None, _) => {}
        }
    }
    changed
}
