//! Whom and what words name, for whoever asks: one answer or a telling refusal.

use super::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_ledger::{Called, FilmHit, Ledger, NameHit, Sort};
use ovation_score::Panel;
use ovation_terms::{CriticId, FilmRecord, OutletId, counted};
use std::fmt::Display;

/// Longest name that is told, in characters.
const TOLD_CHARS: usize = 100;

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars()
        .filter(|it| !it.is_control())
        .take(TOLD_CHARS)
        .collect()
}

fn name_line<Id: Display>(hit: &NameHit<Id>) -> String {
    let by = hit.by.as_deref().map(one_line);
    let by = by.map_or_else(String::new, |by| format!(", also called {by}"));
    let reviews = counted(hit.reviews, "review", "reviews");
    format!("  {}  {}{by}, {reviews}", hit.id, one_line(&hit.name))
}

fn film_line(hit: &FilmHit) -> String {
    let reviews = counted(hit.reviews, "review", "reviews");
    format!(
        "  {}  {}, {reviews}",
        hit.film.id,
        one_line(&hit.film.titled())
    )
}

/// The one that words name, else why there is no such one, with those that may be meant.
fn only<Hit>(
    what: &str,
    words: &str,
    called: Called<Hit>,
    line: fn(&Hit) -> String,
) -> Result<Hit, DeskError> {
    let listed = |hits: &[Hit]| hits.iter().map(line).collect::<Vec<_>>().join("\n");
    let shown = one_line(words);
    Err(DeskError::NotSo(match called {
        Called::One(hit) => return Ok(hit),
        Called::Several(hits) => format!(
            "several {what}s are called `{shown}`; ask again with the number:\n{}",
            listed(&hits)
        ),
        // A part of a name is nobody's.
        Called::Partly(hits) => format!(
            "no {what} of the record is called `{shown}`; ask again with the number or the whole name of \
             the one that is meant:\n{}",
            listed(&hits)
        ),
        Called::Nobody(hits) if hits.is_empty() => {
            if words.trim().trim_start_matches('#').parse::<i64>().is_ok() {
                format!("the record has no {what} {}", shown.trim_start_matches('#'))
            } else {
                format!("no {what} of the record is called `{shown}`, nor almost so")
            }
        }
        Called::Nobody(hits) => format!(
            "no {what} of the record is called `{shown}`; almost so {}:\n{}",
            if hits.len() == 1 { "is" } else { "are" },
            listed(&hits)
        ),
    }))
}

/// The critic that words name: a number, or any name of theirs in full.
///
/// # Errors
/// [`DeskError::NotSo`] when several are called so, with their numbers, or nobody, with the nearest.
#[boxed]
pub async fn critic_called(ledger: &Ledger, words: &str) -> Result<CriticId, DeskError> {
    let called = ledger.critic_called(words).await?;
    Ok(only("critic", words, called, name_line)?.id)
}

/// As [`critic_called`], of outlets; these are also called by their domains.
///
/// # Errors
/// As [`critic_called`].
#[boxed]
pub async fn outlet_called(ledger: &Ledger, words: &str) -> Result<OutletId, DeskError> {
    let called = ledger.outlet_called(words).await?;
    Ok(only("outlet", words, called, name_line)?.id)
}

/// As [`critic_called`]; none where no name of the record contains the words or is almost like them, so
/// that they are somebody's whom the record lacks.
///
/// # Errors
/// As [`critic_called`].
#[boxed]
pub async fn critic_or_new(ledger: &Ledger, words: &str) -> Result<Option<CriticId>, DeskError> {
    let called = ledger.critic_called(words).await?;
    if is_new(&called, words) {
        return Ok(None);
    }
    only("critic", words, called, name_line).map(|hit| Some(hit.id))
}

/// As [`critic_or_new`], of outlets.
///
/// # Errors
/// As [`critic_called`].
#[boxed]
pub async fn outlet_or_new(ledger: &Ledger, words: &str) -> Result<Option<OutletId>, DeskError> {
    let called = ledger.outlet_called(words).await?;
    if is_new(&called, words) {
        return Ok(None);
    }
    only("outlet", words, called, name_line).map(|hit| Some(hit.id))
}

fn is_new<Hit>(called: &Called<Hit>, words: &str) -> bool {
    let is_number = words.trim().trim_start_matches('#').parse::<i64>().is_ok();
    !is_number && matches!(called, Called::Nobody(near) if near.is_empty())
}

/// The film that words name in full: its number, an id, a title with or without its year.
///
/// # Errors
/// [`DeskError::NotSo`] when several are called so, with their numbers, or none, with the nearest.
#[boxed]
pub async fn film_called(ledger: &Ledger, words: &str) -> Result<FilmRecord, DeskError> {
    let called = ledger.film_called(words).await?;
    Ok(only("film", words, called, film_line)?.film)
}

/// As [`film_called`], for what only looks: a part of a title does, where one film alone has it.
///
/// # Errors
/// As [`film_called`].
#[boxed]
pub async fn film_like(ledger: &Ledger, words: &str) -> Result<FilmRecord, DeskError> {
    let called = match ledger.film_called(words).await? {
        Called::Partly(mut hits) => {
            if hits.iter().filter(|hit| hit.reviews > 0).count() == 1 {
                hits.retain(|hit| hit.reviews > 0);
            }
            match hits.len() {
                1 => Called::One(hits.remove(0)),
                _ => Called::Partly(hits),
            }
        }
        other => other,
    };
    Ok(only("film", words, called, film_line)?.film)
}

/// The number of what words name, whichever sort it is of.
///
/// # Errors
/// As [`critic_called`].
#[boxed]
pub async fn number_called(ledger: &Ledger, sort: Sort, words: &str) -> Result<i64, DeskError> {
    Ok(match sort {
        Sort::Film => film_called(ledger, words).await?.id.0,
        Sort::Critic => critic_called(ledger, words).await?.0,
        Sort::Outlet => outlet_called(ledger, words).await?.0,
    })
}

/// The number before the first hyphen, as addresses write it beside a name.
fn leading_number(value: &str) -> Option<&str> {
    let (number, name) = value.split_once('-')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    // Names in addresses are words between hyphens.
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    (is_number && is_name).then_some(number)
}

/// Reads a panel in which critics and outlets may stand by number, by number and name (`12-ada-marlow`), or by any of
/// their names.
///
/// # Errors
/// [`DeskError::NotSo`] for what is no panel, and as [`critic_called`].
#[boxed]
pub async fn panel_called(ledger: &Ledger, text: &str) -> Result<Panel, DeskError> {
    let mut parts = Vec::new();
    for part in text.split(';').filter(|part| !part.trim().is_empty()) {
        let (name, values) = part.split_once(':').unwrap_or((part, ""));
        let mut numbers = Vec::new();
        for value in values.split(',').map(str::trim) {
            // What is empty or no number where one is wanted is the panel's own to refuse.
            numbers.push(match name.trim() {
                _ if value.is_empty() => String::new(),
                // A number means whoever had it then, at whatever head the question is asked.
                _ if value.parse::<i64>().is_ok() => value.to_owned(),
                // `12-ada-marlow`: the number counts, the name is for whoever reads the address.
                "critics" if leading_number(value).is_some() => {
                    let number = leading_number(value).unwrap_or_default();
                    critic_called(ledger, number).await?.to_string()
                }
                "outlets" if leading_number(value).is_some() => {
                    let number = leading_number(value).unwrap_or_default();
                    outlet_called(ledger, number).await?.to_string()
                }
                "critics" => critic_called(ledger, value).await?.to_string(),
                "outlets" => outlet_called(ledger, value).await?.to_string(),
                _ => value.to_owned(),
            });
        }
        parts.push(format!("{name}:{}", numbers.join(",")));
    }
    let panel = parts.join(";").parse::<Panel>();
    panel.map_err(|error| DeskError::NotSo(error.to_string()))
}
