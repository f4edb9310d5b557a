//! Who makes entries.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Who made an entry: `person:ada`, `rule:ratings-1`, `model:linear-1`, `import:reviews.csv`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Actor(String);

/// A text was no actor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `person:NAME`, `rule:NAME`, `model:NAME` or `import:NAME`, found `{0}`")]
pub struct ActorError(pub String);

impl Actor {
    /// A person; outranks every machine.
    pub fn person(name: &str) -> Self {
        Self(format!("person:{name}"))
    }

    /// A reading of sources by this program.
    pub fn import(name: &str) -> Self {
        Self(format!("import:{name}"))
    }

    /// A model of this program, with its version.
    pub fn model(name: &str) -> Self {
        Self(format!("model:{name}"))
    }

    /// A rule of this program, with its version.
    pub fn rule(name: &str) -> Self {
        Self(format!("rule:{name}"))
    }

    /// Whether it is a person.
    pub fn is_person(&self) -> bool {
        self.0.starts_with("person:")
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Actor {
    type Err = ActorError;
    fn from_str(text: &str) -> Result<Self, ActorError> {
        let known = ["person:", "rule:", "model:", "import:"];
        if known
            .iter()
            .any(|kind| text.len() > kind.len() && text.starts_with(kind))
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(ActorError(text.chars().take(80).collect()))
        }
    }
}

impl TryFrom<String> for Actor {
    type Error = ActorError;
    fn try_from(text: String) -> Result<Self, ActorError> {
        text.parse()
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> String {
        actor.0
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
