//! Articles of film press: found by film and person, read again without a double, as of any entry.

use crate::support::{assert_replays, at, furnish, machine, on_both, person};
use ovation_ledger::Ledger;
use ovation_terms::{
    EntryBody, Evidence, FilmId, FilmLink, Merged, Pair, PressFinding, PressRead, Remark,
    ReviewKey, Seq, SourceId, SourceStanding, Sourced, SpeechKind, StatementFinding,
};

fn sourced(words: &str) -> Sourced<String> {
    let evidence = Evidence::Words {
        quote: words.to_owned(),
        before: String::new(),
        after: String::new(),
        start: 0,
        end: words.len(),
    };
    Sourced::new(words.to_owned(), evidence)
}

/// An article at one address in which somebody says something of the first film.
fn article(source: SourceId, speaker: &str, words: &str) -> EntryBody {
    let finding = PressFinding {
        headline: Some(sourced("A night in Marenne")),
        films: vec!["The Salt Road".to_owned()],
        statements: vec![StatementFinding {
            kind: SpeechKind::Direct,
            words: vec![sourced(words)],
            speaker: Some(sourced(speaker)),
            film: Some("The Salt Road".to_owned()),
            ..StatementFinding::default()
        }],
        ..PressFinding::default()
    };
    EntryBody::PressRead(Box::new(PressRead {
        article: ReviewKey::of_parts(&[b"https://lantern.example/marenne"]),
        content: ReviewKey::of_parts(&[words.as_bytes()]),
        source,
        films: vec![FilmLink {
            title: "The Salt Road".to_owned(),
            film: FilmId(1),
        }],
        finding,
        words: None,
    }))
}

async fn enter(ledger: &Ledger, second: i64, entry_body: EntryBody) {
    let mut transaction = ledger.begin().await.unwrap();
    transaction
        .enter(at(second), &machine(), entry_body)
        .unwrap();
    transaction.commit().await.unwrap();
}

/// A record with two films, a source, and one article read twice with other words.
async fn with_article(ledger: &Ledger) {
    let mut transaction = ledger.begin().await.unwrap();
    let source = furnish(&mut transaction, 2, 1, 1);
    transaction.commit().await.unwrap();
    enter(
        ledger,
        1,
        article(source, "Ada Marlow", "“We did not sleep.”"),
    )
    .await;
    enter(ledger, 2, article(source, "Ada Marlow", "“We slept.”")).await;
}

on_both! {
    async fn an_article_read_again_is_known_by_its_last_reading(scratch: Scratch) {
        with_article(&scratch.ledger).await;
        let found = scratch.ledger.press_of_film(FilmId(1), None, 10).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].read.finding.statements[0].in_words(), "“We slept.”");
        assert!(scratch.ledger.press_of_film(FilmId(2), None, 10).await.unwrap().is_empty());
        // Of the latest articles too it stands once, by its last reading, where it has a day.
        let latest = scratch.ledger.latest_press(10).await.unwrap();
        let dated = found.iter().filter(|article| article.read.finding.published.is_some());
        assert_eq!(latest, dated.cloned().collect::<Vec<_>>());
        assert_replays(&scratch.ledger).await;
    }

    async fn an_earlier_entry_still_knows_the_earlier_words(scratch: Scratch) {
        with_article(&scratch.ledger).await;
        let head = scratch.ledger.head().await.unwrap().seq;
        let before = Some(Seq(head.0 - 1));
        let found = scratch.ledger.press_of_film(FilmId(1), before, 10).await.unwrap();
        assert_eq!(found[0].read.finding.statements[0].in_words(), "“We did not sleep.”");
    }

    async fn people_are_found_with_what_they_said_last(scratch: Scratch) {
        with_article(&scratch.ledger).await;
        let people = scratch.ledger.people("marlow", 10, 0).await.unwrap();
        assert_eq!(people.len(), 1);
        assert_eq!((people[0].name.as_str(), people[0].statements), ("Ada Marlow", 1));
        let press = scratch.ledger.press_of_person(&people[0].folded, 10).await.unwrap();
        assert_eq!(press.len(), 1);
        let mut said = Vec::new();
        let mut take = |line: ovation_ledger::SaidLine| said.push(line.words);
        scratch.ledger.each_statement(Some(FilmId(1)), &mut take).await.unwrap();
        assert_eq!(said, ["“We slept.”"]);
    }

    async fn the_digest_of_the_last_reading_tells_a_change(scratch: Scratch) {
        with_article(&scratch.ledger).await;
        let article = ReviewKey::of_parts(&[b"https://lantern.example/marenne"]);
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let known = transaction.known_press(&[article]).await.unwrap();
        assert_eq!(known.get(&article), Some(&ReviewKey::of_parts(&["“We slept.”".as_bytes()])));
    }

    async fn press_of_a_film_taken_for_another_stands_with_that_one(scratch: Scratch) {
        with_article(&scratch.ledger).await;
        let pair = Pair::Film { from: FilmId(1), into: FilmId(2) };
        let merged = Merged { pair, remark: Remark::default() };
        let mut transaction = scratch.ledger.begin().await.unwrap();
        transaction.enter(at(9), &person(), EntryBody::Merged(merged)).unwrap();
        transaction.commit().await.unwrap();
        let found = scratch.ledger.press_of_film(FilmId(2), None, 10).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].read.film("The Salt Road"), Some(FilmId(2)));
    }

    async fn an_article_may_only_name_films_that_are_there(scratch: Scratch) {
        let mut transaction = scratch.ledger.begin().await.unwrap();
        let source = furnish(&mut transaction, 1, 1, 1);
        let EntryBody::PressRead(mut read) = article(source, "Ada Marlow", "“No.”") else {
            panic!("an article");
        };
        read.films[0].film = FilmId(9);
        assert!(transaction.enter(at(1), &machine(), EntryBody::PressRead(read)).is_err());
    }

    async fn a_deleted_sources_words_are_gone_and_what_they_told_stays(scratch: Scratch) {
        let ledger = &scratch.ledger;
        with_article(ledger).await;
        let mut said = Vec::new();
        ledger.each_statement(None, &mut |line| said.push(line.words)).await.unwrap();
        assert_eq!(said.len(), 1);
        let words = said[0].clone();
        let entry = ledger.press_of_film(FilmId(1), None, 9).await.unwrap()[0].entry;
        let gone = SourceStanding::new(SourceId(1), Remark::reason("its owner asked"));
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter(at(50), &person(), EntryBody::SourceDeleted(gone)).unwrap();
        transaction.commit().await.unwrap();
        let mut left = Vec::new();
        ledger.each_statement(None, &mut |line| left.push(line)).await.unwrap();
        assert!(left.is_empty(), "{left:?}");
        assert!(ledger.press_of_film(FilmId(1), None, 9).await.unwrap().is_empty());
        let kept = ledger.entry(entry).await.unwrap().unwrap();
        assert!(!serde_json::to_string(&kept).unwrap().contains(&words));
        assert_replays(ledger).await;
        // Restored, what it told counts again; its words come back when it is read anew.
        let back = SourceStanding::new(SourceId(1), Remark::default());
        let mut transaction = ledger.begin().await.unwrap();
        transaction.enter(at(51), &person(), EntryBody::SourceRestored(back)).unwrap();
        transaction.commit().await.unwrap();
        ledger.each_statement(None, &mut |line| left.push(line)).await.unwrap();
        assert!(left.is_empty(), "{left:?}");
        let article = &ledger.press_of_film(FilmId(1), None, 9).await.unwrap()[0];
        assert_eq!(article.entry, entry);
        let finding = &article.read.finding;
        assert!(finding.headline.is_none() && !finding.statements[0].has_words());
        let speaker = finding.statements[0].speaker.as_ref().unwrap();
        assert!(!speaker.value.is_empty(), "who spoke is a fact");
        assert!(ledger.doctor(&mut |_| {}).await.unwrap().is_well());
        assert_replays(ledger).await;
    }
}
