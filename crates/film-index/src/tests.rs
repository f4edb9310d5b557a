use crate::{FilmIndex, IndexPlace};
use ovation_identify::{FilmAsked, Sureness};
use ovation_ledger::{Ledger, Opening};
use ovation_terms::{
    Actor, EntryBody, FilmChange, FilmFact, FilmId, FilmRecord, FilmsAdded, FilmsChanged, Merged,
    Moment, Pair, Remark,
};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A record of a test's own, and a folder for indexes.
struct Scratch {
    ledger: Ledger,
    folder: tempfile::TempDir,
}

impl Scratch {
    fn place(&self) -> IndexPlace {
        IndexPlace {
            caches: Some(self.folder.path().join("caches")),
            least: 1,
            ..IndexPlace::default()
        }
    }

    async fn path(&self) -> PathBuf {
        self.place().path(&self.ledger).await.unwrap().unwrap()
    }

    async fn load(&self, place: &IndexPlace) -> FilmIndex {
        let head = self.ledger.head().await.unwrap();
        FilmIndex::load(&self.ledger, &head, place, true, &mut |_| {})
            .await
            .unwrap()
    }
}

async fn scratch(address: String, folder: tempfile::TempDir) -> Scratch {
    let ledger = Ledger::open(&address, Opening::Create).await.unwrap();
    add(&ledger, &["The Tin Orchard", "Salt Harbour"]).await;
    Scratch { ledger, folder }
}

/// An address on the server of tests, where there is one, with a schema made anew.
#[expect(clippy::disallowed_methods, reason = "tests learn of a server by it")]
async fn on_server(test: &str) -> Option<String> {
    let server = std::env::var("OVATION_TEST_POSTGRES").ok();
    let server = server.filter(|it| !it.is_empty())?;
    // The server cuts longer names off.
    let name: String = test.chars().take(40).collect();
    let schema = format!("t_film_index_{name}");
    let pool = sqlx::PgPool::connect(&server).await.unwrap();
    let made = format!("drop schema if exists {schema} cascade; create schema {schema}");
    let made = sqlx::raw_sql(sqlx::AssertSqlSafe(made));
    made.execute(&pool).await.unwrap();
    pool.close().await;
    let mark = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{mark}options[search_path]={schema}"))
}

/// Makes a test for each database from one body, which gets a fresh record.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($scratch:ident: Scratch) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn body($scratch: Scratch) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                let folder = tempfile::tempdir().unwrap();
                let address = folder.path().join("a.db").display().to_string();
                body(scratch(address, folder).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgres() {
                match on_server(stringify!($name)).await {
                    Some(address) => body(scratch(address, tempfile::tempdir().unwrap()).await).await,
                    None => println!("SKIPPED: no PostgreSQL; `cargo x test` starts one"),
                }
            }
        }
    )*};
}

async fn enter(ledger: &Ledger, entry_body: EntryBody) {
    let mut transaction = ledger.begin().await.unwrap();
    let now = Moment(1_780_272_000_000_000);
    transaction
        .enter(now, &Actor::import("films.csv"), entry_body)
        .unwrap();
    transaction.commit().await.unwrap();
}

async fn add(ledger: &Ledger, titles: &[&str]) {
    let mut transaction = ledger.begin().await.unwrap();
    let films = titles
        .iter()
        .map(|title| FilmRecord {
            title: (*title).to_owned(),
            ..FilmRecord::numbered(transaction.next_film())
        })
        .collect();
    let added = FilmsAdded {
        why: "a test".to_owned(),
        films,
        act: None,
    };
    let now = Moment(1_780_272_000_000_000);
    let actor = Actor::import("films.csv");
    transaction
        .enter(now, &actor, EntryBody::FilmsAdded(added))
        .unwrap();
    transaction.commit().await.unwrap();
}

async fn change(ledger: &Ledger, film: i64, fact: FilmFact) {
    let changed = FilmsChanged {
        changes: vec![FilmChange {
            film: FilmId(film),
            facts: vec![fact],
        }],
        by_catalogue: true,
        ..FilmsChanged::default()
    };
    enter(ledger, EntryBody::FilmsChanged(changed)).await;
}

async fn merge(ledger: &Ledger, from: i64, into: i64) {
    let pair = Pair::Film {
        from: FilmId(from),
        into: FilmId(into),
    };
    let merged = Merged {
        pair,
        remark: Remark::default(),
    };
    let mut transaction = ledger.begin().await.unwrap();
    let now = Moment(1_780_272_000_000_000);
    transaction
        .enter(now, &Actor::person("ada"), EntryBody::Merged(merged))
        .unwrap();
    transaction.commit().await.unwrap();
}

/// The film that is surely meant by a title.
fn meant(films: &FilmIndex, title: &str) -> Option<i64> {
    let asked = FilmAsked {
        title: Some(title.to_owned()),
        ..FilmAsked::default()
    };
    let found = films.index().matched(&asked);
    if found.sureness != Sureness::Sure {
        return None;
    }
    found.film().map(|film| film.0)
}

/// What of an index of a record is said.
fn stored(films: &FilmIndex) -> Option<u64> {
    films.stored().map(|stored| stored.films())
}

fn left_over(path: &Path) -> usize {
    let files = std::fs::read_dir(path.parent().unwrap()).unwrap().flatten();
    files
        .filter(|file| file.file_name().to_string_lossy().ends_with(".new"))
        .count()
}

on_both! {
    async fn the_file_serves_and_what_entered_since_stands_above_it(scratch: Scratch) {
        let ledger = &scratch.ledger;
        assert_eq!(stored(&scratch.load(&scratch.place()).await), Some(2));
        let bytes = std::fs::read(scratch.path().await).unwrap();
        add(ledger, &["Night Ferry", "Glass Coast", "Copper Sky"]).await;
        change(ledger, 1, FilmFact::Title("The Lead Orchard".to_owned())).await;
        merge(ledger, 4, 2).await;
        change(ledger, 5, FilmFact::Listed(false)).await;
        let films = scratch.load(&scratch.place()).await;
        for (title, film) in [
            ("Salt Harbour", Some(2)),
            ("Night Ferry", Some(3)),
            ("Lead Orchard", Some(1)),
            ("Tin Orchard", None),
            ("Glass Coast", Some(2)),
            ("Copper Sky", None),
        ] {
            assert_eq!(meant(&films, title), film, "{title}");
        }
        assert_eq!(stored(&films), Some(2));
        let now = std::fs::read(scratch.path().await).unwrap();
        assert_eq!(bytes, now, "the file was opened, and not made anew");
        let unmerged = Merged {
            pair: Pair::Film { from: FilmId(4), into: FilmId(2) },
            remark: Remark::default(),
        };
        let mut followed = films.clone();
        enter(ledger, EntryBody::Unmerged(unmerged)).await;
        let head = ledger.head().await.unwrap();
        assert!(followed.follow(ledger, &head, &mut |_| {}).await.unwrap());
        assert_eq!(meant(&followed, "Glass Coast"), Some(4));
        assert_eq!(meant(&films, "Glass Coast"), Some(2), "who asked before keeps what was");
    }

    async fn an_index_followed_is_the_index_made_anew(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let mut followed = scratch.load(&scratch.place()).await;
        let titles = ["Night Ferry", "Glass Coast", "Copper Sky", "Salt Harbor", "Tin Orchards"];
        for (at, title) in (3..).zip(titles) {
            add(ledger, &[title]).await;
            match at % 3 {
                0 => change(ledger, at, FilmFact::OtherTitles(vec![format!("{title} Again")])).await,
                1 => merge(ledger, at, 1).await,
                _ => change(ledger, 2, FilmFact::Title(format!("Salt Harbour {at}"))).await,
            }
            let head = ledger.head().await.unwrap();
            assert!(followed.follow(ledger, &head, &mut |_| {}).await.unwrap());
            std::fs::remove_file(scratch.path().await).unwrap();
            let anew = scratch.load(&scratch.place()).await;
            for title in titles {
                for title in [title.to_owned(), format!("{title} Again"), format!("{title}s")] {
                    let asked = FilmAsked { title: Some(title), ..FilmAsked::default() };
                    let index = followed.index().matched(&asked);
                    assert_eq!(index, anew.index().matched(&asked), "{asked:?}");
                }
            }
        }
    }

    async fn a_file_that_is_of_another_record_torn_or_damaged_is_made_anew_and_that_is_said(scratch: Scratch) {
        static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
        static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
        let _one = ONE_AT_A_TIME.lock().await;
        let said = || {
            let said = std::mem::take(&mut *SAID.lock().unwrap());
            said.join("\n").replace(&scratch.folder.path().display().to_string(), "")
        };
        said();
        let place = IndexPlace {
            note: |words| SAID.lock().unwrap().push(words.to_owned()),
            ..scratch.place()
        };
        let path = scratch.path().await;
        scratch.load(&place).await;
        assert_eq!(said(), "");
        let whole = std::fs::read(&path).unwrap();
        let other = scratch.folder.path().join("b.db").display().to_string();
        let other = Ledger::open(&other, Opening::Create).await.unwrap();
        add(&other, &["Glass Coast"]).await;
        let head = other.head().await.unwrap();
        FilmIndex::load(&other, &head, &place, true, &mut |_| {}).await.unwrap();
        std::fs::copy(place.path(&other).await.unwrap().unwrap(), &path).unwrap();
        assert_eq!(meant(&scratch.load(&place).await, "Salt Harbour"), Some(2));
        assert!(said().ends_with("is of another record: it is made anew"));
        std::fs::write(&path, &whole[..whole.len() - 9]).unwrap();
        assert_eq!(meant(&scratch.load(&place).await, "Salt Harbour"), Some(2));
        assert!(said().ends_with("is not whole, or of another version: it is made anew"));
        assert_eq!(std::fs::read(&path).unwrap(), whole);
        let mut damaged = whole.clone();
        damaged[280] ^= 1;
        std::fs::write(&path, damaged).unwrap();
        let films = scratch.load(&place).await;
        assert_eq!(films.index().film_named(FilmId(1)), None);
        assert!(films.is_damaged());
        FilmIndex::remove_file(&scratch.ledger, &place).await.unwrap();
        assert!(said().ends_with("was damaged: it is made anew"));
        assert_eq!(meant(&scratch.load(&place).await, "Salt Harbour"), Some(2));
        assert_eq!(std::fs::read(&path).unwrap(), whole);
    }

    async fn many_may_make_the_file_at_once(scratch: Scratch) {
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..12 {
            let (ledger, place) = (scratch.ledger.clone(), scratch.place());
            tasks.spawn(async move {
                if number % 4 == 3 {
                    add(&ledger, &[&format!("Night Ferry {number}")]).await;
                }
                let head = ledger.head().await.unwrap();
                let films = FilmIndex::load(&ledger, &head, &place, true, &mut |_| {})
                    .await
                    .unwrap();
                assert_eq!(meant(&films, "Salt Harbour"), Some(2));
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let films = scratch.load(&scratch.place()).await;
        for number in [3, 7, 11] {
            assert!(meant(&films, &format!("Night Ferry {number}")).is_some(), "{number}");
        }
        assert_eq!(left_over(&scratch.path().await), 0);
    }

    async fn what_a_killed_process_left_is_removed_and_what_another_makes_is_not(scratch: Scratch) {
        let path = scratch.path().await;
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let new = |process: u32| format!("{}.{process}-0.new", path.display());
        std::fs::write(new(1), "half").unwrap();
        std::fs::write(new(2), "half").unwrap();
        let made_now = std::fs::File::open(new(2)).unwrap();
        made_now.lock().unwrap();
        scratch.load(&scratch.place()).await;
        assert!(!Path::new(&new(1)).exists() && Path::new(&new(2)).exists());
    }

    async fn a_place_that_takes_no_file_is_said_and_films_are_held_in_memory(scratch: Scratch) {
        static SAID: Mutex<String> = Mutex::new(String::new());
        let no_folder = scratch.folder.path().join("file");
        std::fs::write(&no_folder, "").unwrap();
        let place = IndexPlace {
            chosen: Some(no_folder.join("folder")),
            note: |words| words.clone_into(&mut SAID.lock().unwrap()),
            ..scratch.place()
        };
        let films = scratch.load(&place).await;
        assert_eq!((stored(&films), meant(&films, "Salt Harbour")), (None, Some(2)));
        assert!(SAID.lock().unwrap().ends_with("it is held in memory"));
    }

    async fn a_chosen_folder_has_the_indexes_of_all_records_each_under_its_own_name(scratch: Scratch) {
        let chosen = scratch.folder.path().join("indexes");
        let place = IndexPlace { chosen: Some(chosen.clone()), ..scratch.place() };
        let other = scratch.folder.path().join("b.db").display().to_string();
        let other = Ledger::open(&other, Opening::Create).await.unwrap();
        add(&other, &["Glass Coast"]).await;
        let head = other.head().await.unwrap();
        FilmIndex::load(&other, &head, &place, true, &mut |_| {}).await.unwrap();
        assert_eq!(meant(&scratch.load(&place).await, "Salt Harbour"), Some(2));
        assert_eq!(std::fs::read_dir(&chosen).unwrap().count(), 2);
        // What was made under one is opened, as long as it is of this record.
        assert_eq!(stored(&scratch.load(&place).await), Some(2));
    }
}
