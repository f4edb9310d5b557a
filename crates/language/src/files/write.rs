//! What is known as Rust: constants that cost nothing to load.

use super::{All, Glyphs, LanguageFile, NESTED, Schema};
use std::fmt::Write as _;

/// The text of the module `data`.
pub(crate) fn rust(all: &All, schema: &Schema) -> String {
    let mut made = String::new();
    for (section, keys) in schema.lists() {
        line(
            &mut made,
            &format!("/// The lists of `[{section}]`, of all languages."),
        );
        line(&mut made, &format!("pub mod {section} {{"));
        for (key, about) in keys {
            if section == "dates" && NESTED.contains(&key.as_str()) {
                continue;
            }
            line(&mut made, &format!("/// {}.", sentence(about)));
            let name = key.to_uppercase();
            let words = if section == "columns" {
                all.in_order(section, key)
            } else {
                all.union(section, key)
            };
            line(
                &mut made,
                &format!("pub const {name}: &[&str] = &{words:?};"),
            );
        }
        line(&mut made, "}");
    }
    constants(&mut made, all);
    line(&mut made, "/// Every language, in the order of the codes.");
    line(&mut made, "pub const LANGUAGES: &[super::Language] = &[");
    for language in &all.languages {
        line(&mut made, &of_language(language, schema));
    }
    line(&mut made, "];");
    glyphs(&mut made, &all.glyphs);
    made
}

/// What is not of one language: months, weekdays, numbers, names of ratings, codes.
fn constants(made: &mut String, all: &All) {
    let mut constant = |about: &str, kind: &str, value: String| {
        line(made, &format!("/// {about}"));
        line(made, &format!("pub const {kind} = {value};"));
    };
    constant(
        "Names of months, January first.",
        "MONTHS: [&[&str]; 12]",
        nested(&all.months()),
    );
    constant(
        "Names of the days of the week, Monday first.",
        "WEEKDAYS: [&[&str]; 7]",
        nested(&all.weekdays()),
    );
    let numbers = all.agreed(|language| pairs(&language.numbers));
    constant(
        "Numbers written out, in order; none where languages differ.",
        "NUMBERS: &[(&str, Option<f64>)]",
        format!("&{}", list(&numbers)),
    );
    let named = all.agreed(|language| pairs(&language.named));
    constant(
        "Named ratings, in order; none where languages differ.",
        "NAMED: &[(&str, Option<f64>)]",
        format!("&{}", list(&named)),
    );
    constant(
        "The codes of two letters of ISO 639, each with those of three.",
        "CODES: &[(&str, &[&str])]",
        format!("&{}", lists_by_code(&all.standard.codes)),
    );
    constant(
        "What languages without a file call themselves, by code.",
        "OWN_NAMES: &[(&str, &[&str])]",
        format!("&{}", lists_by_code(&all.standard.own_names)),
    );
}

fn of_language(language: &LanguageFile, schema: &Schema) -> String {
    let mut lists = String::new();
    for (section, keys) in schema.lists() {
        for (key, _) in keys {
            let words = language.list(section, key);
            if !words.is_empty() {
                let _ = write!(lists, "({:?}, &{words:?}),", format!("{section}.{key}"));
            }
        }
    }
    let filled = |lists: &'_ [Vec<String>], count: usize| {
        let names = |at: usize| {
            let names = lists.get(at).into_iter().flatten();
            names.map(String::as_str).collect::<Vec<&str>>()
        };
        nested(&(0..count).map(names).collect::<Vec<_>>())
    };
    format!(
        "super::Language {{ code: {:?}, name: {:?}, iso639_3: {:?}, months: {}, weekdays: {}, numbers: &{:?}, named: &{:?}, languages: &{}, lists: &[{lists}] }},",
        language.code,
        language.name,
        language.iso639_3,
        filled(&language.months, 12),
        filled(&language.weekdays, 7),
        pairs(&language.numbers),
        pairs(&language.named),
        lists_by_code(&language.languages),
    )
}

fn glyphs(made: &mut String, glyphs: &Glyphs) {
    line(made, "/// The signs that ratings are drawn with, by sort.");
    line(made, "pub mod glyphs {");
    for (sort, signs) in &glyphs.0 {
        line(made, &format!("/// Those of the sort `{sort}`."));
        let name = sort.to_uppercase();
        line(made, &format!("pub const {name}: &str = {signs:?};"));
    }
    line(made, "}");
}

fn pairs(values: &std::collections::BTreeMap<String, f64>) -> Vec<(&str, f64)> {
    let values = values.iter();
    values.map(|(word, value)| (&**word, *value)).collect()
}

fn list(values: &std::collections::BTreeMap<&str, Option<f64>>) -> String {
    let values: Vec<_> = values.iter().collect();
    format!("{values:?}")
}

fn lists_by_code(lists: &std::collections::BTreeMap<String, Vec<String>>) -> String {
    let lists = lists.iter();
    let lists: Vec<String> = lists
        .map(|(code, names)| format!("({code:?}, &{names:?} as &[&str])"))
        .collect();
    format!("[{}]", lists.join(","))
}

fn nested(lists: &[Vec<&str>]) -> String {
    let lists: Vec<String> = lists.iter().map(|list| format!("&{list:?}")).collect();
    format!("[{}]", lists.join(","))
}

/// What a key is for, without what Rust's documentation takes for links.
fn sentence(about: &str) -> String {
    let mut letters = about.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn line(made: &mut String, text: &str) {
    made.push_str(text);
    made.push('\n');
}
