//! The result on paper.

use crate::browser::{Engine, journey, journey_in};
use crate::{open_result, site};
use fantoccini::wd::PrintConfiguration;
use serde_json::json;

const COMPANY: &str = "eurostars-lead-2012.json";
const DAY: &str = "/?as-of=2012-03-01";
/// What is written on the sheet that is printed.
const SHEET: &str = "return document.querySelector('.sheet').textContent";

#[tokio::test]
async fn the_print_has_the_summary_and_nothing_else() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        let print = browser.devtools("Page.printToPDF", json!({ "paperWidth": 8.27, "paperHeight": 11.69 })).await;
        browser
            .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
        let shown = browser
            .run("return [...document.querySelectorAll('main > *, .foot, nav')].filter(one => one.checkVisibility()).map(one => one.className || one.tagName)")
            .await;
        assert_eq!(shown, json!(["H1", "sheet"]));
        let text = browser.run("return document.querySelector('.sheet').innerText").await;
        let text = text.as_str().expect("text");
        assert!(text.contains("dk-innovation") && text.contains("Eurostars"), "{text}");
        let letters = print["data"].as_str().expect("a PDF");
        let script = format!("return atob('{letters}').match(/[/]Type\\s*[/]Page\\b/g).length");
        let pages = browser.run(&script).await.as_u64().expect("a count");
        assert!((1..=3).contains(&pages), "{pages} pages");
    })
    .await;
}

#[tokio::test]
async fn however_it_is_printed_the_print_is_of_the_last_answer() {
    let site = site();
    for engine in [Engine::Blink, Engine::Gecko] {
        journey_in(engine, async |browser| {
            open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
            assert_eq!(
                browser.run(SHEET).await,
                "",
                "{engine:?} wrote it too early"
            );
            browser
                .client
                .print(PrintConfiguration::default())
                .await
                .expect("a print");
            let by_driver = browser.run(SHEET).await;
            assert!(
                by_driver.to_string().contains("Eurostars"),
                "{engine:?}: {by_driver}"
            );
            browser.click("[data-programme='eurostars'] summary").await;
            browser
                .click("label[for$='danish-rules-app.attest.no']")
                .await;
            browser
                .wait("[data-programme='eurostars'][data-verdict='ineligible']")
                .await;
            // As another script of the page may print it: nothing waits for the app to draw.
            let by_script = browser
                .run(&format!("dispatchEvent(new Event('beforeprint')); {SHEET}"))
                .await;
            assert_ne!(by_script, by_driver, "{engine:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn the_button_prints_the_sheet() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        browser.click("#print").await;
        let sheet = browser.run(SHEET).await;
        assert!(sheet.to_string().contains("Eurostars"), "{sheet}");
    })
    .await;
}
