//! What values an entry may hold.

use ovation_terms::{Decision, FilmFact, FilmId, JudgingSet, Names, RatingRule, RuleSays};

/// Values of a decision that an entry can hold.
pub(crate) fn decision(decision: &Decision) -> Result<(), String> {
    match decision {
        Decision::Url(Some(url)) if !is_web_address(url) => Err(format!(
            "expected an address such as `https://paper.example/review`, found `{url}`"
        )),
        Decision::Language(Some(tag)) if !is_language(tag) => Err(format!(
            "expected a language such as `sv` or `pt-BR` (BCP 47), found `{tag}`"
        )),
        Decision::Rating(rating) if !(0.0..=1.0).contains(&rating.value) => {
            Err(format!("a rating is from 0 to 1, not {}", rating.value))
        }
        _ => Ok(()),
    }
}

/// A share of errors that somebody may accept.
pub(crate) fn judging(set: &JudgingSet) -> Result<(), String> {
    match set.accepted_error {
        Some(share) if !(0.0..=0.5).contains(&share) => Err(format!(
            "the accepted error is a share from 0 to 0.5, not {share}"
        )),
        Some(_) | None => Ok(()),
    }
}

/// Two capitals of ISO 3166.
pub(crate) fn country(country: Option<&str>) -> Result<(), String> {
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    match country {
        Some(code) if !is_code(code) => Err(format!(
            "a country is two capitals of ISO 3166 such as `SE`, not `{code}`"
        )),
        Some(_) | None => Ok(()),
    }
}

/// What an outlet may weigh.
pub(crate) fn weight(weight: Option<f64>) -> Result<(), String> {
    match weight {
        Some(weight) if !(weight.is_finite() && weight >= 0.0) => {
            Err(format!("a weight is 0 or more, not {weight}"))
        }
        Some(_) | None => Ok(()),
    }
}

/// Names that a reader can be shown.
pub(crate) fn names(names: &Names) -> Result<(), String> {
    let mut all = std::iter::once(&names.name).chain(&names.also);
    if all.any(|name| name.trim().is_empty()) {
        return Err("a name is empty; expected the name as it is printed".to_owned());
    }
    match &names.domain {
        Some(domain) if domain.contains(['/', ' ', ':']) || !domain.contains('.') => Err(format!(
            "expected a domain such as `paper.example`, found `{domain}`"
        )),
        Some(_) | None => Ok(()),
    }
}

/// A film has a title, a year of the age of film, and ids that say which catalogue.
pub(crate) fn fact(fact: &FilmFact) -> Result<(), String> {
    match fact {
        FilmFact::Title(title) if title.trim().is_empty() => {
            Err("a film has a title that is not empty".to_owned())
        }
        FilmFact::Year(Some(year)) if !(1850..=2200).contains(year) => {
            Err(format!("a film's year is from 1850 to 2200, not {year}"))
        }
        FilmFact::Keys(keys)
            if keys
                .iter()
                .any(|key| key.scheme.is_empty() || key.value.is_empty()) =>
        {
            Err("an id names its catalogue and a value: `imdb:tt0000001`".to_owned())
        }
        FilmFact::Runtime(Some(0)) => Err("a film runs for a minute or more".to_owned()),
        FilmFact::Synopsis(Some(text)) if !is_synopsis(text) => Err(format!(
            "a synopsis has 1 to {SYNOPSIS_CHARS} characters, this one {}",
            text.chars().count()
        )),
        FilmFact::Poster(Some(poster)) => poster.check(),
        _ => Ok(()),
    }
}

/// Longest synopsis, in characters: a few paragraphs.
const SYNOPSIS_CHARS: usize = 5_000;

fn is_synopsis(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= SYNOPSIS_CHARS
}

/// The series that a fact says a season is of.
pub(crate) fn series_named(fact: &FilmFact) -> Option<FilmId> {
    match fact {
        FilmFact::Work(work) => work.series(),
        _ => None,
    }
}

/// Whether it is an address of a page on the web.
fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    })
}

/// Whether it may be a language tag: letters and digits in parts of at most eight.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A rule's values are shares, and its days in order.
pub(crate) fn rule(rule: &RatingRule) -> Result<(), String> {
    let share = match &rule.says {
        RuleSays::Bare { .. } => None,
        RuleSays::Line { positive_from, .. } => Some(*positive_from),
        RuleSays::Form { value, .. } => Some(*value),
    };
    if let Some(share) = share.filter(|share| !(0.0..=1.0).contains(share)) {
        return Err(format!("a rule's value is from 0 to 1, not {share}"));
    }
    match (rule.from, rule.until) {
        (Some(from), Some(until)) if until < from => {
            Err(format!("a rule cannot hold from {from} until {until}"))
        }
        _ => Ok(()),
    }
}
