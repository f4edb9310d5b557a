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

/// Whether an address is of a host of some catalogue, whatever it leads to there.
pub fn is_at_catalogue(address: &str) -> bool {
    let words = unguarded(address);
    let host = address_of(words).map(|(host, _)| host);
    host.is_some_and(|host| CATALOGUES.iter().any(|catalogue| catalogue.is_at(host)))
}

impl FilmKey {
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
mod tests {
    use super::*;

    fn id(scheme: &str, printed: &str) -> String {
        film_id(scheme, printed).map_or_else(|_| "none".to_owned(), |key| key.value)
    }

    #[test]
    fn the_file_is_read_and_every_row_is_whole() {
        let file: File = toml::from_str(KNOWN).unwrap();
        assert!(file.catalogue.len() >= 10);
        for row in &file.catalogue {
            assert!(row.source.starts_with("https://"), "{}", row.scheme);
            assert_eq!(row.checked.len(), 10, "{}", row.scheme);
            assert_eq!(id(&row.scheme, &row.example), row.example);
            let paths = row.paths.iter().filter(|path| path.contains('/'));
            for (host, path) in row.hosts.iter().zip(paths) {
                let path = path.replace("{}", &row.example);
                let address = format!("https://www.{host}/fr/{path}/reviews?ref_=x#top");
                let key = film_id_in_address(&address);
                let path_ends = path.ends_with(".html");
                assert!(
                    path_ends || key == Some(FilmKey::new(&row.scheme, &row.example)),
                    "{address}: {key:?}"
                );
            }
        }
    }

    #[test]
    fn one_id_in_all_its_forms_is_one_id() {
        for printed in [
            "tt0063540",
            "tt00063540",
            "TT0063540",
            "Tt63540",
            "0063540",
            "63540",
            "63540.0",
            " tt0063540 ",
            "=\"tt0063540\"",
            "'0063540",
            "imdb:tt0063540",
            "IMDb:63540",
            "https://www.imdb.com/title/tt0063540",
            "https://www.imdb.com/title/tt0063540/",
            "http://imdb.com/title/tt0063540/?ref_=fn_al_tt_1",
            "imdb.com/title/tt0063540/",
            "https://m.imdb.com/title/tt0063540/reviews?ref_=x",
            "title/tt0063540",
            "https://www.imdb.com/de/title/tt0063540/criticreviews",
            "/title/tt0063540/",
            "https://pro.imdb.com/title/tt0063540/boxoffice",
            "tt0063540/reviews",
            "https://www.imdb.com/title/tt0063540#photos",
            "<https://imdb.com/title/tt0063540>",
        ] {
            assert_eq!(id("imdb", printed), "tt0063540", "{printed}");
        }
        for printed in [
            "603",
            "603.0",
            "0603",
            "603-the-salt-road",
            "tmdb:603",
            "movie/603",
            "https://www.themoviedb.org/movie/603",
            "themoviedb.org/movie/603-the-salt-road?language=de",
            "https://www.themoviedb.org/movie/603-the-salt-road/reviews",
        ] {
            assert_eq!(id("tmdb", printed), "603", "{printed}");
        }
        for printed in [
            "Q9900017",
            "q9900017",
            "wd:Q9900017",
            "9900017",
            "wikidata:Q9900017",
            "http://www.wikidata.org/entity/Q9900017",
            "https://m.wikidata.org/wiki/Q9900017",
            "https://www.wikidata.org/wiki/Q9900017#P444",
            "wiki/Q9900017",
            "https://www.wikidata.org/wiki/Special:EntityData/Q9900017.json",
        ] {
            assert_eq!(id("wikidata", printed), "Q9900017", "{printed}");
        }
        for (scheme, printed, value) in [
            (
                "letterboxd",
                "https://letterboxd.com/film/the-salt-road/",
                "the-salt-road",
            ),
            (
                "letterboxd",
                "https://letterboxd.com/ada/film/the-salt-road/1/",
                "the-salt-road",
            ),
            ("letterboxd", "The-Salt-Road", "the-salt-road"),
            ("boxd", "https://boxd.it/2aBc", "2aBc"),
            (
                "rottentomatoes",
                "https://www.rottentomatoes.com/m/the_salt_road/reviews",
                "the_salt_road",
            ),
            ("rottentomatoes", "m/the_salt_road", "the_salt_road"),
            (
                "allocine",
                "https://www.allocine.fr/film/fichefilm_gen_cfilm=27063.html",
                "27063",
            ),
            (
                "allocine",
                "https://www.allocine.fr/film/fichefilm-27063/critiques/presse/",
                "27063",
            ),
            ("kinopoisk", "https://www.kinopoisk.ru/film/42664/", "42664"),
            (
                "kinopoisk",
                "https://www.kinopoisk.ru/film/salt-road-2019-42664/press/",
                "42664",
            ),
            (
                "filmaffinity",
                "https://www.filmaffinity.com/es/film809297.html",
                "809297",
            ),
            ("movielens", "https://movielens.org/movies/2571", "2571"),
            (
                "metacritic",
                "https://www.metacritic.com/movie/the-salt-road/critic-reviews/",
                "the-salt-road",
            ),
        ] {
            assert_eq!(id(scheme, printed), value, "{printed}");
        }
    }

    #[test]
    fn what_is_no_id_of_a_film_in_the_catalogue_is_none() {
        for (scheme, printed) in [
            ("imdb", "reviews"),
            ("imdb", "?ref_=nv_sr_1"),
            ("imdb", "nm0000123"),
            ("imdb", "tt"),
            ("imdb", "https://www.imdb.com/name/nm0000123/"),
            ("imdb", "9.9E+06"),
            ("imdb", ""),
            ("imdb", "https://www.themoviedb.org/movie/603"),
            ("imdb", "tt0063540, tt0063541"),
            ("imdb", "0"),
            ("imdb", "https://www.imdb.com/title/reviews"),
            ("imdb", "-"),
            ("imdb", "tt123456789012345"),
            ("imdb", "The Salt Road"),
            ("tmdb", "tt0063540"),
            ("tmdb", "https://www.themoviedb.org/tv/603"),
            ("tmdb", "the-salt-road"),
            ("tmdb", "https://www.themoviedb.org/person/603"),
            ("wikidata", "P444"),
            ("wikidata", "https://www.wikidata.org/wiki/Property:P444"),
            ("wikidata", "L77"),
            (
                "rottentomatoes",
                "https://www.rottentomatoes.com/tv/harbour_nine",
            ),
            ("kinopoisk", "https://www.kinopoisk.ru/series/42664/"),
            ("letterboxd", "https://letterboxd.com/ada/films/"),
        ] {
            assert_eq!(id(scheme, printed), "none", "{printed}");
        }
        let said = film_id("imdb", "reviews").unwrap_err().to_string();
        assert!(
            said.contains("`tt0012349`") && said.contains("`reviews`"),
            "{said}"
        );
    }

    #[test]
    fn what_tells_its_catalogue_by_itself_is_an_id_anywhere() {
        for (printed, key) in [
            ("tt0063540", "imdb:tt0063540"),
            ("Q1754", "wikidata:Q1754"),
            ("imdb:63540", "imdb:tt0063540"),
            (
                "https://www.imdb.com/title/tt0063540/reviews",
                "imdb:tt0063540",
            ),
            ("https://www.themoviedb.org/movie/603-x", "tmdb:603"),
            ("https://films.example/title/tt7654321/", "imdb:tt7654321"),
        ] {
            let found = telling_film_id(printed).map(|key| key.to_string());
            assert_eq!(found.as_deref(), Some(key), "{printed}");
        }
        for printed in [
            "404",
            "1917",
            "Q",
            "Q12",
            "tt12",
            "M",
            "The Salt Road",
            "Salt: Fever",
        ] {
            assert_eq!(telling_film_id(printed), None, "{printed}");
        }
        assert_eq!(catalogue_called("IMDb"), Some("imdb"));
        assert_eq!(FilmKey::new("imdb", "0063540").in_form().value, "tt0063540");
        assert_eq!(FilmKey::new("table:x", "0063").in_form().value, "0063");
    }
}
