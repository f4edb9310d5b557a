//! What holds for any input.

use ovation_judge::{Case, Habit, Habits, Judge, RatingTable, TextModel};
use ovation_terms::PrintedRating;
use proptest::prelude::*;
use std::sync::LazyLock;

static TABLE: LazyLock<RatingTable> = LazyLock::new(RatingTable::bundled);
static JUDGE: LazyLock<Judge> = LazyLock::new(Judge::linear);

/// Text of the signs that ratings are made of, so that the grammar's corners are met.
fn rating_like() -> impl Strategy<Value = String> {
    let signs = [
        "1",
        "2",
        "5",
        "10",
        "0.5",
        ",5",
        "1/2",
        "½",
        "/",
        "-",
        "+",
        "%",
        "★",
        "☆",
        "⯨",
        "*",
        "(",
        ")",
        " ",
        "out of",
        "von",
        "stars",
        "A",
        "B",
        "plus",
        "and a half",
        "four",
        "rating",
        ":",
        "👍",
        "99999999999999999999",
        ".",
        "из",
        "\u{fe0f}",
    ];
    prop::collection::vec(prop::sample::select(signs.to_vec()), 0..9).prop_map(|all| all.concat())
}

fn habit() -> impl Strategy<Value = Option<Habit>> {
    let scales = [
        "/10", "/4", "/0", "letters", "percent", "nonsense", "stars/5",
    ];
    prop::option::of(
        prop::sample::select(scales.to_vec()).prop_map(|scale| Habit {
            scale: scale.to_owned(),
            count: 9,
            of: 9,
            whose: "critic's habit",
        }),
    )
}

proptest! {
    #[test]
    fn any_rating_converts_into_the_range_or_is_refused(
        printed in prop_oneof![rating_like(), any::<String>()],
        best in prop::option::of(rating_like()),
        worst in prop::option::of(rating_like()),
        habit in habit(),
    ) {
        let rating = PrintedRating { printed, best, worst, ..PrintedRating::default() };
        match TABLE.convert(&rating, habit.as_ref()) {
            Ok(converted) => {
                prop_assert!((0.0..=1.0).contains(&converted.value));
                let p = TABLE.probability(&converted).get();
                prop_assert!((0.0..=1.0).contains(&p));
            }
            Err(trouble) => prop_assert!(!trouble.to_string().is_empty()),
        }
    }

    #[test]
    fn any_fraction_within_its_scale_converts_to_points_over_top(
        tenths in 0..=1000_u32,
        top in 1..=100_u32,
    ) {
        let points = f64::from(tenths) / 10.0;
        prop_assume!(points <= f64::from(top));
        let converted = TABLE.convert(&PrintedRating::of(format!("{points}/{top}")), None).unwrap();
        prop_assert!((converted.value - points / f64::from(top)).abs() < 1e-6);
        prop_assert_eq!(converted.scale, format!("/{top}"));
    }

    #[test]
    fn any_case_is_judged_or_given_a_reason(
        stated in prop::option::of(any::<bool>()),
        rating in prop::option::of(rating_like()),
        text in prop::option::of(any::<String>()),
        language in prop::option::of("[a-zA-Z-]{0,6}"),
    ) {
        let rating = rating.map(PrintedRating::of);
        let case = Case {
            stated,
            rating: rating.as_ref(),
            text: text.as_deref(),
            language: language.as_deref(),
            ..Case::default()
        };
        let judgement = JUDGE.judge(&case, &Habits::new());
        prop_assert!(judgement.verdict.is_some() || !judgement.reasons.is_empty());
        if let (Some(range), Some(text)) = (judgement.weightiest, text) {
            prop_assert!(text.get(range).is_some_and(|sentence| !sentence.is_empty()));
        }
    }

    #[test]
    fn bytes_of_any_kind_are_a_model_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut forged = b"OVVM0001".to_vec();
        forged.extend(&bytes);
        prop_assert!(TextModel::from_bytes(&bytes).is_err());
        prop_assert!(TextModel::from_bytes(&forged).is_err());
    }
}
