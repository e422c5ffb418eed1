//! A host's own contacts, laid over the directory of a pack.

use super::contact::Contact;
use super::error::{PackErrors, Place};
use super::json::Document;
use super::programme::Title;
use super::text::Texts;
use super::{Pack, validate};
use serde::Deserialize;

/// The name under which errors place what a host gives.
const FILE: &str = "contacts.json";

/// A host and its contacts, as it gives them.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Who the host is, in each language.
    pub partner: Texts<Title>,
    /// How its contacts stand to those of the directory.
    #[serde(default)]
    pub mode: OverlayMode,
    /// Its contacts, in the form of the directory's.
    pub contacts: Vec<Contact>,
}

/// How a host's contacts stand to those of the directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum OverlayMode {
    /// They come first.
    #[default]
    Before,
    /// They are the only ones, but for the owner of a programme: who applies must reach it.
    Instead,
}

/// The host whose contacts come first in [`Pack::contacts`].
#[derive(Clone, Debug)]
pub struct Partner {
    /// Who it is, in each language.
    pub text: Texts<Title>,
    /// How its contacts stand to those of the directory.
    pub mode: OverlayMode,
    /// How many are its own.
    pub contacts: usize,
}

impl Pack {
    /// Lays a host's contacts over the directory.
    ///
    /// # Errors
    /// What is no overlay, or names what the pack does not have; the pack stays as it was.
    pub fn lay_over(&mut self, json: &str) -> Result<(), PackErrors> {
        let alone = |first| PackErrors {
            first,
            others: Vec::new(),
        };
        let document = Document::open(FILE, json).map_err(alone)?;
        let overlay: Overlay = document.read().map_err(alone)?;
        let own = overlay.contacts.len();
        self.partner = Some(Partner {
            text: overlay.partner,
            mode: overlay.mode,
            contacts: own,
        });
        // In front, so that the place in an error is the place in what the host gave.
        self.contacts.splice(0..0, overlay.contacts);
        let mut errors = Vec::new();
        validate::partner(self, &Place::file(FILE), &mut errors);
        for error in &mut errors {
            document.locate(&mut error.place);
        }
        PackErrors::refuse(errors).inspect_err(|_| {
            self.partner = None;
            self.contacts.drain(0..own);
        })
    }

    /// The host, if a contact is one of its own.
    pub fn partner_of(&self, contact: usize) -> Option<&Partner> {
        self.partner.as_ref().filter(|one| contact < one.contacts)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::pack::folder;
    use std::path::Path;

    fn pack() -> Pack {
        folder::read(Path::new("rules")).expect("the rules").pack
    }

    const OVERLAY: &str = r#"{
  "partner": {"da": {"title": "Huset"}, "en": {"title": "The host"}},
  "contacts": [
    {"id": "host-desk", "kind": "guidance", "mail": "desk@example.org",
     "text": {"da": {"title": "Skranken", "helps": "Kan svare."}, "en": {"title": "The desk", "helps": "Helps."}}}
  ]
}"#;

    #[test]
    fn a_hosts_contacts_come_first() {
        let mut pack = pack();
        let before = pack.contacts.len();
        pack.lay_over(OVERLAY).expect("an overlay");
        assert_eq!(pack.contacts.len(), before + 1);
        assert_eq!(pack.contacts[0].id, "host-desk");
        assert!(pack.partner_of(0).is_some() && pack.partner_of(1).is_none());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_changes_nothing() {
        for (from, to, line, words) in [
            ("\"guidance\"", "\"guidence\"", Some(4), "guidance"),
            (
                "\"mail\"",
                "\"programmes\": [\"eurostar\"], \"mail\"",
                Some(4),
                "eurostars",
            ),
            ("\"id\": \"host-desk\"", "\"id\": \"erst\"", None, "twice"),
            (
                ", \"en\": {\"title\": \"The desk\", \"helps\": \"Helps.\"}",
                "",
                Some(5),
                "en",
            ),
            ("\"partner\"", "\"partners\"", Some(2), "partner"),
        ] {
            let mut pack = pack();
            let owner = pack.contacts[0].id.clone();
            let wrong = OVERLAY
                .replace(from, to)
                .replace("\"erst\"", &format!("{owner:?}"));
            assert_ne!(wrong, OVERLAY);
            let before: Vec<String> = pack.contacts.iter().map(|one| one.id.clone()).collect();
            let error = pack.lay_over(&wrong).expect_err("refused").first;
            println!("{error}");
            assert!(error.to_string().contains(words), "{error}");
            if line.is_some() {
                assert_eq!(error.place.line, line, "{error}");
            }
            let after: Vec<String> = pack.contacts.iter().map(|one| one.id.clone()).collect();
            assert!(before == after && pack.partner.is_none());
        }
    }
}
