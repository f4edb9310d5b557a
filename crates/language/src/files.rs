//! The files of `data/` as they are read where the program is built: what may stand in them, and
//! what is wrong with one that is refused.

#[path = "files/standard.rs"]
mod standard;
#[path = "files/write.rs"]
pub(crate) mod write;

pub(crate) use standard::Standard;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The section of numbers written out and that of named ratings hold values, the others lists.
const VALUES: [&str; 2] = ["numbers", "named"];

/// The keys of `[dates]` that hold lists of lists.
pub(crate) const NESTED: [&str; 2] = ["months", "weekdays"];

/// The section of lists by codes of languages.
const LANGUAGES: &str = "languages";

/// Sections and their keys, in the order of `schema.toml`, each with what it is for.
#[derive(Debug)]
pub(crate) struct Schema(pub(crate) Vec<(String, Vec<(String, String)>)>);

impl Schema {
    /// Reads `schema.toml`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let file = File {
            name: "schema.toml",
            text,
        };
        let table = file.table()?;
        let mut sections = Vec::new();
        for (section, keys) in table.get_ref() {
            let mut made: Vec<(usize, String, String)> = Vec::new();
            for (key, about) in file.section(keys)? {
                made.push((
                    key.span().start,
                    key.get_ref().to_string(),
                    file.words(about)?,
                ));
            }
            made.sort();
            let made = made.into_iter().map(|(_, key, about)| (key, about));
            sections.push((
                section.span().start,
                section.get_ref().to_string(),
                made.collect(),
            ));
        }
        sections.sort();
        let sections = sections.into_iter().map(|(_, name, keys)| (name, keys));
        Ok(Self(sections.collect()))
    }

    /// The sections that hold lists by their own keys.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (&str, &[(String, String)])> {
        let sections = self.0.iter();
        sections
            .filter(|(section, _)| !VALUES.contains(&&**section) && section != LANGUAGES)
            .map(|(section, keys)| (section.as_str(), keys.as_slice()))
    }
}

/// What one file says.
#[derive(Clone, Debug, Default)]
pub(crate) struct LanguageFile {
    pub(crate) file: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) iso639_3: String,
    pub(crate) months: Vec<Vec<String>>,
    /// Monday first; none where the file leaves them out.
    pub(crate) weekdays: Vec<Vec<String>>,
    pub(crate) numbers: BTreeMap<String, f64>,
    pub(crate) named: BTreeMap<String, f64>,
    /// By their codes, languages as this one names them.
    pub(crate) languages: BTreeMap<String, Vec<String>>,
    /// By section and key.
    pub(crate) lists: BTreeMap<(String, String), Vec<String>>,
}

impl LanguageFile {
    /// Reads a language's file.
    pub(crate) fn read(name: &str, text: &str, schema: &Schema) -> Result<Self, String> {
        let file = File { name, text };
        let table = file.table()?;
        let mut made = Self {
            file: name.to_owned(),
            ..Self::default()
        };
        for (key, value) in table.get_ref() {
            match &**key.get_ref() {
                "code" => made.code = file.words(value)?,
                "name" => made.name = file.words(value)?,
                "iso639_3" => made.iso639_3 = file.words(value)?,
                section => {
                    let known = schema.0.iter().find(|(known, _)| known == section);
                    let Some((_, keys)) = known else {
                        return Err(file.wrong(
                            key.span().start,
                            &format!("`{section}` is no section of schema.toml; add it there, or write one that is"),
                        ));
                    };
                    made.section(&file, section, keys, value)?;
                }
            }
        }
        for (what, value) in [
            ("code", &made.code),
            ("name", &made.name),
            ("iso639_3", &made.iso639_3),
        ] {
            if value.is_empty() {
                return Err(file.wrong(0, &format!("`{what} = \"...\"` is missing")));
            }
        }
        for (section, _) in &schema.0 {
            if !table
                .get_ref()
                .keys()
                .any(|key| *key.get_ref() == **section)
            {
                return Err(file.wrong(
                    text.len(),
                    &format!("the section [{section}] is missing; an empty one says that nothing is known"),
                ));
            }
        }
        Ok(made)
    }

    fn section(
        &mut self,
        file: &File<'_>,
        section: &str,
        keys: &[(String, String)],
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), String> {
        for (key, value) in file.section(value)? {
            let word = key.get_ref().to_string();
            let at = key.span().start;
            if VALUES.contains(&section) {
                file.check_word(&word, at)?;
                let worth = file.number(value)?;
                let held = if section == "numbers" {
                    &mut self.numbers
                } else if (0.0..=1.0).contains(&worth) {
                    &mut self.named
                } else {
                    return Err(file.wrong(at, "a named rating is worth 0 to 1"));
                };
                held.insert(word, worth);
                continue;
            }
            if section == LANGUAGES {
                self.languages.insert(file.code(key)?, file.list(value)?);
                continue;
            }
            if !keys.iter().any(|(known, _)| *known == word) {
                return Err(file.wrong(
                    at,
                    &format!("`{word}` is no key of [{section}] in schema.toml; add it there, or write one that is"),
                ));
            }
            if section == "dates" && NESTED.contains(&word.as_str()) {
                let (made, count, wrong) = if word == "months" {
                    (
                        &mut self.months,
                        12,
                        "`months` holds twelve lists, January first",
                    )
                } else {
                    (
                        &mut self.weekdays,
                        7,
                        "`weekdays` holds seven lists, Monday first",
                    )
                };
                let lists = file.array(value)?;
                if lists.len() != count {
                    return Err(file.wrong(at, wrong));
                }
                for list in lists {
                    made.push(file.list(list)?);
                }
                continue;
            }
            let words = file.list(value)?;
            self.lists.insert((section.to_owned(), word), words);
        }
        Ok(())
    }

    /// A list, empty where the file leaves it out.
    pub(crate) fn list(&self, section: &str, key: &str) -> &[String] {
        let key = (section.to_owned(), key.to_owned());
        self.lists.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// The signs that ratings are drawn with, by sort.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glyphs(pub(crate) BTreeMap<String, String>);

impl Glyphs {
    /// The sorts that `glyphs.toml` holds.
    pub(crate) const SORTS: [&str; 11] = [
        "stars",
        "others",
        "halves",
        "three_quarters",
        "quarters",
        "hollow",
        "hollow_stars",
        "thumbs_up",
        "thumbs_down",
        "typed",
        "looks",
    ];

    /// Reads `glyphs.toml`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let file = File {
            name: "data/glyphs.toml",
            text,
        };
        let mut made = BTreeMap::new();
        for (key, value) in file.table()?.get_ref() {
            let sort = key.get_ref().to_string();
            if !Self::SORTS.contains(&sort.as_str()) {
                return Err(file.wrong(
                    key.span().start,
                    &format!("`{sort}` is no sort of glyph; those are {:?}", Self::SORTS),
                ));
            }
            made.insert(sort, file.words(value)?);
        }
        match Self::SORTS.iter().find(|sort| !made.contains_key(**sort)) {
            Some(sort) => Err(file.wrong(0, &format!("`{sort} = \"...\"` is missing"))),
            None => Ok(Self(made)),
        }
    }
}

/// All that is known, of all languages together.
#[derive(Debug)]
pub(crate) struct All {
    /// By code.
    pub(crate) languages: Vec<LanguageFile>,
    pub(crate) glyphs: Glyphs,
    pub(crate) standard: Standard,
}

impl All {
    /// Puts languages together, in the order of their codes.
    pub(crate) fn new(
        mut languages: Vec<LanguageFile>,
        glyphs: Glyphs,
        standard: Standard,
    ) -> Result<Self, String> {
        languages.sort_by(|one, other| one.code.cmp(&other.code));
        for pair in languages.windows(2) {
            if let [one, other] = pair
                && one.code == other.code
            {
                return Err(format!(
                    "{} and {} both are of the language `{}`; put them into one file",
                    one.file, other.file, one.code
                ));
            }
        }
        standard.check(&languages)?;
        Ok(Self {
            languages,
            glyphs,
            standard,
        })
    }

    /// The words of a list in all languages, each once, in order.
    pub(crate) fn union(&self, section: &str, key: &str) -> Vec<&str> {
        let languages = self.languages.iter();
        let words: BTreeSet<&str> = languages
            .flat_map(|language| language.list(section, key))
            .map(String::as_str)
            .collect();
        words.into_iter().collect()
    }

    /// The same in the order of the files, English first.
    pub(crate) fn in_order(&self, section: &str, key: &str) -> Vec<&str> {
        let (first, others): (Vec<_>, Vec<_>) = self
            .languages
            .iter()
            .partition(|language| language.code == "en");
        let mut words: Vec<&str> = Vec::new();
        for word in first
            .into_iter()
            .chain(others)
            .flat_map(|language| language.list(section, key))
        {
            if !words.contains(&word.as_str()) {
                words.push(word);
            }
        }
        words
    }

    /// For each word the value that all languages which have it give it; where they differ, none.
    pub(crate) fn agreed<'a>(
        &'a self,
        values: impl Fn(&'a LanguageFile) -> Vec<(&'a str, f64)>,
    ) -> BTreeMap<&'a str, Option<f64>> {
        let mut made: BTreeMap<&str, Option<f64>> = BTreeMap::new();
        for (word, value) in self.languages.iter().flat_map(values) {
            made.entry(word)
                .and_modify(|known| {
                    *known = known.filter(|known| known.to_bits() == value.to_bits());
                })
                .or_insert(Some(value));
        }
        made
    }

    /// The months by name, January 0; names that mean different months in different languages mean
    /// none.
    pub(crate) fn months(&self) -> Vec<Vec<&str>> {
        self.placed(12, |language| &language.months)
    }

    /// The days of the week by name, Monday 0, in the same way.
    pub(crate) fn weekdays(&self) -> Vec<Vec<&str>> {
        self.placed(7, |language| &language.weekdays)
    }

    /// For each of so many places the words that all languages which have them put there.
    fn placed<'a>(
        &'a self,
        count: u8,
        lists: impl Fn(&'a LanguageFile) -> &'a Vec<Vec<String>>,
    ) -> Vec<Vec<&'a str>> {
        let mut made = vec![Vec::new(); usize::from(count)];
        for (word, place) in self.agreed(|language| places_of(lists(language))) {
            let place = place.and_then(|place| {
                (0..count).find(|known| f64::from(*known).to_bits() == place.to_bits())
            });
            if let Some(words) = place.and_then(|place| made.get_mut(usize::from(place))) {
                words.push(word);
            }
        }
        made
    }
}

fn places_of(lists: &[Vec<String>]) -> Vec<(&str, f64)> {
    let lists = lists.iter().zip(0_u8..);
    lists
        .flat_map(|(names, place)| names.iter().map(move |name| (&**name, f64::from(place))))
        .collect()
}

/// A file that is being read.
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn table(&self) -> Result<Spanned<DeTable<'_>>, String> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.wrong(at, error.message())
        })
    }

    fn wrong(&self, at: usize, what: &str) -> String {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        format!("{}:{line}: {what}", self.name)
    }

    fn section<'t>(&self, value: &'t Spanned<DeValue<'_>>) -> Result<&'t DeTable<'t>, String> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.wrong(value.span().start, "a section is expected here")),
        }
    }

    fn words(&self, value: &Spanned<DeValue<'_>>) -> Result<String, String> {
        match value.get_ref() {
            DeValue::String(words) => Ok(words.to_string()),
            _ => Err(self.wrong(value.span().start, "words in quotation marks are expected")),
        }
    }

    /// The code of a language, as a key.
    fn code(&self, key: &Spanned<Cow<'_, str>>) -> Result<String, String> {
        let code = key.get_ref();
        let is_code =
            (2..=3).contains(&code.len()) && code.bytes().all(|it| it.is_ascii_lowercase());
        if is_code {
            Ok(code.to_string())
        } else {
            Err(self.wrong(
                key.span().start,
                &format!("`{code}` is no code of a language, such as `de`"),
            ))
        }
    }

    fn number(&self, value: &Spanned<DeValue<'_>>) -> Result<f64, String> {
        let digits = match value.get_ref() {
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            _ => String::new(),
        };
        let number: Option<f64> = digits.parse().ok();
        number
            .filter(|number| number.is_finite())
            .ok_or_else(|| self.wrong(value.span().start, "a number is expected"))
    }

    fn array<'t>(
        &self,
        value: &'t Spanned<DeValue<'_>>,
    ) -> Result<&'t [Spanned<DeValue<'t>>], String> {
        match value.get_ref() {
            DeValue::Array(list) => Ok(list),
            _ => Err(self.wrong(value.span().start, "a list is expected: [\"one\", \"two\"]")),
        }
    }

    fn list(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, String> {
        let mut made: Vec<String> = Vec::new();
        for item in self.array(value)? {
            let word = self.words(item)?;
            self.check_word(&word, item.span().start)?;
            if made.contains(&word) {
                return Err(self.wrong(
                    item.span().start,
                    &format!("`{word}` stands in this list already"),
                ));
            }
            made.push(word);
        }
        Ok(made)
    }

    fn check_word(&self, word: &str, at: usize) -> Result<(), String> {
        let lower = word.to_lowercase();
        if word.trim().is_empty() {
            return Err(self.wrong(at, "a word without letters"));
        }
        if lower != word {
            return Err(self.wrong(
                at,
                &format!("write `{lower}`: words stand in small letters"),
            ));
        }
        Ok(())
    }
}
