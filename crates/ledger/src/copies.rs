//! Kept copies of sources: private, outside the entries and the views, deflated, each digest once.
//!
//! A copy is durable together with the entry of the source it is of ([`Transaction::keep_copy`](crate::Transaction::keep_copy)),
//! or not there at all. Of each source it is noted how its bytes are to be read and through which day they stay; the
//! bytes stay as long as one source of their digest needs them. By default they are in the record itself, and may be
//! in a folder beside a SQLite record instead.

mod expire;
mod folder;
mod pack;
mod posters;
mod read;
mod write;

pub use expire::Expired;
pub use pack::{CopyPacker, PackedCopy};
pub use posters::PosterFile;
pub use read::{CopyCounts, SourceCopy};

pub(crate) use folder::{Folder, digests_in};
pub(crate) use posters::copy_posters;
pub(crate) use read::{each_copy, packed_of};
pub(crate) use write::{NewCopies, delete_copies_of, write_copies, write_packed};
