//! How quickly the site answers over a large record: start, film pages cold and kept, suggestions, ranking with any
//! filter, your panel, comparison, the pages whose cost could grow with the record; and what memory that takes.
//!
//! Everything is asked of the router in this process, each address once unless it says "kept".
//! `cargo bench -p ovation-site --bench site -- --reviews 1000000 [--record FILE]`; a record that is there is used
//! again. Beside it a record a tenth as large is measured, and the ratio is printed.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints what it measured and may stop when its own input is wrong"
)]

#[path = "../../ledger/benches/append/readings.rs"]
mod readings;
#[path = "site/record.rs"]
mod record;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use ovation_desk::IndexPlace;
use ovation_ledger::{Ledger, Opening};
use ovation_site::{ScoreExplainer, SiteSettings, router};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;

/// Reviews where nothing is said: quick enough to run with all benches.
const FEW: i64 = 20_000;

#[tokio::main]
async fn main() {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1)
    };
    let reviews: i64 = after("--reviews").map_or(FEW, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("large.db");
    let path = after("--record").map_or(own, PathBuf::from);
    let small = measured(&folder.path().join("small.db"), reviews / 10).await;
    let large = measured(&path, reviews).await;
    println!(
        "| what | asked | p50 ms | p99 ms | worst ms | kB at most | p50 to a tenth of the record |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (name, times) in &large.answers {
        let ratio = small
            .answers
            .get(name)
            .map_or(0.0, |few| times.at(0.5) / few.at(0.5));
        println!(
            "| {} | {} | {:.1} | {:.1} | {:.1} | {} | {ratio:.1} |",
            name.get(2..).unwrap_or_default(),
            times.taken.len(),
            times.at(0.5),
            times.at(0.99),
            times.at(1.0),
            times.most_bytes / 1000,
        );
    }
    println!();
    println!(
        "- {reviews} reviews; start to the first page {:.2} s, to the first ranking {:.2} s (a tenth: {:.2} s, {:.2} s)",
        large.first_page.as_secs_f64(),
        large.first_ranking.as_secs_f64(),
        small.first_page.as_secs_f64(),
        small.first_ranking.as_secs_f64()
    );
    println!(
        "- memory at the end {} MB, at most {} MB",
        memory_mb("VmRSS:"),
        memory_mb("VmHWM:")
    );
}

/// How long answers took, in milliseconds.
#[derive(Default)]
struct Times {
    taken: Vec<f64>,
    most_bytes: usize,
}

impl Times {
    fn at(&self, share: f64) -> f64 {
        let mut sorted = self.taken.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a short list"
        )]
        let place = ((sorted.len() as f64) * share) as usize;
        sorted.get(place.min(last)).copied().unwrap_or(0.0)
    }
}

struct Measured {
    first_page: Duration,
    first_ranking: Duration,
    answers: BTreeMap<String, Times>,
}

async fn measured(path: &Path, reviews: i64) -> Measured {
    let films = record::films_for(reviews);
    if !path.exists() {
        let began = Instant::now();
        let ledger = Ledger::open(path.to_str().unwrap(), Opening::Create)
            .await
            .unwrap();
        record::fill(&ledger, reviews, films).await;
        ledger.close().await;
        println!(
            "made a record of {reviews} reviews in {:.0} s\n",
            began.elapsed().as_secs_f64()
        );
    }
    let began = Instant::now();
    let ledger = Ledger::open(path.to_str().unwrap(), Opening::ReadOnly)
        .await
        .unwrap();
    let router = router(
        ledger.clone(),
        settings(),
        Arc::new(|| "2024-06-01T00:00:00Z".parse().unwrap()),
    );
    ask(&router, "/films/1").await;
    let first_page = began.elapsed();
    ask(&router, "/films").await;
    let first_ranking = began.elapsed();
    let mut answers: BTreeMap<String, Times> = BTreeMap::new();
    for (name, paths) in paths(films) {
        let times = answers.entry(name).or_default();
        for path in paths {
            let began = Instant::now();
            let bytes = ask(&router, &path).await;
            times.taken.push(began.elapsed().as_secs_f64() * 1000.0);
            times.most_bytes = times.most_bytes.max(bytes);
        }
    }
    drop(router);
    ledger.close().await;
    Measured {
        first_page,
        first_ranking,
        answers,
    }
}

/// A film's number, films that are asked for one after the other far apart.
fn scattered(number: i64, films: i64) -> i64 {
    number * 7_919 % films + 1
}

/// Titles as they are typed: beginnings, whole, and with two letters that changed places.
fn typed(films: i64) -> Vec<String> {
    let mut typed = Vec::new();
    for number in 0..150 {
        let title = record::title(scattered(number + 31, films) - 1);
        let letters: Vec<char> = title.chars().collect();
        for length in [2, 4, 7, letters.len()] {
            typed.push(letters.iter().take(length).collect::<String>());
        }
        // Two letters that changed places.
        let mut slip = letters.clone();
        let middle = slip.len() / 2;
        slip.swap(middle, middle - 1);
        typed.push(slip.into_iter().collect());
    }
    typed.sort();
    typed.dedup();
    typed
}

/// What is asked, by kind; kinds are measured in the order of their names, which begin with a letter for that.
fn paths(films: i64) -> Vec<(String, Vec<String>)> {
    let slow = |number: i64| scattered(number, films);
    let page = |number: i64| {
        format!(
            "/films/{}/{}",
            slow(number),
            ovation_terms::slug(&record::title(slow(number) - 1))
        )
    };
    let typed = typed(films);
    let escaped =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let orders = [
        "rank", "score", "reviews", "latest", "year", "title", "divided",
    ];
    let filters = [
        "",
        "decade=1990",
        "country=sweden",
        "genre=drama",
        "outlet=3",
        "min=60&max=90",
        "reviews=20",
        "country=japan&genre=comedy",
        "decade=2000&min=50&outlet=12",
        "year=1987",
        "genre=war&country=kenya&reviews=10",
        "page=40",
        "page=400",
    ];
    let browse = orders.iter().flat_map(|order| {
        filters
            .iter()
            .map(move |filter| format!("/films?order={order}&{filter}"))
    });
    let panels = (1..40).map(|number| match number % 4 {
        0 => format!(
            "/films?panel=critics:{number},{},{}",
            number + 50,
            number + 99
        ),
        1 => format!("/films?panel=outlets:{number}"),
        2 => format!(
            "/films?panel=outlets:{number},{}%3Bfrom:2012-03-05",
            number + 9
        ),
        _ => format!("/films?panel=critics:{number}%3Boutlets:{}", number + 1),
    });
    let grow = [
        "/",
        "/waiting",
        "/unreadable",
        "/how-scores-are-made",
        "/critics",
        "/outlets",
        "/critics?letter=V",
        "/log",
        "/panel",
    ];
    let mut kinds = vec![
        ("a film page, cold".to_owned(), (0..200).map(page).collect()),
        ("b film page, kept".to_owned(), (0..200).map(page).collect()),
        (
            "c suggestions".to_owned(),
            typed
                .iter()
                .map(|text| format!("/search/suggest?q={}", escaped(text)))
                .collect(),
        ),
        (
            "d search page".to_owned(),
            typed
                .iter()
                .step_by(10)
                .map(|text| format!("/search?q={}", escaped(text)))
                .collect(),
        ),
        (
            "e ranking with any filter, cold".to_owned(),
            browse.collect(),
        ),
        ("f ranking by a panel, cold".to_owned(), panels.collect()),
        (
            "g ranking by outlets of a country, cold".to_owned(),
            vec!["/films?panel=countries:SE".to_owned()],
        ),
        (
            "h two films compared".to_owned(),
            (1..40)
                .map(|number| format!("/compare?films={},{}", slow(number), slow(number + 1)))
                .collect(),
        ),
        (
            "i two critics compared".to_owned(),
            (1..40)
                .map(|number| format!("/compare?critics={number},{}", number + 1))
                .collect(),
        ),
        (
            "k adjusted approval, the first fit".to_owned(),
            vec![format!("{}?formula=adjusted-approval", page(3))],
        ),
    ];
    kinds.extend(
        grow.iter()
            .map(|path| (format!("j {path}"), vec![(*path).to_owned()])),
    );
    kinds
}

/// Asks for an address; gives the answer's size.
async fn ask(router: &Router, path: &str) -> usize {
    let mut path = path.to_owned();
    for _ in 0..3 {
        let request = Request::builder().uri(&path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        if let Some(to) = answer.headers().get("location") {
            path = to.to_str().unwrap().to_owned();
            continue;
        }
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        return axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap()
            .len();
    }
    panic!("{path} leads nowhere");
}

/// Memory as the system tells it: proc(5), in megabytes.
fn memory_mb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1000
}

fn settings() -> SiteSettings {
    SiteSettings {
        name: "Ovation".to_owned(),
        base_url: None,
        index: IndexPlace::default(),
        about: Arc::new(|_| ScoreExplainer {
            rating_rows: Vec::new(),
            rating_version: "ratings-1".to_owned(),
            model_version: None,
            bounds: (0.25, 0.75),
            accepted_error: 0.02,
        }),
        convert: Arc::new(|printed| Err(format!("the rating `{printed}`: not on a scale"))),
        notice: None,
    }
}
