//! `ovation eval pages` and `ovation eval articles`: what is read from pages, beside labels.

use super::{Pace, Speed, give, json_lines, open, sure};
use crate::clock;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use ovation_eval::reading::{
    ArticleScore, ArticlesFigures, ArticlesTally, Figure, GoldArticle, GoldPage, InventedPage,
    Judged, PagesFigures, PagesTally,
};
use ovation_gather::Parcel;
use ovation_judge::{Case, Habits, Judge};
use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use std::io::Read;
use std::path::Path;

/// Reads one labelled page as `ovation read` would, and keeps the time that takes.
fn read_page(
    dir: &Path,
    file: &str,
    address: &str,
    content_type: Option<&str>,
    pace: &mut Pace,
) -> anyhow::Result<Reading> {
    let mut bytes = Vec::new();
    open(&dir.join(file))?.read_to_end(&mut bytes)?;
    let parcel = Parcel::from_bytes(file.to_owned(), None, bytes);
    let bytes = parcel
        .bytes()
        .map_err(|complaint| anyhow::anyhow!("{complaint}"))?;
    let source = SourceBytes {
        bytes: &bytes,
        address,
        content_type,
        fetched: clock::today(),
    };
    Ok(pace.time(bytes.len(), || read(&source, &ReadLimits::default())))
}

/// The labels of a folder: `gold.jsonl`, or the project's own corpus, which has `pages.jsonl`. Gives
/// each page with its address, where the set knows it.
fn labelled(dir: &Path) -> anyhow::Result<Vec<(GoldPage, Option<String>)>> {
    let invented = dir.join("pages.jsonl");
    if dir.join("gold.jsonl").exists() || !invented.exists() {
        let pages = json_lines::<GoldPage>(&dir.join("gold.jsonl"))?;
        return Ok(pages.into_iter().map(|page| (page, None)).collect());
    }
    let pages = json_lines::<InventedPage>(&invented)?.into_iter();
    Ok(pages
        .map(|page| {
            let address = page.url.clone();
            (GoldPage::from(page), Some(address))
        })
        .collect())
}

/// `ovation eval pages`.
pub(crate) fn pages(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let judge = Judge::bundled();
    let mut tally = PagesTally::default();
    let mut pace = Pace::default();
    for (page, address) in labelled(dir)? {
        let address = address.as_deref().unwrap_or(&page.file);
        let reading = read_page(dir, &page.file, address, None, &mut pace)?;
        let misses = tally.add(&page, &reading, judged(&judge, &reading));
        if list_misses {
            for miss in misses {
                printer::note(format!(
                    "{} {}: wanted {}, given {}",
                    page.id, miss.field, miss.wanted, miss.given
                ));
            }
        }
    }
    let speed = Speed {
        pages: Some(pace.per_second()),
        ..Speed::default()
    };
    give(common, &tally.figures(), speed, |figures| {
        printer::line(format!(
            "{} pages, {:.0} a second",
            figures.pages,
            pace.per_second()
        ));
        print_pages(figures);
    })
}

fn print_pages(figures: &PagesFigures) {
    sure::head();
    let line = |name: &str, key: &str, figure: Figure| {
        sure::line(name, figure, figures.intervals.get(key));
    };
    line("is review", "is_review", figures.is_review);
    line("title", "title", figures.title);
    line("year", "year", figures.year);
    line("critic", "critic", figures.critic);
    line("outlet", "outlet", figures.outlet);
    line("date", "date", figures.date);
    line("rating", "rating", figures.rating);
    line("verdict", "verdict", figures.verdict);
    let settled = figures.settled;
    let intervals = figures.intervals.get("settled");
    printer::line("");
    for (name, key, value) in [
        ("settled without a person", "share", settled.share),
        ("of them right", "right", settled.right),
        (
            "of those called reviews",
            "reviews_right",
            settled.reviews_right,
        ),
        ("of reviews lost", "lost", settled.lost),
    ] {
        sure::share(name, value, intervals.and_then(|all| all.get(key)));
    }
    printer::line("");
    printer::line(format!(
        "{:<26}{:>6}{:>9}{:>8}{:>8}{:>9}",
        "language", "pages", "reviews", "F1", "title", "settled"
    ));
    for (name, of) in &figures.by_language {
        printer::line(format!(
            "{name:<26}{:>6}{:>9}{:>8.3}{:>8.3}{:>9.3}",
            of.pages, of.reviews, of.is_review.f1, of.title.f1, of.settled
        ));
    }
    printer::line("");
    printer::line(format!(
        "{:<26}{:>6}{:>9}{:>9}{:>16}",
        "labelled as", "pages", "right", "settled", "settled wrongly"
    ));
    let mut kinds: Vec<_> = figures.by_kind.iter().collect();
    kinds.sort_by_key(|(_, of)| std::cmp::Reverse(of.pages));
    for (name, of) in kinds {
        printer::line(format!(
            "{name:<26}{:>6}{:>9.3}{:>9.3}{:>16}",
            of.pages, of.right, of.settled, of.settled_wrong
        ));
    }
    printer::line("");
    printer::line(format!(
        "Intervals of 95 %, by drawing {} sites",
        figures.sites
    ));
}

fn table_head() {
    printer::line(format!(
        "{:<12}{:>10}{:>8}{:>8}",
        "", "precision", "recall", "F1"
    ));
}

fn table_line(name: &str, p: f64, r: f64, f1: f64) {
    printer::line(format!("{name:<12}{p:>10.3}{r:>8.3}{f1:>8.3}"));
}

/// What the judge makes of a reading's first review of a film.
fn judged(judge: &Judge, reading: &Reading) -> Judged {
    let mut of_films = reading.findings.iter();
    let Some(finding) = of_films.find(|finding| finding.film.work.is_none()) else {
        return Judged::default();
    };
    let judgement = judge.judge(&Case::of(finding), &Habits::default());
    Judged {
        rating: judgement.rating.map(|rating| rating.value),
        verdict: judgement.verdict.map(|verdict| verdict.p.is_positive()),
    }
}

/// `ovation eval articles`.
pub(crate) fn articles(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let mut tally = ArticlesTally::default();
    let mut pace = Pace::default();
    for page in json_lines::<GoldArticle>(&dir.join("gold.jsonl"))? {
        let address = page.url.as_deref().unwrap_or(&page.file);
        let reading = read_page(dir, &page.file, address, Some("text/html"), &mut pace)?;
        let score = tally.add(&page, &reading);
        if list_misses {
            note_misses(&page.id, &score);
        }
    }
    let speed = Speed {
        pages: Some(pace.per_second()),
        megabytes: Some(pace.mb_per_second()),
        ..Speed::default()
    };
    give(common, &tally.figures(), speed, |figures| {
        printer::line(format!(
            "{} pages, {:.0} a second, {:.0} MB a second",
            figures.pages,
            pace.per_second(),
            pace.mb_per_second()
        ));
        print_articles(figures);
    })
}

fn note_misses(id: &str, score: &ArticleScore) {
    for (field, is_right) in [
        ("title", score.title),
        ("authors", score.authors),
        ("date", score.date),
    ] {
        if is_right == Some(false) {
            printer::note(format!("{id} {field}"));
        }
    }
    if let Some((p, r)) = score.text.filter(|(p, r)| *p < 1.0 || *r < 1.0) {
        printer::note(format!("{id} text: precision {p:.3}, recall {r:.3}"));
    }
    for segment in &score.missed {
        printer::note(format!("{id} text: without `{segment}`"));
    }
    for segment in &score.added {
        printer::note(format!("{id} text: with `{segment}`"));
    }
}

fn print_articles(figures: &ArticlesFigures) {
    table_head();
    table_line("aeb", figures.aeb_p, figures.aeb_r, figures.aeb_f1);
    table_line(
        "news",
        figures.news_body_p,
        figures.news_body_r,
        figures.news_body_f1,
    );
    table_line("web", figures.web_p, figures.web_r, figures.web_f1);
    printer::line(format!(
        "\n{:<12}{:>10}{:>12}{:>8}",
        "", "title", "authors F1", "day"
    ));
    let fields = |name: &str, title: f64, authors: f64, day: f64| {
        printer::line(format!("{name:<12}{title:>10.3}{authors:>12.3}{day:>8.3}"));
    };
    fields(
        "news",
        figures.news_title,
        figures.news_authors_f1,
        figures.news_date,
    );
    fields(
        "web",
        figures.web_title,
        figures.web_authors_f1,
        figures.web_date,
    );
}
