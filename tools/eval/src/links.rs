//! Which film a mention means: labelled mentions against a catalogue.

mod changes;
mod reliability;
mod scripts;

pub use changes::changed_mentions;
pub use reliability::Reliability;
pub use scripts::script_of;

use ovation_terms::{Attribution, Evidence, FilmId, FilmKey, FilmMention, Sourced};
use reliability::Ranges;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mention of a film, and the id of the film that is meant.
#[derive(Clone, Debug, Deserialize)]
pub struct LabelledMention {
    /// The label's own name.
    pub id: String,
    /// What sort of mention it is: figures are given by sort.
    pub kind: String,
    /// The mention.
    pub query: MentionFacts,
    /// The film's id in the catalogue; none: the catalogue does not have it, and nothing may be linked.
    pub gold: Option<String>,
    /// The id of a film that the catalogue does not have, where the set knows it.
    pub true_imdb_id: Option<String>,
}

/// One of two halves of a set, by film: rules are made on one, and tried on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// The one to look at.
    A,
    /// The one to leave alone.
    B,
}

/// What a mention says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MentionFacts {
    /// A title.
    pub title: Option<String>,
    /// A title with what stands beside it: `Title, The (a.k.a. Other Title) (2011)`.
    pub text: Option<String>,
    /// The original title.
    pub original_title: Option<String>,
    /// A year.
    pub year: Option<i16>,
    /// A day of release, which begins with the year.
    pub release_date: Option<String>,
    /// Directors' names.
    #[serde(default)]
    pub directors: Vec<String>,
}

impl LabelledMention {
    /// The mention as the film index is asked for it.
    pub fn mention(&self) -> FilmMention {
        let said = &self.query;
        let released = said.release_date.as_deref();
        let year = said
            .year
            .or_else(|| released?.get(..4)?.parse::<i16>().ok());
        let text = |text: &String| Sourced::new(text.clone(), at());
        FilmMention {
            title: said.title.as_ref().or(said.text.as_ref()).map(text),
            original_title: said.original_title.as_ref().map(text),
            year: year.map(|year| Sourced::new(year, at())),
            directors: said.directors.iter().map(text).collect(),
            ..FilmMention::default()
        }
    }

    /// The half that it is in: all mentions of one film are in the same.
    pub fn half(&self) -> Half {
        let film = self.gold.as_ref().or(self.true_imdb_id.as_ref());
        if changes::number_of(film.unwrap_or(&self.id)).is_multiple_of(2) {
            Half::A
        } else {
            Half::B
        }
    }

    /// The key of the film that is meant, in the catalogue whose ids the labels have.
    pub fn key(&self, scheme: &str) -> Option<FilmKey> {
        self.gold
            .as_ref()
            .map(|value| FilmKey::new(scheme, value.clone()))
    }
}

fn at() -> Evidence {
    Evidence::Address { url: String::new() }
}

/// What became of mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LinkFigures {
    /// How many there are.
    pub queries: u64,
    /// Linked to the film that is meant.
    pub right: u64,
    /// Linked to another.
    pub wrong_links: u64,
    /// Not linked, though the catalogue has the film.
    pub missed: u64,
    /// Of those, with the right film among the candidates.
    pub missed_with_candidate: u64,
    /// Rightly not linked: the catalogue does not have the film.
    pub nil_right: u64,
}

impl LinkFigures {
    fn add(&mut self, other: Self) {
        self.queries += other.queries;
        self.right += other.right;
        self.wrong_links += other.wrong_links;
        self.missed += other.missed;
        self.missed_with_candidate += other.missed_with_candidate;
        self.nil_right += other.nil_right;
    }

    fn share_right(&self) -> f64 {
        share(self.right + self.nil_right, self.queries)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The figures of all mentions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LinksFigures {
    /// All of them.
    #[serde(flatten)]
    pub all: LinkFigures,
    /// The share that was answered rightly, those rightly not linked among them.
    pub right_share: f64,
    /// The same without original titles, which a catalogue without them cannot know.
    pub right_share_without_originals: f64,
    /// Wrong links in a thousand mentions.
    pub wrong_per_1000: f64,
    /// Of the mentions whose film the catalogue does not have, the share that was not linked.
    pub nil_share: f64,
    /// The mean probability that links were given.
    pub mean_p: f64,
    /// Expected calibration error of the links: ten equal bins of probability.
    pub ece: f64,
    /// How often links are right, by the probability that they were given, the surest first.
    pub reliability: Vec<Reliability>,
    /// By sort of mention.
    pub kinds: BTreeMap<String, LinkFigures>,
    /// By half, with the share that was answered rightly.
    pub halves: BTreeMap<Half, HalfFigures>,
    /// Original titles by the script they are in: what a catalogue without them can answer at most.
    pub originals: BTreeMap<&'static str, LinkFigures>,
    /// Mentions of films that the catalogue has, asked once more with the film that is meant left out: nothing
    /// may be linked.
    pub without_film: u64,
    /// Those that were linked all the same, to a namesake as a rule.
    pub without_film_wrong: u64,
    /// Their share.
    pub without_film_wrong_share: f64,
    /// The same by sort of mention: asked, and linked all the same.
    pub without_film_kinds: BTreeMap<String, (u64, u64)>,
}

/// The figures of one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct HalfFigures {
    /// All of its mentions.
    #[serde(flatten)]
    pub all: LinkFigures,
    /// The share that was answered rightly.
    pub right_share: f64,
    /// The same without original titles.
    pub right_share_without_originals: f64,
}

/// Counts answers against labels.
#[derive(Clone, Debug, Default)]
pub struct LinksTally {
    kinds: BTreeMap<(Half, String), LinkFigures>,
    originals: BTreeMap<&'static str, LinkFigures>,
    without_film: BTreeMap<String, (u64, u64)>,
    ranges: Ranges,
    /// For each tenth of probability: links, right ones, sum of probabilities.
    bins: [(u64, u64, f64); 10],
}

/// The sort of mention whose title may stand in no catalogue.
const ORIGINALS: &str = "tmdb-original";

impl LinksTally {
    /// Counts an answer; `gold` is the film that is meant, as the index numbers it. Gives what went
    /// wrong: `wrong` or `missed`.
    pub fn add(
        &mut self,
        labelled: &LabelledMention,
        gold: Option<FilmId>,
        answer: Option<&Attribution<FilmId>>,
    ) -> Option<&'static str> {
        let chosen = answer.and_then(|answer| answer.chosen);
        let mut one = LinkFigures {
            queries: 1,
            ..LinkFigures::default()
        };
        let miss = match (chosen, &labelled.gold) {
            (None, None) => {
                one.nil_right = 1;
                None
            }
            (None, Some(_)) => {
                one.missed = 1;
                let candidates = answer.map(|answer| answer.candidates.as_slice());
                let has = gold.is_some_and(|gold| candidates.unwrap_or_default().contains(&gold));
                one.missed_with_candidate = u64::from(has);
                Some("missed")
            }
            (Some(chosen), Some(_)) if Some(chosen) == gold => {
                one.right = 1;
                None
            }
            (Some(_), _) => {
                one.wrong_links = 1;
                Some("wrong")
            }
        };
        if let Some(answer) = answer.filter(|answer| answer.chosen.is_some()) {
            let p = answer.p.get();
            self.ranges.add(p, one.right > 0);
            let tenth = (0_usize..10).rev().find(|tenth| p >= *tenth as f64 / 10.0);
            if let Some(bin) = self.bins.get_mut(tenth.unwrap_or(0)) {
                *bin = (bin.0 + 1, bin.1 + one.right, bin.2 + p);
            }
        }
        if labelled.kind == ORIGINALS {
            let title = labelled.query.title.as_deref().unwrap_or_default();
            self.originals.entry(script_of(title)).or_default().add(one);
        }
        self.kinds
            .entry((labelled.half(), labelled.kind.clone()))
            .or_default()
            .add(one);
        miss
    }

    /// Counts the answer where the catalogue does not have the film that is meant. Gives whether another was
    /// linked.
    pub fn add_without_film(
        &mut self,
        labelled: &LabelledMention,
        answer: Option<&Attribution<FilmId>>,
    ) -> bool {
        let is_wrong = answer.is_some_and(|answer| answer.chosen.is_some());
        let count = self.without_film.entry(labelled.kind.clone()).or_default();
        count.0 += 1;
        count.1 += u64::from(is_wrong);
        is_wrong
    }

    /// The figures.
    pub fn figures(&self) -> LinksFigures {
        let (mut all, mut others) = (LinkFigures::default(), LinkFigures::default());
        let mut nil = (0, 0);
        let mut kinds: BTreeMap<String, LinkFigures> = BTreeMap::new();
        for ((_, kind), figures) in &self.kinds {
            kinds.entry(kind.clone()).or_default().add(*figures);
        }
        for (kind, figures) in &kinds {
            all.add(*figures);
            if kind != ORIGINALS {
                others.add(*figures);
            }
            if figures.right + figures.missed == 0 {
                nil = (nil.0 + figures.nil_right, nil.1 + figures.queries);
            }
        }
        let without = self.without_film.values();
        let without = without.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let links: u64 = self.bins.iter().map(|bin| bin.0).sum();
        let sum_p: f64 = self.bins.iter().map(|bin| bin.2).sum();
        let off = self
            .bins
            .iter()
            .map(|(_, right, sum)| (*right as f64 - sum).abs());
        LinksFigures {
            all,
            right_share: all.share_right(),
            right_share_without_originals: others.share_right(),
            wrong_per_1000: 1000.0 * share(all.wrong_links, all.queries),
            nil_share: share(nil.0, nil.1),
            mean_p: sum_p / links.max(1) as f64,
            ece: off.sum::<f64>() / links.max(1) as f64,
            reliability: self.ranges.figures(),
            kinds,
            halves: self.halves(),
            originals: self.originals.clone(),
            without_film: without.0,
            without_film_wrong: without.1,
            without_film_wrong_share: share(without.1, without.0),
            without_film_kinds: self.without_film.clone(),
        }
    }

    fn halves(&self) -> BTreeMap<Half, HalfFigures> {
        let mut halves: BTreeMap<Half, (LinkFigures, LinkFigures)> = BTreeMap::new();
        for ((half, kind), figures) in &self.kinds {
            let (all, others) = halves.entry(*half).or_default();
            all.add(*figures);
            if kind != ORIGINALS {
                others.add(*figures);
            }
        }
        let figures = halves.into_iter().map(|(half, (all, others))| {
            let figures = HalfFigures {
                all,
                right_share: all.share_right(),
                right_share_without_originals: others.share_right(),
            };
            (half, figures)
        });
        figures.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::Probability;

    fn labelled(kind: &str, gold: Option<&str>) -> LabelledMention {
        LabelledMention {
            id: "one".to_owned(),
            kind: kind.to_owned(),
            query: MentionFacts {
                title: Some("The Tin Orchard".to_owned()),
                release_date: Some("2012-05-01".to_owned()),
                ..MentionFacts::default()
            },
            gold: gold.map(str::to_owned),
            true_imdb_id: None,
        }
    }

    fn answer(chosen: Option<i64>, p: f64, candidates: &[i64]) -> Attribution<FilmId> {
        Attribution {
            chosen: chosen.map(FilmId),
            p: Probability::clamped(p),
            why: String::new(),
            candidates: candidates.iter().copied().map(FilmId).collect(),
        }
    }

    #[test]
    fn counts_right_wrong_missed_and_rightly_not_linked() {
        let mut tally = LinksTally::default();
        let (named, nil) = (labelled("year", Some("a")), labelled("nil", None));
        let film = Some(FilmId(1));
        assert_eq!(
            tally.add(&named, film, Some(&answer(Some(1), 0.9, &[]))),
            None
        );
        assert_eq!(
            tally.add(&named, film, Some(&answer(Some(2), 0.9, &[]))),
            Some("wrong")
        );
        assert_eq!(
            tally.add(&named, film, Some(&answer(None, 0.0, &[3, 1]))),
            Some("missed")
        );
        assert_eq!(tally.add(&nil, None, None), None);
        assert_eq!(
            tally.add(&nil, None, Some(&answer(Some(2), 0.6, &[]))),
            Some("wrong")
        );
        let figures = tally.figures();
        let all = figures.all;
        assert_eq!(
            (all.right, all.wrong_links, all.missed, all.nil_right),
            (1, 2, 1, 1)
        );
        assert_eq!(all.missed_with_candidate, 1);
        assert!((figures.right_share - 0.4).abs() < 1e-9);
        assert!((figures.nil_share - 0.5).abs() < 1e-9);
        assert!((figures.mean_p - 0.8).abs() < 1e-9);
        // 0.8 too sure over the two of nine tenths, 0.6 over the one of six.
        assert!((figures.ece - (0.8 + 0.6) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_link_without_the_film_is_wrong_and_counted_apart() {
        let mut tally = LinksTally::default();
        let named = labelled("year", Some("a"));
        assert!(!tally.add_without_film(&named, Some(&answer(None, 0.0, &[2]))));
        assert!(tally.add_without_film(&named, Some(&answer(Some(2), 0.9, &[]))));
        assert!(!tally.add_without_film(&named, None));
        let figures = tally.figures();
        assert_eq!((figures.without_film, figures.without_film_wrong), (3, 1));
        assert_eq!(figures.all.queries, 0);
    }

    #[test]
    fn all_mentions_of_a_film_are_in_one_half() {
        let half = |kind: &str, gold: &str| labelled(kind, Some(gold)).half();
        assert_eq!(half("year", "tt90000001"), half("title", "tt90000001"));
        let halves: Vec<Half> = (0..64)
            .map(|film| half("year", &format!("tt{film}")))
            .collect();
        let in_a = halves.iter().filter(|half| **half == Half::A).count();
        assert!((16..=48).contains(&in_a), "{in_a}");
    }

    #[test]
    fn a_day_of_release_gives_the_year() {
        let mention = labelled("year", None).mention();
        assert_eq!(mention.year.map(|year| year.value), Some(2012));
    }
}
