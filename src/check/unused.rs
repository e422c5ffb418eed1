//! What stands in the pack for nothing: facts and definitions that no rule uses, options that no
//! rule tells apart.
//!
//! A fact is *used* where a criterion or a contact's condition looks at it (through definitions
//! too), where a used fact follows from it, or where it holds the goals. A constraint alone uses
//! nothing: it only ties facts together. Options of a used choice are *alike* where every
//! condition, constraints included, that names one names the others; facts that follow from others
//! and those that they follow from are left out, for there a table gives the options.

use super::rules;
use super::{Code, Finding, Subject};
use crate::pack::condition::Condition;
use crate::pack::error::Place;
use crate::pack::fact::Domain;
use crate::pack::formula::{Atom, FactIndex, Formula};
use crate::pack::{GOALS, Pack};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let pack = &subject.engine.pack;
    let used = used_facts(pack);
    let mut findings = Vec::new();
    for (index, fact) in pack.facts.iter().enumerate() {
        let place = Place::file("facts.json").at(index);
        if !used.contains(&index) {
            let message = format!("no criterion and no contact looks at {}", fact.id);
            findings.push(Finding::new(Code::UnusedFact, &place.at("id"), message));
        }
    }
    findings.extend(definitions(pack));
    findings.extend(alike(pack, &used));
    findings
}

fn formulas<'a>(
    pack: &'a Pack,
    conditions: Vec<rules::Stated<'a>>,
) -> impl Iterator<Item = Formula> + 'a {
    let all = conditions.into_iter();
    all.filter_map(|stated| pack.formula(stated.condition).ok())
}

fn used_facts(pack: &Pack) -> BTreeSet<FactIndex> {
    let mut used: BTreeSet<FactIndex> = pack.fact_index(GOALS).into_iter().collect();
    for formula in formulas(pack, rules::decisive(pack)) {
        formula.each_atom(&mut |atom| atom.each_fact(|fact| used.extend([fact])));
    }
    let follow = pack.derivations().iter();
    let sources: Vec<FactIndex> = follow
        .filter(|one| used.contains(&one.fact))
        .map(|one| one.from)
        .collect();
    used.extend(sources);
    used
}

fn definitions(pack: &Pack) -> Vec<Finding> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let in_use = |stated: &rules::Stated| !stated.place.file.starts_with("definitions.json");
    let mut open: Vec<_> = rules::conditions(pack).into_iter().filter(in_use).collect();
    while let Some(stated) = open.pop() {
        stated.each_part(&mut |part| {
            if let Condition::Use(name) = part.condition
                && used.insert(name)
                && let Some(definition) = pack.definitions.get(name)
            {
                let condition = &definition.when;
                let place = part.place.clone();
                open.push(rules::Stated { condition, place });
            }
        });
    }
    let unused = pack
        .definitions
        .keys()
        .filter(|name| !used.contains(name.as_str()));
    let finding = |name: &String| {
        let place = Place::file("definitions.json").at(name);
        Finding::new(
            Code::UnusedDefinition,
            &place,
            format!("no rule uses {name}"),
        )
    };
    unused.map(finding).collect()
}

fn alike(pack: &Pack, used: &BTreeSet<FactIndex>) -> Vec<Finding> {
    let mut lists: BTreeMap<FactIndex, BTreeSet<Vec<usize>>> = BTreeMap::new();
    for formula in formulas(pack, rules::conditions(pack)) {
        formula.each_atom(&mut |atom| {
            if let Atom::OneOf { fact, options } = atom {
                lists.entry(*fact).or_default().insert(options.clone());
            }
        });
    }
    let mut findings = Vec::new();
    for (index, lists) in lists {
        let fact = &pack.facts[index];
        let mut derivations = pack.derivations().iter();
        let is_tabled = derivations.any(|one| one.from == index || one.fact == index);
        let Domain::Choice(options) = &fact.domain else {
            continue;
        };
        if is_tabled || !used.contains(&index) {
            continue;
        }
        let mut classes: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
        for option in 0..options.len() {
            let named = lists.iter().map(|list| list.contains(&option));
            classes.entry(named.collect()).or_default().push(option);
        }
        for class in classes.values().filter(|class| class.len() > 1) {
            let names: Vec<&str> = class.iter().map(|i| options[*i].as_str()).collect();
            let message = format!(
                "no rule tells {} apart: one option would do",
                names.join(", ")
            );
            let place = Place::file("facts.json")
                .at(index)
                .at("options")
                .at(class[0]);
            findings.push(Finding::new(Code::Alike, &place, message));
        }
    }
    findings
}
