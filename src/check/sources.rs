//! Sources: whether each can be looked up, was read of late, and is named by a rule.

use super::{Code, Finding, Subject};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::programme::Edition;
use crate::pack::source::Source;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let pack = &subject.engine.pack;
    let users = users(pack);
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
        if !users.contains_key(id.as_str()) {
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

/// What names each source: a programme by its id, all else by what it is as well.
pub(super) fn users(pack: &Pack) -> BTreeMap<&str, BTreeSet<String>> {
    let mut users: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (user, sources) in uses(pack, None) {
        for source in sources {
            users.entry(source).or_default().insert(user.clone());
        }
    }
    users
}

/// What names sources, with those that it names; with a day, only as far as it holds then.
pub(super) fn uses(pack: &Pack, on: Option<Date>) -> Vec<(String, BTreeSet<&str>)> {
    let programmes = pack.programmes.iter().map(|programme| {
        let editions = programme.editions.iter();
        let editions = editions.filter(|edition| on.is_none_or(|day| edition.valid.contains(day)));
        let named = editions.flat_map(of_edition).collect();
        (format!("`{}`", programme.id), named)
    });
    let definitions = pack.definitions.iter();
    let definitions =
        definitions.map(|(id, one)| (format!("definition `{id}`"), vec![&one.sources]));
    let priors = pack.priors.iter();
    let priors = priors.map(|(id, one)| (format!("prior of `{id}`"), vec![&one.sources]));
    let contacts = pack.contacts.iter();
    let contacts = contacts.filter(|one| on.is_none_or(|day| one.valid.contains(day)));
    let contacts = contacts.map(|one| (format!("contact `{}`", one.id), vec![&one.sources]));
    let terms = pack.terms.iter().map(|(id, variants)| {
        let named = variants.iter().map(|term| &term.sources).collect();
        (format!("terms `{id}`"), named)
    });
    let all = programmes.chain(definitions).chain(terms);
    all.chain(priors)
        .chain(contacts)
        .map(|(user, lists)| {
            let named = lists.into_iter().flatten();
            (user, named.map(String::as_str).collect())
        })
        .collect()
}

/// What an edition names: as a whole, in its criteria, calls and terms.
fn of_edition(edition: &Edition) -> Vec<&Vec<String>> {
    let own = edition.routes.iter().flat_map(|route| &route.criteria);
    let criteria = edition.criteria.iter().chain(own);
    std::iter::once(&edition.sources)
        .chain(criteria.map(|criterion| &criterion.sources))
        .chain(edition.calls.iter().map(|call| &call.sources))
        .chain(
            edition
                .terms
                .values()
                .flat_map(|variants| variants.iter())
                .map(|term| &term.sources),
        )
        .collect()
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
