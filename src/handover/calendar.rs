//! A deadline as an entry of a calendar (iCalendar, RFC 5545).

use super::{escaped, folded};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::screen::ProgrammeResult;

/// The last day of a programme's call, or its next known deadline, as a calendar file; none where
/// no day is known. `as_of` is the day of which it is told.
pub fn deadline(
    pack: &Pack,
    result: &ProgrammeResult,
    as_of: Date,
    language: &str,
) -> Option<String> {
    let closes = result.call.closes?;
    let programme = &pack.programmes[result.programme];
    let text = programme.text.get(language)?;
    let texts = pack.catalogue(language);
    let title = texts.fill("app.deadline.title", &[("programme", &text.title)]);
    let mut notes = vec![text.next.clone()];
    if let Some(at) = &result.call.closes_at {
        notes.insert(0, texts.fill("app.deadline.at", &[("time", at)]));
    }
    let day = compact(closes);
    Some(folded(&[
        "BEGIN:VCALENDAR".into(),
        "VERSION:2.0".into(),
        "PRODID:-//Puljetjek//DA".into(),
        "BEGIN:VEVENT".into(),
        ["UID:", &programme.id, "-", &day, "@puljetjek"].concat(),
        ["DTSTAMP:", &compact(as_of), "T000000Z"].concat(),
        ["DTSTART;VALUE=DATE:", &day].concat(),
        ["SUMMARY:", &escaped(&title)].concat(),
        ["DESCRIPTION:", &escaped(&notes.join("\n"))].concat(),
        "END:VEVENT".into(),
        "END:VCALENDAR".into(),
    ]))
}

/// A day as calendars write it: `20120301`.
fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}
