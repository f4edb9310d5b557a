//! Ranking, browsing, suggestions, your panel and comparison.

use crate::record;
use crate::site::Site;
use axum::http::StatusCode;

/// The addresses of links in a part of a page, with what stands after each up to the next tag's end.
fn links(page: &str) -> Vec<(String, String)> {
    page.split("<a href=\"")
        .skip(1)
        .filter_map(|rest| {
            let (href, rest) = rest.split_once('"')?;
            let (_, rest) = rest.split_once('>')?;
            let words = rest.split("</li>").next()?;
            Some((
                href.replace("&#38;", "&").replace("&amp;", "&"),
                words.to_owned(),
            ))
        })
        .collect()
}

fn total(page: &str) -> String {
    let (_, rest) = page.split_once("class=\"plain-count\">").unwrap();
    let (count, _) = rest.split_once(' ').unwrap();
    count.to_owned()
}

fn films(page: &str) -> Vec<String> {
    let (_, list) = page.split_once("<ol class=\"films").unwrap();
    let (list, _) = list.split_once("</ol>").unwrap();
    let hrefs = links(list).into_iter().map(|(href, _)| href);
    hrefs.filter(|href| href.starts_with("/films/")).collect()
}

#[tokio::test]
async fn every_facet_leads_to_as_many_films_as_it_counts() {
    let site = Site::new().await;
    let mut held = 0;
    let mut next = vec!["/films".to_owned()];
    for _ in 0..2 {
        let mut further = Vec::new();
        for at in next {
            let page = site.page(&at).await;
            let (_, aside) = page.split_once("<aside class=\"facets\"").unwrap();
            let (aside, _) = aside.split_once("</aside>").unwrap();
            for (href, words) in links(aside) {
                let (_, count) = words.split_once("small\">").unwrap();
                let (count, _) = count.split_once('<').unwrap();
                let narrowed = site.page(&href).await;
                assert_eq!(total(&narrowed), count, "{at} to {href}");
                held += 1;
                further.push(href);
            }
        }
        next = further;
    }
    assert!(held > 8, "{held} facets");
}

#[tokio::test]
async fn the_ranking_goes_by_the_lower_end_and_says_nothing_of_films_without_a_number() {
    let site = Site::new().await;
    let ranked = films(&site.page("/films").await);
    let scores = |href: &str| {
        let id: i64 = href.split('/').nth(2).unwrap().parse().unwrap();
        format!("/api/v1/films/{id}/score")
    };
    let mut last = (true, f64::INFINITY);
    for href in &ranked {
        let score = site.get(&scores(href)).await.json();
        let approval = &score["score"]["approval"];
        let low = approval["low"]
            .as_f64()
            .or(approval["interval"]["low"].as_f64());
        let headline = score["score"]["n"].as_u64().unwrap_or(0) >= 5;
        let now = (headline, low.unwrap_or(-1.0));
        assert!(
            now.0 <= last.0 && (now.0 != last.0 || now.1 <= last.1),
            "{href} {now:?} {last:?}"
        );
        last = now;
    }
    assert!(ranked.len() >= 3, "{ranked:?}");
    for order in ["score", "reviews", "latest", "year", "title", "divided"] {
        let mut same = films(&site.page(&format!("/films?order={order}")).await);
        let mut all = ranked.clone();
        same.sort();
        all.sort();
        assert_eq!(same, all, "{order}");
    }
}

#[tokio::test]
async fn what_is_unknown_or_cannot_be_read_is_said() {
    let site = Site::new().await;
    let page = site
        .page("/films?country=atlantis&outlet=nobody+at+all")
        .await;
    assert!(page.contains("has the country “atlantis”"), "{page}");
    assert!(page.contains("knows no outlet called “nobody at all”"));
    assert_eq!(total(&page), "0");
    for (query, words) in [
        ("decade=1995", "the first year of a decade"),
        ("year=soon", "a year like"),
        ("min=101", "0 to 100"),
        ("order=fate", "expected one of rank, score"),
        ("panel=critics:nobody", "nobody"),
    ] {
        let answer = site.get(&format!("/films?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.text().contains(words), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn figures_follow_the_record() {
    let site = Site::new().await;
    let suggested = async |words: &str| {
        let path = format!("/search/suggest?q={words}");
        site.get(&path).await.json()["suggestions"].clone()
    };
    assert_eq!(suggested("quintus").await, serde_json::json!([]));
    let before = site.page("/films?order=reviews").await;
    assert!(before.contains("3 reviews"));
    record::add_review(&site.ledger, record::WINTERS, "Quintus Vahl", "9/10").await;
    let after = site.page("/films?order=reviews").await;
    assert!(after.contains("4 reviews"), "{after}");
    let found = suggested("quintus").await;
    assert_eq!(found[0]["name"], "Quintus Vahl");
    assert_eq!(found[0]["reviews"], 1);
    let listed = site.page("/critics?letter=V").await;
    assert!(listed.contains("Quintus Vahl") && !listed.contains("Ada Marlow"));
    assert!(site.page("/critics").await.contains("by surname"));
}

#[tokio::test]
async fn names_are_suggested_as_they_are_typed() {
    let site = Site::new().await;
    for (typed, kind, name) in [
        ("lampligh", "film", "The Lamplighter’s Daughter"),
        ("lampligther", "film", "The Lamplighter’s Daughter"),
        ("two wint", "film", "Two Winters"),
        ("marlow", "critic", "Ada Marlow"),
        ("evening lan", "outlet", "The Evening Lantern"),
    ] {
        let path = format!("/search/suggest?q={}", typed.replace(' ', "+"));
        let found = site.get(&path).await;
        assert_eq!(found.header("content-type"), "application/json");
        let first = &found.json()["suggestions"][0];
        assert_eq!(
            (&first["kind"], &first["name"]),
            (&kind.into(), &name.into()),
            "{typed}"
        );
        assert_eq!(site.get(first["href"].as_str().unwrap()).await.status, 200);
        let page = site.page(&path.replace("/suggest", "")).await;
        assert!(page.contains(name), "{typed}");
    }
    let browser = site.get("/search/suggest?q=lamp&format=opensearch").await;
    assert_eq!(
        browser.header("content-type"),
        "application/x-suggestions+json"
    );
    assert_eq!(browser.json()[0], "lamp");
    let about = site.get("/opensearch.xml").await;
    assert!(
        about
            .text()
            .contains("https://scores.example/search?q={searchTerms}")
    );
    assert!(site.page("/").await.contains("href=\"/opensearch.xml\""));
}

#[tokio::test]
async fn a_panel_is_picked_by_name_and_stands_in_the_address() {
    let site = Site::new().await;
    let picked = site.get("/panel?critic=Ada+Marlow").await;
    assert_eq!(picked.status, StatusCode::SEE_OTHER);
    assert_eq!(picked.header("location"), "/panel?critics=1-ada-marlow");
    let more = site.get("/panel?critics=1-ada-marlow&country=Sweden").await;
    assert_eq!(
        more.header("location"),
        "/panel?critics=1-ada-marlow&countries=SE"
    );
    let page = site
        .page("/panel?critics=1-ada-marlow,2-bruno-teixeira-vale")
        .await;
    assert!(
        page.contains("Bruno Teixeira Vale <a href=\"/panel?critics=1-ada-marlow\">Remove"),
        "{page}"
    );
    let several = site.page("/panel?outlet=the").await;
    assert!(
        several.contains("may mean") && several.contains("Add The "),
        "{several}"
    );
    let unknown = site.page("/panel?critics=999-nobody&languages=%3F").await;
    assert!(unknown.contains("does not know “999-nobody”"), "{unknown}");
    assert!(unknown.contains("does not know “?”"));
    // The same panel by number, and by number and name.
    let film = "/films/1/the-lamplighters-daughter";
    let sum = async |panel: &str| {
        let page = site.page(&format!("{film}?panel={panel}")).await;
        let (_, rest) = page.split_once("headline").unwrap();
        rest.split_once("</p>").unwrap().0.to_owned()
    };
    assert_eq!(
        sum("critics:1,2").await,
        sum("critics:1-ada-marlow,2-bruno-teixeira-vale").await
    );
    let ranking = site
        .page("/films?panel=critics:1-ada-marlow,2-bruno-teixeira-vale")
        .await;
    assert!(
        ranking.contains("Scores by a panel: <a href=\"/critics/1/ada-marlow\">"),
        "{ranking}"
    );
    assert!(ranking.contains("2 reviews"));
    let found = site
        .page("/panel?critics=1-ada-marlow&film=lamplighter")
        .await;
    assert!(
        found.contains(&format!("{film}?panel=critics%3A1-ada-marlow")),
        "{found}"
    );
}

#[tokio::test]
async fn films_and_critics_are_compared() {
    let site = Site::new().await;
    let found = site
        .get("/compare?of=films&a=lamplighter&b=two+winters")
        .await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
    let there = found.header("location").to_owned();
    assert_eq!(
        there,
        "/compare?films=1-the-lamplighters-daughter,3-two-winters"
    );
    let page = site.page(&there).await;
    assert!(page.contains("Too few reviews to tell"), "{page}");
    assert!(page.contains("reviewed more than one of them"));
    let critics = site
        .page("/compare?critics=1-ada-marlow,2-bruno-teixeira-vale")
        .await;
    assert!(critics.contains("reviewed by both"), "{critics}");
    assert!(critics.contains("They are of one mind on"));
    let nothing = site.page("/compare?of=films&a=lamplighter&b=zzzzzz").await;
    assert!(
        nothing.contains("Nothing with reviews is called “zzzzzz”"),
        "{nothing}"
    );
    let alone = site.page("/compare?films=1").await;
    assert!(alone.contains("One alone compares with nothing"));
    let unknown = site.page("/compare?films=1,99999,3").await;
    assert!(unknown.contains("no film “99999”"), "{unknown}");
}

#[tokio::test]
async fn no_query_is_answered_as_the_sites_own_fault() {
    let site = Site::new().await;
    let values = [
        "",
        "-1",
        "0",
        "999999999999999999999",
        "%00",
        "%F0%9F%8E%AC",
        "%E2%80%AE",
        "%3Cscript%3E",
        "'%22--",
        "1-",
        "-",
        ",",
        ",,,",
        "1,1,1,1,1",
        "a:b;c",
        "critics:",
        "critics:1;outlets:x",
        "..%2F..",
        "%FF",
    ];
    for path in [
        "/films",
        "/search",
        "/search/suggest",
        "/panel",
        "/compare",
        "/critics",
        "/outlets",
    ] {
        for name in [
            "q",
            "year",
            "decade",
            "country",
            "genre",
            "festival",
            "language",
            "outlet",
            "min",
            "max",
            "reviews",
            "order",
            "page",
            "panel",
            "critics",
            "outlets",
            "countries",
            "languages",
            "critic",
            "country",
            "film",
            "from",
            "films",
            "of",
            "a",
            "letter",
            "kind",
            "format",
        ] {
            for value in values {
                let answer = site.get(&format!("{path}?{name}={value}")).await;
                assert!(
                    answer.status.as_u16() < 500,
                    "{path}?{name}={value}: {}",
                    answer.status
                );
            }
        }
    }
}
