//! How fresh the rules are on a day: which calls end soon, and how long ago what still holds was
//! read.

use super::sources::uses;
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::folder;
use crate::pack::programme::{Call, Edition, Programme};
use std::fmt::Write;
use std::path::Path;

/// The page that says how fresh the rules are on a day, as Markdown. Calls are listed whose last
/// day is at most `days` ahead, opened or not; rules and contacts that do not hold on the day are
/// left out.
///
/// # Errors
/// A pack that is not whole.
pub fn freshness(folder: &Path, day: Date, days: u32) -> Result<String, PackError> {
    let pack = folder::read(folder)?.pack;
    let mut page = format!("# How fresh the rules are on {day}\n\n");
    ends_soon(&mut page, &pack, day, days);
    page.push('\n');
    longest_unread(&mut page, &pack, day);
    Ok(page)
}

/// The calls that end within some days, the next to end first.
fn ends_soon(page: &mut String, pack: &Pack, day: Date, days: u32) {
    let mut soon: Vec<(i32, Date, &Programme, &Edition, &Call)> = Vec::new();
    for programme in &pack.programmes {
        let editions = programme.editions.iter();
        for edition in editions.filter(|edition| edition.valid.contains(day)) {
            for call in &edition.calls {
                let Some(closes) = call.closes else { continue };
                let left = closes.days() - day.days();
                if u32::try_from(left).is_ok_and(|left| left <= days) {
                    soon.push((left, closes, programme, edition, call));
                }
            }
        }
    }
    soon.sort_by_key(|(left, _, programme, ..)| (*left, &programme.id));
    let head = format!("## Calls that end within {days} days");
    let columns = "| closes | days left | programme | edition | sources |\n|---|---|---|---|---|";
    let rows = soon.iter().map(|(left, closes, programme, edition, call)| {
        let sources = call.sources.join(", ");
        format!(
            "{closes} | {left} | `{}` | {} | {sources}",
            programme.id, edition.id
        )
    });
    table(page, &head, columns, rows);
}

/// What still holds, by its source that was read longest ago, the oldest first.
fn longest_unread(page: &mut String, pack: &Pack, day: Date) {
    let mut read: Vec<(Date, String, Vec<&str>)> = Vec::new();
    for (user, sources) in uses(pack, Some(day)) {
        let dated = || {
            let sources = sources.iter();
            sources.filter_map(|id| Some((pack.sources.get(*id)?.read, *id)))
        };
        let Some(oldest) = dated().map(|(read, _)| read).min() else {
            continue;
        };
        let oldest_ones = dated().filter(|(read, _)| *read == oldest);
        read.push((oldest, user, oldest_ones.map(|(_, id)| id).collect()));
    }
    read.sort();
    let head = "## What still holds, the longest unread first";
    let columns = "| read | days ago | rule | sources of that day |\n|---|---|---|---|";
    let rows = read.iter().map(|(read, user, sources)| {
        let ago = day.days() - read.days();
        format!("{read} | {ago} | {user} | {}", sources.join(", "))
    });
    table(page, head, columns, rows);
}

/// A table below its heading; "None." where it has no rows.
fn table(page: &mut String, head: &str, columns: &str, rows: impl Iterator<Item = String>) {
    let mut rows = rows.peekable();
    let start = match rows.peek() {
        Some(_) => columns,
        None => "None.",
    };
    // Text is written to a string without fail.
    let _ = writeln!(page, "{head}\n\n{start}");
    for row in rows {
        let _ = writeln!(page, "| {row} |");
    }
}
