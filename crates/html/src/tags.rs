//! The elements that the HTML standard treats in a way of their own, and how.

/// A void element: it has no content and no end tag.
pub(super) const VOID: u32 = 1;
/// "Special" in the standard's sense: ends the search for a matching start tag.
pub(super) const SPECIAL: u32 = 1 << 1;
/// A formatting element, which is opened again when it is closed out of order.
pub(super) const FORMATTING: u32 = 1 << 2;
/// `h1` to `h6`.
pub(super) const HEADING: u32 = 1 << 3;
/// Starts a new line of a page's text.
pub(super) const BLOCK: u32 = 1 << 4;
/// Its content is no visible text of the page.
pub(super) const SILENT: u32 = 1 << 5;
/// Ends the search of an element in scope.
pub(super) const SCOPE: u32 = 1 << 6;
/// Its end tag may be left out ("generate implied end tags").
pub(super) const IMPLIED: u32 = 1 << 7;
/// Closed as well when a template ends.
pub(super) const THOROUGH: u32 = 1 << 8;
/// Its start tag closes an open `p`, and its end tag closes what it holds.
pub(super) const CLOSES_P: u32 = 1 << 9;
/// Its start tag leaves SVG or MathML.
pub(super) const BREAKOUT: u32 = 1 << 10;
/// A part of a table: caption, column, row, cell and groups of them.
pub(super) const TABLE_PART: u32 = 1 << 11;
/// Belongs in the head: handled by the rules for the head wherever it stands.
pub(super) const OF_HEAD: u32 = 1 << 12;
/// Ends the search of a list item.
pub(super) const LIST_SCOPE: u32 = 1 << 13;
/// Ends the search of a table's parts.
pub(super) const TABLE_SCOPE: u32 = 1 << 14;
/// Ends the search of an open `p`.
pub(super) const BUTTON_SCOPE: u32 = 1 << 15;

macro_rules! tags {
    ($($variant:ident $name:literal $flags:expr;)*) => {
        /// The name of an element, where it is one that the standard or the reader knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Tag {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
            /// Any other name.
            Other,
        }

        const TAGS: &[Tag] = &[$(Tag::$variant),*];
        const NAMES: &[&str] = &[$($name),*];
        const FLAGS: &[u32] = &[$($flags),*, 0];
    };
}

/// Blocks that close a `p`.
const FLOW: u32 = SPECIAL | CLOSES_P | BLOCK;
const PART: u32 = SPECIAL | TABLE_PART | THOROUGH;
const MARKED: u32 = SPECIAL | SCOPE | LIST_SCOPE | BUTTON_SCOPE;
const TEXT_POINT: u32 = SCOPE | LIST_SCOPE | BUTTON_SCOPE;

tags! {
    A "a" FORMATTING;
    Abbr "abbr" 0;
    Acronym "acronym" 0;
    Address "address" FLOW;
    AnnotationXml "annotation-xml" 0;
    Applet "applet" MARKED;
    Area "area" SPECIAL | VOID;
    Article "article" FLOW;
    Aside "aside" FLOW;
    Audio "audio" 0;
    B "b" FORMATTING | BREAKOUT;
    Base "base" SPECIAL | VOID | OF_HEAD;
    Basefont "basefont" SPECIAL | VOID | OF_HEAD;
    Bgsound "bgsound" SPECIAL | VOID | OF_HEAD;
    Big "big" FORMATTING | BREAKOUT;
    Blockquote "blockquote" FLOW | BREAKOUT;
    Body "body" SPECIAL | BLOCK | BREAKOUT;
    Br "br" SPECIAL | VOID | BREAKOUT;
    Button "button" SPECIAL | SILENT | BUTTON_SCOPE;
    Canvas "canvas" SILENT;
    Caption "caption" PART | SCOPE | LIST_SCOPE | BUTTON_SCOPE;
    Center "center" FLOW | BREAKOUT;
    Cite "cite" 0;
    Circle "circle" 0;
    Code "code" FORMATTING | BREAKOUT;
    Col "col" SPECIAL | VOID | TABLE_PART;
    Colgroup "colgroup" PART;
    Data "data" 0;
    Dd "dd" SPECIAL | IMPLIED | BLOCK | BREAKOUT;
    Del "del" 0;
    Desc "desc" 0;
    Details "details" FLOW;
    Dialog "dialog" CLOSES_P | BLOCK;
    Dir "dir" SPECIAL | CLOSES_P;
    Div "div" FLOW | BREAKOUT;
    Dl "dl" FLOW | BREAKOUT;
    Dt "dt" SPECIAL | IMPLIED | BLOCK | BREAKOUT;
    Em "em" FORMATTING | BREAKOUT;
    Embed "embed" SPECIAL | VOID | BREAKOUT;
    Fieldset "fieldset" FLOW;
    Figcaption "figcaption" FLOW;
    Figure "figure" FLOW;
    Font "font" FORMATTING;
    Footer "footer" FLOW;
    ForeignObject "foreignobject" 0;
    Form "form" SPECIAL | BLOCK;
    Frame "frame" SPECIAL | VOID;
    Frameset "frameset" SPECIAL;
    G "g" 0;
    H1 "h1" SPECIAL | HEADING | BLOCK | BREAKOUT;
    H2 "h2" SPECIAL | HEADING | BLOCK | BREAKOUT;
    H3 "h3" SPECIAL | HEADING | BLOCK | BREAKOUT;
    H4 "h4" SPECIAL | HEADING | BLOCK | BREAKOUT;
    H5 "h5" SPECIAL | HEADING | BLOCK | BREAKOUT;
    H6 "h6" SPECIAL | HEADING | BLOCK | BREAKOUT;
    Head "head" SPECIAL | SILENT | BREAKOUT;
    Header "header" FLOW;
    Hgroup "hgroup" SPECIAL | CLOSES_P;
    Hr "hr" SPECIAL | VOID | BLOCK | BREAKOUT;
    Html "html" SPECIAL | SCOPE | LIST_SCOPE | BUTTON_SCOPE | TABLE_SCOPE | BLOCK;
    I "i" FORMATTING | BREAKOUT;
    Iframe "iframe" SPECIAL | SILENT;
    Image "image" 0;
    Img "img" SPECIAL | VOID | BREAKOUT;
    Input "input" SPECIAL | VOID;
    Ins "ins" 0;
    Kbd "kbd" 0;
    Keygen "keygen" SPECIAL | VOID;
    Label "label" 0;
    Legend "legend" 0;
    Li "li" SPECIAL | IMPLIED | BLOCK | BREAKOUT;
    Link "link" SPECIAL | VOID | OF_HEAD;
    Listing "listing" SPECIAL | BREAKOUT;
    Main "main" FLOW;
    Malignmark "malignmark" 0;
    Map "map" 0;
    Mark "mark" 0;
    Marquee "marquee" MARKED;
    Math "math" SILENT;
    Menu "menu" SPECIAL | CLOSES_P | BREAKOUT;
    Meta "meta" SPECIAL | VOID | OF_HEAD | BREAKOUT;
    Meter "meter" 0;
    Mglyph "mglyph" 0;
    Mi "mi" 0;
    Mn "mn" 0;
    Mo "mo" 0;
    Ms "ms" 0;
    Mtext "mtext" 0;
    Nav "nav" FLOW;
    Nobr "nobr" FORMATTING | BREAKOUT;
    Noembed "noembed" SPECIAL;
    Noframes "noframes" SPECIAL | OF_HEAD;
    Noscript "noscript" SPECIAL | SILENT;
    Object "object" MARKED | SILENT;
    Ol "ol" FLOW | LIST_SCOPE | BREAKOUT;
    Optgroup "optgroup" IMPLIED;
    Option "option" IMPLIED | SILENT;
    Output "output" 0;
    P "p" FLOW | IMPLIED | BREAKOUT;
    Param "param" SPECIAL | VOID;
    Path "path" 0;
    Picture "picture" 0;
    Plaintext "plaintext" SPECIAL;
    Pre "pre" SPECIAL | BLOCK | BREAKOUT;
    Progress "progress" 0;
    Q "q" 0;
    Rb "rb" IMPLIED;
    Rp "rp" IMPLIED | SILENT;
    Rt "rt" IMPLIED | SILENT;
    Rtc "rtc" IMPLIED;
    Ruby "ruby" BREAKOUT;
    S "s" FORMATTING | BREAKOUT;
    Samp "samp" 0;
    Script "script" SPECIAL | SILENT | OF_HEAD;
    Search "search" SPECIAL | CLOSES_P;
    Section "section" FLOW;
    Select "select" SPECIAL | SILENT;
    Small "small" FORMATTING | BREAKOUT;
    Source "source" SPECIAL | VOID;
    Span "span" BREAKOUT;
    Strike "strike" FORMATTING | BREAKOUT;
    Strong "strong" FORMATTING | BREAKOUT;
    Style "style" SPECIAL | SILENT | OF_HEAD;
    Sub "sub" BREAKOUT;
    Summary "summary" SPECIAL | CLOSES_P;
    Sup "sup" BREAKOUT;
    Svg "svg" SILENT;
    Table "table" MARKED | TABLE_SCOPE | BLOCK | BREAKOUT;
    Tbody "tbody" PART | BLOCK;
    Td "td" PART | SCOPE | LIST_SCOPE | BUTTON_SCOPE;
    Template "template" MARKED | TABLE_SCOPE | SILENT | OF_HEAD;
    Textarea "textarea" SPECIAL | SILENT;
    Tfoot "tfoot" PART | BLOCK;
    Th "th" PART | SCOPE | LIST_SCOPE | BUTTON_SCOPE;
    Thead "thead" PART | BLOCK;
    Time "time" 0;
    Title "title" SPECIAL | OF_HEAD;
    Tr "tr" PART | BLOCK;
    Track "track" SPECIAL | VOID;
    Tt "tt" FORMATTING | BREAKOUT;
    U "u" FORMATTING | BREAKOUT;
    Ul "ul" FLOW | LIST_SCOPE | BREAKOUT;
    Use "use" 0;
    Var "var" BREAKOUT;
    Video "video" 0;
    Wbr "wbr" SPECIAL | VOID;
    Xmp "xmp" SPECIAL;
}

/// Which language an element's name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace {
    /// HTML.
    Html,
    /// SVG.
    Svg,
    /// MathML.
    MathMl,
}

/// Places of the look-up table; a power of two, four times the names, so that few share a place.
const SLOTS: usize = 512;

/// No tag stands at a place of the look-up table.
const FREE: u8 = u8::MAX;

/// Where the search for a name begins.
pub(super) const fn step(hash: u32, byte: u8) -> u32 {
    // Setting the bit turns upper case into lower and changes no digit.
    hash.wrapping_mul(31).wrapping_add((byte | 0x20) as u32)
}

const fn place(hash: u32) -> usize {
    (hash ^ (hash >> 9)) as usize & (SLOTS - 1)
}

static PLACES: [u8; SLOTS] = places();

#[expect(clippy::indexing_slicing, reason = "worked out while compiling")]
#[expect(clippy::cast_possible_truncation, reason = "fewer than 255 names")]
const fn places() -> [u8; SLOTS] {
    let mut places = [FREE; SLOTS];
    let mut number = 0;
    while number < NAMES.len() {
        let name = NAMES[number].as_bytes();
        let (mut hash, mut at) = (0, 0);
        while at < name.len() {
            hash = step(hash, name[at]);
            at += 1;
        }
        let mut at = place(hash);
        while places[at] != FREE {
            at = (at + 1) % SLOTS;
        }
        places[at] = number as u8;
        number += 1;
    }
    places
}

impl Tag {
    /// The tag of a name in any case.
    pub fn of(name: &str) -> Self {
        let hash = name.bytes().fold(0, step);
        Self::hashed(hash, name.as_bytes())
    }

    /// The tag of a name whose hash is known.
    pub(super) fn hashed(hash: u32, name: &[u8]) -> Self {
        let mut at = place(hash);
        loop {
            let number = PLACES.get(at).copied().unwrap_or(FREE);
            let (Some(tag), Some(known)) = (
                TAGS.get(usize::from(number)),
                NAMES.get(usize::from(number)),
            ) else {
                return Self::Other;
            };
            if known.as_bytes().eq_ignore_ascii_case(name) {
                return *tag;
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// The name in lower case; nothing for [`Tag::Other`].
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or("")
    }

    pub(super) fn flags(self) -> u32 {
        FLAGS.get(self as usize).copied().unwrap_or(0)
    }

    /// Whether it starts a new line of a page's text.
    pub fn starts_line(self) -> bool {
        self.flags() & BLOCK != 0
    }

    /// Whether its content is no visible text of the page: a script, a style.
    pub fn is_silent(self) -> bool {
        self.flags() & SILENT != 0
    }

    /// Whether it is one of `h1` to `h6`.
    pub fn is_heading(self) -> bool {
        self.flags() & HEADING != 0
    }

    /// Whether it is void: without content or end tag.
    pub fn is_void(self) -> bool {
        self.flags() & VOID != 0
    }
}

/// An element's flags: those of its name in HTML; of SVG and MathML only a few places matter, where
/// HTML may stand in them.
pub(super) fn flags_in(tag: Tag, namespace: Namespace) -> u32 {
    match (namespace, tag) {
        (Namespace::Html, _) => tag.flags(),
        (Namespace::Svg, Tag::ForeignObject | Tag::Desc | Tag::Title)
        | (
            Namespace::MathMl,
            Tag::Mi | Tag::Mo | Tag::Mn | Tag::Ms | Tag::Mtext | Tag::AnnotationXml,
        ) => TEXT_POINT | SPECIAL,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_either_case() {
        for (tag, name) in TAGS.iter().zip(NAMES) {
            assert_eq!(Tag::of(name), *tag);
            assert_eq!(Tag::of(&name.to_uppercase()), *tag);
            assert_eq!(tag.name(), *name);
        }
        assert!(TAGS.len() < usize::from(FREE));
    }

    #[test]
    fn a_name_that_only_resembles_one_is_another() {
        for name in ["", "di", "divv", "d-v", "\u{e9}", "my-element", "\x04iv"] {
            assert_eq!(Tag::of(name), Tag::Other, "{name}");
        }
    }
}
