//! Short reviews in the record, and what answers about a site's pages teach of its others.

use super::{Record, Run};
use ovation_ledger::Replay;
use ovation_terms::{
    Actor, Decision, EntryBody, FilmRecord, FilmsAdded, Reason, Remark, ReviewId, ReviewSettled,
    State,
};
use std::path::Path;

/// A short review by its markup, of which the page does not say what it is of.
fn short(site: &str, number: usize, name: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Notes</title>\
         <link rel=\"canonical\" href=\"https://{site}/notes/{number}\"></head><body>\
         <div class=\"h-review\"><p class=\"p-item h-item\"><span class=\"p-name\">{name}</span></p>\
         <data class=\"p-rating\" value=\"4\">****</data><div class=\"e-content\"><p>I laughed {number} \
         times at the story, then I did not. Go and see.</p></div><a class=\"p-author h-card\" href=\"/who\">Ada Marsh</a> \
         <time class=\"dt-published\" datetime=\"2024-03-01\">then</time></div></body></html>"
    )
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

impl Record {
    /// Lets the record know a film.
    fn with_film(&self, title: &str, year: i16) {
        self.runtime.block_on(async {
            let mut transaction = self.ledger.begin().await.unwrap();
            let film = FilmRecord {
                title: title.to_owned(),
                year: Some(year),
                ..FilmRecord::numbered(transaction.next_film())
            };
            let added = FilmsAdded {
                why: "a test".to_owned(),
                films: vec![film],
                act: None,
            };
            let body = EntryBody::FilmsAdded(added);
            transaction
                .enter(super::today(), &Actor::person("ada"), body)
                .unwrap();
            transaction.commit().await.unwrap();
        });
    }

    fn reasons(&self, review: i64) -> (State, Vec<Reason>) {
        let record = self.runtime.block_on(self.ledger.review(ReviewId(review)));
        let standing = record.unwrap().unwrap().ballot.standing;
        (standing.state(), standing.reasons().to_vec())
    }

    fn doubt(&self, review: i64) -> String {
        let record = self.runtime.block_on(self.ledger.review(ReviewId(review)));
        record
            .unwrap()
            .unwrap()
            .read
            .finding
            .doubt
            .unwrap_or_default()
    }

    fn say(&self, review: i64, decision: Decision) -> ovation_terms::Seq {
        self.runtime.block_on(async {
            let settled = EntryBody::ReviewSettled(ReviewSettled {
                review: ReviewId(review),
                decision,
                source: None,
                remark: Remark::default(),
            });
            let mut transaction = self.ledger.begin().await.unwrap();
            let actor = Actor::person("ada");
            let entry = transaction.enter(super::today(), &actor, settled).unwrap();
            transaction.commit().await.unwrap();
            entry
        })
    }

    fn take_back(&self, entry: ovation_terms::Seq) {
        self.runtime.block_on(async {
            let undo = self
                .ledger
                .opposite(entry, &Remark::default())
                .await
                .unwrap();
            for body in undo {
                let mut transaction = self.ledger.begin().await.unwrap();
                let actor = Actor::person("ada");
                transaction.enter(super::today(), &actor, body).unwrap();
                transaction.commit().await.unwrap();
            }
        });
    }
}

#[test]
fn a_short_review_counts_where_its_film_is_known_and_waits_for_the_right_reason_else() {
    let record = Record::new();
    record.with_film("The Salt Road", 2019);
    let folder = tempfile::tempdir().unwrap();
    let page =
        |name, of: &str, number| write(folder.path(), name, &short("quay.example", number, of));
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Lantern</title>\
        <item><title>Review: The Salt Road (2019) ★★★½</title><link>https://lantern.example/1</link>\
        <author>Bo Reed</author><description>Two sisters drive through the night.</description></item>\
        <item><title>Review: Harbour Lights ★★</title><link>https://lantern.example/2</link>\
        <author>Bo Reed</author><description>Two brothers mend a boat.</description></item>\
        <item><title>Book review: The Lamp Keeper (2021) ★★★★</title><link>https://lantern.example/3</link>\
        <description>One night, one lamp.</description></item></channel></rss>";
    let sources = [
        page("1.html", "The Salt Road (2019)", 1),
        page("2.html", "Harbour Lights (2020)", 2),
        page("3.html", "The Salt Road", 3),
        write(folder.path(), "feed.xml", feed),
    ];
    let summary = record.ingest(
        &sources,
        &Run {
            follow: false,
            ..Run::default()
        },
    );
    record.assert_sound(&summary);
    assert_eq!((summary.found, summary.counted, summary.waiting), (5, 2, 3));
    assert_eq!(record.reasons(1), (State::Counted, vec![]));
    assert_eq!(
        record.reasons(2),
        (State::Waiting, vec![Reason::FilmUnknown])
    );
    let (state, reasons) = record.reasons(3);
    assert_eq!(state, State::Waiting);
    assert!(reasons.contains(&Reason::ReviewUnsure), "{reasons:?}");
    assert_eq!(record.reasons(4), (State::Counted, vec![]));
    let (state, reasons) = record.reasons(5);
    assert_eq!(state, State::Waiting);
    assert!(reasons.contains(&Reason::ReviewUnsure), "{reasons:?}");
}

#[test]
fn answers_about_a_sites_pages_settle_its_others_and_no_other_sites() {
    let record = Record::new();
    record.with_film("The Salt Road", 2019);
    let folder = tempfile::tempdir().unwrap();
    let mut next = 0;
    let mut read = |site: &str| {
        next += 1;
        let name = format!("{next}.html");
        let source = write(
            folder.path(),
            &name,
            &short(site, next, &format!("Bay {next}")),
        );
        let summary = record.ingest(&[source], &Run::default());
        record.assert_sound(&summary);
        i64::try_from(next).unwrap()
    };
    let mut answered = Vec::new();
    for _ in 0..10 {
        let review = read("quay.example");
        if record.reasons(review).0 == State::Waiting {
            answered.push(record.say(review, Decision::Exclude));
        }
    }
    assert!(
        answered.len() > 1,
        "one answer settles nothing: {}",
        answered.len()
    );
    // The next page of that site is settled, and says by what.
    let settled = read("quay.example");
    let (state, reasons) = record.reasons(settled);
    assert_eq!(state, State::Excluded);
    assert!(reasons.contains(&Reason::NotAReview), "{reasons:?}");
    let all = answered.len();
    let why = format!("{all} of {all} answers on this site say no review of a film");
    let doubt = record.doubt(settled);
    assert!(doubt.contains(&why), "{doubt}");
    // Another site's is not.
    let other = read("lantern.example");
    assert_eq!(record.reasons(other).0, State::Waiting);
    assert!(!record.doubt(other).contains("answers"));
    // A person's word goes before it.
    record.say(settled, Decision::Confirm(vec![Reason::ReviewUnsure]));
    assert!(!record.reasons(settled).1.contains(&Reason::NotAReview));
    // Answers that are taken back weigh no longer.
    for entry in answered {
        record.take_back(entry);
    }
    let again = read("quay.example");
    assert_eq!(record.reasons(again).0, State::Waiting);
    assert!(
        record
            .doubt(again)
            .contains("1 of 1 answers on this site say a review")
    );
    // All of it follows from the entries.
    let mut quiet = |_| {};
    let replay = record.ledger.replay(Replay::Check, &mut quiet);
    assert!(record.runtime.block_on(replay).unwrap().same);
}
