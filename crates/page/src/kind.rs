//! What a page is: an additive score whose every part can be read.

mod told;

use ovation_language::words::{self, List, WordTally};
use ovation_terms::{PageKind, Sign};
use std::borrow::Cow;
use std::fmt::Write as _;
use told::{is_shop, is_spoken, no_article, other_subject, path_words, quoted_share, series};

pattern!(
    SOMEBODY_SAYS,
    r#"^\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’.-]+){1,3}\s?:\s?["'‘“„«].{20,}"#
);

/// What is known of a page when its kind is judged.
#[expect(clippy::struct_excessive_bools, reason = "each is one sign of its own")]
pub(super) struct Signs<'a> {
    pub(super) headline: &'a str,
    /// Address and canonical address.
    pub(super) address: &'a str,
    /// Section, tags, breadcrumbs, keywords.
    pub(super) labels: &'a str,
    pub(super) text: &'a str,
    /// The text's words.
    pub(super) tally: &'a WordTally,
    /// Markup states a review of a film.
    pub(super) claims_film_review: bool,
    /// Markup states a review of something not named as a film.
    pub(super) claims_review: bool,
    /// Markup states a review of something else.
    pub(super) claims_other: bool,
    /// Markup states a review of a series.
    pub(super) claims_series: bool,
    /// Markup states that something is sold.
    pub(super) claims_product: bool,
    pub(super) is_collection: bool,
    /// Markup states a rating.
    pub(super) has_stated_rating: bool,
    /// Share of the article's letters in links.
    pub(super) link_share: f64,
    /// Headings within the article.
    pub(super) headings: usize,
    /// Headings of the page that are links to other pages.
    pub(super) linked_headings: usize,
    /// A director is credited as reviews do.
    pub(super) has_credits: bool,
    /// The credits state a length or a year.
    pub(super) has_length: bool,
}

/// What the film's name and the rating say: dear to find out, and so only sought where it may
/// matter; see [`Case::is_hopeless`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    /// A rating is printed or marked.
    pub(super) has_rating: bool,
    /// How sure the best title is.
    pub(super) title_score: f64,
    /// The best title's share of the headline's letters.
    pub(super) title_share: f64,
    /// How often the best title stands in the text.
    pub(super) title_mentions: usize,
    /// The best title has a year or a director beside it.
    pub(super) has_year: bool,
    /// Distinct quoted or italic titles in the article.
    pub(super) marked_titles: usize,
    /// The headline begins with the best title in quotation marks.
    pub(super) opens_with_title: bool,
}

/// The kind and the reasons for it.
pub(super) struct Judgement {
    pub(super) kind: PageKind,
    pub(super) why: String,
    signs: Vec<(f64, Cow<'static, str>)>,
}

impl Judgement {
    fn of(kind: PageKind, why: String) -> Self {
        Self {
            kind,
            why,
            signs: Vec::new(),
        }
    }

    /// The signs and their weights.
    pub(super) fn signs(&self) -> Vec<Sign> {
        let sign = |(weight, what): &(f64, Cow<'static, str>)| Sign {
            weight: *weight,
            what: what.clone().into_owned(),
        };
        self.signs.iter().map(sign).collect()
    }
}

struct Sum {
    score: f64,
    signs: Vec<(f64, Cow<'static, str>)>,
}

impl Sum {
    fn add(&mut self, weight: f64, what: impl Into<Cow<'static, str>>) {
        self.score += weight;
        self.signs.push((weight, what.into()));
    }
}

/// From this score on a page counts as a review of a film. The weights below were set by hand and
/// then drawn towards those of a logistic regression over labelled pages, held out by site.
pub(super) const THRESHOLD: f64 = 2.1;

/// What the film's name and a rating may add to a page's score, for all that was ever seen: 4.1 on
/// the labelled pages.
const NAMED_AT_MOST: f64 = 4.6;

/// The words of headline, labels and address.
struct Said<'a> {
    headline: &'a WordTally,
    labels: &'a WordTally,
    address: &'a WordTally,
}

/// A page's signs, and what follows from them alone.
#[expect(clippy::struct_excessive_bools, reason = "each is one sign of its own")]
pub(super) struct Case<'a> {
    signs: Signs<'a>,
    letters: usize,
    /// Words for film in a thousand letters.
    film: f64,
    craft: f64,
    opinion: f64,
    trade: f64,
    speech: f64,
    report: f64,
    news: usize,
    list: usize,
    says_review: bool,
    address_says_review: bool,
    label_says_review: bool,
    label_says_film: bool,
    headline_says_film: bool,
    is_interview: bool,
    /// The headline is of a person of the trade.
    is_person: bool,
    is_spoken: bool,
    series: Option<&'static str>,
    other: Option<String>,
}

impl<'a> Case<'a> {
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    pub(super) fn of(signs: Signs<'a>) -> Self {
        let letters = super::article::weight(signs.text);
        let per_thousand =
            |list: List| signs.tally.count(list) as f64 * 1000.0 / letters.max(400) as f64;
        let address = WordTally::of(&path_words(signs.address));
        let (headline, labels) = (WordTally::of(signs.headline), WordTally::of(signs.labels));
        let said = Said {
            headline: &headline,
            labels: &labels,
            address: &address,
        };
        let series = series(&signs, &said);
        let other = other_subject(&signs, &said);
        Self {
            letters,
            film: per_thousand(List::Film),
            craft: per_thousand(List::Craft),
            opinion: per_thousand(List::Opinion),
            trade: per_thousand(List::Trade),
            speech: per_thousand(List::Speech),
            report: per_thousand(List::Report),
            news: headline.count(List::News),
            list: headline.count(List::Ranked),
            says_review: headline.has(List::Review),
            address_says_review: address.has(List::Review),
            label_says_review: labels.has(List::Review),
            label_says_film: labels.has(List::Film) || address.has(List::Film),
            headline_says_film: headline.has(List::Film),
            is_interview: address.has(List::Interview) || labels.has(List::Interview),
            is_person: headline.has(List::Person),
            is_spoken: is_spoken(signs.text),
            series,
            other,
            signs,
        }
    }

    /// Whether the page is surely no review of a film nor of several, whatever film it names and
    /// whatever rating stands on it: nothing says so, and hardly a word is about film.
    pub(super) fn is_hopeless(&self) -> bool {
        let is_claimed = self.signs.claims_film_review || self.signs.claims_review;
        let is_said = self.says_review
            || self.address_says_review
            || self.label_says_review
            || self.headline_says_film
            || self.signs.has_credits
            || self.series.is_some();
        // Twice that is no sign of a review yet either, of which most have ten times as many.
        let is_about_film = self.film >= 0.2;
        !is_claimed
            && !is_said
            && !is_about_film
            && no_article(&self.signs, self.letters).is_none()
            && self.sum(None).score < THRESHOLD - NAMED_AT_MOST
    }

    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    fn sum(&self, named: Option<&Named>) -> Sum {
        let Self {
            signs,
            letters,
            film,
            craft,
            opinion,
            trade,
            speech,
            news,
            list,
            says_review,
            ..
        } = self;
        let (letters, film, craft, opinion) = (*letters, *film, *craft, *opinion);
        let (trade, speech, news, list) = (*trade, *speech, *news, *list);
        let says_review = *says_review;
        let mut sum = Sum {
            score: 0.0,
            signs: Vec::with_capacity(24),
        };
        if signs.claims_film_review {
            sum.add(5.0, "markup states a review of a film");
        } else if signs.claims_review {
            sum.add(2.5, "markup states a review");
        }
        let has_year = named.is_some_and(|named| named.has_year);
        let is_credited = signs.has_credits && signs.has_length;
        // `Review`, `Kritik`, `critique` are said of anything: a phone, a law, a minister.
        let is_about_film = self.is_about_film(has_year);
        let in_headline = says_review && is_about_film;
        let share = if is_about_film { 1.0 } else { 0.25 };
        if says_review {
            sum.add(3.2 * share, "the headline says review");
        }
        if self.address_says_review {
            sum.add(1.2 * share, "the address says review");
        }
        if self.label_says_review {
            sum.add(1.2 * share, "a label says review");
        }
        if self.label_says_film {
            sum.add(0.4, "a label says film");
        }
        if self.headline_says_film {
            sum.add(0.3, "the headline says film");
        }
        sum.add((film * 0.6).min(1.5), "words for film");
        sum.add((craft * 0.15).min(0.9), "words of film-making");
        sum.add((opinion * 0.35).min(1.4), "words of judgement");
        if trade > 0.3 {
            sum.add(-((trade - 0.3) * 1.2).min(4.0), "words of the trade press");
        }
        if signs.has_credits {
            let weight = if is_credited { 1.6 } else { 0.3 };
            sum.add(weight, "a line of credits");
        }
        if !is_about_film && film <= 0.0 {
            // Markup of a review that names a subject of no other kind needs fewer words for film, and
            // a short text has few words at all.
            let is_marked_and_short = signs.claims_review && letters < 600;
            let weight = if is_marked_and_short { -3.0 } else { -4.5 };
            sum.add(weight, "not a word about film");
        } else if !is_credited && film < 0.2 && craft < 0.5 {
            sum.add(-3.0, "hardly a word about film");
        } else if !is_about_film {
            sum.add(-1.5, "hardly a word about film");
        }
        let stage = signs.tally.count(List::Stage);
        if stage > 3 && stage > signs.tally.count(List::Film) && !is_credited {
            sum.add(-3.0, "words of the stage");
        }
        if self.has_rating(named) {
            sum.add(2.0, "a rating");
        }
        // `The best ghost story of the year` is a list only where nothing says that it is a review.
        let is_list = self.is_list();
        if let Some(named) = named {
            let most = if is_list { 0.0 } else { 2.0 };
            sum.add(
                (named.title_score - 2.0).clamp(-1.0, most) * 0.5,
                "how clearly one film is named",
            );
            if named.title_share >= 0.6 && news == 0 && list == 0 {
                sum.add(0.8, "the headline is little more than a title");
            }
            if named.title_mentions >= 3 && !is_list {
                sum.add(0.5, "the film is named again and again");
            }
            if named.has_year {
                sum.add(0.6, "a year stands beside the title");
            }
        }
        if news > 0 && !in_headline {
            sum.add(
                -2.4 - 1.0 * (news.min(3) as f64),
                "the headline is that of news",
            );
        }
        let has_number = words::words(signs.headline)
            .any(|word| word.len() <= 3 && word.parse::<u32>().is_ok_and(|number| number >= 3));
        if self.is_person && !in_headline && news == 0 {
            sum.add(-2.0, "the headline is of somebody who plays");
        }
        if is_list {
            sum.add(-1.7, "the headline is that of a list");
            if has_number {
                sum.add(-1.5, "a list with a number");
            }
        }
        if signs.is_collection {
            sum.add(-3.0, "markup states a collection");
        }
        let opens_with_title = named.is_some_and(|named| named.opens_with_title);
        if signs.headings >= 5 {
            // Lists have many headings; so have some reviews that say what they are.
            let is_sure = in_headline || opens_with_title;
            let each = if is_sure { -0.1 } else { -0.25 };
            sum.add(
                each * (signs.headings.min(16) as f64 - 3.0),
                "many headings",
            );
        }
        if opens_with_title && news == 0 && list == 0 {
            sum.add(0.8, "the headline opens with a title in marks");
        }
        if named.is_some_and(|named| named.marked_titles >= 12) && !opens_with_title {
            sum.add(-1.0, "many other titles");
        }
        if signs.link_share > 0.25 {
            sum.add(-1.5 - signs.link_share * 2.0, "much of it is links");
        }
        if speech > 1.0 {
            sum.add(-(speech - 1.0).min(2.5), "people speak in it");
        }
        if self.is_interview {
            sum.add(-2.0, "an address or label of interviews");
        }
        if self.is_spoken {
            sum.add(-2.0, "much of it is speech");
        }
        let is_stated = signs.claims_film_review
            || signs.claims_review
            || named.is_none()
            || self.has_rating(named);
        let is_called =
            in_headline || is_credited || self.address_says_review || self.label_says_review;
        if !is_stated {
            let quoted = quoted_share(signs.text);
            if !is_called {
                // Nothing says that this is a review: it may as well be a report about one film.
                if self.report > 0.6 {
                    let weight = -((self.report - 0.6) * 0.7).min(2.5);
                    sum.add(weight, "words of a report");
                }
                if quoted > 0.05 {
                    sum.add(-((quoted - 0.05) * 8.0).min(2.0), "long quotations");
                }
            } else if quoted > 0.35 {
                sum.add(-2.0, "much of it is quoted");
            }
        }
        if SOMEBODY_SAYS.is_match(signs.headline) && !in_headline {
            sum.add(-1.5, "the headline quotes somebody");
        }
        if letters < 900 {
            sum.add(-0.7, "short");
        }
        if self.series.is_some() {
            sum.add(-7.5, "a review of a series");
        } else if let Some(word) = &self.other {
            sum.add(-7.5, format!("a review of something else: {word}"));
        }
        sum
    }

    fn is_about_film(&self, has_year: bool) -> bool {
        let signs = &self.signs;
        self.film >= 0.3
            || (self.film > 0.0 && self.craft >= 1.0)
            || (signs.has_credits && signs.has_length)
            || self.headline_says_film
            || (self.label_says_film && self.craft > 0.3)
            || has_year
            || signs.claims_film_review
    }

    fn is_list(&self) -> bool {
        self.list > 0 && !self.signs.claims_film_review && !self.signs.claims_review
    }

    fn has_rating(&self, named: Option<&Named>) -> bool {
        self.signs.has_stated_rating || named.is_some_and(|named| named.has_rating)
    }

    /// Judges the kind; `named` may be left out where the page [is hopeless](Self::is_hopeless).
    pub(super) fn judge(&self, named: Option<&Named>) -> Judgement {
        let signs = &self.signs;
        if let Some(judgement) = no_article(signs, self.letters) {
            return judgement;
        }
        let sum = self.sum(named);
        let has_year = named.is_some_and(|named| named.has_year);
        let says_review = self.says_review;
        let is_review_of_other = self.other.is_some()
            || (signs.claims_other && !signs.claims_film_review)
            || (says_review && !self.is_about_film(has_year) && self.opinion > 0.5);
        let is_judged =
            says_review || self.has_rating(named) || signs.claims_other || signs.claims_review;
        let is_series = self.series.is_some();
        let kind = if sum.score >= THRESHOLD {
            PageKind::Review
        } else if is_series && (is_judged || sum.score + 7.5 >= THRESHOLD) {
            PageKind::SeriesReview
        } else if is_review_of_other {
            PageKind::OtherReview
        } else if self.is_list() || signs.is_collection || signs.link_share > 0.4 {
            PageKind::List
        } else if is_shop(signs) {
            PageKind::Shop
        } else if self.news > 0 || self.speech > 1.0 || self.trade > 0.8 {
            PageKind::News
        } else {
            PageKind::Other
        };
        let mut why = format!("{:.1} of {THRESHOLD:.1} needed", sum.score);
        let mut mark = ':';
        for (weight, what) in &sum.signs {
            // What adds next to nothing is for the explanation only.
            if weight.abs() >= 0.05 {
                let _ = write!(why, "{mark} {weight:+.1} {what}");
                mark = ',';
            }
        }
        if named.is_none() {
            why.push_str("; no film's name and no rating would outweigh that");
        }
        let signs = sum.signs;
        Judgement { kind, why, signs }
    }
}
