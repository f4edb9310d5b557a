//! Lists of critics and outlets, from A to Z.

use super::{Frame, Pages, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::figures::Board;
use crate::front::Site;
use crate::view::Named;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_desk::outlet_key;
use ovation_ledger::NameOf;
use ovation_terms::{CriticId, OutletId, WorkKind, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Names on a page.
const NAMES: u32 = 200;

/// Which works a list is asked for: films, unless series or seasons are.
pub(crate) fn kind_asked(ask: &Ask) -> Result<WorkKind, SiteError> {
    let codes = WorkKind::ALL.map(WorkKind::code);
    let kind = ask
        .query
        .choice("kind", &codes, |text| text.parse::<WorkKind>().ok())?;
    Ok(kind.unwrap_or_default())
}

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage {
    frame: Frame,
    heading: &'static str,
    total: String,
    /// How they stand in the list.
    sorted: &'static str,
    letters: Vec<Letter>,
    names: Vec<ListedName>,
    pages: Pages,
}

/// A letter that names begin with.
#[derive(Debug)]
struct Letter {
    href: String,
    words: String,
    count: String,
    is_here: bool,
}

/// A name with its reviews.
#[derive(Debug)]
struct ListedName {
    name: Named,
    reviews: String,
}

/// A name as a list sorts it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sorted {
    key: String,
    id: i64,
    name: String,
}

/// Other than a letter: a digit, or nothing at all.
const NO_LETTER: &str = "#";

impl Sorted {
    /// The letter it stands under.
    fn letter(&self) -> String {
        let first = self.key.chars().next();
        let first = first.filter(|first| first.is_alphabetic());
        first.map_or_else(
            || NO_LETTER.to_owned(),
            |first| first.to_uppercase().collect(),
        )
    }
}

/// By surname: the last word, then the others.
fn by_surname(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let last = words.pop().unwrap_or(name);
    format!("{} {}", fold(last), fold(&words.join(" ")))
}

/// One of the two lists.
struct NameList<'a> {
    part: &'static str,
    heading: &'static str,
    words: (&'static str, &'static str),
    sorted: &'static str,
    names: &'a [NameOf],
    counts: &'a BTreeMap<i64, u32>,
    gone: BTreeSet<i64>,
    key: fn(&str) -> String,
    link: fn(i64, &str) -> String,
}

pub(super) async fn critics(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let board: &Board = &board;
    let (gone, _) = site.ledger.without_living_reviews().await?;
    let list = NameList {
        part: "critics",
        heading: "Critics",
        words: ("critic", "critics"),
        sorted: "by surname",
        names: &board.critics,
        counts: &board.of_critic,
        gone: gone.into_iter().map(|critic| critic.0).collect(),
        key: by_surname,
        link: |id, name| links::critic(CriticId(id), name),
    };
    names_page(&site, &ask, &list)
}

pub(super) async fn outlets(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let board: &Board = &board;
    let (_, gone) = site.ledger.without_living_reviews().await?;
    let list = NameList {
        part: "outlets",
        heading: "Outlets",
        words: ("outlet", "outlets"),
        sorted: "by name, without its article",
        names: &board.outlets,
        counts: &board.of_outlet,
        gone: gone.into_iter().map(|outlet| outlet.0).collect(),
        key: outlet_key,
        link: |id, name| links::outlet(OutletId(id), name),
    };
    names_page(&site, &ask, &list)
}

/// The page of a list of names.
fn names_page(site: &Site, ask: &Ask, list: &NameList<'_>) -> Result<Response, SiteError> {
    let number = ask.query.page()?;
    let there = list
        .names
        .iter()
        .filter(|name| !list.gone.contains(&name.id));
    let mut names: Vec<Sorted> = there
        .map(|known| Sorted {
            key: (list.key)(&known.name),
            id: known.id,
            name: known.name.clone(),
        })
        .collect();
    names.sort_unstable();
    let all = names.len() as u64;
    let here = format!("/{}", list.part);
    let asked: Option<String> = ask.query.get("letter").map(str::to_uppercase);
    let mut letters: BTreeMap<String, u64> = BTreeMap::new();
    for name in &names {
        *letters.entry(name.letter()).or_insert(0) += 1;
    }
    if let Some(asked) = &asked {
        names.retain(|name| name.letter() == *asked);
    }
    let total = names.len() as u64;
    let pages = pages_of(total, NAMES);
    let from = (number as usize - 1).saturating_mul(NAMES as usize);
    let query = ask.query.set("page", "");
    page(&NamesPage {
        frame: site.frame(ask, list.part, list.heading, &here),
        heading: list.heading,
        total: show::counted(all, list.words.0, list.words.1),
        sorted: list.sorted,
        letters: letters
            .into_iter()
            .map(|(letter, count)| Letter {
                href: format!("{here}{}", query.set("letter", &letter)),
                is_here: asked.as_ref() == Some(&letter),
                words: letter,
                count: show::count(count),
            })
            .collect(),
        names: names
            .into_iter()
            .skip(from)
            .take(NAMES as usize)
            .map(|listed| ListedName {
                reviews: show::counted(
                    list.counts.get(&listed.id).copied().unwrap_or(0).into(),
                    "review",
                    "reviews",
                ),
                name: Named {
                    href: (list.link)(listed.id, &listed.name),
                    name: listed.name,
                },
            })
            .collect(),
        pages: Pages::new(ask, &here, number, number < pages, Some(pages)),
    })
}

/// How many pages a list of so many lines has.
pub(super) fn pages_of(total: u64, on_a_page: u32) -> u32 {
    u32::try_from(total.div_ceil(u64::from(on_a_page))).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_surname_and_without_articles() {
        assert!(by_surname("Zoe Abel") < by_surname("Adam Zorn"));
        assert_eq!(by_surname("Prince"), "prince ");
        let under = |name: &str, key: fn(&str) -> String| {
            let sorted = Sorted {
                key: key(name),
                id: 1,
                name: name.to_owned(),
            };
            sorted.letter()
        };
        assert_eq!(under("The Evening Lantern", outlet_key), "E");
        assert_eq!(under("7 Reels", outlet_key), "#");
        assert_eq!(under("Álvaro Ébano", by_surname), "E");
    }
}
