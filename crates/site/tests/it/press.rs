//! What film press says: on the film's page, on a person's, in the quote check and in the API.

use crate::record::{ATTACK, LAMPLIGHTER, add_press};
use crate::site::Site;

async fn site() -> Site {
    let site = Site::new().await;
    add_press(&site.ledger).await;
    site
}

#[tokio::test]
async fn a_film_page_shows_who_said_what_and_every_outlets_ovation() {
    let site = site().await;
    let page = site.page("/films/1/the-lamplighters-daughter").await;
    assert!(page.contains("“It is not a film about lamps.”"), "{page}");
    assert!(page.contains("<a href=\"/people/ada-marlow\">Ada Marlow</a> · press conference"));
    assert!(
        page.contains("A “not” came or went"),
        "the other form is told apart"
    );
    let at = |words: &str| {
        page.find(words)
            .unwrap_or_else(|| panic!("{words}: {page}"))
    };
    assert!(at("9 minutes") < at("Reviews</h2>"));
    assert!(at("8.5 minutes") > 0);
    assert!(page.contains("97% on Filmometer"));
    assert!(
        page.contains("This record counts"),
        "a claimed score is checked by ours"
    );
}

#[tokio::test]
async fn a_person_has_a_page_with_statements_and_films() {
    let site = site().await;
    let page = site.page("/people/ada-marlow").await;
    assert!(page.contains("<h1>Ada Marlow</h1>"));
    assert!(
        page.contains("/films/1/the-lamplighters-daughter"),
        "{page}"
    );
    assert!(page.contains("director"));
    assert!(page.contains("It is not a film about lamps."));
    assert_eq!(site.get("/people/nobody-here").await.status, 404);
    assert!(site.page("/people?q=marlow").await.contains("2 credits"));
}

#[tokio::test]
async fn the_quote_check_says_said_disputed_altered_or_not_found() {
    let site = site().await;
    let ask = |words: &str| {
        let words: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
        format!("/quotes?words={words}&film={LAMPLIGHTER}")
    };
    let exact = site.page(&ask("it is not a film about lamps")).await;
    assert!(exact.contains("<h2 id=\"answer\">Said</h2>"), "{exact}");
    let altered = site.page(&ask("It is a splendid film about lamps")).await;
    assert!(
        altered.contains("<h2 id=\"answer\">Altered</h2>"),
        "{altered}"
    );
    assert!(altered.contains("<ins>splendid</ins>"));
    let critic = site.page(&ask("A film of rare patience")).await;
    assert!(
        critic.contains("Word for word") && critic.contains("/reviews/"),
        "{critic}"
    );
    let nowhere = site
        .page(&ask("The greatest motion picture of our century"))
        .await;
    assert!(nowhere.contains("<h2 id=\"answer\">Not found</h2>"));
}

#[tokio::test]
async fn programs_get_the_same() {
    let site = site().await;
    let press = site.get("/api/v1/films/1/press").await.json();
    assert_eq!(press["statements"][0]["speaker"], "Ada Marlow");
    assert_eq!(press["events"][0]["kind"], "ovation");
    assert_eq!(press["claims"][0]["figure"], "97%");
    assert_eq!(press["credits"][0]["person"], "Ada Marlow");
    let before = site
        .get("/api/v1/films/1/press?as_of=2024-01-01")
        .await
        .json();
    assert_eq!(before["statements"].as_array().unwrap().len(), 0);
    let people = site.get("/api/v1/people?q=ada").await.json();
    assert_eq!(people["people"][0]["page"], "/people/ada-marlow");
    let person = site.get("/api/v1/people/ada-marlow").await.json();
    assert_eq!(person["statements"][0]["film"], LAMPLIGHTER);
    assert_eq!(site.get("/api/v1/people/nobody-here").await.status, 404);
    let check = site
        .get("/api/v1/quotes?words=It+is+a+film+about+lamps")
        .await
        .json();
    // Printed so, without the "not" that the likelier form has.
    assert_eq!(check["result"], "disputed");
    assert_eq!(check["hits"][0]["result"], "exact");
    let likelier = usize::try_from(check["likelier"].as_u64().unwrap()).unwrap();
    assert_eq!(check["hits"][likelier]["is_negation_changed"], true);
    assert!(check["why_likelier"].is_string());
    assert_eq!(site.get("/api/v1/quotes").await.status, 400);
}

#[tokio::test]
async fn what_people_are_said_to_have_said_never_becomes_markup() {
    let site = site().await;
    let words: String = url::form_urlencoded::byte_serialize(ATTACK.as_bytes()).collect();
    for path in [
        "/films/2/script-alert1-script-img-srcx-onerroralert2".to_owned(),
        "/people".to_owned(),
        format!("/quotes?words={words}"),
    ] {
        let answer = site.get(&path).await;
        let page = match answer.status.as_u16() {
            301 => site.page(answer.header("location")).await,
            _ => answer.text().to_owned(),
        };
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{path}: {page}"
        );
    }
}

#[tokio::test]
async fn a_review_is_quoted_by_the_sentence_that_weighed_most() {
    let site = Site::new().await;
    let mut shown = 0;
    for review in 1..=40 {
        let answer = site.get(&format!("/reviews/{review}")).await;
        if answer.status == 200 && answer.text().contains("The sentence that weighed most") {
            shown += 1;
            assert!(
                answer.text().contains("the model was tested on en"),
                "{review}"
            );
        }
    }
    assert!(shown > 0, "no review says which sentence weighed most");
}

#[tokio::test]
async fn a_timeline_marks_where_the_film_was_first_shown() {
    let site = Site::new().await;
    let before = site.get("/api/v1/films/1/timeline").await.json();
    assert_eq!(before["timeline"]["marks"], serde_json::json!([]));
    add_press(&site.ledger).await;
    let after = site.get("/api/v1/films/1/timeline").await.json();
    let marks = after["timeline"]["marks"].as_array().unwrap();
    assert_eq!(marks.len(), 1, "two articles tell of one day: {marks:?}");
    assert_eq!(marks[0]["day"], "2024-02-20");
    assert_eq!(marks[0]["words"], "World premiere, Marenne Film Festival");
    assert_eq!(marks[0]["is_stated"], true);
    assert_eq!(marks[0]["entries"].as_array().unwrap().len(), 2);
    let page = site.page("/films/1/the-lamplighters-daughter").await;
    assert!(page.contains("<line class=\"mark\""));
    assert!(page.contains("World premiere, Marenne Film Festival, <time datetime=\"2024-02-20\">"));
    // Neither article was published then.
    let early = "/api/v1/films/1/timeline?as_of=2024-05-01";
    let early = site.get(early).await.json();
    assert_eq!(early["timeline"]["marks"], serde_json::json!([]));
}

#[tokio::test]
async fn what_is_not_sure_is_out_of_sight_until_it_is_asked_for() {
    let site = site().await;
    for page in [
        "/films/1/the-lamplighters-daughter",
        "/people",
        "/people/ada-marlow",
    ] {
        let page = site.page(page).await;
        assert!(!page.contains("Nobody surely says this"), "{page}");
        assert!(!page.contains("/people/who\""), "{page}");
    }
    assert_eq!(site.get("/people/who").await.status, 404);
    let words = "words=nobody+surely+says+this+of+lamps";
    let quote = site.get(&format!("/api/v1/quotes?{words}")).await.json();
    assert_eq!(quote["result"], "not_found", "{quote}");
    let address = format!("/api/v1/films/{LAMPLIGHTER}/press");
    let shown = site.get(&address).await.json();
    let all = site.get(&format!("{address}?sure=all")).await.json();
    let count = |answer: &serde_json::Value, sure: bool| {
        let said = answer["statements"].as_array().unwrap().iter();
        said.filter(|said| said["is_sure"] == sure).count()
    };
    assert_eq!(
        (count(&shown, true), count(&shown, false)),
        (2, 0),
        "{shown}"
    );
    assert_eq!((count(&all, true), count(&all, false)), (2, 2), "{all}");
    assert_eq!(site.get(&format!("{address}?sure=some")).await.status, 400);
}
