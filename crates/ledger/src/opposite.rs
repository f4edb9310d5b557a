//! The opposite of an entry: what puts things back to how they were before it. What is a kind's own stands
//! with the kind ([`Act::opposite`](crate::kinds::Act::opposite)).

mod act;
mod films;
mod review;

pub use act::Undoing;
pub(crate) use review::back;
