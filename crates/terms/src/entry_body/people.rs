//! What entries about critics and outlets say.

use super::{About, Naming, Subject, Told};
use crate::{Texts, counted, kind, shortened};

impl Told for kind::CriticAdded {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let name = shortened(&it.name, most_words);
        format!("critic {} met: {name}", it.critic)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            subject: Subject::Critic(it.critic, &it.name),
            names: Naming::Critic(it.critic, &it.name),
            ..About::default()
        }
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}

impl Told for kind::OutletAdded {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let name = shortened(&it.name, most_words);
        format!("outlet {} met: {name}", it.outlet)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            subject: Subject::Outlet(it.outlet, &it.name),
            names: Naming::Outlet(it.outlet, &it.name, it.domain.as_deref()),
            ..About::default()
        }
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}

impl Told for kind::OutletWeighed {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let weight = it.weight.unwrap_or(1.0);
        format!("outlet {} weighs {weight} in weighted scores", it.outlet)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::OutletPlaced {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let country = it.country.as_deref();
        let country = country.unwrap_or("the country its domain tells");
        format!("outlet {} is of {country}", it.outlet)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::NamesSet {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let also = match it.names.also.as_slice() {
            [] => String::new(),
            names => format!(", also {}", shortened(&names.join(", "), most_words)),
        };
        let domain = it.names.domain.as_ref();
        let domain = domain.map(|domain| format!(", {}", shortened(domain, most_words)));
        format!(
            "{} is called {}{also}{}",
            it.whose,
            shortened(&it.names.name, most_words),
            domain.unwrap_or_default()
        )
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            names: Naming::Moved,
            ..About::remarked(&it.remark)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::CriticSplit {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let reviews = counted(it.reviews.len() as u64, "review is", "reviews are");
        let (critic, into, name) = (it.critic, it.into, shortened(&it.name, most_words));
        format!("critic {critic} was two: {reviews} by critic {into}, {name}")
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            subject: Subject::Critic(it.into, &it.name),
            names: Naming::Moved,
            ..About::remarked(&it.remark)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::SuggestionAnswered {
    fn sentence(it: &Self::Body, _: usize) -> String {
        it.sentence()
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}
