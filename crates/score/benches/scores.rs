//! How many scores with interval and timeline one core makes in a second.
//!
//! A million invented reviews of 20,000 films, from a few to several thousand for a film, by 4,000
//! critics; four in ten are certain, the others have a `p` of a model.
//! `cargo bench -p ovation-score` prints one line for each measure.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints what it measured and may stop when its own input is wrong"
)]

use ovation_score::{Question, adjusted, fit, score, timeline};
use ovation_terms::{
    Ballot, Basis, CriticId, Day, FilmId, Hash, Moment, OutletId, Probability, ReviewId, Seq,
    Standing,
};
use std::hint::black_box;
use std::time::Instant;

const REVIEWS: u64 = 1_000_000;
const FILMS: u64 = 20_000;

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 20) % limit
    }
}

fn ballot(number: u64, film: u64, chance: &mut Chance) -> Ballot {
    let id = i64::try_from(number).unwrap();
    let certain = chance.below(10) < 4;
    let tenth_percent = f64::from(u32::try_from(chance.below(1_000)).unwrap()) / 1_000.0;
    let p = if certain {
        tenth_percent.round()
    } else {
        tenth_percent
    };
    let day = chance.below(1_400);
    let part = |n: u64| i8::try_from(n).unwrap();
    Ballot {
        review: ReviewId(id),
        entry: Seq(id),
        entry_hash: Hash::ZERO,
        recorded: Moment(0),
        first_recorded: Moment(0),
        film: FilmId(i64::try_from(film).unwrap()),
        critic: Some(CriticId(i64::try_from(chance.below(4_000)).unwrap())),
        critic_name: String::new(),
        also_by: Vec::new(),
        outlet: Some(OutletId(1)),
        outlet_name: String::new(),
        country: None,
        language: None,
        expected: None,
        url: None,
        published: Day::new(
            2_015 + i16::try_from(day / 336).unwrap(),
            1 + part(day / 28 % 12),
            1 + part(day % 28),
        ),
        rating_printed: None,
        rating: Some(p),
        p: Some(Probability::clamped(p)),
        basis: Some(Basis::Model),
        standing: Standing::default(),
    }
}

fn main() {
    let mut chance = Chance(20_241_122);
    let mut films: Vec<Vec<Ballot>> = vec![Vec::new(); usize::try_from(FILMS).unwrap()];
    for number in 1..=REVIEWS {
        // The product of two even draws: few films have many reviews.
        let film = chance.below(FILMS) * chance.below(FILMS) / FILMS;
        let made = ballot(number, film, &mut chance);
        if let Some(ballots) = films.get_mut(usize::try_from(film).unwrap()) {
            ballots.push(made);
        }
    }
    let largest = films.iter().map(Vec::len).max().unwrap_or(0);
    println!("{REVIEWS} reviews of {FILMS} films, at most {largest} of one film");
    let question = Question::default();

    let start = Instant::now();
    let mut scores = 0_u64;
    for ballots in &films {
        black_box(score(ballots, &question));
        scores += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "scores: {scores} in {seconds:.3} s, {:.0} a core-second",
        rate(scores, seconds)
    );

    let start = Instant::now();
    let mut points = 0_u64;
    for ballots in &films {
        points += black_box(timeline(ballots, &question)).len() as u64;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "timelines: {scores} with {points} points in {seconds:.3} s, {:.0} points a core-second",
        rate(points, seconds)
    );

    let verdicts: Vec<_> = films
        .iter()
        .flatten()
        .filter_map(|ballot| Some((ballot.film, ballot.critic?, ballot.p?)))
        .collect();
    let start = Instant::now();
    let leniencies = fit(&verdicts).unwrap();
    println!(
        "adjusted approval: fitted in {:.2} s, {} critics, settled: {}",
        start.elapsed().as_secs_f64(),
        leniencies.critics.len(),
        leniencies.settled
    );
    let start = Instant::now();
    for ballots in &films {
        black_box(adjusted(ballots, &question, &leniencies));
    }
    println!(
        "adjusted approval of all films in {:.2} s",
        start.elapsed().as_secs_f64()
    );

    let crowd: Vec<Ballot> = (1..=5_000)
        .map(|number| Ballot {
            critic: Some(CriticId(i64::try_from(number).unwrap())),
            ..ballot(number, 1, &mut chance)
        })
        .collect();
    let start = Instant::now();
    black_box(score(&crowd, &question));
    let once = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let points = black_box(timeline(&crowd, &question)).len();
    println!(
        "one film of 5000 reviews: score in {:.2} ms, timeline of {points} points in {:.0} ms",
        once * 1e3,
        start.elapsed().as_secs_f64() * 1e3
    );
}

fn rate(count: u64, seconds: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds
}
