//! Tests of what stands in the module above.

use super::romanised;

/// Ways that are looked at.
const WAYS: usize = 200;

#[test]
fn titles_of_other_scripts_are_written_as_catalogues_write_them() {
    for (title, wanted) in [
        ("Тихая гавань", "tikhayagavan"),
        ("О чём молчит щука", "ochyommolchitshchuka"),
        ("Зелений ліс", "zelenyylis"),
        ("Ο Φάρος της νύχτας", "ofarostisnyhtas"),
        ("Ουρανός", "ouranos"),
        ("გემი", "gemi"),
        ("しろいうみ", "shiroiumi"),
        ("カラス", "karasu"),
        ("ガッコー", "gakko"),
        ("バター & パン", "bataandpan"),
        ("海の灯台", "uminotodai"),
        ("夜の海へ", "yorunoumie"),
        ("立ち話", "tachihanashi"),
        ("花火", "hanabi"),
        ("冷たい水", "tsumetaimizu"),
        ("熱血", "nekketsu"),
        ("復活2", "fukkatsu2"),
        ("人々", "hitobito"),
        ("杜へ", "morie"),
        ("蛍火の海", "hotarubinoumi"),
        ("大人の時間", "otonanojikan"),
        ("明日の灯台", "ashitanotodai"),
        ("二人の夜", "futarinoyoru"),
        ("眼鏡と時計", "meganetotokei"),
        ("僕の部屋", "bokunoheya"),
        ("打ち上げ", "uchiage"),
        ("生きる", "ikiru"),
        ("行方", "yukue"),
        ("私の息子", "watashinomusuko"),
        ("灯塔", "dengta"),
        ("绿色的海", "lusedehai"),
        ("重庆", "chongqing"),
        ("바다", "bada"),
        ("아이", "ahi"),
        ("नदी", "nadi"),
        ("दरिया", "dariya"),
        ("मकान", "makan"),
        ("灯塔Ⅱ", "dengtaii"),
    ] {
        let ways = romanised(title, WAYS);
        assert!(
            ways.iter().any(|way| way == wanted),
            "{title}: {wanted} in {ways:?}"
        );
    }
}

#[test]
fn what_is_latin_or_not_known_is_written_in_no_way() {
    for title in [
        "The Tin Orchard",
        "Été à l'ombre",
        "1917",
        "",
        "…",
        "מגדלור",
        "منارة",
        "ประภาคาร",
    ] {
        assert_eq!(romanised(title, WAYS), Vec::<String>::new(), "{title}");
    }
    let long = "я".repeat(500);
    assert_eq!(romanised(&long, WAYS), Vec::<String>::new());
}

#[test]
fn ways_are_bounded_none_stands_twice_and_the_likeliest_is_first() {
    for title in [
        "Тихая гавань",
        "打上花火下見横見森川山空",
        "등대지기의 바다 이야기 우리들",
    ] {
        let few = romanised(title, 10);
        let many = romanised(title, WAYS);
        assert!(few.len() <= 30 && !few.is_empty(), "{title}: {}", few.len());
        assert_eq!(few.first(), many.first(), "{title}");
        let mut sorted = many.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), many.len(), "{title}");
        let is_folded = |way: &String| way.bytes().all(|byte| byte.is_ascii_alphanumeric());
        assert!(many.iter().all(is_folded), "{title}");
    }
    assert_eq!(romanised("Тихая гавань", 1), ["tikhayagavan"]);
}
