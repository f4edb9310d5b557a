//! What was considered while a page was read, and why it lost.

use crate::Evidence;
use serde::Serialize;

/// How a page's reading came about. Made only where it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Explanation {
    /// The signs for and against the page being a review of a film, with what is needed.
    pub kind: Vec<Sign>,
    /// From which sum of the signs' weights on a page counts as a review.
    pub needed: f64,
    /// Every value that was considered, field by field, in the order in which they were weighed.
    pub considered: Vec<Considered>,
}

/// One sign for or against the page's kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sign {
    /// Added to the sum; below 0 it speaks against.
    pub weight: f64,
    /// What was seen.
    pub what: String,
}

/// One value that was considered for a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Considered {
    /// The field: `film`, `year`, `director`, `critic`, `outlet`, `published`, `rating`, `headline`.
    pub field: &'static str,
    /// The value, as a reader would write it.
    pub value: String,
    /// Where it stands.
    pub evidence: Evidence,
    /// How much spoke for it, where candidates were weighed; higher is surer.
    pub weight: Option<f64>,
    /// Whether the finding has it.
    pub is_chosen: bool,
    /// Why it was taken or left out.
    pub why: String,
}
