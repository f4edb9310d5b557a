//! Whether two names may be one, with a slip of the pen.

/// Whether two films' signs may be one title, corrected. Numbers tell films apart: parts, years, ids.
pub(super) fn are_one_title(one: &str, other: &str) -> bool {
    match (one.strip_prefix("title "), other.strip_prefix("title ")) {
        (Some(one), Some(other)) => are_alike(one, other),
        _ => false,
    }
}

/// Whether a name may be the other, corrected: a letter or two are other, or one is the beginning or the end of
/// the other.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if digits(one) != digits(other) {
        return false;
    }
    let letters = short.chars().count();
    if letters >= 3 && (long.starts_with(short) || long.ends_with(short)) {
        return true;
    }
    let most = match long.chars().count() {
        0..3 => 0,
        3..8 => 1,
        8..16 => 2,
        _ => 3,
    };
    strsim::osa_distance(one, other) <= most
}

#[cfg(test)]
mod tests {
    use super::{are_alike, are_one_title};

    #[test]
    fn a_slip_of_the_pen_is_alike_and_another_name_is_not() {
        for (one, other) in [
            ("bob", "bobb"),
            ("bob", "bobquill"),
            ("thelampligther", "thelamplighter"),
            ("ineslund", "inezlund"),
        ] {
            assert!(are_alike(one, other), "{one} {other}");
        }
        for (one, other) in [("bob", "cara"), ("ann", "bob"), ("x", "y"), ("al", "bo")] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
        assert!(are_one_title(
            "title thelampligther",
            "title thelamplighter"
        ));
        for (one, other) in [
            ("title x", "title y"),
            ("title lamp2", "title lamp3"),
            ("ids table:t:5", "ids table:t:6"),
        ] {
            assert!(!are_one_title(one, other), "{one} {other}");
        }
    }
}
