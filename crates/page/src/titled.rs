//! What film the page is about and when it came out: gathers from the page what the rankers of `film` weigh,
//! and shows where each value stands.

use super::fields::words_at;
use super::film::{
    self, Candidate, Marked, RankedTitle, RankedYear, Source, TitleFacts, TitleLine, TitlePage,
    TitlePlace, Titles, YearPage, YearPlace, Years,
};
use super::place::locate;
use super::{Parts, printed, tree};
use ovation_language::words;
use ovation_terms::{Evidence, ReadArticle, ReviewFinding, Sourced, fold};
use std::ops::Range;
use std::sync::Arc;

/// What titles are sought in, gathered once for a page.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) marked: Vec<Marked>,
    /// The article's text without the headline, [`words::spaced`]; nothing where that is the whole.
    below: Option<String>,
    alts: Vec<String>,
    tags: Vec<String>,
    /// The last part of the address, [`words::spaced`].
    slug: String,
}

/// Headings of each sort that are looked at.
const HEADINGS: usize = 4;

/// Lines of the article in which a year is sought.
const LINES: usize = 400;

impl Parts<'_> {
    /// Gathers what titles are sought in; `spaced` and `quoted` are of the article's text.
    pub(super) fn gather(&self, headline: &str, spaced: &str, quoted: &[&str]) -> Gathered {
        let page = &self.page;
        let inside = self.article.at.map_or(0..0, |at| page.within(at));
        let mut made = Gathered::default();
        let emphasised =
            |e: &tree::Element<'_>| matches!(e.name, "em" | "i" | "b" | "strong" | "cite");
        for at in page.find(inside.clone(), emphasised).take(200) {
            let words = page.words(at);
            let count = words.chars().count();
            if (2..=80).contains(&count) && !words.contains('\n') && !printed::is_rating(words) {
                made.marked.push(Marked {
                    words: words.to_owned(),
                    at: Some(page.range(at)),
                    is_quoted: false,
                });
            }
        }
        for words in quoted.iter().take(100) {
            // They are parts of the article's text.
            let start = (words.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
            made.marked.push(Marked {
                words: (*words).to_owned(),
                at: start.and_then(|start| self.in_page(&(start..start + words.len()))),
                is_quoted: true,
            });
        }
        let below = self.text_below(headline);
        made.below = below
            .map(|below| words::spaced(&below))
            .filter(|it| it != spaced);
        for at in page.find(inside, |e| e.name == "img").take(10) {
            let alt = page.element(at).and_then(|e| e.attr("alt"));
            made.alts.extend(alt.map(str::to_owned));
        }
        let is_tag = |e: &tree::Element<'_>| e.attr("rel").is_some_and(|rel| rel.contains("tag"));
        for tag in page.find(page.all(), is_tag).take(30) {
            made.tags.push(page.words(tag).to_owned());
        }
        if let Some(keywords) = self.head.meta(&["keywords", "news_keywords"]) {
            made.tags
                .extend(keywords.value.split(',').map(str::to_owned));
        }
        let url = self
            .head
            .canonical
            .as_ref()
            .map_or(self.address, |url| &url.value);
        let path = url
            .split(['?', '#'])
            .next()
            .unwrap_or(url)
            .trim_end_matches('/');
        let path = path.strip_suffix("/index.html").unwrap_or(path);
        made.slug = words::spaced(path.rsplit('/').next().unwrap_or(""));
        made
    }

    /// The films that the article may be about by the form of its headline and what it marks.
    pub(super) fn candidates(
        &self,
        headline: &str,
        spaced: &str,
        gathered: &Gathered,
    ) -> Vec<Candidate> {
        let opening: String = self.text.chars().take(1500).collect();
        let asides = gathered.alts.iter().chain(&gathered.tags);
        let asides: Vec<&str> = asides.map(String::as_str).collect();
        let marked: Vec<String> = gathered.marked.iter().map(|it| it.words.clone()).collect();
        let marked_at: Vec<_> = gathered.marked.iter().map(|it| it.at.clone()).collect();
        film::candidates(&TitleFacts {
            headline: &film::unrated(headline),
            text: spaced,
            below: gathered.below.as_deref().unwrap_or(spaced),
            opening: &opening,
            marked: &marked,
            marked_at: &marked_at,
            slug: &gathered.slug,
            asides: &words::spaced(&asides.join(" | ")),
            credited: self.credits.as_ref().and_then(|credits| {
                let year = credits.year.as_ref().map(|year| year.0);
                Some((credits.title.as_deref()?, year))
            }),
        })
    }

    /// The titles that the film may have, likeliest first.
    pub(super) fn titles(
        &self,
        headline: &str,
        gathered: &Gathered,
        formed: &[Candidate],
        article: Option<&ReadArticle>,
    ) -> Titles {
        let spaced = words::spaced(&self.text);
        let lines = self.title_lines(headline);
        let outlet = article.and_then(|article| article.outlet.as_ref());
        let authors = article.map(|article| article.authors.as_slice());
        let names = authors.unwrap_or_default().iter().chain(outlet);
        let mut names: Vec<String> = names.map(|name| fold(&name.value)).collect();
        names.extend(self.heading.suffix.as_ref().map(|suffix| fold(suffix)));
        names.extend(self.head.meta(&["og:site_name"]).map(|it| fold(&it.value)));
        names.retain(|name| !name.is_empty());
        let stated = self.claims.film.as_ref();
        let stated = stated.and_then(|film| film.title.as_ref());
        film::titles(&TitlePage {
            lines: &lines,
            formed,
            page: &self.page.text,
            article: &self.article.lines,
            raw: &self.text,
            below: gathered.below.as_deref().unwrap_or(&spaced),
            marked: &gathered.marked,
            tags: &gathered.tags,
            alts: &gathered.alts,
            slug: &gathered.slug,
            names: &names,
            stated: stated.map(|title| title.value.as_str()),
        })
    }

    /// The lines that may name the film, the headline first.
    fn title_lines(&self, headline: &str) -> Vec<TitleLine> {
        let mut lines = vec![TitleLine {
            source: Source::Headline,
            words: headline.to_owned(),
            place: TitlePlace::Headline,
        }];
        let of_markup = |source, words: &str, evidence| TitleLine {
            source,
            words: words.to_owned(),
            place: TitlePlace::Markup(evidence),
        };
        if let Some(title) = &self.head.title {
            let evidence = Evidence::Markup {
                format: Arc::from("html"),
                path: "title".to_owned(),
                quote: title.chars().take(200).collect(),
            };
            lines.push(of_markup(Source::TitleElement, title, evidence));
        }
        for name in ["og:title", "twitter:title"] {
            let card = self.head.meta(&[name]);
            lines.extend(card.map(|it| of_markup(Source::Card, &it.value, it.evidence)));
        }
        for (name, source) in [("h1", Source::FirstHeading), ("h2", Source::Heading)] {
            let headings = self.page.find(self.page.all(), |e| e.name == name);
            let is_beside = |at: &usize| self.beside.get(*at).copied().unwrap_or(false);
            let headings = headings.filter(|at| Some(*at) != self.heading.at && !is_beside(at));
            lines.extend(headings.take(HEADINGS).filter_map(|at| {
                let words = self.page.words(at).replace('\n', " ");
                (words.len() < 200 && !words.is_empty()).then(|| TitleLine {
                    source,
                    words,
                    place: TitlePlace::Text(Some(self.page.range(at))),
                })
            }));
        }
        lines.retain(|line| !line.words.trim().is_empty() || line.source == Source::Headline);
        lines
    }

    /// Where a ranked title stands.
    pub(super) fn ranked_title_evidence(&self, title: &RankedTitle) -> Evidence {
        match &title.place {
            TitlePlace::Headline => self.within_headline(&title.title),
            TitlePlace::Credits => self.credited(&title.title),
            TitlePlace::Text(at) => {
                at.as_ref()
                    .filter(|at| !at.is_empty())
                    .map_or(Evidence::NotLocated, |at| {
                        let found = locate(&self.page.text, at.clone(), &title.title);
                        words_at(&self.page, found.unwrap_or_else(|| at.clone()))
                    })
            }
            TitlePlace::Markup(evidence) => evidence.clone(),
        }
    }

    /// The years that the film may be of, likeliest first.
    pub(super) fn years(
        &self,
        finding: &ReviewFinding,
        ruled: Option<i16>,
        gathered: &Gathered,
    ) -> Years {
        let film = &finding.film;
        let names = film.title.iter().chain(&film.original_title);
        let mut names: Vec<String> = names.map(|it| it.value.to_lowercase()).collect();
        if let Some(credits) = &self.credits {
            let of_credits = credits.title.iter().chain(&credits.other_title);
            names.extend(of_credits.map(|title| title.to_lowercase()));
        }
        names.retain(|name| name.chars().count() > 1);
        let mut ranges: Vec<Range<usize>> = self.article.lines.clone();
        let is_known = |ranges: &[Range<usize>], range: &Range<usize>| {
            ranges
                .iter()
                .any(|known| known.start <= range.start && range.end <= known.end)
        };
        for range in &self.scope {
            if ranges.len() < LINES && !is_known(&ranges, range) {
                ranges.push(range.clone());
            }
        }
        ranges.sort_by_key(|range| range.start);
        let at = self.heading.at.map(|at| self.page.range(at));
        ranges.retain(|range| at.as_ref() != Some(range));
        let line = |range: Range<usize>| {
            let words = self.page.text.get(range.clone())?;
            Some((range, words))
        };
        let lines: Vec<(Range<usize>, &str)> = ranges.into_iter().filter_map(line).collect();
        let cards = ["og:title", "og:description", "description"];
        let cards: Vec<(String, Evidence)> = cards
            .iter()
            .filter_map(|name| self.head.meta(&[name]))
            .map(|found| (found.value, found.evidence))
            .collect();
        let headline = self.heading.headline.as_ref();
        let credited = self.credits.as_ref();
        film::film_years(&YearPage {
            headline: headline.map_or("", |it| it.value.as_str()),
            title: self.head.title.as_deref().unwrap_or(""),
            cards: &cards,
            lines: &lines,
            names: &names,
            credits: credited.and_then(|it| Some(it.director.as_ref()?.1.clone())),
            credited: credited.and_then(|it| Some(it.year.as_ref()?.0)),
            ruled,
            tags: &gathered.tags,
            published: finding.published.as_ref().map(|day| day.value.year()),
        })
    }

    /// Where a ranked year stands.
    pub(super) fn ranked_year_evidence(&self, year: &RankedYear) -> Evidence {
        match &year.place {
            YearPlace::Headline => self.within_headline(&year.year.to_string()),
            YearPlace::Text(at) => words_at(&self.page, at.clone()),
            YearPlace::Markup(evidence) => evidence.clone(),
            YearPlace::Unknown => Evidence::Markup {
                format: Arc::from("html"),
                path: "title".to_owned(),
                quote: self
                    .head
                    .title
                    .clone()
                    .unwrap_or_default()
                    .chars()
                    .take(200)
                    .collect(),
            },
        }
    }

    /// The year of a ranked list that is given, with its evidence.
    pub(super) fn given_year(&self, years: &Years) -> Option<Sourced<i16>> {
        let best = years.list.first().filter(|_| years.is_given)?;
        Some(Sourced::new(best.year, self.ranked_year_evidence(best)))
    }

    /// The article's text without the headline, which is no mention of the film of its own; nothing
    /// where it is not in the text.
    fn text_below(&self, headline: &str) -> Option<String> {
        let is_headline = |line: &&str| line.trim() == headline.trim();
        if !self.text.lines().take(6).any(|line| is_headline(&line)) {
            return None;
        }
        let mut lines = self.text.lines();
        let first: Vec<&str> = lines
            .by_ref()
            .take(6)
            .filter(|line| !is_headline(line))
            .collect();
        Some(
            first
                .into_iter()
                .chain(lines)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    }
}
