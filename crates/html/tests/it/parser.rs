//! The HTML parser: what pages rely on, and what must hold whatever they hold.

use ovation_html::{Document, HtmlLimits, NodeId, NodeKind, Tag, TroubleKind, parse};
use proptest::prelude::*;

fn page(source: &str) -> Document<'_> {
    parse(source, &HtmlLimits::default())
}

/// The body as text: names of elements in brackets.
fn body(source: &str) -> String {
    let page = page(source);
    let body = page.elements().find(|id| page.tag(*id) == Tag::Body);
    let mut text = String::new();
    if let Some(body) = body {
        write(&page, body, &mut text);
    }
    text
}

fn write(page: &Document<'_>, id: NodeId, text: &mut String) {
    for child in page.children(id) {
        if page.is_text(child) {
            text.push_str(&page.text(child));
        } else if page.kind(child) == Some(NodeKind::Element) {
            text.push('(');
            text.push_str(page.name(child));
            if page.first_child(child).is_some() {
                text.push(' ');
                write(page, child, text);
            }
            text.push(')');
        }
    }
}

fn words(page: &Document<'_>) -> String {
    let mut text = String::new();
    let mut next = Some(page.root());
    while let Some(id) = next {
        page.for_each_piece(id, |piece| text.push_str(piece));
        next = page.next_in_order(id);
    }
    text
}

fn troubles(page: &Document<'_>) -> Vec<TroubleKind> {
    page.troubles().iter().map(|trouble| trouble.kind).collect()
}

#[test]
fn broken_markup_means_what_it_means_in_a_browser() {
    let cases = [
        ("<p>one<p>two", "(p one)(p two)"),
        ("<b>one<p>two</b>three", "(b one)(p (b two)three)"),
        (
            "<ul><li>a<li>b<ul><li>c</ul></ul>d",
            "(ul (li a)(li b(ul (li c))))d",
        ),
        (
            "<table>x<tr><td>y</table>z",
            "x(table (tbody (tr (td y))))z",
        ),
        ("<div><span>a</div>b", "(div (span a))b"),
        ("a<br/>b</br>c", "a(br)b(br)c"),
        ("<h1>a<h2>b</h1>c", "(h1 a)(h2 b)c"),
        ("<i>a<b>b</i>c</b>", "(i a(b b))(b c)"),
        ("<svg><title>a</title><p>b", "(svg (title a))(p b)"),
        ("1 < 2 <3 </ 4> &lt;5", "1 < 2 <3  <5"),
        ("<p>a</P ><My-Thing Ü=1>b", "(p a)(my-thing b)"),
        ("a<!-- b -->c<!d><?e?>f", "acf"),
    ];
    for (source, wanted) in cases {
        assert_eq!(
            body(&format!("<!doctype html>{source}")),
            wanted,
            "{source}"
        );
    }
}

#[test]
fn attributes_are_found_in_any_case_and_the_first_of_two_counts() {
    let page = page("<P CLASS=a class='b' Data-X=\"1 &lt; 2\" hidden title=x/y>");
    let id = page.elements().find(|id| page.tag(*id) == Tag::P).unwrap();
    assert_eq!(page.attr(id, "class"), Some("a"));
    assert_eq!(page.attr(id, "data-x"), Some("1 < 2"));
    assert_eq!(page.attr(id, "hidden"), Some(""));
    assert_eq!(page.attr(id, "title"), Some("x/y"));
    assert_eq!(page.attr(id, "id"), None);
}

#[test]
fn scripts_keep_what_looks_like_markup() {
    let source = "<script>if (a<b) '<p>';<!-- <script> </script> --> x</script>y";
    let page = page(source);
    let script = page.elements().find(|id| page.tag(*id) == Tag::Script);
    let text = page.text(page.first_child(script.unwrap()).unwrap());
    assert_eq!(text, "if (a<b) '<p>';<!-- <script> </script> --> x");
    assert!(body(source).ends_with('y'));
}

#[test]
fn nesting_of_any_depth_is_flattened_and_no_word_is_lost() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b><i>", "</i></b>"),
        ("<table><tr><td>", ""),
        ("<svg><g>", ""),
    ] {
        let source = format!("{}word{}end", open.repeat(90_000), close.repeat(90_000));
        let page = page(&source);
        assert!(troubles(&page).contains(&TroubleKind::Depth), "{open}");
        assert!(words(&page).ends_with("wordend"), "{open}");
    }
}

#[test]
fn what_follows_too_deep_markup_stands_where_it_belongs() {
    let (open, close) = ("<div>".repeat(2_000), "</div>".repeat(2_000));
    let source = format!("<main>{open}a{close}<p>b</main>c");
    let page = page(&source);
    let paragraph = page.elements().find(|id| page.tag(*id) == Tag::P).unwrap();
    assert_eq!(page.name(page.parent(paragraph).unwrap()), "main");
}

#[test]
fn each_limit_is_named_and_keeps_what_was_read() {
    let mut limits = HtmlLimits::default();
    limits.nodes = 1_000;
    let source = "<p>a".repeat(2_000);
    let read = parse(&source, &limits);
    assert_eq!(troubles(&read), [TroubleKind::Nodes]);
    assert!(words(&read).len() > 400);

    let attributes: Vec<String> = (0..2_000).map(|number| format!(" a{number}=1")).collect();
    let attributes = attributes.concat();
    let source = format!("<p{attributes} class=late>word");
    let read = page(&source);
    assert_eq!(troubles(&read), [TroubleKind::Attributes]);
    assert_eq!(words(&read), "word");
    let paragraph = read.elements().find(|id| read.tag(*id) == Tag::P).unwrap();
    assert_eq!(read.attr(paragraph, "a499"), Some("1"));
    assert_eq!(read.attr(paragraph, "class"), None);

    let fonts: Vec<String> = (0..400)
        .map(|number| format!("<font size={number}>"))
        .collect();
    let fonts = fonts.concat();
    let source = format!("<p>{fonts}{}end", "<p>x".repeat(2_000));
    let read = page(&source);
    assert_eq!(troubles(&read), [TroubleKind::Copies]);
    assert!(words(&read).ends_with("xend"));

    let mut limits = HtmlLimits::default();
    limits.steps_per_byte = 0;
    let inner = "<span>".repeat(500);
    let source = format!("<div><object>{inner}{}", "</div>".repeat(100_000));
    let read = parse(&source, &limits);
    assert_eq!(troubles(&read), [TroubleKind::Work]);
    assert_eq!(read.elements().count(), 505);
}

const PIECES: [&str; 62] = [
    "<p>",
    "</p>",
    "<div class=a>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='?a&b'>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<tbody>",
    "<li>",
    "<ul>",
    "</ul>",
    "<h1>",
    "</h2>",
    "<span",
    ">",
    "<",
    "</",
    "&",
    "&amp;",
    "&nbsp",
    "<!--",
    "-->",
    "--",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<foreignObject>",
    "<desc>",
    "<![CDATA[",
    "]]>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<nobr>",
    "<br>",
    "<img alt=\"x",
    "\"",
    "'",
    "<script>",
    "</script>",
    "<style>",
    "<title>",
    "</title>",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "\0",
    "\r\n",
    "<!doctype html>",
];

/// Pieces that leave every word visible.
const PLAIN: [&str; 39] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<caption>",
    "</caption>",
    "<colgroup>",
    "<tbody>",
    "<li>",
    "<ul>",
    "</ul>",
    "<h1>",
    "</h2>",
    "<span>",
    "</span>",
    "<svg>",
    "</svg>",
    "<form>",
    "</form>",
    "<button>",
    "<nobr>",
    "</nobr>",
    "<br>",
    "</body>",
    "</html>",
    "<dd>",
];

fn check_tree(source: &str) -> Result<(), TestCaseError> {
    let page = page(source);
    let mut count = 0;
    let mut next = Some(page.root());
    while let Some(id) = next {
        count += 1;
        prop_assert!(count <= page.len(), "a circle");
        let span = page.span(id);
        prop_assert!(source.get(span).is_some(), "a span out of bounds");
        let mut last = None;
        for child in page.children(id) {
            prop_assert_eq!(page.parent(child), Some(id));
            last = Some(child);
        }
        prop_assert!(last.is_none_or(|last| page.next_sibling(last).is_none()));
        let _ = (page.name(id), page.text(id), page.attrs(id).count());
        next = page.next_in_order(id);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_pieces_give_a_sound_tree(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..120),
    ) {
        check_tree(&pieces.concat())?;
    }

    #[test]
    fn any_text_gives_a_sound_tree(source in "(?s).{0,400}") {
        check_tree(&source)?;
    }

    #[test]
    fn every_word_outside_of_tags_is_there_once(
        pieces in prop::collection::vec(prop::sample::select(&PLAIN[..]), 0..150),
    ) {
        let mut source = "<body>".to_owned();
        let mut wanted = Vec::new();
        for (number, piece) in pieces.iter().enumerate() {
            let word = format!("w{number}.");
            source.push_str(piece);
            source.push_str(&word);
            wanted.push(word);
        }
        let text = words(&page(&source));
        let mut given: Vec<_> = text.split_inclusive('.').map(str::to_owned).collect();
        given.sort_unstable();
        wanted.sort_unstable();
        prop_assert_eq!(given, wanted);
    }

    #[test]
    fn text_without_markup_is_itself(text in "[^<&\0\r]{0,200}") {
        let page = page(&text);
        prop_assert_eq!(words(&page), text.trim_start_matches(['\t', '\n', '\u{c}', ' ']));
    }
}
