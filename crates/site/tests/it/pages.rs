//! What readers see.

use crate::site::{PAGES, Site};

#[tokio::test]
async fn every_page_has_a_language_a_title_one_heading_and_landmarks() {
    let site = Site::new().await;
    for path in PAGES.iter().chain(&["/log/1", "/log/40"]) {
        let page = site.page(path).await;
        assert!(
            page.starts_with("<!doctype html>\n<html lang=\"en\">"),
            "{path}"
        );
        assert_eq!(
            page.matches("<title>").count() - page.matches("<svg class=\"interval\" role").count(),
            1,
            "{path}"
        );
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        for landmark in [
            "<header",
            "<nav",
            "<main id=\"content\"",
            "<footer",
            "class=\"skip\"",
        ] {
            assert!(page.contains(landmark), "{path}: {landmark}");
        }
        assert!(!page.contains("<script"), "{path}: no script in this site");
        assert!(!page.contains(" style="), "{path}: nothing inline");
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://scores.example/"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_film_page_shows_score_interval_count_and_conservation() {
    let site = Site::new().await;
    let page = site.page("/films/1/the-lamplighters-daughter").await;
    // Ten critics with a rating, of whom one changed his mind, and one the model is unsure of.
    assert!(
        page.contains("<p class=\"headline\">91<span class=\"unit\">%</span></p>"),
        "{page}"
    );
    assert!(page.contains("10 of 11 reviews are positive"));
    assert!(page.contains("13 reviews: 10 settled, 1 unsure but counted, 2 out"));
    assert!(page.contains("<dd>10 of 11 had a rating</dd>"));
    assert!(page.contains("7.3<span class=\"unit\">/10</span>"));
    assert!(page.contains("<dt>Unsure</dt><dd>1</dd>"));
    assert!(page.contains("/api/v1/films/1/receipt\" download"));
    for chart in [
        "timeline-title",
        "timeline-desc",
        "histogram-title",
        "histogram-desc",
    ] {
        assert!(page.contains(&format!("id=\"{chart}\"")), "{chart}");
    }
    assert_eq!(page.matches("The same as a table").count(), 2);
}

#[tokio::test]
async fn a_film_with_three_reviews_has_a_count_and_no_number() {
    let site = Site::new().await;
    let page = site.page("/films/3/two-winters").await;
    assert!(page.contains("<p class=\"headline count\">3 reviews</p>"));
    assert!(!page.contains("<span class=\"unit\">%</span>"));
    assert!(page.contains("a score is given from 5 reviews on"));
}

#[tokio::test]
async fn each_review_says_where_its_values_stand() {
    let site = Site::new().await;
    let page = site.page("/films/1/the-lamplighters-daughter").await;
    assert!(page.contains("rel=\"nofollow noopener external\""));
    assert!(
        !page.contains("json-ld /"),
        "places stand on the review's own page"
    );
    let mut all = String::new();
    for number in 1..=13 {
        all += &site.page(&format!("/reviews/{number}")).await;
    }
    assert!(all.contains("json-ld /author/name"));
    assert!(all.contains("row 12, column outlet"));
    assert!(all.contains("So let the lamps burn down. <mark>8/10</mark> In cinemas now"));
    assert!(all.contains("bytes 4120 to 4124"));
    let review = site.page("/reviews/1").await;
    insta::assert_snapshot!("review", main_of(&review));
}

#[tokio::test]
async fn waiting_and_excluded_reviews_are_shown_with_their_reasons() {
    let site = Site::new().await;
    let here = "/films/1/the-lamplighters-daughter";
    let waiting = site.page(&format!("{here}?state=waiting")).await;
    assert_eq!(waiting.matches("<article class=\"review\"").count(), 1);
    assert!(waiting.contains("In the score, unsure"));
    assert!(waiting.contains("Not sure whether the review is for or against."));
    let excluded = site.page(&format!("{here}?state=excluded")).await;
    assert_eq!(excluded.matches("<article class=\"review\"").count(), 2);
    assert!(excluded.contains("A newer review of this film by the same critic stands."));
    assert!(excluded.contains("No stated verdict, no readable rating and no text to judge."));
    let all = site.page(&format!("{here}?state=all")).await;
    assert_eq!(all.matches("<article class=\"review\"").count(), 13);
    let desk = site.page("/waiting").await;
    assert!(desk.contains("The source says: “Winter”"));
    assert!(desk.contains("href=\"/films/3/two-winters\""));
    let lost = site.page("/unreadable").await;
    assert!(lost.contains("expected 6 fields, found 4") && lost.contains("row 9"));
}

#[tokio::test]
async fn filters_leave_what_they_say() {
    let site = Site::new().await;
    let count = async |query: &str| {
        let page = site
            .page(&format!("/films/1/the-lamplighters-daughter?{query}"))
            .await;
        page.matches("<article class=\"review\"").count()
    };
    assert_eq!(count("").await, 11);
    assert_eq!(count("verdict=positive").await, 10);
    assert_eq!(count("verdict=negative").await, 1);
    assert_eq!(count("basis=model").await, 1);
    assert_eq!(count("outlet=3&state=all").await, 3);
    assert_eq!(count("outlet=999").await, 0);
    assert_eq!(count("verdict=&outlet=&basis=").await, 11);
}

#[tokio::test]
async fn an_earlier_date_gives_the_score_of_that_date() {
    let site = Site::new().await;
    let here = "/films/1/the-lamplighters-daughter";
    // By 1 March five critics had written, one of them still against.
    let page = site.page(&format!("{here}?as_of=2024-03-01")).await;
    assert!(page.contains("<p class=\"headline\">80<span class=\"unit\">%</span></p>"));
    assert!(page.contains("Only reviews published by 1 March 2024."));
    assert!(page.contains("5 reviews: 5 settled"));
    // On 10 February this record knew two reviews only.
    let page = site.page(&format!("{here}?known_at=2024-02-10")).await;
    assert!(page.contains("<p class=\"headline count\">2 reviews</p>"));
    assert!(page.contains("as the record knew them on 10 February 2024"));
    // Before anything was known there is nothing.
    let page = site.page(&format!("{here}?known_at=2020-01-01")).await;
    assert!(page.contains("<p class=\"conservation\">0 reviews</p>"));
}

#[tokio::test]
async fn long_lists_have_pages() {
    let site = Site::new().await;
    let first = site.page("/films/5/the-long-parade").await;
    assert_eq!(first.matches("<article class=\"review\"").count(), 24);
    assert!(first.contains("Page 1 of 5") && first.contains("?page=2\" rel=\"next\""));
    let last = site.page("/films/5/the-long-parade?page=5").await;
    assert_eq!(last.matches("<article class=\"review\"").count(), 24);
    assert!(!last.contains("rel=\"next\""));
    let log = site.page("/log").await;
    assert!(log.contains("rel=\"next\">Older entries"));
}

#[tokio::test]
async fn search_finds_films_critics_and_outlets() {
    let site = Site::new().await;
    let film = site.page("/search?q=LAMPLIGHTER%27s").await;
    assert!(film.contains("href=\"/films/1/the-lamplighters-daughter\""));
    let critic = site.page("/search?q=marlow").await;
    assert!(critic.contains("href=\"/critics/1/ada-marlow\""));
    let outlet = site.page("/search?q=gazette").await;
    assert!(outlet.contains("href=\"/outlets/2/harbour-gazette\""));
    let nothing = site.page("/search?q=zzz").await;
    assert!(nothing.contains("Nothing in the record fits “zzz”"));
}

#[tokio::test]
async fn the_page_on_scores_has_the_conversion_table_and_the_bounds() {
    let site = Site::new().await;
    let page = site.page("/how-scores-are-made").await;
    for words in [
        "ratings-1",
        "3.5/5",
        "linear-1",
        "outside 0.25 to 0.75",
        "found = counted + waiting + excluded",
    ] {
        assert!(page.contains(words), "{words}");
    }
    insta::assert_snapshot!("how_scores_are_made", main_of(&page));
}

#[tokio::test]
async fn the_first_page_names_films_with_score_interval_and_count() {
    let site = Site::new().await;
    let page = site.page("/").await;
    insta::assert_snapshot!("home", main_of(&page));
}

#[tokio::test]
async fn a_record_without_entries_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    let ledger =
        ovation_ledger::Ledger::open(path.to_str().unwrap(), ovation_ledger::Opening::Create)
            .await
            .unwrap();
    let clock = std::sync::Arc::new(|| ovation_terms::Moment(0));
    let router = ovation_site::router(ledger, crate::site::settings(), clock);
    for path in [
        "/",
        "/films",
        "/log",
        "/waiting",
        "/how-scores-are-made",
        "/api/v1/health",
    ] {
        let request = axum::http::Request::get(path)
            .body(axum::body::Body::empty())
            .unwrap();
        let response = tower::ServiceExt::oneshot(router.clone(), request)
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{path}");
    }
}

/// What stands between `<main>` and `</main>`, with what depends on the moment left in: the
/// record's moments are fixed.
fn main_of(page: &str) -> &str {
    let from = page.find("<main").unwrap();
    let to = page.find("</main>").unwrap();
    &page[from..to]
}

#[tokio::test]
async fn lists_of_critics_and_outlets_mark_what_their_head_line_counts_as_out() {
    let site = Site::new().await;
    let mut replaced = 0;
    for path in (1..=12)
        .map(|id| format!("/critics/{id}"))
        .chain((1..=4).map(|id| format!("/outlets/{id}")))
    {
        let answer = site.get(&path).await;
        if answer.status != 301 {
            continue;
        }
        let page = site.page(answer.header("location")).await;
        let (_, sum) = page.split_once("<p class=\"conservation\">").unwrap();
        let (sum, _) = sum.split_once("</p>").unwrap();
        let out = sum.split(", ").find_map(|part| part.strip_suffix(" out"));
        let out: usize = out.map_or(0, |count| {
            count.rsplit(' ').next().unwrap().parse().unwrap()
        });
        // Lists of more than a page are not held here.
        if !page.contains("rel=\"next\"") {
            let marked = page.matches("<span class=\"state\">Excluded").count();
            assert_eq!(marked, out, "{path}: {sum}");
            replaced += page.matches("newer review").count();
        }
    }
    assert!(
        replaced > 0,
        "no list marks a review that a newer one replaced"
    );
}
