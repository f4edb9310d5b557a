//! Panels by name: how a choice of critics, outlets, countries and languages stands in an address, what it is
//! called, and every film's score by it.

mod codes;

pub(crate) use codes::{country_coded, country_name, language_coded, language_name};

use crate::error::SiteError;
use crate::figures::{Board, VotesTold};
use crate::links;
use crate::view::Named;
use ovation_ledger::{Ledger, NameOf};
use ovation_score::{Panel, Scratch};
use ovation_terms::{CriticId, FilmId, OutletId, Vote, country_of, slug};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in an address for one of many: `12-ada-marlow`.
pub(crate) fn coded(id: i64, name: &str) -> String {
    let name = slug(name);
    if name.is_empty() {
        id.to_string()
    } else {
        format!("{id}-{name}")
    }
}

/// The number in `12-ada-marlow` or `12`; none of anything else.
pub(crate) fn numbered(text: &str) -> Option<i64> {
    let number = text.split_once('-').map_or(text, |(number, _)| number);
    let is_plain = number.len() <= 18 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_plain)
}

/// The country of an outlet, as it was set or as its domain tells.
pub(crate) fn country_of_outlet(board: &Board, outlet: &NameOf) -> Option<String> {
    let set = board.placed.get(&OutletId(outlet.id)).cloned();
    set.or_else(|| outlet.domain.as_deref().and_then(country_of))
}

/// A panel in words, and where it is changed.
#[derive(Debug)]
pub(crate) struct PanelShown {
    /// Those who are in it.
    pub(crate) members: Vec<Named>,
    /// The page on which it is changed.
    pub(crate) href: String,
    /// What the page does not take into account, or does not know.
    pub(crate) notices: Vec<String>,
}

impl PanelShown {
    pub(crate) fn of(board: &Board, panel: &Panel) -> Self {
        let mut members = Vec::new();
        let mut notices = Vec::new();
        for id in &panel.critics {
            match board.critic(*id) {
                Some(critic) => members.push(Named {
                    href: links::critic(*id, &critic.name),
                    name: critic.name.clone(),
                }),
                None => notices.push(format!("The record has no critic {id}.")),
            }
        }
        for id in &panel.outlets {
            match board.outlet(*id) {
                Some(outlet) => members.push(Named {
                    href: links::outlet(*id, &outlet.name),
                    name: outlet.name.clone(),
                }),
                None => notices.push(format!("The record has no outlet {id}.")),
            }
        }
        let named = |name: String| Named {
            href: String::new(),
            name,
        };
        let countries = panel.countries.iter();
        members.extend(countries.map(|code| named(format!("outlets of {}", country_name(code)))));
        members.extend(panel.from.map(|day| named(format!("from {day}"))));
        members.extend(panel.to.map(|day| named(format!("to {day}"))));
        if !panel.languages.is_empty() {
            let languages = panel.languages.iter().map(|code| language_name(code));
            let languages: Vec<String> = languages.collect();
            notices.push(format!(
                "The language ({}) is taken into account on each film’s own page, not in this list.",
                languages.join(", ")
            ));
        }
        Self {
            members,
            href: panel_href(board, panel),
            notices,
        }
    }
}

/// A panel as a film's page and the ranking read it, with names beside the numbers.
pub(crate) fn panel_text(board: &Board, panel: &Panel) -> String {
    let parts = parts_of(board, panel);
    let parts = parts
        .iter()
        .map(|(name, values)| format!("{name}:{values}"));
    parts.collect::<Vec<_>>().join(";")
}

/// The address of the page on which a panel is put together.
pub(crate) fn panel_href(board: &Board, panel: &Panel) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, values) in parts_of(board, panel) {
        query.append_pair(name, &values);
    }
    match query.finish() {
        empty if empty.is_empty() => "/panel".to_owned(),
        query => format!("/panel?{query}"),
    }
}

fn parts_of(board: &Board, panel: &Panel) -> Vec<(&'static str, String)> {
    let critic = |id: &CriticId| match board.critic(*id) {
        Some(critic) => coded(id.0, &critic.name),
        None => id.to_string(),
    };
    let outlet = |id: &OutletId| match board.outlet(*id) {
        Some(outlet) => coded(id.0, &outlet.name),
        None => id.to_string(),
    };
    let critics: Vec<String> = panel.critics.iter().map(critic).collect();
    let outlets: Vec<String> = panel.outlets.iter().map(outlet).collect();
    let mut parts = vec![
        ("critics", critics.join(",")),
        ("outlets", outlets.join(",")),
        ("countries", panel.countries.join(",")),
        ("languages", panel.languages.join(",")),
    ];
    parts.extend(panel.from.map(|day| ("from", day.to_string())));
    parts.extend(panel.to.map(|day| ("to", day.to_string())));
    parts.retain(|(_, values)| !values.is_empty());
    parts
}

/// What the reviews of a panel come to, film by film. Languages are not looked at.
pub(crate) async fn panel_told(
    ledger: &Ledger,
    board: &Board,
    panel: &Panel,
) -> Result<BTreeMap<FilmId, VotesTold>, SiteError> {
    let outlets = outlets_of(board, panel);
    let is_nobody = panel.critics.is_empty() && outlets.as_ref().is_some_and(BTreeSet::is_empty);
    if is_nobody {
        return Ok(BTreeMap::new());
    }
    let listed: Vec<OutletId> = outlets.iter().flatten().copied().collect();
    if panel.critics.is_empty() && listed.is_empty() {
        return everybody_told(ledger, board, panel).await;
    }
    let votes = ledger.votes_among(&panel.critics, &listed).await?;
    let (from, to, critics) = (panel.from, panel.to, panel.critics.clone());
    let work = tokio::task::spawn_blocking(move || {
        let mut films: BTreeMap<FilmId, Vec<_>> = BTreeMap::new();
        for mut vote in votes {
            let is_in = outlets
                .as_ref()
                .is_none_or(|outlets| vote.outlet.is_some_and(|own| outlets.contains(&own)))
                && from.is_none_or(|from| from <= vote.day)
                && to.is_none_or(|to| vote.day <= to);
            if !is_in {
                continue;
            }
            if !critics.is_empty() {
                // Of a joint review only those of the panel sign it here.
                let mut signers = vote.signers().filter(|critic| critics.contains(critic));
                vote.critic = signers.next();
                vote.also_by = std::array::from_fn(|_| signers.next());
            }
            films.entry(vote.film).or_default().push(vote);
        }
        let mut scratch = Scratch::default();
        let told = films.into_iter();
        told.map(|(film, votes)| (film, VotesTold::of(votes, &mut scratch)))
            .collect()
    });
    work.await.ok().ok_or(SiteError::Crashed)
}

/// The same of a panel that names nobody, and perhaps days. Votes come film after film, so that those of one alone are
/// held at a time.
async fn everybody_told(
    ledger: &Ledger,
    board: &Board,
    panel: &Panel,
) -> Result<BTreeMap<FilmId, VotesTold>, SiteError> {
    if panel.from.is_none() && panel.to.is_none() {
        let films = board.films.iter();
        return Ok(films.map(|film| (film.id, film.told.clone())).collect());
    }
    let mut told: BTreeMap<FilmId, VotesTold> = BTreeMap::new();
    let mut scratch = Scratch::default();
    let mut votes: Vec<Vote> = Vec::new();
    let mut finish = |votes: &mut Vec<Vote>| {
        if let Some(film) = votes.first().map(|first| first.film) {
            told.insert(film, VotesTold::of(std::mem::take(votes), &mut scratch));
        }
    };
    let (from, to) = (panel.from, panel.to);
    ledger
        .each_vote(None, &mut |vote| {
            if votes.last().is_some_and(|last| last.film != vote.film) {
                finish(&mut votes);
            }
            if from.is_none_or(|from| from <= vote.day) && to.is_none_or(|to| vote.day <= to) {
                votes.push(vote);
            }
        })
        .await?;
    finish(&mut votes);
    Ok(told)
}

/// The outlets that a panel asks for, by name and by country; none where it asks for all.
fn outlets_of(board: &Board, panel: &Panel) -> Option<BTreeSet<OutletId>> {
    if panel.outlets.is_empty() && panel.countries.is_empty() {
        return None;
    }
    let there = board.outlets.iter().filter(|outlet| {
        let is_listed = panel.outlets.is_empty() || panel.outlets.contains(&OutletId(outlet.id));
        let is_there = panel.countries.is_empty()
            || country_of_outlet(board, outlet)
                .is_some_and(|country| panel.countries.contains(&country));
        is_listed && is_there
    });
    Some(there.map(|outlet| OutletId(outlet.id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_with_their_names() {
        assert_eq!(coded(12, "Ada Marlow"), "12-ada-marlow");
        assert_eq!(coded(3, "???"), "3");
        for (text, wanted) in [
            ("12-ada-marlow", Some(12)),
            ("12", Some(12)),
            ("ada-marlow", None),
            ("+12", None),
            ("", None),
            ("-3", None),
            ("999999999999999999999", None),
        ] {
            assert_eq!(numbered(text), wanted, "{text}");
        }
    }
}
