//! A contact as a card of an address book (vCard, RFC 6350).

use super::{escaped, folded};
use crate::pack::contact::Contact;

/// The card of a contact.
pub fn card(contact: &Contact, language: &str) -> String {
    let text = contact.text.get(language);
    let title = text.map_or(contact.id.as_str(), |text| &text.title);
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:4.0".into(),
        "KIND:org".into(),
        ["FN:", &escaped(title)].concat(),
    ];
    let ways = [
        ("TEL:", &contact.phone),
        ("EMAIL:", &contact.mail),
        ("URL:", &contact.site),
        ("NOTE:", &contact.address),
    ];
    for (key, way) in ways {
        lines.extend(way.iter().map(|way| [key, &escaped(way)].concat()));
    }
    lines.push("END:VCARD".into());
    folded(&lines)
}
