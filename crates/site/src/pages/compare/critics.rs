//! Two critics side by side: on which films they agree.

use super::films::CriticVoice;
use crate::error::SiteError;
use crate::figures::Board;
use crate::front::Site;
use crate::links;
use crate::show;
use crate::view::Named;
use ovation_score::{PositiveCount, interval};
use ovation_terms::{CriticId, FilmId, Probability};
use std::collections::BTreeMap;

/// Most reviews of one critic that are looked at.
const REVIEWS: u32 = 20_000;
/// Films that are listed.
const SHARED: usize = 100;

/// Two critics side by side.
#[derive(Debug)]
pub(super) struct CriticsShown {
    pub(super) sides: Vec<(Named, String)>,
    pub(super) sentences: Vec<String>,
    /// `12 films were reviewed by both`
    pub(super) shared: String,
    pub(super) rows: Vec<SharedFilm>,
}

/// A film that both reviewed.
#[derive(Debug)]
pub(super) struct SharedFilm {
    pub(super) film: Named,
    pub(super) year: String,
    pub(super) cells: [String; 2],
    apart: f64,
}

pub(super) async fn critics_shown(
    site: &Site,
    board: &Board,
    ids: &[CriticId],
) -> Result<Option<CriticsShown>, SiteError> {
    let [first, second] = ids else {
        return Ok(None);
    };
    let (one, other) = (voices(site, *first).await?, voices(site, *second).await?);
    let mut sides = Vec::new();
    for (id, voices) in [(first, &one), (second, &other)] {
        let name = board.critic(*id).map_or("", |critic| &critic.name);
        let named = Named {
            href: links::critic(*id, name),
            name: name.to_owned(),
        };
        sides.push((named, habit(voices)));
    }
    let mut rows = Vec::new();
    let mut agreed: Vec<bool> = Vec::new();
    let mut gaps: Vec<f64> = Vec::new();
    for (film, voice) in &one {
        let Some(against) = other.get(film) else {
            continue;
        };
        let rated = voice.rating().zip(against.rating());
        gaps.extend(rated.map(|(a, b)| a - b));
        let verdicts = voice.is_for().zip(against.is_for());
        agreed.extend(verdicts.map(|(a, b)| a == b));
        let known = board.film(*film);
        let title = known.map_or("", |film| &film.title);
        rows.push(SharedFilm {
            film: Named {
                href: links::film_named(*film, title),
                name: title.to_owned(),
            },
            year: known
                .and_then(|film| film.year)
                .map_or_else(String::new, |year| year.to_string()),
            cells: [voice.in_words(), against.in_words()],
            apart: rated.map_or(0.0, |(a, b)| (a - b).abs()),
        });
    }
    let shared = show::counted(rows.len() as u64, "film was", "films were");
    rows.sort_by(|a, b| {
        b.apart
            .total_cmp(&a.apart)
            .then_with(|| a.film.name.cmp(&b.film.name))
    });
    rows.truncate(SHARED);
    let names: Vec<String> = sides.iter().map(|(named, _)| named.name.clone()).collect();
    let mut sentences: Vec<String> = agreement(&agreed).into_iter().collect();
    if let [first, second] = names.as_slice() {
        sentences.extend(leniency((first, second), &gaps));
    }
    Ok(Some(CriticsShown {
        sides,
        sentences,
        shared: format!("{shared} reviewed by both"),
        rows,
    }))
}

/// What a critic says of each film: the latest that stands.
async fn voices(site: &Site, critic: CriticId) -> Result<BTreeMap<FilmId, CriticVoice>, SiteError> {
    let listed = site.ledger.ballots_of_critic(critic, REVIEWS, 0).await?;
    let stand = listed.iter().filter(|listed| {
        let ballot = &listed.ballot;
        !listed.superseded && ballot.takes_part() && ballot.film.0 != 0
    });
    Ok(stand
        .map(|listed| (listed.ballot.film, CriticVoice::of(&listed.ballot)))
        .collect())
}

/// `240 films, for 61 % of them`
fn habit(voices: &BTreeMap<FilmId, CriticVoice>) -> String {
    let films = show::counted(voices.len() as u64, "film", "films");
    let verdicts: Vec<bool> = voices.values().filter_map(CriticVoice::is_for).collect();
    if verdicts.is_empty() {
        return films;
    }
    let positives = verdicts.iter().filter(|is_for| **is_for).count();
    let share = 100.0 * ratio(positives, verdicts.len());
    format!("{films}, for {} % of them", show::whole(share))
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    float(part) / float(whole).max(1.0)
}

/// On how many films both are of one mind, with the interval of the share.
fn agreement(agreed: &[bool]) -> Option<String> {
    if agreed.is_empty() {
        return None;
    }
    let mut count = PositiveCount::new();
    for is_one in agreed {
        count.push(if *is_one {
            Probability::ONE
        } else {
            Probability::ZERO
        });
    }
    let share = interval(&count);
    let together = agreed.iter().filter(|is_one| **is_one).count();
    Some(format!(
        "They are of one mind on {together} of {} (a share of {} to {} %, nine times in ten).",
        show::counted(agreed.len() as u64, "film", "films"),
        show::whole(share.low * 100.0),
        show::whole(share.high * 100.0),
    ))
}

/// Who rates the same films higher, where the interval of the mean difference supports it.
fn leniency((first, second): (&str, &str), gaps: &[f64]) -> Option<String> {
    /// The 95 % point of the standard normal law; fewer than ten films are too few for it.
    const Z: f64 = 1.645;
    const LEAST: usize = 10;
    let n = u32::try_from(gaps.len())
        .ok()
        .filter(|n| *n as usize >= LEAST)?;
    let n = f64::from(n);
    let mean = gaps.iter().sum::<f64>() / n;
    let variance = gaps
        .iter()
        .map(|gap| (gap - mean) * (gap - mean))
        .sum::<f64>()
        / (n - 1.0);
    let reach = Z * (variance / n).sqrt();
    let (low, high) = (10.0 * (mean - reach), 10.0 * (mean + reach));
    let (name, low, high) = if low > 0.0 {
        (first, low, high)
    } else if high < 0.0 {
        (second, -high, -low)
    } else {
        return Some(
            "Neither rates the films that both reviewed higher, as far as can be told.".to_owned(),
        );
    };
    Some(format!(
        "{name} rates the same films higher, by {} to {} of 10.",
        show::tenth(low),
        show::tenth(high)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_who_is_milder_only_where_the_difference_supports_it() {
        let names = ("Ada Marlow", "Dov Lindqvist");
        assert_eq!(leniency(names, &[0.3; 9]), None, "too few");
        let milder: Vec<f64> = (0..20).map(|at| 0.2 + 0.01 * f64::from(at % 3)).collect();
        assert!(leniency(names, &milder).unwrap().starts_with("Ada Marlow"));
        let harder: Vec<f64> = milder.iter().map(|gap| -gap).collect();
        assert!(
            leniency(names, &harder)
                .unwrap()
                .starts_with("Dov Lindqvist")
        );
        let even: Vec<f64> = (0..20)
            .map(|at| if at % 2 == 0 { 0.3 } else { -0.3 })
            .collect();
        assert!(leniency(names, &even).unwrap().starts_with("Neither"));
        assert_eq!(agreement(&[]), None);
        assert!(
            agreement(&[true, true, false])
                .unwrap()
                .contains("on 2 of 3 films")
        );
    }
}
