//! The opposite of an entry: what puts things back to how they were before it.

mod act;
mod films;
mod review;

pub use act::Undoing;

use crate::db::{Arg, Conn};
use crate::projection::{AsRead, Decided, ReadAndDecided};
use crate::views::read_and_decided_of;
use crate::{Ledger, LedgerError};
use ovation_terms::{
    CriticSplit, Decision, Entry, EntryBody, FilmId, FilmsChanged, JudgingSet, LeaningsSet, Merged,
    NamesSet, Pair, PressSettled, RatingRule, RatingRuled, Remark, ReviewId, ReviewReinstated,
    ReviewSettled, ReviewWithdrawn, Seq, SourceStanding, SuggestionAnswered,
};
use review::back;
use std::collections::BTreeSet;

impl Ledger {
    /// The opposite of one entry. `leaving` are reviews that the same undoing gives another film.
    pub(crate) async fn opposite_of(
        &self,
        entry: Entry,
        remark: Remark,
        leaving: &BTreeSet<ReviewId>,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let seq = entry.seq;
        let kind = entry.body.kind();
        let undo = match entry.body {
            EntryBody::Merged(mut merged) => {
                merged.remark = remark;
                vec![EntryBody::Unmerged(merged)]
            }
            EntryBody::Unmerged(mut merged) => {
                merged.remark = remark;
                vec![EntryBody::Merged(merged)]
            }
            EntryBody::SourceDeleted(gone) => vec![EntryBody::SourceRestored(SourceStanding {
                reviews: gone.reviews,
                ..SourceStanding::new(gone.source, remark)
            })],
            EntryBody::SourceRestored(gone) => {
                // The texts that were deleted before are known again by the same digests.
                vec![EntryBody::SourceDeleted(SourceStanding {
                    texts: self.texts_deleted_before(gone.source, seq).await?,
                    reviews: gone.reviews,
                    ..SourceStanding::new(gone.source, remark)
                })]
            }
            EntryBody::ReviewWithdrawn(gone) => self.unwithdrawn(gone.review, seq, remark).await?,
            EntryBody::ReviewReinstated(back) => {
                self.withdrawn_again(back.review, seq, remark).await?
            }
            EntryBody::ReviewSettled(settled) => self.unsettled(&settled, seq, &remark).await?,
            EntryBody::RatingRuleSet(ruled) => self.rule_unset(ruled, seq, remark).await?,
            EntryBody::RatingRuleCleared(ruled) => self.rule_again(&ruled, seq, &remark).await?,
            EntryBody::LeaningsSet(set) => {
                let before = self.leanings(before(seq)).await?;
                vec![EntryBody::LeaningsSet(LeaningsSet {
                    leanings: before.before(&set),
                    remark,
                })]
            }
            EntryBody::OutletWeighed(mut weighed) => {
                let before = self.outlet_weights(before(seq)).await?;
                weighed.weight = before.get(&weighed.outlet).copied();
                weighed.remark = remark;
                vec![EntryBody::OutletWeighed(weighed)]
            }
            EntryBody::OutletPlaced(mut placed) => {
                let before = self.outlet_countries(before(seq)).await?;
                placed.country = before.get(&placed.outlet).cloned();
                placed.remark = remark;
                vec![EntryBody::OutletPlaced(placed)]
            }
            EntryBody::NamesSet(set) => vec![names_before(set, remark)],
            EntryBody::SuggestionAnswered(answer) => vec![turned_round(answer, remark)],
            EntryBody::CriticSplit(split) => vec![unsplit(&split, remark)],
            EntryBody::PressSettled(settled) => vec![press_before(settled, remark)],
            EntryBody::FilmsAdded(added) => {
                let films: Vec<FilmId> = added.films.iter().map(|film| film.id).collect();
                self.take_back(&films, remark, leaving).await?
            }
            EntryBody::FilmsChanged(changed) => {
                let decided = changed.is_decision(entry.actor.is_person());
                self.films_put_back(&changed, decided, seq, remark).await?
            }
            EntryBody::JudgingSet(set) => self.judged_as_before(set, seq).await?,
            EntryBody::TableRead(read) => self.undone_import(read.source, &remark).await?,
            EntryBody::ImportUndone(undone) => self.restored_import(seq, *undone, remark).await?,
            EntryBody::ImportRestored(restored) => {
                self.undone_import(restored.source, &remark).await?
            }
            EntryBody::SourceRead(_)
            | EntryBody::CriticAdded(_)
            | EntryBody::OutletAdded(_)
            | EntryBody::ReviewRead(_)
            | EntryBody::ReviewSeen(_)
            | EntryBody::UnreadableFound(_)
            | EntryBody::PressRead(_)
            | EntryBody::ReviewJudged(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::ReadableAgain(_)
            | EntryBody::RowsKept(_)
            | EntryBody::IngestEnded(_) => return Err(not_undone(seq, kind)),
        };
        Ok(undo)
    }

    /// The opposite of a withdrawal: it stands again, or is withdrawn by who withdrew it before.
    async fn unwithdrawn(
        &self,
        review: ReviewId,
        seq: Seq,
        remark: Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = self.reader("reading what was decided").await?;
        let before = decided_before(&mut conn, review, seq).await?;
        Ok(vec![match before.withdrawn {
            // It was withdrawn already, by somebody else.
            Some(by) => EntryBody::ReviewWithdrawn(ReviewWithdrawn { review, by, remark }),
            None => EntryBody::ReviewReinstated(ReviewReinstated { review, remark }),
        }])
    }

    /// The opposite of letting a withdrawn review stand again.
    async fn withdrawn_again(
        &self,
        review: ReviewId,
        seq: Seq,
        remark: Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = self.reader("reading what was decided").await?;
        let before = decided_before(&mut conn, review, seq).await?;
        let withdrawn = before
            .withdrawn
            .map(|by| EntryBody::ReviewWithdrawn(ReviewWithdrawn { review, by, remark }));
        Ok(withdrawn.into_iter().collect())
    }

    /// The opposite of what a person settled of a review: all that was decided is as before.
    async fn unsettled(
        &self,
        settled: &ReviewSettled,
        seq: Seq,
        remark: &Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = self.reader("reading what was decided").await?;
        let review = settled.review;
        let before = decided_before(&mut conn, review, seq).await?;
        let after = decided_before(&mut conn, review, Seq(seq.0 + 1)).await?;
        let mut decisions = back(&before, &after);
        if before.headline != after.headline {
            decisions.push(headline_of(&mut conn, before.headline).await?);
        }
        let settle = |decision| {
            EntryBody::ReviewSettled(ReviewSettled {
                review,
                decision,
                source: settled.source,
                remark: remark.clone(),
            })
        };
        Ok(decisions.into_iter().map(settle).collect())
    }

    /// The opposite of a rule: what it replaced holds again, or nothing does.
    async fn rule_unset(
        &self,
        mut ruled: RatingRuled,
        seq: Seq,
        remark: Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = self.rating_rules(before(seq)).await?;
        let same = |rule: &RatingRule| rule.is_replaced_by(&ruled.rule);
        if let Some(rule) = before.into_iter().find(same) {
            return Ok(vec![EntryBody::RatingRuleSet(RatingRuled { rule, remark })]);
        }
        ruled.remark = remark;
        Ok(vec![EntryBody::RatingRuleCleared(ruled)])
    }

    /// The opposite of clearing a rule: the one that held, which may say something else than the one
    /// it was cleared by.
    async fn rule_again(
        &self,
        ruled: &RatingRuled,
        seq: Seq,
        remark: &Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = self.rating_rules(before(seq)).await?;
        let same = |rule: &RatingRule| rule.is_replaced_by(&ruled.rule);
        let held = before.into_iter().find(same);
        let set = held.map(|rule| {
            let remark = remark.clone();
            EntryBody::RatingRuleSet(RatingRuled { rule, remark })
        });
        Ok(set.into_iter().collect())
    }

    /// The opposite of a change of films.
    async fn films_put_back(
        &self,
        changed: &FilmsChanged,
        decided: bool,
        seq: Seq,
        remark: Remark,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let undone = FilmsChanged {
            why: String::new(),
            changes: self.films_before(changed, decided, seq).await?,
            by_catalogue: !decided,
            remark,
        };
        if undone.changes.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![EntryBody::FilmsChanged(undone)])
    }

    /// The opposite of a setting of the judge: of what it set, what held before.
    async fn judged_as_before(
        &self,
        set: JudgingSet,
        seq: Seq,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = self.judging(before(seq)).await?;
        let usual = JudgingSet::USUAL;
        let text_reader = before.text_reader.or(usual.text_reader);
        let accepted_error = before.accepted_error.or(usual.accepted_error);
        Ok(vec![EntryBody::JudgingSet(JudgingSet {
            text_reader: set.text_reader.and(text_reader),
            accepted_error: set.accepted_error.and(accepted_error),
        })])
    }
}

/// The entry before one.
#[expect(
    clippy::unnecessary_wraps,
    reason = "what is asked takes an entry, or none for now"
)]
fn before(seq: Seq) -> Option<Seq> {
    Some(Seq(seq.0 - 1))
}

fn names_before(set: NamesSet, remark: Remark) -> EntryBody {
    EntryBody::NamesSet(NamesSet {
        names: set.before,
        before: set.names,
        remark,
        ..set
    })
}

/// What was answered is open again, or answered again.
fn turned_round(answer: SuggestionAnswered, remark: Remark) -> EntryBody {
    EntryBody::SuggestionAnswered(SuggestionAnswered {
        open: !answer.open,
        remark,
        ..answer
    })
}

/// The second person is taken for the first again, and keeps the number.
fn unsplit(split: &CriticSplit, remark: Remark) -> EntryBody {
    let pair = Pair::Critic {
        from: split.into,
        into: split.critic,
    };
    EntryBody::Merged(Merged { pair, remark })
}

fn press_before(settled: PressSettled, remark: Remark) -> EntryBody {
    EntryBody::PressSettled(PressSettled {
        decision: settled.before,
        before: settled.decision,
        remark,
        ..settled
    })
}

fn not_undone(seq: Seq, kind: &str) -> LedgerError {
    let why = format!(
        "entry {seq} is `{kind}`: what was read is not undone by itself; take the whole \
         import back with `ovation undo-import SOURCE`, or exclude the review, delete the \
         source, or merge"
    );
    LedgerError::Refused { why }
}

/// What was decided about a review before an entry.
async fn decided_before(
    conn: &mut Conn,
    review: ReviewId,
    seq: Seq,
) -> Result<Decided, LedgerError> {
    let sql = "select v.under from review_version v where v.review = $1 and v.seq < $2 \
         order by v.seq desc limit 1";
    let args = vec![Arg::int(review.0), Arg::int(seq.0)];
    let Some(row) = conn.row(sql, args).await? else {
        return Ok(Decided::default());
    };
    let both = read_and_decided_of(&row, 0).map_err(|error| conn.failed(error))?;
    Ok(both.map_or_else(Decided::default, |both| {
        let ReadAndDecided {
            read: AsRead { .. },
            set,
        } = *both;
        set
    }))
}

/// The decision about the headline that an entry made; none: what was read.
async fn headline_of(conn: &mut Conn, entry: Option<i64>) -> Result<Decision, LedgerError> {
    let Some(entry) = entry else {
        return Ok(Decision::ClearHeadline);
    };
    let set = crate::read::set_headlines(conn, &[entry]).await?;
    Ok(Decision::Headline(set.into_values().next().flatten()))
}
