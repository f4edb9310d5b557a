//! Learns to choose the fields of a review from their candidates and writes the model files, or measures
//! by cross-validation grouped by site.
//!
//! `cargo x train fields --data FOLDER [FIELD ...]` learns and writes `crates/page/models/fields`;
//! `cargo x train fields --data FOLDER --cross-validate [--json] [--misses] [FIELD ...]` measures.
//! FOLDER holds `review-pages`, `review-pages-2` and `review-pages-fresh-1`; the command is run in the
//! repository's folder. A new field is a row of [`FIELDS`] here and in `ovation_page::learning`.

use super::bylines;
use ovation_eval::reading::{GoldPage, InventedPage};
use ovation_judge::RatingTable;
use ovation_page::learning::{self, Sheet, field_sheets};
use ovation_terms::{Day, PrintedRating, ReadLimits, fold};
use ovation_train::{RankFigures, RankGroup, RankStanding, cross_validate_ranks, learn_ranks};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A field: what the labels say of it, and what a given value is to them.
struct Field {
    name: &'static str,
    /// What it is of.
    of: Of,
    wanted: fn(&GoldPage) -> Option<String>,
    standing: fn(&GoldPage, &str) -> RankStanding,
}

/// What a field is of, and so which invented pages say what it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The film: invented headlines and pages. Where there are several films, each has its own part of the page.
    Film,
    /// The same, of which invented headlines say nothing.
    FilmAsLabelled,
    /// The review's rating: invented pages that say what it is.
    Rating,
    /// The page: invented by-lines.
    Page,
}

/// In the order of `ovation_page::learning::FIELDS`.
const FIELDS: &[Field] = &[
    Field {
        name: "title",
        of: Of::Film,
        wanted: |gold| gold.film_title.clone(),
        standing: |gold, value| {
            let mut forms = gold.film_title.iter().chain(&gold.alt_titles);
            told(forms.any(|form| fold(form) == fold(value)))
        },
    },
    Field {
        name: "year",
        of: Of::FilmAsLabelled,
        wanted: |gold| gold.film_year.map(|year| year.to_string()),
        standing: |gold, value| match gold.film_year {
            Some(year) => told(year.to_string() == value),
            // Not stated: only the year of publication given as the film's is wrong.
            None if gold.date.as_ref().is_some_and(|day| day.starts_with(value)) => {
                RankStanding::Wrong
            }
            None => RankStanding::Open,
        },
    },
    Field {
        name: "critic",
        of: Of::Page,
        wanted: |gold| gold.critic.clone(),
        standing: |gold, value| same(gold.critic.as_deref(), value),
    },
    Field {
        name: "outlet",
        of: Of::Page,
        wanted: |gold| gold.outlet.clone(),
        standing: |gold, value| same(gold.outlet.as_deref(), value),
    },
    Field {
        name: "rating",
        of: Of::Rating,
        wanted: |gold| gold.rating.clone(),
        standing: rating_standing,
    },
];

/// What a printed rating is worth, by the table that verdicts are judged by.
fn worth(value: &str, language: Option<&str>) -> Option<f64> {
    static TABLE: LazyLock<RatingTable> = LazyLock::new(RatingTable::bundled);
    let (printed, best) = match value.split_once('\t') {
        Some((printed, best)) => (printed, Some(best.to_owned())),
        None => (value, None),
    };
    let rating = PrintedRating {
        best,
        ..PrintedRating::of(printed)
    };
    let converted = TABLE.convert_in(&rating, None, language);
    converted.ok().map(|it| it.value)
}

/// Whether a printed rating is the label's, or worth the same.
fn rating_standing(gold: &GoldPage, value: &str) -> RankStanding {
    if gold.rating.as_deref() == Some(value) {
        return RankStanding::Right;
    }
    match (gold.rating_norm, &gold.rating) {
        (Some(wanted), _) => {
            let given = worth(value, gold.lang.as_deref());
            told(given.is_some_and(|given| (given - wanted).abs() <= 0.03 + 1e-9))
        }
        // A rating whose scale nobody knows.
        (None, Some(_)) => RankStanding::Open,
        (None, None) => RankStanding::Wrong,
    }
}

/// Whether a value is what the label says, or at least written like it.
fn same(label: Option<&str>, value: &str) -> RankStanding {
    told(label.is_some_and(|label| fold(label) == fold(value)))
}

fn told(is_right: bool) -> RankStanding {
    if is_right {
        RankStanding::Right
    } else {
        RankStanding::Wrong
    }
}

/// What is not in a [`GoldPage`].
#[derive(Deserialize)]
struct More {
    #[serde(default)]
    reviews: Vec<serde_json::Value>,
}

/// Labelled pages, relative to the folder of data.
const SETS: [&str; 5] = [
    "review-pages",
    "review-pages-2",
    "review-pages-2/extra",
    "review-pages-fresh-1",
    "review-pages-fresh-1/extra",
];

const MODELS: &str = "crates/page/models/fields";

#[derive(Default)]
struct FieldsAsked {
    data: PathBuf,
    measures: bool,
    json: bool,
    misses: bool,
    fields: Vec<String>,
}

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
    let mut asked = FieldsAsked::default();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--data" => asked.data = args.next().expect("a folder behind --data").into(),
            "--cross-validate" => asked.measures = true,
            "--json" => asked.json = true,
            "--misses" => asked.misses = true,
            _ => asked.fields.push(arg),
        }
    }
    let mut groups: Vec<Vec<RankGroup>> = FIELDS.iter().map(|_| Vec::new()).collect();
    for folder in SETS {
        pages(&asked.data.join(folder), &mut groups);
    }
    invented(&mut groups);
    for (gold, html) in bylines::invented(Path::new("corpus/fields/bylines.tsv")) {
        let address = "https://pages.example/the-lamp-keeper";
        page(
            html.as_bytes(),
            address,
            &gold,
            false,
            &[Of::Page],
            &mut groups,
        );
    }
    let mut all: BTreeMap<&str, RankFigures> = BTreeMap::new();
    for ((field, (_, names)), groups) in FIELDS.iter().zip(learning::FIELDS).zip(&groups) {
        if !asked.fields.is_empty() && !asked.fields.iter().any(|it| it == field.name) {
            continue;
        }
        if asked.measures {
            let figures = cross_validate_ranks(names, groups);
            if !asked.json {
                tell(field.name, &figures, asked.misses);
            }
            all.insert(field.name, figures);
        } else {
            let file = learn_ranks(&format!("{}-1", field.name), names, groups);
            let out = Path::new(MODELS).join(format!("{}.tsv", field.name));
            println!(
                "{}: {} pages, {} bytes",
                field.name,
                groups.len(),
                file.len()
            );
            std::fs::write(out, file).expect("a place for the model");
        }
    }
    if asked.measures && asked.json {
        println!("{}", serde_json::to_string_pretty(&all).expect("figures"));
    }
}

fn tell(name: &str, figures: &RankFigures, misses: bool) {
    println!(
        "{name}: {} pages, {} have it, {} among the candidates; bound {:.3}",
        figures.pages, figures.wanted, figures.reachable, figures.bound
    );
    for (what, figure) in [
        ("held out", figures.held_out),
        ("best always given", figures.always),
        ("plain rules", figures.present),
    ] {
        println!(
            "  {what}: F1 {:.3}  right of given {:.3}  of wanted {:.3}  given {:.3}",
            figure.f1, figure.p, figure.r, figure.given
        );
    }
    if misses {
        for (page, wanted, given, p) in &figures.misses {
            println!("  {page}\t{wanted}\t{given}\t{p:.2}");
        }
    }
}

/// Adds what the review pages of a labelled set have for each field.
fn pages(folder: &Path, groups: &mut [Vec<RankGroup>]) {
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl");
    for line in gold.lines().filter(|line| !line.trim().is_empty()) {
        let gold: GoldPage = serde_json::from_str(line).expect("a label");
        let more: More = serde_json::from_str(line).expect("a label");
        if !gold.is_film_review {
            continue;
        }
        let of = if more.reviews.len() > 1 {
            &[Of::Page][..]
        } else {
            &[Of::Film, Of::FilmAsLabelled, Of::Rating, Of::Page]
        };
        let bytes = unpacked(&folder.join(&gold.file));
        page(&bytes, &gold.file, &gold, true, of, groups);
    }
}

/// Adds what one page has for each field.
fn page(
    bytes: &[u8],
    address: &str,
    gold: &GoldPage,
    is_measured: bool,
    of: &[Of],
    groups: &mut [Vec<RankGroup>],
) {
    let html = ovation_read::learning::decoded(bytes, None);
    let fetched = Day::new(2026, 11, 1).expect("a day");
    let sheets = field_sheets(&html, address, fetched, &ReadLimits::default());
    for ((field, sheet), groups) in FIELDS.iter().zip(sheets).zip(groups.iter_mut()) {
        if of.contains(&field.of) {
            groups.push(RankGroup {
                is_measured,
                ..group(field, gold, sheet)
            });
        }
    }
}

/// The invented pages of the repository: learned from, never measured.
fn invented(groups: &mut [Vec<RankGroup>]) {
    let lines = std::fs::read_to_string(Path::new(MODELS).join("invented.tsv"));
    let lines = lines.expect("invented.tsv");
    let lines = lines.lines().filter(|line| !line.starts_with('#'));
    for (number, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [film, title, heading, text] = cells.as_slice() else {
            continue;
        };
        let fill = |words: &str| {
            words
                .replace('%', film)
                .replace('&', "&amp;")
                .replace('>', "&gt;")
        };
        let (title, heading, text) = (fill(title), fill(heading), fill(text));
        let html = format!(
            "<!doctype html><title>{title}</title><article><h1>{heading}</h1><p>{text}</p></article>"
        );
        let gold = GoldPage {
            id: format!("invented {number}"),
            site: format!("invented {number}"),
            film_title: Some((*film).to_owned()),
            ..GoldPage::default()
        };
        let address = "https://lantern.example/2024/03/01/page";
        page(html.as_bytes(), address, &gold, false, &[Of::Film], groups);
    }
    rating_forms(groups);
    let lines = std::fs::read_to_string("corpus/demo/pages.jsonl").expect("corpus/demo");
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let invented: InventedPage = serde_json::from_str(line).expect("a page");
        if invented.kind != "review" || invented.film.is_none() {
            continue;
        }
        let bytes = unpacked(&Path::new("corpus/demo/web").join(&invented.file));
        let site = invented.file.split('/').next().unwrap_or("");
        let rating = invented.rating.clone();
        let rating_norm = rating
            .as_deref()
            .and_then(|printed| worth(printed, invented.language.as_deref()));
        // Of a form that the table does not know nothing is learned.
        let is_known = rating.is_some() == rating_norm.is_some();
        let gold = GoldPage {
            id: invented.file.clone(),
            site: format!("invented {site}"),
            film_title: invented.title_printed.or(invented.film),
            film_year: invented.year,
            date: invented.date,
            lang: invented.language,
            rating,
            rating_norm,
            ..GoldPage::default()
        };
        let of = if is_known {
            &[Of::Film, Of::Rating][..]
        } else {
            &[Of::Film]
        };
        page(&bytes, &invented.url, &gold, false, of, groups);
    }
}

/// The examples of the reference of forms, each at the end of an invented review.
fn rating_forms(groups: &mut [Vec<RankGroup>]) {
    let text = std::fs::read_to_string("docs/reference/rating-forms.md").expect("the reference");
    let praise = "<p>The director of <em>The Salt Road</em> trusts her actors, and the film repays it: every \
        scene is beautiful, the plot never dull, the performances superb.</p>";
    let is_row = |line: &&str| line.starts_with("| ") && line.contains("`<");
    for (number, line) in text.lines().filter(is_row).enumerate() {
        let mut cells = line.trim_matches('|').split(" | ").map(str::trim).skip(1);
        let example = cells.next().unwrap_or("").trim_matches('`');
        let read_as = cells.next().map(|cell| cell.replace('`', ""));
        // `4 of 5`: as printed, and the top that something else states.
        let rating = read_as.map(|cell| match cell.rsplit_once(" of ") {
            Some((printed, top)) if line.contains("` of ") => format!("{printed}\t{top}"),
            _ => cell,
        });
        let rating_norm = rating.as_deref().and_then(|it| worth(it, None));
        let gold = GoldPage {
            id: format!("invented form {number}"),
            site: format!("invented form {number}"),
            rating,
            rating_norm,
            ..GoldPage::default()
        };
        let html = format!(
            "<!doctype html><title>The Salt Road review</title><body><main><article><h1>The Salt Road \
             review</h1>{}{example}</article></main>",
            praise.repeat(5)
        );
        let address = "https://lantern.example/2024/03/01/the-salt-road";
        page(
            html.as_bytes(),
            address,
            &gold,
            false,
            &[Of::Rating],
            groups,
        );
    }
}

fn group(field: &Field, gold: &GoldPage, sheet: Sheet) -> RankGroup {
    let standing = |value: &str| (field.standing)(gold, value);
    let judged = |value: String| {
        let standing = standing(&value);
        (value, standing)
    };
    let candidates = sheet.candidates.into_iter().map(|(value, row)| {
        let standing = standing(&value);
        (value, row, standing)
    });
    RankGroup {
        site: gold.site.clone(),
        page: gold.id.clone(),
        wanted: (field.wanted)(gold),
        candidates: candidates.collect(),
        none: sheet.none,
        present: sheet.chosen.map(judged),
        settled: sheet.settled.map(judged),
        is_measured: true,
    }
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::read(path).expect("a labelled file");
    if !packed.starts_with(&[0x1f, 0x8b]) {
        return packed;
    }
    let mut bytes = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
    reader.read_to_end(&mut bytes).expect("a gzip file");
    bytes
}
