//! Entries that acts are made of.

use ovation_ledger::Ledger;
use ovation_terms::{
    CriticId, Decision, EntryBody, FilmFact, FilmId, FilmsChanged, Merged, Names, NamesSet,
    OutletId, OutletPlaced, OutletWeighed, Pair, PressDecision, PressPart, PressSettled,
    RatingRule, RatingRuled, Remark, ReviewId, ReviewKey, ReviewReinstated, ReviewSettled,
    ReviewWithdrawn, RuleSays, SetRating, SourceId, SourceStanding, Whose, WithdrawnBy, WordRuns,
};

pub(super) fn article(number: u8) -> ReviewKey {
    ReviewKey([number; 16])
}

pub(super) fn said() -> Remark {
    Remark::default()
}

pub(super) fn settle(review: i64, decision: Decision) -> EntryBody {
    EntryBody::ReviewSettled(ReviewSettled {
        review: ReviewId(review),
        decision,
        source: None,
        remark: said(),
    })
}

pub(super) fn withdrawn(review: i64, by: WithdrawnBy) -> EntryBody {
    EntryBody::ReviewWithdrawn(ReviewWithdrawn {
        review: ReviewId(review),
        by,
        remark: said(),
    })
}

pub(super) fn reinstated(review: i64) -> EntryBody {
    EntryBody::ReviewReinstated(ReviewReinstated {
        review: ReviewId(review),
        remark: said(),
    })
}

pub(super) fn deleted(source: i64) -> EntryBody {
    EntryBody::SourceDeleted(SourceStanding {
        texts: vec![WordRuns::of([source.unsigned_abs(), 7])],
        ..SourceStanding::new(SourceId(source), said())
    })
}

pub(super) fn restored(source: i64) -> EntryBody {
    EntryBody::SourceRestored(SourceStanding::new(SourceId(source), said()))
}

pub(super) fn merged(pair: Pair) -> EntryBody {
    EntryBody::Merged(Merged {
        pair,
        remark: said(),
    })
}

pub(super) fn films(from: i64, into: i64) -> Pair {
    Pair::Film {
        from: FilmId(from),
        into: FilmId(into),
    }
}

pub(super) fn critics(from: i64, into: i64) -> Pair {
    Pair::Critic {
        from: CriticId(from),
        into: CriticId(into),
    }
}

pub(super) fn rating(value: f64) -> Decision {
    Decision::Rating(SetRating {
        printed: format!("{value}/1"),
        value,
        scale: "/1".to_owned(),
        p: ovation_terms::Probability::clamped(value),
    })
}

pub(super) fn weighed(outlet: i64, weight: Option<f64>) -> EntryBody {
    EntryBody::OutletWeighed(OutletWeighed {
        outlet: OutletId(outlet),
        weight,
        remark: said(),
    })
}

pub(super) fn placed(outlet: i64, country: Option<&str>) -> EntryBody {
    EntryBody::OutletPlaced(OutletPlaced {
        outlet: OutletId(outlet),
        country: country.map(str::to_owned),
        remark: said(),
    })
}

pub(super) fn rule(scale: &str, set: bool) -> EntryBody {
    let ruled = RatingRuled {
        rule: RatingRule {
            whose: Whose::Outlet(OutletId(1)),
            says: RuleSays::Bare {
                scale: scale.to_owned(),
            },
            from: None,
            until: None,
        },
        remark: said(),
    };
    if set {
        EntryBody::RatingRuleSet(ruled)
    } else {
        EntryBody::RatingRuleCleared(ruled)
    }
}

pub(super) fn press(part: Option<u8>, decision: PressDecision, before: PressDecision) -> EntryBody {
    EntryBody::PressSettled(PressSettled {
        article: article(1),
        part: part.map(|part| (PressPart::Statement, article(part))),
        decision,
        before,
        remark: said(),
    })
}

pub(super) fn film(film: i64, fact: FilmFact) -> EntryBody {
    EntryBody::FilmsChanged(FilmsChanged::correction(FilmId(film), vec![fact], said()))
}

pub(super) async fn named(ledger: &Ledger, outlet: i64, name: &str) -> EntryBody {
    let found = ledger.outlet(OutletId(outlet)).await.unwrap().unwrap();
    let before = Names {
        name: found.name,
        also: found.also,
        domain: found.domain,
    };
    EntryBody::NamesSet(NamesSet {
        whose: Whose::Outlet(found.id),
        names: Names {
            name: name.to_owned(),
            ..before.clone()
        },
        before,
        remark: said(),
    })
}
