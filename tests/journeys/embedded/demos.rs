//! The pages that show how it is embedded, in every browser; and the page that writes the lines.

use super::{ENGINES, Host};
use crate::browser::{journey, journey_in};
use crate::site;
use serde_json::json;
use std::path::Path;

/// Whether all widgets of a page are there. A frame further down is loaded when it comes into view,
/// and is called by its page's name from then on.
const ALL_THERE: &str = "
    const frames = [...document.querySelectorAll('iframe.puljetjek')];
    const asleep = frames.find((one) => one.title === 'Puljetjek');
    asleep?.scrollIntoView();
    const elements = [...document.querySelectorAll('pulje-tjek')];
    const scripts = document.querySelectorAll(\"script[src$='puljetjek.js']\").length;
    return frames.length === scripts && !asleep && elements.every((one) => one.shadowRoot?.querySelector('#main h1'))";

#[tokio::test]
async fn every_demo_page_shows_its_widgets() {
    let site = site();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/demo");
    let pages: Vec<String> = std::fs::read_dir(folder)
        .expect("the demo pages")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".html") && name != "index.html")
        .collect();
    assert!(pages.len() >= 8, "{pages:?}");
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            for page in &pages {
                let address = format!("{}/demo/{page}", site.address());
                browser.client.goto(&address).await.expect("the page");
                println!("{engine:?} {page}");
                browser.run_until_true(ALL_THERE).await;
                let count =
                    "return document.querySelectorAll('iframe.puljetjek, pulje-tjek').length";
                assert_ne!(browser.run(count).await, json!(0), "{page}");
            }
            let complaints = browser.complaints().await;
            assert!(complaints.is_empty(), "{complaints:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn the_lines_of_the_configurator_work_on_another_site() {
    let site = site();
    for (way, widget) in [
        ("frame", "script[src*='puljetjek']"),
        ("element", "pulje-tjek"),
    ] {
        journey(async |browser| {
            let address = format!("{}/configurator.html?lang=en", site.address());
            browser.client.goto(&address).await.expect("the page");
            browser.wait("#lang-en").await;
            browser.click(&format!("label[for='way-{way}']")).await;
            browser.click("label[for='lang-en']").await;
            browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true })").await;
            browser.click("label[for='programmes-eurostars']").await;
            let partner = browser.wait("#partner").await;
            partner.send_keys("portal.7").await.expect("typed");
            let accent = browser.wait("[name='--puljetjek-accent']").await;
            accent.send_keys("#aa0055").await.expect("typed");
            browser.run_until_true("return document.querySelector('#html').textContent.includes('portal.7')").await;

            // It is shown beside the form as it is chosen.
            browser.run_until_true("return document.querySelector('#preview iframe')?.src.includes('portal.7')").await;
            browser.enter("#preview iframe").await;
            browser.wait("html[lang='en'] #begin").await;
            browser.leave().await;

            let text = async |id: &str| {
                let text = browser.run(&format!("return document.querySelector('{id}').textContent")).await;
                text.as_str().expect("text").to_owned()
            };
            let (html, css, policy) = (text("#html").await, text("#css").await, text("#policy").await);
            assert!(html.contains("integrity=\"sha384-") && css.contains("#aa0055"), "{html}{css}");
            let strict = format!("default-src 'none'; style-src 'self'; img-src data:; {policy} 'self'");
            let strict = strict.replace("script-src ", "script-src 'self' ").replace('\n', " ");
            let look = "<link rel=\"stylesheet\" href=\"own.css\">";
            let host = Host::of(&strict, &format!("{look}{html}"));
            host.file("own.css", &css);
            host.open(browser).await;
            let ready = format!(
                "return Boolean(document.querySelector(\"{widget}\")) && heard.some((one) => one[1] === 'ready' && one[2].language === 'en' && one[2].partner === 'portal.7')"
            );
            browser.run_until_true(&ready).await;
            assert_eq!(browser.run("return refused").await, json!([]), "{strict}");
        })
        .await;
    }
}

#[tokio::test]
async fn the_configurator_says_what_it_cannot_take() {
    let site = site();
    journey(async |browser| {
        let address = format!("{}/configurator.html", site.address());
        browser.client.goto(&address).await.expect("the page");
        browser.wait("#lang-da").await;
        browser
            .run("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            .await;
        for (field, wrong) in [
            ("prefill", "{\"employes\": 1}"),
            ("partner", "a b"),
            ("pack", "https://example.org/p.json"),
        ] {
            browser
                .wait(&format!("#{field}"))
                .await
                .send_keys(wrong)
                .await
                .expect("typed");
            browser
                .run_until_true(&format!(
                    "return document.querySelector('#{field}-wrong').textContent.length > 5"
                ))
                .await;
            let left_out =
                format!("return !document.querySelector('#html').textContent.includes('{field}')");
            assert_eq!(browser.run(&left_out).await, true, "{field}");
        }
    })
    .await;
}
