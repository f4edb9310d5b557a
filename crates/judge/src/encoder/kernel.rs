//! Matrices times matrices in whole numbers: the one place with `unsafe`.
//!
//! Rows of activations (16 bits) meet rows of weights (8 bits, kept as 16) and give sums in 32 bits.
//! The sums are exact, so every level below gives the same numbers; they differ in speed only. The
//! registers' instructions for this (`vpdpwssd`, `vpmaddwd`) are reached by functions that the
//! standard library marks unsafe, because a processor without them would not know them and because
//! they load from bare addresses. Loads here take the address from a reference to an array of the
//! register's size, and a level is only taken after the processor was asked.

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
pub(super) type WeightBlock = [[i16; 32]; 2];

/// Sums of [`ROWS`] rows and [`COLUMNS`] columns.
pub(super) type Tile = [[[i32; 16]; 2]; ROWS];

/// How the sums are made. The fastest that the processor has is chosen when the model is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimdLevel {
    /// Plain code, for any processor.
    Portable,
    /// 128-bit registers (`pmaddwd`), which every x86-64 processor has.
    Sse2,
    /// 256-bit registers (`vpmaddwd`).
    Avx2,
    /// 512-bit registers (`vpdpwssd`).
    Avx512,
}

impl SimdLevel {
    /// The fastest level that this processor has.
    pub fn fastest() -> Self {
        *Self::all().last().unwrap_or(&Self::Portable)
    }

    /// All ways that this processor has, the slowest first.
    pub fn all() -> Vec<Self> {
        let mut ways = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            ways.push(Self::Sse2);
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

    /// Runs `work` compiled for this level's registers.
    ///
    /// Only what is inlined into `work` gains by it. A level the processor does not have runs the
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
            #[cfg(target_arch = "x86_64")]
            Self::Sse2 => work.run::<x86::Quarter>(),
            _ => work.run::<Portable>(),
        }
    }
}

/// Work that is compiled once for each level.
pub(super) trait Work {
    /// Does it, with the tiles made by `S`.
    fn run<S: Sums>(self);
}

/// Makes tiles.
pub(super) trait Sums {
    /// The tile of as many pairs of activations as of weights.
    fn tile(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile;
}

/// Plain code.
pub(super) struct Portable;

impl Sums for Portable {
    #[inline(always)]
    fn tile(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
        let mut tile = [[[0_i32; 16]; 2]; ROWS];
        for (pairs, weights) in pairs.iter().zip(weights) {
            let (mut even, mut odd) = ([0; COLUMNS], [0; COLUMNS]);
            let two = weights.as_flattened().as_chunks::<2>().0;
            for ((even, odd), two) in even.iter_mut().zip(&mut odd).zip(two) {
                [*even, *odd] = *two;
            }
            for (sums, pair) in tile.iter_mut().zip(pairs) {
                add_pair(sums.as_flattened_mut(), *pair, &even, &odd);
            }
        }
        tile
    }
}

/// Adds a pair of activations times pairs of weights. A function of its own, with lengths it does
/// not know: only so does the compiler make one loop over registers of it.
#[inline(never)]
fn add_pair(sums: &mut [i32], pair: i32, even: &[i16], odd: &[i16]) {
    #[expect(clippy::cast_possible_truncation, reason = "the halves of the pair")]
    let (low, high) = (pair as i16, (pair >> 16) as i16);
    for (sum, (even, odd)) in sums.iter_mut().zip(even.iter().zip(odd)) {
        *sum += i32::from(low) * i32::from(*even) + i32::from(high) * i32::from(*odd);
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Pairs, ROWS, Sums, Tile, WeightBlock, Work};
    use std::arch::x86_64::{
        __m128i, __m256i, __m512i, _mm_add_epi32, _mm_loadu_si128, _mm_madd_epi16, _mm_set1_epi32,
        _mm_setzero_si128, _mm_storeu_si128, _mm256_add_epi32, _mm256_loadu_si256,
        _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
        _mm512_dpwssd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
        _mm512_storeu_si512,
    };

    /// 512-bit registers.
    struct Wide;

    /// 256-bit registers.
    struct Half;

    /// 128-bit registers.
    pub(super) struct Quarter;

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
        fn tile(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
            // SAFETY: only reached through `in_avx512`, which `SimdLevel::run` calls after asking.
            unsafe { wide(pairs, weights) }
        }
    }

    impl Sums for Half {
        #[inline(always)]
        fn tile(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
            // SAFETY: only reached through `in_avx2`, which `SimdLevel::run` calls after asking.
            unsafe { half(pairs, weights) }
        }
    }

    impl Sums for Quarter {
        #[inline(always)]
        fn tile(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
            // SAFETY: every x86-64 processor has what it is compiled for.
            unsafe { quarter(pairs, weights) }
        }
    }

    #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")]
    fn wide(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
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
    fn half(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
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

    /// Four rows and eight columns at a time, as there are sixteen registers: eight for sums.
    #[target_feature(enable = "sse2")]
    fn quarter(pairs: &[Pairs], weights: &[WeightBlock]) -> Tile {
        const AT_ONCE: usize = 4;
        let mut tile = [[[0; 16]; 2]; ROWS];
        for eight in 0..4 {
            let (register, lower) = (eight / 2, eight % 2 == 0);
            for (group, rows) in tile.as_chunks_mut::<AT_ONCE>().0.iter_mut().enumerate() {
                let mut sums = [[_mm_setzero_si128(); 2]; AT_ONCE];
                for (pairs, weights) in pairs.iter().zip(weights) {
                    let (Some(pairs), Some(weights)) = (
                        pairs.as_chunks::<AT_ONCE>().0.get(group),
                        weights.get(register),
                    ) else {
                        continue;
                    };
                    let (first, second) = weights.split_at(16);
                    let weights = load_quarter(if lower { first } else { second });
                    for (sums, pair) in sums.iter_mut().zip(pairs) {
                        let pair = _mm_set1_epi32(*pair);
                        for (sum, weights) in sums.iter_mut().zip(weights) {
                            *sum = _mm_add_epi32(*sum, _mm_madd_epi16(pair, weights));
                        }
                    }
                }
                for (row, sums) in rows.iter_mut().zip(sums) {
                    let Some(row) = row.get_mut(register) else {
                        continue;
                    };
                    let (first, second) = row.split_at_mut(8);
                    let half = if lower { first } else { second };
                    for (to, from) in half.as_chunks_mut::<4>().0.iter_mut().zip(sums) {
                        // SAFETY: four numbers of 32 bits are 128.
                        unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), from) };
                    }
                }
            }
        }
        tile
    }

    /// Sixteen weights in two registers.
    #[target_feature(enable = "sse2")]
    fn load_quarter(weights: &[i16]) -> [__m128i; 2] {
        let mut loaded = [_mm_setzero_si128(); 2];
        for (register, weights) in loaded.iter_mut().zip(weights.as_chunks::<8>().0) {
            // SAFETY: eight numbers of 16 bits are 128.
            *register = unsafe { _mm_loadu_si128(weights.as_ptr().cast()) };
        }
        loaded
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
    use super::{Pairs, SimdLevel, Sums, Tile, WeightBlock, Work};

    struct Once<'a>(&'a [Pairs], &'a [WeightBlock], &'a mut Tile);

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
            let weights: Vec<WeightBlock> = (0..length)
                .map(|_| {
                    std::array::from_fn(|_| {
                        std::array::from_fn(|_| i16::try_from(next(127)).unwrap())
                    })
                })
                .collect();
            let made = SimdLevel::all().into_iter().map(|level| {
                let mut tile = Tile::default();
                level.run(Once(&pairs, &weights, &mut tile));
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
