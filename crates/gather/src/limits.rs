//! How much is taken in at most.

use std::time::Duration;

/// Bounds on everything gathered. [`Default`] gives the values named below; each breach is a
/// complaint that names the bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatherLimits {
    /// Largest page, feed or other source that is held in memory whole, in bytes after
    /// decompression; 16 MiB. Also the largest archive inside an archive.
    pub page_bytes: u64,
    /// Largest table that is streamed, in bytes after decompression; 2 GiB.
    pub table_bytes: u64,
    /// How many times larger compressed data may become; 200. Honest text stays under 100, a
    /// bomb of deflate reaches 1032.
    pub expansion_ratio: u64,
    /// Output in bytes up to which the ratio is not judged, so that a small file of repeated
    /// lines passes; 8 MiB.
    pub expansion_free_bytes: u64,
    /// Largest number of files of one walk, those inside archives included; 1,000,000.
    pub files: usize,
    /// Archives within archives: 1 opens an archive, 2 also an archive inside one; 2.
    pub depth: usize,
    /// Members of one compressed tar that are larger than `page_bytes`; each is found again by
    /// unpacking from the start; 64.
    pub large_members: usize,
    /// Redirects followed for one address; 5.
    pub redirects: usize,
    /// Time for one address in all, redirects included, the pause between requests not; 30 s.
    pub fetch_timeout: Duration,
    /// Time to open one connection; 10 s.
    pub connect_timeout: Duration,
}

const MIB: u64 = 1024 * 1024;

impl Default for GatherLimits {
    fn default() -> Self {
        Self {
            page_bytes: 16 * MIB,
            table_bytes: 2048 * MIB,
            expansion_ratio: 200,
            expansion_free_bytes: 8 * MIB,
            files: 1_000_000,
            depth: 2,
            large_members: 64,
            redirects: 5,
            fetch_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
        }
    }
}

/// A size as a person reads it: `16 MiB`, `1.5 MiB`, `300 bytes`.
pub(crate) fn size_words(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1024 * MIB, "GiB"), (MIB, "MiB"), (1024, "KiB")];
    for (unit, word) in UNITS {
        if bytes >= unit {
            let tenths = u128::from(bytes) * 10 / u128::from(unit);
            return if tenths.is_multiple_of(10) {
                format!("{} {word}", tenths / 10)
            } else {
                format!("{}.{} {word}", tenths / 10, tenths % 10)
            };
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::size_words;

    #[test]
    fn sizes_read_like_sizes() {
        assert_eq!(size_words(0), "0 bytes");
        assert_eq!(size_words(16 * 1024 * 1024), "16 MiB");
        assert_eq!(size_words(1536 * 1024), "1.5 MiB");
        assert_eq!(size_words(u64::MAX), "17179869183.9 GiB");
    }
}
