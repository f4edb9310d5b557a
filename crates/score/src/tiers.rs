//! Badges by public rules, along a film's timeline.

use crate::Point;
use ovation_terms::{Day, TierRule};
use serde::{Deserialize, Serialize};

/// A time during which a film had a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierSpell {
    /// The day on which it was won.
    pub won: Day,
    /// The day on which it was lost; none: it has it at the end of the timeline.
    pub lost: Option<Day>,
}

/// When a film won and lost a badge, by its rule and the score at every date on which that changed
/// ([`crate::timeline()`]), in order.
pub fn tier_spells(points: &[Point], rule: &TierRule) -> Vec<TierSpell> {
    let mut spells: Vec<TierSpell> = Vec::new();
    let mut has = false;
    for point in points {
        let holds = rule.holds(has, Some(point.low), point.n);
        match (has, holds) {
            (false, true) => spells.push(TierSpell {
                won: point.day,
                lost: None,
            }),
            (true, false) => {
                if let Some(spell) = spells.last_mut() {
                    spell.lost = Some(point.day);
                }
            }
            (true, true) | (false, false) => {}
        }
        has = holds;
    }
    spells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_kept_between_its_two_bounds_and_can_be_won_again() {
        let rule = TierRule {
            from: 60.0,
            lost_below: 50.0,
            reviews: 5,
        };
        let day = |number| Day::new(2031, 5, number).unwrap();
        let point = |number, low, n| Point {
            day: day(number),
            n,
            positives: n,
            percent: 90.0,
            low,
            high: 95.0,
            average: None,
        };
        let points = [
            point(1, 80.0, 4),
            point(2, 61.0, 5),
            point(3, 55.0, 7),
            point(4, 49.0, 8),
            point(5, 55.0, 9),
            point(6, 66.0, 12),
        ];
        let spells = tier_spells(&points, &rule);
        let spell = |won, lost: Option<i8>| TierSpell {
            won: day(won),
            lost: lost.map(day),
        };
        assert_eq!(spells, [spell(2, Some(4)), spell(6, None)]);
        // As of an earlier date the later days are not known.
        assert_eq!(tier_spells(&points[..3], &rule), [spell(2, None)]);
        assert_eq!(tier_spells(&[], &rule), []);
    }
}
