//! How a review's versions follow from what was read and what a person decided.

use super::line::{Line, Read};
use super::rows::{Version, is_about};
use ovation_terms::{Basis, Decision, Reason, Standing, State};

/// The version a reading makes when nothing is known of the review yet.
pub(super) fn first_version(line: &Line<'_>, read: &Read<'_>) -> Version {
    // `superseded` depends on the other reviews and `by-person` on people; a reading says neither.
    let mut reasons = read.standing.clone();
    reasons.settle(|reason| matches!(reason, Reason::Superseded | Reason::ByPerson));
    // A film that was chosen with doubts is a candidate, not the film.
    let doubted = is_about(&reasons, Reason::is_about_film);
    let finding = &read.finding;
    let mut made = Version {
        review: read.review,
        seq: line.seq,
        until_seq: None,
        first_recorded: line.at,
        recorded: line.at,
        entry_hash: line.hash,
        film: read.film.chosen.filter(|_| !doubted),
        critic: read.critic.as_ref().and_then(|critic| critic.chosen),
        outlet: read.outlet.as_ref().and_then(|outlet| outlet.chosen),
        published: finding.published.as_ref().map(|day| day.value),
        rating: read.rating.as_ref().map(|rating| rating.value),
        rating_printed: finding
            .rating
            .as_ref()
            .map(|rating| shown(&rating.value.printed)),
        scale: read.rating.as_ref().map(|rating| shown(&rating.scale)),
        p: read.verdict.as_ref().map(|verdict| verdict.p.get()),
        basis: read.verdict.as_ref().map(|verdict| verdict.basis),
        reasons,
        superseded: false,
        url: finding.url.as_ref().map(|url| shown(&url.value)),
        source: read.source,
        content: read.content.0,
        read_entry: line.seq,
        film_set: false,
        verdict_set: false,
        confirmed: Standing::default(),
    };
    account_for(&mut made);
    made
}

/// The version a new reading makes of a known review: what a person has set stays.
pub(super) fn reread(line: &Line<'_>, read: &Read<'_>, before: &Version) -> Version {
    let mut made = first_version(line, read);
    made.first_recorded = before.first_recorded;
    if before.film_set {
        made.film = before.film;
        made.film_set = true;
        made.reasons.settle(Reason::is_about_film);
    }
    if before.verdict_set {
        made.p = before.p;
        made.basis = before.basis;
        made.verdict_set = true;
        made.reasons.settle(Reason::is_about_verdict);
    }
    if before.reasons.reasons().contains(&Reason::ByPerson) {
        made.reasons.add(Reason::ByPerson);
    }
    made.confirmed = before.confirmed.clone();
    let confirmed = before.confirmed.reasons();
    made.reasons.settle(|reason| confirmed.contains(&reason));
    account_for(&mut made);
    made
}

/// The version a person's decision makes.
pub(super) fn settled(line: &Line<'_>, decision: &Decision, before: &Version) -> Version {
    let mut made = Version {
        seq: line.seq,
        recorded: line.at,
        entry_hash: line.hash,
        until_seq: None,
        superseded: false,
        ..before.clone()
    };
    match decision {
        Decision::Film(film) => {
            made.film = Some(film.0);
            made.film_set = true;
            made.reasons.settle(Reason::is_about_film);
        }
        Decision::Verdict(positive) => {
            made.p = Some(if *positive { 1.0 } else { 0.0 });
            made.basis = Some(Basis::Editor);
            made.verdict_set = true;
            made.reasons.settle(Reason::is_about_verdict);
        }
        Decision::Exclude => made.reasons.add(Reason::ByPerson),
        Decision::Restore => {
            made.reasons
                .settle(|reason| matches!(reason, Reason::ByPerson | Reason::NotAReview));
            // A person has seen it and says it is one; no later reading says otherwise.
            made.confirmed.add(Reason::NotAReview);
        }
        Decision::Confirm(reasons) => {
            for reason in reasons {
                if reason.state() == State::Waiting && made.reasons.reasons().contains(reason) {
                    made.confirmed.add(*reason);
                }
            }
            let confirmed = made.confirmed.reasons().to_vec();
            made.reasons.settle(|reason| confirmed.contains(&reason));
        }
        // Decisions of later versions do not reach this one: a newer record is refused on opening.
        _ => {}
    }
    account_for(&mut made);
    made
}

/// A counted review has a film and a `p`. What lacks one has a reason, whatever was read or
/// confirmed, so that the counts of the record and of its scores agree.
fn account_for(version: &mut Version) {
    if version.film.is_none() && !is_about(&version.reasons, Reason::is_about_film) {
        version.reasons.add(Reason::FilmMissing);
    }
    if version.p.is_none() && !is_about(&version.reasons, Reason::is_about_verdict) {
        version.reasons.add(Reason::NothingToJudge);
    }
}

/// A text for a column: PostgreSQL takes no NUL in one.
pub(super) fn shown(text: &str) -> Box<str> {
    if text.contains('\0') {
        text.replace('\0', "").into()
    } else {
        text.into()
    }
}
