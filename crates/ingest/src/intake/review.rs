//! A review found: known, seen again, changed or new.

use super::same::Twin;
use super::{Batch, Intake};
use crate::{Found, IngestError};
use ovation_identify::Shingles;
use ovation_ledger::{KnownReview, Transaction};
use ovation_terms::{
    EntryBody, Reason, Remark, Resemblance, ReviewId, ReviewKey, ReviewReinstated, ReviewSeen,
    RowPlace, SourceId,
};

/// A review of the record as it was met now.
struct Met {
    found: Found,
    source: SourceId,
    keys: Vec<ReviewKey>,
    row: Option<RowPlace>,
}

impl Intake {
    pub(super) fn take_review(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        found: Found,
        row: Option<RowPlace>,
        may_be: Option<Resemblance>,
    ) -> Result<(), IngestError> {
        let source = self.source_id(transaction)?;
        let mut keys = self.keys_in_source(batch, &found);
        let content = found.content;
        let seen_row = row.map(|row| RowPlace {
            content: Some(content),
            ..row
        });
        let minhashes = marks_of(&found);
        let signature = self.signature_of(&found.finding);
        let known = self.find_known(batch, &found, &mut keys, &signature);
        let of_page = self.take_told(&found.finding);
        let review = match known {
            None if of_page.is_some_and(|review| !self.is_claimed(review, content)) => {
                of_page.unwrap_or_else(|| transaction.next_review())
            }
            None => match self.find_twin(batch, &found, &minhashes, source, &signature) {
                Some(Twin::One(review, why)) => {
                    let met = Met {
                        found,
                        source,
                        keys,
                        row: seen_row,
                    };
                    return self.see_twin(transaction, batch, met, review, why);
                }
                Some(Twin::MayBeOne(_)) | None => transaction.next_review(),
            },
            Some((matched, known)) => {
                let is_met = !self.meet(known.review);
                if !self.is_changed(&found, source, keys.first() == Some(&matched), &known) {
                    let met = Met {
                        found,
                        source,
                        keys,
                        row: seen_row,
                    };
                    return self.see_again(transaction, batch, met, &known, is_met);
                }
                known.review
            }
        };
        self.claim(review, content);
        self.read_anew(
            transaction,
            batch,
            review,
            source,
            &keys,
            row,
            found,
            may_be,
        )
    }

    /// Enters that a review stands in another place, too: nearly the same text.
    fn see_twin(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        met: Met,
        review: ReviewId,
        why: String,
    ) -> Result<(), IngestError> {
        let Met {
            found,
            source,
            keys,
            row,
        } = met;
        self.claim(review, found.content);
        batch.note(&keys, review, found.content, source);
        let minhashes = marks_of(&found);
        let signature = self.signature_of(&found.finding);
        let shingles = found.shingles;
        batch.bear(&found.finding, None, review, source, shingles, signature);
        let seen = ReviewSeen {
            review,
            source,
            keys,
            url: found.finding.url.as_ref().map(|url| url.value.clone()),
            otherwise: Some(Box::new(found.finding)),
            minhashes,
            why: Some(why),
            row,
            words: None,
        };
        self.meet(review);
        self.summary.twins += 1;
        transaction.enter(self.now(), &self.actor(), EntryBody::ReviewSeen(seen))?;
        Ok(())
    }

    /// Whether a known review is read anew by what was found now.
    ///
    /// The same source read again with other words is the review changed. Another source that tells the
    /// same review otherwise (a table that lists a page) is one more source of it; the first reading
    /// stands.
    fn is_changed(
        &self,
        found: &Found,
        source: SourceId,
        is_by_first_key: bool,
        known: &KnownReview,
    ) -> bool {
        let is_here = known.sources.contains(&source);
        let is_same = known.content == found.content;
        let is_again = self
            .source
            .as_ref()
            .is_some_and(|now| now.earlier.iter().any(|id| known.sources.contains(id)));
        // What the operator says of the same file's ratings is a new reading of them.
        let rating = found.finding.rating.as_ref();
        let is_said = is_here && rating.is_some_and(|rating| rating.value.is_said);
        let is_new_version = (!is_here && is_again) || is_said;
        // Its words were deleted and it may count again: this reading brings words.
        let lacks_words = known.deleted.lacks_words && found.finding.text.is_some();
        // The import that brought it was taken back: this reading brings it again.
        (!is_same && is_new_version && is_by_first_key) || known.undone || lacks_words
    }

    /// Enters where a known review was met again that says what it said.
    fn see_again(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        met: Met,
        known: &KnownReview,
        is_met: bool,
    ) -> Result<(), IngestError> {
        let Met {
            found,
            source,
            keys,
            row,
        } = met;
        let review = known.review;
        let is_here = known.sources.contains(&source);
        let is_same = known.content == found.content;
        let new_keys: Vec<ReviewKey> = keys
            .iter()
            .filter(|key| batch.known(key).is_none())
            .copied()
            .collect();
        self.reinstate(transaction, review)?;
        if known.row_gone && !is_here {
            self.reinstate_row(transaction, review)?;
        }
        self.claim(review, found.content);
        if is_here && new_keys.is_empty() {
            self.summary.repeated += u64::from(is_met);
            return Ok(());
        }
        let minhashes = marks_of(&found);
        let seen = ReviewSeen {
            review,
            source,
            keys: new_keys,
            url: found.finding.url.as_ref().map(|url| url.value.clone()),
            minhashes: if is_same { Vec::new() } else { minhashes },
            otherwise: (!is_same).then(|| Box::new(found.finding)),
            why: None,
            row,
            words: None,
        };
        transaction.enter(self.now(), &self.actor(), EntryBody::ReviewSeen(seen))?;
        batch.note(&keys, review, known.content, source);
        Ok(())
    }

    /// Enters a reading: of a review that is new, or of a known one.
    #[expect(clippy::too_many_arguments, reason = "a reading and where it stands")]
    pub(super) fn read_anew(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        review: ReviewId,
        source: SourceId,
        keys: &[ReviewKey],
        row: Option<RowPlace>,
        found: Found,
        may_be: Option<Resemblance>,
    ) -> Result<(), IngestError> {
        let content = found.content;
        let shingles = found.shingles.clone();
        let minhashes = marks_of(&found);
        let signature = self.signature_of(&found.finding);
        let twin = self.find_twin(batch, &found, &minhashes, source, &signature);
        let mut read =
            self.identify_and_judge(transaction, review, source, keys.to_vec(), content, found)?;
        read.minhashes = minhashes;
        read.row = row;
        // Of two that may be one the later one waits.
        let twin = match twin {
            Some(Twin::MayBeOne(other)) => Some(other),
            _ => None,
        };
        if let Some(other) = may_be.or(twin)
            && other.review < review
        {
            read.standing.add(Reason::MayBeSame);
            read.resembles = Some(other);
        }
        let film = read.film.chosen;
        batch.bear(&read.finding, film, review, source, shingles, signature);
        self.meet(review);
        transaction.enter(
            self.now(),
            &self.actor(),
            EntryBody::ReviewRead(Box::new(read)),
        )?;
        batch.note(keys, review, content, source);
        Ok(())
    }

    /// Notes that a review was met; whether it had not been before.
    pub(super) fn meet(&mut self, review: ReviewId) -> bool {
        let is_new = self.met.insert(review);
        if is_new {
            self.fresh.met.push(review);
        }
        is_new
    }

    /// A review that was withdrawn because its page was gone stands on it again.
    fn reinstate(
        &mut self,
        transaction: &mut Transaction,
        review: ReviewId,
    ) -> Result<(), IngestError> {
        let source = self.source.as_mut();
        if source.is_some_and(|source| source.gone.remove(&review)) {
            let back = ReviewReinstated {
                review,
                remark: Remark::reason("its page is there again"),
            };
            let entry_body = EntryBody::ReviewReinstated(back);
            transaction.enter(self.now(), &self.actor(), entry_body)?;
        }
        Ok(())
    }

    /// What makes the finding the same review elsewhere.
    ///
    /// Two rows of one table that share an address or a text and yet differ (a critics' grid that
    /// stands on one page) are two reviews: then the rows' own words tell them apart.
    pub(super) fn keys_in_source(&mut self, batch: &Batch, found: &Found) -> Vec<ReviewKey> {
        let mut keys = found.keys.clone();
        let Some(source) = &mut self.source else {
            return keys;
        };
        let content = found.content;
        let clashes = keys
            .iter()
            .any(|key| source.rows.get(key).is_some_and(|other| *other != content));
        let is_deleted = |key: &ReviewKey| {
            let known = batch.known(key);
            known.is_some_and(|known| known.deleted.with.is_some())
        };
        if clashes || keys.iter().any(is_deleted) {
            keys = vec![row_key(content)];
        }
        for key in &keys {
            source.rows.insert(*key, content);
        }
        keys
    }
}

/// The key of a row that is told from the others of its source by its own words.
pub(crate) fn row_key(content: ReviewKey) -> ReviewKey {
    ReviewKey::of_parts(&[b"row of one source", &content.0])
}

/// The minhashes of a finding's text.
fn marks_of(found: &Found) -> Vec<i64> {
    let shingles = found.shingles.as_ref();
    shingles.map(Shingles::minhashes).unwrap_or_default()
}
