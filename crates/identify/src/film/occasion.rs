//! When a review came out, and where its title was read: what tells of a film whose year nobody states.

/// When a review came out and where its film's title was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FilmOccasion {
    /// The year in which the review was published, where known.
    pub published: Option<i16>,
    /// Whether the title was read from a page: its headline may contain the film's title, or be cut from a
    /// longer one, and its film may be older than the catalogue reaches. A bare title then settles nothing
    /// unless the review came out with the film.
    pub is_page: bool,
}

/// What the review's own date says of a film, where its year is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReviewSays {
    /// It came out with the film.
    With,
    /// Nothing.
    Nothing,
    /// It came out long after the film, or nobody knows when, on a page: it may be about another one.
    Doubtful,
    /// It came out before the film: it is about another one.
    Before,
}

/// A review comes out in the year before a film's listed year at the earliest (festivals), and with it until
/// two years after (releases elsewhere).
const WITH_FROM: i16 = -1;
const WITH_UNTIL: i16 = 2;

impl FilmOccasion {
    /// What the review's date says of a film of this year.
    pub(super) fn says_of(self, film: Option<i16>) -> ReviewSays {
        let after = self.published.zip(film);
        match after.map(|(published, film)| published.saturating_sub(film)) {
            Some(years) if years < WITH_FROM => ReviewSays::Before,
            Some(years) if years <= WITH_UNTIL => ReviewSays::With,
            _ if self.is_page => ReviewSays::Doubtful,
            _ => ReviewSays::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_comes_out_with_its_film_or_after_it_and_never_long_before() {
        let page = |published| FilmOccasion {
            published,
            is_page: true,
        };
        assert_eq!(page(Some(2013)).says_of(Some(2014)), ReviewSays::With);
        assert_eq!(page(Some(2016)).says_of(Some(2014)), ReviewSays::With);
        assert_eq!(page(Some(2017)).says_of(Some(2014)), ReviewSays::Doubtful);
        assert_eq!(page(Some(2012)).says_of(Some(2014)), ReviewSays::Before);
        assert_eq!(page(None).says_of(Some(2014)), ReviewSays::Doubtful);
        let row = FilmOccasion {
            published: Some(2017),
            is_page: false,
        };
        assert_eq!(row.says_of(Some(2014)), ReviewSays::Nothing);
        assert_eq!(row.says_of(Some(2019)), ReviewSays::Before);
    }
}
