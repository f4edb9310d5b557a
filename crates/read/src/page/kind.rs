//! What a page is: an additive score whose every part can be read.

use super::words::{self, CRAFT, FILM, INTERVIEW, LIST, NEWS, OPINION, OTHER, REVIEW, TRADE};
use crate::PageKind;

pattern!(SPEAKER, r"^[\p{Lu}][\p{Lu} .'’-]{2,30}:\s");
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
    /// Markup states a review of a film.
    pub(super) claims_film_review: bool,
    /// Markup states a review of something not named as a film.
    pub(super) claims_review: bool,
    /// Markup states a review of something else.
    pub(super) claims_other: bool,
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
}

struct Sum {
    score: f64,
    parts: Vec<String>,
}

impl Sum {
    fn add(&mut self, weight: f64, what: &str) {
        self.score += weight;
        self.parts.push(format!("{weight:+.1} {what}"));
    }
}

/// From this score on a page counts as a review of a film. The weights below were set by hand and
/// then drawn towards those of a logistic regression over labelled pages, held out by site.
const THRESHOLD: f64 = 1.6;

/// Judges the kind.
#[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
pub(super) fn judge(signs: &Signs<'_>) -> Judgement {
    let mut sum = Sum {
        score: 0.0,
        parts: Vec::new(),
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
    let in_headline = words::has(signs.headline, REVIEW);
    if in_headline {
        sum.add(3.2, "the headline says review");
    }
    let address = signs.address.replace(['-', '_', '/', '.'], " ");
    if words::has(&address, REVIEW) {
        sum.add(1.2, "the address says review");
    }
    if words::has(signs.labels, REVIEW) {
        sum.add(1.2, "a label says review");
    }
    if words::has(signs.labels, FILM) || words::has(&address, FILM) {
        sum.add(0.4, "a label says film");
    }
    if words::has(signs.headline, FILM) {
        sum.add(0.3, "the headline says film");
    }
    let per_thousand = |count: usize| count as f64 * 1000.0 / letters.max(400) as f64;
    let film = per_thousand(words::count(signs.text, FILM));
    sum.add((film * 0.6).min(1.5), "words for film");
    let craft = per_thousand(words::count(signs.text, CRAFT));
    sum.add((craft * 0.15).min(0.9), "words of film-making");
    let opinion = per_thousand(words::count(signs.text, OPINION));
    sum.add((opinion * 0.35).min(1.4), "words of judgement");
    let trade = per_thousand(words::count(signs.text, TRADE));
    if trade > 0.3 {
        sum.add(-((trade - 0.3) * 1.2).min(4.0), "words of the trade press");
    }
    if signs.has_credits {
        let weight = if signs.has_length { 1.6 } else { 0.3 };
        sum.add(weight, "a line of credits");
    } else if film < 0.2 && craft < 0.5 {
        sum.add(-3.0, "hardly a word about film");
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
    let speech = per_thousand(speech_marks(signs.text));
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
    if SOMEBODY_SAYS.is_match(signs.headline) && !in_headline {
        sum.add(-1.5, "the headline quotes somebody");
    }
    if letters < 900 {
        sum.add(-0.7, "short");
    }
    let is_other = other_subject(signs);
    if let Some(word) = &is_other {
        sum.add(-7.5, &format!("a review of something else: {word}"));
    }
    let kind = if sum.score >= THRESHOLD {
        PageKind::Review
    } else if is_other.is_some() || (signs.claims_other && !signs.claims_film_review) {
        PageKind::OtherReview
    } else if is_list || signs.is_collection || signs.link_share > 0.4 {
        PageKind::List
    } else if news > 0 || speech > 1.0 {
        PageKind::News
    } else {
        PageKind::Other
    };
    let why = format!(
        "{:.1} of {THRESHOLD:.1} needed: {}",
        sum.score,
        sum.parts.join(", ")
    );
    Judgement { kind, why }
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
        return Some(Judgement {
            kind: PageKind::ErrorPage,
            why: format!("the headline says `{error}` and there is hardly any text"),
        });
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
        return Some(Judgement {
            kind: PageKind::ErrorPage,
            why: format!("short, and it speaks of `{wall}`: the article is hidden"),
        });
    }
    let is_marked = signs.claims_film_review || signs.claims_review;
    if letters < 250 && !is_marked {
        return Some(Judgement {
            kind: PageKind::Other,
            why: format!("only {letters} letters of article text"),
        });
    }
    None
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
    let in_headline = words::words(signs.headline).find(|word| OTHER.contains(&word.as_str()));
    if let Some(word) = in_headline.filter(|_| !says_film) {
        return Some(word);
    }
    let other = words::count(signs.text, OTHER);
    let film = words::count(signs.text, FILM);
    let in_label = words::words(signs.labels).find(|word| OTHER.contains(&word.as_str()));
    if let Some(word) = in_label.filter(|_| other > film && !words::has(signs.labels, FILM)) {
        return Some(word);
    }
    (other > 6 && other > film * 2).then(|| "by its words".to_owned())
}

/// How often somebody is quoted as saying something.
fn speech_marks(text: &str) -> usize {
    let verbs = [
        "said",
        "says",
        "told",
        "explained",
        "recalled",
        "sagte",
        "sagt",
        "erklärt",
        "declaró",
        "afirmó",
        "dijo",
        "disse",
        "contou",
        "ha detto",
        "racconta",
        "a déclaré",
        "explique",
        "сказал",
        "сказала",
        "рассказал",
        "рассказала",
        "powiedział",
        "zei",
        "vertelt",
    ];
    words::count(text, &verbs)
}
