//! Times ours natively beside its rivals; prints a rate each.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::hand_written();
    native::datalogic();
    native::ours();
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use datalogic_rs::{Engine, ParsedData};
    use peers::neutral::{self, jsonlogic};
    use peers::ours::{Answers, Ours};
    use peers::{hand, rate};
    use serde_json::Value;
    use std::hint::black_box;

    pub fn hand_written() {
        let all = neutral::read().companies;
        let companies: Vec<_> = all
            .iter()
            .map(|one| hand::Company::new(&one.answers))
            .collect();
        for (company, one) in companies.iter().zip(&all) {
            assert_eq!(hand::verdicts(company).as_slice(), one.expected);
        }
        rate::print("hand-written", companies.len(), || {
            for company in &companies {
                black_box(hand::verdicts(black_box(company)));
            }
        });
    }

    pub fn ours() {
        for (answers, name) in [
            (Answers::All, "ours"),
            (Answers::Half, "ours, half unknown"),
        ] {
            let mut ours = Ours::new(answers);
            ours.check(answers);
            rate::print(name, ours.len(), || {
                for company in 0..ours.len() {
                    black_box(ours.verdicts(black_box(company)));
                }
            });
        }
    }

    pub fn datalogic() {
        let engine = Engine::new();
        let rules: Vec<_> = neutral::rules()
            .iter()
            .map(|rule| {
                engine
                    .compile(jsonlogic(rule).to_string().as_str())
                    .expect("a rule")
            })
            .collect();
        let all = neutral::read().companies;
        let answers = all
            .iter()
            .map(|one| Value::from(one.answers.clone()).to_string());
        let data: Vec<ParsedData> = answers
            .map(|answers| ParsedData::from_json(&answers).expect("answers"))
            .collect();
        let mut session = engine.session();
        let mut verdicts = |data: &ParsedData, verdicts: &mut Vec<bool>| {
            verdicts.clear();
            for rule in &rules {
                let verdict = session.eval_borrowed(rule, data).expect("a verdict");
                verdicts.push(verdict.as_bool().expect("yes or no"));
            }
            session.reset();
        };
        let mut found = Vec::new();
        for (data, one) in data.iter().zip(&all) {
            verdicts(data, &mut found);
            assert_eq!(found, one.expected);
        }
        rate::print("datalogic-rs", data.len(), || {
            for data in &data {
                verdicts(black_box(data), &mut found);
                black_box(&found);
            }
        });
    }
}
