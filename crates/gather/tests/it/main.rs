//! What a user of the crate relies on.

mod arbitrary;
mod archives;
mod fetching;
mod folders;
mod packing;
