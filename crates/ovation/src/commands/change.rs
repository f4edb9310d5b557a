//! What people change in the record: entering it, or telling what it would change.

use crate::cli::ByArgs;
use crate::clock;
use crate::printer::{self, Outcome, counted};
use ovation_ledger::{Draft, Ledger, Preview, Undoing};
use ovation_score::Question;
use ovation_terms::{Actor, Ballot, FilmId, Happening};
use serde_json::{Value, json};

/// Enters what happened, or with `--dry-run` tells what it would change, scores included.
pub(crate) async fn enter(
    ledger: &Ledger,
    json: bool,
    by: &ByArgs,
    happenings: Vec<Happening>,
) -> anyhow::Result<Outcome> {
    let draft = ledger.begin().await?;
    enter_in(ledger, draft, json, by, happenings).await
}

/// The same in a draft at hand.
pub(crate) async fn enter_in(
    ledger: &Ledger,
    mut draft: Draft,
    json: bool,
    by: &ByArgs,
    happenings: Vec<Happening>,
) -> anyhow::Result<Outcome> {
    let actor = Actor::person(&by.person);
    draft.enter_act(clock::now(), &actor, happenings).await?;
    finish(ledger, draft, json, by, &[]).await
}

/// Enters what undoes an act, in the draft in which that was worked out.
pub(crate) async fn undo_in(
    ledger: &Ledger,
    mut draft: Draft,
    json: bool,
    by: &ByArgs,
    undoing: &Undoing,
) -> anyhow::Result<Outcome> {
    let actor = Actor::person(&by.person);
    draft.enter_undoing(clock::now(), &actor, undoing).await?;
    finish(ledger, draft, json, by, &undoing.left).await
}

/// Makes a draft durable, or tells what it would change. `left` is what stays of what is undone.
async fn finish(
    ledger: &Ledger,
    draft: Draft,
    json: bool,
    by: &ByArgs,
    left: &[String],
) -> anyhow::Result<Outcome> {
    if by.dry_run {
        return tell(ledger, json, draft.preview().await?).await;
    }
    let committed = draft.commit().await?;
    if json {
        let mut told = json!({
            "entries": committed.entries, "first": committed.first, "last": committed.last,
        });
        if !left.is_empty()
            && let Some(told) = told.as_object_mut()
        {
            told.insert("left".to_owned(), json!(left));
        }
        printer::json(&told)?;
    } else {
        match committed.entries {
            1 => printer::line(format!("entry {}", committed.last)),
            _ => printer::line(format!("entries {} to {}", committed.first, committed.last)),
        }
    }
    Ok(Outcome::Done)
}

/// A film whose score would move.
pub(crate) struct Moved {
    film: FilmId,
    before: Value,
    after: Value,
}

impl Moved {
    /// For programs.
    pub(crate) fn to_json(&self) -> Value {
        json!({ "film": self.film, "before": self.before, "after": self.after })
    }

    /// For people.
    pub(crate) async fn told(&self, ledger: &Ledger) -> anyhow::Result<String> {
        let known = ledger.film(self.film).await?;
        let title = known.map_or_else(|| "new".to_owned(), |film| film.titled());
        let shown = |score: &Value| {
            let approval = score.pointer("/approval/percent").and_then(Value::as_f64);
            let n = score.get("n").and_then(Value::as_u64).unwrap_or(0);
            let headline = score.get("headline").and_then(Value::as_bool);
            match approval {
                Some(value) if headline == Some(true) => format!("{value:.0} % of {n}"),
                _ => counted(n, "review", "reviews"),
            }
        };
        Ok(format!(
            "film {}, {title}: {} would become {}",
            self.film,
            shown(&self.before),
            shown(&self.after)
        ))
    }
}

/// The films whose score would move, of films with their reviews as they would be.
pub(crate) async fn moved_scores(
    ledger: &Ledger,
    films: &[(FilmId, Vec<Ballot>)],
) -> anyhow::Result<Vec<Moved>> {
    let mut moved = Vec::new();
    for (film, after) in films {
        let before = ledger.ballots_of_film(*film, None).await?;
        let question = Question::default();
        let before = serde_json::to_value(ovation_score::score(&before, &question))?;
        let after = serde_json::to_value(ovation_score::score(after, &question))?;
        if before != after {
            moved.push(Moved {
                film: *film,
                before,
                after,
            });
        }
    }
    Ok(moved)
}

/// Tells what a draft would change: its entries, and each film's score before and after.
async fn tell(ledger: &Ledger, json: bool, preview: Preview) -> anyhow::Result<Outcome> {
    let scores = moved_scores(ledger, &preview.films).await?;
    if json {
        let entries: Vec<_> = preview.entries.iter().collect();
        let films: Vec<Value> = scores.iter().map(Moved::to_json).collect();
        printer::json(&json!({ "dry_run": true, "entries": entries, "films": films }))?;
        return Ok(Outcome::Done);
    }
    for entry in &preview.entries {
        printer::line(super::log::describe(entry));
    }
    for moved in &scores {
        printer::line(moved.told(ledger).await?);
    }
    if scores.is_empty() {
        printer::line("no score would change");
    }
    printer::note("dry run: nothing was written");
    Ok(Outcome::Done)
}
