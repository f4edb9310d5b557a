//! Random histories of machines and people: a person outranks the machine, every decision can be
//! taken back, a replay gives the same bytes, nothing is lost.

use crate::judging::judged;
use crate::support::{
    Offered, On, Scratch, assert_replays, at, furnish, joint_with, machine, person,
};
use ovation_ledger::{Ledger, Transaction};
use ovation_terms::{
    Actor, Ballot, Basis, CriticId, Day, Decision, EntryBody, FilmId, Merged, OutletId, Pair,
    Probability, Reason, Remark, ReviewId, ReviewReinstated, ReviewSettled, ReviewWithdrawn,
    SetRating, SourceId, SourceStanding, State, WithdrawnBy,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const FILMS: i64 = 4;
const CRITICS: i64 = 3;
const OUTLETS: i64 = 3;
const SOURCES: i64 = 2;

/// One step over four reviews.
#[derive(Clone, Debug)]
enum Step {
    Read {
        review: usize,
        source: i64,
        film: Option<i64>,
        critic: Option<i64>,
        outlet: Option<i64>,
        day: i8,
        p: Option<u8>,
        reasons: Vec<Reason>,
    },
    Decide {
        review: usize,
        decision: Decision,
    },
    Join {
        pair: Pair,
        joined: bool,
    },
    Source {
        source: i64,
        deleted: bool,
    },
    Withdraw {
        review: usize,
        by_person: bool,
    },
    Reinstate {
        review: usize,
        by_person: bool,
    },
    Judge {
        review: usize,
        p: u8,
        reasons: Vec<Reason>,
    },
    Commit,
}

fn reasons() -> impl Strategy<Value = Vec<Reason>> {
    let all = vec![
        Reason::FilmMissing,
        Reason::FilmAmbiguous,
        Reason::BylineAmbiguous,
        Reason::VerdictUnsure,
        Reason::RatingAgainstText,
        Reason::NothingToJudge,
        Reason::NotAReview,
        Reason::Superseded,
        Reason::ByPerson,
        Reason::Withdrawn,
    ];
    prop::collection::vec(prop::sample::select(all), 0..3)
}

fn decision() -> impl Strategy<Value = Decision> {
    let rating = (0..=5_u8).prop_map(|stars| {
        let value = f64::from(stars) / 5.0;
        Decision::Rating(SetRating {
            printed: format!("{stars}/5"),
            value,
            scale: "/5".to_owned(),
            p: Probability::clamped(value),
        })
    });
    prop_oneof![
        (1..=FILMS).prop_map(|film| Decision::Film(FilmId(film))),
        any::<bool>().prop_map(Decision::Verdict),
        rating,
        prop::option::of(1..=CRITICS).prop_map(|id| Decision::Critic(id.map(CriticId))),
        prop::option::of(1..=OUTLETS).prop_map(|id| Decision::Outlet(id.map(OutletId))),
        Just(Decision::Exclude),
        Just(Decision::Restore),
        reasons().prop_map(Decision::Confirm),
        reasons().prop_map(Decision::Reopen),
        (1..=4_i64).prop_map(|other| Decision::SameAs(ReviewId(other))),
        Just(Decision::Distinct),
        Just(Decision::ClearFilm),
        Just(Decision::ClearVerdict),
        Just(Decision::ClearRating),
        Just(Decision::ClearCritic),
        Just(Decision::ClearOutlet),
    ]
}

fn pair() -> impl Strategy<Value = Pair> {
    let film = (1..=FILMS, 1..=FILMS).prop_map(|(from, into)| Pair::Film {
        from: FilmId(from),
        into: FilmId(into),
    });
    let critic = (1..=CRITICS, 1..=CRITICS).prop_map(|(from, into)| Pair::Critic {
        from: CriticId(from),
        into: CriticId(into),
    });
    let outlet = (1..=OUTLETS, 1..=OUTLETS).prop_map(|(from, into)| Pair::Outlet {
        from: OutletId(from),
        into: OutletId(into),
    });
    prop_oneof![3 => film, 1 => critic, 1 => outlet]
}

fn step() -> impl Strategy<Value = Step> {
    let read = (
        0..4_usize,
        1..=SOURCES,
        prop::option::of(1..=FILMS),
        prop::option::of(1..=CRITICS),
        prop::option::of(1..=OUTLETS),
        1..=3_i8,
        prop::option::of(0..=4_u8),
        reasons(),
    );
    let read =
        read.prop_map(
            |(review, source, film, critic, outlet, day, p, reasons)| Step::Read {
                review,
                source,
                film,
                critic,
                outlet,
                day,
                p,
                reasons,
            },
        );
    prop_oneof![
        6 => read,
        6 => (0..4_usize, decision()).prop_map(|(review, decision)| Step::Decide { review, decision }),
        3 => (pair(), any::<bool>()).prop_map(|(pair, joined)| Step::Join { pair, joined }),
        1 => (1..=SOURCES, any::<bool>()).prop_map(|(source, deleted)| Step::Source { source, deleted }),
        1 => (0..4_usize, any::<bool>()).prop_map(|(review, by_person)| Step::Withdraw { review, by_person }),
        1 => (0..4_usize, any::<bool>()).prop_map(|(review, by_person)| Step::Reinstate { review, by_person }),
        2 => (0..4_usize, 0..=4_u8, reasons()).prop_map(|(review, p, reasons)| Step::Judge { review, p, reasons }),
        3 => Just(Step::Commit),
    ]
}

/// What people have set of a review, told apart from the projection.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::option_option,
    reason = "each is a thing that a person may have said, nobody among them"
)]
struct Set {
    film: Option<FilmId>,
    verdict: Option<bool>,
    rating: Option<f64>,
    critic: Option<Option<CriticId>>,
    outlet: Option<Option<OutletId>>,
    out: bool,
    same: bool,
    restored: bool,
    by_person: Option<bool>,
}

impl Set {
    fn take(&mut self, decision: &Decision) {
        match decision {
            Decision::Film(film) => self.film = Some(*film),
            Decision::ClearFilm => self.film = None,
            Decision::Verdict(positive) => self.verdict = Some(*positive),
            Decision::ClearVerdict => self.verdict = None,
            Decision::Rating(rating) => self.rating = Some(rating.value),
            Decision::ClearRating => self.rating = None,
            Decision::Critic(critic) => self.critic = Some(*critic),
            Decision::ClearCritic => self.critic = None,
            Decision::Outlet(outlet) => self.outlet = Some(*outlet),
            Decision::ClearOutlet => self.outlet = None,
            Decision::Exclude => self.out = true,
            Decision::Restore => (self.out, self.restored) = (false, true),
            Decision::SameAs(_) => self.same = true,
            Decision::Distinct => self.same = false,
            Decision::Reopen(reasons) if reasons.contains(&Reason::NotAReview) => {
                self.restored = false;
            }
            _ => {}
        }
    }
}

/// The joins as people made them.
#[derive(Debug, Default)]
struct Joined(BTreeMap<(u8, i64), i64>);

impl Joined {
    fn key(pair: Pair) -> (u8, i64, i64) {
        match pair {
            Pair::Film { from, into } => (1, from.0, into.0),
            Pair::Critic { from, into } => (2, from.0, into.0),
            Pair::Outlet { from, into } => (3, from.0, into.0),
        }
    }

    fn root(&self, sort: u8, id: i64) -> i64 {
        self.0
            .get(&(sort, id))
            .map_or(id, |next| self.root(sort, *next))
    }
}

struct History {
    transaction: Transaction,
    numbers: [Option<ReviewId>; 4],
    set: Vec<Set>,
    joined: Joined,
}

impl History {
    fn take(&mut self, second: i64, step: Step) {
        let when = at(second);
        match step {
            Step::Read {
                review,
                source,
                film,
                critic,
                outlet,
                day,
                p,
                reasons,
            } => {
                let id =
                    *self.numbers[review].get_or_insert_with(|| self.transaction.next_review());
                let offered = Offered {
                    film: film.map(FilmId),
                    critic: critic.map(CriticId),
                    also_by: joint_with(critic, day, CRITICS),
                    outlet: outlet.map(OutletId),
                    published: Day::new(2024, 1, day),
                    p: p.map(|p| f64::from(p) / 4.0),
                    reasons,
                    text: format!("A lamp, told on second {second}."),
                    ..Offered::new(id, SourceId(source), FilmId(1))
                };
                self.transaction
                    .enter(when, &machine(), offered.read())
                    .unwrap();
            }
            Step::Decide { review, decision } => {
                let Some(id) = self.numbers[review] else {
                    return;
                };
                let settled = ReviewSettled {
                    review: id,
                    decision: decision.clone(),
                    source: None,
                    remark: Remark::default(),
                };
                let made = EntryBody::ReviewSettled(settled);
                if self.transaction.enter(when, &person(), made).is_ok() {
                    self.set[review].take(&decision);
                } else {
                    assert!(matches!(decision, Decision::SameAs(_)), "{decision:?}");
                }
            }
            Step::Join { pair, joined } => {
                let merged = Merged {
                    pair,
                    remark: Remark::default(),
                };
                let (sort, from, into) = Joined::key(pair);
                let is_given_up = |id: i64| self.joined.0.contains_key(&(sort, id));
                let (made, may) = if joined {
                    let may = from != into && !is_given_up(from) && !is_given_up(into);
                    (EntryBody::Merged(merged), may)
                } else {
                    let may = self.joined.0.get(&(sort, from)) == Some(&into);
                    (EntryBody::Unmerged(merged), may)
                };
                assert_eq!(self.transaction.enter(when, &person(), made).is_ok(), may);
                if may && joined {
                    self.joined.0.insert((sort, from), into);
                } else if may {
                    self.joined.0.remove(&(sort, from));
                }
            }
            Step::Source { source, deleted } => {
                let gone = SourceStanding::new(SourceId(source), Remark::reason("its owner asked"));
                let made = if deleted {
                    EntryBody::SourceDeleted(gone)
                } else {
                    EntryBody::SourceRestored(gone)
                };
                self.transaction.enter(when, &person(), made).unwrap();
            }
            Step::Withdraw { review, by_person } => {
                let Some(id) = self.numbers[review] else {
                    return;
                };
                let by = if by_person {
                    WithdrawnBy::Critic
                } else {
                    WithdrawnBy::PageGone
                };
                let gone = ReviewWithdrawn {
                    review: id,
                    by,
                    remark: Remark::default(),
                };
                let who: Actor = if by_person { person() } else { machine() };
                self.transaction
                    .enter(when, &who, EntryBody::ReviewWithdrawn(gone))
                    .unwrap();
                if by_person {
                    self.set[review].by_person = Some(true);
                }
            }
            Step::Reinstate { review, by_person } => {
                let Some(id) = self.numbers[review] else {
                    return;
                };
                let back = ReviewReinstated {
                    review: id,
                    remark: Remark::default(),
                };
                let who: Actor = if by_person { person() } else { machine() };
                self.transaction
                    .enter(when, &who, EntryBody::ReviewReinstated(back))
                    .unwrap();
                if by_person {
                    self.set[review].by_person = Some(false);
                }
            }
            Step::Judge { review, p, reasons } => {
                let Some(id) = self.numbers[review] else {
                    return;
                };
                let made = judged(id, SourceId(1), f64::from(p) / 4.0, reasons);
                let model = Actor::model("minilm-9");
                self.transaction.enter(when, &model, made).unwrap();
            }
            Step::Commit => {}
        }
    }
}

async fn run(on: On, steps: Vec<Step>) {
    let Some(scratch) = Scratch::make(on, "history").await else {
        return;
    };
    let ledger = &scratch.ledger;
    let mut transaction = ledger.begin().await.unwrap();
    furnish(&mut transaction, 4, 3, 3);
    furnish(&mut transaction, 0, 0, 0);
    let mut history = History {
        transaction,
        numbers: [None; 4],
        set: vec![Set::default(); 4],
        joined: Joined::default(),
    };
    for (second, step) in steps.into_iter().enumerate() {
        if matches!(step, Step::Commit) {
            history.transaction.commit().await.unwrap();
            history.transaction = ledger.begin().await.unwrap();
        } else {
            history.take(i64::try_from(second).unwrap(), step);
        }
    }
    let History {
        transaction,
        numbers,
        set,
        joined,
    } = history;
    transaction.commit().await.unwrap();
    look_over(ledger, &numbers, &set, &joined).await;
    assert_replays(ledger).await;
}

/// Holds every review against what people said of it.
async fn look_over(ledger: &Ledger, numbers: &[Option<ReviewId>], set: &[Set], joined: &Joined) {
    let mut latest: BTreeMap<(FilmId, CriticId), (Day, ReviewId)> = BTreeMap::new();
    let mut taking_part: Vec<(Ballot, bool)> = Vec::new();
    for (id, set) in numbers.iter().zip(set) {
        let Some(id) = id else { continue };
        let record = ledger.review(*id).await.unwrap().unwrap();
        let (ballot, standing) = (&record.ballot, &record.ballot.standing);
        let has = |reason: Reason| standing.reasons().contains(&reason);
        if let Some(film) = set.film {
            assert_eq!(ballot.film, FilmId(joined.root(1, film.0)));
            assert!(
                !standing
                    .reasons()
                    .iter()
                    .any(|reason| reason.is_about_film())
            );
        }
        if let Some(critic) = set.critic {
            let critic = critic.map(|critic| CriticId(joined.root(2, critic.0)));
            assert_eq!(ballot.critic, critic);
        }
        if let Some(outlet) = set.outlet {
            let outlet = outlet.map(|outlet| OutletId(joined.root(3, outlet.0)));
            assert_eq!(ballot.outlet, outlet);
        }
        if let Some(rating) = set.rating {
            assert_eq!(ballot.rating, Some(rating));
        }
        if let Some(positive) = set.verdict {
            let p = if positive { 1.0 } else { 0.0 };
            assert_eq!(ballot.p.map(Probability::get), Some(p));
            assert_eq!(ballot.basis, Some(Basis::Editor));
        } else {
            assert_ne!(ballot.basis, Some(Basis::Editor));
        }
        assert_eq!(has(Reason::ByPerson), set.out);
        assert_eq!(has(Reason::Twin), set.same);
        assert!(!(set.restored && has(Reason::NotAReview)));
        assert!(!has(Reason::Superseded));
        if let Some(withdrawn) = set.by_person {
            assert_eq!(has(Reason::Withdrawn), withdrawn);
        }
        if standing.state() == State::Counted {
            assert!(ballot.film != FilmId(0) && ballot.p.is_some());
        }
        assert_given_up_nowhere(ballot, joined);
        if ballot.takes_part() && ballot.film != FilmId(0) {
            let order = ballot.standing_order();
            for critic in ballot.signers() {
                let place = latest.entry((ballot.film, critic)).or_insert(order);
                *place = order.max(*place);
            }
            taking_part.push((ballot.clone(), record.superseded));
        }
        assert!(!record.superseded || ballot.takes_part());
    }
    // Of each critic's reviews of a film the latest stands, a joint one for any who signed it.
    for (ballot, superseded) in taking_part {
        let is_latest = |critic| latest[&(ballot.film, critic)] == ballot.standing_order();
        let stands = ballot.critic.is_none() || ballot.signers().any(is_latest);
        assert_eq!(superseded, !stands, "{ballot:?}");
    }
    assert!(ledger.tally().await.unwrap().is_conserved());
    assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
}

fn assert_given_up_nowhere(ballot: &Ballot, joined: &Joined) {
    assert_eq!(joined.root(1, ballot.film.0), ballot.film.0);
    if let Some(critic) = ballot.critic {
        assert_eq!(joined.root(2, critic.0), critic.0);
    }
    for signer in &ballot.also_by {
        assert_eq!(joined.root(2, signer.critic.0), signer.critic.0);
        assert_ne!(Some(signer.critic), ballot.critic);
    }
    if let Some(outlet) = ballot.outlet {
        assert_eq!(joined.root(3, outlet.0), outlet.0);
    }
}

fn on(database: On, steps: Vec<Step>) {
    let threads = tokio::runtime::Runtime::new().unwrap();
    threads.block_on(run(database, steps));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_person_outranks_the_machine_in_every_history_and_a_replay_gives_the_same(
        steps in prop::collection::vec(step(), 1..50)
    ) {
        on(On::Sqlite, steps);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn so_it_is_in_postgres(steps in prop::collection::vec(step(), 20..50)) {
        on(On::Postgres, steps);
    }
}
