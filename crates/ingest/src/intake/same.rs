//! Which review of the record a finding is: by its keys, and by its text and whose it is.

use super::batch::may_be_one_title;
use super::review::row_key;
use super::{Batch, Intake};
use crate::IngestError;
use crate::{Found, Piece, SourceBegun};
use ovation_identify::{FilmAnswer, Sameness, Signature, sameness};
use ovation_ledger::{KnownReview, Transaction};
use ovation_terms::{
    MediaKind, Resemblance, ReviewFinding, ReviewId, ReviewKey, ReviewRead, SourceId, fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// A review of the record with nearly the same text.
pub(super) enum Twin {
    /// It is this review in another place; and why.
    One(ReviewId, String),
    /// It may be, and a person should look.
    MayBeOne(Resemblance),
}

impl Intake {
    /// Whose a review is, as it says itself.
    pub(super) fn signature_of(&self, finding: &ReviewFinding) -> Signature {
        let printed = finding.rating.as_ref().map(|rating| &rating.value);
        let table = &self.settings.judging.judge.table;
        let language = finding.language.as_deref();
        let rating = printed.and_then(|printed| table.convert_in(printed, None, language).ok());
        signature(finding, rating.map(|rating| rating.value))
    }

    /// The review that the record knows by one of the keys, and the key.
    ///
    /// A text alone tells it only where the bylines do not speak against it; else the key is left out
    /// of `keys`, and a key of the text with its byline stands there in its place. What stood in this
    /// very source before is the same review whoever signs it now: its byline was corrected.
    pub(super) fn find_known(
        &self,
        batch: &Batch,
        found: &Found,
        keys: &mut Vec<ReviewKey>,
        signature: &Signature,
    ) -> Option<(ReviewKey, KnownReview)> {
        for key in keys.iter() {
            let Some(known) = batch.known(key) else {
                continue;
            };
            // What another row of this table is, this one is not; nor is it what was deleted.
            if known.deleted.with.is_some() || self.is_claimed(known.review, found.content) {
                continue;
            }
            if Some(*key) != found.text_key || self.is_one_by_text(batch, found, known, signature) {
                return Some((*key, known.clone()));
            }
        }
        let text = found.text_key.filter(|key| keys.contains(key))?;
        let other = batch.known(&text)?;
        if other.deleted.with.is_some() || self.is_claimed(other.review, found.content) {
            return None;
        }
        keys.retain(|key| *key != text);
        let own = found.signed_text_key;
        keys.push(own.unwrap_or_else(|| row_key(found.content)));
        let last = keys.last()?;
        let known = batch.known(last)?;
        let is_deleted = known.deleted.with.is_some();
        let is_free = !is_deleted && !self.is_claimed(known.review, found.content);
        is_free.then(|| (*last, known.clone()))
    }

    /// The reviews that the last version of a page told, by critic and film; where two have the same, none.
    ///
    /// A page whose reviews have no address of their own (a file) is known by it: else its review would be
    /// another one with each word that is changed.
    pub(super) async fn told_by(
        &self,
        transaction: &mut Transaction,
        begun: &SourceBegun,
        earlier: &[SourceId],
        id: Option<SourceId>,
    ) -> Result<BTreeMap<String, Option<ReviewId>>, IngestError> {
        let mut told = BTreeMap::new();
        let is_page = matches!(begun.facts.media, MediaKind::Page | MediaKind::Text);
        let Some(last) = earlier.last().filter(|_| is_page && id.is_none()) else {
            return Ok(told);
        };
        let reviews: Vec<ReviewId> = transaction
            .reviews_read_from(&[*last])
            .await?
            .into_iter()
            .collect();
        for (review, read) in transaction.readings(&reviews).await? {
            if let Some(whose) = whose(&read.finding) {
                let of_two = told.contains_key(&whose);
                told.insert(whose, (!of_two).then_some(review));
            }
        }
        Ok(told)
    }

    /// The review of the page's last version that a finding is, each once.
    pub(super) fn take_told(&mut self, finding: &ReviewFinding) -> Option<ReviewId> {
        let source = self.source.as_mut()?;
        source.told.remove(&whose(finding)?).flatten()
    }

    fn is_one_by_text(
        &self,
        batch: &Batch,
        found: &Found,
        known: &KnownReview,
        signature: &Signature,
    ) -> bool {
        let mut earlier = self.source.iter().flat_map(|now| &now.earlier);
        if known.content == found.content || earlier.any(|id| known.sources.contains(id)) {
            return true;
        }
        let own = found.signed_text_key;
        if own.is_some_and(|own| {
            batch
                .known(&own)
                .is_some_and(|own| own.review != known.review)
        }) {
            return false;
        }
        let other = batch.signatures.get(&known.review);
        other.is_none_or(|other| sameness(1.0, signature, other) == Sameness::One)
    }

    /// The review of the record whose text this one is or may be, where it is one in another place.
    ///
    /// Rows of one source that share a text are told apart by [`Self::keys_in_source`] already.
    pub(super) fn find_twin(
        &self,
        batch: &Batch,
        found: &Found,
        minhashes: &[i64],
        source: SourceId,
        signature: &Signature,
    ) -> Option<Twin> {
        let shingles = found.shingles.as_ref()?;
        let finding = &found.finding;
        let film = match self
            .index
            .film_of_review(&finding.film, self.occasion_of(finding))
        {
            FilmAnswer::One(film) => film.chosen,
            _ => None,
        };
        let title = finding.film.title.as_ref().map(|title| fold(&title.value));
        let earlier = self.source.as_ref().map(|now| now.earlier.as_slice());
        let earlier = earlier.unwrap_or_default();
        let mut best: Option<(bool, f64, ReviewId)> = None;
        for text_match in minhashes.iter().flat_map(|mark| batch.text_matches(*mark)) {
            if text_match.source == source || earlier.contains(&text_match.source) {
                continue;
            }
            // A text about a double bill is a review of each of its films.
            let is_same_film = match (film, text_match.film) {
                (Some(one), Some(other)) => one == other,
                _ => may_be_one_title(title.as_deref(), text_match.title.as_deref()),
            };
            if !is_same_film {
                continue;
            }
            let overlap = shingles.overlap(&text_match.shingles);
            let is_one = match sameness(overlap, signature, &text_match.signature) {
                Sameness::One => true,
                Sameness::MayBeOne => false,
                Sameness::Two => continue,
            };
            let better = |(was_one, most, _): (bool, f64, ReviewId)| {
                (is_one && !was_one) || (is_one == was_one && overlap > most)
            };
            if best.is_none_or(better) {
                best = Some((is_one, overlap, text_match.review));
            }
        }
        let (is_one, overlap, review) = best?;
        let part = overlap * 100.0;
        let same = format!("{part:.0} % of its runs of eight words are the same");
        Some(if is_one {
            Twin::One(review, same)
        } else {
            let why = format!("{same}, and the bylines or ratings differ");
            Twin::MayBeOne(Resemblance { review, why })
        })
    }
}

/// Who wrote of which film, where a finding says both.
fn whose(finding: &ReviewFinding) -> Option<String> {
    let critic = finding.critics.first()?;
    let title = finding.film.title.as_ref()?;
    Some(format!("{}\n{}", fold(&critic.value), fold(&title.value)))
}

/// Whose a review is that was read.
pub(super) fn signature_of_reading(read: &ReviewRead) -> Signature {
    signature(
        &read.finding,
        read.rating.as_ref().map(|rating| rating.value),
    )
}

fn signature(finding: &ReviewFinding, rating: Option<f64>) -> Signature {
    let names = finding.critics.iter().map(|name| name.value.as_str());
    let outlet = finding.outlet.as_ref().map(|outlet| outlet.value.as_str());
    Signature::new(names, outlet, rating)
}

/// Whose the reviews are that the record knows by a text and that say something else than what was
/// found now: for these the bylines have to be looked at.
pub(super) async fn signatures_of_texts(
    transaction: &mut Transaction,
    pieces: &[Piece],
    known: &BTreeMap<ReviewKey, KnownReview>,
) -> Result<BTreeMap<ReviewId, Signature>, IngestError> {
    let asked: BTreeSet<ReviewId> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Review(found) => {
                let known = known.get(&found.text_key?)?;
                (known.content != found.content).then_some(known.review)
            }
            _ => None,
        })
        .collect();
    let asked: Vec<ReviewId> = asked.into_iter().collect();
    let readings = transaction.readings(&asked).await?;
    let each = readings.into_iter();
    Ok(each
        .map(|(review, read)| (review, signature_of_reading(&read)))
        .collect())
}
