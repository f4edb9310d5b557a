//! What somebody asks a film for by a few words, and the answer as it is told: sure, to be asked, none.

use crate::film::CAST;
use crate::{FilmAnswer, Index};
use ovation_terms::{
    Attribution, Evidence, FilmCredit, FilmId, FilmKey, FilmMention, Probability, Sourced,
    WorkSaid, telling_film_id,
};
use std::fmt;

/// What a list, a sheet or a program says of a film that it asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmAsked {
    /// The title; an id or the address of a catalogue's page may stand in its place.
    pub title: Option<String>,
    /// Its other title, where one stands beside it.
    pub other_title: Option<String>,
    /// The year.
    pub year: Option<i16>,
    /// Directors.
    pub directors: Vec<String>,
    /// Who plays in it.
    pub cast: Vec<String>,
    /// Ids in catalogues.
    pub keys: Vec<FilmKey>,
    /// What kind of work it is, where it is said to be no film.
    pub work: Option<WorkSaid>,
}

/// How sure a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// It is this film.
    Sure,
    /// A person should look: the candidates stand beside it.
    Asks,
    /// No film of the record fits.
    None,
}

impl Sureness {
    /// The text form: `sure`, `asks`, `none`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Asks => "asks",
            Self::None => "none",
        }
    }
}

impl fmt::Display for Sureness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The answer to what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FilmMatch {
    /// How sure it is.
    pub sureness: Sureness,
    /// Why, for a reader.
    pub why: String,
    /// The films that fit or are near, best first, each with how probable it is; of a sure match the
    /// first is the film.
    pub candidates: Vec<(FilmId, Probability)>,
}

impl FilmMatch {
    /// The film, where it is sure.
    pub fn film(&self) -> Option<FilmId> {
        let best = self.candidates.first().map(|(film, _)| *film);
        best.filter(|_| self.sureness == Sureness::Sure)
    }

    fn of(answer: FilmAnswer) -> Self {
        match answer {
            FilmAnswer::One(said) => Self::told(Sureness::Sure, said),
            FilmAnswer::Ambiguous(said) | FilmAnswer::Slip(said) => {
                Self::told(Sureness::Asks, said)
            }
            FilmAnswer::Unknown(said) => Self::told(Sureness::None, said),
            FilmAnswer::Missing => Self {
                sureness: Sureness::None,
                why: "it names no film".to_owned(),
                candidates: Vec::new(),
            },
        }
    }

    /// The best has the probability that was found, the others share in what is left, each no more than
    /// the best.
    fn told(sureness: Sureness, said: Attribution<FilmId>) -> Self {
        let Attribution {
            chosen,
            p,
            why,
            candidates,
        } = said;
        let others = candidates.into_iter().filter(|film| Some(*film) != chosen);
        let films: Vec<FilmId> = chosen.into_iter().chain(others).collect();
        let behind = films.len().saturating_sub(1);
        #[expect(
            clippy::cast_precision_loss,
            reason = "there are ten candidates at most"
        )]
        let share = Probability::clamped(((1.0 - p.get()) / behind.max(1) as f64).min(p.get()));
        let candidates = films.into_iter().zip(0..);
        Self {
            sureness,
            why,
            candidates: candidates
                .map(|(film, at)| (film, if at == 0 { p } else { share }))
                .collect(),
        }
    }
}

impl Index {
    /// Which film is asked for.
    ///
    /// An id in the title's place decides where a film of the record has it; else it is a title.
    pub fn matched(&self, asked: &FilmAsked) -> FilmMatch {
        let in_title = asked.title.as_deref().and_then(telling_film_id);
        if let Some(key) = in_title {
            let by_id = FilmAsked {
                title: None,
                keys: asked.keys.iter().cloned().chain([key]).collect(),
                ..asked.clone()
            };
            let answer = self.film(&by_id.mention());
            if !matches!(answer, FilmAnswer::Unknown(_) | FilmAnswer::Missing) {
                return FilmMatch::of(answer);
            }
        }
        FilmMatch::of(self.film(&asked.mention()))
    }
}

impl FilmAsked {
    fn mention(&self) -> FilmMention {
        // Nothing of it enters the record: where it stands is of no account.
        let at = || Evidence::Address { url: String::new() };
        let text = |text: &String| Sourced::new(text.clone(), at());
        let stated = |text: &&String| !text.trim().is_empty();
        FilmMention {
            title: self.title.as_ref().filter(stated).map(text),
            original_title: self.other_title.as_ref().filter(stated).map(text),
            year: self.year.map(|year| Sourced::new(year, at())),
            directors: self.directors.iter().filter(stated).map(text).collect(),
            credits: self
                .cast
                .iter()
                .filter(stated)
                .map(|name| FilmCredit {
                    role: CAST.to_owned(),
                    name: text(name),
                })
                .collect(),
            keys: self.keys.clone(),
            work: self.work.map(|work| Sourced::new(work, at())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::FilmRecord;

    fn index() -> Index {
        let mut index = Index::new();
        for (id, title, year, director) in [
            (1, "The Tin Orchard", 2024, "Ines Falk"),
            (2, "Salt Harbour", 1961, "Otto Brand"),
            (3, "Salt Harbour", 2021, "Ada Quill"),
        ] {
            index.add_film(&FilmRecord {
                title: title.to_owned(),
                year: Some(year),
                directors: vec![director.to_owned()],
                cast: (id == 3)
                    .then(|| "Tomas Rey".to_owned())
                    .into_iter()
                    .collect(),
                keys: vec![FilmKey::new("imdb", format!("tt900000{id}"))],
                ..FilmRecord::numbered(FilmId(id))
            });
        }
        index
    }

    fn told(asked: &FilmAsked) -> String {
        let found = index().matched(asked);
        let ids: Vec<String> = found
            .candidates
            .iter()
            .map(|(film, _)| film.0.to_string())
            .collect();
        format!("{} {}", found.sureness, ids.join(","))
    }

    #[test]
    fn an_answer_is_sure_asks_or_is_none() {
        let title = |title: &str| FilmAsked {
            title: Some(title.to_owned()),
            ..FilmAsked::default()
        };
        assert_eq!(told(&title("tin orchard, the")), "sure 1");
        assert_eq!(told(&title("Salt Harbour")), "asks 2,3");
        assert_eq!(told(&title("Nobody's Winter")), "none ");
        assert_eq!(told(&title(" ")), "none ");
        let of_year = FilmAsked {
            year: Some(2021),
            ..title("Salt Harbour")
        };
        assert_eq!(told(&of_year), "sure 3");
        let by = FilmAsked {
            directors: vec!["Otto Brand".to_owned()],
            ..title("Salt Harbour")
        };
        assert!(told(&by).starts_with("sure 2"), "{}", told(&by));
        let with = FilmAsked {
            cast: vec!["Tomas Rey".to_owned()],
            ..title("Salt Harbour")
        };
        assert!(told(&with).starts_with("sure 3"), "{}", told(&with));
        assert_eq!(told(&title("tt9000001")), "sure 1");
        assert_eq!(told(&title("tt9000009")), "none ");
        let contradicted = FilmAsked {
            keys: vec![FilmKey::new("imdb", "tt9000001")],
            year: Some(1961),
            ..title("Salt Harbour")
        };
        assert!(told(&contradicted).starts_with("asks"));
    }

    #[test]
    fn probabilities_fall_from_the_best_and_never_pass_one_together() {
        let asked = FilmAsked {
            title: Some("Salt Harbour".to_owned()),
            ..FilmAsked::default()
        };
        let found = index().matched(&asked).candidates;
        assert!(found[0].1 >= found[1].1);
        let sum: f64 = found.iter().map(|(_, p)| p.get()).sum();
        assert!(sum <= 1.0 + 1e-9, "{sum}");
    }
}
