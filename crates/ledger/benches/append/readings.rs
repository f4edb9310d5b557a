//! Invented reviews, any number of them: 20,000 films, 5,000 critics, no two texts alike.

use ovation_terms::{
    Attribution, Basis, ConvertedRating, CriticId, Day, EntryBody, Evidence, FilmId, OutletId,
    PrintedRating, Probability, ReviewFinding, ReviewId, ReviewKey, ReviewRead, SourceId, Sourced,
    Standing, Verdict,
};

pub(crate) const FILMS: i64 = 20_000;
/// Reviews of a film, and films that are being reviewed at a time.
const REVIEWS_A_FILM: i64 = 50;
const FILMS_AT_A_TIME: i64 = 400;
pub(crate) const CRITICS: i64 = 5_000;
pub(crate) const OUTLETS: i64 = 900;

const WORDS: [&str; 32] = [
    "a",
    "lamp",
    "that",
    "keeps",
    "its",
    "light",
    "to",
    "the",
    "last",
    "frame",
    "and",
    "cast",
    "never",
    "once",
    "looks",
    "away",
    "second",
    "hour",
    "wanders",
    "somewhere",
    "worth",
    "walk",
    "home",
    "quiet",
    "bright",
    "film",
    "holds",
    "patient",
    "loud",
    "story",
    "with",
    "grace",
];

/// Numbers that follow one another without pattern: splitmix64.
fn scatter(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn text(state: &mut u64) -> String {
    let mut made = String::with_capacity(220);
    for _ in 0..36 {
        let place = usize::try_from(scatter(state) % 32).unwrap_or(0);
        made.push_str(WORDS.get(place).copied().unwrap_or_default());
        made.push(' ');
    }
    made
}

fn cell<T>(value: T, row: i64, column: &str) -> Sourced<T> {
    let evidence = Evidence::Cell {
        row: u64::try_from(row).unwrap_or(0),
        column: column.into(),
    };
    Sourced::new(value, evidence)
}

fn attributed<Id>(chosen: Id) -> Attribution<Id> {
    Attribution {
        chosen: Some(chosen),
        p: Probability::ONE,
        why: "the name is the same".to_owned(),
        candidates: Vec::new(),
    }
}

pub(crate) fn reading(number: i64) -> EntryBody {
    let day = i8::try_from(number % 28).unwrap_or(0) + 1;
    let mut state = number.unsigned_abs();
    let text = text(&mut state);
    // Films come out one after the other; at any time some hundreds are being reviewed.
    let among = i64::try_from(scatter(&mut state) % FILMS_AT_A_TIME.unsigned_abs()).unwrap_or(0);
    let film = (number / REVIEWS_A_FILM + among) % FILMS;
    let critic = i64::try_from(scatter(&mut state) % CRITICS.unsigned_abs()).unwrap_or(0);
    let key = |part: &str| ReviewKey::of_parts(&[part.as_bytes(), &number.to_le_bytes()]);
    let value = f64::from(u8::try_from(number % 11).unwrap_or(0)) / 10.0;
    let finding = ReviewFinding {
        critics: vec![cell(format!("Critic {critic}"), number, "critic")],
        outlet: Some(cell(
            format!("Lantern {}", number % OUTLETS),
            number,
            "publisher",
        )),
        published: Day::new(2012, 3, day).map(|day| cell(day, number, "date")),
        rating: Some(cell(
            PrintedRating::of(format!("{}/10", number % 11)),
            number,
            "rating",
        )),
        text: Some(cell(text, number, "text")),
        stated: Some(cell(number % 3 > 0, number, "verdict")),
        ..ReviewFinding::default()
    };
    EntryBody::ReviewRead(Box::new(ReviewRead {
        review: ReviewId(number),
        source: SourceId(1),
        keys: vec![key("row"), key("text")],
        content: key("content"),
        film: attributed(FilmId(film + 1)),
        critic: Some(attributed(CriticId(critic + 1))),
        also_by: Vec::new(),
        outlet: Some(attributed(OutletId(number % OUTLETS + 1))),
        rating: Some(ConvertedRating {
            value,
            scale: "/10".to_owned(),
            why: None,
        }),
        rating_complaint: None,
        complaints: Vec::new(),
        verdict: Some(Verdict {
            p: Probability::clamped(value),
            basis: Basis::Stated,
            made_by: "ratings-1".to_owned(),
            why: "the critic states it".to_owned(),
            grounds: None,
        }),
        standing: Standing::default(),
        finding,
        resembles: None,
        minhashes: (0..3).map(|_| scatter(&mut state).cast_signed()).collect(),
        row: None,
        words: None,
        apart: true,
    }))
}
