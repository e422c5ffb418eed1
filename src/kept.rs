//! A case to be kept: in a file, in a link, on a device. Beside the answers stand the pack they
//! were given to and what it said of them, so that whoever opens them under newer rules sees
//! what changed.

use crate::case::{Answer, Attestation, Case};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::json::{Json, Value};
use crate::pack::map::Map;
use crate::screen::{Screening, Verdict};

/// The format that is written, and the newest that can be read.
const FORMAT: &str = "1";

/// A case as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The answers and attestations that still suit the pack.
    pub case: Case,
    /// The day that was chosen, if it was another than the day itself.
    pub as_of: Option<Date>,
    /// The version of the rules that gave the verdicts, if they are other rules than these.
    pub older: Option<String>,
    /// The verdicts that were given, by programme.
    pub verdicts: Map<String, String>,
    /// Answers and attestations that do not suit the pack any more, by id.
    pub lost: Vec<String>,
}

/// Why something is no case that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeptError {
    /// It is no case at all.
    #[error("this is not a case of Puljetjek; choose a file that Puljetjek saved")]
    NoCase,
    /// It was written in a format that is newer than this.
    #[error("this case was saved by a newer Puljetjek; open it there")]
    Newer,
    /// It belongs to other rules.
    #[error("this case belongs to other rules than these; open it where it was saved")]
    OtherPack,
}

impl KeptError {
    /// The key of its text in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            KeptError::NoCase => "app.open.no_case",
            KeptError::Newer => "app.open.newer",
            KeptError::OtherPack => "app.open.other_pack",
        }
    }
}

/// Writes a case with its verdicts; `as_of` where a day was chosen.
pub fn write(pack: &Pack, case: &Case, as_of: Option<Date>, screening: &Screening) -> String {
    let text = |text: &str| Value::Text(text.into());
    let object = |entries: Vec<(&str, Value)>| -> Value {
        let entries = entries.into_iter();
        entries
            .map(|(key, value)| (key.into(), value.into()))
            .collect()
    };
    let verdicts = screening.programmes.iter().map(|one| {
        let id = pack.programmes[one.programme].id.as_str();
        (id, text(one.verdict.key()))
    });
    let head = &pack.head;
    let named = [
        ("id", &head.id),
        ("version", &head.version),
        ("hash", &pack.hash),
    ];
    let mut entries = vec![
        ("format", Value::Number(FORMAT.into())),
        (
            "pack",
            object(named.map(|(key, value)| (key, text(value))).into()),
        ),
        ("answers", case.to_json()),
        ("verdicts", object(verdicts.collect())),
    ];
    entries.extend(as_of.map(|as_of| ("as_of", text(&as_of.to_string()))));
    object(entries).to_string()
}

/// Reads a case for a pack. A plain answers file is one, too.
///
/// # Errors
/// It is no case, one of a newer format, or one of other rules.
pub fn read(pack: &Pack, text: &str) -> Result<Kept, KeptError> {
    let json = Json::read(text).map_err(|_| KeptError::NoCase)?;
    let Value::Object(_) = &json.value else {
        return Err(KeptError::NoCase);
    };
    let text = |json: Option<&Json>, key: &str| match &json?.get(key)?.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    let Some(format) = json.get("format") else {
        // Of an answers file at least one key must be known: any object would do otherwise.
        let (case, lost) = restored(pack, &json);
        if case.is_empty() {
            return Err(KeptError::NoCase);
        }
        return Ok(Kept {
            case,
            as_of: None,
            older: None,
            verdicts: Map::EMPTY,
            lost,
        });
    };
    if !matches!(&format.value, Value::Number(number) if number == FORMAT) {
        return Err(KeptError::Newer);
    }
    let (head, answers) = (json.get("pack"), json.get("answers"));
    let (Some(id), Some(answers)) = (text(head, "id"), answers) else {
        return Err(KeptError::NoCase);
    };
    if id != pack.head.id {
        return Err(KeptError::OtherPack);
    }
    let (case, lost) = restored(pack, answers);
    // Where a browser does not tell the hash, the version must do.
    let is_same = match (text(head, "hash"), &pack.hash) {
        (Some(was), now) if !was.is_empty() && !now.is_empty() => was == *now,
        _ => text(head, "version").as_ref() == Some(&pack.head.version),
    };
    let mut verdicts = Map::EMPTY;
    for programme in &pack.programmes {
        if let Some(verdict) = text(json.get("verdicts"), &programme.id) {
            verdicts.insert(programme.id.clone(), verdict);
        }
    }
    Ok(Kept {
        case,
        as_of: text(Some(&json), "as_of").and_then(|day| Date::parse(&day)),
        older: (!is_same).then(|| text(head, "version").unwrap_or_default()),
        verdicts,
        lost,
    })
}

/// What still suits a pack of the answers in a JSON object, and the names of the rest.
fn restored(pack: &Pack, json: &Json) -> (Case, Vec<String>) {
    let (mut case, mut lost) = (Case::default(), Vec::new());
    let entries = |json: &Json| match &json.value {
        Value::Object(entries) => entries.clone(),
        _ => Vec::new(),
    };
    for (key, value) in entries(json) {
        if key == "attested" {
            for (name, value) in entries(&value) {
                let attestation = Attestation::from_json(&value.value);
                match attestation.filter(|_| pack.attestations().any(|one| one == name)) {
                    Some(attestation) => case.attest(&name, Some(attestation)),
                    None => lost.push(name),
                }
            }
            continue;
        }
        let fact = pack.fact(&key);
        match fact.map(|fact| Answer::from_json(fact, &value, &Place::default())) {
            Some(Ok(answer)) => case.set(&key, answer),
            _ => lost.push(key),
        }
    }
    (case, lost)
}

impl Kept {
    /// The verdicts that are others now: the programme, by index, and what was said of it.
    pub fn changed(&self, pack: &Pack, screening: &Screening) -> Vec<(usize, Verdict)> {
        let was = |id: &str| {
            let known = self.verdicts.get(id)?;
            let mut all = Verdict::BEST_FIRST.into_iter();
            all.find(|verdict| verdict.key() == known)
        };
        let all = screening.programmes.iter();
        all.filter_map(|one| {
            let was = was(&pack.programmes[one.programme].id)?;
            (was != one.verdict).then_some((one.programme, was))
        })
        .collect()
    }
}
