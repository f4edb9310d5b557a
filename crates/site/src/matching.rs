//! The films of the record, ready for questions: opened when somebody asks first, and followed since.

use crate::error::SiteError;
use ovation_desk::{DeskError, FilmMatcher, IndexPlace};
use ovation_ledger::{Head, Ledger};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The films, once somebody asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matching(Arc<Mutex<Option<Arc<FilmMatcher>>>>);

impl Matching {
    /// The films as they stood at `head`, or later.
    ///
    /// They are read in a task of their own: who asks may give up, and the next who asks finds them.
    pub(crate) async fn at(
        &self,
        ledger: &Ledger,
        head: &Head,
        place: &IndexPlace,
    ) -> Result<Arc<FilmMatcher>, SiteError> {
        let (held, ledger, head) = (self.0.clone(), ledger.clone(), *head);
        let place = place.clone();
        let task = tokio::spawn(async move {
            let mut held = held.lock().await;
            let mut matcher = match held.take() {
                Some(matcher) if matcher.is_damaged() => {
                    Arc::new(FilmMatcher::anew(&ledger, &head, &place).await?)
                }
                Some(matcher) => matcher,
                None => Arc::new(FilmMatcher::load(&ledger, &head, &place).await?),
            };
            if !matcher.is_of(&head) {
                // Who asks at this moment keeps what was; a copy is made for them, of what is in memory.
                let followed = Arc::make_mut(&mut matcher);
                followed.follow(&ledger, &head, &place).await?;
            }
            *held = Some(matcher.clone());
            Ok::<_, DeskError>(matcher)
        });
        Ok(task.await.ok().ok_or(SiteError::Crashed)??)
    }
}
