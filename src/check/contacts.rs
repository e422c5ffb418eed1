//! Contacts that nobody is sent to, and places and goals that nobody helps with.
//!
//! A contact is *never reached* where nobody meets its condition, or where each programme, goal
//! and day that would lead to it leads to somebody else who knows the matter better: to one who has
//! no condition, or whose condition each company meets that meets the contact's own. A *place* is
//! an option of a choice that contacts' conditions name, or from which one follows that they name;
//! it has a contact where a company of which nothing else is known meets the condition of one. A
//! *goal* has a contact where one names it, or owns or knows a programme that serves it. Places and
//! goals are looked at on the day of the check. A contact for everybody counts for neither.

use super::{Code, Finding, Subject};
use crate::case::{Answer, Case};
use crate::pack::contact::Contact;
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::fact::Domain;
use crate::pack::formula::{FactIndex, Formula};
use crate::pack::programme::Programme;
use crate::pack::{GOALS, Pack};
use crate::screen::{ContactReason, Engine, contact_reason, edition_on};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let mut reach = Reach::new(subject.engine);
    let mut findings = reach.unreached();
    findings.extend(places(subject, &reach.conditions));
    findings.extend(goals(subject));
    findings
}

/// Somebody to be sent to for a programme with a goal on a day.
struct Occasion<'a> {
    programme: &'a Programme,
    owner: &'a str,
    goals: Vec<&'a String>,
    day: Date,
}

struct Reach<'a> {
    engine: &'a Engine,
    pack: &'a Pack,
    /// By contact: its condition.
    conditions: Vec<Option<Formula>>,
    /// Whether whoever meets the condition of the one meets that of the other.
    implied: BTreeMap<(usize, usize), bool>,
}

impl<'a> Reach<'a> {
    fn new(engine: &'a Engine) -> Reach<'a> {
        let pack = &engine.pack;
        let condition = |contact: &Contact| pack.formula(contact.when.as_ref()?).ok();
        Reach {
            engine,
            pack,
            conditions: pack.contacts.iter().map(condition).collect(),
            implied: BTreeMap::new(),
        }
    }

    fn unreached(&mut self) -> Vec<Finding> {
        let occasions = occasions(self.pack);
        let mut findings = Vec::new();
        for (index, contact) in self.pack.contacts.iter().enumerate() {
            let place = Place::file("contacts.json").at(index);
            let mut say = |why: String| {
                let message = format!("nobody is ever sent to {}: {why}", contact.id);
                findings.push(Finding::new(Code::ContactUnreached, &place, message));
            };
            let condition = self.conditions[index].as_ref();
            if condition.is_some_and(|condition| self.engine.is_impossible(condition)) {
                say("nobody meets its condition".into());
                continue;
            }
            let mut before = BTreeSet::new();
            let is_reached = occasions.iter().any(|occasion| {
                let Some(own) = self.reason(index, occasion) else {
                    return false;
                };
                let rival = self.better(index, own, occasion);
                before.extend(rival);
                rival.is_none()
            });
            if is_reached {
                continue;
            }
            let ids = before
                .iter()
                .map(|rival| self.pack.contacts[*rival].id.as_str());
            let ids = ids.collect::<Vec<_>>().join(", ");
            say(if ids.is_empty() {
                "no programme, goal or day leads to it".into()
            } else {
                format!("whoever could be is sent to {ids}, who knows the matter better")
            });
        }
        findings
    }

    fn reason(&self, contact: usize, occasion: &Occasion) -> Option<ContactReason> {
        let one = &self.pack.contacts[contact];
        let meets = self.conditions[contact].is_some();
        let Occasion {
            programme,
            owner,
            goals,
            day,
        } = occasion;
        one.valid
            .contains(*day)
            .then(|| contact_reason(one, programme, owner, goals, meets))?
    }

    /// Somebody who always comes before a contact.
    fn better(&mut self, contact: usize, own: ContactReason, occasion: &Occasion) -> Option<usize> {
        let contacts = &self.pack.contacts;
        let one = &contacts[contact];
        let is_last = one.fallback && own >= ContactReason::General;
        let reasons: Vec<_> = (0..contacts.len())
            .filter(|rival| *rival != contact)
            .filter_map(|rival| Some((rival, self.reason(rival, occasion)?)))
            .collect();
        let same_kind = |rival: usize, kind| contacts[rival].kind == kind;
        // A fallback gives way to anybody else of any kind who comes first in theirs.
        let comes_first = |rival: usize, reason: ContactReason| {
            let kind = contacts[rival].kind;
            let mut others = reasons.iter();
            others.all(|(other, of_other)| {
                !same_kind(*other, kind) || !contacts[*other].fallback || *of_other >= reason
            })
        };
        let rivals = reasons.iter().filter(|(rival, reason)| {
            let better = same_kind(*rival, one.kind) && *reason < own;
            let instead = is_last && !contacts[*rival].fallback && comes_first(*rival, *reason);
            better || instead
        });
        let rivals: Vec<usize> = rivals.map(|(rival, _)| *rival).collect();
        rivals
            .into_iter()
            .find(|rival| self.implies(contact, *rival))
    }

    fn implies(&mut self, contact: usize, rival: usize) -> bool {
        let Some(of_rival) = &self.conditions[rival] else {
            return true;
        };
        let own = self.conditions[contact].clone().unwrap_or(Formula::TRUE);
        let other = Formula::Not(Box::new(of_rival.clone()));
        let engine = self.engine;
        *self
            .implied
            .entry((contact, rival))
            .or_insert_with(|| engine.is_impossible(&Formula::All(vec![own, other])))
    }
}

/// Each programme with each of its goals on the first day of each stretch of days that are alike.
fn occasions(pack: &Pack) -> Vec<Occasion<'_>> {
    let next = |day: Date| Date::from_days(day.days().saturating_add(1));
    let mut days: BTreeSet<Date> = Date::new(1, 1, 1).into_iter().collect();
    for contact in &pack.contacts {
        days.extend(contact.valid.from);
        days.extend(contact.valid.to.and_then(next));
    }
    let mut all = Vec::new();
    for programme in &pack.programmes {
        let mut days = days.clone();
        for edition in &programme.editions {
            days.insert(edition.valid.from);
            days.extend(edition.valid.to.and_then(next));
        }
        for day in days {
            let edition = &programme.editions[edition_on(programme, day)];
            let owner = edition.owner.as_ref().unwrap_or(&programme.owner);
            let goals: Vec<Vec<&String>> = if programme.goals.is_empty() {
                vec![Vec::new()]
            } else {
                programme.goals.iter().map(|goal| vec![goal]).collect()
            };
            all.extend(goals.into_iter().map(|goals| Occasion {
                programme,
                owner,
                goals,
                day,
            }));
        }
    }
    all
}

fn places(subject: &Subject, conditions: &[Option<Formula>]) -> Vec<Finding> {
    let engine = subject.engine;
    let pack = &engine.pack;
    let mut facts: BTreeSet<FactIndex> = BTreeSet::new();
    for condition in conditions.iter().flatten() {
        condition.each_atom(&mut |atom| {
            atom.each_fact(|fact| {
                let mut derivations = pack.derivations().iter();
                let from = derivations.find(|one| one.fact == fact);
                facts.insert(from.map_or(fact, |one| one.from));
            });
        });
    }
    let valid: Vec<&Formula> = pack
        .contacts
        .iter()
        .zip(conditions)
        .filter(|(contact, _)| contact.valid.contains(subject.options.as_of) && !contact.fallback)
        .filter_map(|(_, condition)| condition.as_ref())
        .collect();
    let mut findings = Vec::new();
    for index in facts {
        let fact = &pack.facts[index];
        let Domain::Choice(options) = &fact.domain else {
            continue;
        };
        for (i, option) in options.iter().enumerate() {
            let mut case = Case::default();
            case.set(&fact.id, Some(Answer::Choice(option.clone())));
            if valid
                .iter()
                .any(|condition| engine.surely(condition, &case))
            {
                continue;
            }
            let place = Place::file("facts.json").at(index).at("options").at(i);
            let day = subject.options.as_of;
            let message = format!(
                "nobody near helps a company with {} {option} on {day}",
                fact.id
            );
            let finding = Finding::new(Code::PlaceWithout, &place, message);
            findings.push(finding.with_example(Some(case)));
        }
    }
    findings
}

fn goals(subject: &Subject) -> Vec<Finding> {
    let pack = &subject.engine.pack;
    let day = subject.options.as_of;
    let Some(index) = pack.fact_index(GOALS) else {
        return Vec::new();
    };
    let Domain::Set(options) = &pack.facts[index].domain else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (i, goal) in options.iter().enumerate() {
        let serving = || {
            pack.programmes
                .iter()
                .filter(|one| one.goals.contains(goal))
        };
        let helps = |contact: &Contact| {
            contact.goals.contains(goal)
                || serving().any(|programme| {
                    let edition = &programme.editions[edition_on(programme, day)];
                    let owner = edition.owner.as_ref().unwrap_or(&programme.owner);
                    contact.id == *owner || contact.programmes.contains(&programme.id)
                })
        };
        let mut contacts = pack.contacts.iter();
        if contacts.any(|one| one.valid.contains(day) && !one.fallback && helps(one)) {
            continue;
        }
        let mut case = Case::default();
        let has = vec![goal.clone()];
        case.set(GOALS, Some(Answer::Set { has, lacks: None }));
        let place = Place::file("facts.json").at(index).at("options").at(i);
        let message = format!("nobody helps a company with the goal {goal} on {day}");
        let finding = Finding::new(Code::GoalWithout, &place, message);
        findings.push(finding.with_example(Some(case)));
    }
    findings
}
