//! The widget in the pages of hosts: in a frame and as an element, under strict policies, beside
//! others, with what the host knows, and with what the host is told.

mod accessible;
mod apart;
mod asked;
mod cost;
mod demos;
mod refused;
mod told;

use crate::browser::{Browser, Engine, journey_in};
use crate::company::{Company, verdicts_of_the_command, verdicts_on_the_page};
use crate::site_under;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::site::Site;

/// All that journeys are made in.
const ENGINES: [Engine; 3] = [Engine::Blink, Engine::Gecko, Engine::WebKit];

/// Notes what the widgets of a page tell, and what its policy keeps from it. `WIDGET` is where the
/// widget is from.
const HEAR: &str = "
window.heard = [];
window.refused = [];
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective + ' ' + event.blockedURI));
window.hear = (widget, name) => {
  for (const kind of ['ready', 'progress', 'result', 'contact', 'error']) {
    widget.addEventListener(kind, (event) => event.detail && heard.push([name, kind, event.detail]));
  }
};
document.querySelectorAll(\"script[src*='puljetjek'], pulje-tjek\").forEach((one, index) => hear(one, one.id || index));
";

/// The policy that the widget runs under in its frame, and nothing beside it.
const WIDGET: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script'";
/// The policy of a host that is as strict as can be, with the loader and its frame.
const STRICT_FRAME: &str = "default-src 'none'; script-src 'self' WIDGET; frame-src WIDGET; \
    connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
/// The same with the element.
const STRICT_ELEMENT: &str = "default-src 'none'; script-src 'self' WIDGET 'wasm-unsafe-eval'; \
    connect-src 'self' WIDGET; img-src data:; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'";
/// A host that has no policy allows anything.
const NONE: &str = "default-src * 'unsafe-inline' 'unsafe-eval' data:";

/// A host with a page, and the widget on a site of its own.
struct Host {
    site: Site,
    widget: Site,
    folder: TempDir,
}

impl Host {
    /// A host whose page has this between its heading and its end, under a policy.
    fn of(policy: &str, page: &str) -> Host {
        let widget = site_under(WIDGET);
        let folder = tempfile::tempdir().expect("a folder");
        let policy = policy.replace("WIDGET", widget.address());
        let site = Site::serve_under(&policy, folder.path(), None);
        let site = site.unwrap_or_else(|error| panic!("{error}"));
        let host = Host {
            site,
            widget,
            folder,
        };
        host.file("hear.js", HEAR);
        let page = format!(
            "<!doctype html><html lang=\"da\"><head><meta charset=\"utf-8\"><title>Vært</title>\
             <meta name=\"viewport\" content=\"width=device-width\">\
             <link rel=\"icon\" href=\"data:,\"></head>\
             <body><main><h1>Vært</h1>\n{page}\n</main><script src=\"hear.js\"></script></body></html>"
        );
        host.file("index.html", &page);
        host
    }

    /// Puts a file beside the page.
    fn file(&self, name: &str, text: &str) {
        let text = text.replace("WIDGET", self.widget.address());
        std::fs::write(self.folder.path().join(name), text).expect("written");
    }

    async fn open(&self, browser: &Browser) {
        // Only Chromium's driver brings what it clicks in a frame into view.
        let sized = browser.client.set_window_size(1280, 5000).await;
        sized.expect("a high window");
        browser
            .client
            .goto(self.site.address())
            .await
            .expect("the page");
    }
}

/// The two lines of the default way, with attributes.
fn frame(attributes: &str) -> String {
    format!(
        "<a class=\"puljetjek\" href=\"WIDGET/\">Puljetjek</a>\n\
         <script async src=\"WIDGET/puljetjek.js\" {attributes}></script>"
    )
}

/// The two lines of the other way.
fn element(attributes: &str) -> String {
    format!(
        "<script type=\"module\" src=\"WIDGET/element.js\"></script>\n\
         <pulje-tjek {attributes}></pulje-tjek>"
    )
}

/// How a widget stands in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Frame,
    Element,
}

impl Way {
    const BOTH: [Way; 2] = [Way::Frame, Way::Element];

    fn lines(self, attributes: &str) -> String {
        match self {
            Way::Frame => {
                let data: Vec<String> = attributes
                    .split_inclusive("\" ")
                    .map(|one| format!("data-{one}"))
                    .collect();
                frame(&data.concat())
            }
            Way::Element => element(attributes),
        }
    }

    fn policy(self) -> &'static str {
        match self {
            Way::Frame => STRICT_FRAME,
            Way::Element => STRICT_ELEMENT,
        }
    }

    /// Looks into the widget of the page.
    async fn enter(self, browser: &Browser) {
        match self {
            Way::Frame => {
                browser.enter("iframe").await;
            }
            Way::Element => browser.look_into(Some("pulje-tjek")),
        }
        browser.wait("#main").await;
    }

    /// Looks at the page again.
    async fn leave(self, browser: &Browser) {
        match self {
            Way::Frame => browser.leave().await,
            Way::Element => browser.look_into(None),
        }
    }
}

/// What was heard of a kind, the last of it.
async fn last(browser: &Browser, kind: &str) -> Value {
    let script = format!("return heard.filter((one) => one[1] === '{kind}').at(-1)?.[2] ?? null");
    browser.run(&script).await
}

/// Screens a company to its result in somebody's page, under a strict policy.
async fn screens_as_the_command_does(way: Way) {
    const ANSWERS: &str = "eurostars-lead-2012.json";
    const DAY: &str = "2012-03-01";
    let attributes =
        format!("lang=\"da\" as-of=\"{DAY}\" partner=\"portal-7\" heading-level=\"2\"");
    for engine in ENGINES {
        println!("{way:?} {engine:?}");
        let host = Host::of(way.policy(), &way.lines(&attributes));
        journey_in(engine, async |browser| {
            host.open(browser).await;
            way.enter(browser).await;
            let company = Company::read(ANSWERS);
            company.answer_everything(browser).await;
            company.attest_everything(browser).await;
            let command = verdicts_of_the_command(ANSWERS, Some(DAY));
            assert_eq!(verdicts_on_the_page(browser).await, command);
            let levels = "return [...document.querySelectorAll('h1, h2')].map((one) => one.ariaLevel)";
            let levels = browser.run(levels).await;
            let levels = levels.as_array().expect("headings");
            assert!(levels.iter().all(|level| level == "2" || level == "3"), "{levels:?}");
            way.leave(browser).await;

            // The host heard of it, and nothing of the answers.
            let result = last(browser, "result").await;
            let told: Vec<(String, String)> = result["programmes"]
                .as_array()
                .expect("programmes")
                .iter()
                .map(|one| (one["id"].as_str().expect("an id").into(), one["verdict"].as_str().expect("a verdict").into()))
                .collect();
            let verdicts: Vec<(String, String)> =
                command.iter().map(|(id, (verdict, _, _))| (id.clone(), verdict.clone())).collect();
            assert_eq!(told, verdicts);
            assert_eq!(result["as_of"], DAY);
            assert_eq!(result["partner"], "portal-7");
            let heard = browser.run("return [heard[0][1], new Set(heard.map((one) => one[2].version)).size]").await;
            assert_eq!(heard, json!(["ready", 1]));
            let answers = browser.run("return JSON.stringify(heard).includes('answers')").await;
            assert_eq!(answers, false);

            // Nothing was refused, nothing of the page was changed, and the link is gone.
            assert_eq!(browser.run("return refused").await, json!([]));
            assert_eq!(browser.run("return location.hash").await, "");
            let complaints = browser.complaints().await;
            assert!(complaints.is_empty(), "{complaints:?}");
            if way == Way::Frame {
                let shown = "const frame = document.querySelector('iframe'); \
                    return [frame.title.includes('Puljetjek'), document.querySelector('a.puljetjek').checkVisibility()]";
                assert_eq!(browser.run(shown).await, json!([true, false]));
                way.enter(browser).await;
                let fits = "const page = document.documentElement; return Math.abs(page.getBoundingClientRect().height - innerHeight) <= 1";
                browser.run_until_true(fits).await;
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_company_is_screened_in_a_frame() {
    screens_as_the_command_does(Way::Frame).await;
}

#[tokio::test]
async fn a_company_is_screened_in_an_element() {
    screens_as_the_command_does(Way::Element).await;
}
