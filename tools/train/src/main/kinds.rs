//! Learns the kinds of pages from labelled pages and texts and writes the model file, or measures by
//! cross-validation.
//!
//! `cargo x train kinds --data FOLDER crates/page/models/kind/model.tsv` learns;
//! `cargo x train kinds --data FOLDER --cross-validate [--features] [--languages] [--json]` measures, and with
//! `--misses` names the pages of which the wrong is said.
//! FOLDER holds `review-pages`, `review-pages-2`, `review-pages-fresh-1` and `kind-texts`; invented pages are those of the
//! repository, in whose folder the command is run. They are learned from and never measured.

use ovation_eval::reading::{GoldPage, InventedPage};
use ovation_page::learning::{KINDS, kind_facts, words};
use ovation_terms::{Day, PageKind, ReadLimits};
use ovation_train::{
    Apart, KindExample, KindFigures, Parts, at_once, cross_validate, kind_misses, learn_kinds,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What was asked for.
#[expect(clippy::struct_excessive_bools, reason = "options of a command")]
#[derive(Default)]
struct KindsAsked {
    data: PathBuf,
    out: Option<PathBuf>,
    measures: bool,
    features_alone: bool,
    by_language: bool,
    json: bool,
    misses: bool,
}

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
    let mut asked = KindsAsked::default();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--data" => asked.data = args.next().expect("a folder behind --data").into(),
            "--cross-validate" => asked.measures = true,
            "--features" => asked.features_alone = true,
            "--languages" => asked.by_language = true,
            "--json" => asked.json = true,
            "--misses" => asked.misses = true,
            _ => asked.out = Some(arg.into()),
        }
    }
    let examples = examples(&asked.data);
    if asked.measures {
        measure(&examples, &asked);
        return;
    }
    let (file, figures) = learn_kinds(&examples);
    show(&figures, asked.json);
    let out = asked.out.expect("where to write the model");
    println!("{} examples, {} bytes", examples.len(), file.len());
    std::fs::write(out, file).expect("a place for the model");
}

fn measure(examples: &[KindExample], asked: &KindsAsked) {
    let apart = if asked.by_language {
        Apart::Languages
    } else {
        Apart::Sites
    };
    let parts = if asked.features_alone {
        Parts::Features
    } else {
        Parts::FeaturesAndWords
    };
    if asked.misses {
        for miss in kind_misses(examples, apart, parts) {
            println!("{miss}");
        }
        return;
    }
    let figures = cross_validate(examples, apart, parts);
    if !asked.json {
        let side = if asked.by_language {
            "their language"
        } else {
            "their site"
        };
        println!("measured without {side}");
    }
    show(&figures, asked.json);
}

fn show(figures: &KindFigures, as_json: bool) {
    if as_json {
        let figures = serde_json::to_string_pretty(figures).expect("figures");
        println!("{figures}");
        return;
    }
    let settled = &figures.settled;
    println!("{} pages, {} with reviews", figures.pages, figures.reviews);
    println!(
        "is a review: P {:.3}  R {:.3}  F1 {:.3}  AUC {:.3}; kinds {:.3}",
        figures.p, figures.r, figures.f1, figures.auc, figures.kinds
    );
    println!(
        "settled alone: {:.3} of pages, {:.3} of them right, {:.3} of the reviews; {:.3} of reviews lost \
         (bounds {:.3} and {:.3})",
        settled.share,
        settled.right,
        settled.reviews_right,
        settled.lost,
        settled.lower,
        settled.upper
    );
    for (name, (count, right)) in &figures.by_kind {
        println!("  kind {name}: {count} pages, {right:.2} right");
    }
    for (language, (count, f1)) in &figures.by_language {
        println!("  language {language}: {count} pages, F1 {f1:.2}");
    }
}

fn examples(data: &Path) -> Vec<KindExample> {
    let kinds = data.join("review-pages/kinds.json");
    let kinds = std::fs::read_to_string(kinds).expect("review-pages/kinds.json");
    let kinds: Kinds = serde_json::from_str(&kinds).expect("kinds.json");
    let mut examples = Vec::new();
    for folder in [
        "review-pages",
        "review-pages-2",
        "review-pages-2/extra",
        "review-pages-fresh-1",
        "review-pages-fresh-1/extra",
    ] {
        examples.extend(pages(&data.join(folder), &kinds));
    }
    examples.extend(texts(&data.join("kind-texts/train.jsonl.gz")));
    examples.extend(invented(Path::new("corpus/reading")));
    examples.extend(invented_texts(Path::new("crates/read/tests/md/reports.md")));
    examples.extend(demo(Path::new("corpus/demo"), &kinds));
    examples
}

#[derive(Deserialize)]
struct Kinds {
    of_kind: BTreeMap<String, String>,
}

impl Kinds {
    fn place(&self, kind: &str) -> usize {
        let class = self.of_kind.get(kind).map_or("other", String::as_str);
        let place = KINDS.iter().position(|known| *known == class);
        place.unwrap_or(KINDS.len() - 1)
    }
}

/// The group of texts that a kind of page belongs to.
fn group_of(kind: usize) -> usize {
    match KINDS.get(kind).copied().unwrap_or("") {
        "review" | "several-reviews" => 0,
        "review-of-something-else" => 1,
        "news" => 2,
        "list" | "round-up" | "index" => 3,
        "essay-or-feature" | "interview" => 4,
        _ => 5,
    }
}

/// The group of a text that its author filed under a kind.
fn group_of_text(kind: &str) -> usize {
    match kind {
        "film-review" | "several-film-reviews" => 0,
        "film-news" | "news" => 2,
        "film-list" => 3,
        "film-essay" => 4,
        "tech" | "other" | "diary" | "travel" => 5,
        _ => 1,
    }
}

#[derive(Deserialize)]
struct Source {
    #[serde(default)]
    source: Option<String>,
}

/// Who owns a place such as `github:owner/name path`.
fn owner(source: &str) -> String {
    let place = source.rsplit(':').next().unwrap_or(source);
    place.split('/').next().unwrap_or("").to_lowercase()
}

/// Threads that pages are read in.
const THREADS: usize = 8;

fn pages(folder: &Path, kinds: &Kinds) -> Vec<KindExample> {
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl");
    let lines = gold.lines().filter(|line| !line.trim().is_empty());
    at_once(&lines.collect::<Vec<_>>(), THREADS, |line| {
        let gold: GoldPage = serde_json::from_str(line).expect("a label");
        let source: Source = serde_json::from_str(line).expect("a label");
        let kind = kinds.place(&gold.kind);
        KindExample {
            owner: owner(&source.source.unwrap_or_default()),
            id: gold.id,
            site: gold.site,
            language: gold.lang.unwrap_or_default(),
            is_measured: true,
            ..page(&unpacked(&folder.join(&gold.file)), &gold.file, kind)
        }
    })
}

/// The example of one page.
fn page(bytes: &[u8], address: &str, kind: usize) -> KindExample {
    let html = ovation_read::learning::decoded(bytes, None);
    let fetched = Day::new(2026, 11, 1).expect("a day");
    let facts = kind_facts(&html, address, fetched, &ReadLimits::default());
    let features = facts.features.iter();
    KindExample {
        kind: Some(kind),
        group: group_of(kind),
        names: features
            .clone()
            .map(|it| format!("{}: {}", it.place, it.what))
            .collect(),
        features: features.map(|it| it.value).collect(),
        words: [all_words(&facts.headline), all_words(&facts.text)],
        settled: facts.settled.map(PageKind::is_review),
        ..KindExample::default()
    }
}

fn all_words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    words(text, |word| all.push(word));
    all
}

#[derive(Deserialize)]
struct Text {
    title: Option<String>,
    #[serde(rename = "text")]
    words: Option<String>,
    kind: String,
    repo: String,
    lang: Option<String>,
}

fn texts(file: &Path) -> Vec<KindExample> {
    let lines = String::from_utf8(unpacked(file)).expect("UTF-8");
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    at_once(&lines.collect::<Vec<_>>(), THREADS, |line| {
        let text: Text = serde_json::from_str(line).expect("a labelled text");
        let html = plain_page(
            text.title.as_deref().unwrap_or(""),
            text.words.as_deref().unwrap_or(""),
        );
        let features = page(html.as_bytes(), "https://lantern.example/page", 0);
        KindExample {
            id: text.kind.clone(),
            features: features.features,
            owner: owner(&text.repo),
            site: text.repo,
            language: text.lang.unwrap_or_default(),
            group: group_of_text(&text.kind),
            words: [
                all_words(&text.title.unwrap_or_default()),
                all_words(&text.words.unwrap_or_default()),
            ],
            ..KindExample::default()
        }
    })
}

#[derive(Deserialize)]
struct Expected {
    address: String,
    /// None of a page that shows something else.
    kind: Option<String>,
}

/// The invented pages of the repository: learned from, never measured.
fn invented(folder: &Path) -> Vec<KindExample> {
    let entries = std::fs::read_dir(folder).expect("corpus/reading");
    let mut cases: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    cases.sort();
    let mut made = Vec::new();
    for case in cases {
        let (Ok(expected), Ok(bytes)) = (
            std::fs::read_to_string(case.join("expect.toml")),
            std::fs::read(case.join("page.html")),
        ) else {
            continue;
        };
        let expected: Expected = toml::from_str(&expected).expect("expect.toml");
        let Some(stated) = expected.kind else {
            continue;
        };
        let class = match stated.as_str() {
            "review" | "several-reviews" | "list" | "news" | "shop" => stated.as_str(),
            "series-review" | "other-review" => "review-of-something-else",
            _ => "other",
        };
        let kind = KINDS.iter().position(|known| *known == class);
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        made.push(KindExample {
            site: format!("invented {name}"),
            owner: format!("invented {name}"),
            ..page(&bytes, &expected.address, kind.unwrap_or(KINDS.len() - 1))
        });
    }
    made
}

/// The invented texts of reports and of reviews without a label, each as a plain page.
fn invented_texts(file: &Path) -> Vec<KindExample> {
    let all = std::fs::read_to_string(file).expect("invented texts");
    let mut made = Vec::new();
    for part in all.split("\n# ").skip(1) {
        let class = if part.starts_with("Reviews") {
            "review"
        } else {
            "news"
        };
        let kind = KINDS.iter().position(|known| *known == class).unwrap_or(0);
        for case in part.split("\n## ").skip(1) {
            let (headline, text) = case.split_once('\n').unwrap_or((case, ""));
            let html = plain_page(headline, text);
            made.push(KindExample {
                site: format!("invented {headline}"),
                owner: format!("invented {headline}"),
                ..page(
                    html.as_bytes(),
                    "https://lantern.example/2024/03/01/page",
                    kind,
                )
            });
        }
    }
    made
}

/// A text as a page with nothing around it.
fn plain_page(headline: &str, text: &str) -> String {
    let paragraphs = text.trim().replace("\n\n", "</p><p>");
    format!(
        "<!doctype html><title>{headline}</title><article><h1>{headline}</h1>\
         <p>{paragraphs}</p></article>"
    )
}

/// The pages of the demonstration.
fn demo(folder: &Path, kinds: &Kinds) -> Vec<KindExample> {
    let lines = std::fs::read_to_string(folder.join("pages.jsonl")).expect("corpus/demo");
    let pages = lines.lines().filter(|line| !line.trim().is_empty());
    let pages = pages.map(|line| serde_json::from_str::<InventedPage>(line).expect("a page"));
    pages
        .filter(|invented| invented.kind != "feed")
        .map(|invented| {
            let kind = match invented.kind.as_str() {
                "press" => kinds.place("film-news"),
                other => kinds.place(other),
            };
            let site = invented.file.split('/').next().unwrap_or("").to_owned();
            let bytes = unpacked(&folder.join("web").join(&invented.file));
            KindExample {
                owner: format!("invented {site}"),
                site: format!("invented {site}"),
                ..page(&bytes, &invented.url, kind)
            }
        })
        .collect()
}

fn unpacked(path: &Path) -> Vec<u8> {
    let packed = std::fs::read(path).expect("a labelled file");
    let mut bytes = Vec::new();
    if packed.starts_with(&[0x1f, 0x8b]) {
        let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
        reader.read_to_end(&mut bytes).expect("a gzip file");
        bytes
    } else {
        packed
    }
}
