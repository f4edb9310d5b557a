//! Rating, text and habit together.

use ovation_judge::{Leaning, Mix, MixRow, MixTraining, Sides};
use ovation_terms::{Hash, Probability};

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
fn the_built_in_mix_is_the_one_on_its_card() {
    let card = include_str!("../../../../models/verdict-mix/CARD.md");
    let digest = Hash::of(include_bytes!("../../../../models/verdict-mix/mix.json")).to_string();
    assert!(card.contains(&digest), "the card lacks {digest}");
    assert!(card.contains(&format!("`{}`", Mix::bundled().version)));
}

#[test]
fn more_for_the_film_on_either_side_is_more_for_the_film() {
    let mix = Mix::bundled();
    let p = |rating, text| mix.p(&sides(rating, text), true).get();
    assert!(p(Some(0.0), Some(2.0)) > p(Some(0.0), Some(-2.0)));
    assert!(p(Some(3.0), Some(0.0)) > p(Some(-3.0), Some(0.0)));
    assert!(p(None, Some(3.0)) > 0.8 && p(None, Some(-3.0)) < 0.2);
}

#[test]
fn the_bound_of_settling_follows_from_the_error_accepted() {
    let mix = Mix::bundled();
    let at = |wrong| mix.settling(wrong, true).unwrap();
    assert!(at(0.01).wrong <= 0.01 && at(0.02).wrong <= 0.02);
    assert!(at(0.01).sure > at(0.02).sure && at(0.01).settled < at(0.02).settled);
    assert_eq!(mix.settling(-1.0, true), None);
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
fn settled_cases_correct_the_calibration_and_a_few_hardly_do() {
    let mix = Mix::bundled();
    let asked = sides(None, Some(2.0));
    let p = mix.p(&asked, true);
    // Of verdicts given p, only half were right.
    let cases = |count: usize| -> Vec<(Probability, bool)> {
        (0..count).map(|number| (p, number % 2 == 0)).collect()
    };
    let few = mix.corrected(&cases(4)).p(&asked, true).get();
    let many = mix.corrected(&cases(2_000)).p(&asked, true).get();
    assert!((few - p.get()).abs() < 0.1, "{few}");
    assert!((many - 0.5).abs() < 0.03, "{many}");
    assert_eq!(mix.corrected(&[]).correction, (0.0, 1.0));
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
