//! What film press says of a film or a person, ready to print.

use super::{EXCERPT_WORDS, Named};
use crate::links;
use crate::show::{self, excerpt};
use ovation_ledger::PressRecord;
use ovation_quotes::{Change, PrintedQuote, WhyOriginal, group_quotes};
use ovation_score::{Question, Score, score};
use ovation_terms::{
    Ballot, ClaimFinding, Day, EventFinding, FilmId, SpeechKind, StatementFinding, fold,
};

/// The article a line is from.
#[derive(Clone, Debug)]
pub(crate) struct ArticleShown {
    /// The outlet's name.
    pub(crate) name: String,
    /// Its address on the web.
    pub(crate) url: Option<String>,
    /// Day published; empty where not known.
    pub(crate) day: String,
    pub(crate) iso_day: String,
    /// The entry of the reading.
    pub(crate) entry: String,
}

impl ArticleShown {
    pub(crate) fn of(record: &PressRecord) -> Self {
        let finding = &record.read.finding;
        let outlet = finding.outlet.as_ref().map(|outlet| outlet.value.clone());
        let published = finding.published.as_ref().map(|published| published.value);
        Self {
            name: outlet.unwrap_or_else(|| "an article".to_owned()),
            url: finding
                .url
                .as_ref()
                .and_then(|url| show::safe_url(&url.value)),
            day: published.map_or_else(String::new, show::day),
            iso_day: published.map_or_else(String::new, |day| day.to_string()),
            entry: links::entry(record.entry),
        }
    }
}

/// A piece of a difference.
#[derive(Clone, Debug)]
pub(crate) struct PieceShown {
    /// `same`, `dropped` or `added`.
    pub(crate) class: &'static str,
    pub(crate) words: String,
}

/// Another form of a quotation.
#[derive(Clone, Debug)]
pub(crate) struct VariantShown {
    pub(crate) pieces: Vec<PieceShown>,
    pub(crate) is_negation_changed: bool,
    pub(crate) articles: Vec<ArticleShown>,
}

/// A statement with all its forms.
#[derive(Clone, Debug)]
pub(crate) struct SaidShown {
    /// At most an excerpt's words.
    pub(crate) words: String,
    /// Whether they are reported, not quoted.
    pub(crate) is_reported: bool,
    pub(crate) speaker: Option<Named>,
    /// `press conference · Lake Festival · 17 May 2024`: occasion and place as printed, and the day.
    pub(crate) occasion: String,
    pub(crate) articles: Vec<ArticleShown>,
    /// Why this form is taken for the original; empty where there is only one.
    pub(crate) why: &'static str,
    pub(crate) variants: Vec<VariantShown>,
    /// The film's title as printed, for a person's page.
    pub(crate) film: String,
}

/// Something that happened, told by one article.
#[derive(Clone, Debug)]
pub(crate) struct EventShown {
    /// `World premiere`
    pub(crate) kind: String,
    pub(crate) place: String,
    /// Of an award: `Golden Gull for best film, to Nora Vale`; empty where not told.
    pub(crate) prize: String,
    /// `8 minutes`; empty where none are stated.
    pub(crate) minutes: String,
    pub(crate) day: String,
    /// Whether the day was counted from the article's.
    pub(crate) is_counted: bool,
    pub(crate) words: String,
    pub(crate) article: ArticleShown,
}

/// What an article claims of the reception, and what the record says to it.
#[derive(Clone, Debug)]
pub(crate) struct ClaimShown {
    pub(crate) kind: &'static str,
    pub(crate) words: String,
    /// `This record counted 93 % of 31 reviews published by then.`
    pub(crate) checked: String,
    pub(crate) article: ArticleShown,
}

/// What film press says of one film.
#[derive(Clone, Debug, Default)]
pub(crate) struct PressShown {
    pub(crate) said: Vec<SaidShown>,
    /// Statements left out of [`Self::said`], as words; empty where all are shown.
    pub(crate) more: String,
    pub(crate) events: Vec<EventShown>,
    pub(crate) claims: Vec<ClaimShown>,
    /// Other films it is compared with.
    pub(crate) compared: Vec<String>,
}

/// Statements shown on a page; all are in the API's answer.
const SAID: usize = 12;

/// A statement and its article.
pub(crate) type StatementLine<'a> = (&'a PressRecord, &'a StatementFinding);

impl PressShown {
    /// Everything articles say of a film; `ballots` are its reviews, to check claims by.
    pub(crate) fn of_film(articles: &[PressRecord], film: FilmId, ballots: &[Ballot]) -> Self {
        let lines: Vec<StatementLine<'_>> = articles
            .iter()
            .flat_map(|record| {
                let said = record.read.finding.statements.iter();
                let of_film = said.filter(|said| is_of(record, said.film.as_deref(), film));
                of_film.map(move |said| (record, said))
            })
            .filter(|(_, said)| said.is_shown() && said.kind != SpeechKind::Indirect)
            .filter(|(_, said)| said.has_words())
            .collect();
        let mut said = group(&lines);
        let all = said.len();
        said.truncate(SAID);
        let more = all - said.len();
        let mut events: Vec<EventShown> = Vec::new();
        let mut claims: Vec<ClaimShown> = Vec::new();
        let mut compared: Vec<String> = Vec::new();
        for record in articles {
            let finding = &record.read.finding;
            for event in &finding.events {
                if !event.is_unsure && is_of(record, event.film.as_deref(), film) {
                    events.push(EventShown::of(record, event));
                }
            }
            for claim in &finding.claims {
                if !claim.is_unsure && is_of(record, claim.film.as_deref(), film) {
                    claims.push(ClaimShown::of(record, claim, ballots));
                }
            }
            for pair in &finding.comparisons {
                let other = if record.read.film(&pair.film) == Some(film) {
                    &pair.other
                } else if record.read.film(&pair.other) == Some(film) {
                    &pair.film
                } else {
                    continue;
                };
                if !compared.iter().any(|known| fold(known) == fold(other)) {
                    compared.push(other.clone());
                }
            }
        }
        // The same sort of thing side by side, each outlet's telling of it below the other.
        events.sort_by(|a, b| (&a.kind, &a.article.iso_day).cmp(&(&b.kind, &b.article.iso_day)));
        Self {
            said,
            more: match more {
                0 => String::new(),
                more => show::counted(more as u64, "more statement", "more statements"),
            },
            events,
            claims,
            compared,
        }
    }

    /// Whether the day of any event was counted from its article's.
    pub(crate) fn has_counted(&self) -> bool {
        self.events.iter().any(|event| event.is_counted)
    }
}

/// Whether a part of an article is about a film.
pub(crate) fn is_of(record: &PressRecord, title: Option<&str>, film: FilmId) -> bool {
    title.and_then(|title| record.read.film(title)) == Some(film)
}

/// A statement as an article prints it.
pub(crate) fn printed_quote(record: &PressRecord, said: &StatementFinding) -> PrintedQuote {
    PrintedQuote {
        words: said.in_words(),
        speaker: said.speaker.as_ref().map(|speaker| speaker.value.clone()),
        source: ArticleShown::of(record).name,
        published: record.read.finding.published.as_ref().map(|day| day.value),
        // What the speaker posted is printed nearest to the speaker.
        is_own: said.occasion.as_ref().is_some_and(|occasion| {
            let words = fold(&occasion.value);
            ["post", "tweet", "instagram"]
                .iter()
                .any(|word| words.contains(word))
        }),
    }
}

/// One line for each statement, with its forms, in the order of the lines.
pub(crate) fn group(lines: &[StatementLine<'_>]) -> Vec<SaidShown> {
    let printed = lines
        .iter()
        .map(|(record, said)| printed_quote(record, said));
    let printed: Vec<PrintedQuote> = printed.collect();
    group_quotes(&printed)
        .into_iter()
        .filter_map(|group| {
            let (first, others) = group.variants.split_first()?;
            let (_, said) = lines.get(*first.printed.first()?)?;
            let articles = |printed: &[usize]| {
                let records = printed.iter().filter_map(|number| lines.get(*number));
                let mut shown: Vec<ArticleShown> = Vec::new();
                for (record, _) in records {
                    let article = ArticleShown::of(record);
                    if !shown.iter().any(|known| known.entry == article.entry) {
                        shown.push(article);
                    }
                }
                shown
            };
            let speaker = said.speaker.as_ref().map(|speaker| &speaker.value);
            Some(SaidShown {
                words: excerpt(&first.words, EXCERPT_WORDS),
                is_reported: said.kind == SpeechKind::Indirect,
                speaker: speaker.map(|name| Named {
                    href: links::person(name),
                    name: name.clone(),
                }),
                occasion: occasion_words(said),
                articles: articles(&first.printed),
                why: if others.is_empty() {
                    ""
                } else {
                    why_words(group.why)
                },
                variants: others
                    .iter()
                    .map(|variant| VariantShown {
                        pieces: pieces(&variant.changes, &variant.words),
                        is_negation_changed: variant.is_negation_changed,
                        articles: articles(&variant.printed),
                    })
                    .collect(),
                film: said.film.clone().unwrap_or_default(),
            })
        })
        .collect()
}

/// A difference as pieces; the words alone where there is none to tell.
pub(crate) fn pieces(changes: &[Change], words: &str) -> Vec<PieceShown> {
    let piece = |class, words: &str| PieceShown {
        class,
        words: excerpt(words, EXCERPT_WORDS),
    };
    if changes.is_empty() {
        return vec![piece("same", words)];
    }
    changes
        .iter()
        .map(|change| match change {
            Change::Same(words) => piece("same", words),
            Change::Dropped(words) => piece("dropped", words),
            Change::Added(words) => piece("added", words),
        })
        .collect()
}

pub(crate) fn why_words(why: WhyOriginal) -> &'static str {
    match why {
        WhyOriginal::NearestToSpeaker => "likeliest as said: printed nearest to the speaker",
        WhyOriginal::MostSources => "likeliest as said: most sources print it so",
        WhyOriginal::Earliest => "likeliest as said: printed first",
        WhyOriginal::Longest => "likeliest as said: the longest form",
        _ => "",
    }
}

impl EventShown {
    fn of(record: &PressRecord, event: &EventFinding) -> Self {
        let kind = if event.is_world && event.kind == "premiere" {
            "World premiere".to_owned()
        } else {
            show::sentence(&event.kind)
        };
        let words = match &event.evidence {
            Some(ovation_terms::Evidence::Words { quote, .. }) => excerpt(quote, EXCERPT_WORDS / 2),
            _ => String::new(),
        };
        let printed = event.when.as_ref().map(|when| when.value.clone());
        Self {
            kind,
            place: event
                .place
                .as_ref()
                .map_or_else(String::new, |place| place.value.clone()),
            prize: prize_words(event),
            minutes: event
                .minutes
                .map_or_else(String::new, |minutes| format!("{minutes} minutes")),
            day: event
                .day
                .map(|told| show::day(told.day))
                .or(printed)
                .unwrap_or_default(),
            is_counted: event.day.is_some_and(|told| !told.is_stated),
            words,
            article: ArticleShown::of(record),
        }
    }
}

impl ClaimShown {
    fn of(record: &PressRecord, claim: &ClaimFinding, ballots: &[Ballot]) -> Self {
        let then = counted_then(record, claim, ballots);
        let theirs = claim.reviews.as_ref().map(|reviews| reviews.value);
        let checked = then.map_or_else(String::new, |(_, score)| checked(&score, theirs));
        Self {
            kind: match claim.kind.as_str() {
                "score" => "Score",
                "box_office" => "Box office",
                _ => "Reception",
            },
            words: claim.words.as_ref().map_or_else(String::new, |words| {
                excerpt(&words.value, EXCERPT_WORDS / 2)
            }),
            checked,
            article: ArticleShown::of(record),
        }
    }
}

/// Which prize it was and who has it, as far as an article tells.
fn prize_words(event: &EventFinding) -> String {
    let prize = event.prize.as_ref().map(|prize| prize.value.clone());
    let winner = event.winner.as_ref().map(|winner| winner.value.as_str());
    // A film's prize goes to the film of the page.
    let winner = winner.filter(|winner| event.film.as_deref() != Some(winner));
    let winner = winner.map(|winner| format!("to {winner}"));
    let told: Vec<String> = prize.into_iter().chain(winner).collect();
    told.join(", ")
}

/// On what occasion, where and when something was said, as far as an article tells.
fn occasion_words(said: &StatementFinding) -> String {
    let words = [&said.occasion, &said.place];
    let printed = words.into_iter().flatten().map(|words| words.value.clone());
    let day = said.day.map(|told| {
        let counted = if told.is_stated {
            ""
        } else {
            " (counted from the article's day)"
        };
        format!("{}{counted}", show::day(told.day))
    });
    printed.chain(day).collect::<Vec<_>>().join(" · ")
}

/// The day of an article that claims a score, and what this record counts of the reviews published by
/// then; none for other claims.
pub(crate) fn counted_then(
    record: &PressRecord,
    claim: &ClaimFinding,
    ballots: &[Ballot],
) -> Option<(Day, Score)> {
    let published = record.read.finding.published.as_ref()?.value;
    let question = Question {
        as_of: Some(published),
        ..Question::default()
    };
    (claim.kind == "score").then(|| (published, score(ballots, &question)))
}

/// What this record says of the day an article claims a score for.
fn checked(score: &Score, theirs: Option<u32>) -> String {
    let shown = super::ScoreShown::of(score);
    let theirs = theirs.map_or_else(String::new, |count| {
        let counted = show::counted(u64::from(count), "review", "reviews");
        format!("It is said of {counted}. ")
    });
    let ours = match &shown.headline {
        Some(headline) => format!(
            "This record counts {headline} % of the {} published by that day.",
            shown.reviews
        ),
        None => format!(
            "This record has {} published by that day, too few for a score.",
            shown.reviews
        ),
    };
    format!("{theirs}{ours}")
}
