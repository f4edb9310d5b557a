//! `ovation desk --people` and `--outlets`: critics and outlets that may be one, and critics who may be
//! two people of one name.

use super::settle::Keys;
use super::undo_entry;
use crate::clock;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use ovation_desk::{KeptSuggestions, NamedOne, Suggestion, suggestion_answered};
use ovation_ledger::{Ledger, Opening};
use ovation_terms::{Actor, Remark, Seq};
use std::sync::Arc;

/// What suggestions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Critics,
    Outlets,
}

impl Of {
    async fn all(
        self,
        kept: &mut KeptSuggestions,
        ledger: &Ledger,
    ) -> anyhow::Result<Arc<[Suggestion]>> {
        Ok(match self {
            Self::Critics => kept.critics(ledger).await?,
            Self::Outlets => kept.outlets(ledger).await?,
        })
    }
}

/// Lists the suggestions, likeliest first.
pub(super) async fn list(common: &Common, of: Of, limit: u32) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let all = of.all(&mut KeptSuggestions::default(), &ledger).await?;
    let shown = all
        .iter()
        .take(usize::try_from(limit).unwrap_or(usize::MAX));
    if common.json {
        for suggestion in shown {
            printer::json(&serde_json::to_value(suggestion)?)?;
        }
        return Ok(Outcome::Done);
    }
    let (whom, flag) = match of {
        Of::Critics => ("critics", "--people"),
        Of::Outlets => ("outlets", "--outlets"),
    };
    printer::line(match all.len() {
        0 => format!("nothing is suggested of the {whom}"),
        1 => "1 suggestion".to_owned(),
        count => format!("{count} suggestions"),
    });
    for suggestion in shown {
        print(suggestion);
        printer::line(format!("         {}", command(suggestion)));
    }
    if !all.is_empty() {
        printer::line(format!(
            "one after the other, each with one key: ovation desk {flag} --settle"
        ));
    }
    Ok(Outcome::Done)
}

/// Shows one suggestion after the other and takes a key for each.
pub(super) async fn settle(common: &Common, of: Of, person: &str) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let actor = Actor::person(person);
    let mut keys = Keys::open();
    // What was entered, and whether it was a yes.
    let mut entered: Vec<(Seq, bool)> = Vec::new();
    // Suggestions follow each answer, which may settle others; what was skipped is passed by.
    let mut kept = KeptSuggestions::default();
    let mut seen: Vec<Suggestion> = Vec::new();
    'next: loop {
        let all = of.all(&mut kept, &ledger).await?;
        let Some(next) = all.iter().find(|it| !seen.contains(it)).cloned() else {
            break;
        };
        print(&next);
        let shown = match next {
            Suggestion::MayBeOne { .. } => {
                "y one person: merge · n two people · s skip · u undo the last · q end"
            }
            Suggestion::MayBeTwo { .. } => {
                "y two people: split · n one person · s skip · u undo the last · q end"
            }
            Suggestion::OutletsMayBeOne { .. } => {
                "y one outlet: merge · n two outlets · s skip · u undo the last · q end"
            }
        };
        printer::note(shown);
        loop {
            match keys.next()? {
                None | Some('q') => break 'next,
                Some('s') => {
                    seen.push(next);
                    continue 'next;
                }
                Some(key @ ('y' | 'n')) => {
                    let is_yes = key == 'y';
                    let record = (&ledger, &mut kept);
                    entered.push((answer(record, &actor, &next, is_yes).await?, is_yes));
                    continue 'next;
                }
                Some('u') => {
                    undo(&ledger, &actor, &mut entered).await?;
                    continue 'next;
                }
                Some(_) => printer::note(shown),
            }
        }
    }
    let yes = entered.iter().filter(|(_, is_yes)| *is_yes).count();
    let no = entered.len() - yes;
    if common.json {
        printer::json(&serde_json::json!({ "yes": yes, "no": no }))?;
    } else {
        printer::line(format!("{yes} answered with yes, {no} with no"));
    }
    Ok(Outcome::Done)
}

async fn answer(
    (ledger, kept): (&Ledger, &mut KeptSuggestions),
    actor: &Actor,
    shown: &Suggestion,
    is_yes: bool,
) -> anyhow::Result<Seq> {
    let mut transaction = ledger.begin().await?;
    let remark = Remark::default();
    let made = suggestion_answered(
        (ledger, kept),
        &mut transaction,
        shown.about(),
        is_yes,
        remark,
    )
    .await?;
    transaction
        .enter_act(clock::now(), actor, vec![made])
        .await?;
    Ok(transaction.commit().await?.last)
}

async fn undo(
    ledger: &Ledger,
    actor: &Actor,
    entered: &mut Vec<(Seq, bool)>,
) -> anyhow::Result<()> {
    let Some((last, _)) = entered.pop() else {
        printer::note("nothing to undo");
        return Ok(());
    };
    undo_entry(ledger, actor, last).await?;
    Ok(())
}

fn print(suggestion: &Suggestion) {
    let named = |it: &NamedOne| {
        let reviews = printer::counted(it.reviews as u64, "review", "reviews");
        format!("{} {} ({reviews})", it.id, it.name)
    };
    printer::line(match suggestion {
        Suggestion::MayBeOne { from, into, .. } => {
            format!("one person?  {}  =  {}", named(into), named(from))
        }
        Suggestion::OutletsMayBeOne { from, into, .. } => {
            format!("one outlet?  {}  =  {}", named(into), named(from))
        }
        Suggestion::MayBeTwo { critic, .. } => format!("two people?  {}", named(critic)),
    });
    for reason in suggestion.reasons() {
        printer::line(format!("         {reason}"));
    }
}

/// The command that does what is suggested.
fn command(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::MayBeOne { from, into, .. } => {
            format!("ovation merge critic {} {}", from.id, into.id)
        }
        Suggestion::OutletsMayBeOne { from, into, .. } => {
            format!("ovation merge outlet {} {}", from.id, into.id)
        }
        Suggestion::MayBeTwo { critic, outlet, .. } => {
            format!("ovation split critic {} --outlet {outlet}", critic.id)
        }
    }
}
