//! By which names columns are known: those of `[columns]` in the languages' files.

use super::Field;
use ovation_language::data::{columns, ratings};
use ovation_terms::fold;
use std::sync::LazyLock;

/// Names by which a column is known to hold a field.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) field: Field,
    /// Whether the name settles it, whatever the column's values.
    pub(super) is_sure: bool,
    /// Folded, best first.
    pub(super) names: Vec<String>,
}

/// What the names of a list hold, and whether for sure.
const LISTS: [(Field, bool, &[&str]); 34] = [
    (Field::Imdb, true, columns::IMDB),
    (Field::Imdb, false, columns::IMDB_MAYBE),
    (Field::Tmdb, true, columns::TMDB),
    (Field::Tmdb, false, columns::TMDB_MAYBE),
    (Field::Wikidata, true, columns::WIKIDATA),
    (Field::Wikidata, false, columns::WIKIDATA_MAYBE),
    (Field::FilmId, true, columns::FILM_ID),
    (Field::Film, true, columns::FILM),
    (Field::Film, true, columns::FILM_ALSO),
    (Field::Film, false, columns::FILM_MAYBE),
    (Field::Year, true, columns::YEAR),
    (Field::Year, false, columns::YEAR_MAYBE),
    (Field::Director, true, columns::DIRECTOR),
    (Field::Director, false, columns::DIRECTOR_MAYBE),
    (Field::Critic, true, columns::CRITIC),
    (Field::Critic, false, columns::CRITIC_MAYBE),
    (Field::Outlet, true, columns::OUTLET),
    (Field::Outlet, false, columns::OUTLET_MAYBE),
    (Field::Date, true, columns::DATE),
    (Field::Date, false, columns::DATE_MAYBE),
    (Field::Rating, true, columns::RATING),
    (Field::Rating, false, columns::RATING_MAYBE),
    (Field::Scale, true, columns::SCALE),
    (Field::Scale, false, columns::SCALE_MAYBE),
    (Field::Verdict, true, columns::VERDICT),
    (Field::Verdict, false, columns::VERDICT_MAYBE),
    (Field::Headline, true, columns::HEADLINE),
    (Field::Headline, false, columns::HEADLINE_MAYBE),
    (Field::Text, true, columns::TEXT),
    (Field::Text, false, columns::TEXT_MAYBE),
    (Field::Url, true, columns::URL),
    (Field::Url, false, columns::URL_MAYBE),
    (Field::Language, true, columns::LANGUAGE),
    (Field::Id, true, columns::ID),
];

/// The lists in their order, with what is compared.
pub(super) static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let lists = LISTS.iter();
    lists
        .map(|(field, is_sure, names)| Known {
            field: *field,
            is_sure: *is_sure,
            names: folded(names),
        })
        .collect()
});

/// Names of columns that hold a part of a person's name: none of them is anybody by itself.
static PARTS_OF_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| folded(columns::NAME_PART));

fn folded(names: &[&str]) -> Vec<String> {
    let names = names.iter().map(|name| fold(name));
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether a column of this name holds a part of a person's name: two people may share it.
pub(super) fn is_part_of_a_name(name: &str) -> bool {
    PARTS_OF_NAMES.contains(&fold(name))
}

/// How a column's name may be compared: as it stands, without what stands in brackets or behind a
/// slash (`Rating (out of 5)`, `Note /20`), folded.
pub(super) fn forms(name: &str) -> Vec<String> {
    let mut forms = vec![fold(name)];
    let bare = name
        .split(['(', '[', '{'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace())
        .trim_end_matches(['/', ':', '*', '#', '-', '_', ' ']);
    let fronts = ratings::OF.iter().filter_map(|of| {
        let front = bare.strip_suffix(of)?;
        front.strip_suffix(' ')
    });
    if let Some(front) = fronts.min_by_key(|front| front.len()) {
        forms.push(fold(front));
    }
    forms.push(fold(bare));
    forms.retain(|form| !form.is_empty());
    forms.dedup();
    forms
}

/// The words of a column's name, folded: the last and the first say what it holds.
pub(super) fn words(name: &str) -> Vec<String> {
    // `criticName` is two words as `critic name` is.
    let mut parted = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            parted.push(' ');
        }
        parted.push(letter);
        before = letter;
    }
    parted
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The top of the scale that a rating column's name states: `Rating (out of 5)`, `Note /20`,
/// `Score 1-10`.
pub(super) fn scale_in(name: &str) -> Option<String> {
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, letter) in name.char_indices().chain([(name.len(), ' ')]) {
        match (letter.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                numbers.push((from, name.get(from..at)?));
                start = None;
            }
            _ => {}
        }
    }
    let (at, top) = *numbers.last()?;
    let before = name.get(..at)?.trim_end();
    let folded = before.to_lowercase();
    let is_behind = |word: &&str| {
        let front = folded.strip_suffix(*word);
        front.is_some_and(|front| !front.ends_with(char::is_alphanumeric))
    };
    let is_said = ratings::OF.iter().chain(ratings::UP_TO).any(is_behind);
    let is_range = before.ends_with(['-', '–', '—']) && numbers.len() >= 2;
    let is_scale = is_said || before.ends_with('/') || is_range;
    let fits = top.parse::<u16>().is_ok_and(|top| (3..=100).contains(&top));
    (is_scale && fits).then(|| top.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_has_names_and_no_name_is_sure_for_two_fields() {
        assert!(is_part_of_a_name("Last Name") && !is_part_of_a_name("Name"));
        for field in Field::ALL {
            assert!(KNOWN.iter().any(|known| known.field == field), "{field}");
        }
        let mut seen = BTreeSet::new();
        for known in KNOWN.iter().filter(|known| known.is_sure) {
            for name in &known.names {
                // A name that two fields share belongs to neither for sure.
                seen.insert((name.clone(), known.field));
                let others = seen
                    .iter()
                    .filter(|(other, field)| other == name && *field != known.field);
                assert_eq!(others.count(), 0, "{name} is sure for two fields");
            }
        }
    }

    #[test]
    fn the_scale_is_read_off_a_columns_name() {
        for (name, scale) in [
            ("Rating (out of 5)", Some("5")),
            ("Note /20", Some("20")),
            ("Note sur 20", Some("20")),
            ("Score 1-10", Some("10")),
            ("Punkte von 10", Some("10")),
            ("Rating 2024", None),
            ("Rating 2", None),
            ("Rating", None),
        ] {
            assert_eq!(scale_in(name).as_deref(), scale, "{name}");
        }
        for name in [
            "Rating (out of 5)",
            "Rating /5",
            "Rating out of 5",
            "RATING*",
        ] {
            assert!(forms(name).contains(&"rating".to_owned()), "{name}");
        }
    }
}
