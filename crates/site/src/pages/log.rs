//! The log: every entry of the ledger, newest first, and each by itself.

use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_desk::decided;
use ovation_terms::{Entry, Happening, Pair, PressDecision, PressPart, Seq, Whose, for_readers};

/// Entries on a page.
const LINES: i64 = 100;
/// Longest body shown, in characters; an entry of a hundred films is longer.
const BODY_CHARS: usize = 20_000;

/// An entry as a line of a list.
#[derive(Debug)]
pub(super) struct EntryLine {
    pub(super) seq: String,
    pub(super) href: String,
    pub(super) at: String,
    pub(super) actor: String,
    pub(super) words: String,
    /// What it is about, if that has a page.
    pub(super) about: Option<String>,
}

impl EntryLine {
    pub(super) fn of(entry: &Entry) -> Self {
        let happening = for_readers(entry.happening.clone());
        Self {
            seq: show::count(u64::try_from(entry.seq.0).unwrap_or(0)),
            href: links::entry(entry.seq),
            at: show::moment(entry.at),
            actor: entry.actor.to_string(),
            words: words(&happening),
            about: about(&happening),
        }
    }
}

fn about(happening: &Happening) -> Option<String> {
    match happening {
        Happening::ReviewRead(read) => Some(links::review(read.review)),
        Happening::ReviewSeen(seen) => Some(links::review(seen.review)),
        Happening::ReviewSettled(settled) => Some(links::review(settled.review)),
        Happening::ReviewWithdrawn(gone) => Some(links::review(gone.review)),
        Happening::ReviewReinstated(back) => Some(links::review(back.review)),
        Happening::ReviewJudged(judged) => Some(links::review(judged.review)),
        Happening::CriticAdded(added) => Some(links::critic(added.critic, &added.name)),
        Happening::OutletAdded(added) => Some(links::outlet(added.outlet, &added.name)),
        Happening::FilmsAdded(added) => match added.films.as_slice() {
            [film] => Some(links::film(film)),
            _ => None,
        },
        _ => None,
    }
}

/// What happened, in a sentence.
fn words(happening: &Happening) -> String {
    let short = |text: &str| show::excerpt(text, 12);
    match happening {
        Happening::SourceRead(read) => format!("Source read: {}", short(&read.facts.address)),
        Happening::FilmsAdded(added) => {
            let count = show::counted(added.films.len() as u64, "film", "films");
            let first = added.films.first().map_or("", |film| film.title.as_str());
            match added.films.len() {
                1 => format!("Film added: {} ({})", short(first), short(&added.why)),
                _ => format!(
                    "{count} added, first {} ({})",
                    short(first),
                    short(&added.why)
                ),
            }
        }
        Happening::CriticAdded(added) => format!("Critic met: {}", short(&added.name)),
        Happening::OutletAdded(added) => format!("Outlet met: {}", short(&added.name)),
        Happening::ReviewRead(read) => {
            let title = read.finding.film.title.as_ref();
            let title = title.map_or("a film", |title| title.value.as_str());
            let critic = read.finding.critics.first();
            let critic = critic.map_or("unsigned", |critic| critic.value.as_str());
            let rating = read.finding.rating.as_ref();
            let rating =
                rating.map_or_else(String::new, |rating| format!(", {}", rating.value.printed));
            format!(
                "Review {} read: {} on {}{} ({})",
                read.review,
                short(critic),
                short(title),
                short(&rating),
                read.standing.state(),
            )
        }
        Happening::ReviewSeen(seen) => {
            format!("Review {} met again in source {}", seen.review, seen.source)
        }
        Happening::UnreadableFound(found) => format!(
            "Could not be read: {} ({})",
            short(&found.address),
            short(&found.complaint.to_string())
        ),
        Happening::PressRead(read) => {
            let headline = read.finding.headline.as_ref();
            format!(
                "Film press read in source {}: {} ({}, {}, {})",
                read.source,
                headline.map_or_else(String::new, |headline| short(&headline.value)),
                show::counted(
                    read.finding.statements.len() as u64,
                    "statement",
                    "statements"
                ),
                show::counted(read.finding.events.len() as u64, "event", "events"),
                show::counted(read.finding.claims.len() as u64, "claim", "claims"),
            )
        }
        Happening::FilmsChanged(changed) => show::sentence(&changed.sentence()),
        Happening::ReviewSettled(settled) => {
            let decided = show::excerpt(&decided(&settled.decision), 24);
            let note = noted(&settled.remark.reason);
            format!("Review {} settled: {decided}{note}", settled.review)
        }
        Happening::Merged(merged) => {
            format!(
                "{} is taken for {}{}",
                sides(merged.pair).0,
                sides(merged.pair).1,
                noted(&merged.remark.reason)
            )
        }
        Happening::Unmerged(merged) => format!(
            "{} and {} are two again{}",
            sides(merged.pair).0,
            sides(merged.pair).1,
            noted(&merged.remark.reason)
        ),
        Happening::RowsKept(kept) => format!(
            "{} of source {} say what they said in source {}",
            show::counted(
                kept.runs.iter().map(|run| run.count.unsigned_abs()).sum(),
                "row",
                "rows"
            ),
            kept.source,
            kept.earlier
        ),
        Happening::TableRead(read) => match read.earlier {
            None => format!(
                "Table read, source {}: {}",
                read.source,
                show::counted(read.rows, "row", "rows")
            ),
            Some(_) => format!(
                "Table read again, source {}: {} added, {} changed, {} removed",
                read.source, read.added, read.changed, read.removed
            ),
        },
        Happening::ImportUndone(import) => format!(
            "Import of source {} taken back{}",
            import.source,
            noted(&import.remark.reason)
        ),
        Happening::ImportRestored(import) => format!(
            "Import of source {} stands again{}",
            import.source,
            noted(&import.remark.reason)
        ),
        Happening::SourceDeleted(gone) => format!(
            "Source {} deleted at its owner’s request{}",
            gone.source,
            noted(&gone.remark.reason)
        ),
        Happening::SourceRestored(gone) => {
            format!(
                "Source {} restored{}",
                gone.source,
                noted(&gone.remark.reason)
            )
        }
        Happening::ReviewWithdrawn(gone) => format!(
            "Review {}: {}{}",
            gone.review,
            gone.by.sentence(),
            noted(&gone.remark.reason)
        ),
        Happening::ReviewReinstated(back) => {
            format!(
                "Review {} stands again{}",
                back.review,
                noted(&back.remark.reason)
            )
        }
        Happening::ReviewJudged(judged) => {
            let p = judged.verdict.as_ref().map(|verdict| verdict.p);
            let said = p.map_or_else(
                || "no verdict".to_owned(),
                |p| format!("probability {}", show::hundredth(p.get())),
            );
            format!("Review {} judged anew: {said}", judged.review)
        }
        Happening::JudgeLearned(learned) => format!(
            "The judge learned from {}",
            show::counted(learned.known, "known verdict", "known verdicts")
        ),
        Happening::JudgingSet(set) => {
            let reader = set
                .text_reader
                .map(|reader| format!("texts read by {reader}"));
            let error = set
                .accepted_error
                .map(|share| format!("accepted error {} %", show::tenth(share * 100.0)));
            let said: Vec<String> = reader.into_iter().chain(error).collect();
            format!("How verdicts are made was set: {}", said.join(", "))
        }
        Happening::LeaningsSet(set) => format!(
            "{} brought in{}",
            show::counted(
                set.leanings.len() as u64,
                "leaning of a critic or outlet",
                "leanings of critics and outlets"
            ),
            noted(&set.remark.reason)
        ),
        Happening::RatingRuleSet(ruled) => {
            format!(
                "{}: {}{}",
                whose(ruled.rule.whose),
                ruled.rule.says,
                noted(&ruled.remark.reason)
            )
        }
        Happening::RatingRuleCleared(ruled) => format!(
            "{}: no longer holds that {}{}",
            whose(ruled.rule.whose),
            ruled.rule.says,
            noted(&ruled.remark.reason)
        ),
        Happening::OutletWeighed(weighed) => format!(
            "Outlet {} weighs {} in weighted scores{}",
            weighed.outlet,
            show::hundredth(weighed.weight.unwrap_or(1.0)),
            noted(&weighed.remark.reason)
        ),
        Happening::OutletPlaced(placed) => format!(
            "Outlet {} is of {}{}",
            placed.outlet,
            placed
                .country
                .as_deref()
                .unwrap_or("the country its domain tells"),
            noted(&placed.remark.reason)
        ),
        Happening::NamesSet(set) => {
            let whose = match set.whose {
                Whose::Critic(critic) => format!("Critic {critic}"),
                Whose::Outlet(outlet) => format!("Outlet {outlet}"),
            };
            let also = match set.names.also.as_slice() {
                [] => String::new(),
                names => format!(", also {}", short(&names.join(", "))),
            };
            let domain = set.names.domain.as_ref();
            let domain = domain.map_or_else(String::new, |domain| format!(", {}", short(domain)));
            format!(
                "{whose} is called {}{also}{domain}{}",
                short(&set.names.name),
                noted(&set.remark.reason)
            )
        }
        Happening::CriticSplit(split) => format!(
            "Critic {} was two: {} are by critic {}, {}{}",
            split.critic,
            show::counted(split.reviews.len() as u64, "review", "reviews"),
            split.into,
            short(&split.name),
            noted(&split.remark.reason)
        ),
        Happening::PressSettled(settled) => {
            let part = settled
                .part
                .map_or("article", |(part, _)| PressPart::word(part));
            format!(
                "Film press settled: {part} {}{}",
                press_decided(&settled.decision),
                noted(&settled.remark.reason)
            )
        }
        Happening::ReadableAgain(again) => format!("{} is there again", again.address),
        Happening::IngestEnded(ended) => format!("An ingest ended: {}", ended.parcels),
        other => show::sentence(&other.kind().replace('-', " ")),
    }
}

/// Whose ratings a rule is about.
fn whose(whose: Whose) -> String {
    match whose {
        Whose::Critic(critic) => format!("Ratings of critic {critic}"),
        Whose::Outlet(outlet) => format!("Ratings of outlet {outlet}"),
    }
}

/// What was settled of film press.
fn press_decided(decision: &PressDecision) -> String {
    match decision {
        PressDecision::Hide => "not shown".to_owned(),
        PressDecision::Show => "shown again".to_owned(),
        PressDecision::Speaker(Some(name)) => format!("said by {}", show::excerpt(name, 12)),
        PressDecision::Speaker(None) => "nobody knows who said it".to_owned(),
        PressDecision::ClearSpeaker => "the speaker is again who was read".to_owned(),
        _ => "decided".to_owned(),
    }
}

/// A reason in brackets, where there is one.
fn noted(note: &str) -> String {
    if note.is_empty() {
        String::new()
    } else {
        format!(" ({})", show::excerpt(note, 12))
    }
}

/// The two of a pair: the one given up and the one it is taken for.
fn sides(pair: Pair) -> (String, String) {
    match pair {
        Pair::Film { from, into } => (format!("Film {from}"), format!("film {into}")),
        Pair::Critic { from, into } => (format!("Critic {from}"), format!("critic {into}")),
        Pair::Outlet { from, into } => (format!("Outlet {from}"), format!("outlet {into}")),
    }
}

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage {
    frame: Frame,
    entries: Vec<EntryLine>,
    newer: Option<String>,
    older: Option<String>,
    range: String,
}

/// `before=N` shows the entries that come just before entry N; without it, the latest.
pub(super) async fn log(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    const WANTED: &str = "the number of an entry";
    let head = ask.head.seq.0;
    let before: i64 = ask.query.read("before", WANTED)?.unwrap_or(head + 1);
    if before < 1 {
        return Err(SiteError::bad("before", WANTED, &before.to_string()));
    }
    let top = before.min(head + 1);
    let from = (top - 1 - LINES).max(0);
    let limit = u32::try_from(top - 1 - from).unwrap_or(0);
    let mut entries = if limit == 0 {
        Vec::new()
    } else {
        site.ledger.entries(Seq(from), limit).await?
    };
    entries.reverse();
    let number = |seq: i64| show::count(u64::try_from(seq).unwrap_or(0));
    page(&LogPage {
        frame: site.frame(&ask, "log", "Log of changes", "/log"),
        entries: entries.iter().map(EntryLine::of).collect(),
        newer: (top <= head).then(|| {
            let next = top + LINES;
            if next > head {
                "/log".to_owned()
            } else {
                format!("/log?before={next}")
            }
        }),
        older: (from > 0).then(|| format!("/log?before={}", from + 1)),
        range: if limit == 0 {
            "No entries".to_owned()
        } else {
            format!(
                "Entries {} to {} of {}",
                number(top - 1),
                number(from + 1),
                number(head)
            )
        },
    })
}

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    frame: Frame,
    entry: EntryLine,
    kind: &'static str,
    hash: String,
    before_hash: String,
    body: String,
    is_cut: bool,
    newer: Option<String>,
    older: Option<String>,
}

pub(super) async fn entry(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let seq: Seq = ask.id("entry")?;
    let found = site.ledger.entry(seq).await?;
    let entry = found.ok_or_else(|| SiteError::no_such("entry", seq))?;
    let before = if seq.0 > 1 {
        site.ledger
            .entry(Seq(seq.0 - 1))
            .await?
            .map(|entry| entry.hash)
    } else {
        Some(ovation_terms::Hash::ZERO)
    };
    let (body, is_cut) = body_of(for_readers(entry.happening.clone()))?;
    let line = EntryLine::of(&entry);
    page(&EntryPage {
        frame: site.frame(&ask, "log", format!("Entry {}", line.seq), &line.href),
        kind: entry.happening.kind(),
        hash: entry.hash.to_string(),
        before_hash: before.map_or_else(String::new, |hash| hash.to_string()),
        body,
        is_cut,
        newer: (seq < ask.head.seq).then(|| links::entry(Seq(seq.0 + 1))),
        older: (seq.0 > 1).then(|| links::entry(Seq(seq.0 - 1))),
        entry: line,
    })
}

/// The entry's body as JSON; a review's text is shown as an excerpt only.
fn body_of(mut happening: Happening) -> Result<(String, bool), SiteError> {
    match &mut happening {
        Happening::ReviewRead(read) => {
            crate::view::shorten(&mut read.finding);
            let verdict = read.verdict.as_mut();
            if let Some(grounds) = verdict.and_then(|verdict| verdict.grounds.as_mut()) {
                // It stands in the text, of which no more is shown than the excerpt.
                grounds.sentence = None;
            }
        }
        Happening::ReviewSeen(seen) => {
            if let Some(finding) = &mut seen.otherwise {
                crate::view::shorten(finding);
            }
        }
        Happening::PressRead(read) => {
            for part in read
                .finding
                .statements
                .iter_mut()
                .flat_map(|said| &mut said.words)
            {
                part.value = show::excerpt(&part.value, crate::view::EXCERPT_WORDS);
            }
        }
        _ => {}
    }
    let body = serde_json::to_string_pretty(&happening)?;
    if body.chars().count() <= BODY_CHARS {
        return Ok((body, false));
    }
    Ok((body.chars().take(BODY_CHARS).collect(), true))
}
