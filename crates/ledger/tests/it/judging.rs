//! Reviews judged anew, and how verdicts are made as operators set it.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::{KnownCount, Ledger, LogFilter};
use ovation_terms::{
    Actor, Basis, ConvertedRating, CriticId, Decision, EntryBody, FilmId, Grounds, JudgeLearned,
    JudgingSet, LeaningRow, LeaningsSet, OutletId, OutletWeighed, Probability, RatingRule,
    RatingRuled, Reason, Remark, ReviewId, ReviewJudged, ReviewSettled, RuleSays, Seq, SourceId,
    SourceStanding, Standing, State, TextReader, Verdict, Whose,
};
use std::collections::BTreeMap;

/// A judgement of another model: `p`, and the reasons it gives.
pub(crate) fn judged(
    review: ReviewId,
    source: SourceId,
    p: f64,
    reasons: Vec<Reason>,
) -> EntryBody {
    EntryBody::ReviewJudged(Box::new(ReviewJudged {
        review,
        source,
        rating: Some(ConvertedRating {
            value: 0.6,
            scale: "/10".to_owned(),
            why: Some("set for this outlet".to_owned()),
        }),
        rating_complaint: None,
        verdict: Some(Verdict {
            p: Probability::clamped(p),
            basis: Basis::Model,
            made_by: "minilm-9".to_owned(),
            why: String::new(),
            grounds: Some(Box::new(Grounds {
                sentence: Some("A lamp, judged anew.".to_owned()),
                ..Grounds::default()
            })),
        }),
        standing: Standing::new(reasons),
        by_site: None,
        words: None,
    }))
}

async fn enter(ledger: &Ledger, second: i64, actor: &Actor, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    let seq = transaction.enter(at(second), actor, entry_body).unwrap();
    transaction.commit().await.unwrap();
    seq
}

fn settled(review: ReviewId, decision: Decision) -> EntryBody {
    EntryBody::ReviewSettled(ReviewSettled {
        review,
        decision,
        source: None,
        remark: Remark::default(),
    })
}

/// One review of film 1 by critic 1 in outlet 1, unsure.
async fn with_one(ledger: &Ledger) -> Offered {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 2, 2, 2);
    let offered = Offered {
        critic: Some(CriticId(1)),
        outlet: Some(OutletId(1)),
        p: Some(0.6),
        reasons: vec![Reason::VerdictUnsure, Reason::BylineAmbiguous],
        ..Offered::new(transaction.next_review(), source, FilmId(1))
    };
    transaction
        .enter(at(1), &machine(), offered.read())
        .unwrap();
    transaction.commit().await.unwrap();
    offered
}

fn rule(whose: Whose, positive_from: f64) -> RatingRuled {
    RatingRuled {
        rule: RatingRule {
            whose,
            says: RuleSays::Line {
                scale: "/4".to_owned(),
                positive_from,
            },
            from: None,
            until: None,
        },
        remark: Remark::default(),
    }
}

on_both! {
    async fn judging_anew_changes_what_judging_says_and_nothing_else(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let offered = with_one(ledger).await;
        let new = judged(offered.review, offered.source, 0.9, Vec::new());
        let entry = enter(ledger, 2, &Actor::model("minilm-9"), new).await;
        let record = ledger.review(offered.review).await.unwrap().unwrap();
        assert_eq!(record.ballot.p, Some(Probability::clamped(0.9)));
        assert_eq!(record.ballot.basis, Some(Basis::Model));
        assert_eq!((record.ballot.rating, record.ballot.film), (Some(0.6), FilmId(1)));
        // The byline was not judged: it is as doubtful as before.
        assert_eq!(record.ballot.standing.reasons(), [Reason::BylineAmbiguous]);
        assert_eq!(record.ballot.entry, entry);
        let verdict = record.read.verdict.unwrap();
        assert_eq!(verdict.made_by, "minilm-9");
        assert_eq!(verdict.grounds.unwrap().sentence.unwrap(), "A lamp, judged anew.");
        assert_eq!(record.read.finding.text.unwrap().value, offered.text);
        // As the record knew it before, nothing changed.
        let before = ledger.ballots_of_film(FilmId(1), Some(Seq(entry.0 - 1))).await.unwrap();
        assert_eq!(before[0].p, Some(Probability::clamped(0.6)));
        assert_eq!(ledger.films_changed_since(Seq(entry.0 - 1)).await.unwrap(), Some(vec![FilmId(1)]));
        assert_replays(ledger).await;
    }

    async fn a_person_outranks_what_is_judged_anew_and_may_let_it_hold(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let offered = with_one(ledger).await;
        let settle = settled(offered.review, Decision::Verdict(false));
        let decided = enter(ledger, 2, &person(), settle).await;
        let new = judged(offered.review, offered.source, 0.9, vec![Reason::RatingAgainstText]);
        enter(ledger, 3, &Actor::model("minilm-9"), new).await;
        let ballot = ledger.review(offered.review).await.unwrap().unwrap().ballot;
        assert_eq!((ballot.p, ballot.basis), (Some(Probability::ZERO), Some(Basis::Editor)));
        assert!(!ballot.standing.reasons().contains(&Reason::RatingAgainstText));
        for undo in ledger.opposite(decided, &Remark::default()).await.unwrap() {
            enter(ledger, 4, &person(), undo).await;
        }
        let ballot = ledger.review(offered.review).await.unwrap().unwrap().ballot;
        assert_eq!(ballot.p, Some(Probability::clamped(0.9)));
        assert!(ballot.standing.reasons().contains(&Reason::RatingAgainstText));
        assert_replays(ledger).await;
    }

    async fn what_the_critic_stated_is_not_judged_away(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let offered = with_one(ledger).await;
        let EntryBody::ReviewRead(mut read) = offered.read() else { unreachable!() };
        let verdict = read.verdict.as_mut().unwrap();
        (verdict.basis, verdict.p) = (Basis::Stated, Probability::ONE);
        read.standing = Standing::default();
        enter(ledger, 2, &machine(), EntryBody::ReviewRead(read)).await;
        let new = judged(offered.review, offered.source, 0.1, vec![Reason::VerdictUnsure]);
        enter(ledger, 3, &Actor::model("minilm-9"), new).await;
        let ballot = ledger.review(offered.review).await.unwrap().unwrap().ballot;
        assert_eq!((ballot.p, ballot.basis), (Some(Probability::ONE), Some(Basis::Stated)));
        assert_eq!(ballot.standing.state(), State::Counted);
        assert_replays(ledger).await;
    }

    async fn the_sentence_that_weighed_goes_with_a_deleted_source(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let offered = with_one(ledger).await;
        let new = judged(offered.review, offered.source, 0.9, Vec::new());
        enter(ledger, 2, &Actor::model("minilm-9"), new).await;
        let gone = SourceStanding::new(offered.source, Remark::reason("its owner asked"));
        enter(ledger, 3, &person(), EntryBody::SourceDeleted(gone)).await;
        let record = ledger.review(offered.review).await.unwrap().unwrap();
        assert_eq!(record.read.verdict.unwrap().grounds.unwrap().sentence, None);
        assert_replays(ledger).await;
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
    }

    async fn the_later_of_two_rules_about_the_same_holds_and_undoing_it_brings_the_former_back(scratch: Scratch) {
        let ledger = &scratch.ledger;
        with_one(ledger).await;
        let outlet = Whose::Outlet(OutletId(1));
        let (first, second) = (rule(outlet, 0.5), rule(outlet, 0.7));
        let other = rule(Whose::Critic(CriticId(2)), 0.4);
        enter(ledger, 2, &person(), EntryBody::RatingRuleSet(first.clone())).await;
        enter(ledger, 3, &person(), EntryBody::RatingRuleSet(other.clone())).await;
        let entry = enter(ledger, 4, &person(), EntryBody::RatingRuleSet(second.clone())).await;
        let rules = ledger.rating_rules(None).await.unwrap();
        assert_eq!(rules, [other.rule.clone(), second.rule.clone()]);
        let then = ledger.rating_rules(Some(Seq(entry.0 - 1))).await.unwrap();
        assert_eq!(then, [first.rule.clone(), other.rule.clone()]);
        for undo in ledger.opposite(entry, &Remark::default()).await.unwrap() {
            enter(ledger, 5, &person(), undo).await;
        }
        let rules = ledger.rating_rules(None).await.unwrap();
        assert_eq!(rules, [other.rule.clone(), first.rule.clone()]);
        let clear = EntryBody::RatingRuleCleared(first.clone());
        let cleared = enter(ledger, 6, &person(), clear).await;
        assert_eq!(ledger.rating_rules(None).await.unwrap(), std::slice::from_ref(&other.rule));
        for undo in ledger.opposite(cleared, &Remark::default()).await.unwrap() {
            enter(ledger, 7, &person(), undo).await;
        }
        assert_eq!(ledger.rating_rules(None).await.unwrap(), [other.rule, first.rule]);
        assert_replays(ledger).await;
    }

    async fn leanings_brought_in_hold_from_their_entry_on_and_go_with_it(scratch: Scratch) {
        let ledger = &scratch.ledger;
        with_one(ledger).await;
        let row = |critic: &str, reviews, positive| LeaningRow {
            critic: Some(critic.to_owned()),
            outlet: None,
            rating: None,
            reviews,
            positive,
        };
        let set = |leanings| EntryBody::LeaningsSet(LeaningsSet {
            leanings,
            remark: Remark::reason("from our own books"),
        });
        let first = enter(ledger, 2, &person(), set(vec![row("Ada Wren", 40, 0.2), row("Bo Tarn", 9, 0.9)])).await;
        let second = enter(ledger, 3, &person(), set(vec![row("ada wren", 70, 0.4)])).await;
        let held = async |known| {
            let rows = ledger.leanings(known).await.unwrap().rows();
            rows.iter().map(|row| (row.reviews, row.entry)).collect::<Vec<_>>()
        };
        assert_eq!(held(None).await, [(70, second), (9, first)]);
        assert_eq!(held(Some(first)).await, [(40, first), (9, first)]);
        assert_eq!(held(Some(Seq(first.0 - 1))).await, []);
        // The record made from the entries alone says the same, at every entry.
        for seq in [first, second] {
            let made = ledger.record_at(seq, None, &mut |_| {}).await.unwrap().unwrap();
            assert_eq!(*made.leanings(), ledger.leanings(Some(seq)).await.unwrap());
        }
        let mut last = second;
        for (undone, left) in [(second, vec![40, 9]), (first, vec![])] {
            for undo in ledger.opposite(undone, &Remark::default()).await.unwrap() {
                last = enter(ledger, 4, &person(), undo).await;
            }
            let rows = held(None).await;
            assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), left);
        }
        // Undoing the undoing brings them back; and as of then nothing moved.
        for undo in ledger.opposite(last, &Remark::default()).await.unwrap() {
            enter(ledger, 5, &person(), undo).await;
        }
        assert_eq!(held(None).await.len(), 2);
        assert_eq!(held(Some(second)).await, [(70, second), (9, first)]);
        let mut transaction = ledger.begin().await.unwrap();
        for wrong in [row("", 1, 0.5), row("Ada Wren", 1, 1.5), row("Ada Wren", 1, f64::NAN)] {
            let refused = transaction.enter(at(6), &person(), set(vec![wrong]));
            assert!(refused.is_err());
        }
        drop(transaction);
        assert_replays(ledger).await;
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
    }

    async fn rules_and_settings_that_cannot_be_are_refused(scratch: Scratch) {
        let ledger = &scratch.ledger;
        with_one(ledger).await;
        let mut transaction = ledger.begin().await.unwrap();
        let turned = RatingRuled {
            rule: RatingRule {
                from: "2024-02-01".parse().ok(),
                until: "2024-01-01".parse().ok(),
                ..rule(Whose::Outlet(OutletId(1)), 0.5).rule
            },
            remark: Remark::default(),
        };
        for refused in [
            EntryBody::RatingRuleSet(rule(Whose::Outlet(OutletId(9)), 0.5)),
            EntryBody::RatingRuleSet(rule(Whose::Outlet(OutletId(1)), 1.5)),
            EntryBody::RatingRuleSet(turned),
            EntryBody::JudgingSet(JudgingSet { accepted_error: Some(0.9), ..JudgingSet::default() }),
            judged(ReviewId(9), SourceId(1), 0.5, Vec::new()),
        ] {
            assert!(transaction.enter(at(2), &person(), refused.clone()).is_err(), "{refused:?}");
        }
    }

    async fn settings_are_what_the_entries_before_say(scratch: Scratch) {
        let ledger = &scratch.ledger;
        assert_eq!(ledger.judging(None).await.unwrap(), JudgingSet::default());
        let linear = JudgingSet { text_reader: Some(TextReader::Linear), accepted_error: None };
        let strict = JudgingSet { text_reader: None, accepted_error: Some(0.01) };
        let first = enter(ledger, 1, &person(), EntryBody::JudgingSet(linear)).await;
        let second = enter(ledger, 2, &person(), EntryBody::JudgingSet(strict)).await;
        assert_eq!(ledger.judging(None).await.unwrap(), linear.then(strict));
        assert_eq!(ledger.judging(Some(first)).await.unwrap(), linear);
        for undo in ledger.opposite(second, &Remark::default()).await.unwrap() {
            enter(ledger, 3, &person(), undo).await;
        }
        let now = ledger.judging(None).await.unwrap();
        assert_eq!(now, JudgingSet { accepted_error: Some(0.02), ..linear });
    }

    async fn what_outlets_weigh_is_what_the_entries_before_say(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        furnish(&mut transaction, 1, 1, 2);
        transaction.commit().await.unwrap();
        let weigh = |outlet, weight| {
            EntryBody::OutletWeighed(OutletWeighed {
                outlet: OutletId(outlet),
                weight,
                remark: Remark::default(),
            })
        };
        let first = enter(ledger, 1, &person(), weigh(1, Some(2.0))).await;
        let second = enter(ledger, 2, &person(), weigh(1, Some(0.5))).await;
        enter(ledger, 3, &person(), weigh(2, Some(0.0))).await;
        enter(ledger, 4, &person(), weigh(2, None)).await;
        let of = |weight| BTreeMap::from([(OutletId(1), weight)]);
        assert_eq!(ledger.outlet_weights(None).await.unwrap(), of(0.5));
        assert_eq!(ledger.outlet_weights(Some(first)).await.unwrap(), of(2.0));
        for undo in ledger.opposite(second, &Remark::default()).await.unwrap() {
            enter(ledger, 5, &person(), undo).await;
        }
        assert_eq!(ledger.outlet_weights(None).await.unwrap(), of(2.0));
        for odd in [weigh(1, Some(-1.0)), weigh(1, Some(f64::NAN)), weigh(9, Some(1.0))] {
            let mut transaction = ledger.begin().await.unwrap();
            assert!(transaction.enter(at(6), &person(), odd).is_err());
        }
        assert_replays(ledger).await;
    }

    async fn known_verdicts_are_told_apart_from_the_machines(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut transaction = ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 6, 1, 1);
        for film in 1..=6 {
            let offered = Offered {
                critic: Some(CriticId(1)),
                outlet: Some(OutletId(1)),
                p: Some(0.6),
                key: format!("review of {film}"),
                ..Offered::new(transaction.next_review(), source, FilmId(film))
            };
            let EntryBody::ReviewRead(mut read) = offered.read() else { unreachable!() };
            if film <= 2 {
                read.verdict.as_mut().unwrap().basis = Basis::Stated;
            } else {
                read.standing = Standing::new(vec![Reason::VerdictUnsure]);
            }
            transaction.enter(at(1), &machine(), EntryBody::ReviewRead(read)).unwrap();
        }
        for (review, decision) in [
            (3, Decision::Verdict(false)),
            (4, Decision::Confirm(vec![Reason::VerdictUnsure])),
            (5, Decision::Verdict(true)),
            (5, Decision::Exclude),
        ] {
            transaction.enter(at(2), &person(), settled(ReviewId(review), decision)).unwrap();
        }
        transaction.commit().await.unwrap();
        let mut known = Vec::new();
        ledger.each_known_verdict(&mut |count| known.push(count)).await.unwrap();
        // Two stated for, one settled against; the one that is out tells nothing.
        assert_eq!(known, [KnownCount {
            critic_name: Some("Critic 1".to_owned()),
            outlet_name: Some("Lantern 1".to_owned()),
            rating: Some(("/5".to_owned(), 0.6)),
            positive: 2,
            negative: 1,
        }]);
        assert_eq!(ledger.settled_since(Seq(0)).await.unwrap(), 4);
    }

    async fn the_last_of_what_was_learned_is_found_and_listed_in_the_log(scratch: Scratch) {
        let ledger = &scratch.ledger;
        assert_eq!(ledger.learned().await.unwrap(), None);
        let learned = |known| EntryBody::JudgeLearned(JudgeLearned {
            through: Seq(0),
            known,
            settled: 3,
            correction: (0.1, 0.9),
            leanings: "00ff".to_owned(),
            of: "mix-2".to_owned(),
            brought_in: None,
        });
        enter(ledger, 1, &Actor::rule("mix-2"), learned(10)).await;
        let last = enter(ledger, 2, &Actor::rule("mix-2"), learned(20)).await;
        let (seq, found) = ledger.learned().await.unwrap().unwrap();
        assert_eq!((seq, found.known, found.correction), (last, 20, (0.1, 0.9)));
        let filter = LogFilter { kinds: vec!["judge-learned".to_owned()], ..LogFilter::default() };
        assert_eq!(ledger.log(&filter, false, 10).await.unwrap().len(), 2);
        assert!(ledger.opposite(last, &Remark::default()).await.is_err());
    }
}
