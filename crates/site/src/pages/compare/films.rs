//! Films side by side: their scores, and the critics who reviewed more than one of them.

use crate::ask::Ask;
use crate::error::SiteError;
use crate::figures::{Board, VotesTold};
use crate::front::Site;
use crate::links;
use crate::pages::browse::line_of;
use crate::pages::home::FilmLine;
use crate::panels::{PanelShown, panel_told};
use crate::show;
use crate::view::{FilmScore, Named};
use ovation_score::{Fate, Panel, PositiveCount, Question, Score, fates, interval};
use ovation_terms::{Ballot, CriticId, FilmId, Probability};
use std::collections::BTreeMap;

/// Shared critics that are listed.
const SHARED: usize = 100;

/// Films side by side.
#[derive(Debug)]
pub(super) struct FilmsShown {
    pub(super) sides: Vec<FilmLine>,
    pub(super) sentences: Vec<String>,
    pub(super) panel: Option<PanelShown>,
    /// `12 critics reviewed more than one of them`
    pub(super) shared: String,
    pub(super) rows: Vec<SharedRow>,
}

/// A critic who reviewed more than one of the films.
#[derive(Debug)]
pub(super) struct SharedRow {
    pub(super) critic: Named,
    /// Of each film what the critic says: `8/10, for`; empty where nothing.
    pub(super) cells: Vec<String>,
}

pub(super) async fn films_shown(
    site: &Site,
    ask: &Ask,
    board: &Board,
    ids: &[FilmId],
) -> Result<FilmsShown, SiteError> {
    let asked = ask.query.keep(&["panel"]).question(&site.ledger).await?;
    let panel = asked.panel;
    let told = if panel.is_everybody() {
        None
    } else {
        Some(panel_told(&site.ledger, board, &panel).await?)
    };
    let none = VotesTold::default();
    let mut sides = Vec::new();
    let mut scores: Vec<(String, Score)> = Vec::new();
    let mut by_critic: BTreeMap<CriticId, (String, Vec<Option<CriticVoice>>)> = BTreeMap::new();
    for (place, id) in ids.iter().enumerate() {
        let Some(film) = board.film(*id) else {
            continue;
        };
        let of_film = match &told {
            Some(told) => told.get(id).unwrap_or(&none),
            None => &film.told,
        };
        sides.push(line_of(film, of_film));
        scores.push((film.title.to_string(), Score::clone(&of_film.score)));
        let spoken = voices(site, *id, &panel, ask).await?;
        for (critic, name, voice) in spoken {
            let held = by_critic.entry(critic).or_insert_with(|| {
                let voices = std::iter::repeat_with(|| None).take(ids.len());
                (name, voices.collect())
            });
            if let Some(cell) = held.1.get_mut(place) {
                *cell = Some(voice);
            }
        }
    }
    by_critic.retain(|_, (_, voices)| voices.iter().flatten().count() > 1);
    let mut sentences = differences(&scores);
    if let ([(first, _), (second, _)], 2) = (scores.as_slice(), ids.len()) {
        let pairs: Vec<(&CriticVoice, &CriticVoice)> = by_critic
            .values()
            .filter_map(|(_, voices)| match voices.as_slice() {
                [Some(one), Some(other)] => Some((one, other)),
                _ => None,
            })
            .collect();
        sentences.extend(preferred((first, second), &pairs));
    }
    let shared = show::counted(by_critic.len() as u64, "critic", "critics");
    let mut rows: Vec<SharedRow> = by_critic
        .into_iter()
        .map(|(id, (name, voices))| SharedRow {
            cells: voices
                .iter()
                .map(|voice| {
                    voice
                        .as_ref()
                        .map_or_else(String::new, CriticVoice::in_words)
                })
                .collect(),
            critic: Named {
                href: links::critic(id, &name),
                name,
            },
        })
        .collect();
    rows.sort_by(|a, b| a.critic.name.cmp(&b.critic.name));
    rows.truncate(SHARED);
    Ok(FilmsShown {
        sides,
        sentences,
        panel: (!panel.is_everybody()).then(|| PanelShown::of(board, &panel)),
        shared: format!("{shared} reviewed more than one of them"),
        rows,
    })
}

/// What each critic whose review of a film is in its score says.
async fn voices(
    site: &Site,
    film: FilmId,
    panel: &Panel,
    ask: &Ask,
) -> Result<Vec<(CriticId, String, CriticVoice)>, SiteError> {
    let question = Question {
        panel: panel.clone(),
        ..Question::default()
    };
    let scored = FilmScore::ask(site, film, question, ask.head.seq).await?;
    let fates = fates(&scored.ballots, &scored.question).into_iter();
    let spoken = fates.filter_map(|(at, fate)| {
        let ballot = scored.ballots.get(at)?;
        let is_in = matches!(fate, Fate::In { .. });
        let critic = ballot.critic.filter(|_| is_in)?;
        Some((critic, ballot.critic_name.clone(), CriticVoice::of(ballot)))
    });
    Ok(spoken.collect())
}

/// What one critic says of one film.
#[derive(Debug)]
pub(super) struct CriticVoice {
    printed: Option<String>,
    rating: Option<f64>,
    p: Option<Probability>,
}

impl CriticVoice {
    pub(super) fn of(ballot: &Ballot) -> Self {
        Self {
            printed: ballot.rating_printed.clone(),
            rating: ballot.rating,
            p: ballot.p,
        }
    }

    pub(super) fn rating(&self) -> Option<f64> {
        self.rating
    }

    pub(super) fn is_for(&self) -> Option<bool> {
        self.p.map(Probability::is_positive)
    }

    /// `8/10, for`
    pub(super) fn in_words(&self) -> String {
        let verdict = self
            .is_for()
            .map(|is_for| if is_for { "for" } else { "against" });
        let parts: Vec<&str> = self.printed.as_deref().into_iter().chain(verdict).collect();
        parts.join(", ")
    }
}

/// What may be said of films' scores: that one is higher, only where their intervals lie apart.
fn differences(scores: &[(String, Score)]) -> Vec<String> {
    let mut told = Vec::new();
    for (place, (title, score)) in scores.iter().enumerate() {
        for (other_title, other) in scores.iter().skip(place + 1) {
            let (Some(one), Some(two)) = (score.approval, other.approval) else {
                continue;
            };
            if !score.headline || !other.headline {
                told.push(format!(
                    "Too few reviews to tell “{title}” and “{other_title}” apart."
                ));
            } else if one.low > two.high {
                told.push(format!(
                    "Critics are more for “{title}” than for “{other_title}”."
                ));
            } else if two.low > one.high {
                told.push(format!(
                    "Critics are more for “{other_title}” than for “{title}”."
                ));
            } else {
                told.push(format!(
                    "“{title}” and “{other_title}”: their intervals overlap, so that neither is said to stand higher."
                ));
            }
        }
    }
    told
}

/// Which of two films those who reviewed both rated higher, where the interval of their share supports it.
fn preferred(
    (first, second): (&str, &str),
    pairs: &[(&CriticVoice, &CriticVoice)],
) -> Option<String> {
    let rated = pairs
        .iter()
        .filter_map(|(a, b)| a.rating()?.partial_cmp(&b.rating()?));
    let apart: Vec<bool> = rated
        .filter(|order| order.is_ne())
        .map(std::cmp::Ordering::is_gt)
        .collect();
    if apart.is_empty() {
        return None;
    }
    let mut count = PositiveCount::new();
    for is_first in &apart {
        count.push(if *is_first {
            Probability::ONE
        } else {
            Probability::ZERO
        });
    }
    let higher = apart.iter().filter(|is_first| **is_first).count();
    let share = interval(&count);
    let (low, high) = (
        show::whole(share.low * 100.0),
        show::whole(share.high * 100.0),
    );
    let rest = if share.low > 0.5 {
        format!("they are more for “{first}”")
    } else if share.high < 0.5 {
        format!("they are more for “{second}”")
    } else {
        "too even, or too few, to say which they prefer".to_owned()
    };
    Some(format!(
        "Of {} who rated both differently, {higher} put “{first}” higher (a share of {low} to {high} %): {rest}.",
        show::counted(apart.len() as u64, "critic", "critics"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_score::Approval;

    fn scored(title: &str, low: f64, high: f64, headline: bool) -> (String, Score) {
        let approval = Approval {
            percent: f64::midpoint(low, high),
            low,
            high,
        };
        let score = Score {
            approval: Some(approval),
            headline,
            ..Score::default()
        };
        (title.to_owned(), score)
    }

    #[test]
    fn says_higher_only_where_the_intervals_lie_apart() {
        let told = |a, b| differences(&[a, b]).join(" ");
        let high = || scored("One", 80.0, 95.0, true);
        assert!(told(high(), scored("Two", 40.0, 60.0, true)).contains("more for “One”"));
        assert!(told(scored("Two", 40.0, 60.0, true), high()).contains("more for “One”"));
        assert!(told(high(), scored("Two", 70.0, 85.0, true)).contains("overlap"));
        assert!(told(high(), scored("Two", 1.0, 60.0, false)).contains("Too few"));
    }

    #[test]
    fn prefers_only_what_the_share_supports() {
        let voice = |rating: f64| CriticVoice {
            printed: None,
            rating: Some(rating),
            p: None,
        };
        let (good, bad) = (voice(0.9), voice(0.3));
        let told = |pairs: &[(&CriticVoice, &CriticVoice)]| preferred(("One", "Two"), pairs);
        assert_eq!(told(&[(&good, &good)]), None);
        let sure = told(&[(&good, &bad); 9]).unwrap();
        assert!(
            sure.contains("9 critics") && sure.ends_with("more for “One”."),
            "{sure}"
        );
        let even = told(&[(&good, &bad), (&bad, &good)]).unwrap();
        assert!(even.contains("too even"), "{even}");
    }
}
