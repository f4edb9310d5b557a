//! Fitting the mix.

use ovation_judge::{Leaning, Mix, Sides};
use ovation_train::{MixRow, MixTraining};

fn sides(rating: Option<f64>, text: Option<f64>) -> Sides {
    Sides {
        rating,
        encoder: text,
        linear: text,
        expected: None,
        kindness: 0.0,
    }
}

#[test]
fn a_fitted_mix_weighs_a_side_by_how_often_it_is_right() {
    // Ratings are right nine times in ten, texts six times in ten.
    let rows = (0..2_000_u32).map(|number| {
        let positive = number % 2 == 0;
        let says = |right: bool| if right == positive { 2.0 } else { -2.0 };
        MixRow {
            sides: sides(
                Some(says(number / 2 % 10 != 0)),
                Some(says(number / 2 % 5 > 1)),
            ),
            leaning: Leaning::default(),
            film: (number / 50).to_string(),
            positive,
        }
    });
    let training = MixTraining {
        rows: rows.collect(),
        languages: vec!["en".to_owned()],
        version: "mix-test".to_owned(),
    };
    let mix = training.fit();
    assert!(mix.p(&sides(Some(2.0), Some(-2.0)), true).get() > 0.5);
    assert_eq!(Mix::from_json(&mix.to_json()).unwrap(), mix);
}

#[test]
fn leanings_of_the_sample_move_nothing_where_none_are_known() {
    let rows = |leaning: fn(u32) -> Leaning| {
        let rows = (0..2_000_u32).map(|number| {
            let positive = number % 2 == 0;
            let right = number / 2 % 10 < 8;
            MixRow {
                sides: sides(Some(if right == positive { 1.5 } else { -1.5 }), None),
                leaning: leaning(number),
                film: (number / 50).to_string(),
                positive,
            }
        });
        MixTraining {
            rows: rows.collect(),
            languages: vec!["en".to_owned()],
            version: "mix-test".to_owned(),
        }
        .fit()
    };
    let without = rows(|_| Leaning::default());
    let with = rows(|number| Leaning {
        at_rating: 0.3,
        kindness: if number % 2 == 0 { 1.0 } else { -1.0 },
    });
    let p = |mix: &Mix, kindness| {
        let asked = Sides {
            kindness,
            ..sides(Some(1.5), None)
        };
        mix.p(&asked, false).get()
    };
    assert!((p(&without, 0.0) - p(&with, 0.0)).abs() < 1e-12);
    assert!(
        p(&with, 1.0) > p(&with, 0.0),
        "kindness counts once it is known"
    );
    assert_eq!(without.linear.settling, with.linear.settling);
}
