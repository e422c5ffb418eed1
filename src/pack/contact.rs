//! Contacts: who helps, with what, where and when.

use super::condition::Condition;
use super::date::Date;
use super::text::Texts;
use serde::Deserialize;

/// Somebody to turn to.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Kebab-case id.
    pub id: String,
    /// The kind of help.
    pub kind: ContactKind,
    /// Only for these programmes.
    #[serde(default)]
    pub programmes: Vec<String>,
    /// Only for programmes that serve one of these goals.
    #[serde(default)]
    pub goals: Vec<String>,
    /// Only for companies that meet this.
    #[serde(default)]
    pub when: Option<Condition>,
    /// For everybody, where nothing else helps.
    #[serde(default)]
    pub fallback: bool,
    /// When it can be turned to.
    #[serde(default)]
    pub valid: Span,
    /// Telephone as stated.
    #[serde(default)]
    pub phone: Option<String>,
    /// Mail address.
    #[serde(default)]
    pub mail: Option<String>,
    /// Site, without a scheme or with https.
    #[serde(default)]
    pub site: Option<String>,
    /// Postal address.
    #[serde(default)]
    pub address: Option<String>,
    /// Where all this is stated.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Name and help in each language.
    pub text: Texts<ContactText>,
}

impl Contact {
    /// The ways to reach it at once: each as a link, and as it is read.
    pub fn ways(&self) -> impl Iterator<Item = (String, &str)> {
        let ways = [
            ("tel:", &self.phone),
            ("mailto:", &self.mail),
            ("", &self.site),
        ];
        ways.into_iter().filter_map(|(kind, way)| {
            let way = way.as_deref()?;
            let mut link = String::from(kind);
            let is_kept = |c: &char| kind != "tel:" || c.is_ascii_digit() || *c == '+';
            link.extend(way.chars().filter(is_kept));
            Some((link, way))
        })
    }
}

/// Civil dates, both inclusive, either end open.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First day.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Span {
    /// Whether the day lies in the span.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The kind of help that a contact gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// Owns or runs the programme.
    Programme,
    /// Advises companies near them.
    Guidance,
    /// Finds partners: networks and clusters.
    Partners,
    /// Gives technological service.
    Technology,
    /// Knows European programmes.
    Eu,
}

impl ContactKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [ContactKind; 5] = [
        ContactKind::Programme,
        ContactKind::Guidance,
        ContactKind::Partners,
        ContactKind::Technology,
        ContactKind::Eu,
    ];

    /// The key of its label in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            ContactKind::Programme => "programme",
            ContactKind::Guidance => "guidance",
            ContactKind::Partners => "partners",
            ContactKind::Technology => "technology",
            ContactKind::Eu => "eu",
        }
    }
}

/// A contact's texts in one language.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactText {
    /// Its name.
    pub title: String,
    /// What it helps with, in one sentence.
    pub helps: String,
}
