//! Fitting the mix.

use ovation_judge::{Mix, Sides};
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
