//! The choices beside a list: orders, chips of what is asked, facets with counts, and the fields of the form.

use super::asked::BrowseAsked;
use crate::ask::Ask;
use crate::figures::{Board, BrowseOrder, Facet, FilmsFound};
use crate::panels::coded;
use crate::show;
use ovation_terms::{OutletId, slug};

/// Values of a facet that are shown at once; the form has all.
const SHOWN: usize = 10;

/// A link that narrows, widens or orders the list.
#[derive(Debug)]
pub(super) struct FacetChoice {
    pub(super) href: String,
    pub(super) words: String,
    /// How many works it leaves; empty where that is not counted.
    pub(super) count: String,
    pub(super) is_here: bool,
}

/// The values of one facet.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) choices: Vec<FacetChoice>,
}

/// A list to choose from in the form.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    /// What stands in an address, with its words and whether it is chosen.
    pub(super) options: Vec<(String, String, bool)>,
}

/// What the form holds.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) lists: Vec<Field>,
    pub(super) year: String,
    pub(super) least: String,
    pub(super) most: String,
    pub(super) reviews: String,
    pub(super) outlet: String,
    /// What the form passes on as it is.
    pub(super) hidden: Vec<(&'static str, String)>,
}

fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Country => "Country",
        Facet::Genre => "Genre",
        Facet::Language => "Language of the title",
        Facet::Festival => "Festival",
    }
}

fn href(ask: &Ask, name: &str, value: &str) -> String {
    format!("/films{}", ask.query.set("page", "").set(name, value))
}

pub(super) fn orders(ask: &Ask, here: BrowseOrder) -> Vec<FacetChoice> {
    let choices = BrowseOrder::ALL
        .into_iter()
        .map(|(order, code, words)| FacetChoice {
            href: href(
                ask,
                "order",
                if order == BrowseOrder::default() {
                    ""
                } else {
                    code
                },
            ),
            words: words.to_owned(),
            count: String::new(),
            is_here: order == here,
        });
    choices.collect()
}

/// What is asked for, each with the address that asks for the rest.
pub(super) fn chips(ask: &Ask, board: &Board, asked: &BrowseAsked) -> Vec<FacetChoice> {
    let wanted = &asked.wanted;
    let mut held: Vec<(&str, String)> = Vec::new();
    held.extend(wanted.decade.map(|year| ("decade", format!("{year}s"))));
    held.extend(wanted.year.map(|year| ("year", year.to_string())));
    for (facet, term) in &wanted.terms {
        held.push((facet.code(), board.terms.word(*facet, *term).to_owned()));
    }
    if let Some(outlet) = wanted.outlet {
        let name = board.outlet(outlet).map_or("", |known| &known.name);
        held.push(("outlet", format!("reviewed in {name}")));
    }
    held.extend(
        wanted
            .least
            .map(|from| ("min", format!("{from} % or more"))),
    );
    held.extend(wanted.most.map(|to| ("max", format!("{to} % or less"))));
    let least = wanted.reviews.map(|least| {
        let counted = show::counted(least, "review", "reviews");
        ("reviews", format!("{counted} or more"))
    });
    held.extend(least);
    let chips = held.into_iter().map(|(name, words)| FacetChoice {
        href: href(ask, name, ""),
        words,
        count: String::new(),
        is_here: true,
    });
    chips.collect()
}

/// The facets, each with the values that most works have.
pub(super) fn groups(
    ask: &Ask,
    board: &Board,
    asked: &BrowseAsked,
    found: &FilmsFound,
) -> Vec<Group> {
    let mut groups = Vec::new();
    let decades = found.decades.iter().map(|decade| FacetChoice {
        href: href(ask, "decade", &decade.value.to_string()),
        words: format!("{}s", decade.value),
        count: show::count(decade.count.into()),
        is_here: asked.wanted.decade == Some(decade.value),
    });
    groups.push(Group {
        id: "by-decade",
        name: "Decade",
        choices: decades.take(SHOWN).collect(),
    });
    if let Some(decade) = asked.wanted.decade {
        let within = |year: i16| (decade..decade.saturating_add(10)).contains(&year);
        let years = found.years.iter().filter(|year| within(year.value));
        let years = years.map(|year| FacetChoice {
            href: href(ask, "year", &year.value.to_string()),
            words: year.value.to_string(),
            count: show::count(year.count.into()),
            is_here: asked.wanted.year == Some(year.value),
        });
        groups.push(Group {
            id: "by-year",
            name: "Year",
            choices: years.collect(),
        });
    }
    for facet in Facet::ALL {
        let values = found.terms.get(&facet).into_iter().flatten();
        let values = values.map(|value| {
            let word = board.terms.word(facet, value.value);
            FacetChoice {
                href: href(ask, facet.code(), &slug(word)),
                words: word.to_owned(),
                count: show::count(value.count.into()),
                is_here: asked.wanted.terms.get(&facet) == Some(&value.value),
            }
        });
        groups.push(Group {
            id: match facet {
                Facet::Country => "by-country",
                Facet::Genre => "by-genre",
                Facet::Language => "by-language",
                Facet::Festival => "by-festival",
            },
            name: facet_name(facet),
            choices: values.take(SHOWN).collect(),
        });
    }
    let outlets = found.outlets.iter().filter_map(|value| {
        let outlet = board.outlet(OutletId(value.value.into()))?;
        Some(FacetChoice {
            href: href(ask, "outlet", &coded(outlet.id, &outlet.name)),
            words: outlet.name.clone(),
            count: show::count(value.count.into()),
            is_here: asked.wanted.outlet == Some(OutletId(outlet.id)),
        })
    });
    groups.push(Group {
        id: "by-outlet",
        name: "Outlet",
        choices: outlets.take(SHOWN).collect(),
    });
    groups.retain(|group| !group.choices.is_empty());
    groups
}

/// The form's fields, as the address fills them.
pub(super) fn fields(ask: &Ask, board: &Board, asked: &BrowseAsked, found: &FilmsFound) -> Fields {
    let text = |name: &str| ask.query.get(name).unwrap_or_default().to_owned();
    let order = asked.wanted.order;
    let orders = BrowseOrder::ALL
        .into_iter()
        .map(|(known, code, words)| (code.to_owned(), words.to_owned(), known == order));
    let mut lists = vec![Field {
        code: "order",
        name: "Order",
        options: orders.collect(),
    }];
    for facet in Facet::ALL {
        let chosen = asked.wanted.terms.get(&facet);
        let values = found.terms.get(&facet).into_iter().flatten();
        let mut options: Vec<(String, String, bool)> = values
            .map(|value| {
                let word = board.terms.word(facet, value.value);
                (slug(word), word.to_owned(), chosen == Some(&value.value))
            })
            .collect();
        if options.is_empty() && chosen.is_none() {
            continue;
        }
        options.sort_by_cached_key(|(code, ..)| code.clone());
        let is_chosen = options.iter().any(|(.., is_chosen)| *is_chosen);
        options.insert(0, (String::new(), "any".to_owned(), !is_chosen));
        lists.push(Field {
            code: facet.code(),
            name: facet_name(facet),
            options,
        });
    }
    let outlet = asked.wanted.outlet.and_then(|outlet| board.outlet(outlet));
    Fields {
        lists,
        year: text("year"),
        least: text("min"),
        most: text("max"),
        reviews: text("reviews"),
        outlet: outlet.map_or_else(|| text("outlet"), |outlet| outlet.name.clone()),
        hidden: ["kind", "decade", "panel"]
            .into_iter()
            .filter_map(|name| Some((name, ask.query.get(name)?.to_owned())))
            .collect(),
    }
}
