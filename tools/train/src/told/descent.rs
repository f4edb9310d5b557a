//! The descent: a weighed sum for each kind, what all kinds share in common, drawn to nought.

/// What may be one event or claim: it is one if any of its candidates is.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    pub(super) kind: usize,
    pub(super) is_right: bool,
    /// Whether it is learned as right.
    pub(super) is_learned_right: bool,
    /// Numbers of the features of each candidate.
    pub(super) candidates: Vec<Vec<u32>>,
    pub(super) weight: f64,
    /// Neither right nor wrong, and not learned from.
    pub(super) is_left_out: bool,
}

/// Passes over all bags.
const PASSES: usize = 24;
/// Length of the first steps; passes, step and pull are the best of a few on publishers held out.
const STEP: f64 = 0.12;
/// How strongly weights are drawn to nought with each pass.
const PULL: f64 = 0.1;

/// Learned weights: of each feature for each kind, with what all kinds share in it.
#[derive(Clone, Debug)]
pub(super) struct Weighing {
    /// One row a feature: kinds, then what is shared.
    weights: Vec<f64>,
    pub(super) bias: Vec<f64>,
    kinds: usize,
}

impl Weighing {
    /// The weights of each feature for each kind.
    pub(super) fn rows(&self) -> Vec<Vec<f64>> {
        let rows = self.weights.chunks(self.kinds + 1);
        rows.map(|row| {
            let (shared, own) = row.split_last().unwrap_or((&0.0, &[]));
            own.iter().map(|weight| weight + shared).collect()
        })
        .collect()
    }

    /// The score of a bag's likeliest candidate.
    pub(super) fn score(&self, bag: &Bag) -> f64 {
        let scores = bag.candidates.iter().map(|own| self.sum(own, bag.kind));
        scores.fold(f64::NEG_INFINITY, f64::max)
    }

    fn sum(&self, features: &[u32], kind: usize) -> f64 {
        let width = self.kinds + 1;
        let weight = |at: usize| self.weights.get(at).copied().unwrap_or(0.0);
        let sum: f64 = features
            .iter()
            .map(|at| *at as usize * width)
            .map(|at| weight(at + kind) + weight(at + self.kinds))
            .sum();
        sum + self.bias.get(kind).copied().unwrap_or(0.0)
    }
}

fn logistic(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// Learns weights of the features that are known.
pub(super) fn fit(bags: &[&Bag], known: &[bool], kinds: usize) -> Weighing {
    let width = kinds + 1;
    let mut made = Weighing {
        weights: vec![0.0; known.len() * width],
        bias: vec![-2.0; kinds],
        kinds,
    };
    let mut squares = vec![1.0; made.weights.len()];
    let mut bias_squares = vec![1.0; kinds];
    let is_known = |at: &u32| known.get(*at as usize) == Some(&true);
    let candidates = |bag: &&Bag| -> Vec<Vec<u32>> {
        let all = bag.candidates.iter();
        all.map(|own| own.iter().copied().filter(is_known).collect())
            .collect()
    };
    let bags: Vec<&Bag> = bags
        .iter()
        .copied()
        .filter(|bag| !bag.is_left_out)
        .collect();
    let places: Vec<Vec<Vec<u32>>> = bags.iter().map(candidates).collect();
    let mut summed = vec![0.0; made.weights.len()];
    let mut summed_bias = vec![0.0; kinds];
    let mut kept = 0.0;
    let mut order: Vec<usize> = (0..bags.len()).collect();
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    for pass in 0..PASSES {
        shuffle(&mut order, &mut chance);
        for &number in &order {
            let (Some(bag), Some(candidates)) = (bags.get(number), places.get(number)) else {
                continue;
            };
            let scored = candidates.iter().map(|own| (made.sum(own, bag.kind), own));
            let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((score, own)) = best else { continue };
            let slope = (logistic(score) - f64::from(u8::from(bag.is_learned_right))) * bag.weight;
            if slope.abs() < 1e-4 {
                continue;
            }
            for &at in own {
                let at = at as usize * width;
                for place in [at + bag.kind, at + kinds] {
                    step(&mut made.weights, &mut squares, place, slope, STEP);
                }
            }
            step(&mut made.bias, &mut bias_squares, bag.kind, slope, STEP);
        }
        for weight in &mut made.weights {
            *weight -= PULL * *weight;
        }
        if pass >= PASSES / 2 {
            kept += 1.0;
            for (sum, weight) in summed.iter_mut().zip(&made.weights) {
                *sum += weight;
            }
            for (sum, bias) in summed_bias.iter_mut().zip(&made.bias) {
                *sum += bias;
            }
        }
    }
    made.weights = summed.into_iter().map(|sum| sum / kept).collect();
    made.bias = summed_bias.into_iter().map(|sum| sum / kept).collect();
    made
}

fn step(weights: &mut [f64], squares: &mut [f64], at: usize, slope: f64, length: f64) {
    if let (Some(weight), Some(square)) = (weights.get_mut(at), squares.get_mut(at)) {
        *square += slope * slope;
        *weight -= length * slope / square.sqrt();
    }
}

/// Puts numbers in another order, the same each time.
fn shuffle(order: &mut [usize], chance: &mut u64) {
    for at in (1..order.len()).rev() {
        *chance ^= *chance << 13;
        *chance ^= *chance >> 7;
        *chance ^= *chance << 17;
        let other = usize::try_from(*chance % (at as u64 + 1)).unwrap_or(0);
        order.swap(at, other);
    }
}
