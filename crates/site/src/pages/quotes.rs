//! The quote check: said, disputed, altered with the difference shown, or not found.

use super::{Frame, page};
use crate::ask::{Ask, named};
use crate::error::SiteError;
use crate::front::Site;
use crate::quotation::{QuoteHit, QuotePlace, QuoteScope, search_quote};
use crate::view::{ArticleShown, EXCERPT_WORDS, FilmTitle, Named, PieceShown, pieces, why_words};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_desk::film_like;
use ovation_quotes::QuoteCheck;

#[derive(Template)]
#[template(path = "quotes.html")]
struct QuotesPage {
    frame: Frame,
    words: String,
    /// The number of the film looked in; empty for none.
    film_number: String,
    film: Option<FilmTitle>,
    /// `Said`, `Disputed`, `Altered` or `Not found`; empty before anything is asked.
    answer: String,
    /// Of disputed words: why another form is likelier, and where that stands among the hits.
    likelier: Option<(&'static str, usize)>,
    /// What was looked through, in words.
    searched: String,
    hits: Vec<HitShown>,
}

#[derive(Debug)]
struct HitShown {
    /// `Word for word`, `Shortened at its ellipsis`, `Altered`
    kind: &'static str,
    is_negation_changed: bool,
    pieces: Vec<PieceShown>,
    who: Option<Named>,
    article: Option<ArticleShown>,
    /// A review's page, its outlet and its address on the web.
    review: Option<(String, String, Option<String>)>,
}

pub(super) async fn quotes(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let words = ask.query.get("words").unwrap_or_default().to_owned();
    let film = match ask.query.get("film") {
        Some(words) => Some(named("film", film_like(&site.ledger, words).await)?),
        None => None,
    };
    let scope = QuoteScope {
        film: film.as_ref().map(|film| film.id),
        with_reviews: film.is_some(),
    };
    let found = search_quote(&site.ledger, &words, scope).await?;
    let hits: Vec<HitShown> = found.hits.iter().map(HitShown::of).collect();
    let answer = if words.is_empty() {
        String::new()
    } else {
        show::sentence(found.result().words())
    };
    let statements = show::counted(found.statements, "statement", "statements");
    let searched = match (&film, found.reviews) {
        (Some(_), reviews) => format!(
            "Compared with {statements} and {} of this film.",
            show::counted(reviews, "review", "reviews")
        ),
        (None, _) => format!(
            "Compared with {statements} in film press. Critics’ reviews are compared when you ask from a film’s page."
        ),
    };
    page(&QuotesPage {
        frame: site.frame(&ask, "quotes", "Quote check", "/quotes"),
        words,
        film_number: film
            .as_ref()
            .map_or_else(String::new, |film| film.id.to_string()),
        film: film.as_ref().map(FilmTitle::of),
        answer,
        likelier: found
            .likelier
            .as_ref()
            .map(|form| (why_words(form.why), form.hit + 1)),
        searched,
        hits,
    })
}

impl HitShown {
    fn of(hit: &QuoteHit) -> Self {
        let (kind, is_negation_changed, pieces) = match &hit.check {
            QuoteCheck::Altered {
                changes,
                is_negation_changed,
                ..
            } => ("Altered", *is_negation_changed, pieces(changes, &hit.words)),
            QuoteCheck::Exact { is_shortened, .. } => {
                let kind = if *is_shortened {
                    "Shortened where the ellipsis stands"
                } else {
                    "Word for word"
                };
                (
                    kind,
                    false,
                    pieces(&[], &show::excerpt(&hit.words, EXCERPT_WORDS)),
                )
            }
            QuoteCheck::NotFound => ("", false, Vec::new()),
        };
        let (article, review) = match &hit.place {
            QuotePlace::Press(record) => (Some(ArticleShown::of(record)), None),
            QuotePlace::Review {
                review,
                outlet,
                url,
            } => {
                let outlet = outlet.clone().unwrap_or_else(|| "a review".to_owned());
                let url = url.as_deref().and_then(show::safe_url);
                (None, Some((links::review(*review), outlet, url)))
            }
        };
        Self {
            kind,
            is_negation_changed,
            pieces,
            who: hit.who.as_ref().map(|name| Named {
                href: article
                    .as_ref()
                    .map_or_else(String::new, |_| links::person(name)),
                name: name.clone(),
            }),
            article,
            review,
        }
    }
}
