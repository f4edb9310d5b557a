//! The page of figures, made from its rows.

use super::{CrossValidated, Rows, Unseen};
use serde_json::{Map, Value};
use std::fmt::Write as _;

const INTRODUCTION: &str = "# How well pages are read

Made by `cargo x quality --data FOLDER [--once SET]` from [reading-quality.toml](reading-quality.toml), which keeps every figure.

Figures of **unseen** data were measured once, on a committed state, before anybody had looked at the data; they stay here when the program learns from it afterwards. Figures of **cross-validation** are of labelled pages that nothing was learned from, no site nor owner on both sides; the program that is built has learned from all of them. Labels were made by reading. Figures on data that rules or weights were made on are not on this page.

P is right of given, R right of what there was, F1 both. In brackets: where 95 of 100 figures fall when whole sites (of press: publishers) are drawn again and again from the same data, 2,000 times; nothing stands there where fewer than five have any. Such an interval knows nothing of wrong labels, nor of kinds of sites that the data has none of.
";

/// The whole page.
pub(super) fn page(rows: &Rows) -> String {
    let mut text = INTRODUCTION.to_owned();
    for row in rows.unseen.iter().rev() {
        unseen(&mut text, row);
    }
    for row in &rows.cross_validated {
        cross_validated(&mut text, row);
    }
    text
}

const OF_PAGES: [(&str, &str); 8] = [
    ("is_review", "is a review of a film"),
    ("title", "film's title"),
    ("year", "film's year"),
    ("critic", "critic"),
    ("outlet", "outlet"),
    ("date", "date of publication"),
    ("rating", "printed rating"),
    ("verdict", "verdict"),
];
const OF_PRESS: [(&str, &str); 6] = [
    ("quotes", "direct quotations"),
    ("read", "statements with their speaker"),
    ("shown", "those that are shown"),
    ("films", "films"),
    ("events", "events"),
    ("claims", "claims"),
];
const OF_SETTLED: [(&str, &str); 4] = [
    ("share", "settled without a person"),
    ("right", "right of them"),
    ("reviews_right", "right of those called reviews"),
    ("lost", "of the reviews, those called none"),
];

fn unseen(text: &mut String, row: &Unseen) {
    let figures = &row.figures;
    let is_press = row.kind == "press";
    let (what, groups) = if is_press {
        ("articles", "publishers")
    } else {
        ("pages", "sites")
    };
    let _ = write!(text, "\n## Unseen: {} {what}", count(figures, what));
    if figures.get(groups).is_some() {
        let _ = write!(text, " of {} {groups}", count(figures, groups));
    }
    let _ = writeln!(text, ", {}, on {}", row.day, row.commit);
    let _ = writeln!(
        text,
        "\n`ovation eval {} {}`.{}{}",
        row.kind,
        row.set,
        if is_press {
            ""
        } else {
            " Of what is unsure the likelier side counts; fields are over the labelled reviews."
        },
        if row.note.is_empty() {
            String::new()
        } else {
            format!(" {}", row.note)
        },
    );
    let of: &[(&str, &str)] = if is_press { &OF_PRESS } else { &OF_PAGES };
    let has_before = row.before.is_object();
    let _ = writeln!(
        text,
        "\n| | P | R | F1 |{}\n|---|--:|--:|--:|{}",
        if has_before { " before |" } else { "" },
        if has_before { "--:|" } else { "" }
    );
    for (key, name) in of {
        let Some(figure) = figures.get(key) else {
            continue;
        };
        let cells = ["p", "r", "f1"].map(|part| with_interval(figures, key, part, figure));
        let [p, r, f1] = cells;
        let _ = write!(text, "| {name} | {p} | {r} | **{f1}** |");
        if has_before {
            let before = row.before.get(key).and_then(Value::as_f64);
            let _ = write!(text, " {} |", before.map(short).unwrap_or_default());
        }
        text.push('\n');
    }
    if let Some(settled) = figures.get("settled").filter(|_| !is_press) {
        shares(text, &OF_SETTLED, |key| {
            with_interval(figures, "settled", key, settled)
        });
    }
    if let Some(quotes) = figures.get("quotes").filter(|_| is_press) {
        let name = "direct quotations with the right speaker, of all that have one";
        shares(text, &[("end_to_end_r", name)], |key| {
            with_interval(figures, "quotes", key, quotes)
        });
    }
    worst_fields(text, figures, of);
    by_language(text, figures);
    by_kind(text, figures);
}

/// A table of single shares.
fn shares(text: &mut String, names: &[(&str, &str)], of: impl Fn(&str) -> String) {
    text.push_str("\n| | |\n|---|--:|\n");
    for (key, name) in names {
        let _ = writeln!(text, "| {name} | {} |", of(key));
    }
}

/// The three fields that are read worst.
fn worst_fields(text: &mut String, figures: &Value, of: &[(&str, &str)]) {
    let f1 = |key: &str| figures.get(key)?.get("f1")?.as_f64();
    let mut all: Vec<(f64, &str)> = of
        .iter()
        .filter_map(|(key, name)| Some((f1(key)?, *name)))
        .collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    worst(text, "Read worst", &all);
}

fn worst(text: &mut String, what: &str, all: &[(f64, &str)]) {
    let named = all.iter().take(3);
    let named: Vec<String> = named
        .map(|(figure, name)| format!("{name} ({})", short(*figure)))
        .collect();
    if !named.is_empty() {
        let _ = writeln!(text, "\n{what}: {}.", named.join(", "));
    }
}

/// Fewest pages that say anything of their language or kind.
const FEWEST: u64 = 5;

fn by_language(text: &mut String, figures: &Value) {
    let Some(all) = objects(figures, "by_language") else {
        return;
    };
    text.push_str("\n| language | pages | reviews | is a review: F1 | film's title: F1 | settled |\n|---|--:|--:|--:|--:|--:|\n");
    for (name, of) in all {
        let f1 = |key: &str| of.get(key).and_then(|figure| figure.get("f1"));
        let has_reviews = count(of, "reviews") > 0;
        let cell = |key: &str| match f1(key).and_then(Value::as_f64) {
            Some(figure) if has_reviews => short(figure),
            Some(_) | None => String::new(),
        };
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} |",
            count(of, "pages"),
            count(of, "reviews"),
            cell("is_review"),
            cell("title"),
            part(of, "settled")
        );
    }
    let mut weak: Vec<(f64, &str)> = all
        .iter()
        .filter(|(_, of)| count(of, "pages") >= FEWEST && count(of, "reviews") >= 2)
        .filter_map(|(name, of)| Some((of.get("is_review")?.get("f1")?.as_f64()?, name.as_str())))
        .collect();
    weak.sort_by(|one, other| one.0.total_cmp(&other.0));
    worst(
        text,
        "Languages told worst, of those with two reviews",
        &weak,
    );
}

fn by_kind(text: &mut String, figures: &Value) {
    let Some(all) = objects(figures, "by_kind") else {
        return;
    };
    let mut kinds: Vec<(&String, &Value)> = all.iter().collect();
    kinds.sort_by_key(|(_, of)| std::cmp::Reverse(count(of, "pages")));
    text.push_str("\n| labelled as | pages | told whether a review | settled | settled wrongly |\n|---|--:|--:|--:|--:|\n");
    for (name, of) in &kinds {
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} |",
            count(of, "pages"),
            part(of, "right"),
            part(of, "settled"),
            count(of, "settled_wrong")
        );
    }
    let mut weak: Vec<(f64, &str)> = kinds
        .iter()
        .filter(|(_, of)| count(of, "pages") >= FEWEST)
        .filter_map(|(name, of)| Some((of.get("right")?.as_f64()?, name.as_str())))
        .collect();
    weak.sort_by(|one, other| one.0.total_cmp(&other.0));
    worst(text, "Kinds told worst, of those with five pages", &weak);
}

fn cross_validated(text: &mut String, row: &CrossValidated) {
    let figures = &row.figures;
    let _ = writeln!(
        text,
        "\n## Cross-validated: {}, {} pages of {} sites, {}, on {}\n\n`cargo x train {} --data FOLDER --cross-validate`.",
        row.learner,
        count(figures, "pages"),
        count(figures, "sites"),
        row.day,
        row.commit,
        row.learner
    );
    let names = [
        ("f1", "is a review of a film: F1"),
        ("p", "P"),
        ("r", "R"),
        ("auc", "area under the curve"),
        ("kinds", "right kind, of twelve"),
        ("settled.share", "settled without a person"),
        ("settled.right", "right of them"),
        ("settled.reviews_right", "right of those called reviews"),
        ("settled.lost", "of the reviews, those called none"),
    ];
    shares(text, &names, |key| {
        let figure = figures.pointer(&format!("/{}", key.replace('.', "/")));
        let figure = figure
            .and_then(Value::as_f64)
            .map(short)
            .unwrap_or_default();
        let interval = figures.get("intervals").and_then(|all| all.get(key));
        format!("{figure}{}", ends(interval))
    });
    let pairs = |key: &str| -> Vec<(String, u64, f64)> {
        let all = objects(figures, key).into_iter().flatten();
        all.filter_map(|(name, of)| {
            Some((name.clone(), of.get(0)?.as_u64()?, of.get(1)?.as_f64()?))
        })
        .collect()
    };
    let mut kinds = pairs("by_kind");
    kinds.sort_by_key(|(_, pages, _)| std::cmp::Reverse(*pages));
    text.push_str(
        "\n| labelled as | pages | right kind | else mostly taken for |\n|---|--:|--:|---|\n",
    );
    for (name, pages, right) in &kinds {
        let _ = writeln!(
            text,
            "| {name} | {pages} | {} | {} |",
            short(*right),
            taken_for(figures, name)
        );
    }
    text.push_str("\n| language | pages | is a review: F1 |\n|---|--:|--:|\n");
    for (name, pages, f1) in pairs("by_language") {
        let _ = writeln!(text, "| {name} | {pages} | {} |", short(f1));
    }
    for (key, what, fewest) in [
        ("by_kind", "Kinds told worst", 1),
        (
            "by_language",
            "Languages told worst, of those with twenty pages",
            20,
        ),
    ] {
        let all = pairs(key);
        let mut weak: Vec<(f64, &str)> = all
            .iter()
            .filter(|(_, pages, _)| *pages >= fewest)
            .map(|(name, _, figure)| (*figure, name.as_str()))
            .collect();
        weak.sort_by(|one, other| one.0.total_cmp(&other.0));
        worst(text, what, &weak);
    }
}

/// The two kinds that a kind's pages are oftenest taken for.
fn taken_for(figures: &Value, name: &str) -> String {
    let taken = figures.get("taken_for").and_then(|all| objects(all, name));
    let mut taken: Vec<(u64, &str)> = taken
        .into_iter()
        .flatten()
        .filter_map(|(kind, count)| Some((count.as_u64()?, kind.as_str())))
        .collect();
    taken.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let named = taken.iter().take(2);
    let named = named.map(|(count, kind)| format!("{kind} ({count})"));
    named.collect::<Vec<_>>().join(", ")
}

fn objects<'v>(figures: &'v Value, key: &str) -> Option<&'v Map<String, Value>> {
    figures.get(key)?.as_object()
}

fn count(figures: &Value, key: &str) -> u64 {
    figures.get(key).and_then(Value::as_u64).unwrap_or(0)
}

fn part(of: &Value, key: &str) -> String {
    let figure = of.get(key).and_then(Value::as_f64);
    figure.map(short).unwrap_or_default()
}

/// A figure's part with its interval.
fn with_interval(figures: &Value, key: &str, name: &str, figure: &Value) -> String {
    let interval = figures
        .get("intervals")
        .and_then(|all| all.get(key))
        .and_then(|parts| parts.get(name));
    format!("{}{}", part(figure, name), ends(interval))
}

fn ends(interval: Option<&Value>) -> String {
    let end = |at: usize| interval?.get(at)?.as_f64();
    match (end(0), end(1)) {
        (Some(low), Some(high)) => format!(" ({} to {})", short(low), short(high)),
        _ => String::new(),
    }
}

/// `.841`, `1.000`.
fn short(figure: f64) -> String {
    let text = format!("{figure:.3}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}
