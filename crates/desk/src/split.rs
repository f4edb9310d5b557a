//! Two people of one name, taken apart.

use super::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_ledger::Ledger;
use ovation_terms::{CriticId, CriticSplit, Day, EntryBody, OutletId, Remark, ReviewId, counted};

/// Which of a critic's reviews are the other person's: those for which everything said holds.
#[derive(Clone, Debug, Default)]
pub struct SplitBy {
    /// In these outlets.
    pub outlets: Vec<OutletId>,
    /// These.
    pub reviews: Vec<ReviewId>,
    /// Published on this day or later.
    pub from: Option<Day>,
    /// Published on this day or earlier.
    pub until: Option<Day>,
}

impl SplitBy {
    fn is_empty(&self) -> bool {
        self.outlets.is_empty()
            && self.reviews.is_empty()
            && self.from.is_none()
            && self.until.is_none()
    }

    fn takes(&self, review: ReviewId, outlet: Option<OutletId>, day: Option<Day>) -> bool {
        let there =
            self.outlets.is_empty() || outlet.is_some_and(|outlet| self.outlets.contains(&outlet));
        let named = self.reviews.is_empty() || self.reviews.contains(&review);
        // Of a review without a day nobody knows on which side it is.
        let since = self
            .from
            .is_none_or(|from| day.is_some_and(|day| day >= from));
        let to = self
            .until
            .is_none_or(|until| day.is_some_and(|day| day <= until));
        there && named && since && to
    }
}

/// The entry that makes somebody new of some of a critic's reviews. Bylines at the other one's outlets
/// mean the other one from then on; where both wrote, a byline that fits both waits for a person.
///
/// # Errors
/// [`DeskError::NotSo`] where none or all of the reviews would go, or one named is not the critic's.
#[boxed]
pub async fn split(
    ledger: &Ledger,
    critic: CriticId,
    by: &SplitBy,
    name: Option<&str>,
    into: CriticId,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let not_so = |why: String| Err(DeskError::NotSo(why));
    if by.is_empty() {
        return not_so(
            "say which reviews are the other person's: by outlet, by review, or by day".to_owned(),
        );
    }
    let Some(found) = ledger.critic(critic).await? else {
        return not_so(format!("the record has no critic {critic}"));
    };
    let critic = found.id;
    let all = ledger.reviews_of_critic(critic).await?;
    let strange = by
        .reviews
        .iter()
        .find(|review| !all.iter().any(|(own, ..)| own == *review));
    if let Some(review) = strange {
        return not_so(format!("review {review} is not by critic {critic}"));
    }
    let reviews: Vec<ReviewId> = all
        .iter()
        .filter(|(review, outlet, day)| by.takes(*review, *outlet, *day))
        .map(|(review, ..)| *review)
        .collect();
    if reviews.is_empty() {
        return not_so(format!(
            "of {} of critic {critic} none is so; nobody is split off",
            counted(all.len() as u64, "review", "reviews")
        ));
    }
    if reviews.len() == all.len() {
        return not_so(format!(
            "all reviews of critic {critic} ({}) are so; to give the critic another name, use \
             `ovation critic {critic} --name NAME`",
            all.len()
        ));
    }
    let name = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    let name = name
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| found.name.clone());
    // Bylines print the one name for both.
    let mut also = found.also;
    also.push(found.name);
    also.retain(|other| *other != name);
    Ok(EntryBody::CriticSplit(CriticSplit {
        critic,
        into,
        name,
        also,
        reviews,
        remark,
    }))
}
