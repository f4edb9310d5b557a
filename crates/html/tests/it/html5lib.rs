//! The tree-construction tests of html5lib: every one that the parser is made for must agree.
//!
//! Their `.dat` files are in no repository of ours: they come with the source package of the Python
//! package `html5lib`. `cargo x test` fetches it and names the folder in `OVATION_HTML5LIB`; where
//! that is not set, the test says so and holds nothing. Tests of fragments and of scripts that run
//! are left out: the parser does neither. Names in SVG are spelled in lower case by the parser; the
//! tests spell some otherwise, and so does this.

use ovation_html::{Document, HtmlLimits, Namespace, NodeId, NodeKind, Tag, parse};
use std::fmt::Write as _;
use std::path::Path;

/// The share that must agree, of 1 in all.
const FLOOR: f64 = 1.0;
/// How many tests there are at least: a folder with fewer is not the whole.
const TESTS: u32 = 3_000;

#[test]
fn agrees_with_the_tree_construction_tests_of_html5lib() {
    #[expect(clippy::disallowed_methods, reason = "the folder of a test's data")]
    let folder = std::env::var("OVATION_HTML5LIB").unwrap_or_default();
    if folder.is_empty() {
        println!("SKIPPED: OVATION_HTML5LIB names no folder; `cargo x test` fetches the tests");
        return;
    }
    let (mut all, mut agreed, mut differing) = (0, 0, String::new());
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("a folder of html5lib's tests")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "dat"))
        .collect();
    files.sort();
    for path in files {
        let (tests, right) = hold(&path, &mut differing);
        all += tests;
        agreed += right;
    }
    let share = f64::from(agreed) / f64::from(all.max(1));
    println!("{agreed} of {all} agree: {:.2} %", share * 100.0);
    assert!(
        all >= TESTS,
        "expected {TESTS} tests in {folder}, found {all}"
    );
    assert!(
        share >= FLOOR,
        "{agreed} of {all} agree; others:\n{differing}"
    );
}

/// Runs the tests of one file: how many there are, and how many agree.
fn hold(path: &Path, differing: &mut String) -> (u32, u32) {
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (mut tests, mut right) = (0, 0);
    for test in text.split("#data\n").skip(1).filter_map(Test::of) {
        let scripts = test.has_scripts.map_or(vec![true, false], |on| vec![on]);
        for has_scripts in scripts {
            tests += 1;
            let mut limits = HtmlLimits::default();
            limits.has_scripts = has_scripts;
            let given = dump(&parse(test.data, &limits));
            if given.trim_end() == test.wanted.trim_end() {
                right += 1;
            } else {
                let _ = writeln!(differing, "--- {} (scripts: {has_scripts})", path.display());
                let (data, wanted) = (test.data, test.wanted);
                let _ = writeln!(differing, "{data}\nwanted\n{wanted}\ngiven\n{given}");
            }
        }
    }
    (tests, right)
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
            let doctype = page.doctype().unwrap();
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
