//! `ovation desk --people`: critics who may be one person, and one who may be two.

use super::settle::Keys;
use super::undo_entry;
use crate::clock;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use ovation_desk::{NamedCritic, Suggestion, merged, suggestions};
use ovation_ledger::{Ledger, Opening, Sort};
use ovation_terms::{Actor, Remark, Seq};

/// Lists the suggestions, likeliest first.
pub(super) async fn list(common: &Common, limit: u32) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let all = suggestions(&ledger).await?;
    let shown = all
        .iter()
        .take(usize::try_from(limit).unwrap_or(usize::MAX));
    if common.json {
        for suggestion in shown {
            printer::json(&serde_json::to_value(suggestion)?)?;
        }
        return Ok(Outcome::Done);
    }
    printer::line(match all.len() {
        0 => "nothing is suggested of the critics".to_owned(),
        1 => "1 suggestion".to_owned(),
        count => format!("{count} suggestions"),
    });
    for suggestion in shown {
        print(suggestion);
        printer::line(format!("         {}", command(suggestion)));
    }
    if !all.is_empty() {
        printer::line("one after the other, each with one key: ovation desk --people --settle");
    }
    Ok(Outcome::Done)
}

/// Shows one suggestion after the other and takes a key for each.
pub(super) async fn settle(common: &Common, person: &str) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let actor = Actor::person(person);
    let mut keys = Keys::open();
    let mut entered: Vec<Seq> = Vec::new();
    // Suggestions are made anew after each merge, which may settle others; what was seen is passed by.
    let mut seen: Vec<Suggestion> = Vec::new();
    'next: loop {
        let all = suggestions(&ledger).await?;
        let Some(next) = all.into_iter().find(|it| !seen.contains(it)) else {
            break;
        };
        print(&next);
        let can_merge = matches!(next, Suggestion::MayBeOne { .. });
        let shown = if can_merge {
            "y one person: merge · s skip · u undo the last · q end"
        } else {
            "s skip · u undo the last · q end"
        };
        if !can_merge {
            printer::note(command(&next));
        }
        printer::note(shown);
        loop {
            match keys.next()? {
                None | Some('q') => break 'next,
                Some('s' | 'n') => {
                    seen.push(next);
                    continue 'next;
                }
                Some('y') if can_merge => {
                    entered.push(merge(&ledger, &actor, &next).await?);
                    seen.push(next);
                    continue 'next;
                }
                Some('u') => {
                    undo(&ledger, &actor, &mut entered).await?;
                    seen.pop();
                    continue 'next;
                }
                Some(_) => printer::note(shown),
            }
        }
    }
    if common.json {
        printer::json(&serde_json::json!({ "merged": entered.len() }))?;
    } else {
        printer::line(format!("{} merged", entered.len()));
    }
    Ok(Outcome::Done)
}

async fn merge(ledger: &Ledger, actor: &Actor, shown: &Suggestion) -> anyhow::Result<Seq> {
    let Suggestion::MayBeOne { from, into, .. } = shown else {
        anyhow::bail!("only two critics can be merged");
    };
    let mut transaction = ledger.begin().await?;
    let (from, into) = (from.id.to_string(), into.id.to_string());
    let made = merged(ledger, Sort::Critic, &from, &into, Remark::default()).await?;
    transaction
        .enter_act(clock::now(), actor, vec![made])
        .await?;
    Ok(transaction.commit().await?.last)
}

async fn undo(ledger: &Ledger, actor: &Actor, entered: &mut Vec<Seq>) -> anyhow::Result<()> {
    let Some(last) = entered.pop() else {
        printer::note("nothing to undo");
        return Ok(());
    };
    undo_entry(ledger, actor, last).await?;
    Ok(())
}

fn print(suggestion: &Suggestion) {
    let named = |it: &NamedCritic| {
        let reviews = printer::counted(it.reviews as u64, "review", "reviews");
        format!("{} {} ({reviews})", it.id, it.name)
    };
    let reasons = match suggestion {
        Suggestion::MayBeOne {
            from,
            into,
            reasons,
        } => {
            printer::line(format!("one person?  {}  =  {}", named(into), named(from)));
            reasons
        }
        Suggestion::MayBeTwo {
            critic, reasons, ..
        } => {
            printer::line(format!("two people?  {}", named(critic)));
            reasons
        }
        _ => return,
    };
    for reason in reasons {
        printer::line(format!("         {reason}"));
    }
}

/// The command that does what is suggested.
fn command(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::MayBeOne { from, into, .. } => {
            format!("ovation merge critic {} {}", from.id, into.id)
        }
        Suggestion::MayBeTwo { critic, outlet, .. } => {
            format!("ovation split critic {} --outlet {outlet}", critic.id)
        }
        _ => String::new(),
    }
}
