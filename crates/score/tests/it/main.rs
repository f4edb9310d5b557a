//! What users of the score rely on.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::float_cmp,
    reason = "a test may stop where its own invented data is wrong, and bits are compared on purpose"
)]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "the numbers of these tests are small"
)]

mod adjusted;
mod forge;
mod forging;
mod interval;
mod making;

mod receipts;
mod reference;
mod schema;

mod score_indexes;
mod scores;
mod timelines;
