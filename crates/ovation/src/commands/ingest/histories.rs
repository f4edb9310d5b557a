//! Random histories of a sheet: its cells corrected, its critics renamed, its rows sorted, put in and taken out;
//! read again with and without `--replace`; imports taken back and let stand again; people deciding about
//! reviews in between, and merging critics. After each step every value that a person set holds, the record
//! adds up, a replay gives the same rows, and what stands is what the sheet says.

mod sheet;

use super::together::plan;
use super::{Plan, ingest};
use ovation_gather::Parcel;
use ovation_ingest::Origin;
use ovation_ledger::{Ledger, Opening, Replay, Transaction};
use ovation_terms::{
    Actor, Basis, CriticId, Decision, EntryBody, Merged, Moment, Pair, Probability, Remark,
    ReviewId, ReviewSettled, Seq, SetRating, SourceId, SourceStanding,
};
use sheet::{Chance, Seen, SheetRow, bytes, edit, line, read_line};
use std::collections::{BTreeMap, BTreeSet};

/// Steps of all histories together.
const STEPS: usize = 1_000;
/// Steps of one: short ones meet more beginnings, and keep the record small enough to look at whole.
const EACH: usize = 25;

/// An import taken back: the entry, the import, and the record and the sheet as they were with it.
type TakenBack = (
    Seq,
    SourceId,
    BTreeMap<ReviewId, Seen>,
    BTreeMap<ReviewId, Seen>,
);

/// What a person holds of a review.
#[derive(Clone, Debug, Default)]
struct Held {
    verdict: Option<bool>,
    stars: Option<u8>,
    critic: Option<CriticId>,
    out: bool,
}

struct History {
    ledger: Ledger,
    chance: Chance,
    sheet: Vec<SheetRow>,
    held: BTreeMap<ReviewId, Held>,
    joined: BTreeMap<CriticId, CriticId>,
    /// Imports that stand, with the record and the sheet as they were before each.
    imports: Vec<(SourceId, BTreeMap<ReviewId, Seen>)>,
    /// Imports taken back and not read since: the entry, the import, and how it was before that.
    undone: Vec<TakenBack>,
    /// Whether what stands is just the sheet that was read last.
    exact: bool,
    seconds: i64,
}

impl History {
    fn now(&mut self) -> Moment {
        self.seconds += 1;
        // Behind the program's own clock, so that both go forward.
        Moment(4_102_444_800_000_000 + self.seconds * 1_000_000)
    }

    async fn enter(&mut self, mut transaction: Transaction, entry_body: EntryBody) -> Seq {
        let at = self.now();
        let seq = transaction
            .enter(at, &Actor::person("ada"), entry_body)
            .unwrap();
        transaction.commit().await.unwrap();
        seq
    }

    async fn seen(&self) -> BTreeMap<ReviewId, Seen> {
        let found = self.ledger.tally().await.unwrap().found;
        let all: Vec<ReviewId> = (1..=i64::try_from(found).unwrap()).map(ReviewId).collect();
        let mut transaction = self.ledger.begin().await.unwrap();
        let standings = transaction.standings(&all).await.unwrap();
        let mut seen = BTreeMap::new();
        let mut add = |read: ovation_terms::ReviewRead| {
            let held = standings[&read.review];
            let is_out = held.row_gone || held.undone;
            seen.insert(read.review, (read_line(&read.finding), is_out));
        };
        transaction.each_reading(&all, &mut add).await.unwrap();
        seen
    }

    async fn import(&mut self, replace: bool) {
        let before = self.seen().await;
        let file = bytes(&self.sheet, &mut self.chance);
        let plan = Plan { replace, ..plan() };
        let parcel = Parcel::from_bytes("sheet.csv".to_owned(), None, file);
        let origins = vec![Origin::Parcels(vec![parcel])];
        let summary = ingest(&self.ledger, origins, plan).await.unwrap();
        let rows: BTreeSet<&SheetRow> = self.sheet.iter().collect();
        assert_eq!(summary.found, rows.len() as u64, "{summary:?}");
        assert_eq!(
            summary.found,
            summary.counted + summary.waiting + summary.excluded
        );
        let told = &summary.imports[0];
        assert_eq!(told.rows, told.added + told.changed + told.same);
        let is_same = |(source, _): &(SourceId, _)| *source == told.source;
        if told.entry.is_some() && !self.imports.last().is_some_and(is_same) {
            self.imports.push((told.source, before));
        }
        self.undone.clear();
        // A row that may be another stands beside it until somebody says so.
        self.exact = replace && told.undecided == 0;
        let listed: Vec<SheetRow> = rows.into_iter().cloned().collect();
        let stands = self.standing().await;
        if self.exact {
            assert_eq!(stands, listed, "what stands is what the sheet says");
        } else {
            let mut stands = stands;
            for line in listed {
                let at = stands.iter().position(|one| *one == line);
                let at =
                    at.unwrap_or_else(|| panic!("{line:?} is in the sheet and does not stand"));
                stands.remove(at);
            }
        }
    }

    async fn standing(&self) -> Vec<SheetRow> {
        let seen = self.seen().await.into_values();
        let mut stands: Vec<SheetRow> =
            seen.filter(|(_, out)| !out).map(|(line, _)| line).collect();
        stands.sort();
        stands
    }

    async fn take_back(&mut self) {
        let Some((source, before)) = self.imports.pop() else {
            return;
        };
        let after = self.seen().await;
        let mut transaction = self.ledger.begin().await.unwrap();
        let undone = transaction
            .undo_import(source, &Remark::reason("the wrong file"))
            .await
            .unwrap();
        let seq = self
            .enter(transaction, EntryBody::ImportUndone(Box::new(undone)))
            .await;
        for (review, now) in self.seen().await {
            match before.get(&review) {
                Some(then) => assert_eq!(&now, then, "review {review} is as before the import"),
                None => assert!(now.1, "review {review} came with the import and is out"),
            }
        }
        self.undone.push((seq, source, before, after));
    }

    async fn let_stand_again(&mut self) {
        let Some((seq, source, before, after)) = self.undone.pop() else {
            return;
        };
        let opposite = self.ledger.opposite(seq, &Remark::default()).await.unwrap();
        let transaction = self.ledger.begin().await.unwrap();
        let [restored] = <[EntryBody; 1]>::try_from(opposite).unwrap();
        self.enter(transaction, restored).await;
        assert_eq!(
            self.seen().await,
            after,
            "all is as before the import was taken back"
        );
        self.imports.push((source, before));
    }

    async fn decide(&mut self) {
        let found = self.ledger.tally().await.unwrap().found;
        if found == 0 {
            return;
        }
        let review = ReviewId(
            1 + i64::try_from(self.chance.small(usize::try_from(found).unwrap())).unwrap(),
        );
        let critics = i64::try_from(self.ledger.counts().await.unwrap().critics).unwrap();
        let held = self.held.entry(review).or_default();
        let stars = u8::try_from(1 + self.chance.small(5)).unwrap();
        let decision = match self.chance.below(9) {
            0 | 1 => {
                held.verdict = Some(self.chance.below(2) == 0);
                Decision::Verdict(held.verdict.unwrap())
            }
            2 => {
                held.verdict = None;
                Decision::ClearVerdict
            }
            3 | 4 => {
                held.stars = Some(stars);
                Decision::Rating(SetRating {
                    printed: format!("{stars}/5"),
                    value: f64::from(stars) / 5.0,
                    scale: "/5".to_owned(),
                    p: Probability::clamped(f64::from(stars) / 5.0),
                })
            }
            5 => {
                held.stars = None;
                Decision::ClearRating
            }
            6 => {
                // Whoever came with an import that was taken back is not counted, and is there.
                let critics = usize::try_from(critics).unwrap().max(1);
                let critic = CriticId(1 + i64::try_from(self.chance.small(critics)).unwrap());
                held.critic = Some(critic);
                Decision::Critic(Some(critic))
            }
            7 => {
                held.out = true;
                Decision::Exclude
            }
            _ => {
                held.out = false;
                Decision::Restore
            }
        };
        let remark = Remark::default();
        let settled = ReviewSettled {
            review,
            decision,
            source: None,
            remark,
        };
        let transaction = self.ledger.begin().await.unwrap();
        self.enter(transaction, EntryBody::ReviewSettled(settled))
            .await;
    }

    async fn merge(&mut self) {
        let critics = usize::try_from(self.ledger.counts().await.unwrap().critics).unwrap();
        if critics < 2 {
            return;
        }
        let remark = Remark::default();
        let transaction = self.ledger.begin().await.unwrap();
        if let Some((from, into)) = self.joined.pop_first() {
            let pair = Pair::Critic { from, into };
            self.enter(transaction, EntryBody::Unmerged(Merged { pair, remark }))
                .await;
            return;
        }
        let (from, into) = (CriticId(1), CriticId(2));
        self.joined.insert(from, into);
        let pair = Pair::Critic { from, into };
        self.enter(transaction, EntryBody::Merged(Merged { pair, remark }))
            .await;
    }

    /// The table is deleted at somebody's request, and restored.
    async fn delete_and_restore(&mut self) {
        let Some((source, _)) = self.imports.last() else {
            return;
        };
        let (source, remark) = (*source, Remark::reason("asked for"));
        let before = self.seen().await;
        let gone = SourceStanding::new(source, remark);
        let transaction = self.ledger.begin().await.unwrap();
        self.enter(transaction, EntryBody::SourceDeleted(gone.clone()))
            .await;
        self.look_over().await;
        let transaction = self.ledger.begin().await.unwrap();
        self.enter(transaction, EntryBody::SourceRestored(gone))
            .await;
        assert_eq!(self.seen().await, before);
    }

    async fn look_over(&self) {
        for (review, held) in &self.held {
            let record = self.ledger.review(*review).await.unwrap().unwrap();
            let ballot = &record.ballot;
            if let Some(positive) = held.verdict {
                assert_eq!(ballot.basis, Some(Basis::Editor));
                let p = if positive { 1.0 } else { 0.0 };
                assert_eq!(ballot.p.map(Probability::get), Some(p), "review {review}");
            } else {
                assert_ne!(ballot.basis, Some(Basis::Editor));
            }
            if let Some(stars) = held.stars {
                assert_eq!(
                    ballot.rating,
                    Some(f64::from(stars) / 5.0),
                    "review {review}"
                );
            }
            if let Some(critic) = held.critic {
                let critic = self.joined.get(&critic).copied().unwrap_or(critic);
                assert_eq!(ballot.critic, Some(critic), "review {review}");
            }
            let by_person = ovation_terms::Reason::ByPerson;
            assert_eq!(ballot.standing.reasons().contains(&by_person), held.out);
        }
        assert!(self.ledger.tally().await.unwrap().is_conserved());
        let report = self
            .ledger
            .replay(Replay::Check, &mut |_| {})
            .await
            .unwrap();
        assert!(report.same, "{:?}", report.tables);
    }

    async fn run(&mut self) {
        for _ in 0..EACH {
            match self.chance.below(16) {
                0..=6 => {
                    for _ in 0..=self.chance.below(4) {
                        edit(&mut self.sheet, &mut self.chance);
                    }
                    let replace = self.chance.below(3) > 0;
                    self.import(replace).await;
                }
                7..=10 => self.decide().await,
                11 | 12 => self.take_back().await,
                13 => self.let_stand_again().await,
                14 => self.merge().await,
                _ => self.delete_and_restore().await,
            }
            self.look_over().await;
        }
        let diagnosis = self.ledger.doctor(&mut |_| {}).await.unwrap();
        assert!(diagnosis.is_well(), "{diagnosis:?}");
    }
}

async fn history(address: String, seed: u64) {
    let ledger = Ledger::open(&address, Opening::Create).await.unwrap();
    let mut chance = Chance(seed);
    let sheet = (0..6).map(|_| line(&mut chance)).collect();
    let mut history = History {
        ledger,
        chance,
        sheet,
        held: BTreeMap::new(),
        joined: BTreeMap::new(),
        imports: Vec::new(),
        undone: Vec::new(),
        exact: true,
        seconds: 0,
    };
    history.run().await;
}

/// Histories that go on side by side: most of their time is waiting for the database.
const AT_ONCE: usize = 8;

/// Runs a history in each of the records.
async fn all(addresses: Vec<String>) {
    let numbered: Vec<(u64, String)> = (0..).zip(addresses).collect();
    for some in numbered.chunks(AT_ONCE) {
        let here = tokio::task::LocalSet::new();
        let together = here.run_until(async {
            let mut histories = tokio::task::JoinSet::new();
            for (seed, address) in some.iter().cloned() {
                histories.spawn_local(history(address, seed));
            }
            while let Some(done) = histories.join_next().await {
                done.unwrap();
            }
        });
        together.await;
    }
}

#[tokio::test]
async fn what_people_set_holds_whatever_becomes_of_a_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let address = |seed| {
        folder
            .path()
            .join(format!("{seed}.db"))
            .display()
            .to_string()
    };
    all((0..STEPS / EACH).map(address).collect()).await;
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests learn of a server by it")]
async fn so_it_does_in_postgres() {
    let server = std::env::var("OVATION_TEST_POSTGRES").ok();
    let Some(server) = server.filter(|it| !it.is_empty()) else {
        println!("SKIPPED: no PostgreSQL; `cargo x test` starts one");
        return;
    };
    let pool = sqlx::PgPool::connect(&server).await.unwrap();
    let mut addresses = Vec::new();
    for seed in 0..STEPS / EACH {
        let schema = format!("t_sheet_{seed}");
        let made = format!("drop schema if exists {schema} cascade; create schema {schema}");
        let made = sqlx::raw_sql(sqlx::AssertSqlSafe(made));
        made.execute(&pool).await.unwrap();
        let mark = if server.contains('?') { '&' } else { '?' };
        addresses.push(format!("{server}{mark}options[search_path]={schema}"));
    }
    pool.close().await;
    all(addresses).await;
}
