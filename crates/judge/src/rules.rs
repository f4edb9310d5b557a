//! What is particular to one critic's or outlet's ratings, as an operator set it.

use ovation_terms::{CriticId, Day, OutletId, RatingRule, RuleSays, Whose, fold};
use std::collections::BTreeMap;

/// The rules of a record, by whose ratings they are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    by_owner: BTreeMap<Whose, Vec<RatingRule>>,
}

impl Rules {
    /// From the rules that hold, in the order in which they were set.
    pub fn new(rules: impl IntoIterator<Item = RatingRule>) -> Self {
        let mut by_owner: BTreeMap<Whose, Vec<RatingRule>> = BTreeMap::new();
        for rule in rules {
            by_owner.entry(rule.whose).or_default().push(rule);
        }
        Self { by_owner }
    }

    /// What holds for a review by this critic in this outlet, published on this day. A critic's own
    /// rules go before the outlet's, and later ones before earlier ones.
    pub fn of(
        &self,
        critic: Option<CriticId>,
        outlet: Option<OutletId>,
        published: Option<Day>,
    ) -> OwnRatings {
        let mut own = OwnRatings::default();
        let owners = [outlet.map(Whose::Outlet), critic.map(Whose::Critic)];
        for owner in owners.into_iter().flatten() {
            let rules = self.by_owner.get(&owner).into_iter().flatten();
            for rule in rules.filter(|rule| rule.holds_on(published)) {
                own.take(owner, &rule.says);
            }
        }
        own
    }
}

/// What is particular to the ratings of one review's critic and outlet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnRatings {
    /// The scale of numbers printed without one, and for whom it was set.
    bare: Option<(String, &'static str)>,
    /// From which value on a rating is for the film, by scale.
    lines: BTreeMap<String, f64>,
    /// What printed forms are worth, by their folded form, and for whom it was set.
    forms: BTreeMap<String, (f64, &'static str)>,
}

impl OwnRatings {
    fn take(&mut self, owner: Whose, says: &RuleSays) {
        let whom = match owner {
            Whose::Critic(_) => "set for this critic",
            Whose::Outlet(_) => "set for this outlet",
        };
        match says {
            RuleSays::Bare { scale } => self.bare = Some((scale.clone(), whom)),
            RuleSays::Line {
                scale,
                positive_from,
            } => self.lines.extend([(scale.clone(), *positive_from)]),
            RuleSays::Form { printed, value } => {
                self.forms.extend([(form(printed), (*value, whom))]);
            }
        }
    }

    /// The scale of numbers printed without one, and for whom it was set.
    pub(crate) fn bare(&self) -> Option<(&str, &'static str)> {
        let (scale, whom) = self.bare.as_ref()?;
        Some((scale, whom))
    }

    /// From which value on a rating of a scale is for the film.
    pub(crate) fn line(&self, scale: &str) -> Option<f64> {
        self.lines.get(scale).copied()
    }

    /// What a printed form is worth, and for whom that was set.
    pub(crate) fn worth(&self, printed: &str) -> Option<(f64, &'static str)> {
        if self.forms.is_empty() {
            return None;
        }
        self.forms.get(&form(printed)).copied()
    }
}

/// A printed form as it is compared: folded, or as it stands where folding leaves nothing of it.
fn form(printed: &str) -> String {
    let folded = fold(printed);
    if folded.is_empty() {
        printed.trim().to_owned()
    } else {
        folded
    }
}
