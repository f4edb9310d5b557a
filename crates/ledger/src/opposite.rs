//! The opposite of an entry: what puts things back to how they were before it.

mod act;
mod films;

pub use act::Undoing;

use crate::db::{Arg, Conn};
use crate::fold::{AsRead, Decided, Under};
use crate::views::under_of;
use crate::{Ledger, LedgerError};
use ovation_terms::{
    CriticId, Decision, Entry, FilmId, FilmsChanged, Happening, JudgingSet, LeaningsSet, Merged,
    NamesSet, OutletId, Pair, PressSettled, Probability, RatingRule, RatingRuled, Remark, ReviewId,
    ReviewReinstated, ReviewSettled, ReviewWithdrawn, Seq, SetRating, SourceStanding,
};
use std::collections::BTreeSet;

impl Ledger {
    /// The opposite of one entry. `leaving` are reviews that the same undoing gives another film.
    pub(crate) async fn opposite_of(
        &self,
        entry: Entry,
        remark: Remark,
        leaving: &BTreeSet<ReviewId>,
    ) -> Result<Vec<Happening>, LedgerError> {
        let seq = entry.seq;
        let undo = match entry.happening {
            Happening::Merged(mut merged) => {
                merged.remark = remark;
                vec![Happening::Unmerged(merged)]
            }
            Happening::Unmerged(mut merged) => {
                merged.remark = remark;
                vec![Happening::Merged(merged)]
            }
            Happening::SourceDeleted(gone) => vec![Happening::SourceRestored(SourceStanding {
                reviews: gone.reviews,
                ..SourceStanding::new(gone.source, remark)
            })],
            Happening::SourceRestored(gone) => {
                // The texts that were deleted before are known again by the same digests.
                vec![Happening::SourceDeleted(SourceStanding {
                    texts: self.texts_deleted_before(gone.source, seq).await?,
                    reviews: gone.reviews,
                    ..SourceStanding::new(gone.source, remark)
                })]
            }
            Happening::ReviewWithdrawn(gone) => {
                let review = gone.review;
                let mut conn = self.reader("reading what was decided").await?;
                let before = decided_before(&mut conn, review, seq).await?;
                vec![match before.withdrawn {
                    // It was withdrawn already, by somebody else.
                    Some(by) => Happening::ReviewWithdrawn(ReviewWithdrawn { review, by, remark }),
                    None => Happening::ReviewReinstated(ReviewReinstated { review, remark }),
                }]
            }
            Happening::ReviewReinstated(back) => {
                let review = back.review;
                let mut conn = self.reader("reading what was decided").await?;
                let before = decided_before(&mut conn, review, seq).await?;
                match before.withdrawn {
                    Some(by) => vec![Happening::ReviewWithdrawn(ReviewWithdrawn {
                        review,
                        by,
                        remark,
                    })],
                    None => Vec::new(),
                }
            }
            Happening::ReviewSettled(settled) => {
                let mut conn = self.reader("reading what was decided").await?;
                let review = settled.review;
                let before = decided_before(&mut conn, review, seq).await?;
                let after = decided_before(&mut conn, review, Seq(seq.0 + 1)).await?;
                let mut decisions = back(&before, &after);
                if before.headline != after.headline {
                    decisions.push(headline_of(&mut conn, before.headline).await?);
                }
                let settle = |decision| {
                    Happening::ReviewSettled(ReviewSettled {
                        review,
                        decision,
                        source: settled.source,
                        remark: remark.clone(),
                    })
                };
                decisions.into_iter().map(settle).collect()
            }
            Happening::RatingRuleSet(mut ruled) => {
                // What the rule replaced holds again.
                let before = self.rating_rules(Some(Seq(seq.0 - 1))).await?;
                let same = |rule: &RatingRule| rule.is_replaced_by(&ruled.rule);
                if let Some(rule) = before.into_iter().find(same) {
                    vec![Happening::RatingRuleSet(RatingRuled { rule, remark })]
                } else {
                    ruled.remark = remark;
                    vec![Happening::RatingRuleCleared(ruled)]
                }
            }
            Happening::RatingRuleCleared(ruled) => {
                // The rule that held, which may say something else than the one it was cleared by.
                let before = self.rating_rules(Some(Seq(seq.0 - 1))).await?;
                let same = |rule: &RatingRule| rule.is_replaced_by(&ruled.rule);
                let held = before.into_iter().find(same);
                held.into_iter()
                    .map(|rule| {
                        let remark = remark.clone();
                        Happening::RatingRuleSet(RatingRuled { rule, remark })
                    })
                    .collect()
            }
            Happening::LeaningsSet(set) => {
                let before = self.leanings(Some(Seq(seq.0 - 1))).await?;
                vec![Happening::LeaningsSet(LeaningsSet {
                    leanings: before.before(&set),
                    remark,
                })]
            }
            Happening::OutletWeighed(mut weighed) => {
                let before = self.outlet_weights(Some(Seq(seq.0 - 1))).await?;
                weighed.weight = before.get(&weighed.outlet).copied();
                weighed.remark = remark;
                vec![Happening::OutletWeighed(weighed)]
            }
            Happening::OutletPlaced(mut placed) => {
                let before = self.outlet_countries(Some(Seq(seq.0 - 1))).await?;
                placed.country = before.get(&placed.outlet).cloned();
                placed.remark = remark;
                vec![Happening::OutletPlaced(placed)]
            }
            Happening::NamesSet(set) => vec![Happening::NamesSet(NamesSet {
                names: set.before,
                before: set.names,
                remark,
                ..set
            })],
            // The second person is taken for the first again, and keeps the number.
            Happening::CriticSplit(split) => vec![Happening::Merged(Merged {
                pair: Pair::Critic {
                    from: split.into,
                    into: split.critic,
                },
                remark,
            })],
            Happening::PressSettled(settled) => vec![Happening::PressSettled(PressSettled {
                decision: settled.before,
                before: settled.decision,
                remark,
                ..settled
            })],
            Happening::FilmsAdded(added) => {
                let films: Vec<FilmId> = added.films.iter().map(|film| film.id).collect();
                self.take_back(&films, remark, leaving).await?
            }
            Happening::FilmsChanged(changed) => {
                let decided = changed.is_decision(entry.actor.is_person());
                let back = self.films_before(&changed, decided, seq).await?;
                let undone = FilmsChanged {
                    why: String::new(),
                    changes: back,
                    by_catalogue: !decided,
                    remark,
                };
                if undone.changes.is_empty() {
                    Vec::new()
                } else {
                    vec![Happening::FilmsChanged(undone)]
                }
            }
            Happening::JudgingSet(set) => {
                let before = self.judging(Some(Seq(seq.0 - 1))).await?;
                let usual = JudgingSet::USUAL;
                let back = JudgingSet {
                    text_reader: set
                        .text_reader
                        .and(before.text_reader.or(usual.text_reader)),
                    accepted_error: set
                        .accepted_error
                        .and(before.accepted_error.or(usual.accepted_error)),
                };
                vec![Happening::JudgingSet(back)]
            }
            Happening::TableRead(read) => self.undone_import(read.source, &remark).await?,
            Happening::ImportUndone(undone) => self.restored_import(seq, *undone, remark).await?,
            Happening::ImportRestored(restored) => {
                self.undone_import(restored.source, &remark).await?
            }
            other => {
                let why = format!(
                    "entry {seq} is `{}`: what was read is not undone by itself; take the whole \
                     import back with `ovation undo-import SOURCE`, or exclude the review, delete the \
                     source, or merge",
                    other.kind()
                );
                return Err(LedgerError::Refused { why });
            }
        };
        Ok(undo)
    }
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
    let under = under_of(&row, 0).map_err(|error| conn.failed(error))?;
    Ok(under.map_or_else(Decided::default, |under| {
        let Under {
            read: AsRead { .. },
            set,
        } = *under;
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

/// The decisions that lead from `after` back to `before`.
fn back(before: &Decided, after: &Decided) -> Vec<Decision> {
    let mut made = Vec::new();
    let person = |id: i64| (id != 0).then_some(id);
    if before.film != after.film {
        made.push(match before.film {
            Some(film) => Decision::Film(FilmId(film)),
            None => Decision::ClearFilm,
        });
    }
    if before.verdict != after.verdict {
        made.push(match before.verdict {
            Some(positive) => Decision::Verdict(positive),
            None => Decision::ClearVerdict,
        });
    }
    if before.rating != after.rating {
        made.push(match &before.rating {
            Some(rating) => Decision::Rating(SetRating {
                printed: rating.printed.to_string(),
                value: rating.value.unwrap_or(0.0),
                scale: rating.scale.to_string(),
                p: Probability::clamped(rating.p.unwrap_or(0.5)),
            }),
            None => Decision::ClearRating,
        });
    }
    if before.critic != after.critic {
        made.push(match before.critic {
            Some(critic) => Decision::Critic(person(critic).map(CriticId)),
            None => Decision::ClearCritic,
        });
    }
    if before.outlet != after.outlet {
        made.push(match before.outlet {
            Some(outlet) => Decision::Outlet(person(outlet).map(OutletId)),
            None => Decision::ClearOutlet,
        });
    }
    if before.out != after.out {
        made.push(if before.out {
            Decision::Exclude
        } else {
            Decision::Restore
        });
    }
    if before.same_as != after.same_as {
        made.push(match before.same_as {
            Some(review) => Decision::SameAs(ReviewId(review)),
            None => Decision::Distinct,
        });
    }
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    if before.published != after.published {
        made.push(match &before.published {
            Some(day) => Decision::Published(day.parse().ok()),
            None => Decision::ClearPublished,
        });
    }
    if before.url != after.url {
        made.push(match &before.url {
            Some(url) => Decision::Url(text(url)),
            None => Decision::ClearUrl,
        });
    }
    if before.language != after.language {
        made.push(match &before.language {
            Some(language) => Decision::Language(text(language)),
            None => Decision::ClearLanguage,
        });
    }
    // Last, for restoring confirms that it is a review.
    let had = before.confirmed.reasons();
    let mut has = after.confirmed.reasons().to_vec();
    if made.contains(&Decision::Restore) {
        has.push(ovation_terms::Reason::NotAReview);
    }
    let opened: Vec<_> = has
        .into_iter()
        .filter(|reason| !had.contains(reason))
        .collect();
    if !opened.is_empty() {
        made.push(Decision::Reopen(opened));
    }
    let now = after.confirmed.reasons();
    let closed: Vec<_> = had
        .iter()
        .filter(|reason| !now.contains(reason))
        .copied()
        .collect();
    if !closed.is_empty() {
        made.push(Decision::Confirm(closed));
    }
    made
}
