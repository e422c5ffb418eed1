//! What is used of all that was read: each source with what names it, or with the reason why
//! nothing does; and what was looked for and not found.
//!
//! Why a source is not used stands in `explained.json` (P062); what was not found stands in
//! `not-found.json`, which like it is the author's and does not go into the packed file.

use super::sources::users;
use super::{Code, explained};
use crate::pack::Pack;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::folder;
use crate::pack::json::Document;
use crate::pack::map::Map;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The file of what was not found.
const NOT_FOUND: &str = "not-found.json";

const HEAD: &str = "\
# What the rules use of what was read

Written by `puljetjek sources --pack rules --out rules/COVERAGE.md`; a test holds it current. \
Each id of the dossier is used by the pack, or says why it is not: \
`explained.json` has the reasons of what was read and is not used, \
`not-found.json` of what was looked for and not found.
";

/// What was looked for and not found.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NotFound {
    /// What it would have said.
    what: String,
    /// What became of it.
    why: String,
}

/// The page that says what is used of all that was read, as Markdown.
///
/// # Errors
/// A pack that is not whole; a file of reasons that is not of its form; an id that was found and
/// not found.
pub fn evidence(folder: &Path) -> Result<String, PackError> {
    let reading = folder::read_all(folder);
    let pack = reading.packed.map_err(|errors| errors.first)?.pack;
    let not_found = not_found(folder, &pack)?;
    let reasons = explained::reasons(folder, &reading.documents, Code::UnusedSource)?;
    let users = users(&pack);
    let mut rows: BTreeMap<Order, Row> = BTreeMap::new();
    let (mut used, mut unused) = (0, 0);
    for (id, source) in pack.sources.iter() {
        let becomes = match users.get(id.as_str()) {
            Some(users) => {
                used += 1;
                users.iter().cloned().collect::<Vec<_>>().join(", ")
            }
            None => {
                unused += 1;
                let mut place = Place::file("sources.json").at(id).at("id");
                for document in &reading.documents {
                    document.locate(&mut place);
                }
                let reason = reasons.iter().find(|(explained, _)| *explained == place);
                let why = reason.map_or("nobody says why", |(_, why)| why);
                format!("not used: {why}")
            }
        };
        let what = match &source.place {
            Some(place) => format!("{place} ({})", source.title),
            None => source.title.clone(),
        };
        rows.insert(order(id), (id, what, becomes));
    }
    for (id, entry) in not_found.iter() {
        let becomes = format!("not found: {}", entry.why);
        rows.insert(order(id), (id, entry.what.clone(), becomes));
    }
    let missing = not_found.iter().count();
    let mut page =
        format!("{HEAD}\n{used} are used, {unused} are not, {missing} were not found.\n");
    let mut group = "";
    for ((prefix, ..), (id, what, becomes)) in &rows {
        if *prefix != group {
            group = prefix;
            page.push_str(&format!(
                "\n## {prefix}\n\n| id | what | used by |\n|---|---|---|\n"
            ));
        }
        let (what, becomes) = (cell(what), cell(becomes));
        page.push_str(&format!("| {id} | {what} | {becomes} |\n"));
    }
    Ok(page)
}

/// The letters that an id begins with, its number, and the whole of it.
type Order<'a> = (&'a str, u32, &'a str);

/// An id, what it is, and what became of it.
type Row<'a> = (&'a str, String, String);

fn order(id: &str) -> Order<'_> {
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id[prefix.len()..].parse().unwrap_or_default();
    (prefix.trim_end_matches('-'), number, id)
}

/// A text as it stands in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn not_found(folder: &Path, pack: &Pack) -> Result<Map<String, NotFound>, PackError> {
    let Ok(text) = std::fs::read_to_string(folder.join(NOT_FOUND)) else {
        // All that was looked for may have been found.
        return Ok(Map::EMPTY);
    };
    let document = Document::open(NOT_FOUND, text)?;
    let all: Map<String, NotFound> = document.read()?;
    if let Some(id) = all.keys().find(|id| pack.sources.contains_key(*id)) {
        let mut place = Place::file(NOT_FOUND).at(id);
        document.locate(&mut place);
        let expected = "an id that is not in sources.json".into();
        let found = id.clone();
        return Err(Fault::Unsuited { expected, found }.at(&place));
    }
    Ok(all)
}
