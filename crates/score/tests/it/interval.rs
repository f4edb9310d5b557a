use ovation_score::{PositiveCount, interval};
use ovation_terms::Probability;

fn count(ps: impl IntoIterator<Item = f64>) -> PositiveCount {
    let mut count = PositiveCount::new();
    for p in ps {
        count.push(Probability::new(p).unwrap());
    }
    count
}

#[test]
fn dbg() {
    for (k, n) in [
        (0, 1),
        (1, 1),
        (0, 10),
        (3, 10),
        (10, 10),
        (97, 100),
        (290, 300),
        (3000, 10000),
        (5000, 5000),
        (99000, 100000),
    ] {
        let found = interval(&count((0..n).map(|i| f64::from(u8::from(i < k)))));
        let (a, b) = (f64::from(k) + 0.5, f64::from(n - k) + 0.5);
        println!(
            "{k}/{n}: {found:?} {} {}",
            statrs::function::beta::beta_reg(a, b, found.low) - 0.05,
            statrs::function::beta::beta_reg(a, b, found.high) - 0.95
        );
    }
}
