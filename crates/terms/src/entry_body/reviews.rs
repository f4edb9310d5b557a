//! What entries about a review say.

use super::texts::sentence_of;
use super::{About, Naming, Told};
use crate::{Decision, Texts, kind, shortened};

impl Told for kind::ReviewRead {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let short = |text: &str| shortened(text, most_words);
        let finding = &it.finding;
        let title = finding.film.title.as_ref();
        let title = title.map_or("a film", |title| title.value.as_str());
        let critic = finding.critics.first();
        let critic = critic.map_or("unsigned", |critic| critic.value.as_str());
        let rating = finding.rating.as_ref();
        let rating = rating.map(|rating| format!(", {}", short(&rating.value.printed)));
        let codes = it.standing.to_codes();
        let codes = if codes.is_empty() {
            codes
        } else {
            format!(": {codes}")
        };
        format!(
            "review {} read: {} on {}{} ({}{codes})",
            it.review,
            short(critic),
            short(title),
            rating.unwrap_or_default(),
            it.standing.state(),
        )
    }

    fn about(it: &Self::Body) -> About<'_> {
        let critic = it.critic.as_ref().and_then(|critic| critic.chosen);
        let outlet = it.outlet.as_ref().and_then(|outlet| outlet.chosen);
        let byline = critic.zip(outlet);
        About {
            words_of: Some(it.source),
            names: byline.map_or(Naming::None, |(critic, outlet)| {
                Naming::Byline(critic, outlet)
            }),
            ..About::review(it.review)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        let it = &mut **it;
        Texts {
            reasons: vec![&mut it.film.why],
            complaints: it.complaints.iter_mut().collect(),
            rating_complaint: it.rating_complaint.as_mut(),
            apart: it.apart,
            finding: Some(&mut it.finding),
            sentence: sentence_of(&mut it.verdict),
            digest: Some(&mut it.words),
            ..Texts::default()
        }
    }
}

impl Told for kind::ReviewSeen {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let why = it.why.as_deref().unwrap_or_default();
        let why = if why.is_empty() {
            String::new()
        } else {
            format!(" ({})", shortened(why, most_words))
        };
        format!(
            "review {} met again in source {}{why}",
            it.review, it.source
        )
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            words_of: Some(it.source),
            ..About::review(it.review)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts {
            addresses: it.url.iter_mut().collect(),
            finding: it.otherwise.as_deref_mut(),
            digest: Some(&mut it.words),
            ..Texts::default()
        }
    }
}

impl Told for kind::ReviewJudged {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let p = it.verdict.as_ref().map(|verdict| verdict.p.get());
        let said = p.map_or_else(
            || "no verdict".to_owned(),
            |p| format!("probability {p:.2}"),
        );
        let codes = it.standing.to_codes();
        let codes = if codes.is_empty() {
            codes
        } else {
            format!(" ({codes})")
        };
        format!("review {} judged anew: {said}{codes}", it.review)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            words_of: Some(it.source),
            ..About::review(it.review)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        let it = &mut **it;
        Texts {
            sentence: sentence_of(&mut it.verdict),
            digest: Some(&mut it.words),
            ..Texts::default()
        }
    }
}

impl Told for kind::ReviewSettled {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let decision = shortened(&it.decision.sentence(), most_words);
        format!("review {} settled: {decision}", it.review)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            remark: Some(&it.remark),
            words_of: it.source,
            ..About::review(it.review)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        let set_headline = if let Decision::Headline(headline) = &mut it.decision {
            headline.as_mut()
        } else {
            None
        };
        Texts {
            set_headline,
            ..Texts::remarked(&mut it.remark)
        }
    }
}

impl Told for kind::ReviewWithdrawn {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("review {}: {}", it.review, it.by.sentence())
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            remark: Some(&it.remark),
            ..About::review(it.review)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::ReviewReinstated {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("review {} stands again", it.review)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            remark: Some(&it.remark),
            ..About::review(it.review)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}
