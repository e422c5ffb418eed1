//! What a page or a browser does not allow: scripts, WebAssembly, storage. There is a way on.

use super::{ENGINES, Host, NONE, STRICT_ELEMENT, Way, element, frame};
use crate::browser::{Browser, Engine, journey, journey_in, journey_without_storage};
use serde_json::json;

#[tokio::test]
async fn without_the_loader_a_link_leads_to_the_page() {
    // The loader is blocked, or scripts are off: to the page both are alike.
    let host = Host::of("default-src 'self'", &frame(""));
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            host.open(browser).await;
            let link = "return document.querySelector('a.puljetjek').checkVisibility()";
            assert_eq!(browser.run(link).await, true);
            assert!(!browser.has("iframe").await);
            browser.click("a.puljetjek").await;
            browser.wait("#begin").await;
        })
        .await;
    }
}

#[tokio::test]
async fn where_the_frame_stays_silent_the_link_comes_back() {
    // The loader is there, but the policy of the page does not let its frame in.
    let host = Host::of(
        "default-src 'self'; script-src 'self' WIDGET; frame-src 'none'; style-src 'unsafe-inline'",
        &frame(""),
    );
    journey(async |browser| {
        host.open(browser).await;
        browser.wait("iframe").await;
        browser
            .run_until_true("return document.querySelector('a.puljetjek').checkVisibility()")
            .await;
    })
    .await;
}

#[tokio::test]
async fn where_a_policy_refuses_webassembly_the_element_says_so_and_offers_the_frame() {
    let policy = STRICT_ELEMENT.replace(" 'wasm-unsafe-eval'", "") + "; frame-src WIDGET";
    let host = Host::of(
        &policy,
        &element("lang=\"en\" partner=\"portal\" programmes=\"eurostars\""),
    );
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            host.open(browser).await;
            browser.look_into(Some("pulje-tjek"));
            browser.wait("#frame").await;
            let said = browser.run("return document.documentElement.textContent").await;
            assert!(said.as_str().expect("text").contains("WebAssembly"), "{engine:?}: {said}");
            browser.look_into(None);
            browser.run_until_true("return heard.some((one) => one[1] === 'error' && one[2].kind === 'refused')").await;
            browser.look_into(Some("pulje-tjek"));
            browser.click("#frame").await;
            browser.look_into(None);
            browser.run_until_true("return heard.some((one) => one[1] === 'ready' && one[2].language === 'en' && one[2].partner === 'portal')").await;
            // Its methods reach the frame.
            browser.run("document.querySelector('pulje-tjek').set({ employees_fte: 12 })").await;
            Way::Frame.enter(browser).await;
            browser.wait("#answers").await;
        })
        .await;
    }
}

#[tokio::test]
async fn a_frame_in_which_nothing_can_be_stored_says_so_and_works() {
    let host = Host::of(NONE, &frame("data-mode=\"all\" data-lang=\"en\""));
    for engine in [Engine::Blink, Engine::Gecko] {
        journey_without_storage(engine, async |browser: &Browser| {
            // Another site than the widget's, not only another port of it.
            let address = host.site.address().replace("127.0.0.1", "localhost");
            browser.client.goto(&address).await.expect("the page");
            Way::Frame.enter(browser).await;
            let stored = browser
                .run("try { return localStorage.length } catch (error) { return error.name }")
                .await;
            assert_eq!(stored, "SecurityError", "this browser stores after all");
            browser.click("a[href='#result']").await;
            browser.click("label[for='remember']").await;
            browser.wait("#notice .panel").await;
            let said = browser
                .run("return document.querySelector('#notice').textContent")
                .await;
            assert!(said.as_str().expect("text").contains("file"), "{said}");
            browser.wait("[data-programme]").await;
        })
        .await;
    }
}

#[tokio::test]
async fn rules_that_cannot_be_fetched_are_told_to_the_host_and_can_be_tried_again() {
    let host = Host::of(NONE, &element("lang=\"en\" pack=\"none.json\""));
    journey(async |browser| {
        host.open(browser).await;
        browser.look_into(Some("pulje-tjek"));
        browser.wait("#retry").await;
        browser.look_into(None);
        browser
            .run_until_true(
                "return heard.some((one) => one[1] === 'error' && one[2].kind === 'unreachable')",
            )
            .await;
        browser
            .run("document.querySelector('pulje-tjek').removeAttribute('pack')")
            .await;
        browser.look_into(Some("pulje-tjek"));
        browser.wait("#begin").await;
        browser.look_into(None);
        assert_eq!(
            browser.run("return heard.at(-1)[1] === 'error'").await,
            json!(false)
        );
    })
    .await;
}
