//! What a person decides, whoever asks: the terminal and the API go by the same rules.
//!
//! An answer says something of a review ([`Decision::sentence`]); it is taken only where what it says comes true
//! ([`check`]), and only where nobody else has answered meanwhile ([`guard`]).
//!
//! - `alike`: critics and outlets that may be one, a critic who may be two, and what an answer enters.
//! - `called`: whom and what words name. `cleared`: what is taken back. `film`, `correct`: a film, names and film press set right.
//! - `merge`, `split`: two that are one, one who is two. `deletion`: a source's words, wherever they stand.
//! - `matching`: which film words mean, for programs that ask.
//! - `consensus`: what an editor writes of a film, and a draft to begin from.
//! - `effect`: what all of it does to scores.

mod alike;
mod called;
mod cleared;
mod consensus;
mod correct;
mod deletion;
mod effect;
mod film;
mod matching;
mod merge;
mod split;

pub use alike::{KeptSuggestions, NamedOne, Suggestion, suggestion_answered};
pub use called::{
    critic_called, critic_or_new, film_called, film_like, number_called, outlet_called,
    outlet_or_new, panel_called,
};
pub use cleared::Cleared;
pub use consensus::{ConsensusDraft, DraftSentence, consensus_draft, text_set};
pub use correct::{NameChange, PartAsked, names_set, press_settled};
pub use deletion::{Deletion, DeletionCounts, plan_deletion, sources_restored, undone_deletion};
pub use effect::{MovedScore, moved_scores};
pub use film::{FilmEdit, PosterEdit, PosterGiven, WorkEdit, film_changed};
pub use matching::{FilmAsked, FilmMatch, FilmMatcher, IndexPlace, Sureness};
pub use merge::{merged, unmerged, withdrawn};
pub use ovation_identify::{named_work, outlet_key};
pub use split::{SplitBy, split};

use async_recursion::async_recursion as boxed;
use ovation_ledger::{Ledger, ReviewRecord};
use ovation_terms::{Actor, Decision, Entry, EntryBody, Reason, Seq, State};

/// Why an answer is not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// What the answer says would not come true.
    #[error("{0}")]
    NotSo(String),
    /// Somebody answered meanwhile.
    #[error("review {review} was answered meanwhile: {told}")]
    Answered {
        /// The review.
        review: ovation_terms::ReviewId,
        /// Its newest entry.
        newest: Seq,
        /// Who said what and when.
        told: String,
    },
    /// The record did not answer.
    #[error(transparent)]
    Ledger(#[from] ovation_ledger::LedgerError),
}

/// The newest entry about a review: what somebody who looks at it has seen.
pub fn seen(record: &ReviewRecord) -> Seq {
    record.history.last().map_or(Seq(0), |entry| entry.seq)
}

/// What a decision is about. Of two about the same the later holds.
fn about(decision: &Decision) -> &'static str {
    match decision {
        Decision::Film(_) | Decision::ClearFilm => "film",
        Decision::Verdict(_) | Decision::ClearVerdict => "verdict",
        Decision::Rating(_) | Decision::ClearRating => "rating",
        Decision::Critic(_) | Decision::ClearCritic => "critic",
        Decision::Outlet(_) | Decision::ClearOutlet => "outlet",
        Decision::Exclude | Decision::Restore => "standing",
        Decision::SameAs(_) | Decision::Distinct => "twin",
        Decision::Confirm(_) | Decision::Reopen(_) => "confirmed",
        Decision::Published(_) | Decision::ClearPublished => "date",
        Decision::Url(_) | Decision::ClearUrl => "address",
        Decision::Language(_) | Decision::ClearLanguage => "language",
        Decision::Headline(_) | Decision::ClearHeadline => "headline",
        _ => "other",
    }
}

/// Whether a decision only takes back what was decided.
fn clears(decision: &Decision) -> bool {
    matches!(
        decision,
        Decision::ClearFilm
            | Decision::ClearVerdict
            | Decision::ClearRating
            | Decision::ClearCritic
            | Decision::ClearOutlet
            | Decision::Restore
            | Decision::Distinct
            | Decision::Reopen(_)
            | Decision::ClearPublished
            | Decision::ClearUrl
            | Decision::ClearLanguage
            | Decision::ClearHeadline
    )
}

/// Refuses an answer that would go over somebody else's without either knowing: with `seen`, the newest
/// entry that was looked at, whatever came after it; without, what another person decided about the
/// same. `over` means it.
///
/// # Errors
/// [`DeskError::Answered`] with who said what.
pub fn guard(
    record: &ReviewRecord,
    decision: &Decision,
    actor: &Actor,
    looked_at: Option<Seq>,
    over: bool,
) -> Result<(), DeskError> {
    if over {
        return Ok(());
    }
    if let Some(seen) = looked_at {
        return newer(record, seen);
    }
    let answered = answered_by_another(record, decision, actor);
    refuse_over(record, answered.into_iter().collect())
}

/// Refuses where something was entered about a review since the entry that was looked at.
///
/// # Errors
/// [`DeskError::Answered`] with who said what.
pub fn newer(record: &ReviewRecord, looked_at: Seq) -> Result<(), DeskError> {
    let since = record.history.iter().filter(|it| it.seq > looked_at);
    refuse_over(record, since.collect())
}

fn refuse_over(record: &ReviewRecord, told: Vec<&Entry>) -> Result<(), DeskError> {
    if told.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = told.into_iter().map(who_said).collect();
    Err(DeskError::Answered {
        review: record.ballot.review,
        newest: seen(record),
        told: told.join("; "),
    })
}

/// The entry in which another person decided the same otherwise, where that holds.
fn answered_by_another<'a>(
    record: &'a ReviewRecord,
    decision: &Decision,
    actor: &Actor,
) -> Option<&'a Entry> {
    let mut newest_first = record.history.iter().rev();
    let (entry, last) = newest_first.find_map(|entry| {
        if let EntryBody::ReviewSettled(settled) = &entry.body
            && about(&settled.decision) == about(decision)
        {
            return Some((entry, &settled.decision));
        }
        None
    })?;
    let is_anothers = entry.actor.is_person() && entry.actor != *actor;
    (is_anothers && last != decision && !clears(last)).then_some(entry)
}

/// Who said what in an entry about a review: `grace, 2024-03-05T10:00:00Z: against the film (entry 12)`.
pub fn who_said(entry: &Entry) -> String {
    let who = entry.actor.as_str();
    let who = who.strip_prefix("person:").unwrap_or(who);
    let what = match &entry.body {
        EntryBody::ReviewSettled(settled) => settled.decision.sentence(),
        other => other.kind().replace('-', " "),
    };
    format!("{who}, {}: {what} (entry {})", entry.at, entry.seq)
}

/// What a review lacks to be counted, in words; none where it lacks nothing.
fn lacking(record: &ReviewRecord) -> Option<&'static str> {
    let standing = record.ballot.standing.reasons();
    if record.film.is_none() {
        return Some("no film is settled: choose one of the candidates, another one, or create it");
    }
    if record.ballot.p.is_some() {
        return None;
    }
    Some(if standing.contains(&Reason::ScaleUnknown) {
        "nobody knows which scale its bare number is on: give the rating with its scale (such as `8/10`), \
         say whether it is for or against, or set a rule for the critic or outlet (`ovation judging \
         rule --bare`)"
    } else {
        "there is no verdict: say whether it is for or against, or give the rating"
    })
}

/// Whether what an answer says comes true of this review; no answer leads where its words do not.
///
/// # Errors
/// [`DeskError::NotSo`] with what stands in the way and what to do.
#[boxed]
pub async fn check(
    ledger: &Ledger,
    record: &ReviewRecord,
    decision: &Decision,
) -> Result<(), DeskError> {
    let not_so = |why: String| Err(DeskError::NotSo(why));
    let review = record.ballot.review;
    let standing = &record.ballot.standing;
    let out: Vec<&Reason> = standing
        .reasons()
        .iter()
        .filter(|reason| reason.state() == State::Excluded)
        .collect();
    match decision {
        Decision::Confirm(asked) if asked.as_slice() == [Reason::ReviewUnsure] => {
            if standing.reasons().contains(&Reason::ReviewUnsure) {
                return Ok(());
            }
            not_so(format!(
                "nothing asks whether review {review} is a review of a film"
            ))
        }
        Decision::Confirm(_) => {
            if let Some(reason) = out.first() {
                return not_so(format!(
                    "review {review} does not wait, it is out: {}",
                    reason.sentence()
                ));
            }
            if standing.state() != State::Waiting {
                return not_so(format!(
                    "review {review} does not wait: there is nothing to confirm"
                ));
            }
            match lacking(record) {
                Some(lacks) => not_so(format!(
                    "review {review} cannot be counted as it stands: {lacks}"
                )),
                None => Ok(()),
            }
        }
        Decision::Restore => {
            let stays = out.iter().find_map(|reason| match reason {
                Reason::ByPerson | Reason::NotAReview => None,
                Reason::Twin => Some("it is another review's twin; `--distinct` says that it is not"),
                Reason::Withdrawn => Some("it is withdrawn; `ovation reinstate` lets it stand again"),
                Reason::SourceDeleted => {
                    Some("its source is deleted; `ovation restore-source` lets it count again")
                }
                Reason::NothingToJudge => Some(
                    "there is nothing to judge it by; say whether it is for or against, or give the \
                     rating",
                ),
                _ => Some("it stays out for another reason"),
            });
            match (stays, out.is_empty()) {
                (Some(why), _) => not_so(format!("review {review} would not be back in: {why}")),
                (None, true) => not_so(format!("review {review} is not out")),
                (None, false) => Ok(()),
            }
        }
        Decision::SameAs(other) => {
            let Some(same) = ledger.review(*other).await? else {
                return not_so(format!("the record has no review {other}"));
            };
            if same.ballot.standing.state() == State::Excluded {
                return not_so(format!(
                    "review {other} is not counted itself ({}); name the one that is",
                    same.ballot.standing.to_codes()
                ));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The answer that an unsure page is a review of a film; what else it waits for stays open.
pub fn is_a_review() -> Decision {
    Decision::Confirm(vec![Reason::ReviewUnsure])
}

/// What confirming a review settles: whatever it waits for.
pub fn confirmed(record: &ReviewRecord) -> Decision {
    Decision::Confirm(record.ballot.standing.reasons().to_vec())
}

/// What opening a review again opens: every reason to wait, and none to be out.
pub fn reopened() -> Decision {
    let waits = |reason: &Reason| reason.state() == State::Waiting;
    Decision::Reopen(Reason::all().iter().copied().filter(waits).collect())
}
