//! What editors say of something, and the badges that a film has, ready to print.

use super::{FilmScore, Named, known_seq};
use crate::ask::Clocks;
use crate::error::SiteError;
use crate::front::Site;
use crate::{links, show};
use ovation_ledger::{EditorText, Tier};
use ovation_score::{Point, TierSpell, tier_spells};
use ovation_terms::{Moment, Seq, TextAbout};

/// An editor's text with who answers for it.
#[derive(Debug)]
pub(crate) struct TextShown {
    /// Paragraphs.
    pub(crate) paragraphs: Vec<String>,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) iso: String,
    pub(crate) language: Option<String>,
    /// Where its history stands.
    pub(crate) history: String,
    /// The reviews it rests on: address and number.
    pub(crate) reviews: Vec<Named>,
}

impl TextShown {
    pub(crate) fn of(about: TextAbout, held: EditorText) -> Self {
        let text = held.text;
        let reviews = text.reviews.iter().map(|review| Named {
            href: links::review(*review),
            name: review.to_string(),
        });
        let paragraphs = text.words.lines().map(str::trim);
        let paragraphs = paragraphs.filter(|line| !line.is_empty());
        Self {
            paragraphs: paragraphs.map(str::to_owned).collect(),
            at: show::day(held.at.day()),
            iso: held.at.day().to_string(),
            language: text.language.as_deref().and_then(show::language_tag),
            history: links::texts(about),
            reviews: reviews.collect(),
            by: text.by,
        }
    }
}

/// The text about something as it was known at the clocks: what was written later is not there yet.
pub(crate) async fn text_about(
    site: &Site,
    about: TextAbout,
    clocks: Clocks,
) -> Result<Option<TextShown>, SiteError> {
    let known = text_clock(site, clocks).await?;
    let held = site.ledger.editor_text(about, known).await?;
    Ok(held.map(|held| TextShown::of(about, held)))
}

/// The entry up to which texts are known: the earlier of both clocks.
pub(crate) async fn text_clock(site: &Site, clocks: Clocks) -> Result<Option<Seq>, SiteError> {
    let published = clocks.as_of.map(Moment::end_of);
    let moments = published.into_iter().chain(clocks.known_at);
    known_seq(&site.ledger, moments.min()).await
}

/// A badge of a film.
#[derive(Debug)]
pub(crate) struct BadgeShown {
    pub(crate) name: String,
    pub(crate) rule: String,
    /// Whether the film has it at the clocks asked for.
    pub(crate) has: bool,
    /// `won 3 May 2031`, `won 3 May 2031, lost 9 May 2031`
    pub(crate) spells: Vec<SpellShown>,
}

/// A time during which a film had a badge.
#[derive(Debug)]
pub(crate) struct SpellShown {
    pub(crate) won: String,
    pub(crate) won_iso: String,
    /// Day lost, in words and as ISO.
    pub(crate) lost: Option<(String, String)>,
}

impl SpellShown {
    fn of(spell: &TierSpell) -> Self {
        let lost = spell.lost.map(|day| (show::day(day), day.to_string()));
        Self {
            won: show::day(spell.won),
            won_iso: spell.won.to_string(),
            lost,
        }
    }
}

/// The badges that a film won so far, by the score at every date.
pub(crate) fn badges_of(tiers: &[Tier], points: &[Point]) -> Vec<BadgeShown> {
    let badges = tiers.iter().filter_map(|tier| {
        let spells = tier_spells(points, &tier.rule);
        let last = spells.last()?;
        Some(BadgeShown {
            name: tier.name.clone(),
            rule: show::sentence(&tier.rule.to_string()),
            has: last.lost.is_none(),
            spells: spells.iter().map(SpellShown::of).collect(),
        })
    });
    badges.collect()
}

/// What the record says of a film in an editor's words, and by its badges.
#[derive(Debug, Default)]
pub(crate) struct WordsShown {
    pub(crate) consensus: Option<TextShown>,
    pub(crate) badges: Vec<BadgeShown>,
}

impl WordsShown {
    /// At the clocks asked for; `points` are the score at every date up to them. Badges are told of
    /// everybody's approval alone.
    pub(crate) async fn of_film(
        site: &Site,
        scored: &FilmScore,
        points: &[Point],
        clocks: Clocks,
    ) -> Result<Self, SiteError> {
        let about = TextAbout::Film(scored.film.id);
        let badges = if scored.question.panel.is_everybody() {
            let known = known_seq(&site.ledger, clocks.known_at).await?;
            badges_of(&site.ledger.tiers(known).await?, points)
        } else {
            Vec::new()
        };
        Ok(Self {
            consensus: text_about(site, about, clocks).await?,
            badges,
        })
    }
}
