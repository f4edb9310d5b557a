//! Who may change the record through a site, and what each may do.

use crate::{CriticId, Decision, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Settles any review and undoes anybody's entry.
    Owner,
    /// Settles any review and undoes their own entries.
    Editor,
    /// Says what their own reviews printed and meant, and undoes that.
    Critic,
}

impl Role {
    const ALL: [Self; 3] = [Self::Owner, Self::Editor, Self::Critic];

    /// The text form: `owner`, `editor`, `critic`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Critic => "critic",
        }
    }

    /// Reads the text form.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Somebody who may change the record through a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// The name that the ledger keeps with what they enter.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Which critic of the record they are; every [`Role::Critic`] is one.
    pub critic: Option<CriticId>,
    /// Since when.
    pub since: Moment,
}

impl Editor {
    /// Whether they may decide this of a review by `critic`. The one place where roles are looked at
    /// for reviews.
    pub fn may_settle(&self, decision: &Decision, critic: Option<CriticId>) -> bool {
        match self.role {
            Role::Owner | Role::Editor => true,
            Role::Critic => {
                let own = self.critic.is_some() && self.critic == critic;
                own && matches!(
                    decision,
                    Decision::Verdict(_)
                        | Decision::ClearVerdict
                        | Decision::Rating(_)
                        | Decision::ClearRating
                )
            }
        }
    }

    /// Whether they may undo an entry, theirs or not.
    pub fn may_undo(&self, theirs: bool) -> bool {
        theirs || self.role == Role::Owner
    }
}

#[cfg(test)]
mod tests {
    use super::{Editor, Role};
    use crate::{CriticId, Decision, FilmId, Moment};

    #[test]
    fn a_critic_settles_what_their_own_reviews_say_and_no_more() {
        let who = |role, critic| Editor {
            name: "Vera Stahl".to_owned(),
            role,
            critic,
            since: Moment(0),
        };
        let (own, other) = (Some(CriticId(7)), Some(CriticId(8)));
        let critic = who(Role::Critic, own);
        assert!(critic.may_settle(&Decision::Verdict(true), own));
        assert!(!critic.may_settle(&Decision::Verdict(true), other));
        assert!(!critic.may_settle(&Decision::Verdict(true), None));
        assert!(!critic.may_settle(&Decision::Film(FilmId(1)), own));
        assert!(!critic.may_settle(&Decision::Exclude, own));
        assert!(!who(Role::Critic, None).may_settle(&Decision::Verdict(true), None));
        let editor = who(Role::Editor, None);
        assert!(editor.may_settle(&Decision::Exclude, other));
        assert!(editor.may_undo(true) && !editor.may_undo(false));
        assert!(who(Role::Owner, None).may_undo(false));
    }

    #[test]
    fn roles_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }
}
