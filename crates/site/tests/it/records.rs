//! What the record says of people, bodies and events, and what editors say in their own words.

use crate::record::{ATTACK, add_press};
use crate::site::Site;
use axum::body::Body;
use axum::http::Request;
use ovation_ledger::Ledger;
use ovation_terms::{
    Actor, CriticId, EditorTextSet, EntryBody, FilmId, Merged, Moment, Pair, Remark, ReviewId, Seq,
    SignedText, TextAbout, TierRule, TierSet,
};

const FILM: &str = "/films/1/the-lamplighters-daughter";

async fn enter(ledger: &Ledger, at: &str, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    let moment: Moment = at.parse().unwrap();
    transaction
        .enter(moment, &Actor::person("Ines Falk"), entry_body)
        .unwrap();
    transaction.commit().await.unwrap().last
}

fn text(about: TextAbout, words: &str) -> EntryBody {
    EntryBody::EditorTextSet(EditorTextSet {
        about,
        text: (!words.is_empty()).then(|| SignedText {
            words: words.to_owned(),
            by: "Ines Falk".to_owned(),
            language: None,
            reviews: vec![ReviewId(1)],
        }),
        remark: Remark::default(),
    })
}

fn tier(name: &str, from: f64, lost_below: f64) -> EntryBody {
    EntryBody::TierSet(TierSet {
        name: name.to_owned(),
        rule: Some(TierRule {
            from,
            lost_below,
            reviews: 5,
        }),
        remark: Remark::default(),
    })
}

/// A consensus, a biography and a badge, so that there is something to see.
pub(crate) async fn furnish(ledger: &Ledger) {
    let at = "2024-06-02T10:00:00Z";
    let film = TextAbout::Film(FilmId(1));
    let consensus = "Lit with rare patience, and a little long: most forgive it the last act.";
    enter(ledger, at, text(film, consensus)).await;
    let critic = TextAbout::Critic(CriticId(1));
    enter(ledger, at, text(critic, "Writes from the harbour.")).await;
    enter(ledger, at, tier("Certified", 60.0, 50.0)).await;
}

#[tokio::test]
async fn a_consensus_is_signed_and_stands_as_it_was_known() {
    let site = Site::new().await;
    let film = TextAbout::Film(FilmId(1));
    let (first, second) = ("2024-06-02T10:00:00Z", "2024-06-09T10:00:00Z");
    enter(&site.ledger, first, text(film, "Warm, and a little long.")).await;
    enter(&site.ledger, second, text(film, "Warm & wise <b>.")).await;
    let page = site.page(FILM).await;
    assert!(
        page.contains("<p dir=\"auto\">Warm &#38; wise &#60;b&#62;.</p>"),
        "{page}"
    );
    assert!(page.contains("Ines Falk, <time datetime=\"2024-06-09\">9 June 2024</time>"));
    assert!(page.contains("<a href=\"/reviews/1\">review 1</a>"));
    assert!(!page.contains("a little long"));
    for clock in ["as_of", "known_at"] {
        let then = site.page(&format!("{FILM}?{clock}=2024-06-05")).await;
        assert!(then.contains("a little long"), "{clock}");
        let before = site.page(&format!("{FILM}?{clock}=2024-06-01")).await;
        assert!(!before.contains("id=\"consensus\""), "{clock}");
    }
    let history = site.page("/texts/films/1").await;
    let (new, old) = (history.find("wise"), history.find("a little long"));
    assert!(new < old && new.is_some(), "newest first");
    let api = site
        .get("/api/v1/films/1/consensus?as_of=2024-06-05")
        .await
        .json();
    assert_eq!(api["consensus"]["words"], "Warm, and a little long.");
    assert_eq!(api["history"].as_array().unwrap().len(), 2);
    enter(&site.ledger, "2024-06-10T10:00:00Z", text(film, "")).await;
    assert!(!site.page(FILM).await.contains("id=\"consensus\""));
}

#[tokio::test]
async fn a_draft_is_offered_and_only_an_editor_publishes() {
    let site = Site::new().await;
    let draft = site.get("/api/v1/films/1/consensus/draft").await;
    assert_eq!(draft.status, 200);
    assert!(!site.page(FILM).await.contains("id=\"consensus\""));
    let send = async |token: &str, body: &str| {
        let request = Request::post("/api/v1/films/1/consensus")
            .header("authorization", format!("Bearer {token}"))
            .body(Body::from(body.to_owned()))
            .unwrap();
        site.ask(request).await
    };
    let body = r#"{"words":"A quiet wonder.","reviews":[1]}"#;
    assert_eq!(send("nobody", body).await.status, 401);
    site.admit("Olof Ravn").await;
    let told = send("token of Olof Ravn", body).await;
    assert_eq!(told.status, 200, "{}", told.text());
    assert!(site.page(FILM).await.contains("Olof Ravn, <time"));
    for bad in [
        format!(r#"{{"words":"{}"}}"#, "x".repeat(2_001)),
        r#"{"words":"Rests on nothing.","reviews":[99999]}"#.to_owned(),
    ] {
        assert_eq!(send("token of Olof Ravn", &bad).await.status, 422, "{bad}");
    }
    assert_eq!(
        send("token of Olof Ravn", r#"{"word":"x"}"#).await.status,
        400
    );
    let gone = send("token of Olof Ravn", r#"{"words":""}"#).await;
    assert_eq!(gone.status, 200);
    assert!(!site.page(FILM).await.contains("id=\"consensus\""));
}

#[tokio::test]
async fn a_badge_is_shown_with_its_days_and_its_rule() {
    let site = Site::new().await;
    let at = "2024-06-02T10:00:00Z";
    enter(&site.ledger, at, tier("Certified", 60.0, 50.0)).await;
    enter(&site.ledger, at, tier(&ATTACK[..30], 5.0, 1.0)).await;
    let page = site.page(FILM).await;
    assert!(page.contains("<b class=\"badge\">Certified</b>"), "{page}");
    assert!(page.contains("won <time datetime=\"2024-"));
    assert!(!page.contains("<script"));
    let how = site.page("/how-scores-are-made").await;
    assert!(how.contains("at least 60 with 5 reviews or more, lost when it falls below 50"));
    let api = site.get("/api/v1/films/1/badges").await.json();
    assert_eq!(api["badges"][0]["badge"]["name"], "Certified");
    let won = api["badges"][0]["spells"][0]["won"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(page.contains(&won));
    // On the day before it was won the film did not have it; of the rule nothing was known in March.
    let day: ovation_terms::Day = won.parse().unwrap();
    let before = day.plus_days(-1).unwrap();
    let early = site
        .get(&format!("/api/v1/films/1/badges?as_of={before}"))
        .await
        .json();
    let names = early["badges"].as_array().unwrap();
    assert!(
        names.iter().all(|it| it["badge"]["name"] != "Certified"),
        "{early}"
    );
    let then = site
        .get("/api/v1/films/1/badges?known_at=2024-06-01")
        .await
        .json();
    assert_eq!(then["badges"].as_array().unwrap().len(), 0);
    assert_eq!(
        site.get("/api/v1/badges").await.json()["badges"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn a_festival_has_its_programme_grid_and_ovations_with_their_sources() {
    let site = Site::new().await;
    add_press(&site.ledger).await;
    let list = site.page("/festivals").await;
    assert!(
        list.contains("<a href=\"/festivals/marenne-film-festival\">Marenne Film Festival</a>")
    );
    for path in [
        "/festivals/marenne-film-festival",
        "/festivals/marenne-film-festival/2024",
    ] {
        let page = site.page(path).await;
        assert!(page.contains("World premiere"), "{path}");
        assert!(page.contains("<h3>20 February 2024</h3>"));
        // Two articles time one ovation, side by side.
        assert!(page.contains("9 minutes") && page.contains("8.5 minutes"));
        assert!(page.contains("https://lantern.example/premiere"));
        assert!(page.contains("<table class=\"grid\">"), "{page}");
        assert!(page.contains("reviews dated 19 February 2024 to 27 February 2024"));
    }
    let api = site
        .get("/api/v1/festivals/marenne-film-festival")
        .await
        .json();
    assert_eq!(api["editions"][0]["programme"][0], 1);
    assert_eq!(api["editions"][0]["first"], "2024-02-20");
    let list = site.page("/awards").await;
    assert!(
        list.contains("<a href=\"/awards/silver-wick\">Silver Wick</a>"),
        "{list}"
    );
    let award = site.page("/awards/silver-wick").await;
    assert!(
        award.contains("Ada Marlow") && award.contains("/films/1/"),
        "{award}"
    );
    for path in [
        "/festivals/none",
        "/festivals/marenne-film-festival/1999",
        "/festivals/marenne-film-festival/x",
        "/awards/none",
        "/texts/people/1",
        "/texts/films/999",
    ] {
        assert_eq!(site.get(path).await.status, 404, "{path}");
    }
    for path in [
        "/api/v1/festivals/none",
        "/api/v1/awards/%22%3E",
        "/api/v1/critics/999/habit",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn a_critic_has_a_habit_a_strip_a_biography_and_the_names_that_were_given_up() {
    let site = Site::new().await;
    let about = TextAbout::Critic(CriticId(1));
    let at = "2024-06-02T10:00:00Z";
    enter(&site.ledger, at, text(about, "Writes from the harbour.")).await;
    let pair = Pair::Critic {
        from: CriticId(2),
        into: CriticId(1),
    };
    let merged = EntryBody::Merged(Merged {
        pair,
        remark: Remark::default(),
    });
    enter(&site.ledger, at, merged).await;
    let page = site.page("/critics/1/ada-marlow").await;
    assert!(page.contains("Writes from the harbour."));
    assert!(
        page.contains("Also signed as Bruno Teixeira Vale"),
        "{page}"
    );
    assert!(page.contains("id=\"strip-desc\""));
    let habit = site.get("/api/v1/critics/1/habit").await.json();
    assert!(habit["films"].as_u64().unwrap() >= 1, "{habit}");
    let outlet = site.page("/outlets/2/harbour-gazette").await;
    assert!(outlet.contains("<h2 id=\"critics\">Critics</h2>"));
    assert!(outlet.contains("Ratings in Harbour Gazette"));
    let staff = site.get("/api/v1/outlets/2/critics").await.json();
    assert!(!staff["critics"].as_array().unwrap().is_empty());
}
