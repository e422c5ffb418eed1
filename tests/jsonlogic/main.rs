//! The exported rules in another engine: json-logic-js decides complete companies as ours does.
//!
//! `PULJETJEK_NODE` names the folder whose node_modules hold json-logic-js.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use fastrand::Rng;
use puljetjek::export::Export;
use puljetjek::pack::date::Date;
use puljetjek::pack::fact::{Domain, Fact};
use puljetjek::pack::formula::{Atom, Formula};
use puljetjek::pack::programme::RouteKind;
use puljetjek::pack::{Pack, folder};
use puljetjek::screen::{Columns, Engine, Population, Verdict};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Companies to compare, at the least.
const COMPANIES: usize = 100_000;

/// The values around each bound that some criterion compares with, by fact.
fn turning_points(pack: &Pack) -> BTreeMap<usize, Vec<i64>> {
    let mut points: BTreeMap<usize, BTreeSet<i64>> = BTreeMap::new();
    let editions = pack.programmes.iter().flat_map(|one| &one.editions);
    let criteria = editions.flat_map(|edition| {
        let routes = edition.routes.iter().flat_map(|route| &route.criteria);
        edition.criteria.iter().chain(routes)
    });
    for condition in criteria.filter_map(|one| one.demand.condition()) {
        let formula = pack.formula(condition).unwrap();
        formula.each_atom(&mut |atom| {
            if let Atom::AtLeast { fact, bound } = atom
                && let Domain::Number(domain) = &pack.facts[*fact].domain
            {
                let around = [bound - 1, *bound, bound + 1];
                let exist = around.map(|one| one.clamp(domain.min, domain.max));
                points.entry(*fact).or_default().extend(exist);
            }
        });
    }
    let lists = points.into_iter();
    lists
        .map(|(fact, all)| (fact, all.into_iter().collect()))
        .collect()
}

/// A random value: in steps, as 1 or 0, or as the option's index; as data; and as a cell.
fn value(fact: &Fact, points: Option<&Vec<i64>>, rng: &mut Rng) -> (i64, Value, String) {
    match &fact.domain {
        Domain::Bool => {
            let value = rng.bool();
            (value.into(), json!(value), value.to_string())
        }
        Domain::Number(domain) => {
            let steps = match points {
                Some(points) if rng.usize(..4) > 0 => points[rng.usize(..points.len())],
                _ => {
                    let (low, high) = match domain.bands.as_slice() {
                        [] => (domain.min, domain.max.min(domain.min + 20)),
                        bands => bands[rng.usize(..bands.len())],
                    };
                    rng.i64(low..=high)
                }
            };
            let value = domain.value(steps);
            (steps, json!(value), value.to_string())
        }
        Domain::Choice(options) => {
            let index = rng.usize(..options.len());
            (index as i64, json!(options[index]), options[index].clone())
        }
        Domain::Set(options) => {
            let chosen: BTreeSet<&String> = (0..rng.usize(..5))
                .map(|_| &options[rng.usize(..options.len())])
                .collect();
            let cell: Vec<&str> = chosen.iter().map(|one| one.as_str()).collect();
            let cell = if cell.is_empty() {
                "|".into()
            } else {
                cell.join("|")
            };
            (0, json!(chosen), cell)
        }
        Domain::Date => unreachable!("no fact of the pack is a date"),
    }
}

/// Whether a constraint holds. None of the pack looks at a set.
fn holds(formula: &Formula, values: &[i64]) -> bool {
    match formula {
        Formula::All(parts) => parts.iter().all(|part| holds(part, values)),
        Formula::Any(parts) => parts.iter().any(|part| holds(part, values)),
        Formula::Not(part) => !holds(part, values),
        Formula::Atom(Atom::AtLeast { fact, bound }) => values[*fact] >= *bound,
        Formula::Atom(Atom::OneOf { fact, options }) => options.contains(&(values[*fact] as usize)),
        Formula::Atom(Atom::Linear(linear)) => {
            let terms = linear.terms.iter();
            let sum: i128 = terms
                .map(|(fact, weight)| weight * i128::from(values[*fact]))
                .sum();
            sum >= linear.bound
        }
        Formula::Atom(Atom::Count { .. }) => unreachable!("no constraint counts"),
    }
}

/// A complete company that can be: what stands in the data, and its cells by fact.
fn company(
    pack: &Pack,
    constraints: &[Formula],
    points: &BTreeMap<usize, Vec<i64>>,
    rng: &mut Rng,
) -> (Map<String, Value>, Vec<String>) {
    let any = |index: usize, rng: &mut Rng| value(&pack.facts[index], points.get(&index), rng);
    let all = (0..pack.facts.len()).map(|index| any(index, rng));
    let (mut values, mut data, mut cells) = (Vec::new(), Map::new(), Vec::new());
    for (fact, (value, json, cell)) in pack.facts.iter().zip(all.collect::<Vec<_>>()) {
        values.push(value);
        data.insert(fact.id.clone(), json);
        cells.push(cell);
    }
    // The facts of a broken constraint are drawn again until none is broken.
    while let Some(broken) = constraints.iter().find(|one| !holds(one, &values)) {
        broken.each_atom(&mut |atom| {
            atom.each_fact(|index| {
                let (value, json, cell) = any(index, rng);
                (values[index], cells[index]) = (value, cell);
                data.insert(pack.facts[index].id.clone(), json);
            });
        });
    }
    for derived in pack.derivations() {
        let (Domain::Choice(from), Domain::Choice(to)) = (
            &pack.facts[derived.from].domain,
            &pack.facts[derived.fact].domain,
        ) else {
            continue;
        };
        let source = from
            .iter()
            .position(|one| *one == cells[derived.from])
            .unwrap();
        let option = &to[derived.options[source]];
        cells[derived.fact] = option.clone();
        data.insert(pack.facts[derived.fact].id.clone(), json!(option));
    }
    (data, cells)
}

/// What a programme's routes say, as a verdict of complete answers without attestations.
fn verdict(routes: &[(RouteKind, bool, bool)]) -> Verdict {
    let own = routes
        .iter()
        .filter(|one| one.0 != RouteKind::Through && one.1);
    let to_confirm = |one: &(RouteKind, bool, bool)| one.2;
    let best = own.map(|one| {
        if to_confirm(one) {
            Verdict::Confirm
        } else {
            Verdict::Eligible
        }
    });
    let through = routes
        .iter()
        .any(|one| one.0 == RouteKind::Through && one.1);
    best.min().unwrap_or(if through {
        Verdict::Through
    } else {
        Verdict::Ineligible
    })
}

#[test]
fn another_engine_decides_the_exported_rules_alike() {
    let node = std::env::var("PULJETJEK_NODE").expect("PULJETJEK_NODE: where json-logic-js is");
    let seed = std::env::var("PULJETJEK_SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    let seed = seed.unwrap_or(4);
    println!("seed {seed}");
    let mut rng = Rng::with_seed(seed);

    let engine = Engine::new(folder::read(Path::new("rules")).unwrap().pack).unwrap();
    let pack = &engine.pack;
    let points = turning_points(pack);
    let header: Vec<&str> = pack.facts.iter().map(|fact| fact.id.as_str()).collect();
    let place = puljetjek::pack::error::Place::default();
    let columns = Columns::new(pack, &header, &place).unwrap();

    let constraints = pack
        .constraints
        .iter()
        .map(|one| pack.formula(&one.holds).unwrap());
    let constraints: Vec<Formula> = constraints.collect();

    // Each edition is asked on its first day.
    let editions = pack.programmes.iter().flat_map(|one| &one.editions);
    let days: BTreeSet<Date> = editions.map(|edition| edition.valid.from).collect();
    let each = COMPANIES.div_ceil(days.len());

    let mut compared = 0;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for day in days {
        let mut population = Population::new(&engine, &columns, day);
        let (mut rules, mut routes) = (Vec::new(), Vec::new());
        for programme in &pack.programmes {
            let export = serde_json::to_value(Export::jsonlogic(pack, programme).unwrap()).unwrap();
            let now = |edition: &&puljetjek::pack::programme::Edition| edition.valid.contains(day);
            let Some(edition) = programme.editions.iter().find(now) else {
                continue;
            };
            let all = export["editions"].as_array().unwrap().iter();
            let exported = all
                .clone()
                .find(|one| one["id"] == edition.id.as_str())
                .unwrap();
            for (index, route) in edition.routes.iter().enumerate() {
                let exported = &exported["routes"][index];
                assert_eq!(exported["id"], route.id.as_str());
                let attests = !exported["attest"].as_array().unwrap().is_empty();
                rules.push(exported["requirements"].clone());
                routes.push((programme.id.clone(), route.kind, attests));
            }
        }
        let mut child = Command::new("node")
            .args(["tests/jsonlogic/evaluate.mjs", &node])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js");
        let mut input = child.stdin.take().unwrap();
        let (mut companies, mut lines) = (Vec::new(), Value::from(rules).to_string());
        while companies.len() < each {
            let (data, cells) = company(pack, &constraints, &points, &mut rng);
            let verdicts = population.screen(cells.iter().map(String::as_str));
            let verdicts = verdicts.expect("a company that can be").to_vec();
            lines += "\n";
            lines += &Value::from(data.clone()).to_string();
            companies.push((data, verdicts));
        }
        lines += "\n";
        let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success());
        let answers = String::from_utf8(output.stdout).unwrap();
        assert_eq!(answers.lines().count(), companies.len());
        for (line, (data, ours)) in answers.lines().zip(&companies) {
            for (index, programme) in pack.programmes.iter().enumerate() {
                let theirs: Vec<(RouteKind, bool, bool)> = routes
                    .iter()
                    .zip(line.chars())
                    .filter(|((id, ..), _)| *id == programme.id)
                    .map(|((_, kind, attests), bit)| (*kind, bit == '1', *attests))
                    .collect();
                if theirs.is_empty() {
                    continue;
                }
                let theirs = verdict(&theirs);
                assert_eq!(
                    ours[index], theirs,
                    "{} as of {day}: {data:?}",
                    programme.id
                );
                *seen
                    .entry(format!("{} {theirs:?}", programme.id))
                    .or_default() += 1;
            }
            compared += 1;
        }
    }
    println!("{compared} companies compared: {seen:?}");
    assert!(compared >= COMPANIES);
    // Both sides of the common programmes were seen.
    for id in ["eurostars", "videnpilot", "industrial-phd"] {
        let sides = seen.keys().filter(|key| key.starts_with(id));
        assert!(sides.count() > 1, "{id}");
    }
}
