//! From pieces to log-odds: the encoder's layers, over several texts at once.
//!
//! The pieces of all texts stand one behind the other as rows, so no row is padding; only
//! attention looks at each text by itself. Results do not depend on which texts go together.

#![expect(
    clippy::inline_always,
    reason = "compiled once for each width of registers, which only reaches what is inlined"
)]

use super::kernel::{COLUMNS, Pairs, ROWS, Sums, Work};
use super::maths::{LANES, exp, gelu, largest, normalise, sum, whole};
use super::weights::{HEAD, INNER, Layer, Matrix, Network, WIDTH};

/// The largest activation after rounding: 1,536 products with weights of at most 127 stay within
/// 32 bits.
const FINEST: f32 = 11_000.0;

/// Texts to read together.
pub(super) struct Forward<'a> {
    pub(super) network: &'a Network,
    /// The pieces of each text, marks of beginning and end included; none longer than
    /// [`Network::longest`].
    pub(super) texts: &'a [&'a [u32]],
    /// Gets the log-odds of each text.
    pub(super) found: &'a mut Vec<f32>,
}

impl Work for Forward<'_> {
    #[inline(always)]
    fn run<S: Sums>(self) {
        let lengths: Vec<usize> = self.texts.iter().map(|text| text.len()).collect();
        let rows: usize = lengths.iter().sum();
        let mut x = self.embed(rows);
        let mut room = Room::new(rows);
        for layer in &self.network.layers {
            one_layer::<S>(layer, &lengths, &mut x, &mut room);
        }
        let mut rest = x.as_slice();
        for length in lengths {
            let (own, after) = rest.split_at_checked(length * WIDTH).unwrap_or_default();
            rest = after;
            let mut mean = [0.0_f32; WIDTH];
            for row in own.chunks_exact(WIDTH) {
                for (mean, x) in mean.iter_mut().zip(row) {
                    *mean += x;
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "at most a few hundred pieces")]
            let share = 1.0 / length.max(1) as f32;
            for (mean, weight) in mean.iter_mut().zip(&self.network.head) {
                *mean *= share * weight;
            }
            self.found.push(sum(&mean, |x| x) + self.network.head_shift);
        }
    }
}

impl Forward<'_> {
    #[inline(always)]
    fn embed(&self, rows: usize) -> Vec<f32> {
        let mut x = Vec::with_capacity(rows * WIDTH);
        for text in self.texts {
            for (piece, place) in text.iter().zip(self.network.places.chunks_exact(WIDTH)) {
                let (row, scale) = self.network.piece(*piece).unwrap_or((&[0; WIDTH], 0.0));
                x.extend(
                    row.iter()
                        .zip(place)
                        .map(|(x, p)| f32::from(*x) * scale + p),
                );
            }
        }
        for row in x.chunks_exact_mut(WIDTH) {
            normalise(row, &self.network.norm.gain, &self.network.norm.shift);
        }
        x
    }
}

/// Room for what lies between two steps, kept from layer to layer.
struct Room {
    pairs: Vec<Pairs>,
    scales: Vec<f32>,
    /// Queries, keys and values.
    attention: Vec<f32>,
    /// What attention gives, and then what is added to a row.
    narrow: Vec<f32>,
    wide: Vec<f32>,
}

impl Room {
    fn new(rows: usize) -> Self {
        Self {
            pairs: vec![[0; ROWS]; rows.div_ceil(ROWS) * INNER / 2],
            scales: vec![0.0; rows],
            attention: vec![0.0; rows * 3 * WIDTH],
            narrow: vec![0.0; rows * WIDTH],
            wide: vec![0.0; rows * INNER],
        }
    }
}

#[inline(always)]
fn one_layer<S: Sums>(layer: &Layer, lengths: &[usize], x: &mut [f32], room: &mut Room) {
    let Room {
        pairs,
        scales,
        attention,
        narrow,
        wide,
    } = room;
    round(x, WIDTH, pairs, scales);
    times::<S>(&layer.attention, pairs, scales, attention);
    let (mut from, mut to) = (attention.as_slice(), narrow.as_mut_slice());
    for length in lengths {
        let (own, after) = from
            .split_at_checked(length * 3 * WIDTH)
            .unwrap_or_default();
        let (own_to, after_to) = std::mem::take(&mut to)
            .split_at_mut_checked(length * WIDTH)
            .unwrap_or_default();
        attend(own, *length, own_to);
        (from, to) = (after, after_to);
    }
    round(narrow, WIDTH, pairs, scales);
    times::<S>(&layer.attended, pairs, scales, narrow);
    add(x, narrow);
    for row in x.chunks_exact_mut(WIDTH) {
        normalise(
            row,
            &layer.after_attention.gain,
            &layer.after_attention.shift,
        );
    }
    round(x, WIDTH, pairs, scales);
    times::<S>(&layer.inner, pairs, scales, wide);
    for x in wide.iter_mut() {
        *x = gelu(*x);
    }
    round(wide, INNER, pairs, scales);
    times::<S>(&layer.outer, pairs, scales, narrow);
    add(x, narrow);
    for row in x.chunks_exact_mut(WIDTH) {
        normalise(row, &layer.after_outer.gain, &layer.after_outer.shift);
    }
}

#[inline(always)]
fn add(to: &mut [f32], what: &[f32]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += what;
    }
}

/// Rounds each row to whole numbers of up to [`FINEST`], in pairs, [`ROWS`] rows side by side; the
/// scale of a row makes them singles again.
#[inline(always)]
fn round(x: &[f32], width: usize, pairs: &mut [Pairs], scales: &mut [f32]) {
    let groups = x.chunks(ROWS * width).zip(scales.chunks_mut(ROWS));
    for ((rows, scales), pairs) in groups.zip(pairs.chunks_exact_mut(width / 2)) {
        for (at, (row, scale)) in rows.chunks_exact(width).zip(scales).enumerate() {
            let most = largest(row).max(1e-20);
            *scale = most / FINEST;
            let factor = FINEST / most;
            for (pair, two) in pairs.iter_mut().zip(row.as_chunks::<2>().0) {
                let [first, second] = two.map(|x| whole(x * factor));
                if let Some(place) = pair.get_mut(at) {
                    *place = (first & 0xffff) | (second << 16);
                }
            }
        }
    }
}

/// Rows times a matrix, with its shifts added. Blocks of weights stay at hand while all rows pass.
#[inline(always)]
fn times<S: Sums>(matrix: &Matrix, pairs: &[Pairs], scales: &[f32], to: &mut [f32]) {
    let results = matrix.results();
    for (first, block) in matrix.blocks() {
        let columns = first..first + COLUMNS;
        let (Some(by), Some(shifts)) = (
            matrix.scales.get(columns.clone()),
            matrix.shifts.get(columns.clone()),
        ) else {
            continue;
        };
        let groups = to.chunks_mut(ROWS * results).zip(scales.chunks(ROWS));
        for ((rows, scales), pairs) in groups.zip(pairs.chunks_exact(matrix.inputs / 2)) {
            let tile = S::tile(pairs, block);
            for ((row, scale), sums) in rows.chunks_exact_mut(results).zip(scales).zip(&tile) {
                let Some(row) = row.get_mut(columns.clone()) else {
                    continue;
                };
                let out = row.iter_mut().zip(sums.as_flattened());
                for (((x, sum), by), shift) in out.zip(by).zip(shifts) {
                    #[expect(
                        clippy::cast_precision_loss,
                        reason = "rounded to a single, as the products would be"
                    )]
                    let sum = *sum as f32;
                    *x = sum * (scale * by) + shift;
                }
            }
        }
    }
}

/// Attention within one text: for each head, each row takes the mean of all rows' values, weighed
/// by how its query fits their keys.
#[inline(always)]
fn attend(rows: &[f32], length: usize, to: &mut [f32]) {
    let padded = length.next_multiple_of(LANES);
    // A head's keys with one row for each of its numbers, so that all texts' places are summed side
    // by side.
    let mut keys = vec![0.0_f32; HEAD * padded];
    let mut fits = vec![0.0_f32; padded];
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let factor = 1.0 / (HEAD as f32).sqrt();
    for head in 0..WIDTH / HEAD {
        let part = |row: &[f32], which: usize| -> [f32; HEAD] {
            row.get(which * WIDTH + head * HEAD..)
                .and_then(|part| part.first_chunk().copied())
                .unwrap_or([0.0; HEAD])
        };
        for (at, row) in rows.chunks_exact(3 * WIDTH).enumerate() {
            for (key, x) in keys.chunks_exact_mut(padded).zip(part(row, 1)) {
                if let Some(place) = key.get_mut(at) {
                    *place = x * factor;
                }
            }
        }
        for (row, to) in rows.chunks_exact(3 * WIDTH).zip(to.chunks_exact_mut(WIDTH)) {
            fits.fill(0.0);
            for (key, x) in keys.chunks_exact(padded).zip(part(row, 0)) {
                for (fit, key) in fits.iter_mut().zip(key) {
                    *fit += x * key;
                }
            }
            let fits = fits.get_mut(..length).unwrap_or_default();
            let most = fits
                .iter()
                .fold(f32::MIN, |most, x| if *x > most { *x } else { most });
            for fit in fits.iter_mut() {
                *fit = exp(*fit - most);
            }
            let whole = 1.0 / sum(fits, |x| x);
            let mut mean = [0.0_f32; HEAD];
            for (fit, row) in fits.iter().zip(rows.chunks_exact(3 * WIDTH)) {
                for (mean, x) in mean.iter_mut().zip(part(row, 2)) {
                    *mean += fit * x;
                }
            }
            if let Some(to) = to.get_mut(head * HEAD..(head + 1) * HEAD) {
                for (to, mean) in to.iter_mut().zip(mean) {
                    *to = mean * whole;
                }
            }
        }
    }
}
