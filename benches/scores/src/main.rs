//! Scores invented reviews in one of several ways and prints one JSON object.
//!
//! usage: scores-bench make FILE [REVIEWS FILMS] | WAY FILE
//!
//! FILE is a CSV of `review,film,critic,day,p,rating`, sorted by film and day, drawn from the model
//! of adjusted approval: few films have many reviews, most reviews come within weeks of the first,
//! three in ten have a rating and a sure verdict, the others a model's `p`.

use ovation_score::{Board, ScoreIndex, Scratch, adjusted, fit};
use ovation_terms::{
    Ballot, Basis, CriticId, Day, FilmId, Hash, Moment, OutletId, Probability, ReviewId, Seq,
    Standing, Vote,
};
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// A small generator of chance numbers (xorshift64*).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

fn make(path: &str, reviews: usize, films: usize) -> Outcome<()> {
    let mut chance = Chance(20_261_122);
    let critics = reviews / 250;
    let levels: Vec<f64> = (0..films).map(|_| 0.6 + 1.1 * chance.bell()).collect();
    let leniencies: Vec<f64> = (0..critics).map(|_| 0.8 * chance.bell()).collect();
    let opened: Vec<i64> = (0..films).map(|_| (chance.next() * 8_000.0) as i64).collect();
    let mut rows: Vec<(usize, i64, usize, f64, Option<f64>)> = (0..reviews)
        .map(|_| {
            // The product of two even draws: few films, and few critics, have many reviews.
            let film = (chance.next() * chance.next() * films as f64) as usize;
            let critic = (chance.next() * chance.next() * critics as f64) as usize;
            let late = -30.0 * (1.0 - chance.next()).ln() + if chance.next() < 0.1 { chance.next() * 1_500.0 } else { 0.0 };
            let share = 1.0 / (1.0 + (-(levels[film] + leniencies[critic])).exp());
            let stands = chance.next() < share;
            let (p, rating) = if chance.next() < 0.3 {
                let rating = if stands { 0.6 + 0.4 * chance.next() } else { 0.55 * chance.next() };
                (f64::from(u8::from(stands)), Some((rating * 20.0).round() / 20.0))
            } else {
                // A calibrated model's p: mostly near its end, sometimes on the wrong side.
                let sure = 1.0 - 0.5 * chance.next() * chance.next();
                let right = if chance.next() < sure { stands } else { !stands };
                ((if right { sure } else { 1.0 - sure } * 1e4).round() / 1e4, None)
            };
            (film, opened[film] + late as i64, critic, p, rating)
        })
        .collect();
    rows.sort_by_key(|row| (row.0, row.1));
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "review,film,critic,day,p,rating")?;
    for (number, (film, day, critic, p, rating)) in rows.iter().enumerate() {
        let rating = rating.map_or_else(String::new, |rating| rating.to_string());
        let day = day_of(*day);
        writeln!(out, "{},{},{},{day},{p},{rating}", number + 1, film + 1, critic + 1)?;
    }
    out.flush()?;
    Ok(())
}

/// A day in months of 28 days from 2000 on: every day of it is in the calendar.
fn day_of(number: i64) -> Day {
    let (year, month, day) = (2_000 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
    Day::new(year as i16, month as i8, day as i8).expect("a day of the calendar")
}

fn load(path: &str) -> Outcome<Vec<Vote>> {
    let mut votes = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines().skip(1) {
        let line = line?;
        let parts: Vec<&str> = line.split(',').collect();
        let id: i64 = parts[0].parse()?;
        let vote = Ballot {
            review: ReviewId(id),
            entry: Seq(id),
            entry_hash: Hash::ZERO,
            recorded: Moment(0),
            first_recorded: Moment(0),
            film: FilmId(parts[1].parse()?),
            critic: Some(CriticId(parts[2].parse()?)),
            critic_name: String::new(),
            outlet: Some(OutletId(1)),
            outlet_name: String::new(),
            country: None,
            language: None,
            expected: None,
            url: None,
            published: Some(parts[3].parse().map_err(|_| "a day")?),
            rating_printed: None,
            rating: parts[5].parse().ok(),
            p: Probability::new(parts[4].parse()?).ok(),
            basis: Some(Basis::Model),
            standing: Standing::default(),
        };
        votes.push(Vote::of(&vote));
    }
    Ok(votes)
}

/// The processor's time this thread has used, in seconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|text| text.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

fn sheets(votes: &[Vote]) -> Vec<(FilmId, ScoreIndex)> {
    votes
        .chunk_by(|a, b| a.film == b.film)
        .map(|film| (film[0].film, ScoreIndex::new(film.to_vec())))
        .collect()
}

/// The time a score takes of one film, and of a crowd of fifty thousand for one film, at dates all along.
fn at_many_dates(votes: &[Vote], largest: FilmId) -> Outcome<serde_json::Value> {
    let crowd = votes.iter().take(50_000).zip(1..).map(|(vote, critic)| Vote {
        film: FilmId(1), critic: Some(CriticId(critic)), ..*vote
    });
    let crowd = ScoreIndex::new(crowd.collect());
    let board = Board::new(votes.to_vec());
    let sheet = board.score_index(largest).ok_or("the film")?;
    let mut scratch = Scratch::default();
    let mut answer = serde_json::json!({});
    for (name, sheet) in [("largest", sheet), ("crowd", &crowd)] {
        let mut worst = 0.0_f64;
        let mut all = 0.0;
        for step in 0..400 {
            let mut least = f64::INFINITY;
            for _ in 0..3 {
                let begun = Instant::now();
                black_box(sheet.score(Some(day_of(step * 25)), &mut scratch));
                least = least.min(begun.elapsed().as_secs_f64());
            }
            worst = worst.max(least);
            all += least;
        }
        answer[name] = serde_json::json!({ "reviews": sheet.len(), "mean_ms": all / 400.0 * 1e3, "worst_ms": worst * 1e3 });
    }
    Ok(answer)
}

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (way, path) = (args.first().ok_or("a way")?.as_str(), args.get(1).ok_or("a file")?);
    let number = |place: usize, usual: usize| args.get(place).map_or(Ok(usual), |text| text.parse());
    if way == "make" {
        return make(path, number(2, 1_000_000)?, number(3, 20_000)?);
    }
    let votes = load(path)?;
    let begun = cpu();
    let built = sheets(&votes);
    let building = cpu() - begun;
    let mut scratch = Scratch::default();
    let mut points = 0_u64;
    let mut sum = 0.0;
    let begun = cpu();
    let answer = match way {
        "scores" => {
            for (_, sheet) in &built {
                sum += sheet.score(None, &mut scratch).approval.map_or(0.0, |found| found.low);
            }
            serde_json::json!({})
        }
        "timelines" | "timelines-plain" => {
            for (_, sheet) in &built {
                sum += sheet.score(None, &mut scratch).approval.map_or(0.0, |found| found.low);
                if way == "timelines" {
                    sheet.each_point(None, &mut scratch, |point| {
                        points += 1;
                        sum += point.low;
                    });
                } else {
                    sheet.each_figure(None, &mut scratch, |figure| {
                        points += 1;
                        sum += figure.percent;
                    });
                }
            }
            serde_json::json!({ "points": points })
        }
        "adjusted" => {
            let verdicts: Vec<_> = votes.iter().filter_map(|vote| Some((vote.film, vote.critic?, vote.p?))).collect();
            let begun = cpu();
            let found = fit(&verdicts).ok_or("reviews")?;
            let fitting = cpu() - begun;
            serde_json::json!({ "fit": fitting, "settled": found.settled, "film_sd": found.film_variance.sqrt(), "critic_sd": found.critic_variance.sqrt(), "mean": found.mean })
        }
        "as-of" => {
            let largest = built.iter().max_by_key(|(_, sheet)| sheet.len()).ok_or("a film")?;
            at_many_dates(&votes, largest.0)?
        }
        _ => return Err(format!("no way `{way}`").into()),
    };
    black_box((sum, adjusted));
    let mut answer = answer;
    answer["cpu"] = serde_json::json!(cpu() - begun);
    answer["building"] = serde_json::json!(building);
    answer["reviews"] = serde_json::json!(votes.len());
    answer["films"] = serde_json::json!(built.len());
    println!("{answer}");
    Ok(())
}
