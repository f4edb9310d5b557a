//! Numbers in digits.

/// A number in digits, with a decimal point or a decimal comma: `7.5`, `7,5`, `-3`. None for anything else.
pub fn decimal(words: &str) -> Option<f64> {
    let number = words.trim().replace(',', ".").parse().ok();
    number.filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn a_point_or_a_comma_parts_the_whole_from_the_rest() {
        for (words, number) in [
            ("7.5", Some(7.5)),
            ("7,5", Some(7.5)),
            (" 10 ", Some(10.0)),
            ("-3", Some(-3.0)),
            (",5", Some(0.5)),
            ("1,204.5", None),
            ("five", None),
            ("nan", None),
            ("inf", None),
            ("", None),
        ] {
            assert_eq!(decimal(words), number, "{words}");
        }
    }
}
