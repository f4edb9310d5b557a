//! Words that are sought in class names and the like: quick to say no.

/// The bit of two bytes that follow each other: few elements have those of a word that is not in
/// their hints.
pub(super) const fn pair(first: u8, second: u8) -> u128 {
    let place = (first as u32).wrapping_mul(37) ^ (second as u32).wrapping_mul(11);
    1 << (place % 128)
}

pub(super) fn pairs(hints: &str) -> u128 {
    let next = hints.bytes().skip(1);
    hints
        .bytes()
        .zip(next)
        .fold(0, |all, (first, second)| all | pair(first, second))
}

/// A word that is sought in hints, with its pairs of letters; see [`sought`].
pub(crate) type Sought = (&'static str, u128);

/// Words in small letters to seek in hints, made ready when the program is compiled.
pub(crate) const fn sought<const N: usize>(words: [&'static str; N]) -> [Sought; N] {
    sought_of(&words)
}

/// The same for a list, of which `N` is the length.
#[expect(
    clippy::indexing_slicing,
    reason = "within the lengths; constants are made of it, where it could only fail to compile"
)]
pub(crate) const fn sought_of<const N: usize>(words: &[&'static str]) -> [Sought; N] {
    let mut made = [("", 0); N];
    let mut at = 0;
    while at < N {
        let mut rest = words[at].as_bytes();
        let mut pairs = 0;
        while let [first, tail @ ..] = rest {
            if let [second, ..] = tail {
                pairs |= pair(*first, *second);
            }
            rest = tail;
        }
        made[at] = (words[at], pairs);
        at += 1;
    }
    made
}

/// The same for words that are known only when the program runs.
pub(crate) fn sought_all(words: impl IntoIterator<Item = &'static str>) -> Vec<Sought> {
    let words = words.into_iter();
    words.map(|word| (word, pairs(word))).collect()
}
