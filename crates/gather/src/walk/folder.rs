//! Folders: sorted, to the bottom, and not out of them.

use super::Walk;
use crate::{PassedOver, complaint_of, name::is_hidden_part};
use ovation_terms::{Complaint, ComplaintKind};
use std::{
    fs, io,
    ops::ControlFlow,
    path::{Component, Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// Everything in a folder, sorted, without following links.
fn entries(root: &Path) -> walkdir::IntoIter {
    let walk = WalkDir::new(root).min_depth(1).sort_by_file_name();
    walk.into_iter()
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_part(&entry.file_name().to_string_lossy())
}

/// The regular files of a folder.
pub(super) fn files(root: &Path) -> impl Iterator<Item = PathBuf> {
    entries(root)
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(DirEntry::into_path)
}

impl Walk<'_, '_> {
    pub(super) fn folder(&mut self, root: &Path) -> ControlFlow<()> {
        // Links are judged by where they lead in the end, so the root has to be known in full.
        let real_root = match fs::canonicalize(root) {
            Ok(path) => path,
            Err(error) => {
                let address = self.root.clone();
                return self.miss_io(&address, &error);
            }
        };
        let mut entries = entries(root);
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if is_hidden(&entry) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    let within = self.root.clone();
                    self.pass(&within, PassedOver::Hidden)?;
                }
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if entry.file_type().is_symlink() => {
                    self.link(entry.path(), &real_root)?;
                }
                Ok(entry) => {
                    let address = entry.path().display().to_string();
                    self.file(entry.path(), &address, entry.file_type())?;
                }
                Err(error) => {
                    let address = match error.path() {
                        Some(path) => path.display().to_string(),
                        None => self.root.clone(),
                    };
                    let complaint = match error.io_error() {
                        Some(cause) => complaint_of(cause),
                        None => complaint_of(&io::Error::other(error)),
                    };
                    self.miss(&address, complaint)?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// A symbolic link inside a folder.
    fn link(&mut self, link: &Path, real_root: &Path) -> ControlFlow<()> {
        let address = link.display().to_string();
        // Loops end here too: the system gives up on them.
        let Ok(target) = fs::canonicalize(link) else {
            return self.miss(&address, broken_link());
        };
        let Ok(inside) = target.strip_prefix(real_root) else {
            return self.lost(
                &address,
                ComplaintKind::Refused,
                "is a link to a place outside the folder, which is not followed; name that place \
                 itself if it is meant",
            );
        };
        if !has_hidden_part(inside) {
            let within = self.root.clone();
            return self.pass(&within, PassedOver::Link);
        }
        // Tools that keep files in a hidden store put links to them where people look.
        match fs::metadata(&target) {
            Ok(facts) if facts.is_file() => self.file(&target, &address, facts.file_type()),
            Ok(_) => self.lost(
                &address,
                ComplaintKind::Refused,
                "is a link to a hidden folder, which is not followed; name that folder itself if \
                 it is meant",
            ),
            Err(error) => self.miss_io(&address, &error),
        }
    }
}

fn broken_link() -> Complaint {
    Complaint::lost(
        ComplaintKind::Unreachable,
        "",
        "is a link that leads nowhere or in a circle; mend or remove it",
    )
}

fn has_hidden_part(path: &Path) -> bool {
    path.components().any(|part| match part {
        Component::Normal(name) => is_hidden_part(&name.to_string_lossy()),
        _ => false,
    })
}
