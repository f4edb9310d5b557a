//! Learning the weights of signs from labelled articles: the same articles give the same weights.
//!
//! Logistic regression with a pull to weights that are set by hand (`priors`): what is seen often moves away from
//! them, what is seen seldom stays near them. Then trees learn from what is left and how the other runs look.

mod grow;
mod write;

use grow::grow;
use ovation_press::TitleModel;
use ovation_press::learning::speech::{logistic, tokenize};
use ovation_press::learning::titles::{
    CUE_STEPS, FirstSight, GROUPS, Group, HOPELESS, PLACES, TitleRun, TitleSigns, VALUES,
    number_of_words, title_runs,
};
use std::collections::{BTreeMap, BTreeSet};
use write::{lists_bytes, weights_text};

/// An article whose films are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledTitles {
    /// The headline.
    pub headline: Option<String>,
    /// The text.
    pub text: String,
    /// Titles of films named in it, as printed.
    pub films: Vec<String>,
    /// Names that may be taken for a title or not: short forms, series of films.
    pub either: Vec<String>,
    /// How much it counts, in whole numbers; 0 as 1.
    pub counts: u8,
}

/// What the lists are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleLists<'a> {
    /// Texts that show which words are written small.
    pub texts: Vec<&'a str>,
    /// Names of people.
    pub names: Vec<&'a str>,
    /// Titles of films.
    pub titles: Vec<&'a str>,
    /// Names of what is no film: series, songs, books, papers, firms, prizes, places.
    pub others: Vec<&'a str>,
}

/// Steps of the descent.
const STEPS: usize = 300;
/// Parts of the articles; the trees see each by what was learned from the others.
const PARTS: usize = 4;
/// Pull of each weight to what is set by hand, found by leaving out a fifth of the articles at a time.
const PULL: f32 = 4.0;

/// What a run that overlaps a title counts: it looks much like one, and the better of both is taken.
const OVERLAPPING: f32 = 0.6;

/// A run whose label is known.
#[derive(Clone, Debug)]
struct Example {
    signs: TitleSigns,
    is_title: bool,
    /// What it weighs.
    counts: f32,
    /// How it looks at first sight; 0 where that is still to be learned.
    sight: f32,
}

/// Learns the model, with the lists that it goes by.
pub fn learn_titles(articles: &[LabelledTitles], lists: &[Vec<u32>; 6]) -> TitleModel {
    let mut sight = FirstSight::new(lists.clone());
    let first: Vec<Vec<Example>> = articles
        .iter()
        .map(|article| examples(article, &sight, false))
        .collect();
    let learned = |left_out: Option<usize>| {
        let seen = first.iter().enumerate();
        let seen = seen.filter(|(at, _)| left_out != Some(at % PARTS));
        let seen: Vec<&Example> = seen.flat_map(|(_, examples)| examples).collect();
        descend(&seen, &priors())
    };
    // What the trees see of an article at first sight is learned from others: of those it was learned from, the first
    // sight knows too well.
    let mut second: Vec<Example> = Vec::new();
    for part in 0..PARTS {
        sight.weigh(learned(Some(part)));
        let seconds = articles.iter().skip(part).step_by(PARTS);
        second.extend(seconds.flat_map(|article| examples(article, &sight, true)));
    }
    second.retain(|example| example.sight >= HOPELESS);
    TitleModel {
        weights: weights_text(&learned(None)),
        trees: grow(&second),
        lists: lists_bytes(lists),
    }
}

/// The model's lists as numbers, each sorted and without repeats.
pub fn title_lists(lists: &TitleLists<'_>) -> [Vec<u32>; 6] {
    let (given, family) = words_of_names(&lists.names);
    let numbers =
        |all: &[&str]| -> Vec<u32> { all.iter().map(|words| number_of_words(words)).collect() };
    // Titles are named without their article too, and without their accents.
    let bare = lists.titles.iter().filter_map(|title| {
        let bare = title
            .strip_prefix("The ")
            .or_else(|| title.strip_prefix("A "))?;
        bare.contains(' ').then_some(bare)
    });
    let mut titles: Vec<&str> = lists.titles.iter().copied().chain(bare).collect();
    let accented = titles.iter().filter(|title| !title.is_ascii());
    let plain: Vec<String> = accented.map(|title| without_accents(title)).collect();
    titles.extend(plain.iter().map(String::as_str));
    let mut lists = [
        ordinary_words(&lists.texts),
        given,
        family,
        numbers(&lists.names),
        numbers(&titles),
        numbers(&lists.others),
    ];
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    lists
}

fn without_accents(title: &str) -> String {
    let words = title.split_whitespace().map(ovation_terms::fold);
    words.collect::<Vec<_>>().join(" ")
}

/// Words that stand small at least twice within sentences, and at least as often as with a capital.
fn ordinary_words(texts: &[&str]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for text in texts {
        let tokens = tokenize(text);
        for (at, token) in tokens.list.iter().enumerate() {
            if !token.is_word() || tokens.near(at, -1).sentence != token.sentence {
                continue;
            }
            let count = counts.entry(token.word).or_default();
            if token.is_capital {
                count.1 += 1;
            } else {
                count.0 += 1;
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, (small, capital))| *small >= 2 && small >= capital)
        .map(|(word, _)| word)
        .collect()
}

/// First and last words of names in two words or three, that at least two names have.
fn words_of_names(names: &[&str]) -> (Vec<u32>, Vec<u32>) {
    let (mut given, mut family) = (BTreeMap::<u32, u32>::new(), BTreeMap::<u32, u32>::new());
    for name in names {
        let tokens = tokenize(name);
        let words = tokens.list.iter().filter(|token| token.is_word());
        let words: Vec<u32> = words.map(|token| token.word).collect();
        if let [first, .., last] = words.as_slice()
            && words.len() <= 3
        {
            *given.entry(*first).or_default() += 1;
            *family.entry(*last).or_default() += 1;
        }
    }
    let often = |words: BTreeMap<u32, u32>| {
        let often = words.into_iter().filter(|(_, count)| *count >= 2);
        often.map(|(word, _)| word).collect()
    };
    (often(given), often(family))
}

/// The runs of an article that are titles and those that are none, with their signs.
fn examples(article: &LabelledTitles, sight: &FirstSight, is_second: bool) -> Vec<Example> {
    let runs = title_runs(article.headline.as_deref(), &article.text, sight, is_second);
    let labels = labels(article, &runs);
    let labelled = runs.into_iter().zip(labels);
    labelled
        .filter_map(|(run, label)| {
            let (is_title, share) = label?;
            Some(Example {
                sight: run.sight,
                signs: run.signs,
                is_title,
                counts: share * f32::from(article.counts.max(1)),
            })
        })
        .collect()
}

/// Which runs are titles, and what each counts; none for those that may be or not.
fn labels(article: &LabelledTitles, runs: &[TitleRun]) -> Vec<Option<(bool, f32)>> {
    let fold_all = |names: &[String]| -> BTreeSet<String> {
        names.iter().map(|name| ovation_terms::fold(name)).collect()
    };
    let (films, either) = (fold_all(&article.films), fold_all(&article.either));
    // A title within a longer one is no mention of its own.
    let wholes: Vec<&TitleRun> = runs
        .iter()
        .filter(|run| films.contains(&run.words))
        .collect();
    let is_part = |run: &TitleRun| {
        let mut wholes = wholes.iter();
        wholes.any(|whole| {
            whole.from <= run.from
                && run.to <= whole.to
                && (run.from, run.to) != (whole.from, whole.to)
        })
    };
    runs.iter()
        .map(|run| {
            let part = is_part(run);
            let overlaps = wholes
                .iter()
                .any(|whole| whole.from < run.to && run.from < whole.to);
            if films.contains(&run.words) && !part {
                Some((true, 1.0))
            } else if either.contains(&run.words) && !part {
                None
            } else {
                Some((false, if overlaps { OVERLAPPING } else { 1.0 }))
            }
        })
        .collect()
}

/// The sum of the weights of signs.
fn sum(table: &[f32], signs: &[u16]) -> f32 {
    let weights = signs.iter().map(|&sign| table.get(usize::from(sign)));
    weights.map(|weight| weight.copied().unwrap_or(0.0)).sum()
}

/// The weights with the least loss, by accelerated descent with a step for each sign.
fn descend(examples: &[&Example], priors: &[f32]) -> Vec<f32> {
    let mut bounds = vec![PULL; PLACES];
    for example in examples {
        #[expect(clippy::cast_precision_loss, reason = "some dozens of signs")]
        let many = example.signs.len() as f32;
        for &sign in &example.signs {
            if let Some(bound) = bounds.get_mut(usize::from(sign)) {
                *bound += 0.25 * many * example.counts;
            }
        }
    }
    let mut weights = priors.to_vec();
    let mut ahead = weights.clone();
    let mut slopes = vec![0.0_f32; PLACES];
    let mut pace = 1.0_f32;
    for _ in 0..STEPS {
        for ((slope, weight), prior) in slopes.iter_mut().zip(&ahead).zip(priors) {
            *slope = PULL * (weight - prior);
        }
        for example in examples {
            let wanted = f32::from(u8::from(example.is_title));
            let slope = (logistic(sum(&ahead, &example.signs)) - wanted) * example.counts;
            for &sign in &example.signs {
                if let Some(place) = slopes.get_mut(usize::from(sign)) {
                    *place += slope;
                }
            }
        }
        let next = f32::midpoint(1.0, (1.0 + 4.0 * pace * pace).sqrt());
        let momentum = (pace - 1.0) / next;
        pace = next;
        let steps = slopes.iter().zip(&bounds);
        for ((slope, bound), (weight, ahead)) in steps.zip(weights.iter_mut().zip(ahead.iter_mut()))
        {
            let moved = *ahead - slope / bound;
            *ahead = moved + momentum * (moved - *weight);
            *weight = moved;
        }
    }
    weights
}

/// What one step of the cues is worth beforehand.
const CUE: f32 = 0.3;

/// What is known before anything is learned: the pull is to these weights.
const PRIORS: &[(Group, usize, f32)] = &[
    // A film noun, `titled` or a mark before.
    (Group::BeforeSort, 0, 1.0),
    (Group::BeforeSort, 32, 1.0),
    (Group::BeforeSort, 12, 0.5),
    (Group::BeforeSort, 44, 0.5),
    (Group::BeforeSort, 18, 1.5),
    (Group::BeforeSort, 50, 1.5),
    (Group::Marked, 1, 2.0),
    // Between the marks of the headline.
    (Group::Headline, 10, 2.0),
    (Group::Headline, 14, 2.0),
    // `X opened`, `X star`.
    (Group::AfterSort, 5, 0.7),
    (Group::AfterSort, 37, 0.7),
    (Group::AfterSort, 17, 1.5),
    (Group::AfterSort, 49, 1.5),
    // A year in brackets, `is a film`; `The X star`, where the article is the sentence's.
    (Group::Follows, 1, 2.5),
    (Group::Follows, 3, 2.5),
    (Group::Follows, 8, -1.8),
    // `Lanterns II`.
    (Group::Words, 20, 1.0),
    // A franchise.
    (Group::AfterSort, 1, 0.5),
    (Group::AfterSort, 33, 0.5),
    // A colon, capitals where a name has none; a title that begins within.
    (Group::Inner, 2, 0.5),
    (Group::Inner, 15, -1.4),
    (Group::SmallCapitals, 1, 0.5),
    (Group::SmallCapitals, 2, 0.8),
    (Group::SmallCapitals, 3, 0.8),
    (Group::SmallCapitals, 4, 0.8),
    // Half of a longer run of capitals.
    (Group::Left, 1, -0.7),
    (Group::Left, 9, -1.0),
    (Group::Right, 1, -1.0),
    (Group::Right, 2, -1.0),
    (Group::Right, 4, -1.5),
    (Group::Right, 9, -1.0),
    (Group::Right, 10, -1.0),
    (Group::Right, 12, -1.5),
    // People.
    (Group::Person, 1, -1.0),
    (Group::Person, 2, -1.0),
    (Group::Person, 3, -0.7),
    (Group::Person, 31, -1.4),
    (Group::Named, 1, -0.7),
    (Group::Named, 3, -0.7),
    (Group::Named, 40, -0.7),
    (Group::ListedName, 2, -2.0),
    (Group::ListedName, 3, -2.0),
    (Group::ListedName, 4, -2.0),
    (Group::ListedName, 20, -1.4),
    (Group::ListedName, 21, -1.4),
    (Group::ListedName, 22, -0.7),
    (Group::ListedName, 23, -1.4),
    // A listed title of two words and more; a part of one.
    (Group::Listed, 2, 2.0),
    (Group::Listed, 3, 3.0),
    (Group::Listed, 4, 4.0),
    (Group::Listed, 5, 5.0),
    (Group::Listed, 20, -1.8),
    (Group::Listed, 21, -3.5),
    (Group::Listed, 23, -0.7),
];

/// In lists names stand beside titles: what runs of capitals are worth more there.
const LIST_PRIORS: &[(Group, usize)] = &[
    (Group::Left, 1),
    (Group::Left, 9),
    (Group::Right, 1),
    (Group::Right, 2),
    (Group::Right, 9),
    (Group::Right, 10),
];

fn priors() -> Vec<f32> {
    let mut priors = vec![0.0_f32; PLACES];
    let mut set = |place: usize, weight: f32| {
        if let Some(prior) = priors.get_mut(place) {
            *prior = weight;
        }
    };
    let place = |group: Group, value: usize| group as usize * VALUES + value;
    for step in 0..CUE_STEPS {
        set(place(Group::Cues, usize::from(step)), CUE);
    }
    // Cues of two and a half and more speak for a title: fifteen steps.
    set(place(Group::Bias, 0), -15.0 * CUE - 0.7);
    for &(group, value, weight) in PRIORS {
        set(place(group, value), weight);
    }
    for &(group, value) in LIST_PRIORS {
        set(GROUPS.len() * VALUES + place(group, value), 0.7);
    }
    priors
}
