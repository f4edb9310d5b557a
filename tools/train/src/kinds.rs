//! Learning the kinds of pages: first how much a text's words are like those of each group of texts,
//! then how much that and each named feature say of each kind. Features and words are those of the
//! reader; what is measured is measured on sites that nothing was learned from.

mod figures;
mod mixing;
mod texts;
mod wording;

pub use figures::{KindFigures, SettledFigures};

use figures::Held;
use mixing::Mixture;
use ovation_page::learning::{GROUPS, KINDS};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use texts::Texts;
use wording::{Wording, Wordings};

/// One number for each kind.
type ByKind = [f64; KINDS.len()];

/// One labelled page or text.
#[derive(Clone, Debug, Default)]
pub struct KindExample {
    /// Its name in its set.
    pub id: String,
    /// The site it is from.
    pub site: String,
    /// Who owns what it was taken from: texts and pages of one owner are never on both sides.
    pub owner: String,
    /// Language of the text.
    pub language: String,
    /// The place of its kind in the reader's list; none of a text without its page.
    pub kind: Option<usize>,
    /// The place of its group in the reader's list.
    pub group: usize,
    /// The reader's features, in their order; of a text without its page those of a page that is nothing else.
    pub features: Vec<f32>,
    /// Their names, as the model file has them.
    pub names: Vec<String>,
    /// Words of headline and text.
    pub words: [Vec<String>; 2],
    /// Whether the reader settles that it is a review of a film, without weighing.
    pub settled: Option<bool>,
    /// Whether figures are of it: a page of the labelled sets.
    pub is_measured: bool,
}

impl KindExample {
    fn is_review(&self) -> bool {
        self.kind.is_some_and(|kind| kind < 2)
    }
}

/// What sides a cross-validation keeps apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Sites.
    Sites,
    /// Languages, and with them the sites.
    Languages,
}

/// What is learned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// The named features alone.
    Features,
    /// The words as well.
    FeaturesAndWords,
}

/// How much a text without its page counts in learning words, and an invented page in all.
const TEXT_WEIGHT: f64 = 0.5;
const INVENTED_WEIGHT: f64 = 0.3;

/// Parts that sites are dealt into where all are measured.
const FOLDS: usize = 10;

/// Parts for words, whose scores must be of texts that they were not learned from.
const INNER_FOLDS: usize = 5;

/// The shares that the bounds are set for, on pages held out by site: of what is called a review,
/// those that are; and of reviews, those that may be called none.
const SURE: f64 = 0.955;
const LOST: f64 = 0.045;

/// Learns from all examples and gives the model file, and what it is worth on pages held out by site.
pub fn learn_kinds(examples: &[KindExample]) -> (String, KindFigures) {
    let wordings = Wordings::of(examples);
    let held = hold_out(examples, &wordings, Apart::Sites, Parts::FeaturesAndWords);
    let calibration = figures::calibrate(&held);
    let bounds = figures::bounds(&held, calibration, SURE, LOST);
    let measured = figures::figures(examples, &held, calibration, bounds);
    let all: Vec<usize> = (0..examples.len()).collect();
    let (words, mixture) = learn(examples, &wordings, &all, Parts::FeaturesAndWords);
    let mut file =
        String::from("# Made by `cargo x train kinds`: what is known of kinds of pages.\n");
    let _ = writeln!(file, "version\tkinds-2");
    let _ = writeln!(file, "bounds\t{:.3}\t{:.3}", bounds.0, bounds.1);
    let _ = writeln!(
        file,
        "calibration\t{:.4}\t{:.4}",
        calibration.0, calibration.1
    );
    let _ = writeln!(file, "# feature\twhere: what\t{}", KINDS.join("\t"));
    let named = examples.iter().find(|it| !it.names.is_empty());
    let names = named.map(|it| it.names.clone()).unwrap_or_default();
    let of_groups = GROUPS
        .iter()
        .map(|group| format!("words: like those of {group}"));
    let rest = ["all: every page".to_owned()];
    for (name, weights) in names
        .into_iter()
        .chain(of_groups)
        .chain(rest)
        .zip(&mixture.weights)
    {
        let _ = write!(file, "feature\t{name}");
        for weight in weights {
            let _ = write!(file, "\t{}", short(*weight));
        }
        file.push('\n');
    }
    wordings.write(&words, &mut file);
    (file, measured)
}

/// A number in few letters.
fn short(number: f64) -> String {
    let made = format!("{number:.3}");
    let made = made.trim_end_matches('0').trim_end_matches('.');
    if made == "-0" {
        "0".to_owned()
    } else {
        made.to_owned()
    }
}

/// Measures on pages that nothing was learned from.
pub fn cross_validate(examples: &[KindExample], apart: Apart, parts: Parts) -> KindFigures {
    let wordings = Wordings::of(examples);
    let held = hold_out(examples, &wordings, apart, parts);
    let calibration = figures::calibrate(&held);
    let bounds = figures::bounds(&held, calibration, SURE, LOST);
    figures::figures(examples, &held, calibration, bounds)
}

/// The pages of which the wrong is said by what was learned without their side, a line each.
pub fn kind_misses(examples: &[KindExample], apart: Apart, parts: Parts) -> Vec<String> {
    let wordings = Wordings::of(examples);
    let held = hold_out(examples, &wordings, apart, parts);
    figures::misses(examples, &held, figures::calibrate(&held))
}

/// What is said of each measured page by what was learned without its side.
fn hold_out(
    examples: &[KindExample],
    wordings: &Wordings,
    apart: Apart,
    parts: Parts,
) -> Vec<Held> {
    let folds = folds(examples, apart);
    let held = at_once(&folds, folds.len(), |fold| {
        hold_out_fold(examples, wordings, apart, parts, fold)
    });
    held.into_iter().flatten().collect()
}

/// Works at many pieces at once, in so many threads; what comes out is in their order.
pub fn at_once<T: Sync, R: Send>(
    pieces: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let each = pieces.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let started: Vec<_> = pieces
            .chunks(each)
            .map(|some| scope.spawn(|| some.iter().map(&work).collect::<Vec<R>>()))
            .collect();
        let ended = started.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        ended.flatten().collect()
    })
}

fn hold_out_fold(
    examples: &[KindExample],
    wordings: &Wordings,
    apart: Apart,
    parts: Parts,
    fold: &[usize],
) -> Vec<Held> {
    let owners: BTreeSet<&str> = fold.iter().map(|at| owner(examples, *at)).collect();
    let sites: BTreeSet<&str> = fold.iter().map(|at| site(examples, *at)).collect();
    let mut rest: Vec<usize> = (0..examples.len()).collect();
    rest.retain(|at| {
        let is_same_language = apart == Apart::Languages
            && fold
                .first()
                .is_some_and(|first| language(examples, *first) == language(examples, *at));
        !owners.contains(owner(examples, *at))
            && !sites.contains(site(examples, *at))
            && !is_same_language
    });
    let (words, mixture) = learn(examples, wordings, &rest, parts);
    let mut held = Vec::new();
    for at in fold {
        if let Some(example) = examples.get(*at).filter(|it| it.is_measured) {
            let groups = wordings.scores(&words, *at);
            let shares = mixture.shares(&row(example, &groups, parts));
            held.push(Held {
                at: *at,
                shares,
                is_review: example.is_review(),
                settled: example.settled,
            });
        }
    }
    held
}

fn owner(examples: &[KindExample], at: usize) -> &str {
    examples.get(at).map_or("", |it| it.owner.as_str())
}

fn site(examples: &[KindExample], at: usize) -> &str {
    examples.get(at).map_or("", |it| it.site.as_str())
}

fn language(examples: &[KindExample], at: usize) -> &str {
    let language = examples.get(at).map_or("", |it| it.language.as_str());
    language.split('-').next().unwrap_or("")
}

/// Measured pages by what is held out together.
fn folds(examples: &[KindExample], apart: Apart) -> Vec<Vec<usize>> {
    let measured =
        || (0..examples.len()).filter(|at| examples.get(*at).is_some_and(|it| it.is_measured));
    match apart {
        Apart::Languages => {
            let languages: BTreeSet<&str> = measured().map(|at| language(examples, at)).collect();
            let of = |wanted: &str| {
                measured()
                    .filter(|at| language(examples, *at) == wanted)
                    .collect()
            };
            languages.into_iter().map(of).collect()
        }
        Apart::Sites => deal(examples, &measured().collect::<Vec<_>>(), FOLDS),
    }
}

/// Deals examples into parts of about the same size, each site into one.
fn deal(examples: &[KindExample], all: &[usize], count: usize) -> Vec<Vec<usize>> {
    let mut sites: std::collections::BTreeMap<&str, Vec<usize>> = std::collections::BTreeMap::new();
    for at in all {
        sites.entry(site(examples, *at)).or_default().push(*at);
    }
    let mut sites: Vec<_> = sites.into_iter().collect();
    sites.sort_by(|(one, many), (other, few)| few.len().cmp(&many.len()).then(one.cmp(other)));
    let mut folds = vec![Vec::new(); count];
    for (_, pages) in sites {
        if let Some(fold) = folds
            .iter_mut()
            .min_by_key(|fold: &&mut Vec<usize>| fold.len())
        {
            fold.extend(pages);
        }
    }
    folds
}

/// Steps of the mixture's descent.
const STEPS: usize = 250;

/// Learns what speaks for each group of texts, and then the mixture, whose scores of groups are of texts they
/// were not learned from.
fn learn(
    examples: &[KindExample],
    wordings: &Wordings,
    from: &[usize],
    parts: Parts,
) -> (Wording, Mixture<{ KINDS.len() }>) {
    let pages: Vec<usize> = pages(examples, from).collect();
    let mut rows = Vec::new();
    for fold in deal(examples, &pages, INNER_FOLDS) {
        let out: BTreeSet<usize> = fold.iter().copied().collect();
        let owners: BTreeSet<&str> = fold.iter().map(|at| owner(examples, *at)).collect();
        let rest: Vec<usize> = from
            .iter()
            .copied()
            .filter(|at| !out.contains(at) && !owners.contains(owner(examples, *at)))
            .collect();
        let (words, texts) = of_groups(examples, wordings, &rest, parts);
        for at in fold {
            if let Some(example) = examples.get(at)
                && let Some(kind) = example.kind
            {
                let groups = mean(wordings.scores(&words, at), texts.scores(example));
                let row = row(example, &groups, Parts::FeaturesAndWords);
                rows.push((row, kind, weight(example)));
            }
        }
    }
    let (words, texts) = of_groups(examples, wordings, from, parts);
    let mut mixture = Mixture::fit(&rows, GROUPS.len(), STEPS);
    let end = mixture.weights.len().saturating_sub(1);
    let mut of_groups: Vec<ByKind> = mixture
        .weights
        .drain(end.saturating_sub(GROUPS.len())..end)
        .collect();
    // Half of what is made of a group is made of its words, and half of its features of text.
    for weight in of_groups.iter_mut().flatten() {
        *weight /= 2.0;
    }
    texts.fold(&mut mixture.weights, &of_groups);
    if parts == Parts::FeaturesAndWords {
        let last = mixture.weights.len().saturating_sub(1);
        mixture.weights.splice(last..last, of_groups);
    }
    (words, mixture)
}

/// Between what words say and what features of text say.
fn mean(words: [f64; GROUPS.len()], texts: [f64; GROUPS.len()]) -> [f64; GROUPS.len()] {
    let mut all = words;
    for (one, other) in all.iter_mut().zip(texts) {
        *one = f64::midpoint(*one, other);
    }
    all
}

/// What speaks for each group of texts: words, and features of text.
fn of_groups(
    examples: &[KindExample],
    wordings: &Wordings,
    from: &[usize],
    parts: Parts,
) -> (Wording, Texts) {
    let words = match parts {
        Parts::Features => Wording::default(),
        Parts::FeaturesAndWords => wordings.fit(examples, from),
    };
    (words, Texts::fit(examples, from))
}

fn pages<'e>(examples: &'e [KindExample], from: &'e [usize]) -> impl Iterator<Item = usize> + 'e {
    let is_page = |at: &usize| examples.get(*at).is_some_and(|it| it.kind.is_some());
    from.iter().copied().filter(is_page)
}

/// How much an example counts.
fn weight(example: &KindExample) -> f64 {
    match (example.kind, example.is_measured) {
        (None, _) => TEXT_WEIGHT,
        (Some(_), false) => INVENTED_WEIGHT,
        (Some(_), true) => 1.0,
    }
}

/// What the mixture weighs: features, groups, and what every page has.
fn row(example: &KindExample, groups: &[f64; GROUPS.len()], parts: Parts) -> Vec<f64> {
    let mut row: Vec<f64> = example.features.iter().map(|it| f64::from(*it)).collect();
    if parts == Parts::FeaturesAndWords {
        row.extend(groups);
    }
    row.push(1.0);
    row
}
