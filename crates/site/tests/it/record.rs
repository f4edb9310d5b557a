//! A small record of invented films, critics and outlets.

mod press;
mod sketch;

pub(crate) use press::add_press;

use ovation_ledger::{Ledger, Opening, Transaction};
use ovation_terms::{
    Actor, Basis, Complaint, ComplaintKind, CriticAdded, CriticId, EntryBody, FilmId, FilmKey,
    FilmRecord, FilmsAdded, Hash, MediaKind, Moment, OutletAdded, OutletId, Reason, ReviewId,
    ReviewKey, SourceFacts, SourceId, SourceRead, UnreadableFound,
};
use sketch::Sketch;

/// The film with reviews of every sort.
pub(crate) const LAMPLIGHTER: i64 = 1;
/// The film whose every text tries to break out.
pub(crate) const HOSTILE: i64 = 2;
/// The film with three reviews.
pub(crate) const WINTERS: i64 = 3;
/// The film without any.
pub(crate) const HARBOUR: i64 = 4;
/// The film with more reviews than a page holds.
pub(crate) const PARADE: i64 = 5;

/// What breaks a page that does not escape.
pub(crate) const ATTACK: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";

pub(crate) const CRITICS: [&str; 12] = [
    "Ada Marlow",
    "Bruno Teixeira Vale",
    "Celia Okonjo",
    "Dov Lindqvist",
    "Esther Ravn",
    "Farid Solano",
    "Greta Holm",
    "Hugo Ferrant",
    "Imani Brook",
    "Jonas Pell",
    "Katya Drummond",
    "Luis Amparo",
];
pub(crate) const OUTLETS: [&str; 6] = [
    "The Evening Lantern",
    "Harbour Gazette",
    "Kino Fortnightly",
    "The Reel Almanac",
    "Meridian Arts",
    "Balcony Seat",
];

const PRAISE: [&str; 6] = [
    "A film of rare patience, lit as though every lamp in the valley had been asked to speak, and \
     acted by people who seem to have forgotten that a camera is there.",
    "The second half finds a warmth the first only promises; by the end I had stopped taking notes.",
    "Funny, frightening and finally very sad, this is the year’s most surprising drama.",
    "Nothing here is new, and all of it is done better than it has been for years.",
    "Her best work since the early shorts: exact, generous, and beautifully cut.",
    "It asks for two hours and gives back an evening’s worth of argument.",
];
const BLAME: [&str; 3] = [
    "For all its handsome lamps the story never catches fire, and the last act explains what the \
     first had the wit to leave dark.",
    "Overlong, overscored and oddly timid about its own subject.",
    "A fine cast waits two hours for a script to arrive.",
];

/// The moment of the first entry; later ones follow by the day.
pub(crate) fn began() -> Moment {
    "2024-02-01T09:00:00Z".parse().unwrap()
}

fn days_later(days: i64) -> Moment {
    Moment(began().0 + days * 86_400_000_000)
}

/// Opens a new record in a folder and fills it.
pub(crate) async fn filled(folder: &std::path::Path) -> Ledger {
    let path = folder.join("record.db");
    let ledger = Ledger::open(path.to_str().unwrap(), Opening::Create)
        .await
        .unwrap();
    let mut transaction = ledger.begin().await.unwrap();
    let mut writer = Writer::new(&mut transaction);
    writer.lamplighter();
    writer.hostile();
    writer.winters();
    writer.parade();
    writer.without_film();
    writer.unreadable();
    transaction.commit().await.unwrap();
    ledger
}

/// One more review of a film, in an entry of its own.
pub(crate) async fn add_review(ledger: &Ledger, film: i64, critic: &str, rating: &str) {
    let mut transaction = ledger.begin().await.unwrap();
    let actor = Actor::import("more.csv");
    let source = source(&mut transaction, &actor, "more.csv", days_later(90));
    let critic_id = transaction.next_critic();
    let added = CriticAdded {
        critic: critic_id,
        name: critic.to_owned(),
    };
    let at = days_later(90);
    transaction
        .enter(at, &actor, EntryBody::CriticAdded(added))
        .unwrap();
    let sketch = Sketch {
        film: Some(FilmId(film)),
        critic: Some((critic_id, critic.to_owned())),
        outlet: Some((OutletId(1), OUTLETS[0].to_owned())),
        published: Some(days_later(90).day()),
        rating: Some(rating.to_owned()),
        ..Sketch::default()
    };
    let review = transaction.next_review();
    let read = sketch.read(review, source, 0);
    transaction
        .enter(at, &actor, EntryBody::ReviewRead(Box::new(read)))
        .unwrap();
    transaction.commit().await.unwrap();
}

/// One more review, which waits or is out for one reason, as a reading gives it; signed by nobody.
pub(crate) async fn review_with(ledger: &Ledger, reason: Reason) -> ReviewId {
    let mut transaction = ledger.begin().await.unwrap();
    let actor = Actor::import("more.csv");
    let at = days_later(91);
    let source = source(&mut transaction, &actor, "more.csv", at);
    let lacks_verdict = matches!(reason, Reason::ScaleUnknown | Reason::NothingToJudge);
    let sketch = Sketch {
        film: (reason != Reason::FilmMissing && reason != Reason::FilmUnknown)
            .then_some(FilmId(HARBOUR)),
        title: "Quiet Harbour".to_owned(),
        candidates: vec![FilmId(HARBOUR)],
        verdict: (!lacks_verdict).then_some((0.6, Basis::Model)),
        reasons: if reason.is_never_read() {
            Vec::new()
        } else {
            vec![reason]
        },
        ..Sketch::default()
    };
    let review = transaction.next_review();
    let read = sketch.read(review, source, 0);
    let read = EntryBody::ReviewRead(Box::new(read));
    transaction.enter(at, &actor, read).unwrap();
    transaction.commit().await.unwrap();
    review
}

fn source(transaction: &mut Transaction, actor: &Actor, address: &str, at: Moment) -> SourceId {
    let source = transaction.next_source();
    let facts = SourceFacts {
        address: address.to_owned(),
        media: MediaKind::Page,
        hash: Hash::of(address.as_bytes()),
        size_bytes: 18_204,
        fetched: at,
    };
    let read = SourceRead {
        source,
        facts,
        reader: "ovation 0.1.0".to_owned(),
    };
    transaction
        .enter(at, actor, EntryBody::SourceRead(read))
        .unwrap();
    source
}

struct Writer<'a> {
    transaction: &'a mut Transaction,
    actor: Actor,
    source: SourceId,
    critics: Vec<CriticId>,
    outlets: Vec<OutletId>,
}

impl<'a> Writer<'a> {
    fn new(transaction: &'a mut Transaction) -> Self {
        let actor = Actor::import("corpus/web");
        let films = [
            ("The Lamplighter’s Daughter", Some(2023), "Ines Valdor"),
            (ATTACK, Some(2019), ATTACK),
            ("Two Winters", Some(2021), "Otto Brandvold"),
            ("Quiet Harbour", None, ""),
            ("The Long Parade", Some(2022), "Marguerite Sallow"),
        ];
        let films = films
            .into_iter()
            .map(|(title, year, director)| FilmRecord {
                title: title.to_owned(),
                other_titles: if year == Some(2023) {
                    vec!["La Hija del Farolero".to_owned()]
                } else {
                    Vec::new()
                },
                year,
                keys: vec![FilmKey::new("imdb", format!("tt00{}", year.unwrap_or(0)))],
                directors: if director.is_empty() {
                    Vec::new()
                } else {
                    vec![director.to_owned()]
                },
                ..FilmRecord::numbered(transaction.next_film())
            })
            .collect();
        let added = FilmsAdded {
            why: "catalogue films.csv".to_owned(),
            films,
            act: None,
        };
        transaction
            .enter(began(), &actor, EntryBody::FilmsAdded(added))
            .unwrap();
        let source = source(
            transaction,
            &actor,
            "https://lantern.example/reviews",
            began(),
        );
        let mut writer = Self {
            transaction,
            actor,
            source,
            critics: Vec::new(),
            outlets: Vec::new(),
        };
        for name in CRITICS.into_iter().chain([ATTACK]) {
            let critic = writer.transaction.next_critic();
            writer.critics.push(critic);
            let added = CriticAdded {
                critic,
                name: name.to_owned(),
            };
            writer.enter(began(), EntryBody::CriticAdded(added));
        }
        for (number, name) in OUTLETS.into_iter().chain([ATTACK]).enumerate() {
            let outlet = writer.transaction.next_outlet();
            writer.outlets.push(outlet);
            let added = OutletAdded {
                outlet,
                name: name.to_owned(),
                domain: Some(format!("outlet{number}.example")),
            };
            writer.enter(began(), EntryBody::OutletAdded(added));
        }
        writer
    }

    fn enter(&mut self, at: Moment, entry_body: EntryBody) {
        self.transaction.enter(at, &self.actor, entry_body).unwrap();
    }

    fn review(&mut self, at: Moment, sketch: Sketch) {
        let review = self.transaction.next_review();
        let read = sketch.read(review, self.source, 12);
        self.enter(at, EntryBody::ReviewRead(Box::new(read)));
    }

    fn critic(&self, number: usize) -> Option<(CriticId, String)> {
        Some((self.critics[number], CRITICS[number].to_owned()))
    }

    fn outlet(&self, number: usize) -> Option<(OutletId, String)> {
        Some((self.outlets[number], OUTLETS[number].to_owned()))
    }

    /// Ten critics over ten weeks: eight for, two against; then one changes his mind, one is read
    /// by the model and unsure, one says nothing to judge by.
    fn lamplighter(&mut self) {
        let film = Some(FilmId(LAMPLIGHTER));
        let ratings = [8, 9, 4, 7, 8, 10, 6, 3, 8, 7];
        for (number, rating) in ratings.into_iter().enumerate() {
            let text = if rating >= 6 {
                PRAISE[number % 6]
            } else {
                BLAME[number % 3]
            };
            let day = days_later(number as i64 * 7).day();
            let sketch = Sketch {
                film,
                title: "The Lamplighter’s Daughter".to_owned(),
                critic: self.critic(number),
                outlet: self.outlet(number % 6),
                published: Some(day),
                rating: Some(format!("{rating}/10")),
                text: Some(text.to_owned()),
                url: Some(format!(
                    "https://outlet{}.example/lamplighter/{number}",
                    number % 6
                )),
                ..Sketch::default()
            };
            self.review(days_later(number as i64 * 7), sketch);
        }
        let changed = Sketch {
            film,
            title: "The Lamplighter’s Daughter".to_owned(),
            critic: self.critic(2),
            outlet: self.outlet(2),
            published: Some(days_later(75).day()),
            rating: Some("7/10".to_owned()),
            text: Some(
                "I was wrong in February. Seen again, the slowness is the point.".to_owned(),
            ),
            url: Some("https://outlet2.example/lamplighter/again".to_owned()),
            ..Sketch::default()
        };
        self.review(days_later(75), changed);
        let unsure = Sketch {
            film,
            title: "The Lamplighter’s Daughter".to_owned(),
            critic: self.critic(10),
            outlet: self.outlet(4),
            published: Some(days_later(76).day()),
            verdict: Some((0.61, Basis::Model)),
            text: Some(PRAISE[2].to_owned()),
            url: Some("https://outlet4.example/lamplighter".to_owned()),
            reasons: vec![Reason::VerdictUnsure],
            ..Sketch::default()
        };
        self.review(days_later(76), unsure);
        let silent = Sketch {
            film,
            title: "The Lamplighter’s Daughter".to_owned(),
            critic: self.critic(11),
            outlet: self.outlet(5),
            published: Some(days_later(77).day()),
            reasons: vec![Reason::NothingToJudge],
            ..Sketch::default()
        };
        self.review(days_later(77), silent);
    }

    fn hostile(&mut self) {
        for number in 0..6 {
            let sketch = Sketch {
                film: Some(FilmId(HOSTILE)),
                title: ATTACK.to_owned(),
                critic: Some((self.critics[12], ATTACK.to_owned())).filter(|_| number == 0),
                outlet: Some((self.outlets[6], ATTACK.to_owned())),
                published: Some(days_later(number).day()),
                verdict: Some((0.9, Basis::Stated)),
                text: Some(format!("{ATTACK} {}", "word ".repeat(200))),
                url: Some(if number == 0 {
                    "javascript:alert(3)".to_owned()
                } else {
                    ATTACK.to_owned()
                }),
                ..Sketch::default()
            };
            self.review(days_later(77), sketch);
        }
    }

    fn winters(&mut self) {
        for number in 0..3 {
            let sketch = Sketch {
                film: Some(FilmId(WINTERS)),
                title: "Two Winters".to_owned(),
                critic: self.critic(number),
                outlet: self.outlet(number),
                published: Some(days_later(20).day()),
                rating: Some("7/10".to_owned()),
                ..Sketch::default()
            };
            self.review(days_later(78), sketch);
        }
    }

    /// A hundred and twenty unsigned reviews, three of four for the film.
    fn parade(&mut self) {
        for number in 0..120_usize {
            let rating = [8, 7, 9, 4][number % 4] - number % 2;
            let text = if rating >= 6 {
                PRAISE[number % 6]
            } else {
                BLAME[number % 3]
            };
            let sketch = Sketch {
                film: Some(FilmId(PARADE)),
                title: "The Long Parade".to_owned(),
                outlet: self.outlet(number % 6),
                published: Some(days_later((number * number / 40) as i64).day()),
                rating: Some(format!("{rating}/10")),
                text: Some(text.to_owned()),
                url: Some(format!(
                    "https://outlet{}.example/parade/{number}",
                    number % 6
                )),
                ..Sketch::default()
            };
            self.review(days_later(79), sketch);
        }
    }

    fn without_film(&mut self) {
        let sketch = Sketch {
            title: "Winter".to_owned(),
            critic: self.critic(0),
            outlet: self.outlet(0),
            rating: Some("6/10".to_owned()),
            reasons: vec![Reason::FilmAmbiguous],
            candidates: vec![FilmId(WINTERS), FilmId(HARBOUR)],
            ..Sketch::default()
        };
        self.review(days_later(80), sketch);
    }

    fn unreadable(&mut self) {
        let found = UnreadableFound {
            source: Some(self.source),
            address: "reviews.csv".to_owned(),
            key: ReviewKey::of_parts(&[b"row 9"]),
            complaint: Complaint::lost(
                ComplaintKind::BadRow,
                "row 9",
                "expected 6 fields, found 4; quote fields that hold commas",
            ),
            words: None,
            apart: true,
        };
        self.enter(days_later(80), EntryBody::UnreadableFound(found));
    }
}
