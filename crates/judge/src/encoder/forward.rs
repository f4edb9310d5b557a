//! From pieces to log-odds: the encoder's layers, over several texts at once.
//!
//! The pieces of all texts stand one behind the other as rows, so no row is padding; only
//! attention looks at each text by itself. Results do not depend on which texts go together.

#![expect(
    clippy::inline_always,
    reason = "compiled once for each width of registers, which only reaches what is inlined"
)]

use super::kernel::{COLUMNS, Pairs, ROWS, Sums, Work};
use super::maths::{LANES, exp, gelu, highest, largest, normalise, sum, whole};
use super::weights::{AnswerHead, HEAD, INNER, Layer, Matrix, Network, WIDTH};

/// The largest activation after rounding: 1,536 products with weights of at most 127 stay within
/// 32 bits.
const FINEST: f32 = 11_000.0;

/// Texts to read together.
pub(super) struct Forward<'a> {
    pub(super) network: &'a Network,
    /// The pieces of each text, marks of beginning and end included; none longer than
    /// [`Network::longest`].
    pub(super) texts: &'a [&'a [u32]],
    /// Gets what each text says.
    pub(super) found: &'a mut Vec<Answer>,
    /// Kept from one forward pass to the next, so that its memory is not asked for each time.
    pub(super) room: &'a mut Room,
}

impl Work for Forward<'_> {
    #[inline(always)]
    fn run<S: Sums>(self) {
        let lengths: Vec<usize> = self.texts.iter().map(|text| text.len()).collect();
        let rows: usize = lengths.iter().sum();
        self.room.fit(rows);
        let Room { x, steps } = self.room;
        embed(self.network, self.texts, x);
        for layer in &self.network.layers {
            one_layer::<S>(layer, &lengths, x, steps);
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
            for mean in &mut mean {
                *mean *= share;
            }
            self.found.push(Answer {
                verdict: answer(&mean, &self.network.verdict),
                rating: answer(&mean, &self.network.rating),
            });
        }
    }
}

/// What a text says, in log-odds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) verdict: f32,
    pub(super) rating: f32,
}

#[inline(always)]
fn answer(mean: &[f32; WIDTH], head: &AnswerHead) -> f32 {
    let mut products = *mean;
    for (x, weight) in products.iter_mut().zip(&head.weights) {
        *x *= weight;
    }
    sum(&products, |x| x) + head.shift
}

/// The sum of each piece's and its place's embedding.
#[inline(always)]
fn embed(network: &Network, texts: &[&[u32]], to: &mut Vec<f32>) {
    to.clear();
    for text in texts {
        for (piece, place) in text.iter().zip(network.places.chunks_exact(WIDTH)) {
            let (row, scale) = network.piece(*piece).unwrap_or((&[0; WIDTH], 0.0));
            to.extend(
                row.iter()
                    .zip(place)
                    .map(|(x, p)| f32::from(*x) * scale + p),
            );
        }
    }
    for row in to.chunks_exact_mut(WIDTH) {
        normalise(row, &network.norm.gain, &network.norm.shift);
    }
}

/// Room for the rows and for what lies between two steps.
#[derive(Default)]
pub(super) struct Room {
    /// The rows as they pass through the layers.
    x: Vec<f32>,
    steps: Steps,
}

/// What lies between two steps.
#[derive(Default)]
struct Steps {
    pairs: Vec<Pairs>,
    scales: Vec<f32>,
    /// Queries, keys and values.
    attention: Vec<f32>,
    /// What attention gives, and then what is added to a row.
    narrow: Vec<f32>,
    wide: Vec<f32>,
    heads: Heads,
}

impl Room {
    fn fit(&mut self, rows: usize) {
        let steps = &mut self.steps;
        steps
            .pairs
            .resize(rows.div_ceil(ROWS) * INNER / 2, [0; ROWS]);
        steps.scales.resize(rows, 0.0);
        steps.attention.resize(rows * 3 * WIDTH, 0.0);
        steps.narrow.resize(rows * WIDTH, 0.0);
        steps.wide.resize(rows * INNER, 0.0);
    }
}

#[inline(always)]
fn one_layer<S: Sums>(layer: &Layer, lengths: &[usize], x: &mut [f32], steps: &mut Steps) {
    let Steps {
        pairs,
        scales,
        attention,
        narrow,
        wide,
        heads,
    } = steps;
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
        attend(own, *length, heads, own_to);
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

/// Rows whose queries are answered side by side.
const QUERIES: usize = 4;

/// As many numbers as are summed side by side.
type Lanes = [f32; LANES];

/// A head's keys, values and answers of one text, kept from head to head.
#[derive(Default)]
struct Heads {
    /// For each [`LANES`] rows, their keys with one line for each of a key's numbers; rows beyond the
    /// text are nought.
    keys: Vec<[Lanes; HEAD]>,
    /// Each row's value.
    values: Vec<[Lanes; HEAD / LANES]>,
    /// How the queries at hand fit each row's key.
    fits: [Vec<Lanes>; QUERIES],
}

/// Attention within one text: for each head, each row takes the mean of all rows' values, weighed
/// by how its query fits their keys.
#[inline(always)]
fn attend(rows: &[f32], length: usize, heads: &mut Heads, to: &mut [f32]) {
    for head in 0..WIDTH / HEAD {
        heads.take(rows, head);
        let blocks = rows.chunks(QUERIES * 3 * WIDTH);
        for (rows, to) in blocks.zip(to.chunks_mut(QUERIES * WIDTH)) {
            let mut queries = [[0.0; QUERIES]; HEAD];
            for (at, row) in rows.chunks_exact(3 * WIDTH).enumerate() {
                for (line, x) in queries.iter_mut().zip(part(row, 0, head)) {
                    if let Some(place) = line.get_mut(at) {
                        *place = x;
                    }
                }
            }
            heads.fit(&queries);
            let shares = heads.soften(length);
            let means = heads.means();
            for ((to, mean), share) in to.chunks_exact_mut(WIDTH).zip(means).zip(shares) {
                let to = to.get_mut(head * HEAD..(head + 1) * HEAD);
                for (to, mean) in to.into_iter().flatten().zip(mean.as_flattened()) {
                    *to = mean * share;
                }
            }
        }
    }
}

/// A head's part of a row of queries (0), keys (1) and values (2).
#[inline(always)]
fn part(row: &[f32], which: usize, head: usize) -> [f32; HEAD] {
    row.get(which * WIDTH + head * HEAD..)
        .and_then(|part| part.first_chunk().copied())
        .unwrap_or([0.0; HEAD])
}

impl Heads {
    /// Lays out one head's keys and values.
    #[inline(always)]
    fn take(&mut self, rows: &[f32], head: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let factor = 1.0 / (HEAD as f32).sqrt();
        self.keys.clear();
        self.values.clear();
        for rows in rows.chunks(LANES * 3 * WIDTH) {
            let mut keys = [[0.0; LANES]; HEAD];
            for (at, row) in rows.chunks_exact(3 * WIDTH).enumerate() {
                for (line, x) in keys.iter_mut().zip(part(row, 1, head)) {
                    if let Some(place) = line.get_mut(at) {
                        *place = x * factor;
                    }
                }
                let value = part(row, 2, head);
                let (lanes, _) = value.as_chunks();
                self.values
                    .push(lanes.first_chunk().copied().unwrap_or_default());
            }
            self.keys.push(keys);
        }
    }

    /// Queries times keys.
    #[inline(always)]
    fn fit(&mut self, queries: &[[f32; QUERIES]; HEAD]) {
        let [first, second, third, fourth] = &mut self.fits;
        for fits in [&mut *first, &mut *second, &mut *third, &mut *fourth] {
            fits.clear();
        }
        for keys in &self.keys {
            // Each a register of its own.
            let (mut a, mut b, mut c, mut d) =
                ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
            for (line, [p, q, r, s]) in keys.iter().zip(queries) {
                add_times(&mut a, line, *p);
                add_times(&mut b, line, *q);
                add_times(&mut c, line, *r);
                add_times(&mut d, line, *s);
            }
            first.push(a);
            second.push(b);
            third.push(c);
            fourth.push(d);
        }
    }

    /// Turns fits into weights of the first `length` rows; gives one over their sum.
    #[inline(always)]
    fn soften(&mut self, length: usize) -> [f32; QUERIES] {
        let mut shares = [0.0; QUERIES];
        for (fits, share) in self.fits.iter_mut().zip(&mut shares) {
            // What stands beyond the text's end fits nothing.
            beyond(fits, length, f32::MIN);
            let most = highest(fits);
            for fit in fits.as_flattened_mut() {
                *fit = exp(*fit - most);
            }
            beyond(fits, length, 0.0);
            *share = 1.0 / sum(fits.as_flattened(), |x| x);
        }
        shares
    }

    /// The sums of all rows' values, each times its weight.
    #[inline(always)]
    fn means<'a>(&'a self) -> [[Lanes; HEAD / LANES]; QUERIES] {
        let [first, second, third, fourth] = &self.fits;
        let nought = [[0.0; LANES]; HEAD / LANES];
        let (mut a, mut b, mut c, mut d) = (nought, nought, nought, nought);
        let each = |fits: &'a Vec<Lanes>| fits.as_flattened().iter();
        let weights = each(first)
            .zip(each(second))
            .zip(each(third))
            .zip(each(fourth));
        for (value, (((p, q), r), s)) in self.values.iter().zip(weights) {
            for (at, value) in value.iter().enumerate() {
                for (mean, weight) in [(&mut a, p), (&mut b, q), (&mut c, r), (&mut d, s)] {
                    if let Some(mean) = mean.get_mut(at) {
                        add_times(mean, value, *weight);
                    }
                }
            }
        }
        [a, b, c, d]
    }
}

/// Sets what stands beyond `length` numbers.
#[inline(always)]
fn beyond(lanes: &mut [Lanes], length: usize, x: f32) {
    for place in lanes.as_flattened_mut().iter_mut().skip(length) {
        *place = x;
    }
}

#[inline(always)]
fn add_times(to: &mut Lanes, what: &Lanes, times: f32) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += times * what;
    }
}
