//! The small web of the demo, read page by page against its truth in `corpus/demo/pages.jsonl`.

use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, PrintedRating, fold};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Truth {
    url: String,
    file: String,
    kind: String,
    film: Option<String>,
    title_printed: Option<String>,
    year: Option<i16>,
    #[serde(default)]
    critics: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    rating: Option<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/demo")
}

fn truths() -> Vec<Truth> {
    let lines = std::fs::read_to_string(folder().join("pages.jsonl")).unwrap();
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn reading_of(truth: &Truth) -> Reading {
    let bytes = std::fs::read(folder().join("web").join(&truth.file)).unwrap();
    let source = SourceBytes {
        bytes: &bytes,
        address: &truth.url,
        content_type: None,
        fetched: Day::new(2026, 12, 31).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

/// How often a field was there to find, was given, and was given right.
#[derive(Debug, Default)]
struct Tally {
    wanted: u32,
    given: u32,
    right: u32,
}

impl Tally {
    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.wanted.max(1))
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.given.max(1))
    }
}

#[derive(Default)]
struct Report {
    tallies: BTreeMap<&'static str, Tally>,
    misses: Vec<String>,
}

impl Report {
    /// Notes a field of a page: what was wanted, what was given, whether that is right.
    fn note(
        &mut self,
        field: &'static str,
        file: &str,
        wanted: Option<&str>,
        given: Option<&str>,
        is_right: bool,
    ) {
        let tally = self.tallies.entry(field).or_default();
        tally.wanted += u32::from(wanted.is_some());
        tally.given += u32::from(given.is_some());
        tally.right += u32::from(is_right && wanted.is_some() && given.is_some());
        if !is_right {
            let (wanted, given) = (wanted.unwrap_or("nothing"), given.unwrap_or("nothing"));
            self.misses.push(format!(
                "{field}: wanted `{wanted}`, given `{given}` in {file}"
            ));
        }
    }

    fn assert(&self, field: &str, precision: f64, recall: f64) {
        let tally = self.tallies.get(field).unwrap();
        assert!(
            tally.precision() >= precision && tally.recall() >= recall,
            "{field}: precision {:.3} of {precision}, recall {:.3} of {recall}\n{}",
            tally.precision(),
            tally.recall(),
            self.misses.join("\n")
        );
    }
}

/// Points and, where it is known, of how many; stars are counted.
fn points(rating: &str, best: Option<&str>) -> (String, Option<String>) {
    let printed = rating.replace(',', ".").replace(' ', "").to_lowercase();
    let printed = printed.replace("stars", "").replace("von", "of");
    let printed = printed
        .replace('%', "of100")
        .replace('/', "of")
        .replace("outof", "of");
    let filled = printed
        .chars()
        .filter(|glyph| matches!(glyph, '★' | '⭐'))
        .count();
    let printed = match (filled, printed.contains('½')) {
        (0, _) => printed,
        (_, true) => format!("{filled}.5"),
        _ => filled.to_string(),
    };
    let (value, top) = match printed.split_once("of") {
        Some((value, top)) => (value.to_owned(), Some(top.to_owned())),
        None => (printed, best.map(str::to_owned)),
    };
    let plain = |number: &str| number.strip_suffix(".0").unwrap_or(number).to_owned();
    (plain(&value), top.as_deref().map(plain))
}

/// Whether a rating says what the printed one says, in its words or in markup's points.
fn same_rating(wanted: &str, given: &PrintedRating) -> bool {
    let (value, top) = points(wanted, None);
    let (given_value, given_top) = points(&given.printed, given.best.as_deref());
    value == given_value && (top.is_none() || top == given_top)
}

fn compare(truth: &Truth, reading: &Reading, report: &mut Report) {
    let file = truth.file.as_str();
    let is_review = truth.kind == "review";
    let wanted = is_review.then_some("a review");
    let given = reading.kind.is_review().then_some("a review");
    let kind = format!("{file}: {:?}, {}", reading.kind, reading.why_kind);
    report.note("is_review", &kind, wanted, given, wanted == given);
    let Some(finding) = reading.findings.first().filter(|_| is_review) else {
        return;
    };
    let several = format!("{} reviews", reading.findings.len());
    let is_one = reading.findings.len() == 1;
    report.note("one_review", file, Some("one"), Some(&several), is_one);

    let title = finding
        .film
        .title
        .as_ref()
        .map(|title| title.value.as_str());
    let titles = [truth.title_printed.as_deref(), truth.film.as_deref()];
    let is_title = title.is_some_and(|title| {
        titles
            .iter()
            .flatten()
            .any(|known| fold(known) == fold(title))
    });
    report.note(
        "title",
        file,
        truth.title_printed.as_deref(),
        title,
        is_title,
    );

    // The truth knows every film's year, the page need not print it; a wrong one is wrong.
    let year = finding.film.year.as_ref().map(|year| year.value);
    let given = year.map(|year| year.to_string());
    let wanted = truth.year.map(|year| year.to_string());
    report.note(
        "year",
        file,
        wanted.as_deref(),
        given.as_deref(),
        year.is_none() || year == truth.year,
    );

    let names: BTreeSet<String> = finding
        .critics
        .iter()
        .map(|name| fold(&name.value))
        .collect();
    let known: BTreeSet<String> = truth.critics.iter().map(|name| fold(name)).collect();
    let given = finding
        .critics
        .iter()
        .map(|name| name.value.clone())
        .collect::<Vec<_>>()
        .join(" + ");
    let wanted = truth.critics.join(" + ");
    let filled = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    report.note(
        "critic",
        file,
        filled(&wanted).as_deref(),
        filled(&given).as_deref(),
        names == known,
    );

    let outlet = finding.outlet.as_ref().map(|outlet| outlet.value.as_str());
    let is_outlet = outlet.map(fold) == truth.outlet.as_deref().map(fold);
    report.note("outlet", file, truth.outlet.as_deref(), outlet, is_outlet);

    let date = finding.published.as_ref().map(|day| day.value.to_string());
    report.note(
        "date",
        file,
        truth.date.as_deref(),
        date.as_deref(),
        date == truth.date,
    );

    let rating = finding.rating.as_ref().map(|rating| &rating.value);
    let given = rating.map(|rating| match &rating.best {
        Some(best) => format!("{} (best {best})", rating.printed),
        None => rating.printed.clone(),
    });
    let is_rating = match (&truth.rating, rating) {
        (Some(wanted), Some(given)) => same_rating(wanted, given),
        (None, None) => true,
        _ => false,
    };
    report.note(
        "rating",
        file,
        truth.rating.as_deref(),
        given.as_deref(),
        is_rating,
    );
}

#[test]
fn the_demo_web_reads_as_its_truth_says() {
    let truths = truths();
    assert!(truths.len() > 100, "the demo web is missing");
    let mut report = Report::default();
    for truth in &truths {
        compare(truth, &reading_of(truth), &mut report);
    }
    for miss in &report.misses {
        println!("{miss}");
    }
    for (field, tally) in &report.tallies {
        println!("{field}: {tally:?}");
    }
    report.assert("is_review", 0.99, 1.0);
    report.assert("one_review", 1.0, 1.0);
    // Of titles that are not likely enough none is given.
    report.assert("title", 0.99, 0.97);
    report.assert("year", 1.0, 0.69);
    report.assert("critic", 0.99, 0.99);
    report.assert("outlet", 0.99, 0.99);
    report.assert("date", 0.99, 0.99);
    report.assert("rating", 1.0, 0.99);
}
