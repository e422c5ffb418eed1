//! Whole companies: an exact answer to every fact.

use puljetjek::case::{Answer, Case};
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::fact::Domain;

/// How many companies are tried beside each input.
pub const WORLDS: usize = 6;

/// A company, by number: the ends of each domain among others, no two facts in step.
pub fn world(pack: &Pack, number: usize) -> Case {
    let mut case = Case::default();
    for (i, fact) in pack.facts.iter().enumerate() {
        let turn = number * (2 * i + 1) + i;
        case.set(&fact.id, Some(exact(&fact.domain, turn)));
    }
    case
}

/// The answers made whole: where they leave something open, what company `number` has, or an
/// end of their band.
pub fn completed(pack: &Pack, case: &Case, number: usize) -> Case {
    let mut whole = world(pack, number);
    for (id, answer) in case.answers() {
        let last = number % 2 == 1;
        let answer = match answer.clone() {
            Answer::Number { from, to } => match if last { to.or(from) } else { from.or(to) } {
                Some(value) => Answer::exactly(value),
                None => continue,
            },
            Answer::Date { from, to } => match if last { to.or(from) } else { from.or(to) } {
                Some(date) => on(date),
                None => continue,
            },
            Answer::Set {
                has,
                lacks: Some(lacks),
            } => {
                let more = pack.fact(id).map_or(&[][..], |fact| options(&fact.domain));
                let more = more.iter().filter(|one| last && !lacks.contains(one));
                let mut all = has.clone();
                all.extend(more.filter(|one| !has.contains(one)).cloned());
                Answer::Set {
                    has: all,
                    lacks: None,
                }
            }
            Answer::Unknown => continue,
            exact => exact,
        };
        whole.set(id, Some(answer));
    }
    for name in pack.attestations() {
        whole.attest(&name, case.attestation(&name));
    }
    whole
}

fn exact(domain: &Domain, turn: usize) -> Answer {
    match domain {
        Domain::Bool => Answer::Bool(turn % 2 == 0),
        Domain::Number(domain) => {
            let width = domain.max - domain.min;
            let steps = [0, width, 1, width / 5, width / 2][turn % 5];
            Answer::exactly(domain.value(domain.min + steps))
        }
        Domain::Choice(options) => Answer::Choice(options[turn % options.len()].clone()),
        Domain::Set(options) => {
            let has = options
                .iter()
                .enumerate()
                .filter(|(i, _)| turn >> i & 1 == 1);
            Answer::Set {
                has: has.map(|(_, one)| one.clone()).collect(),
                lacks: None,
            }
        }
        Domain::Date => {
            let days = ["2009-02-28", "2012-03-01", "2009-03-01", "1849-06-05"];
            on(Date::parse(days[turn % days.len()]).expect("a date"))
        }
    }
}

fn on(date: Date) -> Answer {
    Answer::Date {
        from: Some(date),
        to: Some(date),
    }
}

fn options(domain: &Domain) -> &[String] {
    match domain {
        Domain::Choice(options) | Domain::Set(options) => options,
        Domain::Bool | Domain::Number(_) | Domain::Date => &[],
    }
}
