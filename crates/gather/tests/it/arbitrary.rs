//! Whatever the bytes, a walk ends and does not panic.

use crate::packing::{gz, tar, unpacked_within, zip};
use ovation_gather::GatherLimits;
use proptest::prelude::*;

fn limits() -> GatherLimits {
    GatherLimits {
        page_bytes: 1 << 20,
        table_bytes: 1 << 20,
        files: 50,
        ..GatherLimits::default()
    }
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a.zip", "a.gz", "a.tar", "a.tgz", "a.tar.gz", "a.csv", "",
    ])
}

fn honest() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(vec![
        zip(&[
            ("a.html", b"one"),
            ("b/c.csv", b"film,critic\n"),
            ("d.gz", &gz(b"x")),
        ]),
        tar(&[("a.html", b"one"), (&"long".repeat(60), b"two")]),
        gz(&tar(&[("a.zip", &zip(&[("b", b"x")]))])),
        gz(b"film,critic\n"),
    ])
}

proptest! {
    #[test]
    fn bytes_of_any_kind_end_in_parcels_or_complaints(
        name in name(),
        head in prop::sample::select(vec![
            b"".as_slice(), b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        let mut bytes = head.to_vec();
        bytes.extend(rest);
        prop_assert!(!unpacked_within(name, bytes, &limits()).is_empty() || head.starts_with(b"PK"));
    }

    #[test]
    fn damaged_archives_end_in_parcels_or_complaints(
        name in name(),
        mut bytes in honest(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in 0.5_f64..1.0,
    ) {
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        #[expect(
            clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
            reason = "a share of a small length"
        )]
        let end = if keep > 0.9 { bytes.len() } else { (bytes.len() as f64 * keep) as usize };
        bytes.truncate(end);
        let once = unpacked_within(name, bytes.clone(), &limits());
        prop_assert_eq!(once, unpacked_within(name, bytes, &limits()));
    }
}
