//! What critics and outlets are called, and what film press says, as people correct it.

use super::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_ledger::Ledger;
use ovation_terms::{
    EntryBody, Names, NamesSet, PressDecision, PressPart, PressSettled, Remark, Seq, Whose,
};

/// What is to be changed about the names of a critic or an outlet.
#[derive(Clone, Debug, Default)]
pub struct NameChange {
    /// The name from here on. The old one is still taken for it in later readings.
    pub name: Option<String>,
    /// Names it is known by too.
    pub also: Vec<String>,
    /// Names it is not known by.
    pub not_also: Vec<String>,
    /// An outlet's domain; an empty one: none.
    pub domain: Option<String>,
}

impl NameChange {
    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.also.is_empty()
            && self.not_also.is_empty()
            && self.domain.is_none()
    }
}

fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entry that changes names.
///
/// # Errors
/// [`DeskError::NotSo`] for a critic or outlet that is not there, or a name that is none.
#[boxed]
pub async fn names_set(
    ledger: &Ledger,
    whose: Whose,
    change: &NameChange,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let before = match whose {
        Whose::Critic(id) => ledger.critic(id).await?.map(|found| Names {
            name: found.name,
            also: found.also,
            domain: None,
        }),
        Whose::Outlet(id) => ledger.outlet(id).await?.map(|found| Names {
            name: found.name,
            also: found.also,
            domain: found.domain,
        }),
    };
    let Some(before) = before else {
        return Err(DeskError::NotSo(
            "the record has none of that number".to_owned(),
        ));
    };
    let mut names = before.clone();
    if let Some(name) = &change.name {
        let name = tidy(name);
        if name.is_empty() {
            return Err(DeskError::NotSo(
                "expected a name, found nothing".to_owned(),
            ));
        }
        if name != names.name {
            let old = std::mem::replace(&mut names.name, name);
            names.also.push(old);
        }
    }
    names.also.extend(change.also.iter().map(|name| tidy(name)));
    let (name, not_also) = (names.name.clone(), &change.not_also);
    let mut seen = std::collections::BTreeSet::new();
    names.also.retain(|other| {
        let gone = *other == name || not_also.iter().any(|it| tidy(it) == *other);
        !gone && seen.insert(other.clone())
    });
    if let Some(unknown) = not_also.iter().find(|it| !before.also.contains(&tidy(it))) {
        return Err(DeskError::NotSo(format!(
            "`{}` is none of its other names: {}",
            tidy(unknown),
            if before.also.is_empty() {
                "it has none".to_owned()
            } else {
                before.also.join(", ")
            }
        )));
    }
    if let Some(domain) = &change.domain {
        let domain = domain.trim().to_lowercase();
        names.domain = (!domain.is_empty() && domain != "-").then_some(domain);
    }
    Ok(EntryBody::NamesSet(NamesSet {
        whose,
        names,
        before,
        remark,
    }))
}

/// A part of an article as somebody names it: its kind and its number, from 1.
pub type PartAsked = (PressPart, usize);

/// The entry that settles what an article of film press says.
///
/// # Errors
/// [`DeskError::NotSo`] where the entry is no article's, it has no such part, or somebody else settled it
/// otherwise and `over` is not said.
#[boxed]
pub async fn press_settled(
    ledger: &Ledger,
    article: Seq,
    part: Option<PartAsked>,
    decision: PressDecision,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let not_so = |why: String| Err(DeskError::NotSo(why));
    let Some(found) = ledger.press_as_read(article).await? else {
        return not_so(format!("entry {article} is no article of film press"));
    };
    let part = match part {
        None => None,
        Some((kind, number)) => {
            let place = number.checked_sub(1);
            let mark = place.and_then(|place| found.read.finding.mark(kind, place));
            match mark {
                Some(mark) => Some((kind, mark)),
                None => {
                    return not_so(format!(
                        "the article of entry {article} has no {} {number}",
                        kind.word()
                    ));
                }
            }
        }
    };
    let speaks = matches!(part, Some((PressPart::Statement, _)));
    let about_speaker = matches!(
        decision,
        PressDecision::Speaker(_) | PressDecision::ClearSpeaker
    );
    if about_speaker && !speaks {
        return not_so("only a statement has a speaker: say which statement".to_owned());
    }
    let settled = ledger.press_settled().await?;
    let article = found.read.article;
    let (hidden, speaker) = match part {
        None => (settled.hides(article), None),
        Some((_, mark)) => settled.of_part(article, mark),
    };
    let before = if about_speaker {
        match speaker {
            None => PressDecision::ClearSpeaker,
            Some("") => PressDecision::Speaker(None),
            Some(name) => PressDecision::Speaker(Some(name.to_owned())),
        }
    } else if hidden {
        PressDecision::Hide
    } else {
        PressDecision::Show
    };
    Ok(EntryBody::PressSettled(PressSettled {
        article,
        part,
        decision,
        before,
        remark,
    }))
}
