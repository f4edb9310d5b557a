//! Runs the tree-construction tests of html5lib over the parser and prints the share that agrees.
//!
//! `cargo run --release -p ovation-read --example html5lib -- FOLDER [show]`: FOLDER holds the
//! `.dat` files (`html5lib/tests/testdata/tree-construction` in the source package of the Python
//! package `html5lib`); `show` prints what differs. Tests of fragments and of scripts that run are
//! left out: the reader does neither. Names in SVG are spelled in lower case by the parser; the
//! tests spell some otherwise, and so does this.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::html::{Document, HtmlLimits, Namespace, NodeId, NodeKind, Tag, parse};
use std::fmt::Write as _;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().expect("a folder"));
    let is_shown = args.next().is_some();
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "dat"))
        .collect();
    files.sort();
    let (mut all, mut agreed, mut left_out) = (0, 0, 0);
    for path in files {
        let bytes = std::fs::read(&path).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        let (mut tests, mut right) = (0, 0);
        for test in text.split("#data\n").skip(1) {
            let Some(test) = Test::of(test) else {
                left_out += 1;
                continue;
            };
            let scripts = match test.has_scripts {
                Some(on) => vec![on],
                None => vec![true, false],
            };
            for has_scripts in scripts {
                tests += 1;
                let limits = HtmlLimits {
                    has_scripts,
                    ..HtmlLimits::default()
                };
                let given = dump(&parse(test.data, &limits));
                if given.trim_end() == test.wanted.trim_end() {
                    right += 1;
                } else if is_shown {
                    println!("--- {} (scripts: {has_scripts})", path.display());
                    println!("{}\nwanted\n{}\ngiven\n{given}", test.data, test.wanted);
                }
            }
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("{right:4} of {tests:4}  {name}");
        all += tests;
        agreed += right;
    }
    let share = f64::from(agreed) / f64::from(all.max(1)) * 100.0;
    println!("{agreed} of {all} agree: {share:.2} %; left out: {left_out} of fragments");
}

struct Test<'a> {
    data: &'a str,
    wanted: &'a str,
    has_scripts: Option<bool>,
}

impl<'a> Test<'a> {
    /// Takes a test apart; nothing for tests of fragments.
    fn of(text: &'a str) -> Option<Self> {
        let (data, rest) = text.split_once("\n#errors").or_else(|| {
            let rest = text.strip_prefix("#errors")?;
            Some(("", rest))
        })?;
        let (about, wanted) = rest.split_once("#document\n")?;
        if about.contains("#document-fragment") {
            return None;
        }
        let has_scripts = if about.contains("#script-on") {
            Some(true)
        } else if about.contains("#script-off") {
            Some(false)
        } else {
            None
        };
        Some(Self {
            data,
            wanted,
            has_scripts,
        })
    }
}

fn dump(page: &Document<'_>) -> String {
    let mut text = String::new();
    for child in page.children(page.root()) {
        print(page, child, 0, &mut text);
    }
    text
}

fn print(page: &Document<'_>, id: NodeId, depth: usize, out: &mut String) {
    let indent = format!("| {}", "  ".repeat(depth));
    match page.kind(id) {
        Some(NodeKind::Doctype) => {
            let doctype = page.doctype().expect("a doctype");
            let _ = write!(out, "{indent}<!DOCTYPE {}", doctype.name);
            if doctype.public.is_some() || doctype.system.is_some() {
                let (public, system) = (doctype.public, doctype.system);
                let (public, system) = (public.unwrap_or_default(), system.unwrap_or_default());
                let _ = write!(out, " \"{public}\" \"{system}\"");
            }
            out.push_str(">\n");
        }
        Some(NodeKind::Comment) => {
            let _ = writeln!(out, "{indent}<!-- {} -->", page.text(id));
        }
        Some(NodeKind::Text) => {
            // Text that something invisible parts is several nodes here and one there.
            let mut words = page.text(id).into_owned();
            if words.is_empty() {
                return;
            }
            if let Some(before) = out.strip_suffix("\"\n")
                && let Some(at) = before.rfind("\n| ").map_or(Some(0), |at| Some(at + 1))
                && before.get(at..).is_some_and(|line| is_text(line, depth))
            {
                let length = before.len();
                out.truncate(length);
                words.push_str("\"\n");
                out.push_str(&words);
                return;
            }
            let _ = writeln!(out, "{indent}\"{words}\"");
        }
        Some(NodeKind::Element) => {
            let namespace = page.namespace(id);
            let prefix = match namespace {
                Namespace::Html => "",
                Namespace::Svg => "svg ",
                Namespace::MathMl => "math ",
            };
            let mut name = page.name(id).to_owned();
            if namespace == Namespace::Svg {
                name = spelled(&name, &SVG_ELEMENTS);
            }
            let _ = writeln!(out, "{indent}<{prefix}{name}>");
            let mut attrs: Vec<(String, String)> = Vec::new();
            for (name, value) in page.attrs(id) {
                let mut name = name.to_ascii_lowercase().replace('\0', "\u{fffd}");
                if attrs.iter().any(|(known, _)| *known == name) {
                    continue;
                }
                if namespace == Namespace::Svg {
                    name = spelled(&name, &SVG_ATTRIBUTES);
                }
                if namespace == Namespace::MathMl && name == "definitionurl" {
                    "definitionURL".clone_into(&mut name);
                }
                if namespace != Namespace::Html && FOREIGN_ATTRIBUTES.contains(&name.as_str()) {
                    name = name.replacen(':', " ", 1);
                }
                attrs.push((name, value.to_owned()));
            }
            attrs.sort();
            for (name, value) in attrs {
                let _ = writeln!(out, "{indent}  {name}=\"{value}\"");
            }
            let is_template = page.tag(id) == Tag::Template && namespace == Namespace::Html;
            if is_template {
                let _ = writeln!(out, "{indent}  content");
            }
            for child in page.children(id) {
                print(page, child, depth + 1 + usize::from(is_template), out);
            }
        }
        _ => {}
    }
}

fn is_text(line: &str, depth: usize) -> bool {
    line.strip_prefix(&format!("| {}\"", "  ".repeat(depth)))
        .is_some()
}

fn spelled(name: &str, known: &[&str]) -> String {
    let found = known.iter().find(|known| known.eq_ignore_ascii_case(name));
    (*found.unwrap_or(&name)).to_owned()
}

const FOREIGN_ATTRIBUTES: [&str; 11] = [
    "xlink:actuate",
    "xlink:arcrole",
    "xlink:href",
    "xlink:role",
    "xlink:show",
    "xlink:title",
    "xlink:type",
    "xml:base",
    "xml:lang",
    "xml:space",
    "xmlns:xlink",
];

const SVG_ELEMENTS: [&str; 37] = [
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "clipPath",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "foreignObject",
    "glyphRef",
    "linearGradient",
    "radialGradient",
    "textPath",
];

const SVG_ATTRIBUTES: [&str; 58] = [
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
];
