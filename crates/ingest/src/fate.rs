//! What becomes of each parcel, as the record sees it.

use super::SourceBegun;
use ovation_terms::{ComplaintKind, ParcelFate, Parcels};

/// What is known so far of the source that its pieces follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Fate {
    gave_something: bool,
    lists: bool,
    passed_over: Option<&'static str>,
    trouble: Option<ComplaintKind>,
}

impl Fate {
    /// Of a source that begins.
    pub(super) fn of(begun: &SourceBegun) -> Self {
        Self {
            lists: begun.lists,
            ..Self::default()
        }
    }

    /// It gave a review or an article of film press, new or known.
    pub(super) fn gave(&mut self) {
        self.gave_something = true;
    }

    /// It, or what it gave, was left alone for a reason's text form.
    pub(super) fn passed_over(&mut self, why: &'static str) {
        self.passed_over.get_or_insert(why);
    }

    /// Something of it could not be read.
    pub(super) fn met(&mut self, trouble: ComplaintKind) {
        // That there is no review says least.
        let known = self.trouble.filter(|kind| *kind != ComplaintKind::NoReview);
        self.trouble = Some(known.unwrap_or(trouble));
    }

    /// Notes what became of it.
    pub(super) fn settle(self, parcels: &mut Parcels) {
        if self.gave_something {
            parcels.note(ParcelFate::Read, "", 1);
        } else if let Some(why) = self.passed_over {
            parcels.note(ParcelFate::PassedOver, why, 1);
        } else if self.lists {
            parcels.note(ParcelFate::Read, "", 1);
        } else {
            note_trouble(parcels, self.trouble.unwrap_or(ComplaintKind::NoReview));
        }
    }
}

/// Notes a parcel that gave nothing, by why.
pub(super) fn note_trouble(parcels: &mut Parcels, kind: ComplaintKind) {
    let fate = match kind {
        ComplaintKind::NoReview => ParcelFate::NoReview,
        _ => ParcelFate::Unreadable,
    };
    parcels.note(fate, kind.code(), 1);
}
