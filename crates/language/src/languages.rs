//! What one language's file says, for questions where it matters which language it is.

use crate::data;

/// One language, as its file of `data/` has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Language {
    /// Its code of two letters: `de`.
    pub code: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Its code of three letters: `deu`.
    pub iso639_3: &'static str,
    /// The names of its months, January first.
    pub months: [&'static [&'static str]; 12],
    /// The names of the days of the week, Monday first; empty where the file has none.
    pub weekdays: [&'static [&'static str]; 7],
    /// Its numbers written out, in order.
    pub numbers: &'static [(&'static str, f64)],
    /// Its named ratings, 0 to 1, in order.
    pub named: &'static [(&'static str, f64)],
    /// Languages as this one names them, by their codes.
    pub languages: &'static [(&'static str, &'static [&'static str])],
    /// Its lists, by section and key.
    pub(crate) lists: &'static [(&'static str, &'static [&'static str])],
}

impl Language {
    /// The language of a tag such as `de`, `de-AT`, `pt_BR` or `deu`.
    pub fn of(tag: &str) -> Option<&'static Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or("");
        let all = data::LANGUAGES.iter();
        let mut all = all.filter(|known| {
            known.code.eq_ignore_ascii_case(primary) || known.iso639_3.eq_ignore_ascii_case(primary)
        });
        all.next()
    }

    /// A list by section and key, such as `ratings.stars`; empty where its file says nothing.
    pub fn list(&self, key: &str) -> &'static [&'static str] {
        let found = self.lists.iter().find(|(known, _)| *known == key);
        found.map_or(&[], |(_, words)| words)
    }

    /// Whether its script writes no spaces between words, as its words for film show.
    pub fn is_dense(&self) -> bool {
        let words = self.list("film.film");
        !words.is_empty() && words.iter().all(|word| crate::words::is_dense(word))
    }
}

/// Names of languages with the codes they mean: by which the files and the table of ISO 639 call them, codes
/// of three letters among them. One name may mean several languages.
pub fn names_of_languages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lists = data::CODES.iter().chain(data::OWN_NAMES);
    let lists = lists.chain(all().flat_map(|language| language.languages));
    let names = lists.flat_map(|(code, names)| names.iter().map(move |name| (*name, *code)));
    names.chain(all().map(|language| (language.iso639_3, language.code)))
}

/// All codes of two letters, and those of languages that have a file.
pub fn codes_of_languages() -> impl Iterator<Item = &'static str> {
    let codes = data::CODES.iter().map(|(code, _)| *code);
    codes.chain(all().map(|language| language.code))
}

/// All languages, in the order of their codes.
pub fn all() -> impl Iterator<Item = &'static Language> {
    data::LANGUAGES.iter()
}
