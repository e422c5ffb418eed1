//! Nobody is kept out of a page that the widget stands in, nor of the pages that show how.

use super::{Host, NONE, Way, element};
use crate::accessible::look;
use crate::browser::journey;
use crate::site;

#[tokio::test]
async fn an_element_fits_into_the_order_of_its_page() {
    let lines = element("lang=\"da\" heading-level=\"2\" answers=\"ask\" as-of=\"2012-03-01\"");
    let host = Host::of(NONE, &format!("<p>Værtens egen tekst.</p>{lines}"));
    for scheme in ["light", "dark"] {
        journey(async |browser| {
            browser.show_as("", scheme, 1280).await;
            host.open(browser).await;
            let to = async |place: &str, wait: &str| {
                browser.look_into(Some("pulje-tjek"));
                let go = format!(
                    "const link = document.querySelector('a.name').cloneNode(); link.href = '#{place}';
                     document.querySelector('.head').append(link); link.click(); link.remove()"
                );
                browser.wait("a.name").await;
                browser.run(&go).await;
                browser.wait(wait).await;
                browser.look_into(None);
                look(browser, place).await;
            };
            to("start", "#begin").await;
            to("ask/employees_fte", "#exact").await;
            to("all", "[data-field]").await;
            to("result", "#consent").await;
            browser.look_into(Some("pulje-tjek"));
            browser.click("[data-programme='eurostars'] summary").await;
            browser.wait("[data-contact]").await;
            browser.look_into(None);
            look(browser, "a programme unfolded").await;
        })
        .await;
    }
}

#[tokio::test]
async fn the_demo_pages_and_the_configurator_keep_nobody_out() {
    let site = site();
    journey(async |browser| {
        for (scheme, page) in [
            ("light", "demo/"),
            ("light", "demo/plain.html"),
            ("dark", "demo/strict.html"),
            ("light", "demo/three.html"),
            ("light", "demo/theme-blog.html"),
            ("dark", "demo/own-theme.html"),
            ("light", "demo/contacts.html"),
            ("dark", "demo/events.html"),
            ("light", "configurator.html"),
            ("dark", "configurator.html?lang=en"),
        ] {
            browser.show_as("", scheme, 1280).await;
            let address = format!("{}/{page}", site.address());
            browser.client.goto(&address).await.expect("the page");
            browser.run_until_true("return document.readyState === 'complete'").await;
            if page.starts_with("configurator") {
                browser.wait("#lang-da").await;
                browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true })").await;
            }
            if page.contains("strict") {
                browser.look_into(Some("pulje-tjek"));
                Way::Element.enter(browser).await;
                Way::Element.leave(browser).await;
            }
            look(browser, page).await;
        }
    })
    .await;
}
