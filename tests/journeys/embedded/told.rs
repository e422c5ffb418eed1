//! What a host is told, what it can ask for, and who else cannot.

use super::{ENGINES, Host, NONE, Way, frame, last};
use crate::browser::{journey, journey_in};
use serde_json::json;

#[tokio::test]
async fn answers_reach_the_host_after_consent_only_and_no_longer_than_it_lasts() {
    for way in Way::BOTH {
        let lines = way.lines("answers=\"ask\" mode=\"all\" prefill='{\"employees_fte\":12}' ");
        let host = Host::of(NONE, &lines);
        for engine in ENGINES {
            journey_in(engine, async |browser| {
                host.open(browser).await;
                way.enter(browser).await;
                browser.click("a[href='#result']").await;
                browser.wait("#consent details").await;
                let shown = browser
                    .run("return document.querySelector('#consent').textContent")
                    .await;
                let shown = shown.as_str().expect("text").to_owned();
                assert!(
                    shown.contains("12") && shown.contains("127.0.0.1"),
                    "{shown}"
                );
                way.leave(browser).await;
                browser
                    .run_until_true("return heard.some((one) => one[1] === 'result')")
                    .await;
                assert!(last(browser, "result").await.get("answers").is_none());

                way.enter(browser).await;
                browser
                    .run("document.querySelector('#share').click()")
                    .await;
                browser.wait("#unshare").await;
                way.leave(browser).await;
                browser
                    .run_until_true("return 'answers' in heard.at(-1)[2]")
                    .await;
                assert_eq!(
                    last(browser, "result").await["answers"],
                    json!({ "employees_fte": 12 })
                );

                way.enter(browser).await;
                browser
                    .run("document.querySelector('#unshare').click()")
                    .await;
                way.leave(browser).await;
                browser
                    .run_until_true("return !('answers' in heard.at(-1)[2])")
                    .await;
            })
            .await;
        }
    }
}

#[tokio::test]
async fn without_a_host_that_asks_nobody_is_asked_to_share() {
    let host = Host::of(NONE, &frame(""));
    journey(async |browser| {
        host.open(browser).await;
        Way::Frame.enter(browser).await;
        browser.run("location.hash = 'result'").await;
        browser.wait("[data-programme]").await;
        assert!(!browser.has("#consent").await);
    })
    .await;
}

#[tokio::test]
async fn a_host_sets_facts_and_begins_anew() {
    for way in Way::BOTH {
        let host = Host::of(NONE, &way.lines("region=\"midtjylland\" "));
        let (set, reset) = match way {
            Way::Frame => (
                "puljetjek.set(document.querySelector('script'), FACTS)",
                "puljetjek.reset(document.querySelector('script'))",
            ),
            Way::Element => (
                "document.querySelector('pulje-tjek').set(FACTS)",
                "document.querySelector('pulje-tjek').reset()",
            ),
        };
        for engine in ENGINES {
            journey_in(engine, async |browser| {
                host.open(browser).await;
                way.enter(browser).await;
                way.leave(browser).await;
                browser
                    .run(&set.replace("FACTS", "{ employees_fte: 12.5, employees: 3 }"))
                    .await;
                browser
                    .run_until_true("return heard.some((one) => one[1] === 'error')")
                    .await;
                let error = last(browser, "error").await;
                assert!(
                    error["message"]
                        .as_str()
                        .expect("text")
                        .contains("employees_fte"),
                    "{error}"
                );
                browser
                    .run(&set.replace("FACTS", "{ employees_fte: 12.5 }"))
                    .await;
                way.enter(browser).await;
                browser.click("a[href='#answers']").await;
                browser.wait("#main a[href='#ask/employees_fte']").await;
                browser.wait("#main a[href='#ask/region']").await;
                way.leave(browser).await;
                browser.run(reset).await;
                way.enter(browser).await;
                browser.wait("#begin").await;
                browser.click("a[href='#answers']").await;
                browser.wait("#main a[href='#ask/region']").await;
                assert!(!browser.has("#main a[href='#ask/employees_fte']").await);
            })
            .await;
        }
    }
}

#[tokio::test]
async fn what_others_forge_is_ignored() {
    let forged = "
        const message = (type, detail) => ({ puljetjek: 1, type, detail });
        // To the host, as if from the widget; and to the widget, as if from the host.
        parent.postMessage(message('result', { forged: true }), '*');
        parent.postMessage(message('size', { height: 9 }), '*');
        for (let i = 0; i < parent.length; i += 1) {
          parent[i].postMessage(message('set', { employees_fte: 99 }), '*');
        }";
    let page = format!(
        "{}<iframe id=\"forger\" title=\"En anden\"></iframe>",
        frame("data-prefill='{\"employees_fte\":12}'")
    );
    let host = Host::of(NONE, &page);
    let forger = Host::of(NONE, &format!("<script>{forged}</script>"));
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            host.open(browser).await;
            browser
                .run_until_true("return heard.some((one) => one[1] === 'ready')")
                .await;
            let forge = format!(
                "document.querySelector('#forger').src = '{}'",
                forger.site.address()
            );
            browser.run(&forge).await;
            // The host itself is not the widget either, nor is what stands in another origin.
            browser
                .run("postMessage({ puljetjek: 1, type: 'result', detail: { forged: true } }, '*')")
                .await;
            tokio::time::sleep(std::time::Duration::from_millis(800)).await;
            assert_eq!(
                browser
                    .run("return JSON.stringify(heard).includes('forged')")
                    .await,
                false
            );
            let height = browser
                .run("return document.querySelector('iframe.puljetjek').clientHeight")
                .await;
            assert!(height.as_f64().expect("a height") > 600.0, "{height}");
            Way::Frame.enter(browser).await;
            browser.run("location.hash = 'ask/employees_fte'").await;
            browser.wait("#exact").await;
            assert_eq!(
                browser
                    .run("return document.querySelector('#exact').value")
                    .await,
                "12"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn a_frame_tells_nobody_but_the_host_it_was_made_for() {
    // Somebody who shows the frame and claims to be another host.
    let host = Host::of(
        NONE,
        "<iframe title=\"Puljetjek\" src=\"WIDGET/?host=https://example.org\"></iframe>",
    );
    journey(async |browser| {
        host.open(browser).await;
        browser.run("window.got = []; addEventListener('message', (event) => got.push(event.data))").await;
        Way::Frame.enter(browser).await;
        browser.run("location.hash = 'result'").await;
        browser.wait("[data-programme]").await;
        browser.leave().await;
        browser.run("frames[0].postMessage({ puljetjek: 1, type: 'set', detail: { employees_fte: 99 } }, '*')").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(browser.run("return got").await, json!([]));
        Way::Frame.enter(browser).await;
        assert!(!browser.has("#answers").await, "it was set");
    })
    .await;
}

#[tokio::test]
async fn whom_a_user_turns_to_is_told() {
    for way in Way::BOTH {
        let host = Host::of(NONE, &way.lines("mode=\"all\" as-of=\"2012-03-01\" "));
        journey(async |browser| {
            host.open(browser).await;
            way.enter(browser).await;
            browser.click("a[href='#result']").await;
            browser.click("[data-programme='eurostars'] summary").await;
            browser.wait("[data-contact] a[href^='mailto:']").await;
            // A mail program is none of this journey's.
            let turn = "const link = document.querySelector(\"[data-contact] a[href^='mailto:']\");
                link.addEventListener('click', (event) => event.preventDefault());
                link.click();
                return link.closest('[data-contact]').dataset.contact";
            let contact = browser.run(turn).await;
            way.leave(browser).await;
            browser
                .run_until_true("return heard.some((one) => one[1] === 'contact')")
                .await;
            let told = last(browser, "contact").await;
            assert_eq!(told["contact"], contact);
            assert_eq!(
                (&told["programme"], &told["way"]),
                (&json!("eurostars"), &json!("mail"))
            );
        })
        .await;
    }
}
