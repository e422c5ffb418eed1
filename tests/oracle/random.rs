//! Random small packs and answers.

use crate::oracle::OracleFact;
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// A random pack with one programme of one route, as the engine reads it and as the oracle does.
#[derive(Debug)]
pub struct RandomPack {
    pub facts: Vec<OracleFact>,
    pub constraints: Vec<Value>,
    /// Requirements, each with its condition.
    pub requirements: Vec<Value>,
    pub attests: usize,
    pub json: String,
}

pub fn pack(rng: &mut Rng) -> RandomPack {
    let facts: Vec<OracleFact> = (0..rng.usize(2..=4)).map(|i| fact(i, rng)).collect();
    let constraints: Vec<Value> = (0..rng.usize(0..=3).saturating_sub(1))
        .map(|_| condition(&facts, 1, rng))
        .collect();
    let requirements: Vec<Value> = (0..rng.usize(1..=3))
        .map(|_| condition(&facts, 2, rng))
        .collect();
    let attests = rng.usize(0..=2).saturating_sub(1);
    let json = packed(&facts, &constraints, &requirements, attests);
    RandomPack {
        facts,
        constraints,
        requirements,
        attests,
        json,
    }
}

fn fact(index: usize, rng: &mut Rng) -> OracleFact {
    let id = format!("f{index}");
    let names = |n: usize| (0..n).map(|i| format!("o{i}")).collect::<Vec<_>>();
    let (kind, values, options) = match rng.usize(0..7) {
        0 => ("bool", vec![0, 1], Vec::new()),
        1 => {
            let n = rng.usize(2..=4);
            ("choice", (0..n as i64).collect(), names(n))
        }
        2 | 3 => {
            let n = rng.usize(2..=4);
            ("set", (0..1 << n).collect(), names(n))
        }
        4 => ("number", (0..=rng.i64(3..=8)).collect(), Vec::new()),
        _ => (
            "number",
            (0..=rng.i64(3..=6)).map(|i| i * 10).collect(),
            Vec::new(),
        ),
    };
    let cost = if rng.usize(0..5) == 0 {
        None
    } else {
        Some(rng.u32(1..=3))
    };
    OracleFact {
        id,
        kind,
        values,
        options,
        cost,
    }
}

/// A number of tenths as JSON.
pub fn number(tenths: i64) -> Value {
    if tenths % 10 == 0 {
        json!(tenths / 10)
    } else {
        json!(tenths as f64 / 10.0)
    }
}

fn step(fact: &OracleFact) -> i64 {
    fact.values[1] - fact.values[0]
}

fn comparison(low: i64, high: i64, step: i64, rng: &mut Rng) -> (String, Value) {
    let steps = (high - low) / step;
    let mut bound = || low + rng.i64(-1..=steps + 1) * step;
    let (a, b) = (bound(), bound());
    let key = ["at_least", "above", "at_most", "below", "equals", "between"][rng.usize(0..6)];
    let value = if key == "between" {
        json!([number(a.min(b)), number(a.max(b))])
    } else {
        number(a)
    };
    (key.into(), value)
}

fn some(options: &[String], rng: &mut Rng) -> Vec<String> {
    let mut some: Vec<String> = options.iter().filter(|_| rng.bool()).cloned().collect();
    if some.is_empty() {
        some.push(options[rng.usize(0..options.len())].clone());
    }
    some
}

pub fn condition(facts: &[OracleFact], depth: usize, rng: &mut Rng) -> Value {
    if depth > 0 && rng.usize(0..3) > 0 {
        let mut part = || condition(facts, depth - 1, rng);
        let (first, second) = (part(), part());
        return match rng.usize(0..5) {
            0 | 1 => json!({ "all": [first, second] }),
            2 | 3 => json!({ "any": [first, second] }),
            _ => json!({ "not": first }),
        };
    }
    let numbers: Vec<&OracleFact> = facts.iter().filter(|fact| fact.kind == "number").collect();
    if numbers.len() >= 2 && rng.usize(0..4) == 0 {
        let (a, b) = (numbers[0], numbers[1 + rng.usize(0..numbers.len() - 1)]);
        let fine = step(a).min(step(b));
        let ends = |fact: &OracleFact| (fact.values[0], *fact.values.last().expect("values"));
        let ((a_low, a_high), (b_low, b_high)) = (ends(a), ends(b));
        let (operator, low, high) = if rng.bool() {
            ("sum", a_low + b_low, a_high + b_high)
        } else {
            ("difference", a_low - b_high, a_high - b_low)
        };
        let (key, value) = comparison(low, high, fine, rng);
        return json!({ operator: [a.id, b.id], key: value });
    }
    let fact = &facts[rng.usize(0..facts.len())];
    let id = &fact.id;
    match fact.kind {
        "bool" => json!({ "fact": id, "is": rng.bool() }),
        "choice" if rng.bool() => {
            json!({ "fact": id, "is": fact.options[rng.usize(0..fact.options.len())] })
        }
        "choice" => json!({ "fact": id, "one_of": some(&fact.options, rng) }),
        "set" => match rng.usize(0..6) {
            0 => json!({ "fact": id, "has": some(&fact.options, rng)[0] }),
            1 => json!({ "fact": id, "has_any": some(&fact.options, rng) }),
            2 => json!({ "fact": id, "has_all": some(&fact.options, rng) }),
            3 => json!({ "fact": id, "has_none": some(&fact.options, rng) }),
            kind => {
                let (key, value) = comparison(0, fact.options.len() as i64 * 10, 10, rng);
                let except = if kind == 4 {
                    some(&fact.options, rng)
                } else {
                    Vec::new()
                };
                json!({ "count": id, "except": except, key: value })
            }
        },
        _ => {
            let high = *fact.values.last().expect("values");
            let (key, value) = comparison(fact.values[0], high, step(fact), rng);
            json!({ "fact": id, key: value })
        }
    }
}

/// The pack file of these facts, constraints and requirements.
pub fn packed(
    facts: &[OracleFact],
    constraints: &[Value],
    requirements: &[Value],
    attests: usize,
) -> String {
    let facts: Vec<Value> = facts
        .iter()
        .map(|fact| {
            let mut json = json!({ "id": fact.id, "topic": "t", "type": fact.kind,
                "changeable": if fact.cost.is_some() { "project" } else { "no" },
                "cost": fact.cost, "text": {} });
            if fact.kind == "number" {
                json["unit"] = json!("count");
                json["min"] = number(fact.values[0]);
                json["max"] = number(*fact.values.last().expect("values"));
                json["step"] = number(step(fact));
            } else if matches!(fact.kind, "choice" | "set") {
                json["options"] = json!(fact.options);
            }
            json
        })
        .collect();
    let constraints: Vec<Value> = constraints
        .iter()
        .enumerate()
        .map(|(i, holds)| json!({ "id": format!("k{i}"), "holds": holds, "text": {} }))
        .collect();
    let requirements = requirements.iter().enumerate().map(|(i, when)| {
        json!({ "id": format!("r{i}"), "kind": "requirement", "when": when, "text": {},
            "sources": [] })
    });
    let attests = (0..attests)
        .map(|i| json!({ "id": format!("a{i}"), "kind": "attest", "text": {}, "sources": [] }));
    let criteria: Vec<Value> = requirements.chain(attests).collect();
    json!({
        "pack": { "id": "random", "version": "1", "format": 1, "languages": [],
            "topics": [{ "id": "t", "text": {} }] },
        "facts": facts, "definitions": {}, "constraints": constraints, "sources": [],
        "contacts": [{ "id": "c", "kind": "guidance", "text": {} }], "texts": {}, "tables": {},
        "programmes": [{ "id": "p", "owner": "c", "goals": [], "text": {},
            "editions": [{ "id": "e", "valid": { "from": "2000-01-01" }, "text": {},
                "routes": [{ "id": "r", "kind": "apply", "text": {}, "criteria": criteria }] }] }],
    })
    .to_string()
}

/// Random answers: exact, bands, partly known sets, unknown, none; and attestations.
pub fn answers(pack: &RandomPack, rng: &mut Rng) -> Map<String, Value> {
    let mut answers = Map::new();
    for fact in &pack.facts {
        let any = |rng: &mut Rng| fact.values[rng.usize(0..fact.values.len())];
        let answer = match (fact.kind, rng.usize(0..6)) {
            (_, 0) => continue,
            (_, 1) => json!("unknown"),
            ("bool", _) => json!(rng.bool()),
            ("choice", _) => json!(fact.options[any(rng) as usize]),
            ("set", 2 | 3) => {
                let (mut has, mut lacks) = (Vec::new(), Vec::new());
                for option in &fact.options {
                    match rng.usize(0..3) {
                        0 => has.push(option),
                        1 => lacks.push(option),
                        _ => {}
                    }
                }
                json!({ "has": has, "not": lacks })
            }
            ("set", _) => {
                json!(
                    fact.options
                        .iter()
                        .filter(|_| rng.bool())
                        .collect::<Vec<_>>()
                )
            }
            (_, 2) => json!({ "from": number(any(rng)) }),
            (_, 3) => {
                let (a, b) = (any(rng), any(rng));
                json!({ "from": number(a.min(b)), "to": number(a.max(b)) })
            }
            _ => number(any(rng)),
        };
        answers.insert(fact.id.clone(), answer);
    }
    let attested: Map<String, Value> = (0..pack.attests)
        .filter_map(|i| match rng.usize(0..5) {
            0 => Some((format!("p/r/a{i}"), json!(false))),
            1 | 2 => Some((format!("p/r/a{i}"), json!(true))),
            _ => None,
        })
        .collect();
    if !attested.is_empty() {
        answers.insert("attested".into(), attested.into());
    }
    answers
}
