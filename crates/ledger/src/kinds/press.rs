//! Film press: what was read of an article, and what people settled of it.

use super::{Act, Never, Part, Recorded, TouchedRows, Undone};
use crate::projection::{Line, Press, Working};
use crate::transaction::Pending;
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{Actor, EntryBody, PressDecision, PressSettled, kind};

impl Recorded for kind::PressRead {
    type Change<'a> = Box<Press<'a>>;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.sources.need(it.source.0)?;
        let mut films = it.films.iter();
        films.try_for_each(|link| into.numbers.films.need(link.film.0))?;
        into.met.press.insert(it.article, it.content);
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        rows.press.apply(line.seq, change);
        Ok(())
    }
}

impl Recorded for kind::PressSettled {
    type Change<'a> = Box<PressSettled>;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(_: &Self::Body, _: &mut Pending) -> Result<(), String> {
        // An article may be settled before it is read in this record.
        Ok(())
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        rows.said.settle(line.seq, change);
        Ok(())
    }
}

impl Act for kind::PressSettled {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let now = transaction.ledger.press_settled().await?;
        let (hidden, speaker) = match &it.part {
            None => (now.hides(it.article), None),
            Some((_, mark)) => now.of_part(it.article, *mark),
        };
        Ok(stands(it, hidden, speaker))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let settled = undone.it;
        Ok(vec![EntryBody::PressSettled(PressSettled {
            decision: settled.before,
            before: settled.decision,
            remark: undone.remark,
            ..settled
        })])
    }
}

/// How a part of an article stands, where a decision says just that.
fn stands(settled: &PressSettled, hidden: bool, speaker: Option<&str>) -> Option<String> {
    let what = match &settled.part {
        None => "the article".to_owned(),
        Some((part, _)) => format!("the {}", part.word()),
    };
    match &settled.decision {
        PressDecision::Hide if hidden => Some(format!("{what} is hidden already")),
        PressDecision::Show if !hidden => Some(format!("{what} is shown already")),
        PressDecision::ClearSpeaker if speaker.is_none() => Some(format!(
            "who spoke is as it was read already: nobody set it for {what}"
        )),
        PressDecision::Speaker(name) if speaker == Some(name.as_deref().unwrap_or_default()) => {
            Some(match name {
                Some(name) => format!("{what} is {name}'s already"),
                None => format!("{what} is nobody's already"),
            })
        }
        PressDecision::Hide
        | PressDecision::Show
        | PressDecision::Speaker(_)
        | PressDecision::ClearSpeaker => None,
    }
}
