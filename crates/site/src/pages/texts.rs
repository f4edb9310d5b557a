//! What editors wrote about something, with its history.

use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::Named;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::TextStep;
use ovation_terms::TextAbout;

#[derive(Template)]
#[template(path = "texts.html")]
struct TextsPage {
    frame: Frame,
    /// What it is about.
    about: Named,
    /// `Consensus`, `Biography`, `About`
    heading: &'static str,
    steps: Vec<StepShown>,
}

#[derive(Debug)]
struct StepShown {
    at: String,
    iso: String,
    entry: Named,
    actor: String,
    by: String,
    paragraphs: Vec<String>,
    reviews: Vec<Named>,
}

impl StepShown {
    fn of(step: &TextStep) -> Self {
        let text = step.text.as_ref();
        let paragraphs = text.map_or("", |text| text.words.as_str()).lines();
        let paragraphs = paragraphs.map(str::trim).filter(|line| !line.is_empty());
        let reviews = text.into_iter().flat_map(|text| &text.reviews);
        Self {
            at: show::moment(step.at),
            iso: step.at.to_string(),
            entry: Named {
                href: links::entry(step.entry),
                name: format!("entry {}", step.entry),
            },
            actor: step.actor.trim_start_matches("person:").to_owned(),
            by: text.map_or_else(String::new, |text| text.by.clone()),
            paragraphs: paragraphs.map(str::to_owned).collect(),
            reviews: reviews
                .map(|review| Named {
                    href: links::review(*review),
                    name: review.to_string(),
                })
                .collect(),
        }
    }
}

pub(super) async fn texts(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let ledger = &site.ledger;
    let (about, named, heading, part) = match ask.param("sort") {
        "films" => {
            let id = ask.id("film")?;
            let film = ledger.film(id).await?;
            let film = film.ok_or_else(|| SiteError::no_such("film", id))?;
            let named = Named {
                href: links::film(&film),
                name: film.titled(),
            };
            (TextAbout::Film(film.id), named, "Consensus", "films")
        }
        "critics" => {
            let id = ask.id("critic")?;
            let critic = ledger.critic(id).await?;
            let critic = critic.ok_or_else(|| SiteError::no_such("critic", id))?;
            let named = Named {
                href: links::critic(critic.id, &critic.name),
                name: critic.name,
            };
            (TextAbout::Critic(critic.id), named, "Biography", "critics")
        }
        "outlets" => {
            let id = ask.id("outlet")?;
            let outlet = ledger.outlet(id).await?;
            let outlet = outlet.ok_or_else(|| SiteError::no_such("outlet", id))?;
            let named = Named {
                href: links::outlet(outlet.id, &outlet.name),
                name: outlet.name,
            };
            (TextAbout::Outlet(outlet.id), named, "About", "outlets")
        }
        _ => return Err(SiteError::NoPage),
    };
    let steps = ledger.editor_text_history(about).await?;
    let title = format!("{heading}: {}", named.name);
    page(&TextsPage {
        frame: site.frame(&ask, part, title, &links::texts(about)),
        about: named,
        heading,
        steps: steps.iter().map(StepShown::of).collect(),
    })
}
