//! Texts that stand in some languages only, or are empty. What must be there is refused when the
//! pack is read; this is about what may be.

use super::{Code, Finding, Subject};
use crate::pack::error::Place;
use crate::pack::json::{Json, Value};

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let languages = &subject.engine.pack.head.languages;
    let mut findings = Vec::new();
    for document in subject.documents {
        each_text(
            &document.json,
            &Place::file(document.file()),
            &mut |text, place| {
                for language in languages {
                    let Some(own) = text.get(language) else {
                        continue;
                    };
                    let place = place.at(language);
                    let others = languages.iter().filter(|other| *other != language);
                    let others: Vec<&Json> = others.filter_map(|other| text.get(other)).collect();
                    compare(own, &others, language, &place, &mut findings);
                }
            },
        );
    }
    findings
}

/// Calls `see` with the value of each key `text`, wherever it stands.
fn each_text(json: &Json, place: &Place, see: &mut impl FnMut(&Json, &Place)) {
    match &json.value {
        Value::List(values) => {
            for (i, value) in values.iter().enumerate() {
                each_text(value, &place.at(i), see);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                let place = place.at(key);
                if key == "text" {
                    see(value, &place);
                } else {
                    each_text(value, &place, see);
                }
            }
        }
        _ => {}
    }
}

fn compare(
    own: &Json,
    others: &[&Json],
    language: &str,
    place: &Place,
    findings: &mut Vec<Finding>,
) {
    let mut say = |place: &Place, message: String| {
        findings.push(Finding::new(Code::OneLanguage, place, message));
    };
    let Value::Object(entries) = &own.value else {
        return;
    };
    for (key, value) in entries {
        if matches!(&value.value, Value::Text(text) if text.trim().is_empty()) {
            say(&place.at(key), format!("{key} is empty in {language}"));
        }
    }
    for other in others {
        let Value::Object(theirs) = &other.value else {
            continue;
        };
        let missing = theirs.iter().filter(|(key, _)| own.get(key).is_none());
        for (key, _) in missing {
            let message = format!("{key} is missing in {language}, another language has it");
            say(place, message);
        }
    }
}
