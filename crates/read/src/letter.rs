//! Letters (`.eml`): the part that people read, as a page; sender and date stand in where the page
//! says nothing of its own.

use crate::{ReadLimits, Reading, SourceBytes, encoding, plain};
use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};
use ovation_html::escaped;
use ovation_knowledge::{List, current};
use ovation_language::data::letter::REPLY;
use ovation_language::words::listed;
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, MediaKind, ReviewFinding, Sourced, fold,
};
use std::sync::Arc;

/// Attachments that may well hold reviews.
const TELLING: [&str; 12] = [
    ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".html", ".htm", ".txt", ".md", ".pdf", ".docx",
    ".eml",
];

/// Whether a source's first bytes are the head of a letter.
pub(crate) fn begins_letter(head: &str) -> bool {
    let lines = head.lines().take_while(|line| !line.trim().is_empty());
    let (mut names, mut telling) = (0, 0);
    for line in lines.take(200) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        names += 1;
        telling += usize::from(
            [
                "message-id",
                "mime-version",
                "received",
                "return-path",
                "delivered-to",
                "dkim-signature",
                "content-transfer-encoding",
            ]
            .contains(&name.to_ascii_lowercase().as_str()),
        );
    }
    names >= 3 && telling >= 1
}

/// Reads a letter as the page that it holds.
pub(crate) fn read_letter(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.page_bytes, &mut complaints);
    let nothing = |detail: &str| {
        let complaint = Complaint::lost(ComplaintKind::BadMarkup, "", detail);
        Reading::nothing(MediaKind::Letter, complaint)
    };
    let Some(letter) = MessageParser::default().parse(bytes) else {
        return nothing("the letter's head cannot be read; save it again as .eml");
    };
    let subject = subject(&letter);
    let html = match body(&letter) {
        Some((words, true)) => of_html(&words, &subject),
        Some((words, false)) => of_text(&words, &subject),
        None => return nothing("the letter has no text; its attachments are not read"),
    };
    complaints.extend(attachments(&letter));
    let mut reading = ovation_page::read_html(
        &html,
        source.address,
        source.fetched,
        limits,
        complaints,
        None,
    );
    reading.media = MediaKind::Letter;
    let sender = Sender::of(&letter);
    let sent = day(&letter).filter(|day| day.value.is_plausible(source.fetched));
    for finding in &mut reading.findings {
        sender.fill(finding);
        if finding.published.is_none() {
            finding.published.clone_from(&sent);
        }
    }
    reading
}

/// The HTML part, else the text; whether it is HTML.
fn body(letter: &Message<'_>) -> Option<(String, bool)> {
    let words = |parts: &[u32], wanted: bool| {
        parts.iter().find_map(|at| match &letter.part(*at)?.body {
            PartType::Html(words) if wanted => Some(words.to_string()),
            PartType::Text(words) if !wanted => Some(words.to_string()),
            _ => None,
        })
    };
    let html = words(&letter.html_body, true).filter(|words| !words.trim().is_empty());
    html.map(|words| (words, true)).or_else(|| {
        let text = words(&letter.text_body, false);
        text.filter(|words| !words.trim().is_empty())
            .map(|words| (words, false))
    })
}

fn subject(letter: &Message<'_>) -> String {
    let mut subject = letter.subject().unwrap_or_default().trim();
    while let Some((mark, rest)) = subject.split_once(':')
        && listed(REPLY, &mark.trim().to_lowercase())
    {
        subject = rest.trim();
    }
    subject.to_owned()
}

fn of_html(html: &str, subject: &str) -> String {
    let has_title = html
        .get(..html.floor_char_boundary(8_000))
        .is_some_and(|head| head.to_ascii_lowercase().contains("<title"));
    if has_title || subject.is_empty() {
        return html.to_owned();
    }
    // A title in front of everything stands in the page's head.
    let mut page = String::from("<title>");
    page.push_str(&escaped(subject));
    page.push_str("</title>");
    page.push_str(html);
    page
}

fn of_text(text: &str, subject: &str) -> String {
    let mut whole = String::new();
    if !subject.is_empty() {
        whole.push_str(subject);
        whole.push_str("\n\n");
    }
    // The signature is no part of the article.
    let body = text.replace("\r\n", "\n");
    whole.push_str(body.split("\n-- \n").next().unwrap_or(&body));
    plain::of_plain(&whole)
}

/// What is said of attachments: those that may hold reviews are left out with a reason.
fn attachments(letter: &Message<'_>) -> Vec<Complaint> {
    let mut telling = Vec::new();
    let mut others = 0_usize;
    for part in letter.attachments().take(1_000) {
        let name = part.attachment_name().unwrap_or_default().to_owned();
        let lower = name.to_ascii_lowercase();
        let is_telling = TELLING.iter().any(|ending| lower.ends_with(ending))
            || matches!(part.body, PartType::Message(_));
        if is_telling {
            telling.push(if name.is_empty() {
                "a letter".to_owned()
            } else {
                format!("`{}`", name.chars().take(80).collect::<String>())
            });
        } else {
            others += 1;
        }
    }
    let mut said = Vec::new();
    if !telling.is_empty() {
        let detail = format!(
            "what is attached was not read: {}; save it and give it on its own",
            telling.join(", ")
        );
        said.push(Complaint::lost(
            ComplaintKind::UnknownFormat,
            "attachments",
            detail,
        ));
    }
    if others > 0 {
        let detail = format!("{others} attached pictures or other files were not read");
        said.push(Complaint::minor(
            ComplaintKind::UnknownFormat,
            "attachments",
            detail,
        ));
    }
    said
}

fn header(name: &str, quote: &str) -> Evidence {
    Evidence::Markup {
        format: Arc::from("letter"),
        path: format!("/{name}"),
        quote: quote.chars().take(200).collect(),
    }
}

fn day(letter: &Message<'_>) -> Option<Sourced<Day>> {
    let date = letter.date()?;
    let day = Day::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )?;
    Some(Sourced::new(day, header("Date", &day.to_string())))
}

/// Who sent it, as far as that says who wrote it and where it ran.
struct Sender {
    /// A person's name.
    person: Option<Sourced<String>>,
    /// An outlet's name, else its host.
    outlet: Option<Sourced<String>>,
}

impl Sender {
    fn of(letter: &Message<'_>) -> Self {
        let sender = letter.from().and_then(|from| from.first());
        let name = sender.and_then(|sender| sender.name()).unwrap_or_default();
        let name = name.trim().trim_matches(['"', '\'']);
        let address = sender.and_then(|sender| sender.address());
        let host = address.and_then(|address| address.rsplit_once('@'));
        let host = host.and_then(|(_, host)| outlet_host(host));
        let quote = format!("{name} <{}>", address.unwrap_or_default());
        let from = |value: &str| Sourced::new(value.to_owned(), header("From", quote.trim()));
        let is_person = crate::table::is_person(name) && name.contains(' ');
        let is_name = !name.is_empty() && !name.contains('@');
        let outlet = match &host {
            // Whoever writes from an open host is no outlet.
            None => None,
            Some(_) if is_name && !is_person => Some(from(name)),
            Some(host) => Some(from(host)),
        };
        Self {
            person: (is_name && is_person).then(|| from(name)),
            outlet,
        }
    }

    fn fill(&self, finding: &mut ReviewFinding) {
        if finding.critics.is_empty() {
            finding.critics.extend(self.person.clone());
        }
        let is_critic = |outlet: &Sourced<String>| {
            let mut critics = finding.critics.iter();
            critics.any(|critic| fold(&critic.value) == fold(&outlet.value))
        };
        if finding.outlet.is_none() {
            finding.outlet = self.outlet.clone().filter(|outlet| !is_critic(outlet));
        }
    }
}

/// The host that names an outlet: without what only sends, and none at which anybody may write.
fn outlet_host(host: &str) -> Option<String> {
    let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
    let mut host = host.as_str();
    while let Some((first, rest)) = host.split_once('.')
        && current().has(List::Sending, first)
        && rest.contains('.')
    {
        host = rest;
    }
    let is_host = host.contains('.')
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    (is_host && !current().has(List::OpenMail, host)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_hosts_are_no_outlets_and_what_only_sends_is_left_out() {
        for (host, outlet) in [
            ("lantern.example", Some("lantern.example")),
            ("news.lantern.example", Some("lantern.example")),
            ("gmail.com", None),
            ("localhost", None),
        ] {
            assert_eq!(outlet_host(host).as_deref(), outlet, "{host}");
        }
    }

    #[test]
    fn a_letter_is_told_from_a_text_that_begins_like_one() {
        let letter =
            "Received: from a\n\tby b\nMessage-ID: <1@a>\nFrom: a@b.example\nSubject: x\n\nHello";
        assert!(begins_letter(letter));
        for text in [
            "Title: The Salt Road\nDate: 2024-03-01\nAuthor: Ada\n\nText",
            "Film review: The Salt Road\nBy Ada Marsh\n",
            "",
        ] {
            assert!(!begins_letter(text), "{text}");
        }
    }
}
