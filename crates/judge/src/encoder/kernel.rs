//! Matrices times matrices in whole numbers: the one place with `unsafe`.
//!
//! Rows of activations (16 bits) meet rows of weights (8 bits, kept as 16) and give sums in 32 bits.
//! The sums are exact, so every way below gives the same numbers; they differ in speed only. The
//! registers' instructions for this (`vpdpwssd`, `vpmaddwd`) are reached by functions that the
//! standard library marks unsafe, because a processor without them would not know them and because
//! they load from bare addresses. Loads here take the address from a reference to an array of the
//! register's size, and a way is only taken after the processor was asked.

#![expect(
    clippy::inline_always,
    reason = "compiled once for each width of registers, which only reaches what is inlined"
)]
#![expect(
    unsafe_code,
    reason = "twice to six times as fast as the portable way, which is tested to give the same sums"
)]

/// Rows of activations that are worked on together.
pub(super) const ROWS: usize = 12;

/// Columns of results that are worked on together.
pub(super) const COLUMNS: usize = 32;

/// Two neighbouring activations of [`ROWS`] rows, the first of each pair in the low half.
pub(super) type Pairs = [i32; ROWS];

/// Two neighbouring weights of [`COLUMNS`] columns: two registers of sixteen pairs.
pub(super) type Weights = [[i16; 32]; 2];

/// Sums of [`ROWS`] rows and [`COLUMNS`] columns.
pub(super) type Tile = [[[i32; 16]; 2]; ROWS];

/// How the sums are made. The fastest that the processor has is chosen when the model is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Plain code, for any processor.
    Portable,
    /// 256-bit registers (`vpmaddwd`).
    Avx2,
    /// 512-bit registers (`vpdpwssd`).
    Avx512,
}

impl Way {
    /// The fastest way that this processor has.
    pub fn fastest() -> Self {
        *Self::all().last().unwrap_or(&Self::Portable)
    }

    /// All ways that this processor has, the slowest first.
    pub fn all() -> Vec<Self> {
        let mut ways = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                ways.push(Self::Avx2);
                if std::arch::is_x86_feature_detected!("avx512f")
                    && std::arch::is_x86_feature_detected!("avx512bw")
                    && std::arch::is_x86_feature_detected!("avx512vl")
                    && std::arch::is_x86_feature_detected!("avx512dq")
                    && std::arch::is_x86_feature_detected!("avx512vnni")
                {
                    ways.push(Self::Avx512);
                }
            }
        }
        ways
    }

    /// Runs `work` compiled for this way's registers.
    ///
    /// Only what is inlined into `work` gains by it. A way the processor does not have runs the
    /// portable code.
    #[inline]
    pub(super) fn run<W: Work>(self, work: W) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the processor has what the function is compiled for, asked just before.
            Self::Avx512 if Self::all().contains(&self) => unsafe { x86::in_avx512(work) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Self::Avx2 if Self::all().contains(&self) => unsafe { x86::in_avx2(work) },
            _ => work.run::<Portable>(),
        }
    }
}

/// Work that is compiled once for each way.
pub(super) trait Work {
    /// Does it, with the tiles made by `S`.
    fn run<S: Sums>(self);
}

/// Makes tiles.
pub(super) trait Sums {
    /// The tile of as many pairs of activations as of weights.
    fn tile(pairs: &[Pairs], weights: &[Weights]) -> Tile;
}

/// Plain code.
pub(super) struct Portable;

impl Sums for Portable {
    #[inline(always)]
    fn tile(pairs: &[Pairs], weights: &[Weights]) -> Tile {
        let mut tile = [[[0_i32; 16]; 2]; ROWS];
        for (row, sums) in tile.iter_mut().enumerate() {
            for (register, sums) in sums.iter_mut().enumerate() {
                // Sums of their own, so that they stay in registers.
                let mut own = [0_i32; 16];
                for (pairs, weights) in pairs.iter().zip(weights) {
                    let (Some(pair), Some(weights)) = (pairs.get(row), weights.get(register))
                    else {
                        continue;
                    };
                    #[expect(clippy::cast_possible_truncation, reason = "the halves of the pair")]
                    let (low, high) = (i32::from(*pair as i16), *pair >> 16);
                    for (sum, both) in own.iter_mut().zip(weights.as_chunks::<2>().0) {
                        let [first, second] = *both;
                        *sum += low * i32::from(first) + high * i32::from(second);
                    }
                }
                *sums = own;
            }
        }
        tile
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Pairs, ROWS, Sums, Tile, Weights, Work};
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256, _mm512_dpwssd_epi32,
        _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
    };

    /// 512-bit registers.
    struct Wide;

    /// 256-bit registers.
    struct Half;

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    pub(super) fn in_avx512<W: Work>(work: W) {
        work.run::<Wide>();
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn in_avx2<W: Work>(work: W) {
        work.run::<Half>();
    }

    impl Sums for Wide {
        #[inline(always)]
        fn tile(pairs: &[Pairs], weights: &[Weights]) -> Tile {
            // SAFETY: only reached through `in_avx512`, which `Way::run` calls after asking.
            unsafe { wide(pairs, weights) }
        }
    }

    impl Sums for Half {
        #[inline(always)]
        fn tile(pairs: &[Pairs], weights: &[Weights]) -> Tile {
            // SAFETY: only reached through `in_avx2`, which `Way::run` calls after asking.
            unsafe { half(pairs, weights) }
        }
    }

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    fn wide(pairs: &[Pairs], weights: &[Weights]) -> Tile {
        let mut sums = [[_mm512_setzero_si512(); 2]; ROWS];
        for (pairs, weights) in pairs.iter().zip(weights) {
            let weights = weights.each_ref().map(|weights| load_wide(weights));
            for (sums, pair) in sums.iter_mut().zip(pairs) {
                let pair = _mm512_set1_epi32(*pair);
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = _mm512_dpwssd_epi32(*sum, pair, weights);
                }
            }
        }
        let mut tile = [[[0; 16]; 2]; ROWS];
        for (to, from) in tile.as_flattened_mut().iter_mut().zip(sums.as_flattened()) {
            // SAFETY: sixteen numbers of 32 bits are 512.
            unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), *from) };
        }
        tile
    }

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    fn load_wide(weights: &[i16; 32]) -> __m512i {
        // SAFETY: thirty-two numbers of 16 bits are 512.
        unsafe { _mm512_loadu_si512(weights.as_ptr().cast()) }
    }

    /// Six rows and sixteen columns at a time, as there are sixteen registers: twelve for sums.
    #[target_feature(enable = "avx2")]
    fn half(pairs: &[Pairs], weights: &[Weights]) -> Tile {
        let mut tile = [[[0; 16]; 2]; ROWS];
        let (upper, lower) = tile.split_at_mut(ROWS / 2);
        for part in 0..2 {
            for (skipped, rows) in [&mut *upper, &mut *lower].into_iter().enumerate() {
                let mut sums = [[_mm256_setzero_si256(); 2]; ROWS / 2];
                for (pairs, weights) in pairs.iter().zip(weights) {
                    let (Some(pairs), Some(weights)) = (
                        pairs.as_chunks::<{ ROWS / 2 }>().0.get(skipped),
                        weights.get(part),
                    ) else {
                        continue;
                    };
                    let weights = load_half(weights);
                    for (sums, pair) in sums.iter_mut().zip(pairs) {
                        let pair = _mm256_set1_epi32(*pair);
                        for (sum, weights) in sums.iter_mut().zip(weights) {
                            *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pair, weights));
                        }
                    }
                }
                for (row, sums) in rows.iter_mut().zip(sums) {
                    let Some(row) = row.get_mut(part) else {
                        continue;
                    };
                    for (to, from) in row.as_chunks_mut::<8>().0.iter_mut().zip(sums) {
                        // SAFETY: eight numbers of 32 bits are 256.
                        unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), from) };
                    }
                }
            }
        }
        tile
    }

    #[target_feature(enable = "avx2")]
    fn load_half(weights: &[i16; 32]) -> [__m256i; 2] {
        let (first, second) = weights.split_at(16);
        // SAFETY: sixteen numbers of 16 bits are 256; each half of the array has sixteen.
        unsafe {
            [
                _mm256_loadu_si256(first.as_ptr().cast()),
                _mm256_loadu_si256(second.as_ptr().cast()),
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pairs, Sums, Tile, Way, Weights, Work};

    struct Once<'a>(&'a [Pairs], &'a [Weights], &'a mut Tile);

    impl Work for Once<'_> {
        fn run<S: Sums>(self) {
            *self.2 = S::tile(self.0, self.1);
        }
    }

    #[test]
    fn every_way_that_the_processor_has_gives_the_same_sums() {
        let mut state = 1_u32;
        let mut next = move |most: i32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8).cast_signed() % (2 * most + 1) - most
        };
        for length in [0, 1, 192, 768] {
            let pairs: Vec<Pairs> = (0..length)
                .map(|_| std::array::from_fn(|_| (next(11_000) & 0xffff) | (next(11_000) << 16)))
                .collect();
            let weights: Vec<Weights> = (0..length)
                .map(|_| {
                    std::array::from_fn(|_| {
                        std::array::from_fn(|_| i16::try_from(next(127)).unwrap())
                    })
                })
                .collect();
            let made = Way::all().into_iter().map(|way| {
                let mut tile = Tile::default();
                way.run(Once(&pairs, &weights, &mut tile));
                tile
            });
            let made: Vec<Tile> = made.collect();
            assert!(made.windows(2).all(|two| two[0] == two[1]), "{length}");
            let (mut by_hand, first) = (0_i64, made[0][2][1][3]);
            for (pair, weights) in pairs.iter().zip(&weights) {
                let low = i64::from(pair[2] << 16 >> 16);
                let high = i64::from(pair[2] >> 16);
                by_hand += low * i64::from(weights[1][6]) + high * i64::from(weights[1][7]);
            }
            assert_eq!(i64::from(first), by_hand);
        }
    }
}
