//! The one place that asks for the time.

use ovation_terms::{Day, Moment};

/// Now, in UTC.
#[expect(clippy::disallowed_methods, reason = "the binary is where time enters")]
pub(crate) fn now() -> Moment {
    Moment(jiff::Timestamp::now().as_microsecond())
}

/// Today, in UTC.
pub(crate) fn today() -> Day {
    now().day()
}
