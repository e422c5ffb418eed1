//! Journeys through the built site in a headless Chromium: what a company does, and what it must
//! be able to rely on. `cargo xtask test --only journeys` builds the site first.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod accessible;
mod along;
mod browser;
mod company;
mod compare;
mod embedded;
mod one_page;
mod pictures;
mod preferences;
mod printed;
mod shots;
mod speed;

use browser::{Browser, Engine, journey, journey_alone, journey_in};
use company::{Company, verdicts_of_the_command};
use serde_json::Value;
use std::path::{Path, PathBuf};
use xtask::site::{CONTENT_SECURITY_POLICY, Site};

fn site() -> Site {
    site_under(CONTENT_SECURITY_POLICY)
}

/// The site under another policy than its own.
fn site_under(policy: &str) -> Site {
    let folder = std::env::var_os("PULJETJEK_SITE")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/site")));
    Site::serve_under(policy, &folder, None).unwrap_or_else(|error| panic!("{error}"))
}

/// A company of `tests/answers`, opened as a file; its result stands there.
async fn open_result(browser: &Browser, address: &str, answers: &str) {
    browser.client.goto(address).await.expect("the page");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers");
    browser.choose_file("#open", &file.join(answers)).await;
    browser.wait("[data-programme]").await;
}

/// Unfolds everything: a programme is filled when it is unfolded, and holds more that unfolds.
async fn unfold_everything(browser: &Browser) {
    let unfold = "document.querySelectorAll('details').forEach(one => one.open = true)";
    browser.run(unfold).await;
    let filled = "#main:not(:has(.programme > summary:last-child))";
    browser.wait(filled).await;
    browser.run(unfold).await;
}

/// Screens a company to its result and compares the page with the command.
async fn screens_as_the_command_does(engine: Engine, screened: &Screened) {
    let site = site();
    journey_in(engine, async |browser| {
        let company = Company::read(screened.answers);
        browser
            .client
            .goto(&format!("{}{}", site.address(), screened.address))
            .await
            .expect("the page");
        company.answer_everything(browser).await;
        company.attest_everything(browser).await;

        let page = company::verdicts_on_the_page(browser).await;
        let command = verdicts_of_the_command(screened.answers, screened.as_of);
        assert_eq!(page, command);

        let requests = browser.requests_of(site.address()).await;
        assert!(
            requests.iter().any(|one| one.ends_with("/pack.json")),
            "{requests:?}"
        );
        for request in requests {
            let own = request.starts_with(site.address()) || request.starts_with("data:");
            assert!(own, "the page asked for {request}");
        }
        let cookies = browser.client.get_all_cookies().await.expect("the cookies");
        assert!(cookies.is_empty(), "the page set {cookies:?}");
        let complaints = browser.complaints().await;
        assert!(complaints.is_empty(), "{complaints:?}");
    })
    .await;
}

/// A company, where it is screened, and as of which day.
struct Screened {
    answers: &'static str,
    address: &'static str,
    as_of: Option<&'static str>,
}

const IN_DANISH: Screened = Screened {
    answers: "eurostars-lead-2012.json",
    address: "/?as-of=2012-03-01",
    as_of: Some("2012-03-01"),
};

const IN_ENGLISH: Screened = Screened {
    answers: "welfare-company-today.json",
    address: "/?lang=en",
    as_of: None,
};

#[tokio::test]
async fn a_company_of_2012_is_screened_in_danish() {
    screens_as_the_command_does(Engine::Blink, &IN_DANISH).await;
}

#[tokio::test]
async fn a_company_of_2012_is_screened_in_danish_in_firefox() {
    screens_as_the_command_does(Engine::Gecko, &IN_DANISH).await;
}

#[tokio::test]
async fn a_company_of_2012_is_screened_in_danish_in_webkit() {
    screens_as_the_command_does(Engine::WebKit, &IN_DANISH).await;
}

#[tokio::test]
async fn a_welfare_company_is_screened_today_in_english() {
    screens_as_the_command_does(Engine::Blink, &IN_ENGLISH).await;
}

#[tokio::test]
async fn a_welfare_company_is_screened_today_in_english_in_firefox() {
    screens_as_the_command_does(Engine::Gecko, &IN_ENGLISH).await;
}

#[tokio::test]
async fn a_welfare_company_is_screened_today_in_english_in_webkit() {
    screens_as_the_command_does(Engine::WebKit, &IN_ENGLISH).await;
}

#[tokio::test]
async fn what_a_page_complains_of_is_heard() {
    let site = site();
    for engine in [Engine::Blink, Engine::Gecko] {
        journey_in(engine, async |browser| {
            browser.client.goto(site.address()).await.expect("the page");
            browser.wait("#begin").await;
            browser
                .run("setTimeout(() => { throw new Error('ill') })")
                .await;
            for _ in 0..100 {
                let complaints = browser.complaints().await.concat();
                if complaints.contains("ill") {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            panic!("{engine:?} keeps complaints to itself");
        })
        .await;
    }
}

#[tokio::test]
async fn an_answer_can_be_changed_and_the_back_button_leads_back() {
    let site = site();
    journey(async |browser| {
        let address = format!("{}/?as-of=2012-03-01#ask/duration_months", site.address());
        browser.client.goto(&address).await.expect("the page");
        browser.wait("form[data-fact='duration_months']").await;
        company::type_figure(browser, "40").await;
        browser.click("#next").await;
        browser.run("location.hash = 'result'").await;
        let failed = "[data-programme='eurostars'][data-verdict='ineligible']";
        browser.wait(failed).await;
        browser.client.back().await.expect("a way back");
        browser.wait("form[data-fact]").await;
        assert!(!browser.has(failed).await);
        browser.run("location.hash = 'ask/duration_months'").await;
        browser.wait("form[data-fact='duration_months']").await;
        let value = browser
            .run("return document.querySelector('#exact').value")
            .await;
        assert_eq!(value, "40", "the answer was lost");
        company::type_figure(browser, "36").await;
        browser.click("#next").await;
        browser.run("location.hash = 'result'").await;
        browser.wait("[data-programme='eurostars']").await;
        assert!(!browser.has(failed).await, "the change had no effect");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_figure_is_explained_and_nothing_is_lost() {
    let site = site();
    journey(async |browser| {
        let address = format!("{}/#ask/employees_fte", site.address());
        browser.client.goto(&address).await.expect("the page");
        for wrong in ["mange", "-3", "1,25"] {
            company::type_figure(browser, wrong).await;
            browser.click("#next").await;
            browser.wait("#errors a").await;
            let kept = browser
                .run("return document.querySelector('#exact').value")
                .await;
            assert_eq!(kept, wrong);
            let focus = browser.run("return document.activeElement.id").await;
            assert_eq!(focus, "errors", "the summary has the focus");
        }
        company::type_figure(browser, "1.250,5").await;
        browser.click("#next").await;
        browser
            .wait("form[data-fact]:not([data-fact='employees_fte'])")
            .await;
    })
    .await;
}

#[tokio::test]
async fn answers_that_contradict_one_another_are_named() {
    let site = site();
    journey(async |browser| {
        let ask = |fact: &str| format!("location.hash = 'ask/{fact}'");
        browser
            .client
            .goto(&format!("{}/#ask/employees_fte", site.address()))
            .await
            .expect("the page");
        company::type_figure(browser, "8").await;
        browser.click("#next").await;
        browser.run(&ask("rd_fte")).await;
        browser.wait("form[data-fact='rd_fte']").await;
        company::type_figure(browser, "9").await;
        browser.click("#next").await;
        browser.wait("#contradiction").await;
        assert!(
            browser
                .has("#contradiction a[href='#ask/employees_fte']")
                .await
        );
        assert!(browser.has("#contradiction a[href='#ask/rd_fte']").await);
        browser
            .click("#contradiction a[href='#ask/employees_fte']")
            .await;
        browser.wait("form[data-fact='employees_fte']").await;
        company::type_figure(browser, "12").await;
        browser.click("#next").await;
        browser
            .wait("form[data-fact]:not([data-fact='employees_fte']), [data-programme]")
            .await;
        assert!(!browser.has("#contradiction").await);
    })
    .await;
}

#[tokio::test]
async fn the_whole_journey_can_be_done_by_keyboard() {
    let site = site();
    journey(async |browser| {
        browser
            .client
            .goto(&format!("{}/?lang=en", site.address()))
            .await
            .expect("the page");
        browser.wait("#begin").await;
        browser.press_until("option-rd_project").await;
        browser.press(" ").await;
        browser.press_until("begin").await;
        browser.press("\u{e007}").await;
        browser
            .wait("form[data-fact]:not([data-fact='goals'])")
            .await;
        let heading = browser.run("return document.activeElement.tagName").await;
        assert_eq!(heading, "H1", "the focus is on the new question");
        browser.press_until("unknown").await;
        browser.press("\u{e007}").await;
        browser.press_until("result").await;
        browser.press("\u{e007}").await;
        browser.wait("[data-programme]").await;
    })
    .await;
}

#[tokio::test]
async fn the_language_can_be_changed_without_losing_an_answer() {
    let site = site();
    journey(async |browser| {
        browser
            .client
            .goto(&format!("{}/#ask/employees_fte", site.address()))
            .await
            .expect("the page");
        company::type_figure(browser, "8").await;
        browser.click("#language").await;
        browser.wait("html[lang='en']").await;
        let kept = browser
            .run("return document.querySelector('#exact').value")
            .await;
        assert_eq!(kept, "8");
    })
    .await;
}

#[tokio::test]
async fn a_pack_that_cannot_be_fetched_or_read_leaves_a_way_on() {
    for (change, template) in [("remove", "fetched"), ("cut", "wrong")] {
        let folder = tempfile::Builder::new()
            .prefix("site")
            .tempdir()
            .expect("a folder");
        let built = std::env::var("PULJETJEK_SITE")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/target/site").into());
        copy(built.as_ref(), folder.path());
        let pack = folder.path().join("pack.json");
        let _ = std::fs::remove_file(folder.path().join("pack.json.br"));
        if change == "remove" {
            std::fs::remove_file(&pack).expect("removed");
        } else {
            let json = std::fs::read_to_string(&pack).expect("the pack");
            std::fs::write(&pack, &json[..json.len() / 2]).expect("written");
        }
        let site = Site::serve(folder.path(), None).unwrap_or_else(|error| panic!("{error}"));
        journey(async |browser| {
            browser.client.goto(site.address()).await.expect("the page");
            println!("{change}");
            browser.wait("#retry").await;
            let text = browser.run("return document.body.innerText").await;
            assert!(text.as_str().expect("text").contains(template), "{text}");
        })
        .await;
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("copied");
        }
    }
}

#[tokio::test]
async fn the_rules_open_quickly() {
    let site = site();
    journey_alone(async |browser| {
        let mut times = Vec::new();
        for _ in 0..5 {
            browser.client.goto(site.address()).await.expect("the page");
            browser.wait("#begin").await;
            let script =
                "return performance.getEntriesByName('puljetjek-open', 'measure')[0].duration";
            times.push(browser.run(script).await.as_f64().expect("a time"));
        }
        times.sort_by(f64::total_cmp);
        println!("opening the rules in the browser: {times:?} ms");
        assert!(times[2] < 50.0, "opening the rules takes {times:?} ms");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_wider_than_a_narrow_window() {
    let site = site();
    journey(async |browser| {
        browser
            .client
            .set_window_size(320, 800)
            .await
            .expect("a narrow window");
        for place in [
            "start",
            "ask/partner_countries",
            "ask/turnover_dkk",
            "result",
            "answers",
            "all",
            "compare/eurostars,innobooster,videnkupon,fornyelsesfonden",
        ] {
            browser
                .client
                .goto(&format!("{}/#{place}", site.address()))
                .await
                .expect("the page");
            browser.wait("main h1").await;
            unfold_everything(browser).await;
            let script = "return [document.documentElement.scrollWidth, innerWidth]";
            let widths: Value = browser.run(script).await;
            assert!(
                widths[0].as_f64() <= widths[1].as_f64(),
                "{place}: {widths}"
            );
        }
    })
    .await;
}
