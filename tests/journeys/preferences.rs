//! What a user's system asks of every page is kept to: its own colours, and no motion.

use crate::browser::{Browser, journey};
use crate::{open_result, site};
use serde_json::json;

/// A question, and what is chosen and focused there.
pub const QUESTION: &str = "#ask/applicant_kind";

/// Chooses the question's second option by keyboard, so that it has the focus, too.
pub async fn choose_by_keyboard(browser: &Browser) {
    browser.wait("#option-company").await;
    browser.press_until("option-company").await;
    browser.press(" ").await;
    browser.wait("#option-company:checked").await;
}

#[tokio::test]
async fn in_forced_colours_focus_and_choice_are_seen() {
    let site = site();
    journey(async |browser| {
        browser.prefer(&[("forced-colors", "active")]).await;
        let address = format!("{}/?lang=en{QUESTION}", site.address());
        browser.client.goto(&address).await.expect("the page");
        choose_by_keyboard(browser).await;
        let seen = browser
            .run(
                "const of = (css) => getComputedStyle(document.querySelector(css));
                 const chosen = of('input:checked + label');
                 const other = of('input:not(:checked) + label');
                 return {
                   forced: matchMedia('(forced-colors: active)').matches,
                   focus: [chosen.outlineStyle, parseFloat(chosen.outlineWidth) >= 2,
                     chosen.outlineColor !== chosen.backgroundColor],
                   edge: chosen.borderColor !== other.borderColor,
                   mark: of('input:checked').appearance,
                 }",
            )
            .await;
        let expected = json!({
            "forced": true,
            "focus": ["solid", true, true],
            "edge": true,
            "mark": "auto",
        });
        assert_eq!(seen, expected);
        browser.press_until("next").await;
        let button = "const button = getComputedStyle(document.activeElement);
             return [button.outlineStyle, button.outlineColor !== button.backgroundColor]";
        assert_eq!(browser.run(button).await, json!(["solid", true]));
    })
    .await;
}

#[tokio::test]
async fn nothing_moves_where_motion_is_unwanted() {
    let site = site();
    journey(async |browser| {
        browser.prefer(&[("prefers-reduced-motion", "reduce")]).await;
        let still = async |state: &str| {
            let moving = browser
                .run(
                    "const moves = (one) => {
                       const style = getComputedStyle(one);
                       return style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
                         || style.animationName !== 'none' || style.scrollBehavior !== 'auto';
                     };
                     return [...document.querySelectorAll('*')].filter(moves).map((one) => one.outerHTML)
                       .concat(document.getAnimations().map((one) => String(one)))",
                )
                .await;
            assert_eq!(moving, json!([]), "{state}");
        };
        let address = format!("{}/?as-of=2012-03-01{QUESTION}", site.address());
        browser.client.goto(&address).await.expect("the page");
        choose_by_keyboard(browser).await;
        still("an option chosen").await;
        browser.click("#next").await;
        browser.wait("form:not([data-fact='applicant_kind'])").await;
        still("the next question").await;
        let start = format!("{}/?as-of=2012-03-01", site.address());
        open_result(browser, &start, "eurostars-lead-2012.json").await;
        browser.click("[data-programme='eurostars'] summary").await;
        browser.wait(".inside").await;
        still("a programme unfolded").await;
    })
    .await;
}
