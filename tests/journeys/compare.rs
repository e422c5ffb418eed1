//! Programmes side by side: chosen on the result, compared, shared by their address, printed.

use crate::browser::{Browser, journey};
use crate::{open_result, site, unfold_everything};
use serde_json::{Value, json};

const COMPANY: &str = "eurostars-lead-2012.json";
const CHOSEN: [&str; 4] = ["eurostars", "videnkupon", "fornyelsesfonden", "innobooster"];
const PLACE: &str = "location.hash = 'compare/eurostars,videnkupon,innobooster'";

async fn result(browser: &Browser, site: &str) {
    let start = format!("{site}/?as-of=2012-03-01&lang=en");
    open_result(browser, &start, COMPANY).await;
}

/// Chooses a programme or leaves it, wherever the page is scrolled to.
async fn choose(browser: &Browser, programme: &str) {
    let script = format!("document.querySelector('#compare-{programme}').click()");
    browser.run(&script).await;
}

/// What each row says of a programme, by the row's title.
async fn column(browser: &Browser, programme: usize) -> Value {
    let script = format!(
        "return Object.fromEntries([...document.querySelectorAll('.compare tbody tr')].map(row =>
           [row.querySelector('th').firstChild.data + row.closest('section').querySelector('h2').id,
            row.querySelectorAll('td')[{programme}].textContent]))"
    );
    browser.run(&script).await
}

/// Chooses two programmes of the result to be compared.
pub async fn choose_two(browser: &Browser) {
    for programme in ["eurostars", "videnkupon"] {
        let choose = format!("document.querySelector('#compare-{programme}').click()");
        browser.run(&choose).await;
    }
    browser.wait("#compare").await;
}

#[tokio::test]
async fn four_programmes_can_be_chosen_and_a_fifth_is_explained() {
    let site = site();
    journey(async |browser| {
        result(browser, site.address()).await;
        assert!(!browser.has(".bar").await);
        for (index, programme) in CHOSEN.iter().enumerate() {
            assert_eq!(browser.has("#compare").await, index > 1, "{index} chosen");
            choose(browser, programme).await;
            browser.wait(&format!("#compare-{programme}:checked")).await;
        }
        choose(browser, "spir-welfare").await;
        let said = browser
            .run("return document.querySelector('main > [role=status].unseen').textContent")
            .await;
        assert!(
            said.as_str()
                .expect("text")
                .contains("four programmes at most"),
            "{said}"
        );
        assert!(browser.has("#compare-spir-welfare:not(:checked)").await);
        let link = browser
            .run("return document.querySelector('#compare').hash")
            .await;
        assert_eq!(link, json!(format!("#compare/{}", CHOSEN.join(","))));
        choose(browser, "videnkupon").await;
        choose(browser, "spir-welfare").await;
        browser.wait("#compare-spir-welfare:checked").await;
    })
    .await;
}

#[tokio::test]
async fn a_comparison_is_made_by_keyboard_alone_and_the_back_button_leads_back() {
    let site = site();
    journey(async |browser| {
        result(browser, site.address()).await;
        for programme in ["eurostars", "innobooster"] {
            browser.press_until(&format!("compare-{programme}")).await;
            browser.press(" ").await;
        }
        // The bar with the way on hides nothing that has the focus.
        for _ in 0..6 {
            browser.press("\u{e004}").await;
        }
        let is_seen = browser
            .run(
                "const one = document.activeElement.getBoundingClientRect();
                 return one.bottom <= document.querySelector('.bar').getBoundingClientRect().top",
            )
            .await;
        assert_eq!(is_seen, true);
        browser
            .run("document.querySelector('#compare-innobooster').focus()")
            .await;
        // The way on is the next stop.
        browser.press("\u{e004}").await;
        assert_eq!(
            browser.run("return document.activeElement.id").await,
            "compare"
        );
        browser.press("\u{e007}").await;
        browser.wait(".compare table").await;
        let focus = browser.run("return document.activeElement.tagName").await;
        assert_eq!(focus, "H1", "the focus is on the comparison's heading");
        browser.client.back().await.expect("a way back");
        browser.wait("#compare-eurostars:checked").await;
        assert!(
            browser.has("#compare-innobooster:checked").await,
            "the choice was lost"
        );
    })
    .await;
}

#[tokio::test]
async fn the_columns_say_what_the_result_says() {
    let site = site();
    journey(async |browser| {
        result(browser, site.address()).await;
        unfold_everything(browser).await;
        let told = browser
            .run(
                "return ['eurostars', 'videnkupon', 'innobooster'].map(id => {
                   const one = document.querySelector(`[data-programme='${id}']`);
                   const best = one.querySelector('.route');
                   return { verdict: one.querySelector('.badge').textContent,
                     call: one.querySelector('.badge.call').textContent,
                     aid: one.querySelector('.aid')?.textContent ?? '–',
                     marks: [...best.querySelectorAll('.symbol')].map(mark => mark.textContent).sort() } })",
            )
            .await;
        browser.run(PLACE).await;
        browser.wait(".compare table").await;
        for index in 0..3 {
            let (told, column) = (&told[index], column(browser, index).await);
            assert_eq!(told["verdict"], column["Result for youapp.compare.short"]);
            assert_eq!(told["call"], column["Call and deadlineapp.compare.short"]);
            let aid = column["Computed for youapp.compare.get"].as_str().expect("text");
            assert!(aid.starts_with(told["aid"].as_str().expect("text")), "{aid}");
            let script = format!(
                "return [...document.querySelectorAll('.compare tr > :nth-child({}) .symbol')].map(mark => mark.textContent).sort()",
                index + 2
            );
            assert_eq!(told["marks"], browser.run(&script).await, "the criteria of column {index}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_the_same_is_marked_and_can_be_left_out() {
    let site = site();
    journey(async |browser| {
        result(browser, site.address()).await;
        browser.run(PLACE).await;
        browser.wait(".compare table").await;
        let shown = "return [...document.querySelectorAll('.compare tbody tr')].filter(row => row.checkVisibility()).map(row => [
            new Set([...row.querySelectorAll('td')].map(cell => cell.textContent)).size > 1, row.className])";
        let rows = browser.run(shown).await;
        let rows = rows.as_array().expect("rows");
        assert!(rows.contains(&json!([true, ""])) && rows.contains(&json!([false, "same"])), "{rows:?}");
        assert!(!rows.contains(&json!([true, "same"])) && !rows.contains(&json!([false, ""])), "{rows:?}");
        browser.click("label[for='differing']").await;
        let left = browser.run(shown).await;
        assert!(left.as_array().expect("rows").iter().all(|row| row[0] == true), "{left}");
    })
    .await;
}

#[tokio::test]
async fn an_address_compares_and_a_programme_can_be_taken_out() {
    let site = site();
    journey(async |browser| {
        let place = "#compare/eurostars,no-such-programme,innobooster,videnkupon,eurostars";
        let address = format!("{}/?as-of=2012-03-01{place}", site.address());
        browser.client.goto(&address).await.expect("the page");
        browser.wait(".compare table").await;
        let heads = "return [...document.querySelectorAll('.compare section:first-of-type thead th')].map(one => one.firstChild.data)";
        assert_eq!(
            browser.run(heads).await,
            json!(["Eurostars", "Innobooster", "Videnkupon"])
        );
        browser.click(".compare section:first-of-type th:nth-child(3) a").await;
        browser.wait(".compare:not(.many)").await;
        assert_eq!(browser.run(heads).await, json!(["Eurostars", "Videnkupon"]));
        assert!(!browser.has(".compare thead a").await, "two are the least");
        // One is no comparison.
        browser.run("location.hash = 'compare/eurostars'").await;
        browser.wait("#begin, [data-programme]").await;
    })
    .await;
}

#[tokio::test]
async fn a_missing_answer_is_given_and_the_comparison_comes_back() {
    let site = site();
    journey(async |browser| {
        result(browser, site.address()).await;
        browser
            .run("location.hash = 'compare/eurostars,videnkupon'")
            .await;
        browser.wait(".compare table").await;
        browser
            .click(".compare a[href='#ask/research_partner_agreed']")
            .await;
        browser.wait("form[data-fact]").await;
        browser.click("label[for='option-true']").await;
        browser.click("#next").await;
        browser.wait(".compare table").await;
        browser.wait("#flips [data-flipped='videnkupon']").await;
    })
    .await;
}

#[tokio::test]
async fn a_comparison_is_printed() {
    let site = site();
    journey(async |browser| {
        result(browser, site.address()).await;
        browser.run(PLACE).await;
        browser.wait(".compare table").await;
        browser
            .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
        let shown = browser
            .run("return [document.querySelectorAll('.compare table'), document.querySelectorAll('.compare .actions, nav, .foot')].map(all => [...all].filter(one => one.checkVisibility()).length)")
            .await;
        assert_eq!(shown, json!([4, 0]));
    })
    .await;
}
