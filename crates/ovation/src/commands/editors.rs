//! `ovation editors`: who may settle reviews through the site's API.

use super::Common;
use crate::cli::{EditorsCommand, RoleChoice};
use crate::clock;
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_desk::critic_called;
use ovation_ledger::Opening;
use ovation_terms::{Editor, Hash, Role};
use serde_json::json;

/// Runs one of them.
pub(crate) async fn run(common: &Common, command: EditorsCommand) -> anyhow::Result<Outcome> {
    match command {
        EditorsCommand::Admit {
            name,
            role,
            critic,
            dry_run,
        } => admit(common, &name, role, critic.as_deref(), dry_run).await,
        EditorsCommand::List => list(common).await,
        EditorsCommand::Dismiss { name, dry_run } => dismiss(common, &name, dry_run).await,
    }
}

async fn admit(
    common: &Common,
    name: &str,
    role: RoleChoice,
    who: Option<&str>,
    dry_run: bool,
) -> anyhow::Result<Outcome> {
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        bail!(
            "expected the name of a person, found `{}`",
            name.escape_debug()
        );
    }
    let ledger = common.open(Opening::Existing).await?;
    let editor = Editor {
        name: name.to_owned(),
        role: match role {
            RoleChoice::Owner => Role::Owner,
            RoleChoice::Editor => Role::Editor,
            RoleChoice::Critic => Role::Critic,
        },
        critic: match who {
            Some(words) => Some(critic_called(&ledger, words).await?),
            None => None,
        },
        since: clock::now(),
    };
    let there = ledger.editors().await?.iter().any(|it| it.name == name);
    if dry_run {
        let what = if there {
            "would get a new token"
        } else {
            "would be admitted"
        };
        printer::line(format!("{name} {what} as {}", editor.role));
        printer::note("dry run: nothing was written");
        return Ok(Outcome::Done);
    }
    let token = token()?;
    ledger
        .admit_editor(&editor, &Hash::of(token.as_bytes()))
        .await?;
    if common.json {
        printer::json(&json!({
            "name": editor.name, "role": editor.role, "critic": editor.critic, "token": token,
        }))?;
        return Ok(Outcome::Done);
    }
    let what = if there {
        "has a new token"
    } else {
        "is admitted"
    };
    printer::note(format!(
        "{name} {what} as {}; it is shown this once:",
        editor.role
    ));
    printer::line(token);
    Ok(Outcome::Done)
}

async fn list(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let editors = ledger.editors().await?;
    if !common.json && editors.is_empty() {
        printer::line("nobody is admitted; `ovation editors admit NAME` admits somebody");
    }
    for editor in editors {
        if common.json {
            printer::json(&json!({
                "name": editor.name,
                "role": editor.role,
                "critic": editor.critic,
                "since": editor.since.to_string(),
            }))?;
            continue;
        }
        let critic = editor.critic.map(|critic| format!(", critic {critic}"));
        printer::line(format!(
            "{}  {}{}, since {}",
            editor.name,
            editor.role,
            critic.unwrap_or_default(),
            editor.since
        ));
    }
    Ok(Outcome::Done)
}

async fn dismiss(common: &Common, name: &str, dry_run: bool) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let there = if dry_run {
        ledger.editors().await?.iter().any(|it| it.name == name)
    } else {
        ledger.dismiss_editor(name).await?
    };
    if !there {
        bail!("`{name}` is not admitted; `ovation editors list` lists who is");
    }
    if dry_run {
        printer::line(format!("{name} would be dismissed"));
        printer::note("dry run: nothing was written");
    } else {
        printer::line(format!("{name} is dismissed"));
    }
    Ok(Outcome::Done)
}

/// 256 random bits, so that nobody guesses it and a plain digest is enough to keep.
fn token() -> anyhow::Result<String> {
    let mut bits = [0_u8; 32];
    getrandom::fill(&mut bits)
        .map_err(|error| anyhow::anyhow!("{error}"))
        .context("the system gave no random numbers for a token")?;
    Ok(format!("ovation-{}", Hash(bits)))
}
