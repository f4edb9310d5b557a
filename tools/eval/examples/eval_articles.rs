//! Prints the figures of a labelled folder of article pages, and the worst pages with what was
//! missed and added.
//!
//! `cargo run --release -p ovation-eval --example eval_articles -- DIR
//! [aeb|news|web|title|authors|date|-] [even|odd|all] [PAGE]`: DIR holds `gold.jsonl` and the pages
//! it names; the halves are halves of the sites. With a PAGE, its article is printed beside the label.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_eval::reading::{ArticleScore, ArticlesTally, GoldArticle};
use ovation_read::{ReadArticle, ReadLimits, SourceBytes, read};
use ovation_terms::Day;
use std::fmt::Write as _;
use std::io::Read as _;
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().expect("a folder"));
    let topic = args.next().unwrap_or_else(|| "-".to_owned());
    let half = args.next().unwrap_or_else(|| "all".to_owned());
    let only = args.next();
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl");
    let fetched = Day::new(2026, 11, 22).expect("a day");
    let mut tally = ArticlesTally::default();
    let mut worst: Vec<(f64, String)> = Vec::new();
    let (mut seconds, mut size) = (0.0, 0.0);
    for line in gold.lines().filter(|line| !line.trim().is_empty()) {
        let gold: GoldArticle = serde_json::from_str(line).expect("a label");
        let is_even = site(&gold).bytes().map(u32::from).sum::<u32>() % 2 == 0;
        if (half == "even" && !is_even) || (half == "odd" && is_even) {
            continue;
        }
        if only.as_ref().is_some_and(|only| !gold.id.ends_with(only)) {
            continue;
        }
        let packed = std::fs::read(folder.join(&gold.file)).expect("a page");
        let mut bytes = Vec::new();
        let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
        reader.read_to_end(&mut bytes).expect("a gzip file");
        let source = SourceBytes {
            bytes: &bytes,
            address: gold.url.as_deref().unwrap_or(&gold.file),
            content_type: Some("text/html"),
            fetched,
        };
        let begun = Instant::now();
        let reading = read(&source, &ReadLimits::default());
        seconds += begun.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        {
            size += bytes.len() as f64 / 1e6;
        }
        let score = tally.add(&gold, &reading);
        let nothing = ReadArticle::default();
        let article = reading.article.as_ref().unwrap_or(&nothing);
        if only.is_some() {
            println!(
                "{}",
                serde_json::to_string_pretty(&ReadArticle {
                    blocks: Vec::new(),
                    ..article.clone()
                })
                .expect("an article")
            );
            for block in &article.blocks {
                println!("{:?}: {}", block.kind, block.text);
            }
            println!("\n{gold:#?}\n");
        }
        worst.extend(wrong(&topic, &gold, article, &score));
    }
    worst.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, told) in &worst {
        println!("{told}");
    }
    let figures = tally.figures();
    println!(
        "{}",
        serde_json::to_string_pretty(&figures).expect("figures")
    );
    println!("{:.0} ms, {:.1} MB/s", seconds * 1e3, size / seconds);
}

fn site(gold: &GoldArticle) -> String {
    let url = gold.url.as_deref().unwrap_or("");
    let url = url.rsplit_once("http").map_or(url, |(_, last)| last);
    let host = url.split("//").nth(1).unwrap_or("").split('/').next();
    let host = host.unwrap_or("");
    let parts: Vec<&str> = host.trim_start_matches("www.").split('.').collect();
    parts
        .iter()
        .rev()
        .take(3)
        .rev()
        .copied()
        .collect::<Vec<_>>()
        .join(".")
}

/// What is wrong with a page, where the topic asks for it, with how right it is.
fn wrong(
    topic: &str,
    gold: &GoldArticle,
    article: &ReadArticle,
    score: &ArticleScore,
) -> Option<(f64, String)> {
    let head = format!("{} {}", gold.id, site(gold));
    let is_set = gold.set == topic;
    if is_set && let Some((p, r)) = score.text {
        let mut told = format!("{head} p {p:.3} r {r:.3}\n");
        if let Some(body) = &gold.body {
            let text = article.text();
            for line in missing(body, &text) {
                writeln!(told, "    - {line}").expect("a string");
            }
            for line in missing(&text, body) {
                writeln!(told, "    + {line}").expect("a string");
            }
        }
        for line in &score.missed {
            writeln!(told, "    - {line}").expect("a string");
        }
        for line in &score.added {
            writeln!(told, "    + {line}").expect("a string");
        }
        return (p < 1.0 || r < 1.0).then_some((p + r, told));
    }
    let (set, field) = topic.split_once('.').unwrap_or(("", topic));
    if !set.is_empty() && set != gold.set {
        return None;
    }
    let (is_right, wanted, given) = match field {
        "title" => (
            score.title,
            gold.title.clone(),
            article.title.as_ref().map(|t| t.value.clone()),
        ),
        "authors" => (
            score.authors,
            gold.authors.as_ref().map(|names| names.join("; ")),
            Some(
                article
                    .authors
                    .iter()
                    .map(|n| n.value.clone())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
        ),
        "date" => (
            score.date,
            gold.date.clone(),
            article.published.as_ref().map(|d| d.value.day.to_string()),
        ),
        _ => return None,
    };
    (is_right == Some(false)).then(|| {
        let told = format!("{head}\n    wanted {wanted:?}\n    given  {given:?}");
        (1.0, told)
    })
}

/// The lines of a text whose words are not all in another, cut to what is missing.
fn missing(text: &str, other: &str) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let other = words(other);
    let runs: std::collections::BTreeSet<&[String]> = other.windows(4).collect();
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let own = words(line);
        let lost = if own.len() < 4 {
            !other
                .windows(own.len().max(1))
                .any(|run| run == own.as_slice())
        } else {
            own.windows(4).filter(|run| !runs.contains(run)).count() * 2 > own.len() - 3
        };
        if lost {
            lines.push(line.chars().take(160).collect());
        }
    }
    lines
}
