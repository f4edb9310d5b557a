//! How verdicts are made: what the judge learned, and what operators set.

use super::{Act, Never, Part, Recorded, TouchedRows, Undone};
use crate::projection::{Line, Working};
use crate::transaction::{Pending, checks};
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, EntryBody, Hash, JudgeLearned, JudgingSet, LeaningRow, LeaningsSet, RatingRule,
    RatingRuled, Seq, kind,
};

impl Recorded for kind::JudgeLearned {
    type Change<'a> = JudgeLearned;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(_: &Self::Body, _: &mut Pending) -> Result<(), String> {
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        // No view holds it.
        Ok(())
    }
}

impl Recorded for kind::JudgingSet {
    type Change<'a> = JudgingSet;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, _: &mut Pending) -> Result<(), String> {
        checks::judging(it)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        // No view holds it.
        Ok(())
    }
}

impl Act for kind::JudgingSet {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let now = transaction.ledger.judging(None).await?;
        Ok((now.then(*it) == now).then(|| "verdicts are made so already".to_owned()))
    }

    /// Of what it set, what held before.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = ledger.judging(undone.before()).await?;
        let (set, usual) = (undone.it, JudgingSet::USUAL);
        let text_reader = before.text_reader.or(usual.text_reader);
        let accepted_error = before.accepted_error.or(usual.accepted_error);
        Ok(vec![EntryBody::JudgingSet(JudgingSet {
            text_reader: set.text_reader.and(text_reader),
            accepted_error: set.accepted_error.and(accepted_error),
        })])
    }
}

impl Recorded for kind::LeaningsSet {
    type Change<'a> = LeaningsSet;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, _: &mut Pending) -> Result<(), String> {
        let fault = it.leanings.iter().find_map(LeaningRow::fault);
        fault.map_or(Ok(()), Err)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        rows.unviewed.lean(Seq(line.seq), Hash(line.hash), change);
        Ok(())
    }
}

impl Act for kind::LeaningsSet {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Which list was brought in last is told by its entry.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = ledger.leanings(undone.before()).await?;
        Ok(vec![EntryBody::LeaningsSet(LeaningsSet {
            leanings: before.before(&undone.it),
            remark: undone.remark,
        })])
    }
}

impl Recorded for kind::RatingRuleSet {
    type Change<'a> = RatingRuled;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        checks::rule(&it.rule)?;
        into.numbers.need_whose(it.rule.whose)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        // No view holds it.
        Ok(())
    }
}

impl Act for kind::RatingRuleSet {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let held = transaction.ledger.rating_rules(None).await?;
        Ok(held
            .contains(&it.rule)
            .then(|| format!("that rule holds already: {}", it.rule.says)))
    }

    /// What it replaced holds again, or nothing does.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let held = rule_before(&undone, ledger).await?;
        let (rule, remark) = (undone.it.rule, undone.remark);
        Ok(vec![match held {
            Some(rule) => EntryBody::RatingRuleSet(RatingRuled { rule, remark }),
            None => EntryBody::RatingRuleCleared(RatingRuled { rule, remark }),
        }])
    }
}

impl Recorded for kind::RatingRuleCleared {
    type Change<'a> = RatingRuled;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        checks::rule(&it.rule)?;
        into.numbers.need_whose(it.rule.whose)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        // No view holds it.
        Ok(())
    }
}

impl Act for kind::RatingRuleCleared {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let held = transaction.ledger.rating_rules(None).await?;
        let is_there = |rule: &RatingRule| rule.is_replaced_by(&it.rule);
        Ok((!held.iter().any(is_there)).then(|| "no such rule holds".to_owned()))
    }

    /// The rule that held, which may say something else than the one it was cleared by.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let held = rule_before(&undone, ledger).await?;
        let remark = undone.remark;
        let set = held.map(|rule| EntryBody::RatingRuleSet(RatingRuled { rule, remark }));
        Ok(set.into_iter().collect())
    }
}

/// The rule that held in the place of one before its entry.
async fn rule_before(
    undone: &Undone<'_, RatingRuled>,
    ledger: &Ledger,
) -> Result<Option<RatingRule>, LedgerError> {
    let before = ledger.rating_rules(undone.before()).await?;
    let same = |rule: &RatingRule| rule.is_replaced_by(&undone.it.rule);
    Ok(before.into_iter().find(same))
}
