//! Numbers that name things in one record.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A film: counted from 1 in the order films entered the record.
    FilmId
);
id!(
    /// A critic: counted from 1.
    CriticId
);
id!(
    /// An outlet: counted from 1.
    OutletId
);
id!(
    /// A review: counted from 1.
    ReviewId
);
id!(
    /// A source: counted from 1.
    SourceId
);
id!(
    /// The place of an entry in the ledger: 1 is the first, without gaps.
    Seq
);
