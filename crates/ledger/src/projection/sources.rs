//! A source's reviews together: those of one that is deleted, or of an import that is taken back.

use super::line::Line;
use super::members::By;
use super::review::import_version;
use super::working::Working;
use ovation_terms::{ImportStanding, ReadingBack, SourceStanding, WithdrawnBy};
use std::collections::BTreeMap;

/// What taking an import back, or letting it stand again, does to a review.
#[derive(Default)]
struct Moved<'a> {
    /// It is out, or in again.
    whole: bool,
    /// The reading that holds from here on.
    back: Option<&'a ReadingBack>,
    /// Whether its row is gone from the table, where that changes.
    gone: Option<bool>,
}

impl Working {
    /// Puts out the reviews of a source that is deleted, or lets them count again.
    pub(super) fn delete(
        &mut self,
        line: &Line<'_>,
        standing: &SourceStanding,
        gone: bool,
    ) -> Result<(), String> {
        let source = standing.source.0;
        self.deleted.insert(source, (line.seq, gone));
        for (text, number) in standing.texts.iter().zip(0_i64..) {
            let runs = text.digests().iter().flat_map(|run| run.to_le_bytes());
            let row = (source, runs.collect());
            self.deleted_texts.insert((line.seq, number), row);
        }
        for review in self.members().of(By::Source, source) {
            self.decide(line, review, |set, _| {
                set.deleted = gone.then_some(source);
            })?;
        }
        for review in &standing.reviews {
            let before = self.held(line, review.0)?.version.parts().1.deleted;
            // A later deletion of another source stands.
            let now = if gone {
                before.or(Some(source))
            } else {
                before.filter(|other| *other != source)
            };
            if now != before {
                self.decide(line, review.0, |set, _| set.deleted = now)?;
            }
        }
        Ok(())
    }

    /// Takes an import back, or lets it stand again. Each review it moves gets one version.
    pub(super) fn turn_import(
        &mut self,
        line: &Line<'_>,
        import: &ImportStanding,
        undone: bool,
    ) -> Result<(), String> {
        let source = import.source.0;
        self.tables.undo(line.seq, source, undone);
        let mut moved: BTreeMap<i64, Moved<'_>> = BTreeMap::new();
        for review in &import.reviews {
            moved.entry(review.0).or_default().whole = true;
        }
        for back in &import.readings {
            moved.entry(back.review.0).or_default().back = Some(back);
        }
        for review in &import.withdrawn {
            moved.entry(review.0).or_default().gone = Some(!undone);
        }
        for review in &import.reinstated {
            moved.entry(review.0).or_default().gone = Some(undone);
        }
        for (review, Moved { whole, back, gone }) in moved {
            let held = self.held(line, review)?;
            let made = import_version(line, &held.version, &self.joins, back, |set| {
                if whole && undone {
                    set.undone = Some(source);
                } else if whole && set.undone == Some(source) {
                    set.undone = None;
                }
                match gone {
                    _ if set.firmly => {}
                    Some(true) if !set.stands && set.withdrawn.is_none() => {
                        set.withdrawn = Some(WithdrawnBy::RowGone);
                    }
                    Some(false) if set.withdrawn == Some(WithdrawnBy::RowGone) => {
                        set.withdrawn = None;
                    }
                    _ => {}
                }
            });
            self.replace(made);
        }
        Ok(())
    }
}
