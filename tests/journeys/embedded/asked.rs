//! What a host asks for: attributes, its own contacts, its look.

use super::{Host, NONE, Way, frame};
use crate::browser::{Browser, journey};
use serde_json::{Value, json};

#[tokio::test]
async fn a_host_chooses_programmes_topics_and_what_is_known() {
    for way in Way::BOTH {
        let asked = "lang=\"en\" programmes=\"eurostars, innobooster\" topics=\"company project\" \
            region=\"midtjylland\" goals=\"rd_project\" as-of=\"2024-02-01\" mode=\"all\" theme=\"dark\" ";
        let host = Host::of(NONE, &way.lines(asked));
        journey(async |browser| {
            host.open(browser).await;
            way.enter(browser).await;
            let shown = browser
                .run(
                    "const values = (css, name) => [...document.querySelectorAll(css)].map((one) => one[name]);
                     return [document.documentElement.lang, values('#main h2[id^=topic]', 'id'),
                       values('input:checked', 'id').filter((one) => /midtjylland|rd_project/.test(one)).length,
                       getComputedStyle(document.documentElement).colorScheme]",
                )
                .await;
            let topics = json!(["topic-goal", "topic-company", "topic-project"]);
            assert_eq!(shown, json!(["en", topics, 2, "dark"]), "{way:?}");
            browser.click("a[href='#result']").await;
            browser.wait("[data-programme]").await;
            let programmes = "return [...document.querySelectorAll('[data-programme]')].map((one) => one.dataset.programme).sort()";
            assert_eq!(browser.run(programmes).await, json!(["eurostars", "innobooster"]));
            assert_eq!(browser.run("return document.querySelector('#as-of').value").await, "2024-02-01");
        })
        .await;
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_said_on_the_console_and_the_rest_works() {
    for way in Way::BOTH {
        let asked = "lang=\"tysk\" programmes=\"eurostars,eurostar\" as-of=\"i dag\" theme=\"pink\" \
            heading-level=\"9\" mode=\"two\" answers=\"yes\" region=\"jylland\" goals=\"x\" topics=\"y\" \
            partner=\"a b\" pack=\"https://example.org/pack.json\" contacts=\"none.json\" prefill=\"{\" colour=\"red\" ";
        let host = Host::of(NONE, &way.lines(asked));
        journey(async |browser| {
            host.open(browser).await;
            way.enter(browser).await;
            browser.wait("#begin").await;
            assert_eq!(
                browser.run("return document.documentElement.lang").await,
                "da"
            );
            way.leave(browser).await;
            let said = browser.complaints().await.concat();
            for (name, allowed) in [
                ("lang", "da, en"),
                ("programmes", "innobooster"),
                ("as-of", "YYYY-MM-DD"),
                ("theme", "auto, light, dark"),
                ("heading-level", "1, 2, 3, 4, 5, 6"),
                ("mode", "steps, all"),
                ("answers", "ask, never"),
                ("region", "midtjylland"),
                ("goals", "rd_project"),
                ("topics", "company"),
                ("partner", "letters"),
                ("pack", "http://127.0.0.1"),
                ("contacts", "404"),
                ("prefill", "JSON"),
                ("colour", "heading-level"),
            ] {
                let warning = said
                    .split("puljetjek: ")
                    .find(|one| one.starts_with(&format!("{name}: ")));
                let warning =
                    warning.unwrap_or_else(|| panic!("{way:?}: nothing is said of {name}: {said}"));
                assert!(warning.contains(allowed), "{warning}");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_widget_is_as_light_or_dark_as_the_page_around_it() {
    let ground = "return getComputedStyle(document.querySelector('#begin')).backgroundColor";
    for way in Way::BOTH {
        let scheme = |scheme: &str| {
            let host = Host::of(
                NONE,
                &format!(
                    "<link rel=\"stylesheet\" href=\"own.css\">{}",
                    way.lines("lang=\"da\" ")
                ),
            );
            host.file("own.css", scheme);
            host
        };
        let hosts = [
            "",
            ":root { color-scheme: dark }",
            ":root { color-scheme: light dark }",
        ]
        .map(scheme);
        journey(async |browser| {
            let mut grounds = Vec::new();
            for (device, host) in [("dark", 0), ("light", 1), ("dark", 2), ("light", 2)] {
                browser.show_as("", device, 1280).await;
                hosts[host].open(browser).await;
                way.enter(browser).await;
                browser.wait("#begin").await;
                grounds.push(browser.run(ground).await);
                way.leave(browser).await;
            }
            let (light, dark) = (&grounds[0], &grounds[1]);
            assert_ne!(light, dark);
            assert_eq!(
                [&grounds[2], &grounds[3]],
                [dark, light],
                "{way:?}: the page leaves it to the device"
            );
        })
        .await;
    }
}

const CONTACTS: &str = r#"{
  "partner": {"da": {"title": "Erhvervskontoret"}, "en": {"title": "The business office"}},
  "mode": "MODE",
  "contacts": [{"id": "own-desk", "kind": "guidance", "mail": "desk@example.org",
    "text": {"da": {"title": "Skranken", "helps": "Hjælper jer videre."}, "en": {"title": "The desk", "helps": "Helps you on."}}}]
}"#;

/// The contacts of a programme, in their order.
async fn contacts(browser: &Browser, way: Way, programme: &str) -> Vec<String> {
    way.enter(browser).await;
    browser.click("a[href='#result']").await;
    browser
        .click(&format!("[data-programme='{programme}'] summary"))
        .await;
    browser.wait("[data-contact]").await;
    let ids = browser.run("return [...document.querySelectorAll('[data-contact]')].map((one) => one.dataset.contact)").await;
    serde_json::from_value(ids).expect("ids")
}

#[tokio::test]
async fn a_hosts_own_contacts_come_before_or_instead_of_the_directorys() {
    for way in Way::BOTH {
        let host = Host::of(
            way.policy(),
            &way.lines("mode=\"all\" lang=\"en\" contacts=\"contacts.json\" "),
        );
        let plain = Host::of(NONE, &way.lines("mode=\"all\" lang=\"en\" "));
        journey(async |browser| {
            plain.open(browser).await;
            let directory = contacts(browser, way, "industrial-phd").await;
            way.leave(browser).await;

            host.file("contacts.json", &CONTACTS.replace("MODE", "before"));
            host.open(browser).await;
            let before = contacts(browser, way, "industrial-phd").await;
            assert_eq!(before[0], "own-desk");
            assert_eq!(before[1..], directory);
            let whose =
                "return document.querySelector(\"[data-contact='own-desk'] .partner\").textContent";
            assert_eq!(browser.run(whose).await, "Given by The business office");
            way.leave(browser).await;

            host.file("contacts.json", &CONTACTS.replace("MODE", "instead"));
            host.open(browser).await;
            let instead = contacts(browser, way, "industrial-phd").await;
            assert_eq!(instead, ["own-desk", &directory[0]], "the owner stays");
            way.leave(browser).await;

            host.file("contacts.json", &CONTACTS.replace("MODE", "never"));
            host.open(browser).await;
            assert_eq!(contacts(browser, way, "industrial-phd").await, directory);
            way.leave(browser).await;
            let said = browser.complaints().await.concat();
            assert!(
                said.contains("contacts.json:3") && said.contains("before"),
                "{said}"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn the_hosts_look_is_taken_up_and_stays_legible() {
    let look = "<link rel=\"stylesheet\" href=\"look.css\">";
    for way in Way::BOTH {
        let host = Host::of(NONE, &format!("{look}{}", way.lines("")));
        host.file(
            "look.css",
            ":root { --puljetjek-accent: oklch(0.9 0.1 100); --puljetjek-ground: #fff0f5; --puljetjek-font: Georgia, serif;
              --puljetjek-radius: 0px; --puljetjek-size: 18px; --puljetjek-space: wide }",
        );
        journey(async |browser| {
            host.open(browser).await;
            way.enter(browser).await;
            browser.wait("#begin").await;
            let look = browser
                .run(
                    "const style = getComputedStyle(document.querySelector('#begin'));
                     const body = getComputedStyle(document.querySelector('#main h1'));
                     const link = getComputedStyle(document.querySelector('.head a.name')).color.match(/\\d+/g).map(Number);
                     return [body.fontFamily, style.borderRadius, Number.parseFloat(style.fontSize) > 18.5,
                       link[0] < 140 && link[1] < 130,
                       getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()]",
                )
                .await;
            assert_eq!(look, json!(["Georgia, serif", "0px", true, true, "rgb(255 240 245)"]), "{way:?}");
            way.leave(browser).await;
            let said = browser.complaints().await.concat();
            assert!(said.contains("--puljetjek-space: expected a value of width, found wide"), "{said}");
        })
        .await;
    }
}

#[tokio::test]
async fn whatever_colours_a_host_has_text_can_be_read() {
    // WCAG 2.2, 1.4.3 and 1.4.11, with a luminance of our own reckoning.
    const PAIRS: &str = "
        const { palette } = await import('WIDGET/theme.js');
        const linear = (c) => (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        const shine = (rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, part, i) => sum + part * linear(Math.round(rgb[i] * 255) / 255), 0.05);
        const ratio = (a, b) => Math.max(shine(a) / shine(b), shine(b) / shine(a));
        const pairs = [
          ...['text', 'muted'].flatMap((one) => ['ground', 'raised', 'tint'].map((under) => [one, under, 4.5])),
          ...['ground', 'raised', 'tint'].map((under) => ['accent', under, 4.5]),
          ['on-accent', 'accent', 4.5], ['on-accent', 'accent-strong', 4.5], ['accent-strong', 'ground', 4.5],
          ['edge', 'ground', 3], ['edge', 'raised', 3],
          ...['good', 'wait', 'bad', 'through'].flatMap((one) => [[one, `${one}-tint`, 4.5], [one, 'ground', 4.5], ['text', `${one}-tint`, 4.5]]),
        ];
        let seed = 7;
        const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
        const colour = () => [random(), random(), random()];
        const wrong = [];
        for (let round = 0; round < 3000 && wrong.length < 5; round += 1) {
          const wanted = {};
          for (const token of ['accent', 'ground', 'text']) if (random() < 0.6) wanted[token] = colour();
          for (const scheme of ['light', 'dark']) {
            const colours = palette(wanted, scheme);
            for (const [over, under, least] of pairs) {
              const found = ratio(colours[over], colours[under]);
              if (!(found >= least - 0.05)) wrong.push([over, under, found, wanted, scheme]);
            }
          }
        }
        return wrong;";
    let host = Host::of(NONE, &frame(""));
    let script = PAIRS.replace("WIDGET", host.widget.address());
    journey(async |browser| {
        host.open(browser).await;
        let wrong = browser
            .run_until(&format!(
                "(async () => {{ {script} }})().then(done, (why) => done([String(why)]))"
            ))
            .await;
        assert_eq!(wrong, Value::Array(Vec::new()));
    })
    .await;
}
