//! Time: days that no edition covers, calls that lie outside theirs.

use super::rules;
use super::{Code, Finding, Subject};
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::programme::{Edition, Programme};

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let mut findings = Vec::new();
    for programme in &subject.engine.pack.programmes {
        findings.extend(gaps(programme));
        for (i, edition) in programme.editions.iter().enumerate() {
            findings.extend(calls(edition, &rules::edition(programme, i)));
        }
    }
    findings
}

/// Days between an edition and the one that follows it. Two editions on one day are refused when
/// the pack is read.
fn gaps(programme: &Programme) -> Vec<Finding> {
    let mut editions: Vec<(usize, &Edition)> = programme.editions.iter().enumerate().collect();
    editions.sort_by_key(|(_, edition)| edition.valid.from);
    let gap = |pair: &[(usize, &Edition)]| {
        let [(_, before), (index, after)] = pair else {
            return None;
        };
        let next = |day: Date| Date::from_days(day.days().saturating_add(1));
        let first = next(before.valid.to?)?;
        let last = Date::from_days(after.valid.from.days().saturating_sub(1))?;
        if first > last {
            return None;
        }
        let message = format!(
            "no edition holds from {first} to {last}, between {} and {}",
            before.id, after.id
        );
        let place = rules::edition(programme, *index).at("valid").at("from");
        Some(Finding::new(Code::Gap, &place, message))
    };
    editions.windows(2).filter_map(gap).collect()
}

fn calls(edition: &Edition, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, call) in edition.calls.iter().enumerate() {
        let place = place.at("calls").at(i);
        for (key, day) in [("opens", call.opens), ("closes", call.closes)] {
            let Some(day) = day.filter(|day| !edition.valid.contains(*day)) else {
                continue;
            };
            let message = format!("the call {key} on {day}, when {} does not hold", edition.id);
            findings.push(Finding::new(Code::CallOutside, &place.at(key), message));
        }
        if let (Some(opens), Some(closes)) = (call.opens, call.closes)
            && closes < opens
        {
            let message = format!("the call closes on {closes}, before it opens on {opens}");
            findings.push(Finding::new(
                Code::CallBackwards,
                &place.at("closes"),
                message,
            ));
        }
    }
    findings
}
