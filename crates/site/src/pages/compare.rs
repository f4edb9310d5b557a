//! Two to four films, or two critics, side by side.

mod critics;
mod films;

use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::figures::{Board, NameSort};
use crate::front::{Site, lead_to};
use crate::panels::{coded, numbered};
use crate::show;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use critics::{CriticsShown, critics_shown};
use films::{FilmsShown, films_shown};
use ovation_terms::{CriticId, FilmId};

/// The parts of an address that the page reads.
pub(super) const PARTS: [&str; 8] = ["films", "critics", "panel", "of", "a", "b", "c", "d"];
/// The places of the form.
const PLACES: [&str; 4] = ["a", "b", "c", "d"];
/// Names that are proposed for words.
const PROPOSED: usize = 8;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    notices: Vec<String>,
    proposals: Vec<FilmProposals>,
    films: Option<FilmsShown>,
    critics: Option<CriticsShown>,
    /// What was typed, or who is compared, in the places of both forms.
    film_words: Vec<(&'static str, String)>,
    critic_words: Vec<(&'static str, String)>,
}

/// Whom the words of one place may mean.
#[derive(Debug)]
struct FilmProposals {
    heading: String,
    choices: Vec<(String, String, String)>,
}

pub(super) async fn compare(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let board = site.figures.at(&site.ledger, &ask.head).await?;
    let of_critics = match ask.query.get("of") {
        None => ask.query.get("critics").is_some(),
        Some("films") => false,
        Some("critics") => true,
        Some(other) => return Err(SiteError::bad("of", "one of films, critics", other)),
    };
    let sort = if of_critics {
        NameSort::Critic
    } else {
        NameSort::Film
    };
    let (list, most) = if of_critics {
        ("critics", 2)
    } else {
        ("films", 4)
    };
    let (mut chosen, mut notices) = chosen(&ask, &board, sort, list);
    let typed: Vec<&str> = PLACES
        .iter()
        .filter_map(|place| ask.query.get(place))
        .collect();
    if !typed.is_empty() {
        return found_by_words(&site, &ask, &board, (sort, list), &typed);
    }
    if chosen.len() > most {
        notices.push(format!("The first {most} are compared."));
        chosen.truncate(most);
    }
    if chosen.len() == 1 {
        notices.push("One alone compares with nothing: name another.".to_owned());
    }
    let words: Vec<String> = chosen.iter().map(|id| name_of(&board, sort, *id)).collect();
    let (mut films, mut critics) = (None, None);
    if chosen.len() > 1 {
        if of_critics {
            let ids: Vec<CriticId> = chosen.iter().map(|id| CriticId(*id)).collect();
            critics = critics_shown(&site, &board, &ids).await?;
        } else {
            let ids: Vec<FilmId> = chosen.iter().map(|id| FilmId(*id)).collect();
            films = Some(films_shown(&site, &ask, &board, &ids).await?);
        }
    }
    let title = if words.len() > 1 {
        words.join(" and ")
    } else {
        "Compare".to_owned()
    };
    let places = |is_here: bool, most: usize| {
        let word = |at: usize| {
            words
                .get(at)
                .filter(|_| is_here)
                .cloned()
                .unwrap_or_default()
        };
        let places = PLACES.into_iter().take(most).enumerate();
        places.map(|(at, place)| (place, word(at))).collect()
    };
    page(&ComparePage {
        frame: site.frame(&ask, "compare", title, "/compare"),
        notices,
        proposals: Vec::new(),
        film_words: places(!of_critics, 4),
        critic_words: places(of_critics, 2),
        films,
        critics,
    })
}

/// Who is named in the address, and what is said of those the record lacks.
fn chosen(ask: &Ask, board: &Board, sort: NameSort, list: &str) -> (Vec<i64>, Vec<String>) {
    let (mut chosen, mut notices) = (Vec::new(), Vec::new());
    let named = ask.query.get(list).into_iter();
    for text in named.flat_map(|text| text.split(',')) {
        match numbered(text.trim()).filter(|id| has(board, sort, *id)) {
            Some(id) if chosen.contains(&id) => {}
            Some(id) => chosen.push(id),
            None => notices.push(format!(
                "The record has no {} “{}” with reviews.",
                sort.code(),
                show::excerpt(text, 12)
            )),
        }
    }
    (chosen, notices)
}

/// What words mean: one beyond doubt, as it stands in an address, or each that they may mean.
fn meant(board: &Board, sort: NameSort, words: &str) -> Result<String, Vec<Meant>> {
    let found = board.names.find(words, &[sort], PROPOSED);
    let whole: Vec<_> = found.iter().filter(|one| one.is_whole).collect();
    let one = match (whole.as_slice(), found.as_slice()) {
        ([one], _) => Some(*one),
        (_, [one]) if one.slips == 0 => Some(one),
        _ => None,
    };
    if let Some(one) = one {
        return Ok(coded(one.id, &name_of(board, sort, one.id)));
    }
    let told = found.iter().map(|one| {
        let film = board
            .film(FilmId(one.id))
            .filter(|_| sort == NameSort::Film);
        let year = film.and_then(|film| film.year);
        let beside = year.map_or_else(String::new, |year| year.to_string());
        (one.id, name_of(board, sort, one.id), beside)
    });
    Err(told.collect())
}

/// A number, its name, and what is said beside it.
type Meant = (i64, String, String);

fn has(board: &Board, sort: NameSort, id: i64) -> bool {
    match sort {
        NameSort::Film => board.film(FilmId(id)).is_some(),
        _ => board.critic(CriticId(id)).is_some(),
    }
}

fn name_of(board: &Board, sort: NameSort, id: i64) -> String {
    match sort {
        NameSort::Film => board
            .film(FilmId(id))
            .map_or_else(String::new, |film| film.title.to_string()),
        _ => board
            .critic(CriticId(id))
            .map_or_else(String::new, |critic| critic.name.clone()),
    }
}

/// What the form found: where each of the words means one, the address of the comparison; else what each may mean.
fn found_by_words(
    site: &Site,
    ask: &Ask,
    board: &Board,
    (sort, list): (NameSort, &'static str),
    typed: &[&str],
) -> Result<Response, SiteError> {
    let mut sure: Vec<String> = Vec::new();
    let mut open: Vec<(&str, Vec<Meant>)> = Vec::new();
    for words in typed {
        match meant(board, sort, words) {
            Ok(one) => sure.push(one),
            Err(several) => open.push((words, several)),
        }
    }
    if open.is_empty() && sure.len() > 1 {
        return Ok(lead_to(&format!("/compare?{list}={}", sure.join(","))));
    }
    let (first, later) = match open.split_first() {
        Some((first, later)) => (Some(first), later),
        None => (None, &[][..]),
    };
    // Choosing for one place keeps what was typed in the others.
    let rest = |id: i64, name: &str| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("of", list);
        let named = |text: &String| {
            let id = numbered(text).unwrap_or(0);
            name_of(board, sort, id)
        };
        let words = sure.iter().map(named);
        let words = words
            .chain([name.to_owned()])
            .chain(later.iter().map(|(words, _)| (*words).to_owned()));
        let all_known = later.is_empty();
        if all_known && !sure.is_empty() {
            return format!("/compare?{list}={},{}", sure.join(","), coded(id, name));
        }
        for (place, words) in PLACES.into_iter().zip(words) {
            query.append_pair(place, &words);
        }
        format!("/compare?{}", query.finish())
    };
    let proposals = first.into_iter().map(|(words, found)| FilmProposals {
        heading: if found.is_empty() {
            format!(
                "Nothing with reviews is called “{}”",
                show::excerpt(words, 12)
            )
        } else {
            format!("Which “{}”?", show::excerpt(words, 12))
        },
        choices: found
            .iter()
            .map(|(id, name, beside)| (rest(*id, name), name.clone(), beside.clone()))
            .collect(),
    });
    let places = |is_here: bool, most: usize| {
        let places = PLACES.into_iter().take(most);
        places
            .map(|place| {
                let words = ask.query.get(place).filter(|_| is_here);
                (place, words.unwrap_or_default().to_owned())
            })
            .collect()
    };
    let one_alone = "Name at least two to compare.".to_owned();
    page(&ComparePage {
        frame: site.frame(ask, "compare", "Compare", "/compare"),
        notices: (open.is_empty() || typed.len() < 2)
            .then_some(one_alone)
            .into_iter()
            .collect(),
        proposals: proposals.collect(),
        film_words: places(sort == NameSort::Film, 4),
        critic_words: places(sort == NameSort::Critic, 2),
        films: None,
        critics: None,
    })
}
