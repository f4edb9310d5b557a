//! Bytes in: files, folders, archives and the web, within limits.
//!
//! Here is a path or an address, give me [`Parcel`]s: one source's bytes each, not yet read.
//! [`walk()`] goes through files, folders and archives in a stable order; a [`Fetcher`] gets pages
//! from the web with manners. [`gather()`] does as `walk` and hands web archives (WARC, WACZ) on as
//! [`Bundle`]s of records that any thread may unpack. What could not be had comes back as a [`Missed`] with the reason
//! and what to do about it, and never stops the rest.
//!
//! Everything read here is untrusted. Size, expansion, depth, number and time are bounded by
//! [`GatherLimits`]; only regular files are opened; nothing is written to disk; addresses inside
//! a private network are refused after DNS and on every redirect.

mod archive;
mod error;
mod fetch;
mod limits;
mod magic;
mod name;
mod parcel;
mod unpack;
mod walk;

pub use archive::{ArchivedPage, Bundle, PassedOver, Record, Unpacker};
pub use error::{GatherError, complaint_of};
pub use fetch::{FetchSettings, Fetcher, refuses_address};
pub use limits::GatherLimits;
pub use parcel::{Missed, Parcel};
pub use walk::{Gathered, count, gather, gather_bytes, gather_parcel, unpack, walk};
