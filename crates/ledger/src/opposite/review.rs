//! What was decided about a review, put back.

use crate::projection::Decided;
use ovation_terms::{
    CriticId, Decision, FilmId, OutletId, Probability, Reason, ReviewId, SetRating,
};

/// The decisions that lead from `after` back to `before`.
pub(crate) fn back(before: &Decided, after: &Decided) -> Vec<Decision> {
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
        made.push(rating_back(before));
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
    made.extend(reasons_back(before, after, &made));
    made
}

/// Reasons to wait that are open again or settled again. Last, for restoring confirms that it is a
/// review.
fn reasons_back(before: &Decided, after: &Decided, made: &[Decision]) -> Vec<Decision> {
    let had = before.confirmed.reasons();
    let mut has = after.confirmed.reasons().to_vec();
    if made.contains(&Decision::Restore) {
        has.push(Reason::NotAReview);
    }
    let opened: Vec<_> = has
        .into_iter()
        .filter(|reason| !had.contains(reason))
        .collect();
    let now = after.confirmed.reasons();
    let closed: Vec<_> = had
        .iter()
        .filter(|reason| !now.contains(reason))
        .copied()
        .collect();
    let opened = (!opened.is_empty()).then_some(Decision::Reopen(opened));
    let closed = (!closed.is_empty()).then_some(Decision::Confirm(closed));
    opened.into_iter().chain(closed).collect()
}

fn rating_back(before: &Decided) -> Decision {
    match &before.rating {
        Some(rating) => Decision::Rating(SetRating {
            printed: rating.printed.to_string(),
            value: rating.value.unwrap_or(0.0),
            scale: rating.scale.to_string(),
            p: Probability::clamped(rating.p.unwrap_or(0.5)),
        }),
        None => Decision::ClearRating,
    }
}
