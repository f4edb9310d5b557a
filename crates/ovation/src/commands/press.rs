//! `ovation press`: what an article of film press says, and what people settled of it.

use super::Common;
use super::change::enter_in;
use crate::cli::PressArgs;
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_desk::press_settled;
use ovation_ledger::{Opening, PressRecord, PressSettledOf};
use ovation_terms::{PressDecision, PressPart, Seq, excerpt};
use serde_json::json;

/// Words of a part that are shown.
const SHOWN: usize = 30;

/// Lists an article's parts with their numbers, or settles one.
pub(crate) async fn run(common: &Common, args: &PressArgs) -> anyhow::Result<Outcome> {
    let entry = Seq(args.entry);
    let parts = [
        args.statement.map(|number| (PressPart::Statement, number)),
        args.event.map(|number| (PressPart::Event, number)),
        args.claim.map(|number| (PressPart::Claim, number)),
        args.credit.map(|number| (PressPart::Credit, number)),
    ];
    let part = parts.into_iter().flatten().next();
    let decision = if args.hide {
        PressDecision::Hide
    } else if args.show {
        PressDecision::Show
    } else if args.clear_speaker {
        PressDecision::ClearSpeaker
    } else if let Some(name) = &args.speaker {
        let name = name.trim();
        PressDecision::Speaker((name != "-" && !name.is_empty()).then(|| name.to_owned()))
    } else {
        let wanted = "--hide, --show, --speaker or --clear-speaker";
        if part.is_some() {
            bail!("say what holds of it: {wanted}");
        }
        args.by.refuse_alone("ovation press", wanted)?;
        let ledger = common.open(Opening::ReadOnly).await?;
        let found = ledger.press_as_read(entry).await?;
        let found = found.with_context(|| {
            format!(
                "entry {entry} is no article of film press; `ovation log --kind press-read` lists \
                 those"
            )
        })?;
        return list(common, &found, &ledger.press_settled().await?);
    };
    let ledger = common.open(Opening::Existing).await?;
    let transaction = ledger.begin().await?;
    let made = press_settled(&ledger, entry, part, decision, args.by.remark()?).await?;
    enter_in(&ledger, transaction, common.json, &args.by, vec![made]).await
}

fn list(common: &Common, found: &PressRecord, settled: &PressSettledOf) -> anyhow::Result<Outcome> {
    let article = found.read.article;
    let finding = &found.read.finding;
    let headline = finding.headline.as_ref().map(|line| line.value.as_str());
    let counts = [
        (PressPart::Statement, finding.statements.len()),
        (PressPart::Event, finding.events.len()),
        (PressPart::Claim, finding.claims.len()),
        (PressPart::Credit, finding.credits.len()),
    ];
    if !common.json {
        let hidden = if settled.hides(article) {
            " (not shown)"
        } else {
            ""
        };
        printer::line(format!("{}{hidden}", headline.unwrap_or("(no headline)")));
    }
    for (part, count) in counts {
        for number in 0..count {
            let mark = finding.mark(part, number);
            let (hidden, speaker) =
                mark.map_or((false, None), |mark| settled.of_part(article, mark));
            let words = words_of(found, part, number);
            if common.json {
                printer::json(&json!({
                    "part": part, "number": number + 1, "words": words, "hidden": hidden,
                    "speaker": speaker,
                }))?;
                continue;
            }
            let hidden = if hidden { " (not shown)" } else { "" };
            let said = speaker.map_or_else(String::new, |name| {
                let name = if name.is_empty() {
                    "nobody known"
                } else {
                    name
                };
                format!(" (an editor: by {name})")
            });
            printer::line(format!(
                "  {} {}: {}{said}{hidden}",
                part.word(),
                number + 1,
                excerpt(&words, SHOWN)
            ));
        }
    }
    Ok(Outcome::Done)
}

/// A part in words.
fn words_of(found: &PressRecord, part: PressPart, number: usize) -> String {
    let finding = &found.read.finding;
    let told = match part {
        PressPart::Statement => finding.statements.get(number).map(|said| {
            let speaker = said.speaker.as_ref().map(|speaker| speaker.value.as_str());
            format!("{}: {}", speaker.unwrap_or("somebody"), said.in_words())
        }),
        PressPart::Event => finding.events.get(number).map(|event| {
            let place = event.place.as_ref().map(|place| place.value.as_str());
            let film = event.film.as_deref().unwrap_or("no film");
            format!("{} of {film}, {}", event.kind, place.unwrap_or("no place"))
        }),
        PressPart::Claim => finding.claims.get(number).map(|claim| {
            let words = claim.words.as_ref().map(|words| words.value.as_str());
            let film = claim.film.as_deref().unwrap_or("no film");
            format!("{} of {film}: {}", claim.kind, words.unwrap_or_default())
        }),
        PressPart::Credit => finding.credits.get(number).map(|credit| {
            let person = credit.person.as_ref().map(|person| person.value.as_str());
            format!(
                "{} of {}: {}",
                credit.kind,
                credit.film,
                person.unwrap_or("nobody")
            )
        }),
    };
    told.unwrap_or_default()
}
