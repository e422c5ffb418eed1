//! A company that answers what it is asked, from an answers file.

use crate::browser::Browser;
use crate::unfold_everything;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Verdict and call state of each programme, and the state of each criterion.
pub type Verdicts = BTreeMap<String, (String, String, BTreeMap<String, String>)>;

pub struct Company {
    answers: Map<String, Value>,
    facts: Vec<Value>,
}

impl Company {
    pub fn read(file: &str) -> Company {
        let read = |path: String| std::fs::read_to_string(path).expect("a file");
        let answers = serde_json::from_str(&read(format!("{ROOT}/tests/answers/{file}")));
        let facts = serde_json::from_str(&read(format!("{ROOT}/rules/facts.json")));
        Company {
            answers: answers.expect("answers"),
            facts: facts.expect("facts"),
        }
    }

    /// Answers each question that is asked, until the result comes; what the company does not
    /// know of is skipped.
    pub async fn answer_everything(&self, browser: &Browser) {
        let mut asked: Vec<String> = Vec::new();
        for _ in 0..90 {
            browser.wait("form[data-fact], [data-programme]").await;
            let fact = browser
                .run("return document.querySelector('form[data-fact]')?.dataset.fact ?? null")
                .await;
            let Some(fact) = fact.as_str() else {
                return;
            };
            assert!(
                !asked.iter().any(|one| one == fact),
                "{fact} was asked twice"
            );
            asked.push(fact.to_owned());
            let done = self.answer(browser, fact).await;
            browser.click(done).await;
            let gone = format!("form:not([data-fact='{fact}'])[data-fact], [data-programme]");
            browser.wait(&gone).await;
        }
        panic!("the questions do not end: {asked:?}");
    }

    /// Fills in the form; the button that goes on.
    async fn answer(&self, browser: &Browser, fact: &str) -> &'static str {
        let on = if fact == "goals" { "#begin" } else { "#next" };
        match self.answers.get(fact) {
            None if fact == "goals" => "#begin",
            None => "#skip",
            Some(Value::String(text)) if text == "unknown" => "#unknown",
            Some(Value::String(option)) => {
                self.choose(browser, fact, option).await;
                on
            }
            Some(Value::Bool(value)) => {
                browser.click(&format!("label[for='option-{value}']")).await;
                on
            }
            Some(Value::Number(number)) => {
                let decimal = browser.run("return document.documentElement.lang").await == "da";
                let text = number.to_string();
                let text = if decimal {
                    text.replace('.', ",")
                } else {
                    text
                };
                type_figure(browser, &text).await;
                on
            }
            Some(Value::Array(options)) => {
                for option in options {
                    self.choose(browser, fact, option.as_str().expect("an option"))
                        .await;
                }
                on
            }
            Some(Value::Object(parts)) if parts.contains_key("has") => {
                for option in parts["has"].as_array().expect("options") {
                    self.choose(browser, fact, option.as_str().expect("an option"))
                        .await;
                }
                on
            }
            Some(band) => {
                let facts = self
                    .facts
                    .iter()
                    .find(|one| one["id"] == fact)
                    .expect("the fact");
                let bands = facts["bands"].as_array().expect("bands");
                let index = bands.iter().position(|one| one == band).expect("the band");
                browser
                    .click(&format!("label[for='option-band-{index}']"))
                    .await;
                on
            }
        }
    }

    /// Chooses an option; one of many is searched first.
    async fn choose(&self, browser: &Browser, fact: &str, option: &str) {
        let label = format!("label[for='option-{option}']");
        if browser.has("#search").await {
            let language = browser.run("return document.documentElement.lang").await;
            let fact = self
                .facts
                .iter()
                .find(|one| one["id"] == fact)
                .expect("the fact");
            let text = &fact["text"][language.as_str().expect("a language")]["options"][option];
            let search = browser.wait("#search").await;
            search.clear().await.expect("an empty field");
            search
                .send_keys(text.as_str().expect("a label"))
                .await
                .expect("typed");
        }
        browser.click(&label).await;
    }

    /// Ticks what the company attests.
    pub async fn attest_everything(&self, browser: &Browser) {
        unfold_everything(browser).await;
        let attested = self.answers.get("attested").and_then(Value::as_object);
        for (name, value) in attested.into_iter().flatten() {
            let answer = if value == true { "yes" } else { "no" };
            let script = format!(
                "document.querySelector(\"label[for$='{name}-app.attest.{answer}']\").click()"
            );
            browser.run(&script).await;
        }
    }
}

/// Types a figure into the question's field.
pub async fn type_figure(browser: &Browser, figure: &str) {
    let field = browser.wait("#exact").await;
    field.clear().await.expect("an empty field");
    field.send_keys(figure).await.expect("typed");
}

/// What the page says, of the best route of each programme.
pub async fn verdicts_on_the_page(browser: &Browser) -> Verdicts {
    browser.wait("[data-programme]").await;
    unfold_everything(browser).await;
    let verdicts = browser
        .run(
            "const pairs = (all, pair) => Object.fromEntries([...all].map(pair));
             return pairs(document.querySelectorAll('[data-programme]'), (card) => {
               const best = card.querySelector('[data-route]');
               const criteria = pairs(best.querySelectorAll('[data-criterion]'),
                 (one) => [one.dataset.criterion, one.dataset.state]);
               const { programme, verdict, call } = card.dataset;
               return [programme, [verdict, call, criteria]];
             })",
        )
        .await;
    serde_json::from_value(verdicts).expect("verdicts")
}

/// What `puljetjek screen` says.
pub fn verdicts_of_the_command(answers: &str, as_of: Option<&str>) -> Verdicts {
    let mut command = Command::new(env!("CARGO_BIN_EXE_puljetjek"));
    command.args([
        "screen",
        "--pack",
        &format!("{ROOT}/rules"),
        "--format",
        "json",
    ]);
    command.args(["--answers", &format!("{ROOT}/tests/answers/{answers}")]);
    if let Some(day) = as_of {
        command.args(["--as-of", day]);
    }
    let output = command.output().expect("the command runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let programmes = report["programmes"].as_array().expect("programmes");
    programmes
        .iter()
        .map(|one| {
            let routes = one["routes"].as_array().expect("routes");
            let best = routes
                .iter()
                .find(|route| route["id"] == one["route"])
                .expect("the best");
            let criteria = best["criteria"].as_array().expect("criteria").iter();
            let criteria = criteria
                .map(|one| (text(&one["id"]), text(&one["state"])))
                .collect();
            let verdict = (text(&one["verdict"]), text(&one["call"]["state"]), criteria);
            (text(&one["id"]), verdict)
        })
        .collect()
}
