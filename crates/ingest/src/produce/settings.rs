//! What is gathered, how it is read, and what comes of it.

use crate::follow::CrawlLimits;
use crate::{BatchSize, Clock, SourceBytesKept, TableAsked};
use ovation_gather::{Fetcher, GatherLimits, Parcel};
use ovation_judge::RatingTable;
use ovation_read::press::KnownTitles;
use ovation_read::{Explanation, ReadLimits, Reading};
use ovation_terms::{MediaKind, PressFinding, SourceFacts};

/// Where parcels come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file, folder or archive.
    Path(String),
    /// An http(s) address.
    Address(String),
    /// Parcels at hand (the demo's small web).
    Parcels(Vec<Parcel>),
    /// A source whose bytes were kept, of the kind that it was read as.
    Kept(Box<Parcel>, MediaKind),
}

impl Origin {
    /// Tells addresses from paths.
    pub fn of(source: &str) -> Self {
        let is_address = source.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'+')
        }) || source
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("file:"));
        if is_address {
            Self::Address(source.to_owned())
        } else {
            Self::Path(source.to_owned())
        }
    }
}

/// How to gather and read.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub struct ProduceSettings {
    /// How tables are to be read.
    pub tables: TableAsked,
    /// Whether reviews of series and seasons are taken, as those of films; else they are no reviews.
    pub series: bool,
    /// Whether a feed's items are fetched.
    pub follow_items: bool,
    /// Whether the first pass over web archives is left out.
    pub every_page: bool,
    /// The client, for addresses.
    pub fetcher: Option<Fetcher>,
    /// Limits.
    pub gather_limits: GatherLimits,
    /// Limits.
    pub read_limits: ReadLimits,
    /// Limits of following lists.
    pub crawl: CrawlLimits,
    /// How much goes into one batch.
    pub batch: BatchSize,
    /// The conversion table, to tell scales.
    pub ratings: RatingTable,
    /// What of a page goes on beside its reviews.
    pub keep: Keep,
    /// Titles of the record's films, which film press may name.
    pub titles: KnownTitles,
    /// Whether tables are compared row by row with what the record knows.
    pub compare_rows: bool,
    /// Whether the bytes of sources go on with them, packed, to be kept.
    pub copies: bool,
    /// The present moment.
    pub clock: Clock,
}

impl ProduceSettings {
    pub(crate) fn how(&self) -> How<'_> {
        How {
            limits: &self.read_limits,
            titles: Some(&self.titles),
            keep: self.keep,
            copies: self.copies,
            clock: self.clock,
        }
    }
}

/// How a source is read.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    pub(super) limits: &'a ReadLimits,
    pub(super) titles: Option<&'a KnownTitles>,
    pub(super) keep: Keep,
    pub(super) copies: bool,
    pub(crate) clock: Clock,
}

/// What of a page goes on beside its reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Findings,
    /// All that the page says.
    Readings,
    /// That, and what was considered.
    Explained,
}

/// What one source says.
pub(crate) struct Told {
    /// Facts of the source.
    pub(crate) facts: SourceFacts,
    /// What it says.
    pub(crate) reading: Reading,
    /// What was considered, where asked for.
    pub(crate) explanation: Option<Explanation>,
    /// What it says as film press.
    pub(crate) press: Option<Box<PressFinding>>,
    /// Its bytes, packed, where they are to be kept.
    pub(crate) copy: Option<Result<SourceBytesKept, String>>,
}
