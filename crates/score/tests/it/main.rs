//! What users of the score rely on.

mod interval;
