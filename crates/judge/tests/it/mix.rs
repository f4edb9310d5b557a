//! Rating, text and habit together.

use ovation_judge::{Mix, Sides};
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
