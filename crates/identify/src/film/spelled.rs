//! Films whose title is spelled almost as a mention has it.

use super::entry::Film;
use super::known::is_hardly_known;
use super::near::NearTitle;
use super::people::PeopleSay;
use super::slip::{has_little_word_more, is_slip};
use super::weigh::YearsSay;
use super::{Asked, FilmAnswer, Films, MOST_CANDIDATES, has_another_id, is_near, nothing};
use crate::title::{Title, bare};
use ovation_terms::{Attribution, FilmId, Probability, fold};
use std::collections::BTreeSet;

impl Films {
    /// Answers a mention by whose titles no film is called: films that are spelled almost so.
    pub(super) fn near_titles(&self, titles: &[Title], asked: &Asked<'_>) -> FilmAnswer {
        // Those that a slip may have been made for stand first.
        let mut found: Vec<(bool, usize, FilmId)> = Vec::new();
        let mut sure: Vec<FilmId> = Vec::new();
        let mut rivals: BTreeSet<FilmId> = BTreeSet::new();
        for title in titles {
            let Some(form) = title.near() else { continue };
            // An article more or less is no letter wrong.
            let bare_form = fold(bare(&title.main));
            let mut forms: Vec<NearTitle> = NearTitle::of(form).into_iter().collect();
            if bare_form != form {
                forms.extend(NearTitle::of(&bare_form));
            }
            let near = self.with_title_near(&forms).into_iter();
            let near = near.filter(|(_, film)| asked.wanted.takes(film.work));
            for (distance, film) in near {
                let years = YearsSay::of(asked.year, film.year);
                // No slip spans years: most films that are spelled so are of others.
                let is_slip = years != YearsSay::Apart
                    && asked.named.say_of(&film) != PeopleSay::Other
                    && !has_another_id(&film, &asked.mention.keys)
                    && film.titles().any(|name| is_near(&title.main, name, years));
                found.push((!is_slip, distance, film.id));
                if !is_slip {
                    continue;
                }
                let is_sure = years == YearsSay::Same && is_sure_slip(&title.main, &film);
                if is_sure && !sure.contains(&film.id) {
                    sure.push(film.id);
                }
                if !is_hardly_known(self.votes(&film)) {
                    rivals.insert(film.id);
                }
            }
        }
        found.sort_unstable();
        if let [film] = sure.as_slice()
            && rivals.iter().all(|rival| rival == film)
        {
            return FilmAnswer::One(Attribution {
                chosen: Some(*film),
                p: Probability::clamped(SLIP_P),
                why: "year agrees, and title but for a slip of the pen: a long title of a \
                      known film"
                    .to_owned(),
                candidates: Vec::new(),
            });
        }
        let mut candidates: Vec<FilmId> = Vec::new();
        let is_slip = found.first().is_some_and(|(is_other, ..)| !is_other);
        for (_, _, id) in found {
            if !candidates.contains(&id) && candidates.len() < MOST_CANDIDATES {
                candidates.push(id);
            }
        }
        let why = match candidates.len() {
            0 => "no film of the record has this title".to_owned(),
            1 => "no film of the record has this title; one is spelled almost like it".to_owned(),
            many => {
                format!("no film of the record has this title; {many} are spelled almost like it")
            }
        };
        let answer = Attribution {
            candidates,
            ..nothing(why)
        };
        if is_slip {
            FilmAnswer::Slip(answer)
        } else {
            FilmAnswer::Unknown(answer)
        }
    }
}

/// A slip in a title of so many letters, for that of a known film of the very year, leaves no doubt.
const SURE_SLIP_FROM: usize = 14;
/// How often such a slip is one: all of the few labelled ones were.
const SLIP_P: f64 = 0.93;

fn is_sure_slip(printed: &str, film: &Film) -> bool {
    let is_known = film.votes.is_some() && !is_hardly_known(film.votes);
    let is_long = fold(printed).chars().count() >= SURE_SLIP_FROM;
    let mut names = film.titles();
    is_known
        && is_long
        && names.any(|name| {
            is_slip(printed, name, YearsSay::Same) || has_little_word_more(printed, name)
        })
}
