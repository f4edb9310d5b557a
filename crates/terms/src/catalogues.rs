//! Films' ids in other catalogues: one reader for every form they come in.
//!
//! `tt0063540`, `TT63540`, `https://m.imdb.com/de/title/tt0063540/reviews?ref_=x` are one id; `reviews`
//! is none. What is no id of a catalogue is said to be none ([`NoId`]) and never kept as one.

use crate::{FilmKey, fold};
use serde::Deserialize;
use std::sync::LazyLock;

/// What is known of catalogues, as a file: a row each, with its source and the day it was checked.
const KNOWN: &str = include_str!("../data/catalogues.toml");

/// Longest id that is looked at, in bytes.
const LONGEST: usize = 400;
/// Most digits of a number that is an id.
const MOST_DIGITS: usize = 11;

/// What an id of a catalogue is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Form {
    Number,
    Slug,
    Code,
}

/// A catalogue whose ids are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    scheme: String,
    names: Vec<String>,
    hosts: Vec<String>,
    paths: Vec<String>,
    form: Form,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    width: usize,
    /// Digits behind the prefix from which on the id tells its catalogue by itself; 0: never.
    #[serde(default)]
    telling: usize,
    /// Path and id tell the catalogue at other hosts too.
    #[serde(default)]
    any_host: bool,
    /// `603-the-title`: what stands behind the number means nothing.
    #[serde(default)]
    slug_behind: bool,
    /// `the-title-603`: what stands before it means nothing.
    #[serde(default)]
    slug_before: bool,
    /// What readers know it by.
    #[serde(default)]
    title: String,
    /// The address of a film's page there, `{}` for the id; empty: none is linked to.
    #[serde(default)]
    page: String,
    example: String,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "stands there for those who keep the file")
    )]
    source: String,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "stands there for those who keep the file")
    )]
    checked: String,
}

#[derive(Deserialize)]
struct File {
    catalogue: Vec<Catalogue>,
}

static CATALOGUES: LazyLock<Vec<Catalogue>> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    toml::from_str::<File>(KNOWN).map_or_else(|_| Vec::new(), |file| file.catalogue)
});

/// What is printed is no id of a film in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an id of a film in `{catalogue}` such as `{example}`, found `{found}`")]
pub struct NoId {
    /// The catalogue.
    pub catalogue: String,
    /// An id as it looks there.
    pub example: String,
    /// What was found, shortened.
    pub found: String,
}

/// Reads an id that stands where ids of one catalogue stand: a column, a field, behind `imdb:`.
///
/// Takes bare numbers, ids in any case and with any number of zeros, addresses with all that may stand
/// around the id, and guards of spreadsheets. Ids of catalogues that are not known stay as they are.
///
/// # Errors
/// [`NoId`] where it is no id of a film there: a person's, a series' address, an address of another
/// catalogue, words.
pub fn film_id(scheme: &str, printed: &str) -> Result<FilmKey, NoId> {
    let scheme = scheme.trim().to_lowercase();
    let words = unguarded(printed);
    let Some(catalogue) = by_scheme(&scheme) else {
        return if words.is_empty() {
            Err(NoId {
                catalogue: scheme,
                example: "12".to_owned(),
                found: String::new(),
            })
        } else {
            Ok(FilmKey::new(scheme, words))
        };
    };
    let refuse = || NoId {
        catalogue: catalogue.scheme.clone(),
        example: catalogue.example.clone(),
        found: printed.trim().chars().take(60).collect(),
    };
    if words.len() > LONGEST {
        return Err(refuse());
    }
    let value = match address_of(words) {
        Some((host, path)) if catalogue.is_at(host) => catalogue.in_path(path),
        Some((_, path)) => catalogue.in_path_anywhere(path),
        None => catalogue.in_words(words),
    };
    let value = value.ok_or_else(refuse)?;
    Ok(FilmKey::new(&catalogue.scheme, value))
}

/// Reads the address of a film's page in a catalogue; none where it is an address of something else.
pub fn film_id_in_address(address: &str) -> Option<FilmKey> {
    let words = unguarded(address);
    let (host, path) = address_of(words).filter(|_| words.len() <= LONGEST)?;
    let at = |catalogue: &&Catalogue| catalogue.is_at(host);
    if let Some(catalogue) = CATALOGUES.iter().find(at) {
        let value = catalogue.in_path(path)?;
        return Some(FilmKey::new(&catalogue.scheme, value));
    }
    CATALOGUES.iter().find_map(|catalogue| {
        let value = catalogue.in_path_anywhere(path)?;
        Some(FilmKey::new(&catalogue.scheme, value))
    })
}

/// Reads what is a film's id wherever it stands: an address of a catalogue, `imdb:tt0012349`,
/// `tt0012349`, `Q1754`.
pub fn telling_film_id(printed: &str) -> Option<FilmKey> {
    let words = unguarded(printed);
    if words.len() > LONGEST || words.contains(char::is_whitespace) {
        return None;
    }
    if let Some(key) = film_id_in_address(words) {
        return Some(key);
    }
    if let Some((name, id)) = words.split_once(':')
        && !id.starts_with('/')
        && let Some(catalogue) = by_name(name)
    {
        return film_id(&catalogue.scheme, id).ok();
    }
    CATALOGUES.iter().find_map(|catalogue| {
        let digits = words.strip_prefix(catalogue.prefix.as_str())?;
        let is_telling = catalogue.telling > 0
            && digits.len() >= catalogue.telling
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        let value = is_telling.then(|| catalogue.value(words)).flatten()?;
        Some(FilmKey::new(&catalogue.scheme, value))
    })
}

/// The catalogue that a name means: `IMDb`, `imdb id` do not, `wd` does. Case and accents do not matter.
pub fn catalogue_called(name: &str) -> Option<&'static str> {
    by_name(name).map(|catalogue| catalogue.scheme.as_str())
}

/// Whether an address is that of a film's page in a catalogue, and not of what a person wrote of the film
/// there (`/ada/film/the-salt-road/`).
pub fn is_film_page(address: &str) -> bool {
    let Some(key) = film_id_in_address(address) else {
        return false;
    };
    let path = address_of(unguarded(address)).map_or("", |(_, path)| path);
    let first = path.split('/').find(|segment| !segment.is_empty());
    by_scheme(&key.scheme).is_none_or(|catalogue| {
        let mut paths = catalogue.paths.iter();
        let is_first = |known: &String| known.split('/').next() == first;
        catalogue.form != Form::Slug || paths.any(is_first)
    })
}

/// Where a film stands in another catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CataloguePage {
    /// What readers know the catalogue by.
    pub name: &'static str,
    /// The address of the film's page there.
    pub address: String,
}

impl FilmKey {
    /// The film's page in its catalogue; none where the catalogue is not known or has no such pages.
    pub fn page(&self) -> Option<CataloguePage> {
        let catalogue = by_scheme(&self.scheme).filter(|known| !known.page.is_empty())?;
        let value = self.in_form().value;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (!value.is_empty() && value.bytes().all(is_plain)).then(|| CataloguePage {
            name: &catalogue.title,
            address: catalogue.page.replace("{}", &value),
        })
    }

    /// The same id in the form in which ids are compared: `imdb` `0063540` is `tt0063540`. What is no id
    /// of its catalogue stays as it is.
    #[must_use]
    pub fn in_form(&self) -> Self {
        film_id(&self.scheme, &self.value).unwrap_or_else(|_| self.clone())
    }
}

fn by_scheme(scheme: &str) -> Option<&'static Catalogue> {
    CATALOGUES
        .iter()
        .find(|catalogue| catalogue.scheme == scheme)
}

fn by_name(name: &str) -> Option<&'static Catalogue> {
    let folded = fold(name);
    let is_it = |known: &String| fold(known) == folded;
    let mut all = CATALOGUES.iter();
    all.find(|catalogue| !folded.is_empty() && catalogue.names.iter().any(is_it))
}

/// What stands within a spreadsheet's guard (`="tt1"`, `'0012`), quotation marks or brackets.
fn unguarded(printed: &str) -> &str {
    let words = printed.trim();
    let words = words.strip_prefix('=').unwrap_or(words);
    words.trim_matches(|c: char| c.is_whitespace() || "\"'<>[]".contains(c))
}

/// Host and path of an address, with or without its beginning; none for what is none.
fn address_of(words: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = words.split_once("://").unwrap_or(("", words));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split(['?', '#', ':']).next().unwrap_or(host);
    let is_host = host.contains('.')
        && host.len() > 3
        && host.split('.').all(|label| !label.is_empty())
        && host.ends_with(|last: char| last.is_ascii_alphabetic());
    let is_address = !scheme.is_empty() || rest.contains('/');
    (is_host && is_address).then_some((host, path))
}

impl Catalogue {
    /// Whether a host is the catalogue's own, or bears its name.
    fn is_at(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let is_own = |own: &String| {
            host.strip_suffix(own.as_str())
                .is_some_and(|front| front.is_empty() || front.ends_with('.'))
        };
        let is_named = |label: &str| self.names.iter().any(|name| name == label);
        self.hosts.iter().any(is_own) || host.split('.').any(is_named)
    }

    /// The id in the path of an address of this catalogue.
    fn in_path(&self, path: &str) -> Option<String> {
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        self.paths.iter().find_map(|pattern| {
            let wanted: Vec<&str> = pattern.split('/').collect();
            let mut windows = segments.windows(wanted.len());
            windows.find_map(|window| {
                let mut id = None;
                for (part, wanted) in window.iter().zip(&wanted) {
                    match wanted.split_once("{}") {
                        None if part.eq_ignore_ascii_case(wanted) => {}
                        None => return None,
                        Some((front, back)) => {
                            id = part.strip_prefix(front)?.strip_suffix(back);
                        }
                    }
                }
                self.value(id?)
            })
        })
    }

    /// The id in the path of an address of a host that is not the catalogue's: only where it tells the
    /// catalogue by itself.
    fn in_path_anywhere(&self, path: &str) -> Option<String> {
        let is_telling = |segment: &str| {
            let front = segment.get(..self.prefix.len());
            let digits = segment.get(self.prefix.len()..).unwrap_or_default();
            front.is_some_and(|front| front.eq_ignore_ascii_case(&self.prefix))
                && digits.len() >= self.telling
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let tells = self.any_host && self.telling > 0 && path.split('/').any(is_telling);
        tells.then(|| self.in_path(path)).flatten()
    }

    /// The id in what stands where one is expected and is no address: `imdb:tt1`, `movie/12`, `12`.
    fn in_words(&self, words: &str) -> Option<String> {
        let words = match words.split_once(':') {
            Some((name, rest)) if by_name(name).is_some_and(|it| it.scheme == self.scheme) => {
                rest.trim()
            }
            _ => words,
        };
        let front = words.split(['?', '#']).next().unwrap_or(words);
        let front = front.trim_end_matches('/');
        let found = self.value(front).or_else(|| self.in_path(front));
        // `tt0012349/reviews`: its prefix tells the id from what stands behind.
        let first = front.split('/').next().unwrap_or_default();
        let is_prefixed = !self.prefix.is_empty()
            && first
                .get(..self.prefix.len())
                .is_some_and(|front| front.eq_ignore_ascii_case(&self.prefix));
        found.or_else(|| is_prefixed.then(|| self.value(first)).flatten())
    }

    /// An id in the form in which ids are compared; none for what is none.
    fn value(&self, printed: &str) -> Option<String> {
        let plain = |letter: char| letter.is_ascii_alphanumeric();
        match self.form {
            Form::Code => (printed.chars().all(plain) && (2..=12).contains(&printed.len()))
                .then(|| printed.to_owned()),
            Form::Slug => {
                let fits = |letter: char| plain(letter) || matches!(letter, '-' | '_');
                let is_slug = (1..=200).contains(&printed.len())
                    && printed.chars().all(fits)
                    && printed.starts_with(plain);
                is_slug.then(|| printed.to_ascii_lowercase())
            }
            Form::Number => self.number(printed),
        }
    }

    fn number(&self, printed: &str) -> Option<String> {
        let digits = match printed.get(..self.prefix.len()) {
            Some(front) if front.eq_ignore_ascii_case(&self.prefix) => {
                printed.get(self.prefix.len()..)?
            }
            _ => printed,
        };
        let digits = if self.slug_before {
            digits.rsplit('-').next().unwrap_or(digits)
        } else {
            digits
        };
        // What a spreadsheet makes of a number, and a name behind it.
        let digits = match digits.find(|letter: char| !letter.is_ascii_digit()) {
            None => digits,
            Some(end) => {
                let (number, rest) = digits.split_at(end);
                let is_float = rest
                    .strip_prefix('.')
                    .is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|b| b == b'0'));
                let is_slug = self.slug_behind && rest.starts_with('-');
                (is_float || is_slug).then_some(number)?
            }
        };
        let bare = digits.trim_start_matches('0');
        let fits = !bare.is_empty() && bare.len() <= MOST_DIGITS;
        fits.then(|| format!("{}{bare:0>width$}", self.prefix, width = self.width))
    }
}

#[cfg(test)]
mod tests;
