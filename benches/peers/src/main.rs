//! Times ours natively beside its rivals; prints a rate each.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let companies = peers::neutral::read().companies;
    let mut rounds = vec![
        native::hand_written(&companies),
        native::datalogic(&companies),
    ];
    rounds.extend(native::ours());
    peers::rate::print(companies.len(), &mut rounds);
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use datalogic_rs::{Engine, ParsedData};
    use peers::hand;
    use peers::neutral::{self, Company, jsonlogic};
    use peers::ours::{Answers, Ours};
    use peers::rate::Round;
    use serde_json::Value;
    use std::hint::black_box;

    pub fn hand_written(all: &[Company]) -> Round<'static> {
        let companies = all.iter().map(|one| hand::Company::new(&one.answers));
        let companies: Vec<_> = companies.collect();
        for (company, one) in companies.iter().zip(all) {
            assert_eq!(hand::verdicts(company).as_slice(), one.expected);
        }
        let round = move || {
            for company in &companies {
                black_box(hand::verdicts(black_box(company)));
            }
        };
        ("hand-written", Box::new(round))
    }

    pub fn ours() -> [Round<'static>; 2] {
        [
            (Answers::All, "ours"),
            (Answers::Half, "ours, half unknown"),
        ]
        .map(|(answers, name)| {
            let mut ours = Ours::new(answers);
            ours.check(answers);
            let round = move || {
                ours.round(|_, verdicts| {
                    black_box(verdicts);
                })
            };
            (name, Box::new(round) as Box<dyn FnMut()>)
        })
    }

    pub fn datalogic(all: &[Company]) -> Round<'static> {
        // It lives as long as the program, so that its session can be handed on.
        let engine: &Engine = Box::leak(Box::new(Engine::new()));
        let rules: Vec<_> = neutral::rules()
            .iter()
            .map(|rule| {
                engine
                    .compile(jsonlogic(rule).to_string().as_str())
                    .expect("a rule")
            })
            .collect();
        let answers = all
            .iter()
            .map(|one| Value::from(one.answers.clone()).to_string());
        let data: Vec<ParsedData> = answers
            .map(|answers| ParsedData::from_json(&answers).expect("answers"))
            .collect();
        let mut session = engine.session();
        let mut verdicts = move |data: &ParsedData, verdicts: &mut [bool]| {
            for (rule, verdict) in rules.iter().zip(verdicts) {
                let found = session.eval_borrowed(rule, data).expect("a verdict");
                *verdict = found.as_bool().expect("yes or no");
            }
            session.reset();
        };
        let mut found = [false; 10];
        for (data, one) in data.iter().zip(all) {
            verdicts(data, &mut found);
            assert_eq!(found.as_slice(), one.expected);
        }
        let round = move || {
            for data in &data {
                verdicts(black_box(data), &mut found);
                black_box(&found);
            }
        };
        ("datalogic-rs", Box::new(round))
    }
}
