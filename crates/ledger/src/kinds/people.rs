//! Critics and outlets: met, named, told apart, weighed and placed.

use super::{Act, Never, Part, Recorded, TouchedRows, Undone};
use crate::projection::{Critic, Line, Outlet, Sort, Working, shown};
use crate::transaction::{Pending, checks};
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, CriticSplit, EntryBody, Merged, NamesSet, OutletPlaced, OutletWeighed, Pair, Suggested,
    SuggestionAnswered, Whose, fold, kind,
};

impl Recorded for kind::CriticAdded {
    type Change<'a> = Critic<'a>;
    type Act = Never<Self>;
    const PART: Part = Part::Met;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.critics.make(it.critic.0)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        let row = (shown(&change.name), fold(&change.name));
        rows.critics.entry(change.id).or_insert(row);
        Ok(())
    }
}

impl Recorded for kind::OutletAdded {
    type Change<'a> = Outlet<'a>;
    type Act = Never<Self>;
    const PART: Part = Part::Met;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.outlets.make(it.outlet.0)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        let domain = change.domain.as_ref().map(|domain| shown(domain));
        let row = (shown(&change.name), fold(&change.name), domain);
        rows.outlets.entry(change.id).or_insert(row);
        Ok(())
    }
}

impl Recorded for kind::NamesSet {
    type Change<'a> = Box<NamesSet>;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        checks::names(&it.names)?;
        into.numbers.need_whose(it.whose)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        let names = &change.names;
        let (name, folded) = (shown(&names.name), fold(&names.name));
        match change.whose {
            Whose::Critic(critic) => {
                rows.critics.insert(critic.0, (name, folded));
                rows.said.name(Sort::Critic, critic.0, &names.also);
            }
            Whose::Outlet(outlet) => {
                let domain = names.domain.as_ref().map(|domain| shown(domain));
                rows.outlets.insert(outlet.0, (name, folded, domain));
                rows.said.name(Sort::Outlet, outlet.0, &names.also);
            }
        }
        Ok(())
    }
}

impl Act for kind::NamesSet {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let (ledger, names) = (&transaction.ledger, &it.names);
        let same = match it.whose {
            Whose::Critic(id) => ledger.critic(id).await?.is_some_and(|now| {
                now.id == id && now.name == names.name && now.also == names.also
            }),
            Whose::Outlet(id) => ledger.outlet(id).await?.is_some_and(|now| {
                now.id == id
                    && now.name == names.name
                    && now.also == names.also
                    && now.domain == names.domain
            }),
        };
        Ok(same.then(|| format!("{} is called so already: {}", it.whose, names.name)))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let set = undone.it;
        Ok(vec![EntryBody::NamesSet(NamesSet {
            names: set.before,
            before: set.names,
            remark: undone.remark,
            ..set
        })])
    }
}

impl Recorded for kind::CriticSplit {
    type Change<'a> = Box<CriticSplit>;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let numbers = &mut into.numbers;
        numbers.critics.need(it.critic.0)?;
        numbers.need_reviews(&it.reviews)?;
        if it.name.trim().is_empty() {
            return Err("a critic has a name".to_owned());
        }
        numbers.critics.make(it.into.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews(change.reviews.iter().map(|review| review.0))
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let row = (shown(&change.name), fold(&change.name));
        rows.critics.entry(change.into.0).or_insert(row);
        rows.said.name(Sort::Critic, change.into.0, &change.also);
        for review in &change.reviews {
            rows.decide(line, review.0, |set, _| {
                set.critic = Some(change.into.0);
                set.keeps_also_by = true;
            })?;
        }
        Ok(())
    }
}

impl Act for kind::CriticSplit {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Somebody new changes something.
        Ok(None)
    }

    /// The second person is taken for the first again, and keeps the number.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let pair = Pair::Critic {
            from: undone.it.into,
            into: undone.it.critic,
        };
        let remark = undone.remark;
        Ok(vec![EntryBody::Merged(Merged { pair, remark })])
    }
}

impl Recorded for kind::OutletWeighed {
    type Change<'a> = OutletWeighed;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        checks::weight(it.weight)?;
        into.numbers.outlets.need(it.outlet.0)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        rows.unviewed.weigh(change.outlet, change.weight);
        Ok(())
    }
}

impl Act for kind::OutletWeighed {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let held = transaction.ledger.outlet_weights(None).await?;
        let now = held.get(&it.outlet).copied();
        let text = now.map_or_else(|| "1".to_owned(), |weight| weight.to_string());
        Ok((now == it.weight).then(|| format!("outlet {} weighs {text} already", it.outlet)))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = ledger.outlet_weights(undone.before()).await?;
        let outlet = undone.it.outlet;
        Ok(vec![EntryBody::OutletWeighed(OutletWeighed {
            outlet,
            weight: before.get(&outlet).copied(),
            remark: undone.remark,
        })])
    }
}

impl Recorded for kind::OutletPlaced {
    type Change<'a> = OutletPlaced;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        checks::country(it.country.as_deref())?;
        into.numbers.outlets.need(it.outlet.0)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        let country = change.country.as_deref();
        rows.unviewed.place(change.outlet, country);
        Ok(())
    }
}

impl Act for kind::OutletPlaced {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let held = transaction.ledger.outlet_countries(None).await?;
        let now = held.get(&it.outlet);
        Ok((now == it.country.as_ref()).then(|| match now {
            Some(country) => {
                format!("the country of outlet {} is {country} already", it.outlet)
            }
            None => format!(
                "no country is set for outlet {}: it is as the ending of its domain tells",
                it.outlet
            ),
        }))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = ledger.outlet_countries(undone.before()).await?;
        let outlet = undone.it.outlet;
        Ok(vec![EntryBody::OutletPlaced(OutletPlaced {
            outlet,
            country: before.get(&outlet).cloned(),
            remark: undone.remark,
        })])
    }
}

impl Recorded for kind::SuggestionAnswered {
    type Change<'a> = SuggestionAnswered;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let numbers = &into.numbers;
        match it.about {
            Suggested::OneCritic { one, other } => {
                numbers.critics.need(one.0)?;
                numbers.critics.need(other.0)
            }
            Suggested::OneOutlet { one, other } => {
                numbers.outlets.need(one.0)?;
                numbers.outlets.need(other.0)
            }
            Suggested::TwoCritics { critic } => numbers.critics.need(critic.0),
        }
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        Ok(())
    }
}

impl Act for kind::SuggestionAnswered {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let held = transaction.ledger.suggestion_answers().await?;
        let is_said = match held.get(&it.about) {
            Some(signs) => !it.open && it.signs.iter().all(|sign| signs.contains(sign)),
            None => it.open,
        };
        Ok(is_said.then(|| format!("that was said already: {}", it.sentence())))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let answer = undone.it;
        Ok(vec![EntryBody::SuggestionAnswered(SuggestionAnswered {
            open: !answer.open,
            remark: undone.remark,
            ..answer
        })])
    }
}
