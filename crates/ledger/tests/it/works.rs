//! Series and seasons beside films, and what people say of a work besides its title: listed by their kind,
//! put back by undoing, made anew by a replay.

use crate::support::{Offered, assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::{FilmOrder, Ledger, LedgerError, Opening, PosterFile};
use ovation_terms::{
    EntryBody, FilmFact, FilmId, FilmRecord, FilmsAdded, FilmsChanged, Hash, Merged, Pair,
    PictureMedia, Poster, PosterPlace, Remark, Seq, Work, WorkKind,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";

fn changed(film: i64, facts: Vec<FilmFact>) -> EntryBody {
    EntryBody::FilmsChanged(FilmsChanged::correction(
        FilmId(film),
        facts,
        Remark::default(),
    ))
}

async fn enter(ledger: &Ledger, entry_body: EntryBody) -> Seq {
    let mut transaction = ledger.begin().await.unwrap();
    transaction.enter(at(9), &person(), entry_body).unwrap();
    transaction.commit().await.unwrap().last
}

async fn undo(ledger: &Ledger, seq: Seq) {
    let opposite = ledger.opposite(seq, &Remark::default()).await.unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    for entry_body in opposite {
        transaction.enter(at(20), &person(), entry_body).unwrap();
    }
    transaction.commit().await.unwrap();
}

fn season(number: u16, series: i64) -> Work {
    Work::Season {
        number,
        series: Some(FilmId(series)),
    }
}

/// Film 1, series 2 with the seasons 3 and 4, series 5: one review each.
async fn works(ledger: &Ledger) {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 0, 5, 1);
    let films = [
        Work::Film,
        Work::Series,
        season(2, 2),
        season(1, 2),
        Work::Series,
    ];
    let films = films.map(|work| FilmRecord {
        title: "Harbour Nine".to_owned(),
        work,
        ..FilmRecord::numbered(transaction.next_film())
    });
    let added = FilmsAdded {
        why: "a test".to_owned(),
        films: films.to_vec(),
        act: None,
    };
    transaction
        .enter(at(0), &machine(), EntryBody::FilmsAdded(added))
        .unwrap();
    for film in 1..=5 {
        let review = Offered::new(transaction.next_review(), source, FilmId(film));
        transaction.enter(at(1), &machine(), review.read()).unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn listed(ledger: &Ledger, kind: WorkKind) -> Vec<i64> {
    let mut found = Vec::new();
    for order in [
        FilmOrder::MostReviews,
        FilmOrder::LatestReview,
        FilmOrder::Title,
    ] {
        let hits = ledger.films_with_reviews(order, kind, 9, 0).await.unwrap();
        let mut ids: Vec<i64> = hits.iter().map(|hit| hit.film.id.0).collect();
        ids.sort_unstable();
        assert_eq!(
            ledger.count_with_reviews(kind).await.unwrap(),
            ids.len() as u64
        );
        found.push(ids);
    }
    assert!(found.iter().all(|ids| *ids == found[0]));
    found.swap_remove(0)
}

async fn seasons(ledger: &Ledger, series: i64) -> Vec<i64> {
    let seasons = ledger.seasons_of(FilmId(series)).await.unwrap();
    seasons.iter().map(|hit| hit.film.id.0).collect()
}

on_both! {
    async fn films_of_the_latest_reviews_are_films_and_of_days_gone_by(scratch: Scratch) {
        let ledger = &scratch.ledger;
        works(ledger).await;
        let lately = async |day: &str, reviews: u32| {
            let upto = day.parse().unwrap();
            let found = ledger.lately_reviewed(upto, reviews, 9).await.unwrap();
            let told = found.iter().map(|hit| (hit.film.id.0, hit.reviews, hit.latest.to_string()));
            told.collect::<Vec<_>>()
        };
        // Five reviews of one day; those of series and seasons are looked at and left out.
        assert_eq!(lately("2024-02-01", 9).await, [(1, 1, "2024-02-01".to_owned())]);
        assert!(lately("2024-01-31", 9).await.is_empty());
        assert!(lately("2024-02-01", 2).await.is_empty(), "the last two are of others");
    }

    async fn lists_of_films_show_films_and_others_only_where_asked(scratch: Scratch) {
        let ledger = &scratch.ledger;
        assert!(!ledger.has_series().await.unwrap());
        works(ledger).await;
        assert!(ledger.has_series().await.unwrap());
        assert_eq!(listed(ledger, WorkKind::Film).await, [1]);
        assert_eq!(listed(ledger, WorkKind::Series).await, [2, 5]);
        assert_eq!(listed(ledger, WorkKind::Season).await, [3, 4]);
        let counts = ledger.counts().await.unwrap();
        assert_eq!((counts.films, counts.series, counts.films_with_reviews), (1, 4, 1));
        // By number of the season.
        assert_eq!(seasons(ledger, 2).await, [4, 3]);
        let of_series: Vec<_> = ledger.reviewed_series().await.unwrap().into_values().collect();
        assert_eq!(
            of_series,
            [WorkKind::Series, WorkKind::Season, WorkKind::Season, WorkKind::Series]
        );
        assert_replays(ledger).await;
    }

    async fn the_kind_of_a_work_is_corrected_and_put_back_like_any_other_value(scratch: Scratch) {
        let ledger = &scratch.ledger;
        works(ledger).await;
        let seq = enter(ledger, changed(1, vec![FilmFact::Work(season(3, 2))])).await;
        assert_eq!(listed(ledger, WorkKind::Film).await, Vec::<i64>::new());
        assert_eq!(seasons(ledger, 2).await, [4, 3, 1]);
        assert_replays(ledger).await;
        undo(ledger, seq).await;
        assert_eq!(listed(ledger, WorkKind::Film).await, [1]);
        assert_eq!(seasons(ledger, 2).await, [4, 3]);
        // A season of a series that was given up is one of the series that stands.
        let pair = Pair::Film { from: FilmId(2), into: FilmId(5) };
        let merged = EntryBody::Merged(Merged { pair, remark: Remark::default() });
        let seq = enter(ledger, merged).await;
        assert_eq!(seasons(ledger, 5).await, [4, 3]);
        undo(ledger, seq).await;
        assert_eq!(seasons(ledger, 5).await, Vec::<i64>::new());
        assert_replays(ledger).await;
    }

    async fn what_a_person_says_of_a_film_outranks_catalogues_and_is_put_back(scratch: Scratch) {
        let ledger = &scratch.ledger;
        works(ledger).await;
        let poster = Poster {
            place: PosterPlace::Url("https://studio.example/p.jpg".to_owned()),
            licence: "CC BY 4.0".to_owned(),
            credit: "Ada Quill".to_owned(),
        };
        let facts = vec![
            FilmFact::Writers(vec!["Otto Brand".to_owned()]),
            FilmFact::Runtime(Some(104)),
            FilmFact::Synopsis(Some("A harbour, nine boats.".to_owned())),
            FilmFact::Poster(Some(poster.clone())),
        ];
        let before = ledger.film(FilmId(1)).await.unwrap().unwrap();
        let seq = enter(ledger, changed(1, facts)).await;
        let mut transaction = ledger.begin().await.unwrap();
        let mut later = FilmsChanged::correction(
            FilmId(1),
            vec![FilmFact::Runtime(Some(99)), FilmFact::Synopsis(None)],
            Remark::default(),
        );
        later.by_catalogue = true;
        let entry = EntryBody::FilmsChanged(later);
        transaction.enter(at(10), &machine(), entry).unwrap();
        transaction.commit().await.unwrap();
        let film = ledger.film(FilmId(1)).await.unwrap().unwrap();
        assert_eq!(film.runtime_minutes, Some(104));
        assert_eq!(film.synopsis.as_deref(), Some("A harbour, nine boats."));
        assert_eq!((film.writers.len(), film.poster), (1, Some(poster)));
        undo(ledger, seq).await;
        let film = ledger.film(FilmId(1)).await.unwrap().unwrap();
        assert_eq!(film, FilmRecord { runtime_minutes: Some(99), ..before });
        assert_replays(ledger).await;
    }

    async fn what_no_work_can_be_is_refused(scratch: Scratch) {
        let ledger = &scratch.ledger;
        works(ledger).await;
        let poster = |url: &str, licence: &str| FilmFact::Poster(Some(Poster {
            place: PosterPlace::Url(url.to_owned()),
            licence: licence.to_owned(),
            credit: "Ada Quill".to_owned(),
        }));
        let mut transaction = ledger.begin().await.unwrap();
        for fact in [
            FilmFact::Work(season(1, 99)),
            FilmFact::Work(season(1, 1)),
            FilmFact::Runtime(Some(0)),
            FilmFact::Synopsis(Some(" ".to_owned())),
            FilmFact::Synopsis(Some("a".repeat(5_001))),
            poster("javascript:alert(1)", "CC0"),
            poster("https://studio.example/p.jpg", ""),
        ] {
            let refused = transaction.enter(at(9), &person(), changed(1, vec![fact.clone()]));
            assert!(matches!(refused, Err(LedgerError::Refused { .. })), "{fact:?}");
        }
    }

    async fn a_poster_is_kept_once_by_its_digest_and_comes_back_from_a_backup(scratch: Scratch) {
        let ledger = &scratch.ledger;
        works(ledger).await;
        let file = PosterFile::of(PNG.to_vec()).unwrap();
        let hash = file.hash();
        assert_eq!((hash, file.media()), (Hash::of(PNG), PictureMedia::Png));
        assert_eq!(ledger.poster_file(hash).await.unwrap(), None);
        let fact = FilmFact::Poster(Some(Poster {
            place: PosterPlace::File { hash, media: file.media() },
            licence: "CC BY 4.0".to_owned(),
            credit: "Ada Quill".to_owned(),
        }));
        for film in [1, 2] {
            let mut transaction = ledger.begin().await.unwrap();
            transaction.keep_poster(file.clone());
            transaction.enter(at(9), &person(), changed(film, vec![fact.clone()])).unwrap();
            transaction.commit().await.unwrap();
        }
        assert_eq!(ledger.poster_file(hash).await.unwrap(), Some(file.clone()));
        let mut kept = Vec::new();
        ledger.each_poster_file(&mut |file| kept.push(file)).await.unwrap();
        assert_eq!(kept, std::slice::from_ref(&file));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.db");
        let copy = Ledger::open(path.to_str().unwrap(), Opening::Create).await.unwrap();
        ledger.copy_to(&copy, &mut |_| {}).await.unwrap();
        assert_eq!(copy.poster_file(hash).await.unwrap(), Some(file));
        // What is rehearsed is not kept.
        let mut transaction = copy.begin().await.unwrap();
        let other = PosterFile::of(b"\xff\xd8\xff\xe0 other".to_vec()).unwrap();
        transaction.keep_poster(other.clone());
        transaction.enter(at(9), &person(), changed(1, vec![FilmFact::Poster(None)])).unwrap();
        transaction.preview().await.unwrap();
        assert_eq!(copy.poster_file(other.hash()).await.unwrap(), None);
        assert_replays(ledger).await;
    }
}

#[test]
fn only_pictures_of_a_fair_size_are_posters() {
    for bytes in [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        b"GIF89a".to_vec(),
        Vec::new(),
        [PNG, &vec![0; ovation_terms::POSTER_BYTES]].concat(),
    ] {
        assert!(PosterFile::of(bytes).is_err());
    }
}
