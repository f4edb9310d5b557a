//! What the measures rely on.

mod verdicts;
