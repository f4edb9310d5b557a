//! From a converted rating to the probability that the critic is for the film.

/// P(positive | value) of one scale: knots of (value, p), both rising.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// Checks that values rise, that probabilities do not fall, and that all lie in 0..=1.
    pub(super) fn new(knots: Vec<(f64, f64)>) -> Result<Self, String> {
        let inside = |x: f64| (0.0..=1.0).contains(&x);
        if knots.is_empty() || !knots.iter().all(|(v, p)| inside(*v) && inside(*p)) {
            return Err("one or more knots with value and p from 0 to 1".to_owned());
        }
        let rises = knots.windows(2).all(|pair| match pair {
            [(v, p), (w, q)] => v < w && p <= q,
            _ => true,
        });
        if rises {
            Ok(Self(knots))
        } else {
            Err("knots whose values rise and whose p does not fall".to_owned())
        }
    }

    /// The probability at a value: straight in log-odds between knots, level outside.
    pub(super) fn at(&self, value: f64) -> f64 {
        let above = self.0.partition_point(|(v, _)| *v < value);
        let after = self.0.get(above);
        let before = above.checked_sub(1).and_then(|at| self.0.get(at));
        match (before, after) {
            (_, Some((v, p))) if (v - value).abs() < 1e-9 => *p,
            (Some((v, p)), _) if (v - value).abs() < 1e-9 => *p,
            (Some((v, p)), Some((w, q))) => {
                let part = (value - v) / (w - v);
                sigmoid(log_odds(*p) * (1.0 - part) + log_odds(*q) * part)
            }
            (Some((_, p)), None) | (None, Some((_, p))) => *p,
            (None, None) => 0.5,
        }
    }
}

/// Log-odds of a probability, kept finite.
pub fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

/// The probability of log-odds.
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
