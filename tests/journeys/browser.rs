//! A headless Chromium through WebDriver, ended when the test ends.

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use futures_util::FutureExt;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running driver; it is killed when dropped.
struct Driver {
    child: Child,
    address: String,
}

impl Driver {
    fn start() -> Driver {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts; `cargo xtask test` installs it");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let port = out
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let port = line.split("started successfully on port ").nth(1)?;
                Some(port.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver names its port");
        Driver {
            child,
            address: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser window with an empty profile.
pub struct Browser {
    pub client: Client,
    _driver: Driver,
    _profile: tempfile::TempDir,
}

/// Makes a journey in a browser of its own, which is closed however the journey ends.
pub async fn journey(steps: impl AsyncFnOnce(&Browser)) {
    let browser = Browser::open().await;
    let outcome = AssertUnwindSafe(steps(&browser)).catch_unwind().await;
    browser.close().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

impl Browser {
    async fn open() -> Browser {
        let driver = Driver::start();
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let folder = format!("--user-data-dir={}", profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,1000",
            &folder,
        ];
        let wishes = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        });
        let Value::Object(wishes) = wishes else {
            unreachable!("an object")
        };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wishes)
            .connect(&driver.address)
            .await
            .expect("a browser session");
        Browser {
            client,
            _driver: driver,
            _profile: profile,
        }
    }

    async fn close(self) {
        // Without an answer the driver is killed all the same.
        let closing = self.client.clone().close();
        let _ = tokio::time::timeout(Duration::from_secs(10), closing).await;
    }

    /// Waits for an element.
    pub async fn wait(&self, css: &str) -> fantoccini::elements::Element {
        let waiting = self.client.wait().at_most(Duration::from_secs(20));
        match waiting.for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => {
                let page = self.run("return JSON.stringify(performance.getEntriesByType(\"resource\").map(e => [e.name, e.responseStatus, e.duration])) + document.body.innerText").await;
                let complaints = self.complaints().await;
                panic!("{css} does not appear: {error}; the page: {page} {complaints:?}")
            }
        }
    }

    pub async fn click(&self, css: &str) {
        let element = self.wait(css).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css} cannot be clicked: {error}"));
    }

    /// Types into whatever has the focus.
    pub async fn press(&self, keys: &str) {
        let focused = self.client.active_element().await.expect("a focus");
        focused.send_keys(keys).await.expect("typed");
    }

    /// Presses the tab key until the element with this id has the focus.
    pub async fn press_until(&self, id: &str) {
        for _ in 0..80 {
            if self.run("return document.activeElement.id").await == id {
                return;
            }
            self.press("\u{e004}").await;
        }
        panic!("{id} cannot be reached with the tab key");
    }

    pub async fn has(&self, css: &str) -> bool {
        !self
            .client
            .find_all(Locator::Css(css))
            .await
            .expect("a look")
            .is_empty()
    }

    pub async fn run(&self, script: &str) -> Value {
        self.client
            .execute(script, Vec::new())
            .await
            .expect("the script runs")
    }

    /// Runs a script that ends by calling `done` with what it found.
    pub async fn run_until(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        let outcome = self.client.execute_async(&script, Vec::new()).await;
        outcome.expect("the script runs")
    }

    /// Chooses a file in an input.
    pub async fn choose_file(&self, css: &str, path: &Path) {
        let input = self.wait(css).await;
        input
            .send_keys(&path.display().to_string())
            .await
            .expect("a file is chosen");
    }

    /// Shows pages on a medium, in light or dark, in a window of this width.
    pub async fn show_as(&self, medium: &str, scheme: &str, width: u32) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let media = json!({ "media": medium, "features": features });
        self.devtools("Emulation.setEmulatedMedia", media).await;
        let sized = self.client.set_window_size(width, 900).await;
        sized.expect("a window");
    }

    /// A command of Chromium's own.
    pub async fn devtools(&self, method: &'static str, parameters: Value) -> Value {
        let command = Devtools { method, parameters };
        self.client.issue_cmd(command).await.expect("done")
    }

    /// Every address that pages of an origin asked for; the browser's own first page has wishes
    /// of its own.
    pub async fn requests_of(&self, origin: &str) -> Vec<String> {
        let entries = self
            .client
            .issue_cmd(Log("performance"))
            .await
            .expect("the log");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        entries
            .as_array()
            .expect("entries")
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .map(|entry| entry["message"]["params"].clone())
            .filter(|request| text(&request["documentURL"]).starts_with(origin))
            .map(|request| text(&request["request"]["url"]))
            .collect()
    }

    /// What the page complained of since the last look.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self
            .client
            .issue_cmd(Log("browser"))
            .await
            .expect("the log");
        let entries = entries.as_array().expect("entries").iter();
        entries
            .filter_map(|entry| entry["message"].as_str().map(String::from))
            .collect()
    }
}

/// A command of Chromium's own.
#[derive(Debug)]
struct Devtools {
    method: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Devtools {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.method, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// Chromium's log of a kind.
#[derive(Debug)]
struct Log(&'static str);

impl WebDriverCompatibleCommand for Log {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({ "type": self.0 }).to_string()),
        )
    }
}
