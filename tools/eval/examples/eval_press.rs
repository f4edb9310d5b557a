//! Prints the figures of a labelled folder of film press, and what was missed.
//!
//! `cargo run --release -p ovation-eval --example eval_press -- DIR [quote|film|event|claim] [ID]`: DIR holds
//! `articles.jsonl` and `gold.jsonl`. With part of an article's id, prints all that is read in it.
//! Last it wraps each article as a page and says how many come out as reviews, which news is not;
//! with `kind`, prints what each page is taken for and why.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_eval::reading::{GoldPress, PressArticle, PressTally};
use ovation_read::press::{PressContext, PressReading, read_press};
use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read as read_page};
use ovation_terms::Day;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().expect("a folder"));
    let what = args.next().unwrap_or_else(|| "-".to_owned());
    let shown = args.next();
    let lines = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    let articles: BTreeMap<String, PressArticle> = lines("articles.jsonl")
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str::<PressArticle>(line).expect("an article"))
        .map(|article| (article.id.clone(), article))
        .collect();
    if let Some(shown) = shown {
        for article in articles
            .values()
            .filter(|article| article.id.contains(&shown))
        {
            let reading = read(article);
            let findings = (
                reading.statement_findings(&article.text),
                &reading.films,
                reading.event_findings(&article.text),
                reading.claim_findings(&article.text),
            );
            println!(
                "{}",
                serde_json::to_string_pretty(&findings).expect("findings")
            );
        }
        return;
    }
    let mut tally = PressTally::default();
    for line in lines("gold.jsonl")
        .lines()
        .filter(|line| !line.trim().is_empty())
    {
        let gold: GoldPress = serde_json::from_str(line).expect("a label");
        let article = articles.get(&gold.id).expect("the label's article");
        for miss in tally.add(article, &gold, &read(article)) {
            if what == "-" || miss.starts_with(&what) {
                println!("{} {miss}", gold.id);
            }
        }
    }
    let mut reviews = 0;
    for article in articles.values() {
        let page = wrapped(article);
        let is_review = matches!(page.kind, PageKind::Review | PageKind::SeveralReviews);
        reviews += usize::from(is_review);
        if what == "kind" {
            let title = article.title.as_deref().unwrap_or("");
            println!(
                "{:?} {} `{title}`: {}",
                page.kind, article.id, page.why_kind
            );
        }
    }
    println!(
        "{reviews} of {} wrapped as pages come out as reviews",
        articles.len()
    );
    let figures = serde_json::to_string_pretty(&tally.figures()).expect("figures");
    println!("{figures}");
    let begun = Instant::now();
    let statements: usize = articles
        .values()
        .map(|article| read(article).statements.len())
        .sum();
    let seconds = begun.elapsed().as_secs_f64();
    let count = f64::from(u32::try_from(articles.len()).unwrap_or(0));
    println!(
        "{statements} statements, {:.0} articles a second",
        count / seconds
    );
}

fn read(article: &PressArticle) -> PressReading {
    let context = PressContext {
        headline: article.title.as_deref(),
        published: article.date.as_deref().and_then(|day| day.parse().ok()),
        titles: None,
    };
    read_press(&article.text, &context)
}

/// The article read as a plain page.
fn wrapped(article: &PressArticle) -> Reading {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let title = plain(article.title.as_deref().unwrap_or(""));
    let mut html = format!(
        "<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    );
    for part in article.text.split("\n\n") {
        write!(html, "<p>{}</p>", plain(part)).expect("a string");
    }
    html.push_str("</article></body></html>");
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://press.example/2026/an-article",
        content_type: Some("text/html; charset=utf-8"),
        fetched: Day::new(2026, 11, 1).expect("a day"),
    };
    read_page(&source, &ReadLimits::default())
}
