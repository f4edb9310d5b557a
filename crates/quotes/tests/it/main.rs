//! What becomes of quotations, on invented sentences.

#[cfg(test)]
mod checking;
#[cfg(test)]
mod pulled;
