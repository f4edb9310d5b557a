//! What the record knows of a batch.

use super::review::row_key;
use super::same;
use super::source::CurrentSource;
use super::trouble::{missing_key, trouble_key};
use crate::{IngestError, Piece};
use ovation_identify::{Shingles, Signature};
use ovation_ledger::{DeletedReview, KnownReview, Transaction};
use ovation_terms::{FilmId, ReviewFinding, ReviewId, ReviewKey, SourceId, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the record knows of a batch's keys, looked up together, and what the batch adds.
pub(super) struct Batch {
    pub(super) looked_up: BTreeMap<ReviewKey, KnownReview>,
    pub(super) entered: BTreeMap<ReviewKey, KnownReview>,
    pub(super) known_troubles: BTreeSet<ReviewKey>,
    /// Articles of film press and the digests of what was read in them last.
    pub(super) press: BTreeMap<ReviewKey, ReviewKey>,
    /// Reviews of the record by the minhashes of their texts.
    pub(super) bearing: BTreeMap<i64, Vec<TextMatch>>,
    /// Those that the batch adds.
    pub(super) borne: BTreeMap<i64, Vec<TextMatch>>,
    /// Whose reviews are that are known by a text.
    pub(super) signatures: BTreeMap<ReviewId, Signature>,
}

/// A review with a text that bears a mark.
#[derive(Clone)]
pub(super) struct TextMatch {
    pub(super) review: ReviewId,
    pub(super) film: Option<FilmId>,
    pub(super) signature: Signature,
    pub(super) title: Option<String>,
    pub(super) source: SourceId,
    pub(super) shingles: Arc<Shingles>,
}

/// What of a batch is looked up.
#[derive(Default)]
struct Wanted {
    keys: Vec<ReviewKey>,
    minhashes: Vec<i64>,
    troubles: Vec<ReviewKey>,
    articles: Vec<ReviewKey>,
}

impl Wanted {
    fn of(current: Option<&CurrentSource>, pieces: &[Piece]) -> Self {
        let mut wanted = Self::default();
        let mut address = current.map_or("", |source| source.begun.facts.address.as_str());
        for piece in pieces {
            match piece {
                Piece::Source(begun) => {
                    address = &begun.facts.address;
                    wanted.troubles.push(missing_key(address));
                }
                Piece::Review(found) => {
                    wanted.keys.extend(&found.keys);
                    wanted.keys.extend(found.signed_text_key);
                    wanted.keys.push(row_key(found.content));
                    wanted
                        .minhashes
                        .extend(found.shingles.iter().flat_map(Shingles::minhashes));
                }
                Piece::Unreadable(complaint) => {
                    wanted.troubles.push(trouble_key(address, complaint));
                }
                Piece::ItemLeftOut(item) => {
                    wanted
                        .troubles
                        .push(trouble_key(&item.feed, &item.complaint));
                }
                Piece::Press(found) => {
                    wanted.articles.push(found.article);
                    wanted.troubles.push(trouble_key(address, &found.otherwise));
                }
                Piece::Missed(missed) => {
                    wanted
                        .troubles
                        .push(trouble_key(&missed.address, &missed.complaint));
                }
                Piece::PassedOver(_)
                | Piece::Scales(_)
                | Piece::RowsEnd
                | Piece::Table(_)
                | Piece::Asked(_)
                | Piece::ItemsRead(_)
                | Piece::End(_) => {}
            }
        }
        wanted
    }
}

/// Whether two folded titles may name one film: one may have the year or a subtitle more.
pub(super) fn may_be_one_title(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
        _ => true,
    }
}

/// A mark that more texts of a batch bear tells nothing.
const BEARERS: usize = 4;

impl Batch {
    pub(super) async fn look_up(
        transaction: &mut Transaction,
        current: Option<&CurrentSource>,
        pieces: &[Piece],
    ) -> Result<Self, IngestError> {
        let Wanted {
            mut keys,
            mut minhashes,
            troubles,
            articles,
        } = Wanted::of(current, pieces);
        keys.sort_unstable();
        keys.dedup();
        let looked_up: BTreeMap<_, _> = transaction.known(&keys).await?.into_iter().collect();
        let signatures = same::signatures_of_texts(transaction, pieces, &looked_up).await?;
        minhashes.sort_unstable();
        minhashes.dedup();
        let mut bearing: BTreeMap<i64, Vec<TextMatch>> = BTreeMap::new();
        for (mark, candidates) in transaction.twins(&minhashes).await? {
            let text_matches = candidates.iter().filter_map(|twin| {
                let finding = &twin.read.finding;
                Some(TextMatch {
                    review: twin.review,
                    film: twin.read.film.chosen,
                    signature: same::signature_of_reading(&twin.read),
                    title: finding.film.title.as_ref().map(|title| fold(&title.value)),
                    source: twin.read.source,
                    shingles: Arc::new(Shingles::of(&finding.text.as_ref()?.value)?),
                })
            });
            bearing.insert(mark, text_matches.collect());
        }
        let known_troubles = transaction
            .knows_unreadable(&troubles)
            .await?
            .into_iter()
            .collect();
        let press = transaction.known_press(&articles).await?;
        Ok(Self {
            looked_up,
            press,
            entered: BTreeMap::new(),
            known_troubles,
            bearing,
            borne: BTreeMap::new(),
            signatures,
        })
    }

    /// The reviews whose text bears a mark.
    pub(super) fn text_matches(&self, mark: i64) -> impl Iterator<Item = &TextMatch> {
        let stored = self.bearing.get(&mark).into_iter().flatten();
        stored.chain(self.borne.get(&mark).into_iter().flatten())
    }

    /// Notes a text that was entered, so that the next pieces of the batch meet it.
    pub(super) fn bear(
        &mut self,
        finding: &ReviewFinding,
        film: Option<FilmId>,
        review: ReviewId,
        source: SourceId,
        shingles: Option<Shingles>,
        signature: Signature,
    ) {
        // Another source of a review does not change whose it is.
        let known = self.signatures.entry(review);
        known.or_insert_with(|| signature.clone());
        let Some(shingles) = shingles else { return };
        let minhashes = shingles.minhashes();
        let text_match = TextMatch {
            review,
            film,
            signature,
            title: finding.film.title.as_ref().map(|title| fold(&title.value)),
            source,
            shingles: Arc::new(shingles),
        };
        for mark in minhashes {
            let text_matches = self.borne.entry(mark).or_default();
            if text_matches.len() < BEARERS {
                text_matches.push(text_match.clone());
            }
        }
    }

    pub(super) fn known(&self, key: &ReviewKey) -> Option<&KnownReview> {
        self.entered.get(key).or_else(|| self.looked_up.get(key))
    }

    /// Notes what was entered, so that the next pieces of the batch meet it.
    pub(super) fn note(
        &mut self,
        keys: &[ReviewKey],
        review: ReviewId,
        content: ReviewKey,
        source: SourceId,
    ) {
        for key in keys {
            let mut sources = self
                .known(key)
                .map(|k| k.sources.clone())
                .unwrap_or_default();
            if !sources.contains(&source) {
                sources.push(source);
            }
            self.entered.insert(
                *key,
                KnownReview {
                    review,
                    content,
                    sources,
                    undone: false,
                    row_gone: false,
                    deleted: DeletedReview::default(),
                },
            );
        }
    }
}
