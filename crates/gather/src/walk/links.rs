//! Links inside archives: judged at the archive's end, when it is known what is in it.

use super::Walk;
use crate::{PassedOver, name::member_name};
use ovation_terms::ComplaintKind;
use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
    ops::ControlFlow,
};

/// Longest target of a symbolic link that is looked at, in bytes: as long as systems allow.
pub(super) const TARGET_BYTES: u64 = 4096;

/// How many links may stand between a link and a member.
const ROUNDS: usize = 8;

/// The members of one archive and the links in it.
#[derive(Default)]
pub(super) struct Links {
    /// Digests of the names of members and of the folders they are in.
    there: BTreeSet<u64>,
    /// Names of links and what they lead to, as plain names.
    links: Vec<(String, String)>,
}

impl Links {
    /// Notes a member that is told of, whether it can be read or not.
    pub(super) fn add_member(&mut self, name: &str) {
        let mut part = name;
        while self.there.insert(digest(part)) {
            match part.rsplit_once('/') {
                Some((folder, _)) => part = folder,
                None => break,
            }
        }
    }

    /// Notes a symbolic link, whose target is told from where it stands.
    pub(super) fn add_symbolic(&mut self, name: &str, target: &str) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = if target.starts_with('/') {
            target.to_owned()
        } else {
            format!("{folder}/{target}")
        };
        self.links.push((name.to_owned(), member_name(&whole)));
    }

    /// Notes a hard link, whose target is told from the top.
    pub(super) fn add_hard(&mut self, name: &str, target: &str) {
        self.links.push((name.to_owned(), member_name(target)));
    }
}

fn digest(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

impl Walk<'_, '_> {
    /// Tells of the links of an archive: one to a member is passed over, as that is read where it
    /// stands; any other is missed.
    pub(super) fn links(&mut self, address: &str, mut links: Links) -> ControlFlow<()> {
        for _ in 0..ROUNDS {
            let all = std::mem::take(&mut links.links);
            let before = all.len();
            for (name, target) in all {
                if links.there.contains(&digest(&target)) {
                    links.there.insert(digest(&name));
                    self.pass(address, PassedOver::Link)?;
                } else {
                    links.links.push((name, target));
                }
            }
            if links.links.len() == before {
                break;
            }
        }
        for (name, target) in links.links {
            self.lost(
                &format!("{address}!/{name}"),
                ComplaintKind::Refused,
                format!(
                    "is a link to `{target}`, which is not in the archive; pack what links lead to \
                     (`tar -h`, `zip` without `-y`), or give that itself"
                ),
            )?;
        }
        ControlFlow::Continue(())
    }
}
