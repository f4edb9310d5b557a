//! Learning what film press tells: events and claims, from articles whose events and claims are labelled.
//!
//! Labels say what an article tells, not where. Of the places that may tell an event the one that looks
//! likeliest so far is learned from, again and again; of the spans that share most words with a labelled
//! claim the best one is.

mod descent;
mod figures;
mod write;

use descent::{Bag, Weighing, fit};
use figures::{HeldTold, bounds, calibrate};
use ovation_eval::reading::shared_words;
use ovation_press::learning::told::{
    CLAIM, CLAIM_PLACES, ClaimExample, EVENT, EVENT_KINDS, EVENT_PLACES, PressFeature, ToldExamples,
};
use ovation_terms::fold;
use std::collections::{BTreeMap, BTreeSet};
use write::{Part, write_part};

/// A labelled article, taken apart.
#[derive(Clone, Debug, Default)]
pub struct ToldArticle {
    /// Whose articles are held out together.
    pub publisher: String,
    /// Its text.
    pub text: String,
    /// What it may tell.
    pub examples: ToldExamples,
    /// Its films.
    pub films: Vec<String>,
    /// Its events: kind as in [`EVENT_KINDS`], film's title or festival's name.
    pub events: Vec<(String, Option<String>)>,
    /// Its claims: the words.
    pub claims: Vec<String>,
    /// Whether figures are of it; invented ones are learned from alone.
    pub is_measured: bool,
}

/// Parts that publishers are dealt into.
const FOLDS: usize = 8;

/// A feature counts where so many articles have it, of so many publishers.
const FEWEST_ARTICLES: usize = 3;
const FEWEST_PUBLISHERS: usize = 2;

/// How much an article counts that is invented.
const INVENTED: f64 = 1.0;

/// Of what is shown so many are to be right, on publishers that nothing was learned from.
const SHOWN_EVENTS: f64 = 0.65;
const SHOWN_CLAIMS: f64 = 0.55;

/// A model for each part that was held out, and one for all.
#[derive(Clone, Debug)]
pub struct ToldModels {
    /// Of each article the number of the model that was learned without its publisher.
    pub held: Vec<usize>,
    /// The models' files, the last learned from all.
    pub files: Vec<String>,
}

/// Learns from all articles and gives the model's file.
pub fn learn_told(articles: &[ToldArticle]) -> String {
    let mut models = hold_out_told(articles);
    models.files.pop().unwrap_or_default()
}

/// Learns without each part of the publishers, and from all; bounds and likelihoods are those of what was
/// held out.
pub fn hold_out_told(articles: &[ToldArticle]) -> ToldModels {
    let folds = folds(articles);
    let parts = [event_part(articles), claim_part(articles)];
    let mut held: Vec<usize> = vec![folds.len(); articles.len()];
    let mut learned = Vec::new();
    let mut seen = [Vec::new(), Vec::new()];
    for (number, fold) in folds.iter().chain([&Vec::new()]).enumerate() {
        let rest: Vec<usize> = (0..articles.len())
            .filter(|at| !fold.contains(at))
            .collect();
        let pair = parts.each_ref().map(|part| part.learn(articles, &rest));
        for &at in fold {
            if let Some(held) = held.get_mut(at) {
                *held = number;
            }
            let [events, claims] = &mut seen;
            events.extend(parts[0].events_held(&pair[0], at));
            claims.extend(parts[1].claims_held(&pair[1], articles, at));
        }
        learned.push(pair);
    }
    let wanted = |count: fn(&ToldArticle) -> usize| -> usize {
        articles.iter().filter(|it| it.is_measured).map(count).sum()
    };
    let wanted = [wanted(|it| it.events.len()), wanted(|it| it.claims.len())];
    let settings: Vec<_> = seen
        .iter()
        .zip(wanted)
        .zip([SHOWN_EVENTS, SHOWN_CLAIMS])
        .map(|((seen, wanted), shown)| {
            let calibration = calibrate(seen);
            (calibration, bounds(seen, calibration, wanted, shown))
        })
        .collect();
    let words = words(articles);
    let files = learned.iter().map(|pair| {
        let mut file = String::from(
            "# Made by `cargo x train told`: what is known of events and claims in film press.\n\
             # event or claim, where something was seen, what, weight for each kind\n",
        );
        for ((part, weighing), (calibration, bounds)) in parts.iter().zip(pair).zip(&settings) {
            let written = Part {
                what: part.what,
                places: part.places,
                kinds: part.kinds,
                features: &part.features,
                rows: weighing.rows(),
                bias: &weighing.bias,
            };
            write_part(&written, *calibration, *bounds, &words, &mut file);
        }
        file
    });
    ToldModels {
        files: files.collect(),
        held,
    }
}

/// What is learned of events, or of claims: the bags of each article, with numbered features.
#[derive(Debug)]
struct Lesson {
    what: &'static str,
    places: &'static [&'static str],
    kinds: &'static [&'static str],
    /// Features by their number, those that are common enough in all.
    features: Vec<PressFeature>,
    bags: Vec<Vec<Bag>>,
}

impl Lesson {
    fn learn(&self, articles: &[ToldArticle], from: &[usize]) -> Weighing {
        let mut counts: Vec<(usize, BTreeSet<&str>)> =
            vec![(0, BTreeSet::new()); self.features.len()];
        for &at in from {
            let (Some(bags), Some(article)) = (self.bags.get(at), articles.get(at)) else {
                continue;
            };
            let features = bags.iter().flat_map(|bag| &bag.candidates).flatten();
            let own: BTreeSet<u32> = features.copied().collect();
            for feature in own {
                if let Some((count, publishers)) = counts.get_mut(feature as usize) {
                    *count += 1;
                    publishers.insert(&article.publisher);
                }
            }
        }
        let known: Vec<bool> = counts
            .into_iter()
            .map(|(count, publishers)| is_common(count, publishers.len()))
            .collect();
        let bags = from.iter().filter_map(|at| self.bags.get(*at)).flatten();
        fit(&bags.collect::<Vec<_>>(), &known, self.kinds.len())
    }

    /// The score of each event that an article may tell, and whether it does.
    fn events_held(&self, weighing: &Weighing, at: usize) -> Vec<HeldTold> {
        let bags = self.bags.get(at).into_iter().flatten();
        bags.map(|bag| HeldTold {
            score: weighing.score(bag),
            is_right: bag.is_right,
        })
        .collect()
    }

    /// The score of each claim that would be taken, down to the least likely, and whether it is one.
    fn claims_held(
        &self,
        weighing: &Weighing,
        articles: &[ToldArticle],
        at: usize,
    ) -> Vec<HeldTold> {
        let (Some(bags), Some(article)) = (self.bags.get(at), articles.get(at)) else {
            return Vec::new();
        };
        let mut spans: Vec<(f64, &ClaimExample)> = bags
            .iter()
            .map(|bag| weighing.score(bag))
            .zip(&article.examples.claims)
            .collect();
        spans.sort_by(|one, other| {
            let place = |it: &ClaimExample| (it.start, it.end);
            other
                .0
                .total_cmp(&one.0)
                .then(place(one.1).cmp(&place(other.1)))
        });
        let mut left: Vec<&String> = article.claims.iter().collect();
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut held = Vec::new();
        for (score, span) in spans {
            let is_free = |it: &(usize, usize)| it.1 <= span.start || span.end <= it.0;
            if !taken.iter().all(is_free) {
                continue;
            }
            taken.push((span.start, span.end));
            let words = article.text.get(span.start..span.end).unwrap_or("");
            let right = left
                .iter()
                .position(|gold| shared_words(gold, words) >= 0.5);
            if let Some(right) = right {
                left.remove(right);
            }
            held.push(HeldTold {
                score,
                is_right: right.is_some(),
            });
        }
        held
    }
}

fn is_common(articles: usize, publishers: usize) -> bool {
    articles >= FEWEST_ARTICLES && publishers >= FEWEST_PUBLISHERS
}

fn key_of(kind: usize, about: Option<&str>) -> (usize, String) {
    (kind, fold(about.unwrap_or("")))
}

fn wanted_events(article: &ToldArticle) -> BTreeSet<(usize, String)> {
    let events = article.events.iter();
    events
        .filter_map(|(kind, film)| {
            let kind = EVENT_KINDS.iter().position(|known| known == kind)?;
            let film = film.as_deref().unwrap_or("");
            Some(key_of(kind, film.split(" (").next()))
        })
        .collect()
}

/// Measured articles by what is held out together: each publisher whole, the largest alone.
fn folds(articles: &[ToldArticle]) -> Vec<Vec<usize>> {
    let mut by_publisher: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate().filter(|(_, it)| it.is_measured) {
        by_publisher.entry(&article.publisher).or_default().push(at);
    }
    let mut publishers: Vec<_> = by_publisher.into_iter().collect();
    publishers.sort_by(|(one, many), (other, few)| few.len().cmp(&many.len()).then(one.cmp(other)));
    let mut folds: Vec<Vec<usize>> = vec![Vec::new(); FOLDS.min(publishers.len().max(1))];
    for (_, own) in publishers {
        if let Some(fold) = folds.iter_mut().min_by_key(|fold| fold.len()) {
            fold.extend(own);
        }
    }
    folds
}

fn words(articles: &[ToldArticle]) -> BTreeMap<u32, String> {
    let all = articles.iter().flat_map(|it| &it.examples.words);
    all.map(|(value, word)| (*value, word.clone())).collect()
}

/// Numbers the features that are common enough in all articles; `of` gives the candidates of one article.
fn numbered<'e>(
    articles: &'e [ToldArticle],
    of: impl Fn(&'e ToldArticle) -> Vec<&'e [PressFeature]>,
) -> Vec<PressFeature> {
    let mut counts: BTreeMap<PressFeature, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for article in articles {
        let own: BTreeSet<PressFeature> = of(article).into_iter().flatten().copied().collect();
        for feature in own {
            let entry = counts.entry(feature).or_default();
            entry.0 += 1;
            entry.1.insert(&article.publisher);
        }
    }
    let common = counts
        .into_iter()
        .filter(|(_, (count, publishers))| is_common(*count, publishers.len()));
    common.map(|(feature, _)| feature).collect()
}

/// The numbers of some features; those that are not common have none.
fn numbers(features: &[PressFeature], own: &[PressFeature]) -> Vec<u32> {
    let numbers = own.iter().filter_map(|feature| {
        let at = features.binary_search(feature).ok()?;
        u32::try_from(at).ok()
    });
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn event_part(articles: &[ToldArticle]) -> Lesson {
    let features = numbered(articles, |article| {
        let events = article.examples.events.iter();
        events
            .flat_map(|event| event.candidates.iter().map(Vec::as_slice))
            .collect()
    });
    let bags = articles
        .iter()
        .map(|article| event_bags(article, &features));
    Lesson {
        what: EVENT,
        places: EVENT_PLACES,
        kinds: &EVENT_KINDS,
        bags: bags.collect(),
        features,
    }
}

fn claim_part(articles: &[ToldArticle]) -> Lesson {
    let features = numbered(articles, |article| {
        let claims = article.examples.claims.iter();
        claims.map(|claim| claim.features.as_slice()).collect()
    });
    let bags = articles
        .iter()
        .map(|article| claim_bags(article, &features));
    Lesson {
        what: CLAIM,
        places: CLAIM_PLACES,
        kinds: &["claim"],
        bags: bags.collect(),
        features,
    }
}

fn weight(article: &ToldArticle) -> f64 {
    if article.is_measured { 1.0 } else { INVENTED }
}

fn event_bags(article: &ToldArticle, features: &[PressFeature]) -> Vec<Bag> {
    let wanted = wanted_events(article);
    let films: BTreeSet<String> = article.films.iter().map(|film| fold(film)).collect();
    let events = article.examples.events.iter();
    events
        .map(|event| {
            let key = key_of(event.kind, event.about.as_deref());
            let is_right = wanted.contains(&key);
            // A title that was cut or read too long is told of all the same, and of what is no film
            // little is to be learned.
            let is_short = key.1.len() < FEWEST_LETTERS;
            let is_near = |film: &str| {
                !is_short
                    && film.len() >= FEWEST_LETTERS
                    && (film.contains(&key.1) || key.1.contains(film))
            };
            let told_near = wanted
                .iter()
                .any(|(kind, film)| *kind == event.kind && is_near(film));
            let is_film = key.1.is_empty()
                || EVENT_KINDS.get(event.kind) == Some(&"festival")
                || films.contains(&key.1);
            let share = if is_film || told_near { 1.0 } else { NO_FILM };
            Bag {
                kind: event.kind,
                is_right,
                is_learned_right: is_right || told_near,
                candidates: event
                    .candidates
                    .iter()
                    .map(|own| numbers(features, own))
                    .collect(),
                weight: weight(article) * share,
                is_left_out: false,
            }
        })
        .collect()
}

/// Shorter titles are not taken for parts of longer ones.
const FEWEST_LETTERS: usize = 5;

/// How much it counts that nothing is told of what is no film.
const NO_FILM: f64 = 0.3;

/// A bag for each span: the best for each labelled claim is right, what shares half with one is left out.
fn claim_bags(article: &ToldArticle, features: &[PressFeature]) -> Vec<Bag> {
    let spans = &article.examples.claims;
    let text = |span: &ClaimExample| article.text.get(span.start..span.end).unwrap_or("");
    let (mut best, mut near) = (BTreeSet::new(), BTreeSet::new());
    for gold in &article.claims {
        let shares: Vec<f64> = spans
            .iter()
            .map(|span| shared_words(gold, text(span)))
            .collect();
        let top = shares.iter().copied().fold(0.5, f64::max);
        best.extend(shares.iter().position(|share| *share >= top));
        near.extend((0..spans.len()).filter(|at| shares.get(*at).is_some_and(|it| *it >= 0.5)));
    }
    let spans = spans.iter().enumerate();
    spans
        .map(|(at, span)| Bag {
            kind: 0,
            is_right: best.contains(&at),
            is_learned_right: best.contains(&at),
            is_left_out: near.contains(&at) && !best.contains(&at),
            candidates: vec![numbers(features, &span.features)],
            weight: weight(article),
        })
        .collect()
}
