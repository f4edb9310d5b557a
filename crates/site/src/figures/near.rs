//! How far two words are from one another, up to a bound.

/// Whether `typed` is `word`, or its beginning where `is_prefix`, but for at most `most` slips: a letter too many,
/// too few, another one, or two that changed places. Gives the number of slips.
pub(super) fn slips(typed: &[char], word: &[char], is_prefix: bool, most: usize) -> Option<usize> {
    let length = typed.len();
    let reach = if is_prefix {
        word.len().min(length + most)
    } else {
        word.len()
    };
    let word = word.get(..reach)?;
    if length > word.len() + most || (!is_prefix && word.len() > length + most) {
        return None;
    }
    // Rows of the table of distances (Damerau's, of adjacent letters): two back, one back, and the one being filled.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut next = Vec::with_capacity(word.len() + 1);
        next.push(row + 1);
        for (column, other) in word.iter().enumerate() {
            let at =
                |cells: &[usize], place: usize| cells.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, column) + usize::from(letter != other))
                .min(at(&last, column + 1) + 1)
                .min(at(&next, column) + 1);
            let swapped = row > 0
                && column > 0
                && typed.get(row - 1) == Some(other)
                && word.get(column - 1) == Some(letter);
            if swapped {
                cost = cost.min(at(&before, column - 1) + 1);
            }
            next.push(cost);
        }
        if next.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, next);
    }
    let found = if is_prefix {
        last.iter().min().copied()
    } else {
        last.last().copied()
    };
    found.filter(|found| *found <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips_of_the_hand() {
        let told = |typed: &str, word: &str, is_prefix| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            slips(&letters(typed), &letters(word), is_prefix, 2)
        };
        for (typed, word, is_prefix, wanted) in [
            ("lamp", "lamp", false, Some(0)),
            ("lamp", "lamplighter", true, Some(0)),
            ("lamp", "lamplighter", false, None),
            ("lampligther", "lamplighter", false, Some(1)),
            ("lmplighter", "lamplighter", false, Some(1)),
            ("lanplihter", "lamplighter", false, Some(2)),
            ("harbor", "harbour", true, Some(1)),
            ("winter", "summer", false, None),
            ("", "a", true, Some(0)),
        ] {
            assert_eq!(told(typed, word, is_prefix), wanted, "{typed} for {word}");
        }
    }
}
