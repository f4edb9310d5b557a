//! How sure a figure is: its interval by drawing whole sites (or publishers) again and again. Pages of
//! one site are alike, so that drawing pages one by one would promise too much.

use serde::Serialize;

/// The ends between which 95 of 100 draws fall; `[low, high]` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FigureInterval(pub f64, pub f64);

/// How often groups are drawn: by then the ends stand still in their second digit.
const DRAWS: usize = 2000;

/// Below so many groups a draw says nothing of others.
const FEWEST_GROUPS: usize = 5;

/// Where the draws begin; the same groups give the same interval.
const SEED: u64 = 0x6f76_6174_696f_6e31;

/// Intervals of the figures that pooled counts come to. Each draw takes as many groups as there are, some
/// of them twice and some not at all. A figure that half of the draws cannot give (nothing was to be
/// found in them) has no interval, nor has any with fewer than five groups.
pub fn intervals<C: Clone + Default, const N: usize>(
    groups: &[C],
    pool: impl FnMut(&mut C, &C),
    figures: impl Fn(&C) -> [Option<f64>; N],
) -> [Option<FigureInterval>; N] {
    intervals_by(DRAWS, groups, pool, figures)
}

/// [`intervals`] by so many draws, for figures that take long.
pub(crate) fn intervals_by<C: Clone + Default, const N: usize>(
    draws: usize,
    groups: &[C],
    mut pool: impl FnMut(&mut C, &C),
    figures: impl Fn(&C) -> [Option<f64>; N],
) -> [Option<FigureInterval>; N] {
    if groups.len() < FEWEST_GROUPS {
        return [None; N];
    }
    let mut chance = Chance(SEED);
    let mut drawn: [Vec<f64>; N] = [(); N].map(|()| Vec::with_capacity(draws));
    for _ in 0..draws {
        let mut pooled = C::default();
        for _ in groups {
            if let Some(group) = groups.get(chance.below(groups.len())) {
                pool(&mut pooled, group);
            }
        }
        for (values, value) in drawn.iter_mut().zip(figures(&pooled)) {
            values.extend(value);
        }
    }
    drawn.map(|values| middle(values, draws / 2))
}

/// The middle 95 of 100 values; nothing of fewer than `fewest`.
fn middle(mut values: Vec<f64>, fewest: usize) -> Option<FigureInterval> {
    if values.len() < fewest {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let low = values.get(last * 25 / 1000)?;
    let high = values.get(last - last * 25 / 1000)?;
    Some(FigureInterval(*low, *high))
}

/// Numbers that look like chance and are always the same (splitmix64).
///
/// # Source
/// Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators (OOPSLA 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the remainder is below a count in memory"
    )]
    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Right and all.
    type Count = (u32, u32);

    fn of(groups: &[Count]) -> Option<FigureInterval> {
        let pool = |sum: &mut Count, group: &Count| {
            sum.0 += group.0;
            sum.1 += group.1;
        };
        let share = |sum: &Count| [(sum.1 > 0).then(|| f64::from(sum.0) / f64::from(sum.1.max(1)))];
        let [interval] = intervals(groups, pool, share);
        interval
    }

    #[test]
    fn an_interval_holds_its_figure_and_is_the_same_each_time() {
        let groups: Vec<Count> = (0..40).map(|at| (u32::from(at % 4 != 0), 1)).collect();
        let FigureInterval(low, high) = of(&groups).unwrap();
        // Forty draws of a share of .75 spread by .068.
        assert!((0.58..0.66).contains(&low) && (0.84..0.92).contains(&high));
        assert_eq!(of(&groups), of(&groups));
    }

    #[test]
    fn pages_that_are_alike_on_a_site_make_it_wider() {
        let alike: Vec<Count> = (0..10).map(|at| (10 * (at % 2), 10)).collect();
        let mixed: Vec<Count> = (0..10).map(|_| (5, 10)).collect();
        let width = |groups: &[Count]| of(groups).map(|FigureInterval(low, high)| high - low);
        assert!(width(&alike).unwrap() > 0.5);
        assert!(width(&mixed).unwrap() < 1e-9);
    }

    #[test]
    fn few_groups_and_figures_that_are_seldom_there_have_none() {
        assert_eq!(of(&[(1, 1); 4]), None);
        assert_eq!(of(&[(0, 0); 30]), None);
    }
}
