use crate::reference::{
    Chance, convolve_plainly, mixture_share_below, quantile_by_counting, quantile_by_integration,
};
use ovation_score::{PositiveCount, interval};
use ovation_terms::Probability;
use proptest::prelude::*;

pub(crate) fn count(ps: impl IntoIterator<Item = f64>) -> PositiveCount {
    let mut count = PositiveCount::new();
    for p in ps {
        count.push(Probability::new(p).unwrap());
    }
    count
}

fn certain(k: u32, n: u32) -> PositiveCount {
    count((0..n).map(|i| if i < k { 1.0 } else { 0.0 }))
}

#[test]
fn certain_reviews_give_the_published_jeffreys_interval() {
    // Half the 90 % level's tails, from tables of the chi-square and beta distributions: Beta(1/2,
    // 1/2) is the arcsine law, of which the quantile is sin^2(pi q / 2).
    let prior = interval(&PositiveCount::new());
    let arcsine = |q: f64| (std::f64::consts::FRAC_PI_2 * q).sin().powi(2);
    assert!((prior.low - arcsine(0.05)).abs() < 1e-12);
    assert!((prior.high - arcsine(0.95)).abs() < 1e-12);
    // Beta(1/2, 3/2), whose distribution function is (2/pi)(asin(sqrt x) + sqrt(x(1-x))).
    let one = interval(&certain(0, 1));
    let share = |x: f64| std::f64::consts::FRAC_2_PI * (x.sqrt().asin() + (x * (1.0 - x)).sqrt());
    assert!((share(one.low) - 0.05).abs() < 1e-12, "{one:?}");
    assert!((share(one.high) - 0.95).abs() < 1e-12, "{one:?}");
}

#[test]
fn certain_reviews_agree_with_an_independent_incomplete_beta_function() {
    for n in [1, 2, 3, 5, 6, 10, 17, 50, 100, 300, 1_000, 10_000, 100_000] {
        for share in [0.0, 0.01, 0.1, 0.33, 0.5, 0.9, 0.97, 1.0] {
            let k = (f64::from(n) * share).round() as u32;
            let found = interval(&certain(k, n));
            let (a, b) = (f64::from(k) + 0.5, f64::from(n - k) + 0.5);
            let below = |x| statrs::function::beta::beta_reg(a, b, x);
            // The end is right to 1e-9: a share a billionth away lies on the other side.
            for (end, tail) in [(found.low, 0.05), (found.high, 0.95)] {
                assert!(below((end - 1e-9).max(0.0)) <= tail, "{k}/{n} {found:?}");
                assert!(below((end + 1e-9).min(1.0)) >= tail, "{k}/{n} {found:?}");
            }
        }
    }
}

#[test]
fn unsure_reviews_agree_with_numerical_integration_of_the_posterior() {
    let mut chance = Chance(17);
    for n in [1, 2, 4, 7, 12, 30] {
        let ps: Vec<f64> = (0..n).map(|_| chance.next()).collect();
        let found = interval(&count(ps.iter().copied()));
        let weights = convolve_plainly(&ps);
        for (end, tail) in [(found.low, 0.05), (found.high, 0.95)] {
            let integrated = quantile_by_integration(&weights, tail);
            assert!(
                (end - integrated).abs() < 1e-6,
                "{ps:?}: {end} against {integrated}"
            );
        }
    }
}

#[test]
fn unsure_reviews_agree_with_drawing_outcomes_by_chance() {
    let mut chance = Chance(99);
    let ps = [0.93, 0.88, 0.5, 0.61, 0.07, 0.99, 1.0, 0.0, 0.74, 0.35];
    let found = interval(&count(ps));
    let drawn: Vec<f64> = (0..200_000).map(|_| chance.share_given(&ps)).collect();
    let (low, high) = (
        quantile_by_counting(&drawn, 0.05),
        quantile_by_counting(&drawn, 0.95),
    );
    assert!((found.low - low).abs() < 4e-3, "{found:?} against {low}");
    assert!((found.high - high).abs() < 4e-3, "{found:?} against {high}");
}

#[test]
fn hundreds_of_unsure_reviews_keep_their_tails_and_their_cumulants() {
    let ps: Vec<f64> = (0..300)
        .map(|i| 0.5 + f64::from(i % 50) / 100.0)
        .map(|p| p + 0.0049)
        .collect();
    let narrow = count(ps.iter().take(150).copied());
    let weights = narrow.weights().unwrap();
    let total: f64 = weights.iter().sum();
    assert!((total - 1.0).abs() < 1e-12, "{total}");
    assert!(weights.len() < 120, "{}", weights.len());
    for count in [narrow, count(ps.iter().copied())] {
        let reviews = count.reviews() as usize;
        let mean: f64 = ps.iter().take(reviews).sum();
        assert!((count.mean() - mean).abs() < 1e-8);
        let variance: f64 = ps.iter().take(reviews).map(|p| p * (1.0 - p)).sum();
        assert!((count.variance() - variance).abs() < 1e-8);
    }
    assert_eq!(count(std::iter::repeat_n(0.5, 500)).weights(), None, "wide");
}

#[test]
fn the_expansion_of_a_wide_panel_is_right_to_a_ten_millionth() {
    // Just wide enough and far beyond, of every lean, with sure reviews beside or without.
    let mut worst = 0.0_f64;
    for unsure in [0.5, 0.3, 0.1, 0.9, 0.97, 0.02] {
        for times in [1.02, 2.5] {
            let reviews = (120.0 / (unsure * (1.0 - unsure)) * times) as usize;
            for (sure_for, sure_against) in [(0, 0), (400, 0), (0, 60), (30, 800)] {
                let ps: Vec<f64> = std::iter::repeat_n(unsure, reviews)
                    .chain(std::iter::repeat_n(1.0, sure_for))
                    .chain(std::iter::repeat_n(0.0, sure_against))
                    .collect();
                let count = count(ps.iter().copied());
                assert_eq!(count.weights(), None);
                let found = interval(&count);
                let weights = convolve_plainly(&ps);
                for (end, tail) in [(found.low, 0.05), (found.high, 0.95)] {
                    // Newton's step from the end to the true one, the slope by difference.
                    let here = mixture_share_below(&weights, end);
                    let slope = (mixture_share_below(&weights, end + 1e-6) - here) / 1e-6;
                    worst = worst.max(((here - tail) / slope).abs());
                }
            }
        }
    }
    assert!(worst < 1e-7, "{worst}");
}

#[test]
fn the_bits_of_an_interval_are_these_on_every_machine() {
    let found = interval(&count([0.9, 0.8, 0.7, 1.0, 0.0, 0.55]));
    assert_eq!(
        [found.low.to_bits(), found.high.to_bits()],
        [4_598_505_623_669_041_607, 4_606_578_074_577_413_613]
    );
}

proptest! {
    #[test]
    fn the_interval_lies_within_the_scale_and_holds_ninety_percent(
        ps in proptest::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0], 0..60)
    ) {
        let found = interval(&count(ps.iter().copied()));
        prop_assert!(0.0 < found.low && found.low < found.high && found.high < 1.0);
        let weights = convolve_plainly(&ps);
        prop_assert!((mixture_share_below(&weights, found.low) - 0.05).abs() < 1e-9);
        prop_assert!((mixture_share_below(&weights, found.high) - 0.95).abs() < 1e-9);
    }

    #[test]
    fn more_certain_reviews_at_the_same_share_narrow_it(k in 0_u32..=12, n in 1_u32..=12, times in 2_u32..9) {
        let k = k.min(n);
        let few = interval(&certain(k, n));
        let many = interval(&certain(k * times, n * times));
        prop_assert!(many.high - many.low < few.high - few.low);
    }

    #[test]
    fn a_certain_share_that_is_not_extreme_lies_inside(k in 1_u32..300, more in 1_u32..300) {
        let share = f64::from(k) / f64::from(k + more);
        let found = interval(&certain(k, k + more));
        prop_assert!(found.low < share && share < found.high);
    }

    #[test]
    fn turning_every_verdict_round_mirrors_the_interval(
        ps in proptest::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0], 0..40)
    ) {
        let found = interval(&count(ps.iter().copied()));
        let turned = interval(&count(ps.iter().map(|p| 1.0 - p)));
        prop_assert!((found.low - (1.0 - turned.high)).abs() < 1e-9);
        prop_assert!((found.high - (1.0 - turned.low)).abs() < 1e-9);
    }

    #[test]
    fn a_review_more_sure_of_its_praise_raises_both_ends(
        ps in proptest::collection::vec(0.0..=1.0_f64, 1..30), by in 0.01..0.5_f64
    ) {
        let mut raised: Vec<f64> = ps.clone();
        raised[0] = (raised[0] + by).min(1.0);
        prop_assume!(raised[0] > ps[0] + 0.005);
        let (before, after) = (interval(&count(ps)), interval(&count(raised)));
        prop_assert!(after.low > before.low && after.high > before.high);
    }

    #[test]
    fn unsure_verdicts_never_narrow_the_interval_of_an_even_split(n in 1_u32..40) {
        let sure = interval(&certain(n, 2 * n));
        let unsure = interval(&count((0..2 * n).map(|_| 0.5)));
        prop_assert!(unsure.high - unsure.low > sure.high - sure.low);
    }
}
