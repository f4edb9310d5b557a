//! In what letters a title is written.

/// The script that tells most of a title: kana before Han, any other before Latin.
pub fn script_of(title: &str) -> &'static str {
    const SCRIPTS: [(&str, &[(u32, u32)]); 7] = [
        ("kana", &[(0x3041, 0x30ff)]),
        ("han", &[(0x3400, 0x9fff), (0xf900, 0xfaff)]),
        ("hangul", &[(0xac00, 0xd7a3), (0x1100, 0x11ff)]),
        ("cyrillic", &[(0x0400, 0x052f)]),
        ("greek", &[(0x0370, 0x03ff), (0x1f00, 0x1fff)]),
        ("devanagari", &[(0x0900, 0x097f)]),
        // Armenian to the end of the Brahmic scripts, Georgian, Ethiopic, Khmer.
        (
            "other",
            &[(0x0530, 0x08ff), (0x0980, 0x10ff), (0x1200, 0x18af)],
        ),
    ];
    let has = |ranges: &[(u32, u32)]| {
        title.chars().map(u32::from).any(|code| {
            let mut ranges = ranges.iter();
            ranges.any(|(first, last)| (*first..=*last).contains(&code))
        })
    };
    let found = SCRIPTS.iter().find(|(_, ranges)| has(ranges));
    found.map_or("latin", |(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::script_of;

    #[test]
    fn a_title_is_of_the_script_that_is_not_latin() {
        for (title, wanted) in [
            ("The Tin Orchard", "latin"),
            ("Été à l'ombre", "latin"),
            ("Тихая гавань 2", "cyrillic"),
            ("海の灯台", "kana"),
            ("灯塔", "han"),
            ("등대", "hangul"),
            ("Ο φάρος", "greek"),
            ("नदी", "devanagari"),
            ("מגדלור", "other"),
        ] {
            assert_eq!(script_of(title), wanted, "{title}");
        }
    }
}
