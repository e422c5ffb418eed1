//! Pictures of every state, for eyes: `cargo xtask shots` takes them into `target/shots`.

use crate::browser::{Browser, journey};
use crate::{compare, open_result, pictures, preferences, site};
use serde_json::json;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shots")
}

async fn shoot(browser: &Browser, name: &str) {
    // The whole page, however long. What comes into the window is laid out then, and may turn out
    // longer than it was taken for.
    for _ in 0..2 {
        let height = browser
            .run("return document.documentElement.scrollHeight")
            .await;
        let width = browser.run("return innerWidth").await;
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        browser
            .devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
        let drawn =
            "scrollTo(0, 0); requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        browser.run_until(drawn).await;
    }
    let picture = browser.client.screenshot().await.expect("a picture");
    browser
        .devtools("Emulation.clearDeviceMetricsOverride", json!({}))
        .await;
    std::fs::write(folder().join(format!("{name}.png")), picture).expect("written");
}

async fn states(browser: &Browser, address: &str, language: &str, scheme: &str, width: u32) {
    browser.show_as("", scheme, width).await;
    let name = |state: &str| format!("{state}-{width}-{language}-{scheme}");
    let start = format!("{address}/?as-of=2012-03-01&lang={language}");
    browser.client.goto(&start).await.expect("the page");
    browser.wait("#begin").await;
    shoot(browser, &name("start")).await;
    for fact in [
        "employees_fte",
        "partner_countries",
        "more_than_half_capital_lost",
    ] {
        browser.run(&format!("location.hash = 'ask/{fact}'")).await;
        browser.wait(&format!("form[data-fact='{fact}']")).await;
        shoot(browser, &name(fact)).await;
    }
    browser.run("location.hash = 'ask/employees_fte'").await;
    browser.wait("form[data-fact='employees_fte']").await;
    crate::company::type_figure(browser, "mange").await;
    browser.click("#next").await;
    browser.wait("#errors").await;
    shoot(browser, &name("error")).await;
    browser.run("location.hash = 'start'").await;
    open_result(browser, &start, "eurostars-lead-2012.json").await;
    shoot(browser, &name("result")).await;
    // Nothing is printed; the page hears that it is about to be.
    browser.run("dispatchEvent(new Event('beforeprint'))").await;
    browser.show_as("print", scheme, width).await;
    shoot(browser, &name("print")).await;
    browser.show_as("", scheme, width).await;
    browser
        .run("document.querySelector('[data-programme=\"eurostars\"]').open = true")
        .await;
    browser.click("#make-link").await;
    browser.wait("#link").await;
    shoot(browser, &name("unfolded")).await;
    browser.click("#make-code").await;
    browser.wait("#beside svg").await;
    shoot(browser, &name("code")).await;
    browser
        .run("document.querySelector('.changes button').click()")
        .await;
    browser.wait("#flips").await;
    shoot(browser, &name("tried")).await;
    browser.run("location.hash = 'answers'").await;
    browser.wait(".answers").await;
    shoot(browser, &name("answers")).await;
    browser.run("location.hash = 'all'").await;
    browser.wait("[data-field]").await;
    shoot(browser, &name("all")).await;
    browser.run("location.hash = 'result'").await;
    compare::choose_two(browser).await;
    shoot(browser, &name("chosen")).await;
    browser
        .run("location.hash = 'compare/eurostars,videnkupon,fornyelsesfonden'")
        .await;
    browser.wait(".compare").await;
    shoot(browser, &name("compare")).await;
}

#[tokio::test]
#[ignore = "pictures for eyes: cargo xtask shots"]
async fn shots_of_every_state() {
    std::fs::create_dir_all(folder()).expect("a folder");
    let site = site();
    for language in ["da", "en"] {
        for scheme in ["light", "dark"] {
            for width in [320, 640, 768, 1280] {
                journey(async |browser| {
                    states(browser, site.address(), language, scheme, width).await;
                })
                .await;
            }
        }
    }
    journey(async |browser| forced_colours(browser, site.address()).await).await;
    if std::env::var_os("PULJETJEK_ACCEPT").is_some() {
        pictures::accept(&folder());
    }
    let differences = pictures::differences(&folder());
    assert!(
        differences.is_empty(),
        "not as accepted (`cargo xtask shots --accept` accepts what is right):\n{}",
        differences.join("\n")
    );
}

/// A question as it is shown to whoever has colours of their own.
async fn forced_colours(browser: &Browser, address: &str) {
    browser.prefer(&[("forced-colors", "active")]).await;
    let question = format!("{address}/?as-of=2012-03-01{}", preferences::QUESTION);
    browser.client.goto(&question).await.expect("the page");
    preferences::choose_by_keyboard(browser).await;
    shoot(browser, "chosen-1280-da-forced").await;
}
