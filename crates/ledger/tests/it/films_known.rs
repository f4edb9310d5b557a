//! Films asked for by ids and titles, many at once, as a list larger than memory does.

use crate::support::{at, on_both, person};
use ovation_terms::{
    Actor, EntryBody, FilmFact, FilmId, FilmKey, FilmRecord, FilmsAdded, FilmsChanged, Remark,
};
use std::collections::BTreeSet;

fn import(name: &str) -> Actor {
    Actor::import(name)
}

/// Twenty films with two ids and two titles each; of every third the second title is that of the film before.
fn films(first: FilmId) -> Vec<FilmRecord> {
    (0..20_i64)
        .map(|at| FilmRecord {
            title: format!("Lamp {at}"),
            other_titles: vec![format!("โคมไฟ {}", if at % 3 == 0 { at - 1 } else { at })],
            keys: vec![
                FilmKey::new("imdb", format!("tt{at:07}")),
                FilmKey::new("tmdb", at.to_string()),
            ],
            ..FilmRecord::numbered(FilmId(first.0 + at))
        })
        .collect()
}

on_both! {
    async fn films_are_found_by_many_ids_and_titles_at_once(scratch: Scratch) {
        let ledger = &scratch.ledger;
        assert_eq!(ledger.last_film().await.unwrap(), FilmId(0));
        let mut transaction = ledger.begin().await.unwrap();
        let first = transaction.next_film();
        for _ in 1..20 {
            transaction.next_film();
        }
        let added = EntryBody::FilmsAdded(FilmsAdded {
            why: "catalogue a.tsv with b.tsv, c.tsv".to_owned(),
            films: films(first),
            act: None,
        });
        transaction.enter(at(1), &import("a.tsv"), added).unwrap();
        transaction.commit().await.unwrap();
        let gone = FilmsChanged::correction(FilmId(5), vec![FilmFact::Listed(false)], Remark::reason("no film"));
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter(at(2), &person(), EntryBody::FilmsChanged(gone)).unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(ledger.last_film().await.unwrap(), FilmId(20));
        // More ids than one statement takes at once, of two catalogues and of none.
        let keys: Vec<FilmKey> = (0..5_000)
            .map(|at| FilmKey::new(if at % 2 == 0 { "imdb" } else { "tmdb" }, if at % 2 == 0 { format!("tt{at:07}") } else { at.to_string() }))
            .chain([FilmKey::new("other", "3")])
            .collect();
        let asked: Vec<&FilmKey> = keys.iter().collect();
        let found = ledger.films_with_keys(&asked).await.unwrap();
        let ids: BTreeSet<i64> = found.iter().map(|(_, film)| film.0).collect();
        let wanted: BTreeSet<i64> = (1..=20).filter(|id| *id != 5).collect();
        assert_eq!(ids, wanted, "a film that was taken back has no ids to be found by");
        assert!(found.iter().all(|(key, _)| keys.contains(key)));
        let titled = ledger.films_titled(&["โคมไฟ2", "lamp19", "nothing"]).await.unwrap();
        assert_eq!(titled, [FilmId(3), FilmId(4), FilmId(20)].into_iter().collect());
        let mut numbers = Vec::new();
        ledger.each_film_key("imdb", &mut |value, film| numbers.push((value.to_owned(), film.0))).await.unwrap();
        assert_eq!(numbers.len(), 19);
        assert_eq!(numbers.first(), Some(&("tt0000000".to_owned(), 1)));
        let mut titles = 0;
        ledger.each_folded_title(&mut |_| titles += 1).await.unwrap();
        assert_eq!(titles, 38);
        let mut back = Vec::new();
        ledger.each_film_taken_back(&mut |film| back.push(film.id.0)).await.unwrap();
        assert_eq!(back, [5]);
        // What an import of several files said is said by each of them.
        assert_eq!(ledger.films_of_actor(&import("a.tsv")).await.unwrap().len(), 20);
        assert_eq!(ledger.films_of_actor(&import("b.tsv")).await.unwrap().len(), 0);
        for (name, count) in [("a.tsv", 20), ("b.tsv", 20), ("c.tsv", 20), ("d.tsv", 0)] {
            assert_eq!(ledger.films_said_with(&import(name)).await.unwrap().len(), count, "{name}");
        }
    }
}
