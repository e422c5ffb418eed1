//! Nobody is kept out: axe-core, with no rule switched off, finds nothing in any state.

use crate::browser::{Browser, journey};
use crate::{compare, open_result, site, unfold_everything};
use serde_json::{Value, json};

/// Looks at the page as it stands.
pub async fn look(browser: &Browser, state: &str) {
    let script = std::env::var("PULJETJEK_AXE").expect("`cargo xtask test` names the script");
    let script = std::fs::read_to_string(script).expect("the script of axe-core");
    browser.run(&script).await;
    let found = browser
        .run_until(
            "axe.run(document, { resultTypes: ['violations'] }).then(found => done(
               found.violations.flatMap(one => one.nodes.map(node => one.id + ' '
                 + node.target.join(' ') + ': ' + node.failureSummary))
             ), error => done(['axe-core failed: ' + error]))",
        )
        .await;
    assert_eq!(found, json!([]), "{state}: {found:#}");
}

/// Every state of the journey, in a language, in light or dark.
async fn every_state(language: &str, scheme: &str, width: u32) {
    let site = site();
    journey(async |browser| {
        browser.show_as("", scheme, width).await;
        let start = format!("{}/?as-of=2012-03-01&lang={language}", site.address());
        let go = async |place: &str, wait: &str| {
            browser.run(&format!("location.hash = '{place}'")).await;
            browser.wait(wait).await;
        };
        browser.client.goto(&start).await.expect("the page");
        browser.wait("#begin").await;
        look(browser, "start").await;
        for fact in [
            "employees_fte",
            "applicant_kind",
            "partner_countries",
            "more_than_half_capital_lost",
        ] {
            go(&format!("ask/{fact}"), &format!("form[data-fact='{fact}']")).await;
            look(browser, fact).await;
        }
        go("ask/employees_fte", "form[data-fact='employees_fte']").await;
        crate::company::type_figure(browser, "mange").await;
        browser.click("#next").await;
        browser.wait("#errors").await;
        look(browser, "a wrong figure").await;
        go("start", "#begin").await;
        open_result(browser, &start, "eurostars-lead-2012.json").await;
        look(browser, "result").await;
        unfold_everything(browser).await;
        look(browser, "result unfolded").await;
        browser.click("#make-link").await;
        browser.wait("#link").await;
        look(browser, "a link").await;
        browser.click("#make-code").await;
        browser.wait("#beside svg").await;
        look(browser, "a code").await;
        browser
            .run("document.querySelector('.changes button').click()")
            .await;
        browser.wait("#flips").await;
        look(browser, "an answer tried").await;
        go("answers", ".answers").await;
        look(browser, "answers").await;
        go("all", "[data-field]").await;
        look(browser, "all questions").await;
        let typed =
            "const one = document.querySelector('#employees_fte-exact'); one.value = 'many';
            one.dispatchEvent(new InputEvent('input', { bubbles: true }));
            one.dispatchEvent(new Event('change', { bubbles: true }))";
        browser.run(typed).await;
        browser.wait("#errors").await;
        look(browser, "a wrong figure among all questions").await;
        go("result", "[data-programme]").await;
        compare::choose_two(browser).await;
        look(browser, "two programmes chosen").await;
        browser.click("#compare").await;
        browser.wait(".compare").await;
        look(browser, "comparison").await;
    })
    .await;
}

#[tokio::test]
async fn in_danish_and_light() {
    every_state("da", "light", 1280).await;
}

#[tokio::test]
async fn in_english_and_dark() {
    every_state("en", "dark", 1280).await;
}

#[tokio::test]
async fn in_danish_and_dark_on_a_narrow_screen() {
    every_state("da", "dark", 320).await;
}

#[tokio::test]
async fn in_english_and_light_on_a_narrow_screen() {
    every_state("en", "light", 320).await;
}

#[tokio::test]
async fn names_are_heard() {
    let site = site();
    journey(async |browser| {
        let start = format!("{}/?as-of=2012-03-01&lang=en", site.address());
        open_result(browser, &start, "eurostars-lead-2012.json").await;
        let names = browser
            .run(
                "return [...document.querySelectorAll('button, a, input')]
                   .filter(one => !(one.ariaLabel || one.textContent.trim() || one.labels?.length))
                   .map(one => one.outerHTML)",
            )
            .await;
        assert_eq!(names, Value::Array(Vec::new()));
    })
    .await;
}
