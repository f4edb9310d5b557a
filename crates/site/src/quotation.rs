//! The quote check: whether words stand in the record as somebody said or wrote them.

use crate::view::printed_quote;
use ovation_ledger::{Ledger, LedgerError, PressRecord};
use ovation_quotes::{QuoteCheck, WhyOriginal, check_quote, group_quotes};
use ovation_terms::{FilmId, ReviewId, Seq};
use std::collections::BTreeMap;

/// Most places that are told of.
const MOST_HITS: usize = 20;
/// Fewest letters that are searched for: less stands everywhere.
const FEWEST_LETTERS: usize = 8;

/// Where the words, or nearly the words, stand.
#[derive(Clone, Debug)]
pub struct QuoteHit {
    /// Exact, or altered with the difference; never "not found".
    pub check: QuoteCheck,
    /// The words as they stand there: the whole statement, or the stretch of the review.
    pub words: String,
    /// Who said or wrote them.
    pub who: Option<String>,
    /// Where.
    pub place: QuotePlace,
}

/// The place of a hit.
#[derive(Clone, Debug)]
pub enum QuotePlace {
    /// A statement in film press.
    Press(Box<PressRecord>),
    /// A review.
    Review {
        /// The review.
        review: ReviewId,
        /// The outlet's name.
        outlet: Option<String>,
        /// Its address on the web.
        url: Option<String>,
    },
}

/// What a quote check found and what it looked through.
#[derive(Clone, Debug, Default)]
pub struct QuoteOutcome {
    /// Statements compared.
    pub statements: u64,
    /// Texts of reviews compared; 0 where reviews were not asked for.
    pub reviews: u64,
    /// Exact hits first, then those with the least difference.
    pub hits: Vec<QuoteHit>,
    /// The form in which the statement was likelier said, where the words are printed so somewhere.
    pub likelier: Option<LikelierForm>,
}

/// Another form of a statement, likelier the original.
#[derive(Clone, Debug)]
pub struct LikelierForm {
    /// The place of the hit that prints it, among the hits.
    pub hit: usize,
    /// Why it is taken for the original.
    pub why: WhyOriginal,
}

/// What became of a quotation as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteResult {
    /// Said or written so: word for word, or shortened where it shows an ellipsis.
    Said,
    /// Printed so, while another form of the same statement is likelier the original.
    Disputed,
    /// Said or written with other words.
    Altered,
    /// Nowhere that was looked.
    NotFound,
}

impl QuoteResult {
    /// The text form: `said`, `disputed`, `altered`, `not_found`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Disputed => "disputed",
            Self::Altered => "altered",
            Self::NotFound => "not_found",
        }
    }

    /// For a reader: `not found`.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            told => told.code(),
        }
    }
}

impl QuoteOutcome {
    /// What became of the quotation.
    pub fn result(&self) -> QuoteResult {
        match self.hits.first().map(|hit| &hit.check) {
            Some(QuoteCheck::Exact { .. }) if self.likelier.is_some() => QuoteResult::Disputed,
            Some(QuoteCheck::Exact { .. }) => QuoteResult::Said,
            Some(_) => QuoteResult::Altered,
            None => QuoteResult::NotFound,
        }
    }
}

/// Where to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct QuoteScope {
    /// Only what is about this film.
    pub film: Option<FilmId>,
    /// Reviews too. Without a film that reads every review of the record.
    pub with_reviews: bool,
}

/// Words found, before the article of a statement is looked up.
struct QuoteFound {
    rank: usize,
    check: QuoteCheck,
    words: String,
    who: Option<String>,
    place: FoundPlace,
}

enum FoundPlace {
    Said(Seq),
    Review(QuotePlace),
}

/// Looks for words in the statements and, where asked, the reviews of a record.
///
/// Words of fewer than eight letters are not looked for.
///
/// # Errors
/// What the database says.
pub async fn search_quote(
    ledger: &Ledger,
    words: &str,
    scope: QuoteScope,
) -> Result<QuoteOutcome, LedgerError> {
    let mut answer = QuoteOutcome::default();
    let letters = words.chars().filter(|letter| letter.is_alphanumeric());
    if letters.count() < FEWEST_LETTERS {
        return Ok(answer);
    }
    let mut found: Vec<QuoteFound> = Vec::new();
    let mut take = |line: ovation_ledger::SaidLine| {
        answer.statements += 1;
        let check = check_quote(words, &line.words);
        if let Some(rank) = rank(&check) {
            found.push(QuoteFound {
                rank,
                check,
                words: line.words,
                who: line.person,
                place: FoundPlace::Said(line.entry),
            });
        }
    };
    ledger.each_statement(scope.film, &mut take).await?;
    if scope.with_reviews {
        let mut take = |review: ovation_ledger::ReviewText| {
            answer.reviews += 1;
            found.extend(in_review(words, review));
        };
        ledger.each_review_text(scope.film, &mut take).await?;
    }
    found.sort_by_key(|found| found.rank);
    found.truncate(MOST_HITS);
    answer.hits = with_articles(ledger, found).await?;
    answer.likelier = likelier(&answer.hits);
    Ok(answer)
}

/// The form in which a statement was likelier said than in the words asked for, which some source prints.
///
/// None where the words stand in the likeliest form too, or where somebody wrote them in a review.
fn likelier(hits: &[QuoteHit]) -> Option<LikelierForm> {
    let mut at = Vec::new();
    let mut printed = Vec::new();
    for (place, hit) in hits.iter().enumerate() {
        let QuotePlace::Press(record) = &hit.place else {
            if matches!(hit.check, QuoteCheck::Exact { .. }) {
                return None;
            }
            continue;
        };
        let mut said = record.read.finding.statements.iter();
        if let Some(said) = said.find(|said| said.in_words() == hit.words) {
            at.push(place);
            printed.push(printed_quote(record, said));
        }
    }
    let is_exact = |number: &usize| {
        let hit = at.get(*number).and_then(|place| hits.get(*place));
        hit.is_some_and(|hit| matches!(hit.check, QuoteCheck::Exact { .. }))
    };
    let mut other = None;
    for group in group_quotes(&printed) {
        let all = group.variants.iter().flat_map(|form| &form.printed);
        if !all.copied().any(|number| is_exact(&number)) {
            continue;
        }
        let first = group.variants.first()?;
        if first.printed.iter().any(is_exact) {
            return None;
        }
        let hit = first.printed.first().and_then(|number| at.get(*number));
        other = other.or_else(|| hit.map(|hit| (*hit, group.why)));
    }
    other.map(|(hit, why)| LikelierForm { hit, why })
}

/// The words in a review's text.
fn in_review(words: &str, review: ovation_ledger::ReviewText) -> Option<QuoteFound> {
    let check = check_quote(words, &review.text);
    Some(QuoteFound {
        rank: rank(&check)?,
        words: stretch(&check, &review.text),
        check,
        who: review.critic,
        place: FoundPlace::Review(QuotePlace::Review {
            review: review.review,
            outlet: review.outlet,
            url: review.url,
        }),
    })
}

/// What was found, statements with the articles they stand in.
async fn with_articles(
    ledger: &Ledger,
    found: Vec<QuoteFound>,
) -> Result<Vec<QuoteHit>, LedgerError> {
    let entries = found.iter().filter_map(|found| match found.place {
        FoundPlace::Said(entry) => Some(entry),
        FoundPlace::Review(_) => None,
    });
    let entries: Vec<Seq> = entries.collect();
    let articles = ledger.press_articles(&entries).await?.into_iter();
    let articles: BTreeMap<Seq, PressRecord> =
        articles.map(|article| (article.entry, article)).collect();
    let hits = found.into_iter().filter_map(|found| {
        let place = match found.place {
            FoundPlace::Said(entry) => QuotePlace::Press(Box::new(articles.get(&entry)?.clone())),
            FoundPlace::Review(place) => place,
        };
        Some(QuoteHit {
            check: found.check,
            words: found.words,
            who: found.who,
            place,
        })
    });
    Ok(hits.collect())
}

/// How far a hit is from the words: 0 for exact; none where they do not stand there.
fn rank(check: &QuoteCheck) -> Option<usize> {
    match check {
        QuoteCheck::Exact { is_shortened, .. } => Some(usize::from(*is_shortened)),
        QuoteCheck::Altered { changes, .. } => Some(2 + changes.len()),
        QuoteCheck::NotFound => None,
    }
}

/// The stretch of a text in which the words stand.
fn stretch(check: &QuoteCheck, text: &str) -> String {
    let at = match check {
        QuoteCheck::Exact { at, .. } | QuoteCheck::Altered { at, .. } => *at,
        QuoteCheck::NotFound => return String::new(),
    };
    text.get(at.start..at.end).unwrap_or("").to_owned()
}
