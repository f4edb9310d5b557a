//! Which keys surely nothing is kept under, told from memory.

/// Words of a block: one line of a processor's cache.
const BLOCK: usize = 8;
/// So many keys share a block: eight bits each, one key in thirty passes that is not there.
const KEYS: usize = 64;
/// Bits of a key.
const BITS: u32 = 5;

/// A Bloom filter in blocks.
///
/// # Source
/// Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters" (2007).
#[derive(Debug, Default)]
pub(super) struct Bloom(Vec<u64>);

impl Bloom {
    /// An empty one for so many keys.
    pub(super) fn for_keys(keys: usize) -> Self {
        Self(vec![0; (keys / KEYS + 1) * BLOCK])
    }

    /// From what [`Bloom::words`] gave.
    pub(super) fn of(words: Vec<u64>) -> Option<Self> {
        let is_whole = !words.is_empty() && words.len().is_multiple_of(BLOCK);
        is_whole.then_some(Self(words))
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.0
    }

    /// Where a key's block begins; larger hashes stand further behind.
    fn block(&self, hash: u32) -> usize {
        let blocks = (self.0.len() / BLOCK) as u64;
        usize::try_from((u64::from(hash) * blocks) >> 32).unwrap_or(0) * BLOCK
    }

    /// The bits of a key: word of the block and bit of the word.
    fn bits(hash: u32) -> impl Iterator<Item = (usize, u64)> {
        let mixed = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
        (0..BITS).map(move |number| {
            let bit = (mixed >> (9 * number)) & 511;
            (usize::try_from(bit >> 6).unwrap_or(0), 1 << (bit & 63))
        })
    }

    pub(super) fn add(&mut self, hash: u32) {
        let block = self.block(hash);
        for (word, bit) in Self::bits(hash) {
            if let Some(word) = self.0.get_mut(block + word) {
                *word |= bit;
            }
        }
    }

    /// Whether something may be kept under a key; where not, surely nothing is.
    pub(super) fn may_have(&self, hash: u32) -> bool {
        let block = self.block(hash);
        let Some(words) = self.0.get(block..block + BLOCK) else {
            return false;
        };
        Self::bits(hash).all(|(word, bit)| words.get(word).is_some_and(|word| word & bit != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_passes_and_little_else() {
        let key = |number: u32| number.wrapping_mul(0x9e37_79b9);
        let mut filter = Bloom::for_keys(10_000);
        (0..10_000).for_each(|number| filter.add(key(number)));
        let filter = Bloom::of(filter.words().to_vec()).unwrap();
        assert!((0..10_000).all(|number| filter.may_have(key(number))));
        let others = (10_000..110_000).filter(|number| filter.may_have(key(*number)));
        let passed = others.count();
        assert!(passed < 6_000, "{passed} of 100,000");
        assert!(Bloom::of(Vec::new()).is_none());
        assert!(!Bloom::for_keys(0).may_have(7));
    }
}
