//! Reviews in a few words, and what is read of them.

use ovation_terms::{
    Attribution, Basis, ConvertedRating, CriticId, Day, Evidence, FilmId, FilmMention, OutletId,
    PrintedRating, Probability, Reason, ReviewFinding, ReviewId, ReviewKey, ReviewRead, SourceId,
    Sourced, Standing, Verdict,
};

/// A review in a few words.
#[derive(Default)]
pub(super) struct Sketch {
    pub(super) film: Option<FilmId>,
    pub(super) title: String,
    pub(super) critic: Option<(CriticId, String)>,
    pub(super) outlet: Option<(OutletId, String)>,
    pub(super) published: Option<Day>,
    /// Out of ten, as `7/10`.
    pub(super) rating: Option<String>,
    /// p and basis where there is no rating.
    pub(super) verdict: Option<(f64, Basis)>,
    pub(super) text: Option<String>,
    pub(super) url: Option<String>,
    pub(super) reasons: Vec<Reason>,
    pub(super) candidates: Vec<FilmId>,
}

fn cell(row: u64, column: &str) -> Evidence {
    Evidence::Cell {
        row,
        column: column.into(),
    }
}

fn markup(path: &str, quote: &str) -> Evidence {
    Evidence::Markup {
        format: "json-ld".into(),
        path: path.to_owned(),
        quote: quote.to_owned(),
    }
}

impl Sketch {
    pub(super) fn read(self, review: ReviewId, source: SourceId, row: u64) -> ReviewRead {
        let sourced = |value: String, path: &str| {
            let at = markup(path, &value);
            Sourced::new(value, at)
        };
        let value = self
            .rating
            .as_deref()
            .map(|printed| printed.trim_end_matches("/10").parse::<f64>().unwrap() / 10.0);
        let verdict = match (value, self.verdict) {
            (_, Some((p, basis))) => Some(Verdict {
                p: Probability::clamped(p),
                basis,
                made_by: "linear-1".to_owned(),
                why: "the weightiest words are `finally very sad`".to_owned(),
                grounds: self.text.as_ref().map(|text| {
                    let sentences = text.split_inclusive(". ");
                    Box::new(ovation_terms::Grounds {
                        text: Some(Probability::clamped(0.8)),
                        sentence: sentences.last().map(|last| last.trim().to_owned()),
                        tested_on: vec!["en".to_owned()],
                        ..ovation_terms::Grounds::default()
                    })
                }),
            }),
            (Some(value), None) => Some(Verdict {
                p: Probability::clamped(if value >= 0.6 { 0.97 } else { 0.04 }),
                basis: Basis::Rating,
                made_by: "ratings-1".to_owned(),
                why: format!("{value:.2} on the scale /10, positive from 0.60"),
                grounds: None,
            }),
            (None, None) => None,
        };
        let key = ReviewKey::of_parts(&[&review.0.to_le_bytes()]);
        ReviewRead {
            review,
            source,
            keys: vec![key],
            content: key,
            film: Attribution {
                chosen: self.film,
                p: Probability::clamped(0.98),
                why: if self.film.is_some() {
                    "title and year agree"
                } else {
                    "2 films have this title"
                }
                .to_owned(),
                candidates: self.candidates,
            },
            critic: self.critic.as_ref().map(|(id, _)| Attribution {
                chosen: Some(*id),
                p: Probability::ONE,
                why: "the name is known at this outlet".to_owned(),
                candidates: Vec::new(),
            }),
            also_by: Vec::new(),
            outlet: self.outlet.as_ref().map(|(id, _)| Attribution {
                chosen: Some(*id),
                p: Probability::ONE,
                why: "the domain is the outlet’s".to_owned(),
                candidates: Vec::new(),
            }),
            rating: value.map(|value| ConvertedRating {
                value,
                scale: "/10".to_owned(),
                why: None,
            }),
            rating_complaint: None,
            verdict,
            standing: Standing::new(self.reasons),
            complaints: Vec::new(),
            resembles: None,
            minhashes: Vec::new(),
            row: None,
            words: None,
            apart: true,
            finding: ReviewFinding {
                url: self.url.map(|url| sourced(url, "/url")),
                film: FilmMention {
                    title: Some(sourced(self.title, "/itemReviewed/name")),
                    ..FilmMention::default()
                },
                critics: self
                    .critic
                    .map(|(_, name)| sourced(name, "/author/name"))
                    .into_iter()
                    .collect(),
                outlet: self
                    .outlet
                    .map(|(_, name)| Sourced::new(name, cell(row, "outlet"))),
                published: self
                    .published
                    .map(|day| Sourced::new(day, markup("/datePublished", &day.to_string()))),
                rating: self.rating.map(|rating| Sourced {
                    evidence: Evidence::Words {
                        quote: rating.clone(),
                        before: "So let the lamps burn down.".to_owned(),
                        after: "In cinemas now".to_owned(),
                        start: 4120,
                        end: 4120 + rating.len(),
                    },
                    value: PrintedRating::of(rating),
                }),
                text: self
                    .text
                    .map(|text| Sourced::new(text, markup("/reviewBody", ""))),
                language: Some("en".to_owned()),
                ..ReviewFinding::default()
            },
        }
    }
}
