//! "Where it says so": each value of a review with the place it was read from.

use super::EXCERPT_WORDS;
use crate::show::{self, excerpt};
use ovation_terms::{Evidence, ReviewRead, Sourced};

/// Longest quotation shown as evidence, in words; with what stands around it still an excerpt.
const QUOTE_WORDS: usize = 24;
/// Words shown before and after a quotation.
const AROUND_WORDS: usize = 10;

/// One value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct EvidenceLine {
    /// `Rating`
    pub(crate) name: &'static str,
    /// The value as the record holds it.
    pub(crate) value: String,
    /// What the record made of it, and why.
    pub(crate) made: String,
    /// The source's words: before, quoted, after; all empty when the evidence is a place only.
    pub(crate) before: String,
    pub(crate) quote: String,
    pub(crate) after: String,
    /// `json-ld /reviewRating/ratingValue`
    pub(crate) place: String,
}

/// Every value that was read, with its evidence.
pub(crate) fn evidence_of(read: &ReviewRead) -> Vec<EvidenceLine> {
    let finding = &read.finding;
    let mut lines = Vec::new();
    let mut add = |name, value: String, evidence: &Evidence| {
        lines.push(EvidenceLine::new(name, value, evidence));
    };
    let text = |sourced: &Sourced<String>| sourced.value.clone();
    if let Some(title) = &finding.film.title {
        add("Film", text(title), &title.evidence);
    }
    if let Some(title) = &finding.film.original_title {
        add("Original title", text(title), &title.evidence);
    }
    if let Some(year) = &finding.film.year {
        add("Year", year.value.to_string(), &year.evidence);
    }
    if let Some(work) = &finding.film.work {
        add("Kind of work", work.value.words(), &work.evidence);
    }
    for director in &finding.film.directors {
        add("Director", text(director), &director.evidence);
    }
    for critic in &finding.critics {
        add("Critic", text(critic), &critic.evidence);
    }
    if let Some(outlet) = &finding.outlet {
        add("Outlet", text(outlet), &outlet.evidence);
    }
    if let Some(published) = &finding.published {
        add("Published", show::day(published.value), &published.evidence);
    }
    if let Some(rating) = &finding.rating {
        let printed = &rating.value;
        let value = match &printed.best {
            Some(best) => format!("{} (of {best})", printed.printed),
            None => printed.printed.clone(),
        };
        add("Rating", value, &rating.evidence);
    }
    if let Some(stated) = &finding.stated {
        let value = if stated.value { "for" } else { "against" };
        add("Stated verdict", value.to_owned(), &stated.evidence);
    }
    if let Some(headline) = &finding.headline {
        add("Headline", text(headline), &headline.evidence);
    }
    if let Some(url) = &finding.url {
        add("Address", text(url), &url.evidence);
    }
    if let Some(words) = &finding.text {
        add(
            "Text",
            excerpt(&words.value, EXCERPT_WORDS),
            &words.evidence,
        );
    }
    lines
}

/// The evidence with what was concluded from it: which film, critic and outlet, what rating.
pub(crate) fn trail_of(read: &ReviewRead) -> Vec<EvidenceLine> {
    let mut lines = evidence_of(read);
    for line in &mut lines {
        match line.name {
            "Rating" => {
                line.made = match (&read.rating, &read.rating_complaint) {
                    (Some(converted), _) => {
                        let why = converted
                            .why
                            .as_deref()
                            .map_or_else(String::new, |why| format!(" ({why})"));
                        format!(
                            "{} on 0 to 1, read on the scale {}{why}",
                            show::hundredth(converted.value),
                            converted.scale
                        )
                    }
                    (None, Some(complaint)) => format!("Not converted: {complaint}"),
                    (None, None) => String::new(),
                }
            }
            "Film" => line.made = sure(read.film.p.get(), &read.film.why),
            "Critic" => {
                if let Some(critic) = &read.critic {
                    line.made = sure(critic.p.get(), &critic.why);
                }
            }
            "Outlet" => {
                if let Some(outlet) = &read.outlet {
                    line.made = sure(outlet.p.get(), &outlet.why);
                }
            }
            _ => {}
        }
    }
    lines
}

fn sure(p: f64, why: &str) -> String {
    format!("{} (p {})", show::sentence(why), show::hundredth(p))
}

impl EvidenceLine {
    fn new(name: &'static str, value: String, evidence: &Evidence) -> Self {
        let mut line = Self {
            name,
            value,
            made: String::new(),
            before: String::new(),
            quote: String::new(),
            after: String::new(),
            place: String::new(),
        };
        match evidence {
            Evidence::NotLocated => "not located".clone_into(&mut line.place),
            // As earlier versions wrote it.
            Evidence::Words { start, end, .. } if start == end => {
                "not located".clone_into(&mut line.place);
            }
            Evidence::Words {
                quote,
                before,
                after,
                start,
                end,
            } => {
                line.before = last_words(before);
                line.quote = excerpt(quote, QUOTE_WORDS);
                line.after = excerpt(after, AROUND_WORDS);
                line.place = format!("bytes {start} to {end} of the page's text");
            }
            Evidence::Markup {
                format,
                path,
                quote,
            } => {
                line.quote = excerpt(quote, QUOTE_WORDS);
                line.place = format!("{format} {path}");
            }
            Evidence::Cell { row, column } => {
                line.place = format!("row {}, column {column}", show::count(*row));
            }
            Evidence::Address { url } if url.is_empty() => {
                "said by an editor".clone_into(&mut line.place);
            }
            Evidence::Address { url } => {
                line.place = format!("read off the address {}", ovation_terms::file_of(url));
            }
        }
        // The text is quoted as the excerpt above; twice would be more than an excerpt.
        if name == "Text" {
            line.before.clear();
            line.quote.clear();
            line.after.clear();
        }
        line
    }

    /// Whether the source's own words are shown.
    pub(crate) fn has_words(&self) -> bool {
        !self.quote.is_empty()
    }
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = words.len().saturating_sub(AROUND_WORDS);
    let kept = words.get(from..).unwrap_or_default().join(" ");
    if from > 0 {
        format!("… {kept}")
    } else {
        kept
    }
}
