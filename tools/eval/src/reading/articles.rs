//! Scoring articles against labelled pages, as the `ovation eval articles` command reports it.
//!
//! Three sets of labels: `aeb` has the body, `news` title, authors, day and body, `web` segments
//! that must and must not be in the text. Bodies are compared by runs of four words, as
//! <https://github.com/scrapinghub/article-extraction-benchmark> does.

use super::Count;
use ovation_terms::{ReadArticle, Reading, fold};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words in a run (the benchmark's own number).
const RUN: usize = 4;

/// One line of a labelled set of article pages. Unknown keys are ignored; null means unlabelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldArticle {
    /// The page's name in the set.
    pub id: String,
    /// Where its bytes are, relative to the set's folder.
    pub file: String,
    /// Where it stood on the web.
    pub url: Option<String>,
    /// `aeb`, `news` or `web`.
    pub set: String,
    /// The title.
    pub title: Option<String>,
    /// The authors.
    pub authors: Option<Vec<String>>,
    /// Day published, `2024-03-01`.
    pub date: Option<String>,
    /// The whole text.
    pub body: Option<String>,
    /// Words that must be in the text.
    pub with: Option<Vec<String>>,
    /// Words that must not be in the text.
    pub without: Option<Vec<String>>,
}

/// The figures of `ovation eval articles`, each 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ArticlesFigures {
    /// Pages scored.
    pub pages: u64,
    /// Text of the set `aeb`: F1 of mean precision and mean recall, as for the other bodies.
    pub aeb_f1: f64,
    /// Its precision.
    pub aeb_p: f64,
    /// Its recall.
    pub aeb_r: f64,
    /// Share of titles that are right.
    pub news_title: f64,
    /// Authors, over all names.
    pub news_authors_f1: f64,
    /// Share of days that are right.
    pub news_date: f64,
    /// Text of the set `news`.
    pub news_body_f1: f64,
    /// Its precision.
    pub news_body_p: f64,
    /// Its recall.
    pub news_body_r: f64,
    /// Segments of the set `web`.
    pub web_f1: f64,
    /// Share of found segments that belong there.
    pub web_p: f64,
    /// Share of segments that belong there and are found.
    pub web_r: f64,
    /// Share of titles that are right.
    pub web_title: f64,
    /// Authors, over all names.
    pub web_authors_f1: f64,
    /// Share of days that are right.
    pub web_date: f64,
}

/// What was not as labelled on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleScore {
    /// Precision and recall of the text by runs of words, or of segments.
    pub text: Option<(f64, f64)>,
    /// Segments missed.
    pub missed: Vec<String>,
    /// Segments found that must not be there.
    pub added: Vec<String>,
    /// Whether the title is right.
    pub title: Option<bool>,
    /// Whether the authors are right.
    pub authors: Option<bool>,
    /// Whether the day is right.
    pub date: Option<bool>,
}

/// Counts over pages; add each, then ask for the figures.
#[derive(Clone, Debug, Default)]
pub struct ArticlesTally {
    pages: u64,
    aeb: Means,
    news: SetTally,
    web: SetTally,
}

#[derive(Clone, Debug, Default)]
struct SetTally {
    titles: Count,
    authors: Count,
    dates: Count,
    body: Means,
    segments: Count,
}

/// Means of precision and recall over pages.
#[derive(Clone, Copy, Debug, Default)]
struct Means {
    p: (f64, u32),
    r: (f64, u32),
}

impl Means {
    fn add(&mut self, (right, given, wanted): (u64, u64, u64)) -> (f64, f64) {
        let (p, r) = (share(right, given), share(right, wanted));
        if given > 0 {
            self.p = (self.p.0 + p, self.p.1 + 1);
        }
        if wanted > 0 {
            self.r = (self.r.0 + r, self.r.1 + 1);
        }
        (p, r)
    }

    /// F1, precision, recall.
    fn figures(self) -> (f64, f64, f64) {
        let mean = |(sum, count): (f64, u32)| sum / f64::from(count.max(1));
        let (p, r) = (mean(self.p), mean(self.r));
        let f1 = if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        };
        (f1, p, r)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words and pages are far below 2^52"
)]
fn share(part: u64, all: u64) -> f64 {
    part as f64 / all.max(1) as f64
}

impl ArticlesTally {
    /// Scores one page; gives what was missed or wrong. A reading without an article scores as one
    /// with nothing in it.
    pub fn add(&mut self, gold: &GoldArticle, reading: &Reading) -> ArticleScore {
        self.pages += 1;
        let nothing = ReadArticle::default();
        let article = reading.article.as_ref().unwrap_or(&nothing);
        let text = article.text();
        let mut score = ArticleScore::default();
        if gold.set == "aeb" {
            let body = gold.body.as_deref().unwrap_or("");
            score.text = Some(self.aeb.add(compare(&text, body)));
            return score;
        }
        let set = if gold.set == "news" {
            &mut self.news
        } else {
            &mut self.web
        };
        if let Some(body) = &gold.body {
            score.text = Some(set.body.add(compare(&text, body)));
        }
        set.add_segments(gold, &text, &mut score);
        set.add_fields(gold, article, &mut score);
        score
    }

    /// The figures so far.
    pub fn figures(&self) -> ArticlesFigures {
        let (aeb_f1, aeb_p, aeb_r) = self.aeb.figures();
        let (news_body_f1, news_body_p, news_body_r) = self.news.body.figures();
        let segments = self.web.segments.figure();
        ArticlesFigures {
            pages: self.pages,
            aeb_f1,
            aeb_p,
            aeb_r,
            news_title: share(self.news.titles.right, self.news.titles.wanted),
            news_authors_f1: self.news.authors.figure().f1,
            news_date: share(self.news.dates.right, self.news.dates.wanted),
            news_body_f1,
            news_body_p,
            news_body_r,
            web_f1: segments.f1,
            web_p: segments.p,
            web_r: segments.r,
            web_title: share(self.web.titles.right, self.web.titles.wanted),
            web_authors_f1: self.web.authors.figure().f1,
            web_date: share(self.web.dates.right, self.web.dates.wanted),
        }
    }
}

impl SetTally {
    fn add_segments(&mut self, gold: &GoldArticle, text: &str, score: &mut ArticleScore) {
        if gold.with.is_none() && gold.without.is_none() {
            return;
        }
        let text = one_line(text);
        let mut right = 0;
        for segment in gold.with.iter().flatten() {
            let is_found = text.contains(&one_line(segment));
            self.segments.wanted += 1;
            self.segments.given += u64::from(is_found);
            self.segments.right += u64::from(is_found);
            right += u64::from(is_found);
            if !is_found {
                score.missed.push(segment.clone());
            }
        }
        for segment in gold.without.iter().flatten() {
            if text.contains(&one_line(segment)) {
                self.segments.given += 1;
                score.added.push(segment.clone());
            }
        }
        let given = right + score.added.len() as u64;
        let wanted = right + score.missed.len() as u64;
        score.text = Some((share(right, given), share(right, wanted)));
    }

    fn add_fields(&mut self, gold: &GoldArticle, article: &ReadArticle, score: &mut ArticleScore) {
        let one = |count: &mut Count, wanted: &str, given: Option<String>| {
            let is_right = given.is_some_and(|given| fold(&given) == fold(wanted));
            count.wanted += 1;
            count.right += u64::from(is_right);
            Some(is_right)
        };
        if let Some(title) = &gold.title {
            let given = article.title.as_ref().map(|title| title.value.clone());
            score.title = one(&mut self.titles, title, given);
        }
        if let Some(date) = &gold.date {
            let given = article.published.as_ref();
            let given = given.map(|published| published.value.day.to_string());
            score.date = one(&mut self.dates, date, given);
        }
        if let Some(authors) = &gold.authors {
            let wanted = names(authors.iter().map(String::as_str));
            let given = names(article.authors.iter().map(|name| name.value.as_str()));
            let right = given.iter().filter(|name| wanted.contains(name)).count();
            self.authors.wanted += wanted.len() as u64;
            self.authors.given += given.len() as u64;
            self.authors.right += right as u64;
            score.authors = Some(wanted == given);
        }
    }
}

/// Names without case and punctuation, each once.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(fold).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A text on one line, without letters that nobody sees: soft hyphens and the like.
fn one_line(text: &str) -> String {
    let seen = text.replace(['\u{ad}', '\u{200b}', '\u{feff}'], "");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs of words that are in both texts, in the given one, in the wanted one.
fn compare(given: &str, wanted: &str) -> (u64, u64, u64) {
    let (given, wanted) = (runs(given), runs(wanted));
    let (mut left, mut right, mut both) = (given.as_slice(), wanted.as_slice(), 0);
    while let ([a, after_a @ ..], [b, after_b @ ..]) = (left, right) {
        if a == b {
            both += 1;
        }
        if a <= b {
            left = after_a;
        }
        if b <= a {
            right = after_b;
        }
    }
    (both, given.len() as u64, wanted.len() as u64)
}

/// Digests of a text's runs of words, sorted; a text of fewer words is one run.
fn runs(text: &str) -> Vec<u64> {
    let text = one_line(text);
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let digest = |run: &[&str]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    let mut runs: Vec<u64> = match words.as_slice() {
        [] => Vec::new(),
        few if few.len() < RUN => vec![digest(few)],
        _ => words.windows(RUN).map(digest).collect(),
    };
    runs.sort_unstable();
    runs
}

/// Scores readings against their labels.
pub fn articles<'a>(
    readings: impl IntoIterator<Item = (&'a GoldArticle, &'a Reading)>,
) -> ArticlesFigures {
    let mut tally = ArticlesTally::default();
    for (gold, reading) in readings {
        tally.add(gold, reading);
    }
    tally.figures()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_compared_by_its_runs_of_four_words() {
        assert_eq!(compare("a b c d e", "a b c d e"), (2, 2, 2));
        assert_eq!(compare("a b c d", "x a b c d"), (1, 1, 2));
        assert_eq!(compare("a b", "a, b!"), (1, 1, 1));
        assert_eq!(compare("", "a b c d"), (0, 0, 1));
        assert_eq!(compare("a b c d a b c d", "a b c d"), (1, 5, 1));
    }

    #[test]
    fn names_are_a_set_whatever_their_order_and_case() {
        let one = names(["Ann Moor", "Ben O'Dell"].into_iter());
        let other = names(["BEN ODELL", "Ann Moor", "ann moor", ""].into_iter());
        assert_eq!(one, other);
    }
}
