//! Years, shares and marks, counted in a text.

/// How many marks of questions, of calls, of prices and of ratings stand in a text, in one pass.
pub(super) fn marks(text: &str) -> [usize; 4] {
    let mut counts = [0; 4];
    for letter in text.chars() {
        let place = match letter {
            '?' | '？' => 0,
            '!' | '！' => 1,
            '$' | '€' | '£' | '¥' => 2,
            '★' | '☆' | '⭐' => 3,
            _ => continue,
        };
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    counts
}

/// How many years of the last two centuries stand in a text.
pub(super) fn years(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr2_iter(b'1', b'2', bytes)
        .filter(|at| {
            let start = bytes.get(*at..*at + 2);
            let is_century = start == Some(b"19") || start == Some(b"20");
            let is_free = at.checked_sub(1).is_none_or(|before| !is_digit(before));
            is_century && is_free && is_digit(at + 2) && is_digit(at + 3) && !is_digit(at + 4)
        })
        .count()
}

pub(super) fn bracketed_years(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'(', bytes)
        .filter(|at| {
            let inner = bytes.get(at + 1..at + 5);
            let is_year = inner.is_some_and(|inner| {
                (inner.starts_with(b"19") || inner.starts_with(b"20"))
                    && inner.iter().all(u8::is_ascii_digit)
            });
            is_year && matches!(bytes.get(at + 5), Some(b')' | b','))
        })
        .count()
}

/// How many shares such as `4/5` and `7.5/10` stand in a text.
pub(super) fn shares(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'/', bytes)
        .filter(|at| {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let is_top = match (bytes.get(at + 1), bytes.get(at + 2), bytes.get(at + 3)) {
                (Some(b'4' | b'5' | b'6'), next, _) => !next.is_some_and(u8::is_ascii_alphanumeric),
                (Some(b'1'), Some(b'0'), next) => {
                    !next.is_some_and(|byte| byte.is_ascii_digit() && *byte != b'0')
                }
                _ => false,
            };
            is_top && before.is_some_and(u8::is_ascii_digit)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_shares_and_bracketed_years_are_counted() {
        let table = [
            ("The Salt Road (2019), shot in 1998.", (2, 1, 0)),
            ("4/5, 7.5/10 and 12/31", (0, 0, 2)),
            ("120199 and 20190", (0, 0, 0)),
        ];
        for (text, wanted) in table {
            assert_eq!(
                (years(text), bracketed_years(text), shares(text)),
                wanted,
                "{text}"
            );
        }
    }
}
