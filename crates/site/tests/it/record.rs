//! A small record of invented films, critics and outlets.

use ovation_ledger::{Draft, Ledger, Opening};
use ovation_terms::{
    Actor, Attribution, Basis, ClaimFinding, Complaint, ComplaintKind, ConvertedRating,
    CreditFinding, CriticAdded, CriticId, Day, EventFinding, Evidence, FilmId, FilmKey, FilmLink,
    FilmMention, FilmRecord, FilmsAdded, Happening, Hash, MediaKind, Moment, OutletAdded, OutletId,
    PressFinding, PressRead, PrintedRating, Probability, Reason, ReviewFinding, ReviewId,
    ReviewKey, ReviewRead, SourceFacts, SourceId, SourceRead, Sourced, SpeechKind, Standing,
    StatementFinding, ToldDay, UnreadableFound, Verdict,
};

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
    let mut draft = ledger.begin().await.unwrap();
    let mut writer = Writer::new(&mut draft);
    writer.lamplighter();
    writer.hostile();
    writer.winters();
    writer.parade();
    writer.without_film();
    writer.unreadable();
    draft.commit().await.unwrap();
    ledger
}

/// One more review of a film, in an entry of its own.
pub(crate) async fn add_review(ledger: &Ledger, film: i64, critic: &str, rating: &str) {
    let mut draft = ledger.begin().await.unwrap();
    let actor = Actor::import("more.csv");
    let source = source(&mut draft, &actor, "more.csv", days_later(90));
    let critic_id = draft.next_critic();
    let added = CriticAdded {
        critic: critic_id,
        name: critic.to_owned(),
    };
    let at = days_later(90);
    draft
        .enter(at, &actor, Happening::CriticAdded(added))
        .unwrap();
    let sketch = Sketch {
        film: Some(FilmId(film)),
        critic: Some((critic_id, critic.to_owned())),
        outlet: Some((OutletId(1), OUTLETS[0].to_owned())),
        published: Some(days_later(90).day()),
        rating: Some(rating.to_owned()),
        ..Sketch::default()
    };
    let review = draft.next_review();
    let read = sketch.read(review, source, 0);
    draft
        .enter(at, &actor, Happening::ReviewRead(Box::new(read)))
        .unwrap();
    draft.commit().await.unwrap();
}

/// One more review, which waits or is out for one reason, as a reading gives it; signed by nobody.
pub(crate) async fn review_with(ledger: &Ledger, reason: Reason) -> ReviewId {
    let mut draft = ledger.begin().await.unwrap();
    let actor = Actor::import("more.csv");
    let at = days_later(91);
    let source = source(&mut draft, &actor, "more.csv", at);
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
    let review = draft.next_review();
    let read = sketch.read(review, source, 0);
    let read = Happening::ReviewRead(Box::new(read));
    draft.enter(at, &actor, read).unwrap();
    draft.commit().await.unwrap();
    review
}

fn source(draft: &mut Draft, actor: &Actor, address: &str, at: Moment) -> SourceId {
    let source = draft.next_source();
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
    draft.enter(at, actor, Happening::SourceRead(read)).unwrap();
    source
}

/// A review in a few words.
#[derive(Default)]
struct Sketch {
    film: Option<FilmId>,
    title: String,
    critic: Option<(CriticId, String)>,
    outlet: Option<(OutletId, String)>,
    published: Option<Day>,
    /// Out of ten, as `7/10`.
    rating: Option<String>,
    /// p and basis where there is no rating.
    verdict: Option<(f64, Basis)>,
    text: Option<String>,
    url: Option<String>,
    reasons: Vec<Reason>,
    candidates: Vec<FilmId>,
}

fn cell(row: u64, column: &str) -> Evidence {
    Evidence::Cell {
        row,
        column: column.into(),
    }
}

fn markup(path: &str, quote: &str) -> Evidence {
    Evidence::Markup {
        format: "json-ld".into(),
        path: path.to_owned(),
        quote: quote.to_owned(),
    }
}

impl Sketch {
    fn read(self, review: ReviewId, source: SourceId, row: u64) -> ReviewRead {
        let sourced = |value: String, path: &str| {
            let at = markup(path, &value);
            Sourced::new(value, at)
        };
        let value = self
            .rating
            .as_deref()
            .map(|printed| printed.trim_end_matches("/10").parse::<f64>().unwrap() / 10.0);
        let verdict = match (value, self.verdict) {
            (_, Some((p, basis))) => Some(Verdict {
                p: Probability::clamped(p),
                basis,
                made_by: "linear-1".to_owned(),
                why: "the weightiest words are `finally very sad`".to_owned(),
                grounds: self.text.as_ref().map(|text| {
                    let sentences = text.split_inclusive(". ");
                    Box::new(ovation_terms::Grounds {
                        text: Some(Probability::clamped(0.8)),
                        sentence: sentences.last().map(|last| last.trim().to_owned()),
                        tested_on: vec!["en".to_owned()],
                        ..ovation_terms::Grounds::default()
                    })
                }),
            }),
            (Some(value), None) => Some(Verdict {
                p: Probability::clamped(if value >= 0.6 { 0.97 } else { 0.04 }),
                basis: Basis::Rating,
                made_by: "ratings-1".to_owned(),
                why: format!("{value:.2} on the scale /10, positive from 0.60"),
                grounds: None,
            }),
            (None, None) => None,
        };
        let key = ReviewKey::of_parts(&[&review.0.to_le_bytes()]);
        ReviewRead {
            review,
            source,
            keys: vec![key],
            content: key,
            film: Attribution {
                chosen: self.film,
                p: Probability::clamped(0.98),
                why: if self.film.is_some() {
                    "title and year agree"
                } else {
                    "2 films have this title"
                }
                .to_owned(),
                candidates: self.candidates,
            },
            critic: self.critic.as_ref().map(|(id, _)| Attribution {
                chosen: Some(*id),
                p: Probability::ONE,
                why: "the name is known at this outlet".to_owned(),
                candidates: Vec::new(),
            }),
            outlet: self.outlet.as_ref().map(|(id, _)| Attribution {
                chosen: Some(*id),
                p: Probability::ONE,
                why: "the domain is the outlet’s".to_owned(),
                candidates: Vec::new(),
            }),
            rating: value.map(|value| ConvertedRating {
                value,
                scale: "/10".to_owned(),
                why: None,
            }),
            rating_complaint: None,
            verdict,
            standing: Standing::new(self.reasons),
            complaints: Vec::new(),
            resembles: None,
            marks: Vec::new(),
            row: None,
            words: None,
            apart: true,
            finding: ReviewFinding {
                url: self.url.map(|url| sourced(url, "/url")),
                film: FilmMention {
                    title: Some(sourced(self.title, "/itemReviewed/name")),
                    ..FilmMention::default()
                },
                critics: self
                    .critic
                    .map(|(_, name)| sourced(name, "/author/name"))
                    .into_iter()
                    .collect(),
                outlet: self
                    .outlet
                    .map(|(_, name)| Sourced::new(name, cell(row, "outlet"))),
                published: self
                    .published
                    .map(|day| Sourced::new(day, markup("/datePublished", &day.to_string()))),
                rating: self.rating.map(|rating| Sourced {
                    evidence: Evidence::Words {
                        quote: rating.clone(),
                        before: "So let the lamps burn down.".to_owned(),
                        after: "In cinemas now".to_owned(),
                        start: 4120,
                        end: 4120 + rating.len(),
                    },
                    value: PrintedRating::of(rating),
                }),
                text: self
                    .text
                    .map(|text| Sourced::new(text, markup("/reviewBody", ""))),
                language: Some("en".to_owned()),
                ..ReviewFinding::default()
            },
        }
    }
}

struct Writer<'a> {
    draft: &'a mut Draft,
    actor: Actor,
    source: SourceId,
    critics: Vec<CriticId>,
    outlets: Vec<OutletId>,
}

impl<'a> Writer<'a> {
    fn new(draft: &'a mut Draft) -> Self {
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
                ..FilmRecord::numbered(draft.next_film())
            })
            .collect();
        let added = FilmsAdded {
            why: "catalogue films.csv".to_owned(),
            films,
            act: None,
        };
        draft
            .enter(began(), &actor, Happening::FilmsAdded(added))
            .unwrap();
        let source = source(draft, &actor, "https://lantern.example/reviews", began());
        let mut writer = Self {
            draft,
            actor,
            source,
            critics: Vec::new(),
            outlets: Vec::new(),
        };
        for name in CRITICS.into_iter().chain([ATTACK]) {
            let critic = writer.draft.next_critic();
            writer.critics.push(critic);
            let added = CriticAdded {
                critic,
                name: name.to_owned(),
            };
            writer.enter(began(), Happening::CriticAdded(added));
        }
        for (number, name) in OUTLETS.into_iter().chain([ATTACK]).enumerate() {
            let outlet = writer.draft.next_outlet();
            writer.outlets.push(outlet);
            let added = OutletAdded {
                outlet,
                name: name.to_owned(),
                domain: Some(format!("outlet{number}.example")),
            };
            writer.enter(began(), Happening::OutletAdded(added));
        }
        writer
    }

    fn enter(&mut self, at: Moment, happening: Happening) {
        self.draft.enter(at, &self.actor, happening).unwrap();
    }

    fn review(&mut self, at: Moment, sketch: Sketch) {
        let review = self.draft.next_review();
        let read = sketch.read(review, self.source, 12);
        self.enter(at, Happening::ReviewRead(Box::new(read)));
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
        self.enter(days_later(80), Happening::UnreadableFound(found));
    }
}

fn said(words: &str) -> Sourced<String> {
    let evidence = Evidence::Words {
        quote: words.to_owned(),
        before: String::new(),
        after: String::new(),
        start: 40,
        end: 40 + words.len(),
    };
    Sourced::new(words.to_owned(), evidence)
}

/// Two outlets report a premiere, one of them without a "not"; a third article tries to break out.
pub(crate) async fn add_press(ledger: &Ledger) {
    let mut draft = ledger.begin().await.unwrap();
    let actor = Actor::import("press");
    let articles = [
        (
            "The Evening Lantern",
            "lantern.example",
            20,
            "“It is not a film about lamps.”",
            9.0,
        ),
        (
            "Harbour Gazette",
            "gazette.example",
            21,
            "“It is a film about lamps.”",
            8.5,
        ),
    ];
    for (outlet, domain, day, words, minutes) in articles {
        let url = format!("https://{domain}/premiere");
        let source = source(&mut draft, &actor, &url, days_later(100));
        let title = "The Lamplighter’s Daughter".to_owned();
        let finding = PressFinding {
            url: Some(said(&url)),
            headline: Some(said("A long night of applause")),
            outlet: Some(said(outlet)),
            published: Some(said("May 2024").map(|_| Day::new(2024, 5, day).unwrap())),
            films: vec![title.clone()],
            statements: vec![
                StatementFinding {
                    kind: SpeechKind::Direct,
                    words: vec![said(words)],
                    speaker: Some(said("Ada Marlow")),
                    speaker_printed: Some(said("Marlow")),
                    cue: Some(said("said")),
                    film: Some(title.clone()),
                    occasion: Some(said("press conference")),
                    ..StatementFinding::default()
                },
                StatementFinding {
                    kind: SpeechKind::Direct,
                    words: vec![said("“Nobody surely says this of lamps.”")],
                    speaker: Some(said("who")),
                    is_unsure: true,
                    film: Some(title.clone()),
                    ..StatementFinding::default()
                },
            ],
            events: vec![EventFinding {
                kind: "ovation".to_owned(),
                film: Some(title.clone()),
                evidence: Some(said("greeted with an ovation").evidence),
                place: Some(said("Marenne Film Festival")),
                minutes: Some(minutes),
                ..EventFinding::default()
            }]
            .into_iter()
            .chain([EventFinding {
                kind: "premiere".to_owned(),
                film: Some(title.clone()),
                evidence: Some(said("was first shown at Marenne").evidence),
                place: Some(said("Marenne Film Festival")),
                day: Day::new(2024, 2, 20).map(|day| ToldDay {
                    day,
                    is_stated: minutes > 8.9,
                }),
                is_world: true,
                ..EventFinding::default()
            }])
            .collect(),
            claims: vec![ClaimFinding {
                kind: "score".to_owned(),
                film: Some(title.clone()),
                words: Some(said("97% on Filmometer")),
                reviews: None,
                figure: Some(said("97%")),
                publisher: Some(said("Filmometer")),
            }],
            credits: vec![CreditFinding {
                kind: "director".to_owned(),
                person: Some(said("Ada Marlow")),
                film: title.clone(),
                ..CreditFinding::default()
            }],
            ..PressFinding::default()
        };
        enter_press(&mut draft, &actor, source, LAMPLIGHTER, finding);
    }
    let source = source(&mut draft, &actor, "https://evil.example/", days_later(100));
    let finding = PressFinding {
        headline: Some(said(ATTACK)),
        outlet: Some(said(ATTACK)),
        url: Some(said("javascript:alert(3)")),
        films: vec![ATTACK.to_owned()],
        statements: vec![StatementFinding {
            words: vec![said(ATTACK)],
            speaker: Some(said(ATTACK)),
            film: Some(ATTACK.to_owned()),
            ..StatementFinding::default()
        }],
        ..PressFinding::default()
    };
    enter_press(&mut draft, &actor, source, HOSTILE, finding);
    draft.commit().await.unwrap();
}

fn enter_press(
    draft: &mut Draft,
    actor: &Actor,
    source: SourceId,
    film: i64,
    finding: PressFinding,
) {
    let key = ReviewKey::of_parts(&[&source.0.to_le_bytes()]);
    let read = PressRead {
        article: key,
        content: key,
        source,
        films: vec![FilmLink {
            title: finding.films[0].clone(),
            film: FilmId(film),
        }],
        finding,
        words: None,
    };
    draft
        .enter(days_later(100), actor, Happening::PressRead(Box::new(read)))
        .unwrap();
}
