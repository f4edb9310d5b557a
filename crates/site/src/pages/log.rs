//! The log: every entry of the ledger, newest first, and each by itself.

use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_terms::{Entry, EntryBody, Seq, Subject, for_readers};

/// Entries on a page.
const LINES: i64 = 100;
/// Most words of a text that somebody else wrote, in an entry's line.
const WORDS: usize = 24;
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
        let entry_body = for_readers(entry.body.clone());
        Self {
            seq: show::count(u64::try_from(entry.seq.0).unwrap_or(0)),
            href: links::entry(entry.seq),
            at: show::moment(entry.at),
            actor: entry.actor.to_string(),
            words: show::sentence(&entry_body.sentence(WORDS)),
            about: about(&entry_body),
        }
    }
}

fn about(entry_body: &EntryBody) -> Option<String> {
    match entry_body.subject() {
        Subject::Review(review) => Some(links::review(review)),
        Subject::Film(film) => Some(links::film(film)),
        Subject::Critic(critic, name) => Some(links::critic(critic, name)),
        Subject::Outlet(outlet, name) => Some(links::outlet(outlet, name)),
        Subject::None => None,
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
    let (body, is_cut) = body_of(for_readers(entry.body.clone()))?;
    let line = EntryLine::of(&entry);
    page(&EntryPage {
        frame: site.frame(&ask, "log", format!("Entry {}", line.seq), &line.href),
        kind: entry.body.kind(),
        hash: entry.hash.to_string(),
        before_hash: before.map_or_else(String::new, |hash| hash.to_string()),
        body,
        is_cut,
        newer: (seq < ask.head.seq).then(|| links::entry(Seq(seq.0 + 1))),
        older: (seq.0 > 1).then(|| links::entry(Seq(seq.0 - 1))),
        entry: line,
    })
}

/// The entry's body as JSON; a source's text is shown as an excerpt only.
fn body_of(mut entry_body: EntryBody) -> Result<(String, bool), SiteError> {
    entry_body.cut_words(crate::view::EXCERPT_WORDS);
    let body = serde_json::to_string_pretty(&entry_body)?;
    if body.chars().count() <= BODY_CHARS {
        return Ok((body, false));
    }
    Ok((body.chars().take(BODY_CHARS).collect(), true))
}
