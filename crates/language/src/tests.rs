//! Tests of the files and of what is made of them.

use crate::files::{All, Glyphs, LanguageFile, NESTED, Schema, Standard};
use crate::{all, data};

const SCHEMA: &str = include_str!("../schema.toml");
const GLYPHS: &str = include_str!("../data/glyphs.toml");
const STANDARD: &str = include_str!("../data/iso639.toml");

/// Languages of which every list is filled.
const PROMISED: [&str; 7] = ["de", "en", "es", "fr", "it", "pt", "ru"];

/// Languages that at least dates, numbers, ratings, films and reviews are known of.
const BEGUN: [&str; 10] = ["cs", "da", "ja", "ko", "nb", "nl", "pl", "sv", "tr", "zh"];

fn schema() -> Schema {
    Schema::read(SCHEMA).unwrap()
}

/// A file of an invented language in which every list has one word of its own, `key` and `zx`.
fn invented() -> String {
    let mut text = "code = \"zx\"\nname = \"Zaxish\"\niso639_3 = \"zxx\"\n".to_owned();
    for (section, keys) in schema().0 {
        text.extend(["[", &section, "]\n"]);
        for (key, _) in keys {
            let line = match (section.as_str(), key.as_str()) {
                ("numbers", _) => "zxseven = 7\n".to_owned(),
                ("named", _) => "zxgood = 1\n".to_owned(),
                ("languages", _) => "zx = [\"zaxo\"]\nde = [\"zxdeutso\"]\n".to_owned(),
                ("dates", "weekdays") => {
                    let days: Vec<_> = (1..=7).map(|day| [format!("zxd{day}")]).collect();
                    format!("weekdays = {days:?}\n")
                }
                ("dates", "months") => {
                    let months: Vec<_> = (1..=12).map(|month| [format!("zxm{month}")]).collect();
                    format!("months = {months:?}\n")
                }
                _ => format!("{key} = [\"zx {}\"]\n", key.to_lowercase()),
            };
            text.push_str(&line);
        }
    }
    text
}

/// All languages of the program, which are known as Rust, and one file more.
fn with(file: &str) -> All {
    let known = all().map(|language| LanguageFile {
        code: language.code.to_owned(),
        numbers: language
            .numbers
            .iter()
            .map(|(word, value)| ((*word).to_owned(), *value))
            .collect(),
        ..LanguageFile::default()
    });
    let made = LanguageFile::read("data/zx.toml", file, &schema()).unwrap();
    let glyphs = Glyphs::read(GLYPHS).unwrap();
    let standard = Standard::read(STANDARD).unwrap();
    All::new(known.chain([made]).collect(), glyphs, standard).unwrap()
}

#[test]
fn a_new_language_is_one_file_and_nothing_else() {
    let all = with(&invented());
    for (section, keys) in schema().lists() {
        for (key, _) in keys {
            if !NESTED.contains(&key.as_str()) {
                let word = format!("zx {key}");
                assert!(all.union(section, key).contains(&&*word), "{section}.{key}");
            }
        }
    }
    assert!(
        all.months()
            .iter()
            .all(|names| names.iter().any(|name| name.starts_with("zxm")))
    );
    assert!(
        all.weekdays()
            .iter()
            .all(|names| names.iter().any(|name| name.starts_with("zxd")))
    );
    let numbers = all.agreed(|language| {
        let numbers = language.numbers.iter();
        numbers
            .map(|(word, value)| (word.as_str(), *value))
            .collect()
    });
    assert_eq!(numbers.get("zxseven"), Some(&Some(7.0)));
    assert_eq!(numbers.get("seven"), Some(&Some(7.0)));
    let made = crate::files::write::rust(&all, &schema());
    for name in ["(\"zx\", &[\"zaxo\"]", "(\"de\", &[\"zxdeutso\"]"] {
        assert!(made.contains(name), "{name}");
    }
    for (section, keys) in schema().lists() {
        for (key, _) in keys {
            let word = match key.as_str() {
                "months" => "zxm7".to_owned(),
                "weekdays" => "zxd7".to_owned(),
                _ => format!("zx {key}"),
            };
            assert!(made.contains(&format!("{word:?}")), "{section}.{key}");
        }
    }
}

#[test]
fn every_file_of_the_folder_is_in_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = names
        .filter(|name| !["glyphs.toml", "iso639.toml"].contains(&&**name))
        .collect();
    files.sort();
    let known: Vec<String> = all()
        .map(|language| format!("{}.toml", language.code))
        .collect();
    assert_eq!(files, known);
}

#[test]
fn a_word_on_which_languages_differ_has_no_value() {
    let all = with(&invented().replace("zxseven = 7", "seven = 8\nzxseven = 7"));
    let numbers = all.agreed(|language| {
        let numbers = language.numbers.iter();
        numbers
            .map(|(word, value)| (word.as_str(), *value))
            .collect()
    });
    assert_eq!(numbers.get("seven"), Some(&None));
    assert_eq!(numbers.get("six"), Some(&Some(6.0)));
}

#[test]
fn a_wrong_file_is_refused_with_its_line() {
    let good = invented();
    let cases = [
        (
            good.replace("[film]", "[movies]"),
            "is no section of schema.toml",
        ),
        (
            good.replace("craft = ", "crafts = "),
            "is no key of [film] in schema.toml",
        ),
        (
            good.replace("[trade]\ntrade = [\"zx trade\"]\n", ""),
            "the section [trade] is missing",
        ),
        (
            good.replace("\"zx craft\"", "\"zx\", \"zx\""),
            "`zx` stands in this list already",
        ),
        (good.replace("\"zx craft\"", "\"Zx\""), "write `zx`"),
        (
            good.replace("\"zx craft\"", "\" \""),
            "a word without letters",
        ),
        (
            good.replace("\"zx craft\"", "7"),
            "words in quotation marks are expected",
        ),
        (
            good.replace("[\"zx craft\"]", "\"zx\""),
            "a list is expected",
        ),
        (good.replace("[\"zxm1\"], ", ""), "twelve lists"),
        (good.replace("[\"zxd1\"], ", ""), "seven lists"),
        (
            good.replace("zxseven = 7", "zxseven = \"7\""),
            "a number is expected",
        ),
        (
            good.replace("zxgood = 1", "zxgood = 7"),
            "a named rating is worth 0 to 1",
        ),
        (
            good.replace("zx = [\"zaxo\"]", "zaxish = [\"zaxo\"]"),
            "`zaxish` is no code of a language",
        ),
        (good.replace("[\"zaxo\"]", "\"zaxo\""), "a list is expected"),
        (
            good.replace("name = \"Zaxish\"\n", ""),
            "`name = \"...\"` is missing",
        ),
        (good.replace("[film]", "[film"), "data/zx.toml:"),
    ];
    for (text, expected) in cases {
        let told = LanguageFile::read("data/zx.toml", &text, &schema()).unwrap_err();
        assert!(
            told.starts_with("data/zx.toml:") && told.contains(expected),
            "{told}"
        );
    }
    let craft = good
        .lines()
        .position(|line| line.starts_with("craft = "))
        .unwrap()
        + 1;
    let told = good.replace("craft = ", "crafts = ");
    let told = LanguageFile::read("data/zx.toml", &told, &schema()).unwrap_err();
    assert!(
        told.starts_with(&format!("data/zx.toml:{craft}: ")),
        "{told}"
    );
}

#[test]
fn a_language_has_one_file() {
    let zx = || LanguageFile::read("data/zx.toml", &invented(), &schema()).unwrap();
    let told = All::new(vec![zx(), zx()], Glyphs::default(), Standard::default()).unwrap_err();
    assert!(told.contains("put them into one file"), "{told}");
}

#[test]
fn a_wrong_table_of_codes_and_a_language_that_is_none_are_refused() {
    for (text, expected) in [
        ("[names]\nde = []", "data/iso639.toml:1: `names` is neither"),
        (
            "[codes]\n\nGerman = []",
            "data/iso639.toml:3: `German` is no code",
        ),
        (
            "[own_names]\nis = [\"íslenska\"]",
            "`is` of [own_names] is not in",
        ),
    ] {
        let told = Standard::read(text).unwrap_err();
        assert!(told.contains(expected), "{told}");
    }
    let file = invented().replace("de = [\"zxdeutso\"]", "qq = [\"zxqq\"]");
    let made = LanguageFile::read("data/zx.toml", &file, &schema()).unwrap();
    let standard = Standard::read(STANDARD).unwrap();
    let told = All::new(vec![made], Glyphs::default(), standard).unwrap_err();
    assert!(told.starts_with("data/zx.toml: `qq`"), "{told}");
}

#[test]
fn every_language_names_itself() {
    for language in all() {
        let own = language.languages.iter();
        let mut own = own.filter(|(code, names)| *code == language.code && !names.is_empty());
        assert!(own.next().is_some(), "{}", language.code);
    }
}

#[test]
fn a_wrong_table_of_glyphs_is_refused() {
    let told = Glyphs::read(&GLYPHS.replace("thumbs_up", "toes_up")).unwrap_err();
    assert!(told.contains("`toes_up` is no sort of glyph"), "{told}");
    let told = Glyphs::read(&GLYPHS.replace("typed = ", "# ")).unwrap_err();
    assert!(told.contains("`typed = \"...\"` is missing"), "{told}");
}

/// What is empty in a language's file.
fn empty(code: &str) -> Vec<String> {
    let language = crate::Language::of(code).unwrap();
    let mut empty = Vec::new();
    for (section, keys) in schema().0 {
        for (key, _) in keys {
            let is_empty = match (section.as_str(), key.as_str()) {
                ("numbers", _) => language.numbers.is_empty(),
                ("named", _) => language.named.is_empty(),
                ("languages", _) => language.languages.is_empty(),
                ("dates", "months") => language.months.iter().any(|names| names.is_empty()),
                ("dates", "weekdays") => language.weekdays.iter().any(|names| names.is_empty()),
                _ => language.list(&format!("{section}.{key}")).is_empty(),
            };
            if is_empty {
                empty.push(format!("{section}.{key}"));
            }
        }
    }
    empty
}

#[test]
fn the_promised_languages_are_complete() {
    for language in all() {
        println!(
            "{}: empty: {}",
            language.code,
            empty(language.code).join(", ")
        );
    }
    for code in PROMISED {
        let mut empty = empty(code);
        empty.retain(|key| !MAY_BE_EMPTY.contains(&key.as_str()));
        assert!(empty.is_empty(), "{code}: {empty:?}");
        assert!(
            !crate::Language::of(code)
                .unwrap()
                .list("grammar.small")
                .is_empty()
        );
    }
}

/// Keys that a language need not have: where it has no articles, say, writes nothing so, or where
/// the words are a catalogue's name in all languages.
const MAY_BE_EMPTY: [&str; 62] = [
    "dates.signs",
    "dates.fillers",
    "dates.ordinals",
    "dates.small_months",
    "ratings.of_sure",
    "ratings.up_to",
    "ratings.of_first",
    "ratings.behind_top",
    "ratings.percentage",
    "film.title_articles",
    "film.title_counters",
    "film.title_remarks",
    "film.title_presents",
    "headlines.review_kind",
    "byline.surname_ends",
    "byline.suffixes",
    "byline.degrees",
    "byline.only_label",
    "byline.particles",
    "byline.honorifics",
    "credits.director_label",
    "ratings.is",
    "ratings.give_sure",
    "ratings.recipients",
    "ratings.articles",
    "ratings.adjectives",
    "ratings.not_given",
    "ratings.full",
    "ratings.full_of",
    "ratings.plus",
    "ratings.minus",
    "ratings.letter_article",
    "ratings.half_alone",
    "headlines.film_first",
    "headlines.title_then",
    "headlines.review_last",
    "other.season_before",
    "grammar.the",
    "grammar.to",
    "grammar.her",
    "byline.small_before",
    "press.events_opens",
    "press.figure_percent_pairs",
    "press.figure_percent_joined",
    "press.named_elided",
    "press.occasion_joining",
    "press.people_year_old",
    "names.particles",
    "names.particles_loose",
    "names.elided",
    "names.auxiliary",
    "names.either",
    "years.before_title",
    "titles.no_noun",
    "titles.compound_ends",
    "columns.imdb",
    "columns.imdb_maybe",
    "columns.tmdb",
    "columns.tmdb_maybe",
    "columns.wikidata",
    "columns.wikidata_maybe",
    "columns.first_name_maybe",
];

#[test]
fn the_begun_languages_have_dates_numbers_ratings_films_and_reviews() {
    for code in BEGUN {
        let empty = empty(code);
        for key in [
            "dates.months",
            "numbers.word",
            "ratings.labels",
            "ratings.stars",
            "ratings.units",
            "film.film",
            "film.review",
        ] {
            assert!(!empty.contains(&key.to_owned()), "{code}: {key}");
        }
    }
}

#[test]
fn no_name_of_a_month_means_two() {
    for language in all() {
        for (month, names) in language.months.iter().enumerate() {
            for name in *names {
                assert!(
                    data::MONTHS[month].contains(name),
                    "{}: {name}",
                    language.code
                );
            }
        }
    }
}

#[test]
fn languages_are_found_by_any_tag() {
    for tag in ["de", "de-AT", "DE", "de_CH", "deu"] {
        assert_eq!(crate::Language::of(tag).unwrap().code, "de", "{tag}");
    }
    for tag in ["", "q", "german", "xx"] {
        assert_eq!(crate::Language::of(tag), None, "{tag}");
    }
}
