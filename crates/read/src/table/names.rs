//! By which names columns are known: the table `columns.txt`.

use super::Field;
use ovation_terms::fold;
use std::sync::LazyLock;

/// The names of columns, field by field, as they stand in the file.
const TABLE: &str = include_str!("../../columns.txt");

/// Names by which a column is known to hold a field.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) field: Field,
    /// Whether the name settles it, whatever the column's values.
    pub(super) is_sure: bool,
    /// Folded, best first.
    pub(super) names: Vec<String>,
}

/// The file's lines, in their order.
pub(super) static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| parse(TABLE));

/// The line of names whose columns hold a part of a person's name.
const PARTS: &str = "part of a name = ";

/// Names of columns that hold a part of a person's name: none of them is anybody by itself.
static PARTS_OF_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter_map(|line| line.strip_prefix(PARTS));
    lines.flat_map(|names| names.split(',')).map(fold).collect()
});

/// Whether a column of this name holds a part of a person's name: two people may share it.
pub(super) fn is_part_of_a_name(name: &str) -> bool {
    PARTS_OF_NAMES.contains(&fold(name))
}

fn parse(table: &str) -> Vec<Known> {
    let lines = table
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let (field, is_sure, names) = match (line.split_once(" = "), line.split_once(" ? ")) {
                (Some((field, names)), _) => (field, true, names),
                (None, Some((field, names))) => (field, false, names),
                (None, None) => return None,
            };
            Some(Known {
                field: field.trim().parse().ok()?,
                is_sure,
                names: names
                    .split(',')
                    .map(fold)
                    .filter(|name| !name.is_empty())
                    .collect(),
            })
        })
        .collect()
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
    for word in [
        " out of", " von", " sur", " su", " de", " из", " af", " av", " na", " z",
    ] {
        if let Some(front) = bare.strip_suffix(word) {
            forms.push(fold(front));
        }
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
    let is_behind = |sign: &&str| {
        let folded = before.to_lowercase();
        folded.ends_with(*sign)
    };
    let signs = [
        "/", "out of", "von", " sur", " su", " de", "из", " af", " av", " op", " na", "max",
        "max.", "à", "to", "bis",
    ];
    let is_range = before.ends_with(['-', '–', '—']) && numbers.len() >= 2;
    let is_scale = signs.iter().any(is_behind) || is_range;
    let fits = top.parse::<u16>().is_ok_and(|top| (3..=100).contains(&top));
    (is_scale && fits).then(|| top.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_of_the_table_is_read_and_no_name_is_sure_for_two_fields() {
        let lines = TABLE
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .count();
        // One of the lines is of no field.
        assert_eq!(KNOWN.len() + 1, lines);
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
