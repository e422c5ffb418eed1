//! The neutral case: ten made-up programmes and a thousand made-up companies, in a form that no
//! engine favours. Here it becomes a pack, with priors learned from half of the companies.

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::Engine;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const RULES: &str = include_str!("../case/rules.json");
const COMPANIES: &str = include_str!("../case/companies.csv");
/// How many companies are screened; the priors are learned from the others.
pub const TESTED: usize = 500;

/// One company: its answers, and which programmes are right for it.
pub struct Company {
    pub answers: Map<String, Value>,
    pub expected: Vec<bool>,
}

/// The rules and the companies.
pub struct Neutral {
    pub engine: Engine,
    pub companies: Vec<Company>,
}

impl Company {
    pub fn case(&self, engine: &Engine) -> Case {
        let answers = Value::from(self.answers.clone()).to_string();
        let answers = Json::read(&answers).expect("answers");
        Case::from_json(&engine.pack, &answers, &Place::default()).expect("answers of the case")
    }
}

/// Reads the case.
pub fn read() -> Neutral {
    let rules: Value = serde_json::from_str(RULES).expect("rules");
    let fields = rules["fields"].as_object().expect("fields");
    let companies = companies(fields);
    let pack = pack(&rules, fields, &companies[TESTED..]).to_string();
    let pack = Pack::open(&pack, "").unwrap_or_else(|error| panic!("{error}"));
    Neutral {
        engine: Engine::new(pack).expect("an engine"),
        companies,
    }
}

/// The rule of each programme, as it stands in the case.
#[allow(dead_code, reason = "for the engines of others")]
pub fn rules() -> Vec<Value> {
    let rules: Value = serde_json::from_str(RULES).expect("rules");
    let programmes = rules["programmes"].as_array().expect("programmes");
    programmes.iter().map(|one| one["rule"].clone()).collect()
}

/// A rule as JsonLogic has it.
#[allow(dead_code, reason = "for the engines of others")]
pub fn jsonlogic(rule: &Value) -> Value {
    let (operator, operand) = parts(rule);
    let all = |rules: &Value| -> Value {
        let rules = rules.as_array().expect("parts").iter();
        rules.map(jsonlogic).collect()
    };
    let variable = json!({ "var": operand[0] });
    match operator {
        "all" => json!({ "and": all(operand) }),
        "any" => json!({ "or": all(operand) }),
        "not" => json!({ "!": [jsonlogic(operand)] }),
        "is" => json!({ "===": [variable, operand[1]] }),
        "in" => json!({ "in": [variable, operand[1]] }),
        "has" => json!({ "in": [operand[1], variable] }),
        _ => json!({ operand[1].as_str().expect("a comparison"): [variable, operand[2]] }),
    }
}

/// The operator of a rule and what it is applied to.
fn parts(rule: &Value) -> (&str, &Value) {
    let part = rule.as_object().and_then(|one| one.iter().next());
    let (operator, operand) = part.expect("a rule");
    (operator, operand)
}

fn companies(fields: &Map<String, Value>) -> Vec<Company> {
    let mut reader = csv::Reader::from_reader(COMPANIES.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            let cells = headers.iter().zip(row.iter());
            let answers = cells.filter_map(|(id, cell)| {
                let value = match fields.get(id)?["t"].as_str()? {
                    "num" => json!(cell.parse::<i64>().ok()?),
                    "bool" => json!(cell == "true"),
                    "choice" => json!(cell),
                    _ => json!(
                        cell.split('|')
                            .filter(|one| !one.is_empty())
                            .collect::<Vec<_>>()
                    ),
                };
                Some((id.to_owned(), value))
            });
            Company {
                answers: answers.collect(),
                expected: row[headers.len() - 1].chars().map(|c| c == '1').collect(),
            }
        })
        .collect()
}

fn pack(rules: &Value, fields: &Map<String, Value>, learned: &[Company]) -> Value {
    let mut cuts: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    let programmes = rules["programmes"].as_array().expect("programmes");
    let programmes: Vec<Value> = programmes
        .iter()
        .map(|one| {
            let criteria: Vec<Value> = one["rule"]["all"]
                .as_array()
                .expect("all")
                .iter()
                .enumerate()
                .map(|(i, rule)| {
                    json!({ "id": format!("c{i}"), "kind": "requirement", "text": {},
                        "sources": [], "when": condition(rule, &mut cuts) })
                })
                .collect();
            json!({ "id": one["id"], "owner": "nobody", "goals": [], "text": {},
                "editions": [{ "id": "only", "valid": { "from": "2000-01-01" }, "text": {},
                    "routes": [{ "id": "apply", "kind": "apply", "text": {},
                        "criteria": criteria }] }] })
        })
        .collect();
    let (mut facts, mut priors) = (Vec::new(), Map::new());
    for (id, field) in fields {
        let mut fact = json!({ "id": id, "topic": "all", "changeable": "project", "text": {} });
        let answers = || learned.iter().map(|company| &company.answers[id]);
        match field["t"].as_str().expect("a type") {
            "num" => {
                let (low, high) = (int(&field["lo"]), int(&field["hi"]));
                let inner = cuts.entry(id.clone()).or_default().iter().copied();
                let inner = inner.filter(|cut| low < *cut && *cut <= high);
                let starts: Vec<i64> = std::iter::once(low).chain(inner).collect();
                let ends = starts.iter().skip(1).map(|start| start - 1).chain([high]);
                let bands: Vec<(i64, i64)> = starts.iter().copied().zip(ends).collect();
                let weights = bands.iter().map(|(from, to)| {
                    // Twice over and one: half a company is seen in every band.
                    2 * answers()
                        .filter(|one| (*from..=*to).contains(&int(one)))
                        .count()
                        + 1
                });
                priors.insert(
                    id.clone(),
                    json!({ "bands": weights.collect::<Vec<_>>(), "assumed": true }),
                );
                fact["type"] = json!("number");
                fact["unit"] = json!("count");
                (fact["min"], fact["max"], fact["step"]) = (json!(low), json!(high), json!(1));
                let bands = bands
                    .iter()
                    .map(|(from, to)| json!({ "from": from, "to": to }));
                fact["bands"] = bands.collect();
            }
            "bool" => {
                fact["type"] = json!("bool");
                let yes =
                    answers().filter(|one| **one == json!(true)).count() * 100 / learned.len();
                priors.insert(id.clone(), json!({ "yes": yes, "assumed": true }));
            }
            kind => {
                let set = kind != "choice";
                fact["type"] = json!(if set { "set" } else { "choice" });
                fact["options"] = field["o"].clone();
                let options = field["o"]
                    .as_array()
                    .expect("options")
                    .iter()
                    .map(|option| {
                        let has = |one: &&Value| {
                            *one == option || one.as_array().is_some_and(|all| all.contains(option))
                        };
                        let times = answers().filter(has).count();
                        let weight = if set {
                            times * 100 / learned.len()
                        } else {
                            2 * times + 1
                        };
                        (
                            option.as_str().expect("an option").to_owned(),
                            json!(weight),
                        )
                    });
                let options: Map<String, Value> = options.collect();
                priors.insert(id.clone(), json!({ "options": options, "assumed": true }));
            }
        }
        facts.push(fact);
    }
    json!({
        "pack": { "id": "neutral", "version": "1", "format": 1, "languages": [],
            "topics": [{ "id": "all", "text": {} }] },
        "facts": facts, "definitions": {}, "constraints": [], "priors": priors, "sources": [],
        "contacts": [{ "id": "nobody", "kind": "guidance", "text": {} }],
        "programmes": programmes, "texts": {}, "tables": {},
    })
}

fn int(value: &Value) -> i64 {
    value.as_i64().expect("a whole number")
}

fn condition(rule: &Value, cuts: &mut BTreeMap<String, BTreeSet<i64>>) -> Value {
    let (operator, operand) = parts(rule);
    match operator {
        "all" | "any" => {
            let parts = operand.as_array().expect("parts").iter();
            json!({ operator: parts.map(|part| condition(part, cuts)).collect::<Vec<_>>() })
        }
        "not" => json!({ "not": condition(operand, cuts) }),
        "in" => json!({ "fact": operand[0], "one_of": operand[1] }),
        "has" => json!({ "fact": operand[0], "has": operand[1] }),
        "is" => json!({ "fact": operand[0], "is": operand[1] }),
        _ => {
            let (test, cut) = match operand[1].as_str().expect("a comparison") {
                "<" => ("below", 0),
                "<=" => ("at_most", 1),
                ">" => ("above", 1),
                ">=" => ("at_least", 0),
                other => panic!("{other}"),
            };
            let field = operand[0].as_str().expect("a field");
            cuts.entry(field.into())
                .or_default()
                .insert(int(&operand[2]) + cut);
            json!({ "fact": field, test: operand[2] })
        }
    }
}
