//! Acts: one decision of a person, or one import of a catalogue, that several entries tell.

use crate::{EntryBody, Seq};

impl EntryBody {
    /// The first entry of the act that this one is part of, where the act has several.
    pub fn act(&self) -> Option<Seq> {
        match self {
            Self::FilmsAdded(added) => added.act,
            other => other.remark().and_then(|remark| remark.act),
        }
    }

    /// Says that it is part of an act of several entries, the first of which is `first`. A kind that has
    /// no place for it stays as it is.
    pub fn set_act(&mut self, first: Seq) {
        match self {
            Self::FilmsAdded(added) => added.act = Some(first),
            other => {
                if let Some(remark) = other.remark_mut() {
                    remark.act = Some(first);
                }
            }
        }
    }
}
