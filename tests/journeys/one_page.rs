//! All questions on one page: each answer counts at once, nothing typed is lost, and it is quick.

use crate::browser::{Browser, journey, journey_alone};
use crate::{open_result, site};
use serde_json::json;

const PLACE: &str = "/?as-of=2012-03-01&lang=en#all";

async fn open(browser: &Browser, site: &str) {
    let address = format!("{site}{PLACE}");
    browser.client.goto(&address).await.expect("the page");
    browser.wait("[data-field]").await;
}

/// Clicks wherever the page is scrolled to.
async fn click(browser: &Browser, css: &str) {
    let script = format!("document.querySelector(\"{css}\").click()");
    browser.run(&script).await;
}

/// Types a figure into a question's field and leaves it.
async fn type_figure(browser: &Browser, fact: &str, figure: &str) {
    let field = browser.wait(&format!("#{fact}-exact")).await;
    field.clear().await.expect("an empty field");
    let keys = format!("{figure}\u{e004}");
    field.send_keys(&keys).await.expect("typed");
}

async fn text(browser: &Browser, css: &str) -> String {
    let script = format!("return document.querySelector(\"{css}\").innerText");
    let text = browser.run(&script).await;
    text.as_str().expect("text").to_owned()
}

#[tokio::test]
async fn it_is_reached_from_the_start_and_from_a_question_and_leads_to_the_result() {
    let site = site();
    journey(async |browser| {
        let start = format!("{}/?lang=en", site.address());
        browser.client.goto(&start).await.expect("the page");
        browser.click("main a[href='#all']").await;
        browser.wait("[data-field]").await;
        let focus = browser.run("return document.activeElement.tagName").await;
        assert_eq!(focus, "H1", "the focus is on the page's heading");
        browser.client.back().await.expect("a way back");
        browser.click("#begin").await;
        browser
            .wait("form[data-fact]:not([data-fact='goals'])")
            .await;
        browser.click("main a[href='#all']").await;
        browser.wait("[data-field]").await;
        browser.click("#one").await;
        browser.wait("form[data-fact]").await;
        browser.client.back().await.expect("a way back");
        browser.click("#see").await;
        browser.wait("[data-programme]").await;
    })
    .await;
}

#[tokio::test]
async fn the_same_answers_give_the_same_result() {
    let site = site();
    journey(async |browser| {
        open(browser, site.address()).await;
        for option in [
            "goals-option-rd_project",
            "goals-option-international_partners",
            "applicant_kind-option-company",
            "project_lead-option-applicant",
            "purpose_civil-option-true",
            "project_is_new-option-true",
        ] {
            click(browser, &format!("#{option}")).await;
            browser.wait(&format!("#{option}:checked")).await;
        }
        for (fact, figure) in [
            ("employees_fte", "24"),
            ("turnover_dkk", "31,000,000"),
            ("rd_share_of_turnover", "12"),
            ("rd_sme_cost_share", "65"),
            ("largest_partner_share", "60"),
            ("largest_country_share", "60"),
            ("duration_months", "30"),
            ("months_to_market", "18"),
        ] {
            type_figure(browser, fact, figure).await;
        }
        for (fact, search, option) in [
            ("municipality", "Aarhus", "0751"),
            ("partner_countries", "Germany", "DE"),
        ] {
            let field = browser.wait(&format!("#{fact}-search")).await;
            field.send_keys(search).await.expect("typed");
            browser.wait(&format!("#{fact}-option-{option}")).await;
            click(browser, &format!("#{fact}-option-{option}")).await;
        }
        browser.click("#see").await;
        let page = crate::company::verdicts_on_the_page(browser).await;
        open_result(
            browser,
            &format!("{}/?as-of=2012-03-01&lang=en", site.address()),
            "eurostars-lead-2012.json",
        )
        .await;
        let mut file = crate::company::verdicts_on_the_page(browser).await;
        // What only a point to confirm decides is confirmed in the file alone.
        file.remove("eurostars");
        let mut page = page;
        assert_eq!(page.remove("eurostars").expect("it").0, "confirm");
        assert_eq!(page, file);
    })
    .await;
}

#[tokio::test]
async fn progress_follows_each_answer_and_an_answer_can_be_taken_back() {
    let site = site();
    journey(async |browser| {
        open(browser, site.address()).await;
        let bar = ".bar [role=status]";
        let before = text(browser, bar).await;
        click(browser, "#applicant_kind-option-public_body").await;
        browser
            .wait("[data-field='applicant_kind'] .actions button + button")
            .await;
        let after = text(browser, bar).await;
        assert_ne!(before, after);
        click(
            browser,
            "[data-field='applicant_kind'] .actions button + button",
        )
        .await;
        browser
            .wait("[data-field='applicant_kind']:not(:has(:checked))")
            .await;
        assert_eq!(text(browser, bar).await, before);
        click(browser, "[data-field='employees_fte'] .actions button").await;
        browser
            .wait("[data-field='employees_fte'] .actions button + button")
            .await;
        assert!(
            text(browser, "[data-field='employees_fte']")
                .await
                .contains("you do not know")
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_listed_with_the_way_there_and_stays_as_it_was_typed() {
    let site = site();
    journey(async |browser| {
        open(browser, site.address()).await;
        type_figure(browser, "employees_fte", "many").await;
        type_figure(browser, "duration_months", "9999").await;
        browser.wait("#errors li + li").await;
        assert!(browser.has("#employees_fte-exact[aria-invalid='true']").await);
        click(browser, "#errors a[href='#duration_months-exact']").await;
        let focus = browser.run("return document.activeElement.id").await;
        assert_eq!(focus, "duration_months-exact");
        type_figure(browser, "duration_months", "30").await;
        browser.wait("#errors li:only-child").await;
        // Elsewhere and back: it is still there to be mended.
        browser.click("#see").await;
        browser.wait("[data-programme]").await;
        browser.client.back().await.expect("a way back");
        browser.wait("[data-field]").await;
        let typed = "return ['employees_fte', 'duration_months'].map(one => document.getElementById(one + '-exact').value)";
        assert_eq!(browser.run(typed).await, json!(["many", "30"]));
        click(browser, ".bar a[href='#errors']").await;
        let focus = browser.run("return document.activeElement.id").await;
        assert_eq!(focus, "errors");
        type_figure(browser, "employees_fte", "24").await;
        browser.wait("main:not(:has(#errors))").await;
    })
    .await;
}

#[tokio::test]
async fn only_what_the_goals_need_is_asked_until_more_is_wanted() {
    let site = site();
    journey(async |browser| {
        open(browser, site.address()).await;
        click(browser, "#goals-option-rd_project").await;
        browser.wait("#goals-option-rd_project:checked").await;
        let count = "return document.querySelectorAll('[data-field]').length";
        let few = browser.run(count).await.as_u64().expect("a count");
        click(browser, "#ask-all").await;
        browser.wait("main:not(:has(#ask-all))").await;
        let all = browser.run(count).await.as_u64().expect("a count");
        assert!(few < all, "{few} of {all}");
    })
    .await;
}

/// What the page's own thread does in a while, in milliseconds: scripts, styles and layout.
async fn work(browser: &Browser, while_doing: &str) -> f64 {
    let total = async || {
        let found = browser.devtools("Performance.getMetrics", json!({})).await;
        let all = found["metrics"].as_array().expect("metrics").clone();
        let own = ["ScriptDuration", "RecalcStyleDuration", "LayoutDuration"];
        let own = all
            .iter()
            .filter(|one| own.iter().any(|name| one["name"] == *name));
        own.filter_map(|one| one["value"].as_f64()).sum::<f64>()
    };
    let before = total().await;
    let script = format!(
        "(async () => {{
           for (let i = 0; i < 10; i++) {{
             {while_doing};
             await new Promise(next => setTimeout(next, 30));
           }}
           done(true);
         }})()"
    );
    browser.run_until(&script).await;
    (total().await - before) * 1000.0 / 10.0
}

#[tokio::test]
async fn an_answer_is_ready_to_paint_within_a_frame_at_a_quarter_of_the_speed() {
    let site = site();
    journey_alone(async |browser| {
        open(browser, site.address()).await;
        // Counted by the processor's own clock: what else the machine does is not counted.
        let domain = json!({ "timeDomain": "threadTicks" });
        browser.devtools("Performance.enable", domain).await;
        let choose = "document.getElementById(`purpose_civil-option-${i % 2 === 0}`).click()";
        let letter = "const field = document.getElementById('employees_fte-exact');
            field.value = String(i);
            field.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        for act in [choose, letter] {
            let mut least = f64::INFINITY;
            for _ in 0..3 {
                least = least.min(work(browser, act).await);
            }
            println!("{act}: {least:.2} ms");
            assert!(4.0 * least < 16.0, "{act}: {least:.2} ms");
        }
    })
    .await;
}
