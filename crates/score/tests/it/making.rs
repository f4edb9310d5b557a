//! Invented reviews for the tests.

use ovation_terms::{
    Ballot, Basis, CriticId, Day, FilmId, FilmRecord, Hash, Moment, OutletId, PictureMedia, Poster,
    PosterPlace, Probability, Reason, ReviewId, Seq, Signer, Standing, Work,
};
use proptest::prelude::*;

pub(crate) const FILM: FilmId = FilmId(7);

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A counted review of the film, signed by the critic of the same number as the review.
pub(crate) fn ballot(review: i64, published: &str, p: f64) -> Ballot {
    Ballot {
        review: ReviewId(review),
        entry: Seq(review),
        entry_hash: Hash::of(&review.to_le_bytes()),
        recorded: Moment(1_700_000_000_000_000 + review),
        first_recorded: Moment(1_700_000_000_000_000 + review),
        film: FILM,
        critic: Some(CriticId(review)),
        critic_name: format!("Critic {review}"),
        also_by: Vec::new(),
        outlet: Some(OutletId(1)),
        outlet_name: "The Evening Reel".to_owned(),
        country: None,
        language: None,
        expected: None,
        url: Some(format!("https://eveningreel.example/reviews/{review}")),
        published: Some(day(published)),
        rating_printed: None,
        rating: None,
        p: Some(Probability::new(p).unwrap()),
        basis: Some(Basis::Stated),
        standing: Standing::default(),
    }
}

/// Somebody who signed beside the critic.
pub(crate) fn signer(critic: i64) -> Signer {
    Signer {
        critic: CriticId(critic),
        name: format!("Critic {critic}"),
    }
}

pub(crate) fn rated(review: i64, published: &str, rating: f64) -> Ballot {
    Ballot {
        rating: Some(rating),
        rating_printed: Some(format!("{}/5", rating * 5.0)),
        basis: Some(Basis::Rating),
        ..ballot(review, published, if rating >= 0.6 { 1.0 } else { 0.0 })
    }
}

pub(crate) fn film() -> FilmRecord {
    FilmRecord {
        title: "The Lamplighter's Daughter".to_owned(),
        other_titles: vec!["Lyktan".to_owned()],
        year: Some(2023),
        keys: vec![ovation_terms::FilmKey::new("imdb", "tt99999999")],
        directors: vec!["Odile Marsh".to_owned()],
        cast: vec!["Runa Aske".to_owned()],
        votes: Some(1204),
        countries: vec!["SE".to_owned()],
        genres: vec!["Drama".to_owned()],
        uses: vec![ovation_terms::TitleUse {
            title: "Lyktan".to_owned(),
            region: Some("SE".to_owned()),
            language: Some("sv".to_owned()),
        }],
        work: Work::Season {
            number: 2,
            series: Some(FilmId(6)),
        },
        writers: vec!["Otto Brand".to_owned()],
        runtime_minutes: Some(104),
        synopsis: Some("A lamp goes out.".to_owned()),
        poster: Some(Poster {
            place: PosterPlace::File {
                hash: Hash::of(b"a picture"),
                media: PictureMedia::Png,
            },
            licence: "CC BY 4.0".to_owned(),
            credit: "Ines Falk".to_owned(),
        }),
        ..FilmRecord::numbered(FILM)
    }
}

/// Reviews of all sorts: few critics, so that some supersede others; some days unknown.
pub(crate) fn ballots(most: usize) -> impl Strategy<Value = Vec<Ballot>> {
    let reasons = prop_oneof![
        6 => Just(vec![]),
        1 => Just(vec![Reason::VerdictUnsure]),
        1 => Just(vec![Reason::FilmAmbiguous]),
        1 => Just(vec![Reason::ByPerson]),
        1 => Just(vec![Reason::RatingAgainstText, Reason::BylineAmbiguous]),
    ];
    let p = prop_oneof![
        2 => Just(Some(1.0)),
        1 => Just(Some(0.0)),
        4 => (0.0..=1.0).prop_map(Some),
        1 => Just(None),
    ];
    let one = (
        p,
        reasons,
        (
            proptest::option::weighted(0.8, 1..30_i64),
            proptest::option::weighted(0.2, 1..30_i64),
        ),
        proptest::option::weighted(0.9, 1..28_i8),
        proptest::option::of(0.0..=1.0),
        1..4_i64,
    );
    proptest::collection::vec(one, 0..most).prop_map(|rows| {
        rows.into_iter()
            .zip(1..)
            .map(
                |((p, reasons, (critic, also), published, rating, outlet), review)| Ballot {
                    critic: critic.map(CriticId),
                    critic_name: critic.map(|c| format!("Critic {c}")).unwrap_or_default(),
                    also_by: also
                        .filter(|also| critic.is_some_and(|critic| critic != *also))
                        .map(signer)
                        .into_iter()
                        .collect(),
                    outlet: Some(OutletId(outlet)),
                    published: published.and_then(|d| Day::new(2024, 3, d)),
                    // The 10th to 19th of March 2024.
                    first_recorded: Moment(1_710_028_800_000_000 + (review % 10) * 86_400_000_000),
                    recorded: Moment(1_710_028_800_000_000 + 20 * 86_400_000_000),
                    rating,
                    p: p.map(|p| Probability::new(p).unwrap()),
                    standing: Standing::new(reasons),
                    ..ballot(review, "2024-03-01", 0.0)
                },
            )
            .collect()
    })
}
