//! Your panel: critics, outlets, countries and languages picked by name, in an address that can be kept.

use super::{Frame, page};
use crate::ask::{Ask, Query};
use crate::error::SiteError;
use crate::figures::{Board, NameSort, NameSuggestion};
use crate::front::{Site, lead_to};
use crate::panels::{
    coded, country_coded, country_name, country_of_outlet, language_coded, language_name, numbered,
    panel_text,
};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_score::Panel;
use ovation_terms::{CriticId, Day, FilmId, OutletId};
use std::collections::BTreeMap;
use url::form_urlencoded;

/// The parts of an address that the page reads.
pub(super) const PARTS: [&str; 11] = [
    "critics",
    "outlets",
    "countries",
    "languages",
    "from",
    "to",
    "critic",
    "outlet",
    "country",
    "language",
    "film",
];
/// The parts that are the panel.
const LISTS: [&str; 4] = ["critics", "outlets", "countries", "languages"];

/// Names that are proposed for words.
const PROPOSED: usize = 8;

#[derive(Template)]
#[template(path = "panel.html")]
struct PanelPage {
    frame: Frame,
    chips: Vec<Chip>,
    notices: Vec<String>,
    proposals: Vec<Proposals>,
    /// What the form passes on.
    hidden: Vec<(&'static str, String)>,
    typed: BTreeMap<&'static str, String>,
    from: String,
    to: String,
    countries: Vec<PanelChoice>,
    /// The ranking by this panel; none while it is everybody.
    ranking: Option<String>,
    films: Vec<PanelChoice>,
}

/// Somebody who was chosen, with the address without them.
#[derive(Debug)]
struct Chip {
    kind: &'static str,
    words: String,
    href: String,
}

/// A link with what is said beside it.
#[derive(Debug)]
struct PanelChoice {
    words: String,
    beside: String,
    href: String,
}

/// What words may mean.
#[derive(Debug)]
struct Proposals {
    heading: String,
    choices: Vec<PanelChoice>,
}

impl PanelPage {
    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }
}

/// The lists of an address, as they stand there.
#[derive(Clone, Debug, Default)]
struct Chosen {
    lists: BTreeMap<&'static str, Vec<String>>,
    days: BTreeMap<&'static str, String>,
}

impl Chosen {
    fn of(query: &Query) -> Self {
        let values = |name: &&'static str| {
            let text = query.get(name)?;
            let values = text
                .split(',')
                .map(str::trim)
                .filter(|value| !value.is_empty());
            let mut held: Vec<String> = Vec::new();
            for value in values {
                if !held.iter().any(|known| known == value) {
                    held.push(value.to_owned());
                }
            }
            Some((*name, held))
        };
        let days = ["from", "to"].into_iter();
        Self {
            lists: LISTS.iter().filter_map(values).collect(),
            days: days
                .filter_map(|name| Some((name, query.get(name)?.to_owned())))
                .collect(),
        }
    }

    fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// The address of this choice.
    fn href(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in LISTS {
            let values = self.list(name).join(",");
            if !values.is_empty() {
                query.append_pair(name, &values);
            }
        }
        for (name, day) in &self.days {
            query.append_pair(name, day);
        }
        match query.finish() {
            empty if empty.is_empty() => "/panel".to_owned(),
            // Commas may stand in a query as they are, and are easier to read so.
            query => format!("/panel?{}", query.replace("%2C", ",")),
        }
    }

    fn with(&self, name: &'static str, value: &str) -> Self {
        let mut made = self.clone();
        let list = made.lists.entry(name).or_default();
        if !list.iter().any(|known| known == value) {
            list.push(value.to_owned());
        }
        made
    }

    fn without(&self, name: &str, value: &str) -> Self {
        let mut made = self.clone();
        if let Some(list) = made.lists.get_mut(name) {
            list.retain(|known| known != value);
        }
        made
    }
}

pub(super) async fn panel(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let chosen = Chosen::of(&ask.query);
    let mut proposals = Vec::new();
    let mut added = chosen.clone();
    for (field, list) in [
        ("critic", "critics"),
        ("outlet", "outlets"),
        ("country", "countries"),
        ("language", "languages"),
    ] {
        let Some(typed) = ask.query.get(field) else {
            continue;
        };
        match picked(&board, list, typed) {
            Picked::One(value) => added = added.with(list, &value),
            Picked::Proposed(found) => proposals.push((list, typed.to_owned(), found)),
        }
    }
    // One who was named beyond doubt is in the panel: the address says so from then on.
    if proposals.is_empty() && added.href() != chosen.href() {
        return Ok(lead_to(&added.href()));
    }
    let (panel, chips, notices) = read(&board, &added, &ask.query)?;
    let text = panel_text(&board, &panel);
    let is_everybody = panel.is_everybody();
    let films = ask
        .query
        .get("film")
        .map(|words| films(&board, words, &text));
    let told = proposals.into_iter().map(|(list, typed, found)| Proposals {
        heading: heading(list, &typed, found.is_empty()),
        choices: found
            .into_iter()
            .map(|(value, words, beside)| PanelChoice {
                href: added.with(list, &value).href(),
                words,
                beside,
            })
            .collect(),
    });
    let typed = |name: &'static str| (name, ask.query.get(name).unwrap_or_default().to_owned());
    page(&PanelPage {
        frame: site.frame(&ask, "panel", "Your panel", "/panel"),
        chips,
        notices,
        proposals: told.collect(),
        hidden: LISTS
            .into_iter()
            .map(|name| (name, added.list(name).join(",")))
            .filter(|(_, values)| !values.is_empty())
            .collect(),
        typed: ["critic", "outlet", "country", "language", "film"]
            .into_iter()
            .map(typed)
            .collect(),
        from: added.days.get("from").cloned().unwrap_or_default(),
        to: added.days.get("to").cloned().unwrap_or_default(),
        countries: countries(&board, &added),
        ranking: (!is_everybody).then(|| with_panel("/films", &text)),
        films: films.unwrap_or_default(),
    })
}

fn heading(list: &str, typed: &str, is_empty: bool) -> String {
    let typed = show::excerpt(typed, 12);
    let (one, many) = match list {
        "critics" => ("critic", "Critics"),
        "outlets" => ("outlet", "Outlets"),
        "countries" => ("country", "Countries"),
        _ => ("language", "Languages"),
    };
    if is_empty {
        format!("The record knows no {one} called “{typed}”")
    } else {
        format!("{many} that “{typed}” may mean")
    }
}

/// An address with a panel in it.
fn with_panel(path: &str, text: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("panel", text);
    format!("{path}?{}", query.finish())
}

enum Picked {
    One(String),
    /// Each with what stands for it in an address, its name, and what is said beside it.
    Proposed(Vec<(String, String, String)>),
}

/// Whom words mean.
fn picked(board: &Board, list: &str, typed: &str) -> Picked {
    let code = match list {
        "countries" => Some(country_coded(typed)),
        "languages" => Some(language_coded(typed)),
        _ => None,
    };
    if let Some(code) = code {
        return match code {
            Some(code) => Picked::One(code.to_owned()),
            None => Picked::Proposed(Vec::new()),
        };
    }
    let sort = if list == "critics" {
        NameSort::Critic
    } else {
        NameSort::Outlet
    };
    let found = board.names.find(typed, &[sort], PROPOSED);
    let whole: Vec<&NameSuggestion> = found.iter().filter(|one| one.is_whole).collect();
    if let [one] = whole.as_slice() {
        return Picked::One(told(board, one).0);
    }
    Picked::Proposed(found.iter().map(|one| told(board, one)).collect())
}

fn told(board: &Board, one: &NameSuggestion) -> (String, String, String) {
    let (name, count) = match one.sort {
        NameSort::Critic => (board.critic(CriticId(one.id)), board.of_critic.get(&one.id)),
        _ => (board.outlet(OutletId(one.id)), board.of_outlet.get(&one.id)),
    };
    let name = name.map_or("", |name| &name.name);
    let count = u64::from(count.copied().unwrap_or(0));
    (
        coded(one.id, name),
        name.to_owned(),
        show::counted(count, "review", "reviews"),
    )
}

/// The panel that a choice is; what of it is unknown is told and left out.
fn read(
    board: &Board,
    chosen: &Chosen,
    query: &Query,
) -> Result<(Panel, Vec<Chip>, Vec<String>), SiteError> {
    const DAY: &str = "a day like `2024-03-01`";
    let mut panel = Panel {
        from: query.read::<Day>("from", DAY)?,
        to: query.read::<Day>("to", DAY)?,
        ..Panel::default()
    };
    let (mut chips, mut notices) = (Vec::new(), Vec::new());
    for list in LISTS {
        for value in chosen.list(list) {
            let found = match list {
                "critics" => numbered(value)
                    .and_then(|id| board.critic(CriticId(id)))
                    .map(|critic| {
                        panel.critics.push(CriticId(critic.id));
                        ("Critic", critic.name.clone())
                    }),
                "outlets" => numbered(value)
                    .and_then(|id| board.outlet(OutletId(id)))
                    .map(|outlet| {
                        panel.outlets.push(OutletId(outlet.id));
                        ("Outlet", outlet.name.clone())
                    }),
                "countries" => country_coded(value).map(|code| {
                    panel.countries.push(code.to_owned());
                    ("Outlets of", country_name(code))
                }),
                _ => is_language(value).then(|| {
                    panel.languages.push(value.to_ascii_lowercase());
                    ("Reviews in", language_name(value))
                }),
            };
            let href = chosen.without(list, value).href();
            if let Some((kind, words)) = found {
                chips.push(Chip { kind, words, href });
            } else {
                let value = show::excerpt(value, 12);
                notices.push(format!(
                    "Of the {list} chosen the record does not know “{value}”: it is left out."
                ));
            }
        }
    }
    Ok((panel.sorted(), chips, notices))
}

/// A tag of BCP 47 as panels take it.
fn is_language(value: &str) -> bool {
    let letters = value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (2..=35).contains(&value.len()) && letters
}

/// The countries of the record's outlets that are not chosen yet, with most reviews first.
fn countries(board: &Board, chosen: &Chosen) -> Vec<PanelChoice> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for outlet in board.outlets.iter() {
        if let Some(country) = country_of_outlet(board, outlet) {
            let reviews = board.of_outlet.get(&outlet.id).copied().unwrap_or(0);
            *counts.entry(country).or_insert(0) += u64::from(reviews);
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().filter(|(_, n)| *n > 0).collect();
    counts.sort_by_key(|(code, reviews)| (std::cmp::Reverse(*reviews), code.clone()));
    counts.retain(|(code, _)| !chosen.list("countries").contains(code));
    let counts = counts.into_iter().take(12);
    let choices = counts.map(|(code, reviews)| PanelChoice {
        words: country_name(&code),
        beside: show::counted(reviews, "review", "reviews"),
        href: chosen.with("countries", &code).href(),
    });
    choices.collect()
}

/// The films that words name, each at its page as this panel sees it.
fn films(board: &Board, words: &str, panel: &str) -> Vec<PanelChoice> {
    let found = board.names.find(words, &[NameSort::Film], PROPOSED);
    let films = found.iter().filter_map(|one| board.film(FilmId(one.id)));
    let choices = films.map(|film| {
        let path = links::film_named(film.id, &film.title);
        PanelChoice {
            words: film.title.to_string(),
            beside: film.year.map_or_else(String::new, |year| year.to_string()),
            href: if panel.is_empty() {
                path
            } else {
                with_panel(&path, panel)
            },
        }
    });
    choices.collect()
}
