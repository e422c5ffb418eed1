//! Sources: whether each can be looked up, was read of late, and is named by a rule.

use super::{Code, Finding, Subject};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::source::Source;
use std::collections::BTreeSet;

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let pack = &subject.engine.pack;
    let named = named(pack);
    let options = subject.options;
    let mut findings = Vec::new();
    for (id, source) in pack.sources.iter() {
        let place = Place::file("sources.json").at(id);
        let mut say = |code, place: &Place, message: String| {
            findings.push(Finding::new(code, place, message));
        };
        if !has_address(source) {
            let message = format!("{id} has no address, nor has what says the same");
            say(Code::NoAddress, &place, message);
        }
        if months(source.read, options.as_of) > i64::from(options.source_age) {
            let (read, as_of, age) = (source.read, options.as_of, options.source_age);
            let message =
                format!("{id} was read on {read}: on {as_of} that is more than {age} months ago");
            say(Code::OldSource, &place.at("read"), message);
        }
        if !named.contains(id.as_str()) {
            let message = format!("{id} is named by no rule, contact, definition or prior");
            say(Code::UnusedSource, &place.at("id"), message);
        }
    }
    findings
}

fn has_address(source: &Source) -> bool {
    source.address.is_some() || source.also.iter().any(|also| also.address.is_some())
}

/// The months that were begun from one day to another.
fn months(from: Date, to: Date) -> i64 {
    let ((year, month, day), (to_year, to_month, to_day)) = (from.parts(), to.parts());
    let months = |year: i32, month: u32| i64::from(year) * 12 + i64::from(month);
    months(to_year, to_month) - months(year, month) + i64::from(to_day > day)
}

/// The sources that something names.
fn named(pack: &Pack) -> BTreeSet<&str> {
    let editions = || pack.programmes.iter().flat_map(|one| &one.editions);
    let routes = editions().flat_map(|edition| &edition.routes);
    let criteria = editions()
        .flat_map(|edition| &edition.criteria)
        .chain(routes.flat_map(|route| &route.criteria));
    let terms = editions().flat_map(|edition| edition.terms.values());
    let terms = terms.chain(pack.terms.values());
    let lists = editions()
        .map(|edition| &edition.sources)
        .chain(criteria.map(|criterion| &criterion.sources))
        .chain(editions().flat_map(|edition| edition.calls.iter().map(|call| &call.sources)))
        .chain(terms.flat_map(|variants| variants.iter().map(|term| &term.sources)))
        .chain(
            pack.definitions
                .values()
                .map(|definition| &definition.sources),
        )
        .chain(pack.priors.values().map(|prior| &prior.sources))
        .chain(pack.contacts.iter().map(|contact| &contact.sources));
    lists.flatten().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_over_when_its_day_is_past() {
        let day = |text: &str| Date::parse(text).expect("a date");
        assert_eq!(months(day("2024-05-10"), day("2026-05-10")), 24);
        assert_eq!(months(day("2024-05-10"), day("2026-05-11")), 25);
        assert_eq!(months(day("2024-05-10"), day("2024-05-09")), 0);
    }
}
