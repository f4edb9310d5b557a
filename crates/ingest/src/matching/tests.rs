use super::*;
use ovation_ledger::Opening;
use ovation_terms::{Actor, EntryBody, FilmKey, FilmsAdded, Moment};

async fn record(folder: &Path) -> Ledger {
    let path = folder.join("a.db").display().to_string();
    let ledger = Ledger::open(&path, Opening::Create).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    let listed = [
        ("The Tin Orchard", 2024),
        ("Salt Harbour", 1961),
        ("Salt Harbour", 2021),
        ("=Sum of Days", 2001),
    ];
    let films = listed.iter().map(|(title, year)| {
        let id = transaction.next_film();
        FilmRecord {
            title: (*title).to_owned(),
            year: Some(*year),
            keys: vec![FilmKey::new("imdb", format!("tt900000{id}"))],
            ..FilmRecord::numbered(id)
        }
    });
    let films = films.collect();
    let added = FilmsAdded {
        why: "a test".to_owned(),
        films,
        act: None,
    };
    let (now, actor) = (Moment(1_780_272_000_000_000), Actor::import("films.csv"));
    transaction
        .enter(now, &actor, EntryBody::FilmsAdded(added))
        .unwrap();
    transaction.commit().await.unwrap();
    ledger
}

async fn matched(text: &str) -> TitlesMatched {
    let folder = tempfile::tempdir().unwrap();
    let ledger = record(folder.path()).await;
    let head = ledger.head().await.unwrap();
    let table = titles_of_bytes("seen.csv", text.as_bytes(), &TitleColumns::default()).unwrap();
    let found = match_titles(&ledger, &IndexPlace::default(), table)
        .await
        .unwrap();
    assert_eq!(ledger.head().await.unwrap().seq, head.seq);
    found
}

fn written(found: &TitlesMatched) -> Vec<String> {
    let mut out = Vec::new();
    found.write(&mut out, ',').unwrap();
    let text = String::from_utf8(out).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn every_row_comes_back_as_it_was_with_its_film_or_its_candidates() {
    let found = matched(
        "title,year,note\n\"Tin Orchard, The\",,\"a \"\"fine\"\" one\"\nSalt Harbour,2021,\n\
         Salt Harbour,,?\nNobody's Winter,1999,\n,1999,\n",
    )
    .await;
    let counts = MatchCounts {
        rows: 5,
        sure: 2,
        asks: 1,
        none: 1,
        unread: 1,
    };
    assert_eq!(found.counts, counts);
    let rows = written(&found);
    assert_eq!(
        rows[0],
        "title,year,note,match,match_film,match_title,match_year,match_ids,match_probability,\
         match_reason,match_candidates"
    );
    assert!(
        rows[1].starts_with(
            "\"Tin Orchard, The\",,\"a \"\"fine\"\" one\",sure,1,The Tin Orchard,2024,imdb:tt9000001,"
        ),
        "{rows:?}"
    );
    assert!(rows[2].starts_with("Salt Harbour,2021,,sure,3,Salt Harbour,2021,"));
    assert!(rows[3].starts_with("Salt Harbour,,?,asks,,,,,"), "{rows:?}");
    let beside = "2: Salt Harbour (1961) imdb:tt9000002; 3: Salt Harbour (2021) imdb:tt9000003";
    assert!(rows[3].contains(beside), "{rows:?}");
    assert!(rows[4].starts_with("Nobody's Winter,1999,,none,,"));
    assert!(rows[5].starts_with(",1999,,unread,,"), "{rows:?}");
    let json = found.to_json().unwrap();
    assert_eq!(json["rows"][0]["film"]["film"], 1);
    assert_eq!(json["rows"][2]["match"], "asks");
    assert_eq!(json["rows"][2]["candidates"][1]["title"], "Salt Harbour");
    assert_eq!(json["counts"]["rows"], 5);
}

#[tokio::test]
async fn what_is_added_is_no_formula_and_takes_no_name_that_is_there() {
    let found = matched("film,match\nimdb:tt9000004,=1+1\n\"Sum of Days\",x\n").await;
    let rows = written(&found);
    assert!(
        rows[0].starts_with("film,match,match_,match_film,"),
        "{rows:?}"
    );
    assert!(
        rows[1].starts_with("imdb:tt9000004,=1+1,sure,4,'=Sum of Days,2001,"),
        "{rows:?}"
    );
}

#[tokio::test]
async fn a_list_of_one_column_a_series_and_a_cut_year_are_told_for_what_they_are() {
    let found = matched("Film\nSalt Harbour (1961)\nTin Orchard\n").await;
    assert_eq!((found.counts.sure, found.counts.rows), (2, 2));
    let found = matched("title,title type,year\nTin Orchard,TV Series,2024\n").await;
    assert_eq!(found.counts.none, 1);
    let found = matched("title,year\nTin Orchard,twenty\n").await;
    assert!(written(&found)[1].contains("found `twenty`"));
}

#[test]
fn what_is_no_table_of_titles_is_refused_with_what_to_do() {
    let none = TitleColumns::default();
    let refused = titles_of_bytes("a.csv", b"critic,rating\nAda,3\n", &none).unwrap_err();
    assert!(refused.detail.contains("--title"), "{refused}");
    let page = b"<!doctype html><html><body><p>Hello</p></body></html>";
    let refused = titles_of_bytes("a.html", page, &none).unwrap_err();
    assert!(refused.detail.contains("expected a table"), "{refused}");
}
