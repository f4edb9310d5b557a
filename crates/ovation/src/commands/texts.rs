//! What editors write: the consensus of a film, and what is said of a critic or an outlet.

use super::Common;
use super::change::enter;
use crate::cli::ByArgs;
use crate::printer::{self, Outcome};
use ovation_desk::{consensus_draft, text_set};
use ovation_ledger::Ledger;
use ovation_terms::{FilmRecord, ReviewId, TextAbout};
use serde_json::json;

/// Enters a text, or with `-` withdraws it.
pub(crate) async fn set(
    ledger: &Ledger,
    common: &Common,
    about: TextAbout,
    words: &str,
    rests_on: &[i64],
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let words = if words == "-" { "" } else { words };
    let reviews = rests_on.iter().copied().map(ReviewId).collect();
    let entry = text_set(about, words, &by.person, reviews, by.remark()?)?;
    enter(ledger, common.json, by, vec![entry]).await
}

/// Prints a draft: it is offered, and entered by nobody but an editor.
pub(crate) async fn draft(
    ledger: &Ledger,
    common: &Common,
    film: &FilmRecord,
) -> anyhow::Result<Outcome> {
    let draft = consensus_draft(ledger, film).await?;
    let side = |sentences: &[ovation_desk::DraftSentence]| {
        let told = sentences.iter().map(|one| {
            json!({
                "review": one.review, "critic": one.critic, "outlet": one.outlet, "p": one.p,
                "words": one.words, "language": one.language,
            })
        });
        told.collect::<Vec<_>>()
    };
    if common.json {
        printer::json(&json!({
            "film": film.id, "for": side(&draft.praise), "against": side(&draft.blame),
            "words": draft.text(),
        }))?;
        return Ok(Outcome::Done);
    }
    for (name, sentences) in [("for", &draft.praise), ("against", &draft.blame)] {
        for one in sentences {
            let whose = [one.critic.as_str(), one.outlet.as_str()];
            let whose: Vec<&str> = whose.into_iter().filter(|it| !it.is_empty()).collect();
            printer::line(format!(
                "{name} (review {}, {}): {}",
                one.review,
                whose.join(", "),
                one.words
            ));
        }
    }
    if draft.reviews().is_empty() {
        printer::line("no review of it has a sentence that weighed in its verdict");
    }
    printer::note("a draft: write your own and enter it with --consensus");
    Ok(Outcome::Done)
}

/// Prints the text about something, where there is one.
pub(crate) async fn show(ledger: &Ledger, about: TextAbout, name: &str) -> anyhow::Result<()> {
    if let Some(held) = ledger.editor_text(about, None).await? {
        let (by, words) = (&held.text.by, &held.text.words);
        printer::line(format!("  {name}, by {by} (entry {}): {words}", held.entry));
    }
    Ok(())
}
