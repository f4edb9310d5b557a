//! An id that leads to a film of another title: a translation, or a wrong id.

use super::people::Named;
use super::weigh::Candidate;
use super::{FilmAnswer, Films, MOST_CANDIDATES, YearsSay, is_near};
use crate::title::Title;
use ovation_terms::{Attribution, FilmId, Probability};

impl Films {
    /// Holds the film that an id leads to against what else is printed.
    ///
    /// Where the title is another and the year too, or where title and year are those of another film
    /// of the record, nothing is settled: both are shown. Where only the title differs (a translation),
    /// the id decides. `candidates` are the films that the title fits.
    pub(super) fn held_against(
        &self,
        by_key: Attribution<FilmId>,
        titles: &[Title],
        year: Option<i16>,
        named: &Named,
        candidates: &[Candidate],
    ) -> FilmAnswer {
        let known = by_key.chosen.and_then(|id| Some((id, self.film(id)?)));
        let Some((id, film)) = known else {
            return FilmAnswer::One(by_key);
        };
        let years = YearsSay::of(year, film.year);
        let is_near = |title: &Title| {
            let mut names = film.titles();
            names.any(|name| is_near(&title.main, name, years))
        };
        let agrees = candidates.iter().any(|it| it.film == id)
            || titles.iter().any(is_near)
            || named.say_of(&film).is_same();
        if agrees {
            return FilmAnswer::One(by_key);
        }
        let mut others: Vec<&Candidate> = candidates
            .iter()
            .filter(|other| other.is_by_title())
            .collect();
        others.sort_by_key(|other| (other.years, other.agreement, other.film));
        if years != YearsSay::Apart && others.is_empty() {
            return FilmAnswer::One(by_key);
        }
        let titled = |id: FilmId| self.named(id).unwrap_or_else(|| format!("film {id}"));
        let printed = titles.first().map_or("", |title| title.main.as_str());
        let why = match others.first() {
            Some(other) => format!(
                "its id is that of `{}`, its title that of `{}`",
                titled(id),
                titled(other.film)
            ),
            None => format!(
                "its id is that of `{}`, but `{printed}` and its year are others",
                titled(id)
            ),
        };
        let mut both: Vec<FilmId> = others.iter().map(|other| other.film).collect();
        both.truncate(MOST_CANDIDATES - 1);
        both.push(id);
        FilmAnswer::Ambiguous(Attribution {
            chosen: None,
            p: Probability::HALF,
            why,
            candidates: both,
        })
    }
}
