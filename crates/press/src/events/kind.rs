//! Kinds of events and their names.

use serde::Serialize;

/// What kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// Shown to the public for the first time, in the world or in a country.
    Premiere,
    /// Shown at a festival or to an audience.
    Screening,
    /// A press conference about it.
    PressConference,
    /// Applause after a screening.
    Ovation,
    /// A prize won.
    Award,
    /// Chosen for a festival's competition or section.
    Competition,
    /// In cinemas or on a service.
    Release,
    /// Its trailer shown first.
    TrailerLaunch,
    /// A festival itself, in place of a film.
    Festival,
    /// So many years since its release.
    Anniversary,
}

impl EventKind {
    /// The name in words: `press conference`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Premiere => "premiere",
            Self::Screening => "screening",
            Self::PressConference => "press conference",
            Self::Ovation => "ovation",
            Self::Award => "award",
            Self::Competition => "competition",
            Self::Release => "release",
            Self::TrailerLaunch => "trailer launch",
            Self::Festival => "festival",
            Self::Anniversary => "anniversary",
        }
    }
}
