//! A review's finding filled with what the page prints.

use crate::film::{self, Candidate};
use crate::{Parts, cast, fields, linked, merge};
use ovation_terms::{Complaint, ComplaintKind, FilmCredit, ReviewFinding, Sourced, fold};

impl Parts<'_> {
    pub(crate) fn with_film(
        &self,
        mut finding: ReviewFinding,
        best: Option<&Candidate>,
    ) -> ReviewFinding {
        if finding.film.title.is_none()
            && let Some(film) = self
                .claims
                .film
                .as_ref()
                .filter(|film| film.title.is_some())
        {
            finding.film = film.clone();
        }
        if let Some(film) = &self.claims.film {
            merge::fill_film(&mut finding.film, film);
        }
        if let Some(best) = best {
            let evidence = self.title_evidence(best);
            let is_same = finding
                .film
                .title
                .as_ref()
                .is_none_or(|title| fold(&title.value) == fold(&best.title));
            if finding.film.title.is_none() && best.score >= 1.0 {
                finding.film.title = Some(Sourced::new(best.title.clone(), evidence));
            }
            if finding.film.year.is_none() && is_same {
                let year = best.year;
                finding.film.year =
                    year.map(|year| Sourced::new(year, self.year_evidence(best, year)));
            }
        }
        self.add_credits(&mut finding);
        if finding.film.year.is_none()
            && let Some(title) = &finding.film.title
        {
            let year = film::year_beside(&self.text, &title.value);
            finding.film.year =
                year.map(|year| Sourced::new(year, self.beside(&title.value, year)));
        }
        if finding.film.year.is_none() {
            finding.film.year = self.stated_year(&finding);
        }
        if finding.film.keys.is_empty()
            && let Some(title) = &finding.film.title
        {
            finding.film.keys = linked::film_keys(&self.page, &self.scope, &title.value);
        }
        finding
    }

    /// Fills year and director from the line of credits, unless it names another film.
    pub(crate) fn add_credits(&self, finding: &mut ReviewFinding) {
        let Some(credits) = &self.credits else {
            return self.add_cast(finding);
        };
        let (title, credited) = (&finding.film.title, &credits.title);
        if let (Some(title), Some(credited)) = (title, credited) {
            let printed = fold(&title.value);
            let other = credits.other_title.as_deref();
            if printed != fold(credited) && Some(printed.as_str()) != other.map(fold).as_deref() {
                return;
            }
            if finding.film.original_title.is_none() {
                finding.film.original_title = other.map(|other| self.other_title(other));
            }
        }
        if finding.film.year.is_none() {
            finding.film.year = credits
                .year
                .clone()
                .map(|(year, at)| Sourced::new(year, fields::words_at(&self.page, at)));
        }
        self.add_cast(finding);
        if finding.film.directors.is_empty() {
            let director = credits.director.clone();
            finding.film.directors = director
                .map(|(name, at)| Sourced::new(name, fields::words_at(&self.page, at)))
                .into_iter()
                .collect();
        }
    }

    /// Adds who is credited besides the director.
    pub(crate) fn add_cast(&self, finding: &mut ReviewFinding) {
        let film = &mut finding.film;
        for (role, name, at) in cast::find(&self.page, &self.scope) {
            let is_known = film
                .credits
                .iter()
                .any(|known| known.role == role && fold(&known.name.value) == fold(&name));
            if !is_known {
                film.credits.push(FilmCredit {
                    role: role.to_owned(),
                    name: Sourced::new(name, fields::words_at(&self.page, at)),
                });
            }
        }
    }

    /// A year that the article's first lines state as the film's, unless it may be no more than
    /// the review's own.
    pub(crate) fn stated_year(&self, finding: &ReviewFinding) -> Option<Sourced<i16>> {
        let published = finding.published.as_ref().map(|day| day.value.year());
        self.article.lines.iter().take(12).find_map(|range| {
            let line = self.page.text.get(range.clone())?;
            let (year, at) = film::stated_year(line)?;
            let at = range.start + at.start..range.start + at.end;
            (Some(year) != published).then(|| Sourced::new(year, fields::words_at(&self.page, at)))
        })
    }

    pub(crate) fn check_day(&self, finding: &mut ReviewFinding, complaints: &mut Vec<Complaint>) {
        let bad = finding
            .published
            .as_ref()
            .filter(|day| !day.value.is_plausible(self.fetched));
        if let Some(day) = bad {
            let detail = format!(
                "expected a day from 1895 to {}, found `{}`; it was left out",
                self.fetched, day.value
            );
            complaints.push(Complaint::minor(ComplaintKind::BadDate, "", detail));
            finding.published = None;
        }
    }
}
