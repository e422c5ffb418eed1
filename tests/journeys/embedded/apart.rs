//! Widgets and the pages around them keep apart: styles, forms, other widgets, other versions, and
//! elements that are moved about.

use super::{ENGINES, Host, NONE, STRICT_ELEMENT, Way, element, frame};
use crate::browser::{journey, journey_in};
use serde_json::json;

/// What a host's styles may do to a page.
const HOSTILE: &str = "
* { all: unset }
html { font-size: 62.5% }
h1, button, input, label, p, a, iframe { font: 30px/3 fantasy; color: red; text-transform: uppercase; border: 9px solid lime; letter-spacing: 4px; width: 40px }
.primary, .card, .panel, .main, #begin, #app { background: fuchsia; display: none; position: fixed }
:root { --text: red; --ground: red; --accent: red; --space: 0; --radius: 0; --font: fantasy; direction: rtl; visibility: visible }
";

/// How things look inside.
const LOOK: &str = "
    const all = ['h1', '#begin', '.card label', '.lead', '.head a', 'p'];
    const of = (css) => {
      const style = getComputedStyle(document.querySelector(css));
      return ['fontFamily', 'fontSize', 'color', 'textTransform', 'borderTopWidth', 'letterSpacing', 'backgroundColor', 'display', 'position', 'direction', 'borderRadius', 'paddingLeft'].map((one) => style[one]);
    };
    const { width } = document.querySelector('#begin').getBoundingClientRect();
    return [Math.round(width), ...all.map(of)]";

#[tokio::test]
async fn no_style_comes_in_and_none_goes_out() {
    for way in Way::BOTH {
        let lines = way.lines("lang=\"da\" theme=\"light\" ");
        let hostile = Host::of(
            NONE,
            &format!("<link rel=\"stylesheet\" href=\"hostile.css\"><p id=\"own\">Egen</p>{lines}"),
        );
        hostile.file("hostile.css", HOSTILE);
        let kind = Host::of(NONE, &format!("<p id=\"own\">Egen</p>{lines}"));
        for engine in ENGINES {
            journey_in(engine, async |browser| {
                let mut looks = Vec::new();
                for host in [&kind, &hostile] {
                    host.open(browser).await;
                    let own = "const style = getComputedStyle(document.querySelector('#own')); return ['font', 'color', 'margin', 'padding', 'border', 'background', 'display', 'textTransform', 'letterSpacing', 'boxSizing', 'overflowWrap'].map((name) => style[name])";
                    browser.run_until_true("return document.readyState === 'complete'").await;
                    let before = browser.run(own).await;
                    way.enter(browser).await;
                    browser.wait("#begin").await;
                    looks.push(browser.run(LOOK).await);
                    way.leave(browser).await;
                    assert_eq!(browser.run(own).await, before, "{engine:?}");
                }
                assert_eq!(looks[0], looks[1], "{way:?} {engine:?}");
            })
            .await;
        }
    }
}

#[tokio::test]
async fn several_widgets_on_a_page_keep_apart() {
    let page = [
        frame("id=\"first\" data-lang=\"en\" data-partner=\"one\""),
        "<div style=\"height: 3000px\"></div>".into(),
        frame("id=\"second\" data-lang=\"da\" data-partner=\"two\" data-programmes=\"eurostars\""),
        element("id=\"third\" lang=\"en\" partner=\"three\" programmes=\"innobooster\""),
        element("id=\"fourth\" lang=\"da\" partner=\"four\""),
    ];
    let host = Host::of(NONE, &page.concat());
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            host.open(browser).await;
            let ready = |id: &str| format!("return heard.some((one) => one[0] === '{id}' && one[1] === 'ready')");
            for id in ["first", "third", "fourth"] {
                browser.run_until_true(&ready(id)).await;
            }
            browser.run("document.querySelectorAll('iframe')[1].scrollIntoView()").await;
            browser.run_until_true(&ready("second")).await;
            let languages = "return heard.filter((one) => one[1] === 'ready').map((one) => [one[0], one[2].language, one[2].partner]).sort()";
            assert_eq!(
                browser.run(languages).await,
                json!([["first", "en", "one"], ["fourth", "da", "four"], ["second", "da", "two"], ["third", "en", "three"]])
            );
            // What happens in one is not heard of another.
            browser.run("document.querySelector('#third').set({ employees_fte: 12 })").await;
            browser.run("puljetjek.set(document.querySelector('#second'), { employees_fte: 12 })").await;
            browser.look_into(Some("#fourth"));
            browser.wait("#begin").await;
            assert!(!browser.has("#answers").await);
            browser.look_into(Some("#third"));
            browser.wait("#answers").await;
            browser.look_into(None);
            browser.enter("iframe ~ div ~ iframe").await;
            browser.wait("#answers").await;
            browser.leave().await;
            Way::Frame.enter(browser).await;
            browser.wait("#begin").await;
            assert!(!browser.has("#answers").await);
        })
        .await;
    }
}

#[tokio::test]
async fn a_loader_stands_beside_another_of_another_version() {
    let host = Host::of(
        NONE,
        &format!(
            "<script src=\"other.js\"></script>{}{}",
            frame("id=\"a\""),
            frame("id=\"b\"")
        ),
    );
    host.file(
        "other.js",
        "window.puljetjek = Object.freeze({ version: 0 });",
    );
    journey(async |browser| {
        host.open(browser).await;
        browser.run_until_true("return new Set(heard.map((one) => one[0])).size === 2").await;
        let stays = "return [puljetjek.version, Object.isFrozen(puljetjek), document.querySelectorAll('iframe.puljetjek').length,
            Object.keys(window).filter((key) => /pulje/i.test(key))]";
        assert_eq!(browser.run(stays).await, json!([0, true, 2, ["puljetjek"]]));
    })
    .await;
}

#[tokio::test]
async fn an_element_is_moved_removed_and_put_back() {
    let page = format!("{}<div id=\"there\"></div>", element("lang=\"da\""));
    let host = Host::of(STRICT_ELEMENT, &page);
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            host.open(browser).await;
            Way::Element.enter(browser).await;
            browser.click("label[for='option-rd_project']").await;
            browser.click("#begin").await;
            browser
                .wait("form[data-fact]:not([data-fact='goals'])")
                .await;
            let question = browser
                .run("return document.querySelector('form').dataset.fact")
                .await;
            browser
                .run("window.kept = document.querySelector('form')")
                .await;
            browser.look_into(None);

            // Moved: it is the same, and is not opened anew.
            browser
                .run(
                    "document.querySelector('#there').append(document.querySelector('pulje-tjek'))",
                )
                .await;
            browser.look_into(Some("pulje-tjek"));
            browser.wait("form").await;
            assert_eq!(
                browser
                    .run("return document.querySelector('form') === kept")
                    .await,
                true,
                "{engine:?}"
            );
            browser.look_into(None);

            // Removed: nothing of it stays; put back: it is where it was.
            browser
                .run("window.away = document.querySelector('pulje-tjek'); away.remove()")
                .await;
            browser
                .run_until_true("return away.shadowRoot.childElementCount === 0")
                .await;
            browser
                .run("document.querySelector('#there').append(away)")
                .await;
            browser.look_into(Some("pulje-tjek"));
            browser
                .wait(&format!(
                    "form[data-fact='{}']",
                    question.as_str().expect("a fact")
                ))
                .await;
            browser.click("a[href='#answers']").await;
            browser.wait("#main a[href='#ask/goals']").await;
            browser.look_into(None);

            // Another language: the answers stay.
            browser
                .run("document.querySelector('pulje-tjek').setAttribute('lang', 'en')")
                .await;
            browser.look_into(Some("pulje-tjek"));
            browser.wait("#language[lang='da']").await;
            browser.wait("#main a[href='#ask/goals']").await;
            browser.look_into(None);
            assert_eq!(browser.run("return refused").await, json!([]));
        })
        .await;
    }
}

#[tokio::test]
async fn an_element_that_is_removed_gives_its_memory_back() {
    let host = Host::of(NONE, &element("lang=\"da\""));
    journey(async |browser| {
        // The app's memory only grows: what stays the same while widgets come and go was given back.
        let source = "const load = WebAssembly.instantiateStreaming;
            WebAssembly.instantiateStreaming = async (...given) => {
              const loaded = await load.apply(WebAssembly, given);
              window.memory = loaded.instance.exports.memory;
              return loaded;
            }";
        browser
            .devtools(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": source }),
            )
            .await;
        host.open(browser).await;
        browser.run_until_true("return heard.length > 0").await;
        let once = "const one = document.querySelector('pulje-tjek'); one.remove();
            setTimeout(() => { document.querySelector('main').append(one) }, 50)";
        let mut sizes = Vec::new();
        for round in 0..12 {
            browser.run(once).await;
            let ready = format!(
                "return heard.filter((one) => one[1] === 'ready').length > {}",
                round + 1
            );
            browser.run_until_true(&ready).await;
            sizes.push(
                browser
                    .run("return memory.buffer.byteLength")
                    .await
                    .as_u64()
                    .expect("bytes"),
            );
        }
        assert_eq!(sizes[3], sizes[11], "{sizes:?}");
    })
    .await;
}

#[tokio::test]
async fn an_element_stands_in_a_form_and_in_another_shadow() {
    let page = format!(
        "<form id=\"outer\">{}</form><div id=\"deep\"></div>",
        element("lang=\"da\"")
    );
    let host = Host::of(NONE, &page);
    for engine in ENGINES {
        journey_in(engine, async |browser| {
            host.open(browser).await;
            browser.run("window.sent = 0; document.querySelector('#outer').onsubmit = (event) => { event.preventDefault(); sent += 1 }").await;
            Way::Element.enter(browser).await;
            browser.click("label[for='option-rd_project']").await;
            browser.click("#begin").await;
            browser.wait("form[data-fact]:not([data-fact='goals'])").await;
            browser.look_into(None);
            assert_eq!(browser.run("return sent").await, 0);
            assert_eq!(browser.run("return [...new FormData(document.querySelector('#outer'))].length").await, 0);
            let deep = "const root = document.querySelector('#deep').attachShadow({ mode: 'open' });
                const inner = document.createElement('pulje-tjek');
                inner.lang = 'en';
                inner.id = 'inner';
                root.append(inner);
                hear(inner, 'inner')";
            browser.run(deep).await;
            browser.run_until_true("return heard.some((one) => one[0] === 'inner' && one[2].language === 'en')").await;
        })
        .await;
    }
}

#[tokio::test]
async fn what_happens_in_a_frame_happens_in_view() {
    let host = Host::of(
        NONE,
        &format!(
            "<div style=\"height: 2500px\"></div>{}",
            frame("data-mode=\"all\"")
        ),
    );
    // Where something of the frame is in the host's window.
    let seen = |top: f64| {
        format!(
            "const at = document.querySelector('iframe').getBoundingClientRect().top + {top}; return at > -20 && at < innerHeight"
        )
    };
    for engine in ENGINES {
        println!("{engine:?}");
        journey_in(engine, async |browser| {
            host.open(browser).await;
            browser
                .client
                .set_window_size(1280, 900)
                .await
                .expect("a window");
            browser
                .run("document.querySelector('iframe').scrollIntoView()")
                .await;
            Way::Frame.enter(browser).await;
            browser.wait("#see").await;
            let top = "return document.querySelector('SELECTOR').getBoundingClientRect().top";
            // The user has come to the foot of a long frame.
            browser.leave().await;
            browser
                .run("document.querySelector('iframe').scrollIntoView({ block: 'end' })")
                .await;
            Way::Frame.enter(browser).await;
            browser.click("#see").await;
            browser.wait("[data-programme]").await;
            assert_eq!(
                browser.run("return document.activeElement.localName").await,
                "h1"
            );
            let at = browser.run(&top.replace("SELECTOR", "#main h1")).await;
            browser.leave().await;
            browser
                .run_until_true(&seen(at.as_f64().expect("a place")))
                .await;

            Way::Frame.enter(browser).await;
            browser.run("location.hash = 'ask/employees_fte'").await;
            crate::company::type_figure(browser, "mange").await;
            browser.click("#next").await;
            browser.wait("#errors").await;
            assert_eq!(
                browser.run("return document.activeElement.id").await,
                "errors"
            );
            let at = browser.run(&top.replace("SELECTOR", "#errors")).await;
            browser.leave().await;
            browser
                .run_until_true(&seen(at.as_f64().expect("a place")))
                .await;
        })
        .await;
    }
}
