use crate::making::{ballot, day};
use crate::reference::Chance;
use ovation_score::{Leniencies, Question, SignedVerdict, adjusted, fit};
use ovation_terms::{Ballot, CriticId, FilmId, Probability};
use serde_json::Value;

/// The figures of `tests/independent/adjusted.py`.
fn independent() -> Value {
    serde_json::from_str(include_str!("../independent/adjusted.json")).unwrap()
}

fn verdict(film: i64, critic: i64, p: f64) -> SignedVerdict {
    (FilmId(film), CriticId(critic), Probability::new(p).unwrap())
}

fn verdicts(figures: &Value) -> Vec<SignedVerdict> {
    let rows = figures["reviews"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            verdict(
                row[0].as_i64().unwrap(),
                row[1].as_i64().unwrap(),
                row[2].as_f64().unwrap(),
            )
        })
        .collect()
}

/// One film's reviews as ballots.
fn ballots(verdicts: &[SignedVerdict], film: i64) -> Vec<Ballot> {
    verdicts
        .iter()
        .filter(|(of, ..)| of.0 == film)
        .map(|(_, critic, p)| Ballot {
            critic: Some(*critic),
            p: Some(*p),
            ..ballot(critic.0, "2024-03-01", 1.0)
        })
        .collect()
}

fn percent(verdicts: &[SignedVerdict], film: i64, leniencies: &Leniencies) -> [f64; 3] {
    let of = adjusted(&ballots(verdicts, film), &Question::default(), leniencies).unwrap();
    [of.percent, of.low, of.high]
}

#[test]
fn agrees_with_the_laplace_fit_and_with_statsmodels() {
    let figures = independent();
    let verdicts = verdicts(&figures);
    let found = fit(&verdicts).unwrap();
    assert!(found.settled);
    for (peer, tolerance) in [("laplace", 0.1), ("statsmodels", 0.06)] {
        let peer = &figures[peer];
        let scale = |name: &str| peer[name].as_f64().unwrap();
        assert!(
            (found.film_variance.sqrt() / scale("film_scale") - 1.0).abs() < tolerance,
            "{found:?}"
        );
        assert!(
            (found.critic_variance.sqrt() / scale("critic_scale") - 1.0).abs() < tolerance,
            "{found:?}"
        );
        assert!((found.mean - scale("mean")).abs() < 0.05, "{found:?}");
    }
    for film in 1..=24 {
        let place = usize::try_from(film - 1).unwrap();
        let ours = percent(&verdicts, film, &found);
        let figure = |peer: &str, name: &str| figures[peer][name][place].as_f64().unwrap();
        let laplace = ["percent", "low", "high"].map(|name| figure("laplace", name));
        for (ours, theirs) in ours.iter().zip(laplace) {
            assert!(
                (ours - theirs).abs() < 4.0,
                "film {film}: {ours} against {laplace:?}"
            );
        }
        assert!(
            (ours[0] - laplace[0]).abs() < 4.0,
            "film {film}: {ours:?} against {laplace:?}"
        );
        assert!(
            (ours[0] - figure("statsmodels", "percent")).abs() < 2.0,
            "film {film}"
        );
    }
    for (critic, theirs) in found
        .critics
        .iter()
        .zip(figures["laplace"]["leniency"].as_array().unwrap())
    {
        assert!(
            (critic.effect - theirs.as_f64().unwrap()).abs() < 0.1 + 0.2 * critic.effect.abs(),
            "{critic:?} against {theirs}"
        );
    }
}

/// A record drawn from the model: films and critics with known effects.
fn drawn(
    films: i64,
    critics: i64,
    each: u64,
    seed: u64,
) -> (Vec<SignedVerdict>, Vec<f64>, Vec<f64>) {
    let mut chance = Chance(seed);
    let mut bell = |scale: f64| scale * ((0..12).map(|_| chance.next()).sum::<f64>() - 6.0);
    let levels: Vec<f64> = (0..films).map(|_| 0.7 + bell(1.0)).collect();
    let leniencies: Vec<f64> = (0..critics).map(|_| bell(0.8)).collect();
    let mut chance = Chance(seed + 1);
    let mut verdicts = Vec::new();
    for (film, level) in (0..).zip(&levels) {
        let mut seen = Vec::new();
        for _ in 0..each {
            let critic = (chance.next() * critics as f64) as i64;
            if !seen.contains(&critic) {
                seen.push(critic);
                let share = 1.0 / (1.0 + (-(level + leniencies[critic as usize])).exp());
                let stands = f64::from(u8::from(chance.next() < share));
                verdicts.push(verdict(film, critic, stands));
            }
        }
    }
    (verdicts, levels, leniencies)
}

#[test]
fn the_interval_holds_the_truth_nine_times_in_ten() {
    // Beyond 256 critics the spread is approximated; both ways are tried.
    for (films, critics, each) in [(400, 120, 15), (500, 400, 25)] {
        let (verdicts, levels, _) = drawn(films, critics, each, 7);
        let found = fit(&verdicts).unwrap();
        assert!(found.settled);
        assert!(
            (found.film_variance.sqrt() - 1.0).abs() < 0.15,
            "{}",
            found.film_variance
        );
        assert!(
            (found.critic_variance.sqrt() - 0.8).abs() < 0.12,
            "{}",
            found.critic_variance
        );
        let held = levels
            .iter()
            .zip(0..)
            .filter(|(level, film)| {
                let truth = 100.0 / (1.0 + (-**level).exp());
                let [_, low, high] = percent(&verdicts, *film, &found);
                low <= truth && truth <= high
            })
            .count();
        let share = held as f64 / films as f64;
        assert!((0.86..0.94).contains(&share), "{share}");
    }
}

#[test]
fn a_hard_critics_praise_weighs_more_than_a_lenient_ones() {
    // Critics 1 to 3 praise nine films of ten, 4 to 6 one of ten; 7 and 8 one of two.
    let mut verdicts = Vec::new();
    for film in 1..=40 {
        for critic in 1..=8 {
            let turn = (film * 7 + critic * 3) % 10;
            let stands = match critic {
                1..=3 => turn != 0,
                4..=6 => turn == 0,
                _ => turn < 5,
            };
            verdicts.push(verdict(film, critic, f64::from(u8::from(stands))));
        }
    }
    let found = fit(&verdicts).unwrap();
    let by = |critics: &[i64]| {
        let praise: Vec<SignedVerdict> = critics.iter().map(|c| verdict(99, *c, 1.0)).collect();
        percent(&praise, 99, &found)[0]
    };
    assert!(by(&[4, 5]) > by(&[7, 8]) && by(&[7, 8]) > by(&[1, 2]));
    assert!(by(&[4]) > by(&[1]) + 4.0, "{} {}", by(&[4]), by(&[1]));
    // Nobody is known of a critic the record has not met.
    assert!(by(&[1]) < by(&[4321]) && by(&[4321]) < by(&[4]));
}

#[test]
fn order_does_not_matter_and_leniencies_of_its_critics_are_all_a_film_needs() {
    let (mut verdicts, ..) = drawn(30, 12, 8, 3);
    let found = fit(&verdicts).unwrap();
    verdicts.reverse();
    assert_eq!(fit(&verdicts).unwrap(), found);
    let reviews = ballots(&verdicts, 4);
    let critics = reviews.iter().filter_map(|one| one.critic).collect();
    let only = found.only(critics);
    assert!(only.critics.len() < found.critics.len());
    let ask = |from: &Leniencies| adjusted(&reviews, &Question::default(), from);
    assert_eq!(ask(&found), ask(&only));
    let early = Question {
        as_of: Some(day("2024-02-29")),
        ..Question::default()
    };
    assert_eq!(adjusted(&reviews, &early, &found), None);
    assert_eq!(fit(&[]), None);
}

#[test]
fn a_record_where_all_agree_still_settles() {
    let all: Vec<SignedVerdict> = (1..=10)
        .flat_map(|film| (1..=6).map(move |critic| verdict(film, critic, 1.0)))
        .collect();
    let found = fit(&all).unwrap();
    let [percent, low, high] = percent(&all, 3, &found);
    assert!(percent > 90.0 && low < percent && percent < high && high <= 100.0);
    let one = [verdict(1, 1, 0.3)];
    let [percent, low, high] = self::percent(&one, 1, &fit(&one).unwrap());
    assert!(low < percent && percent < high);
}
