//! The beginning of a mail to a contact: what it is about, and what was found.

use crate::pack::Pack;
use crate::pack::sentence::Writer;
use crate::screen::{ProgrammeResult, Screening};

/// A mail to be written on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What it is about.
    pub subject: String,
    /// Its beginning.
    pub body: String,
}

/// A mail about a programme: its verdict, the day and the rules. Answers stay out: whoever sends
/// it adds what is to be told.
pub fn mail(pack: &Pack, screening: &Screening, result: &ProgrammeResult, language: &str) -> Mail {
    let texts = pack.catalogue(language);
    let programme = &pack.programmes[result.programme];
    let title = programme.text.get(language);
    let title = title.map_or(programme.id.as_str(), |text| &text.title);
    let date = Writer::new(pack, language).date(screening.as_of);
    let verdict = texts
        .get(&["verdict.", result.verdict.key()].concat())
        .to_owned();
    let values = [
        ("programme", title),
        ("date", &date),
        ("verdict", &verdict),
        ("id", &pack.head.id),
        ("version", &pack.head.version),
    ];
    Mail {
        subject: texts.fill("app.mail.subject", &values),
        body: texts.fill("app.mail.body", &values),
    }
}
