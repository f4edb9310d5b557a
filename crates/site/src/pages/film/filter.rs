//! Which of a film's reviews are listed.

use crate::ask::{Ask, Query};
use crate::error::SiteError;
use crate::show;
use ovation_score::Fate;
use ovation_terms::{Ballot, Basis, OutletId, State};
use std::collections::BTreeMap;

/// Which reviews by what became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the score, unsure ones included: what a page shows unless asked otherwise.
    InScore,
    /// In the score without reservation.
    Counted,
    Waiting,
    Excluded,
    All,
}

impl Place {
    const CODES: [&'static str; 5] = ["in-score", "counted", "waiting", "excluded", "all"];

    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "in-score" => Self::InScore,
            "counted" => Self::Counted,
            "waiting" => Self::Waiting,
            "excluded" => Self::Excluded,
            "all" => Self::All,
            _ => return None,
        })
    }

    fn takes(self, fate: &Fate) -> bool {
        match self {
            Self::InScore => matches!(fate, Fate::In { .. }),
            Self::Counted => fate.state() == Some(State::Counted),
            Self::Waiting => fate.state() == Some(State::Waiting),
            Self::Excluded => fate.state() == Some(State::Excluded),
            Self::All => true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Positive,
    Negative,
    Unjudged,
}

impl Side {
    const CODES: [&'static str; 3] = ["positive", "negative", "unjudged"];

    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "positive" => Self::Positive,
            "negative" => Self::Negative,
            "unjudged" => Self::Unjudged,
            _ => return None,
        })
    }

    fn of(ballot: &Ballot) -> Self {
        match ballot.p {
            Some(p) if p.is_positive() => Self::Positive,
            Some(_) => Self::Negative,
            None => Self::Unjudged,
        }
    }
}

/// The filters of a film's reviews, as the query sets them.
#[derive(Debug)]
pub(super) struct Filter {
    place: Place,
    side: Option<Side>,
    outlet: Option<OutletId>,
    basis: Option<Basis>,
}

/// The filter form and the tabs above the list, ready to print.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) tabs: Vec<Tab>,
    pub(super) verdicts: Vec<Choice>,
    pub(super) bases: Vec<Choice>,
    pub(super) outlets: Vec<Choice>,
    /// Kept by the form: the state and the two clocks.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// Whether anything but the tab is chosen.
    pub(super) is_set: bool,
    pub(super) clear: String,
}

#[derive(Debug)]
pub(super) struct Tab {
    pub(super) href: String,
    pub(super) words: &'static str,
    pub(super) count: String,
    pub(super) is_here: bool,
}

#[derive(Debug)]
pub(super) struct Choice {
    pub(super) code: String,
    pub(super) words: String,
    pub(super) is_chosen: bool,
}

impl Filter {
    /// Reads `state`, `verdict`, `outlet` and `basis`.
    pub(super) fn read(query: &Query) -> Result<Self, SiteError> {
        const BASES: [&str; 5] = ["editor", "stated", "aggregator", "rating", "model"];
        Ok(Self {
            place: query
                .choice("state", &Place::CODES, Place::from_code)?
                .unwrap_or(Place::InScore),
            side: query.choice("verdict", &Side::CODES, Side::from_code)?,
            outlet: query.read("outlet", "an outlet's number")?,
            basis: query.choice("basis", &BASES, Basis::from_code)?,
        })
    }

    pub(super) fn takes(&self, ballot: &Ballot, fate: &Fate) -> bool {
        self.place.takes(fate)
            && self.side.is_none_or(|side| side == Side::of(ballot))
            && self
                .outlet
                .is_none_or(|outlet| ballot.outlet == Some(outlet))
            && self.basis.is_none_or(|basis| ballot.basis == Some(basis))
    }

    pub(super) fn shown(&self, fates: &[(&Ballot, Fate)], ask: &Ask, here: &str) -> Shown {
        let tab = |place: Place, code: &str, words: &'static str| {
            let count = fates.iter().filter(|(_, fate)| place.takes(fate)).count();
            Tab {
                href: format!(
                    "{here}{}#reviews",
                    ask.query.set("page", "").set("state", code)
                ),
                words,
                count: show::count(count as u64),
                is_here: self.place == place,
            }
        };
        let choice = |code: &str, words: &str, is_chosen: bool| Choice {
            code: code.to_owned(),
            words: words.to_owned(),
            is_chosen,
        };
        let bases = [
            (Basis::Stated, "Stated by the critic"),
            (Basis::Aggregator, "As an aggregator has it"),
            (Basis::Rating, "Printed rating"),
            (Basis::Model, "Read by the model"),
            (Basis::Editor, "Decided by an editor"),
        ];
        let hidden = ["state", "as_of", "known_at", "formula", "panel", "weights"]
            .into_iter()
            .filter_map(|name| ask.query.get(name).map(|value| (name, value.to_owned())))
            .collect();
        Shown {
            tabs: vec![
                tab(Place::InScore, "", "In the score"),
                tab(Place::Waiting, "waiting", "Waiting"),
                tab(Place::Excluded, "excluded", "Excluded"),
                tab(Place::All, "all", "All"),
            ],
            verdicts: vec![
                choice("positive", "Positive", self.side == Some(Side::Positive)),
                choice("negative", "Negative", self.side == Some(Side::Negative)),
                choice("unjudged", "Not judged", self.side == Some(Side::Unjudged)),
            ],
            bases: bases
                .into_iter()
                .map(|(basis, words)| choice(basis.code(), words, self.basis == Some(basis)))
                .collect(),
            outlets: self.outlets(fates),
            hidden,
            is_set: self.side.is_some() || self.outlet.is_some() || self.basis.is_some(),
            clear: format!(
                "{here}{}#reviews",
                ask.query
                    .keep(&["state", "as_of", "known_at", "formula", "panel", "weights"])
            ),
        }
    }

    fn outlets(&self, fates: &[(&Ballot, Fate)]) -> Vec<Choice> {
        let mut counts: BTreeMap<(&str, OutletId), u64> = BTreeMap::new();
        for (ballot, _) in fates {
            if let Some(outlet) = ballot.outlet {
                *counts.entry((&ballot.outlet_name, outlet)).or_insert(0) += 1;
            }
        }
        counts
            .into_iter()
            .map(|((name, outlet), count)| Choice {
                code: outlet.to_string(),
                words: format!("{} ({})", show::excerpt(name, 8), show::count(count)),
                is_chosen: self.outlet == Some(outlet),
            })
            .collect()
    }
}
