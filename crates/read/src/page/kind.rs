//! What a page is: an additive score whose every part can be read.

use super::words::{self, FILM, INTERVIEW, LIST, List, NEWS, OTHER, PERSON, REVIEW, SERIES, Tally};
use crate::{PageKind, Sign};
use std::fmt::Write as _;

pattern!(SPEAKER, r"^[\p{Lu}][\p{Lu} .'’-]{2,30}:\s");
pattern!(
    SOMEBODY_SAYS,
    r#"^\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’.-]+){1,3}\s?:\s?["'‘“„«].{20,}"#
);

pattern!(
    SEASON,
    r"(?i)\b(?:s\d{1,2}(?:e\d{1,2})?|\d{1,2}[x×]\d{2}|season \d|staffel \d|saison \d|stagione \d|temporada \d|сезон \d|\d[ªa] temporada|\d\.? staffel|\d сезон|第\d季)(?:\W|$)"
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
    pub(super) tally: &'a Tally,
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
    /// Share of the article's letters in links.
    pub(super) link_share: f64,
    /// Headings within the article.
    pub(super) headings: usize,
    /// Headings of the page that are links to other pages.
    pub(super) linked_headings: usize,
    /// Distinct quoted or italic titles in the article.
    pub(super) marked_titles: usize,
    /// The headline begins with the best title in quotation marks.
    pub(super) opens_with_title: bool,
    /// A director is credited as reviews do.
    pub(super) has_credits: bool,
    /// The credits state a length or a year.
    pub(super) has_length: bool,
}

/// The kind and the reasons for it.
pub(super) struct Judgement {
    pub(super) kind: PageKind,
    pub(super) why: String,
    pub(super) signs: Vec<Sign>,
}

impl Judgement {
    fn of(kind: PageKind, why: String) -> Self {
        Self {
            kind,
            why,
            signs: Vec::new(),
        }
    }
}

struct Sum {
    score: f64,
    signs: Vec<Sign>,
}

impl Sum {
    fn add(&mut self, weight: f64, what: &str) {
        self.score += weight;
        let what = what.to_owned();
        self.signs.push(Sign { weight, what });
    }
}

/// From this score on a page counts as a review of a film. The weights below were set by hand and
/// then drawn towards those of a logistic regression over labelled pages, held out by site.
pub(super) const THRESHOLD: f64 = 2.1;

/// Judges the kind.
#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
pub(super) fn judge(signs: &Signs<'_>) -> Judgement {
    let mut sum = Sum {
        score: 0.0,
        signs: Vec::new(),
    };
    let letters = super::article::weight(signs.text);
    if let Some(judgement) = no_article(signs, letters) {
        return judgement;
    }
    if signs.claims_film_review {
        sum.add(5.0, "markup states a review of a film");
    } else if signs.claims_review {
        sum.add(2.5, "markup states a review");
    }
    let news = words::count(signs.headline, NEWS);
    let list = words::count(signs.headline, LIST);
    let says_review = words::has(signs.headline, REVIEW);
    let address = path_words(signs.address);
    let per_thousand = |count: usize| count as f64 * 1000.0 / letters.max(400) as f64;
    let film = per_thousand(signs.tally.count(List::Film));
    let craft = per_thousand(signs.tally.count(List::Craft));
    let label_says_film = words::has(signs.labels, FILM) || words::has(&address, FILM);
    let headline_says_film = words::has(signs.headline, FILM);
    let is_credited = signs.has_credits && signs.has_length;
    // `Review`, `Kritik`, `critique` are said of anything: a phone, a law, a minister.
    let is_about_film = film >= 0.3
        || (film > 0.0 && craft >= 1.0)
        || is_credited
        || headline_says_film
        || (label_says_film && craft > 0.3)
        || signs.has_year
        || signs.claims_film_review;
    let in_headline = says_review && is_about_film;
    let share = if is_about_film { 1.0 } else { 0.25 };
    if says_review {
        sum.add(3.2 * share, "the headline says review");
    }
    if words::has(&address, REVIEW) {
        sum.add(1.2 * share, "the address says review");
    }
    if words::has(signs.labels, REVIEW) {
        sum.add(1.2 * share, "a label says review");
    }
    if label_says_film {
        sum.add(0.4, "a label says film");
    }
    if headline_says_film {
        sum.add(0.3, "the headline says film");
    }
    sum.add((film * 0.6).min(1.5), "words for film");
    sum.add((craft * 0.15).min(0.9), "words of film-making");
    let opinion = per_thousand(signs.tally.count(List::Opinion));
    sum.add((opinion * 0.35).min(1.4), "words of judgement");
    let trade = per_thousand(signs.tally.count(List::Trade));
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
    if signs.has_rating {
        sum.add(2.0, "a rating");
    }
    // `The best ghost story of the year` is a list only where nothing says that it is a review.
    let is_list = list > 0 && !signs.claims_film_review && !signs.claims_review;
    let most = if is_list { 0.0 } else { 2.0 };
    sum.add(
        (signs.title_score - 2.0).clamp(-1.0, most) * 0.5,
        "how clearly one film is named",
    );
    if signs.title_share >= 0.6 && news == 0 && list == 0 {
        sum.add(0.8, "the headline is little more than a title");
    }
    if signs.title_mentions >= 3 && !is_list {
        sum.add(0.5, "the film is named again and again");
    }
    if signs.has_year {
        sum.add(0.6, "a year stands beside the title");
    }
    if news > 0 && !in_headline {
        sum.add(
            -2.4 - 1.0 * (news.min(3) as f64),
            "the headline is that of news",
        );
    }
    let has_number = words::words(signs.headline)
        .any(|word| word.len() <= 3 && word.parse::<u32>().is_ok_and(|number| number >= 3));
    if words::has(signs.headline, PERSON) && !in_headline && news == 0 {
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
    if signs.headings >= 5 {
        // Lists have many headings; so have some reviews that say what they are.
        let is_sure = in_headline || signs.opens_with_title;
        let each = if is_sure { -0.1 } else { -0.25 };
        sum.add(
            each * (signs.headings.min(16) as f64 - 3.0),
            "many headings",
        );
    }
    if signs.opens_with_title && news == 0 && list == 0 {
        sum.add(0.8, "the headline opens with a title in marks");
    }
    if signs.marked_titles >= 12 && !signs.opens_with_title {
        sum.add(-1.0, "many other titles");
    }
    if signs.link_share > 0.25 {
        sum.add(-1.5 - signs.link_share * 2.0, "much of it is links");
    }
    let speech = per_thousand(signs.tally.count(List::Speech));
    if speech > 1.0 {
        sum.add(-(speech - 1.0).min(2.5), "people speak in it");
    }
    if words::has(&address, INTERVIEW) || words::has(signs.labels, INTERVIEW) {
        sum.add(-2.0, "an address or label of interviews");
    }
    let lines = signs.text.lines().filter(|line| !line.is_empty());
    let is_spoken =
        |line: &&str| line.starts_with(['"', '“', '„', '«', '—', '–']) || SPEAKER.is_match(line);
    let spoken = lines.clone().filter(is_spoken);
    let (spoken, lines) = (spoken.count(), lines.count());
    if spoken >= 4 && spoken * 3 >= lines {
        sum.add(-2.0, "much of it is speech");
    }
    let quoted = quoted_share(signs.text);
    let is_stated = signs.claims_film_review || signs.claims_review || signs.has_rating;
    let is_called = in_headline
        || is_credited
        || words::has(&address, REVIEW)
        || words::has(signs.labels, REVIEW);
    if !is_stated && !is_called {
        // Nothing says that this is a review: it may as well be a report about one film.
        let report = per_thousand(signs.tally.count(List::Report));
        if report > 0.6 {
            sum.add(-((report - 0.6) * 0.7).min(2.5), "words of a report");
        }
        if quoted > 0.05 {
            sum.add(-((quoted - 0.05) * 8.0).min(2.0), "long quotations");
        }
    } else if !is_stated && quoted > 0.35 {
        sum.add(-2.0, "much of it is quoted");
    }
    if SOMEBODY_SAYS.is_match(signs.headline) && !in_headline {
        sum.add(-1.5, "the headline quotes somebody");
    }
    if letters < 900 {
        sum.add(-0.7, "short");
    }
    let series = series(signs, &address);
    let is_other = other_subject(signs);
    if series.is_some() {
        sum.add(-7.5, "a review of a series");
    } else if let Some(word) = &is_other {
        sum.add(-7.5, &format!("a review of something else: {word}"));
    }
    let is_review_of_other = is_other.is_some()
        || (signs.claims_other && !signs.claims_film_review)
        || (says_review && !is_about_film && opinion > 0.5);
    let is_judged = says_review || signs.has_rating || signs.claims_other || signs.claims_review;
    let kind = if sum.score >= THRESHOLD {
        PageKind::Review
    } else if series.is_some() && (is_judged || sum.score + 7.5 >= THRESHOLD) {
        PageKind::SeriesReview
    } else if is_review_of_other {
        PageKind::OtherReview
    } else if is_list || signs.is_collection || signs.link_share > 0.4 {
        PageKind::List
    } else if is_shop(signs) {
        PageKind::Shop
    } else if news > 0 || speech > 1.0 || trade > 0.8 {
        PageKind::News
    } else {
        PageKind::Other
    };
    let mut why = format!("{:.1} of {THRESHOLD:.1} needed", sum.score);
    let mut mark = ':';
    for sign in &sum.signs {
        // What adds next to nothing is for the explanation only.
        if sign.weight.abs() >= 0.05 {
            let _ = write!(why, "{mark} {:+.1} {}", sign.weight, sign.what);
            mark = ',';
        }
    }
    let signs = sum.signs;
    Judgement { kind, why, signs }
}

/// Error pages, walls and pages without an article.
fn no_article(signs: &Signs<'_>, letters: usize) -> Option<Judgement> {
    let headline = signs.headline.to_lowercase();
    let errors = [
        "404",
        "not found",
        "page not found",
        "403",
        "forbidden",
        "access denied",
        "error 5",
        "service unavailable",
        "just a moment",
        "are you a robot",
        "captcha",
        "nicht gefunden",
        "introuvable",
        "no encontrada",
        "non trovata",
        "não encontrada",
        "не найдена",
    ];
    let error = errors.iter().find(|error| headline.contains(**error));
    if let Some(error) = error.filter(|_| letters < 1500) {
        return Some(Judgement::of(
            PageKind::ErrorPage,
            format!("the headline says `{error}` and there is hardly any text"),
        ));
    }
    let text = signs.text.to_lowercase();
    let walls = [
        "cookie",
        "enable javascript",
        "sign in to",
        "log in to",
        "subscribe to continue",
    ];
    let wall = walls.iter().find(|wall| text.contains(**wall));
    if let Some(wall) = wall.filter(|_| letters < 600 && !signs.claims_film_review) {
        return Some(Judgement::of(
            PageKind::ErrorPage,
            format!("short, and it speaks of `{wall}`: the article is hidden"),
        ));
    }
    if letters < 600 && signs.linked_headings >= 3 {
        return Some(Judgement::of(
            PageKind::List,
            format!("{} headings lead to other pages", signs.linked_headings),
        ));
    }
    let is_marked = signs.claims_film_review || signs.claims_review;
    if letters < 250 && !is_marked {
        return Some(Judgement::of(
            PageKind::Other,
            format!("only {letters} letters of article text"),
        ));
    }
    None
}

/// The words of the paths of addresses; a site's name says nothing of one page.
fn path_words(addresses: &str) -> String {
    let path = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        path.replace(['-', '_', '/', '.', '+'], " ")
    };
    addresses.split(' ').map(path).collect::<Vec<_>>().join(" ")
}

/// How long a quotation must be to be speech; titles are shorter.
const SPEECH_BYTES: usize = 40;

/// The share of a text that stands in quotation marks, titles aside.
#[expect(
    clippy::cast_precision_loss,
    reason = "a text is far shorter than 2^52 bytes"
)]
fn quoted_share(text: &str) -> f64 {
    let (mut open, mut total) = (None, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => open = None,
            '"' | '“' | '”' | '„' | '«' | '»' => {
                open = match open {
                    Some(start) => {
                        let length = at - start;
                        total += if length >= SPEECH_BYTES { length } else { 0 };
                        None
                    }
                    None => Some(at),
                };
            }
            _ => {}
        }
    }
    total as f64 / text.len().max(400) as f64
}

/// What says that a series or a season is reviewed, not a film.
fn series(signs: &Signs<'_>, address: &str) -> Option<&'static str> {
    if signs.claims_film_review {
        return None;
    }
    if signs.claims_series {
        return Some("markup");
    }
    let (film, series) = (
        signs.tally.count(List::Film),
        signs.tally.count(List::Series),
    );
    let in_headline = words::has(signs.headline, SERIES) || SEASON.is_match(signs.headline);
    if in_headline && !words::has(signs.headline, FILM) && series >= film.min(3) && series > 0 {
        return Some("headline");
    }
    let says_film = words::has(signs.labels, FILM) || words::has(address, FILM);
    if signs.has_credits && signs.has_length {
        return None;
    }
    if words::has(signs.labels, SERIES) && !says_film && series > film {
        return Some("label");
    }
    (series >= 6 && series > film * 2).then_some("words")
}

/// Whether the page sells: it names a price and what to do with it.
fn is_shop(signs: &Signs<'_>) -> bool {
    signs.claims_product
}

/// A word that says that something other than a film is reviewed.
fn other_subject(signs: &Signs<'_>) -> Option<String> {
    if signs.claims_film_review {
        return None;
    }
    if signs.claims_other {
        return Some("as its markup says".to_owned());
    }
    // Headlines play with words: `last boat of the season`.
    let says_film = words::has(signs.headline, FILM) || (signs.has_credits && signs.has_length);
    let other = signs.tally.count(List::Other);
    let film = signs.tally.count(List::Film);
    let in_headline = words::words(signs.headline).find(|word| OTHER.contains(&word.as_str()));
    if let Some(word) = in_headline.filter(|_| !says_film && other > film) {
        return Some(word);
    }
    let in_label = words::words(signs.labels).find(|word| OTHER.contains(&word.as_str()));
    if let Some(word) =
        in_label.filter(|_| other > film && !says_film && !words::has(signs.labels, FILM))
    {
        return Some(word);
    }
    (other > 6 && other > film * 3).then(|| "by its words".to_owned())
}
