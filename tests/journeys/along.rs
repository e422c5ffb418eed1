//! What is taken along and brought back: files, links, what the device remembers, what is tried.

use crate::browser::{Browser, Engine, journey, journey_in};
use crate::company::verdicts_on_the_page;
use crate::{open_result, site, unfold_everything};
use serde_json::{Value, json};

const COMPANY: &str = "eurostars-lead-2012.json";
const DAY: &str = "/?as-of=2012-03-01";

/// A file with this text, chosen in the page.
async fn open_text(browser: &Browser, text: &str) {
    let file = tempfile::Builder::new().suffix(".json").tempfile();
    let file = file.expect("a file");
    std::fs::write(file.path(), text).expect("written");
    browser.choose_file("#open", file.path()).await;
    browser.wait("#notice .panel").await;
}

async fn notice(browser: &Browser) -> String {
    let text = browser
        .run("return document.querySelector('#notice').innerText")
        .await;
    text.as_str().expect("text").to_owned()
}

#[tokio::test]
async fn a_link_and_a_file_bring_the_same_result_back() {
    let site = site();
    journey(async |browser| {
        let start = format!("{}{DAY}", site.address());
        open_result(browser, &start, COMPANY).await;
        let expected = verdicts_on_the_page(browser).await;
        browser.click("#make-link").await;
        browser.wait("#link").await;
        let link = browser.run("return document.querySelector('#link').value").await;
        let link = link.as_str().expect("a link").to_owned();
        assert!(link.len() < 1500, "{} letters: {link}", link.len());
        browser
            .run("const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.saved = blob; return make(blob); }")
            .await;
        browser.click("#save").await;
        let file = browser.run_until("saved.text().then(done)").await;
        let kept: Value = serde_json::from_str(file.as_str().expect("a file")).expect("JSON");
        assert_eq!(kept["format"], 1);
        assert_eq!(kept["pack"]["hash"].as_str().map(str::len), Some(64));

        browser.client.goto("about:blank").await.expect("away");
        browser.client.goto(&link).await.expect("the link");
        browser.wait("[data-programme]").await;
        assert_eq!(verdicts_on_the_page(browser).await, expected);
        let requests = browser.requests_of(site.address()).await;
        let letters = link.split("case=").nth(1).expect("letters");
        assert!(requests.iter().all(|one| !one.contains(&letters[..20])), "{requests:?}");

        browser.click("#clear").await;
        browser.wait("#begin").await;
        // Deleting also forgets the day.
        browser.client.goto(&start).await.expect("the start");
        browser.wait("#begin").await;
        open_text(browser, file.as_str().expect("a file")).await;
        assert_eq!(verdicts_on_the_page(browser).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_code_holds_the_link_and_is_printed_when_it_was_asked_for() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        unfold_everything(browser).await;
        browser.click("#make-link").await;
        browser.wait("#link").await;
        let link = browser
            .run("return document.querySelector('#link').value")
            .await;
        assert!(!browser.has("svg").await);
        browser.click("#make-code").await;
        browser.wait("#beside svg[role='img'] title").await;
        let drawn = browser
            .run("return document.querySelector('#beside svg path').getAttribute('d')")
            .await;
        let code = puljetjek::handover::code(link.as_str().expect("a link"));
        assert_eq!(drawn, code.expect("a code").path);
        let said = browser
            .run("return document.querySelector('#beside').innerText")
            .await;
        assert!(
            said.as_str().expect("text").contains("kan l\u{e6}se dem"),
            "{said}"
        );
        browser
            .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
        let printed = browser
            .run("return document.querySelector('.code').checkVisibility()")
            .await;
        assert_eq!(printed, true);
        browser.show_as("", "light", 1280).await;
        // Other answers are not in it.
        browser
            .run("document.querySelector('.changes button').click()")
            .await;
        browser.wait("main:not(:has(svg))").await;
    })
    .await;
}

#[tokio::test]
async fn answers_that_are_too_much_for_a_code_are_offered_as_a_file() {
    let site = site();
    journey(async |browser| {
        // A page whose address alone is too much.
        let long = "x".repeat(3000);
        let start = format!("{}{DAY}&lang=en&partner={long}", site.address());
        open_result(browser, &start, COMPANY).await;
        browser.click("#make-code").await;
        browser.wait("#beside p").await;
        let said = browser
            .run("return document.querySelector('#beside').innerText")
            .await;
        assert!(
            said.as_str().expect("text").contains("Save them as a file"),
            "{said}"
        );
        assert!(!browser.has("svg").await);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_case_is_refused_and_the_answers_stay() {
    let site = site();
    journey(async |browser| {
        open_result(
            browser,
            &format!("{}{DAY}&lang=en", site.address()),
            COMPANY,
        )
        .await;
        let before = verdicts_on_the_page(browser).await;
        let other = json!({"format": 1, "pack": {"id": "other"}, "answers": {}}).to_string();
        for (text, says) in [
            ("", "not a file or a link"),
            ("{\"name\": \"left-pad\"}", "not a file or a link"),
            (other.as_str(), "other rules"),
            ("{\"format\": 2}", "newer version"),
        ] {
            open_text(browser, text).await;
            browser.wait("#refused").await;
            let found = notice(browser).await;
            assert!(found.contains(says), "{text}: {found}");
        }
        browser.run("location.hash = 'case=fVTRjtowEPwX'").await;
        browser.wait("#refused").await;
        assert_eq!(verdicts_on_the_page(browser).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_case_of_older_rules_says_what_changed() {
    let site = site();
    journey(async |browser| {
        browser
            .client
            .goto(&format!("{}{DAY}&lang=en", site.address()))
            .await
            .expect("the page");
        let kept = json!({
            "format": 1,
            "pack": {"id": "dk-innovation", "version": "2011.1", "hash": "of before"},
            "answers": {"employees_fte": 12, "gone": true},
            "verdicts": {"eurostars": "through"},
        });
        open_text(browser, &kept.to_string()).await;
        browser.wait("#notice [data-flipped='eurostars']").await;
        let found = notice(browser).await;
        for part in ["2011.1", "Eurostars: Through others", "gone"] {
            assert!(found.contains(part), "{part} is not in {found}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_device_remembers_only_what_it_is_told_to() {
    let site = site();
    journey(async |browser| {
        let start = format!("{}{DAY}", site.address());
        let stored = "return localStorage.length";
        open_result(browser, &start, COMPANY).await;
        assert_eq!(browser.run(stored).await, 0, "nothing is stored unasked");
        let expected = verdicts_on_the_page(browser).await;
        browser.click("label[for='remember']").await;
        browser.wait("#remember:checked").await;
        browser.client.goto("about:blank").await.expect("away");
        browser
            .client
            .goto(&format!("{start}#result"))
            .await
            .expect("back");
        browser.wait("[data-programme]").await;
        assert_eq!(verdicts_on_the_page(browser).await, expected);
        let remembered = "return localStorage.getItem('puljetjek')";
        let before = browser.run(remembered).await;
        browser.run("location.hash = 'start'").await;
        browser.wait("#begin").await;
        open_text(browser, "{\"employees_fte\": 3}").await;
        let after = browser.run(remembered).await;
        assert_eq!(
            after, before,
            "another case took the place of the remembered one"
        );
        browser.click("#clear").await;
        browser.wait("#begin").await;
        assert_eq!(browser.run(stored).await, 0, "forgotten at once");
    })
    .await;
}

#[tokio::test]
async fn where_storage_is_blocked_the_page_says_so_and_works() {
    let site = site();
    journey(async |browser| {
        let source = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })";
        browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
            .await;
        open_result(browser, &format!("{}{DAY}&lang=en", site.address()), COMPANY).await;
        browser.click("label[for='remember']").await;
        browser.wait("#notice .panel").await;
        let found = notice(browser).await;
        assert!(found.contains("does not allow storing"), "{found}");
        browser.wait("#remember:not(:checked)").await;
        browser.click("#make-link").await;
        browser.wait("#link").await;
    })
    .await;
}

#[tokio::test]
async fn a_change_can_be_tried_and_taken_back() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        let before = verdicts_on_the_page(browser).await;
        unfold_everything(browser).await;
        browser.run("document.querySelector('.changes button').click()").await;
        browser.wait("#flips [data-flipped]").await;
        let tried = verdicts_on_the_page(browser).await;
        let flipped = browser
            .run("return [...document.querySelectorAll('#flips [data-flipped]')].map(one => one.dataset.flipped)")
            .await;
        for (programme, now) in &tried {
            let is_told = flipped.as_array().expect("a list").iter().any(|one| one == programme);
            assert_eq!(now.0 != before[programme].0, is_told, "{programme}");
        }
        browser.click("#undo").await;
        browser.wait("main:not(:has(#flips))").await;
        assert_eq!(verdicts_on_the_page(browser).await, before);
        browser.run("document.querySelector('.changes button').click()").await;
        browser.click("#keep").await;
        browser.wait("main:not(:has(#flips))").await;
        assert_eq!(verdicts_on_the_page(browser).await, tried);
    })
    .await;
}

#[tokio::test]
async fn a_programme_stays_unfolded_when_its_verdict_changes() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        let programme = "[data-programme='eurostars']";
        assert!(!browser.has(&format!("{programme}[open]")).await);
        browser.click(&format!("{programme} summary")).await;
        browser
            .click("label[for$='danish-rules-app.attest.no']")
            .await;
        browser
            .wait(&format!(
                "{programme}[data-verdict='ineligible'][open] .inside"
            ))
            .await;
        browser.click(&format!("{programme} summary")).await;
        browser.wait(&format!("{programme}:not([open])")).await;
    })
    .await;
}

#[tokio::test]
async fn the_focus_stays_on_what_was_answered_when_its_programme_changes_its_group() {
    let site = site();
    for engine in [Engine::Blink, Engine::Gecko, Engine::WebKit] {
        journey_in(engine, async |browser| {
            open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
            browser.click("[data-programme='eurostars'] summary").await;
            browser.wait("[data-programme='eurostars'] .attest").await;
            let place = "const all = [...document.querySelectorAll('[data-programme]')];
                 return all.findIndex((one) => one.dataset.programme === 'eurostars')";
            let before = browser.run(place).await;
            let answered = "const one = document.querySelector(\"[id$='danish-rules-app.attest.no']\")";
            browser.run(&format!("{answered}; one.focus(); window.answered = one")).await;
            browser.press(" ").await;
            browser
                .wait("[data-programme='eurostars'][data-verdict='ineligible'][open]")
                .await;
            assert_ne!(browser.run(place).await, before, "{engine:?}: it did not move");
            let stays = "return [answered.isConnected, document.activeElement === answered, answered.checked]";
            assert_eq!(browser.run(stays).await, json!([true, true, true]), "{engine:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn what_the_adviser_confirms_is_told_from_what_the_company_does() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        let point = "[data-programme='eurostars'] [data-criterion='danish-rules']";
        browser.click("[data-programme='eurostars'] summary").await;
        let state = format!("return document.querySelector(\"{point} .state\").textContent");
        let mut words = Vec::new();
        for who in ["yes", "adviser"] {
            let label = format!("label[for$='danish-rules-app.attest.{who}']");
            browser.click(&label).await;
            browser
                .wait(&format!("{point}[data-state='attested']"))
                .await;
            words.push(browser.run(&state).await);
        }
        assert_ne!(words[0], words[1]);
        let verdict =
            "return document.querySelector(\"[data-programme='eurostars']\").dataset.verdict";
        assert_eq!(browser.run(verdict).await, "eligible");
    })
    .await;
}

#[tokio::test]
async fn an_answer_changed_from_the_result_leads_back_to_it() {
    let site = site();
    journey(async |browser| {
        open_result(browser, &format!("{}{DAY}", site.address()), COMPANY).await;
        browser.run("location.hash = 'ask/duration_months'").await;
        browser.wait("form[data-fact='duration_months']").await;
        crate::company::type_figure(browser, "40").await;
        browser.click("#next").await;
        browser.wait("#flips [data-flipped='eurostars']").await;
        browser
            .wait("[data-programme='eurostars'][data-verdict='ineligible'] .was")
            .await;
        browser.click("#undo").await;
        browser
            .wait("[data-programme='eurostars'][data-verdict='eligible']")
            .await;
    })
    .await;
}

#[tokio::test]
async fn deadlines_contacts_and_mails_are_ready_to_take() {
    let site = site();
    journey(async |browser| {
        open_result(
            browser,
            &format!("{}/?as-of=2026-11-25&lang=en", site.address()),
            "welfare-company-today.json",
        )
        .await;
        unfold_everything(browser).await;
        let hrefs = async |css: &str| -> Vec<String> {
            let script = format!(
                "return [...document.querySelectorAll(\"{css}\")].map(one => decodeURIComponent(one.href))"
            );
            serde_json::from_value(browser.run(&script).await).expect("a list")
        };
        let calendars = hrefs("a[download$='.ics']").await;
        assert!(!calendars.is_empty());
        assert!(calendars.iter().all(|one| one.contains("BEGIN:VEVENT")), "{calendars:?}");
        let cards = hrefs("a[download$='.vcf']").await;
        assert!(!cards.is_empty());
        assert!(cards.iter().all(|one| one.contains("BEGIN:VCARD")), "{cards:?}");
        let mails = hrefs("a[href^='mailto:']").await;
        assert!(!mails.is_empty());
        assert!(mails.iter().all(|one| one.contains("?subject=A question about")), "{mails:?}");
    })
    .await;
}
