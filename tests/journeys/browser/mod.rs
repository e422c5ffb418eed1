//! A browser without a window, through WebDriver, ended when the test ends.

mod engine;

pub use engine::{Engine, Storage};

use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::RwLock;

/// A running program; it is killed when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A browser window with an empty profile. Its parts are dropped in this order.
pub struct Browser {
    pub client: Client,
    engine: Engine,
    /// What scripts see as the document, where it is not the page's.
    scope: RefCell<Option<String>>,
    _driver: Running,
    _screen: Option<Running>,
    profile: tempfile::TempDir,
}

/// Journeys are made two at a time, but for those that measure time.
static OTHERS: RwLock<()> = RwLock::const_new(());

/// Makes a journey in a Chromium of its own, which is closed however the journey ends.
pub async fn journey(steps: impl AsyncFnOnce(&Browser)) {
    journey_in(Engine::Blink, steps).await;
}

/// The same while no other journey is made, so that what takes time is the journey's own.
pub async fn journey_alone(steps: impl AsyncFnOnce(&Browser)) {
    let _alone = OTHERS.write().await;
    make(Browser::open(Engine::Blink, Storage::All).await, steps).await;
}

/// The same where nothing may be stored.
pub async fn journey_without_storage(engine: Engine, steps: impl AsyncFnOnce(&Browser)) {
    let _among = OTHERS.read().await;
    make(Browser::open(engine, Storage::None).await, steps).await;
}

/// Makes a journey in a browser of its own.
pub async fn journey_in(engine: Engine, steps: impl AsyncFnOnce(&Browser)) {
    let _among = OTHERS.read().await;
    make(Browser::open(engine, Storage::All).await, steps).await;
}

async fn make(browser: Browser, steps: impl AsyncFnOnce(&Browser)) {
    let outcome = AssertUnwindSafe(steps(&browser)).catch_unwind().await;
    browser.close().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// The key of an element in what a script gives (WebDriver, section 11).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// What the driver and its browser write, beside the profile.
const OUTPUT: &str = "output.txt";

impl Browser {
    async fn open(engine: Engine, storage: Storage) -> Browser {
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let port = free_port();
        let output = File::create(profile.path().join(OUTPUT)).expect("a file for its output");
        let mut driver = engine.driver(port, profile.path());
        driver
            .stderr(output.try_clone().expect("the same file"))
            .stdout(output);
        let screen = engine.needs_screen().then(screen);
        if let Some((_, display)) = &screen {
            driver.env("DISPLAY", display);
        }
        let driver = driver.spawn().unwrap_or_else(|error| {
            panic!(
                "the driver of {engine:?} does not start ({error}); `cargo xtask test` installs it"
            )
        });
        let driver = Running(driver);
        wait_for(port).await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(engine.wishes(profile.path(), storage))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| {
                let output = std::fs::read_to_string(profile.path().join(OUTPUT));
                panic!("no session of {engine:?}: {error}; {output:?}")
            });
        Browser {
            client,
            engine,
            scope: RefCell::new(None),
            _driver: driver,
            _screen: screen.map(|(screen, _)| screen),
            profile,
        }
    }

    async fn close(self) {
        // Without an answer the driver is killed all the same.
        let closing = self.client.clone().close();
        let _ = tokio::time::timeout(Duration::from_secs(10), closing).await;
    }

    /// Looks into the widget of an element that matches, or at the page again: that is what
    /// scripts then see as the document.
    pub fn look_into(&self, element: Option<&str>) {
        *self.scope.borrow_mut() = element.map(|css| {
            format!(
                "((root) => root ? Object.assign(root, {{ documentElement: root.querySelector('.puljetjek'),
                   body: root.querySelector('.puljetjek') }}) : new DocumentFragment())
                 (document.querySelector({css:?})?.shadowRoot)"
            )
        });
    }

    /// Looks into the first frame that matches.
    pub async fn enter(&self, css: &str) {
        let frame = self.wait(css).await;
        frame.enter_frame().await.expect("a frame");
    }

    /// Leaves a frame for the page around it.
    pub async fn leave(&self) {
        let left = self.client.enter_parent_frame().await;
        left.expect("a page around");
    }

    /// Waits for an element.
    pub async fn wait(&self, css: &str) -> Element {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(20) {
            if let Some(element) = self.found(css).await {
                return element;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let page = self.run("return JSON.stringify(performance.getEntriesByType(\"resource\").map(e => [e.name, e.responseStatus, e.duration])) + document.body?.innerText").await;
        let complaints = self.complaints().await;
        panic!("{css} does not appear; the page: {page} {complaints:?}")
    }

    /// The first element that matches, if there is one by now.
    async fn found(&self, css: &str) -> Option<Element> {
        let script = self.scoped(&format!("return document.querySelector({css:?})"));
        // A page that is left meanwhile has nothing.
        let found = self.client.execute(&script, Vec::new()).await.ok()?;
        let id = found.get(ELEMENT)?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), id.into()))
    }

    fn scoped(&self, script: &str) -> String {
        match &*self.scope.borrow() {
            Some(scope) => format!("return (function (document) {{ {script} }})({scope})"),
            None => script.to_owned(),
        }
    }

    pub async fn click(&self, css: &str) {
        let element = self.wait(css).await;
        // What is laid out only when it comes into view may move what is about to be clicked.
        let outcome = match element.click().await {
            Err(error) if error.to_string().contains("intercepted") => element.click().await,
            outcome => outcome,
        };
        outcome.unwrap_or_else(|error| panic!("{css} cannot be clicked: {error}"));
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
        self.found(css).await.is_some()
    }

    pub async fn run(&self, script: &str) -> Value {
        let outcome = self.client.execute(&self.scoped(script), Vec::new()).await;
        outcome.unwrap_or_else(|error| panic!("the script runs: {error}: {script}"))
    }

    /// Runs a script until it gives true.
    pub async fn run_until_true(&self, script: &str) {
        let began = Instant::now();
        while self.run(script).await != true {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "never true: {script}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
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
        self.emulate(medium, &[("prefers-color-scheme", scheme)])
            .await;
        let sized = self.client.set_window_size(width, 900).await;
        sized.expect("a window");
    }

    /// Shows pages as a user prefers them: features that a style sheet can ask for.
    pub async fn prefer(&self, features: &[(&str, &str)]) {
        self.emulate("", features).await;
    }

    async fn emulate(&self, medium: &str, features: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<Value> = features.iter().map(feature).collect();
        let media = json!({ "media": medium, "features": features });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// A command of Chromium's own.
    pub async fn devtools(&self, method: &'static str, parameters: Value) -> Value {
        let command = Devtools { method, parameters };
        self.client.issue_cmd(command).await.expect("done")
    }

    /// Every address that pages of an origin asked for. Of other engines than Chromium it is what
    /// the page itself knows: what it loaded since it was opened.
    pub async fn requests_of(&self, origin: &str) -> Vec<String> {
        if self.engine != Engine::Blink {
            let script = "return performance.getEntriesByType('resource').map(one => one.name)";
            return serde_json::from_value(self.run(script).await).expect("addresses");
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entries = self.log("performance").await.into_iter();
        // The browser's own first page has wishes of its own.
        entries
            .filter_map(|message| serde_json::from_str::<Value>(&message).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .map(|entry| entry["message"]["params"].clone())
            .filter(|request| text(&request["documentURL"]).starts_with(origin))
            .map(|request| text(&request["request"]["url"]))
            .collect()
    }

    /// What the page complained of.
    pub async fn complaints(&self) -> Vec<String> {
        if self.engine == Engine::Blink {
            return self.log("browser").await;
        }
        let output = std::fs::read(self.profile.path().join(OUTPUT)).expect("its output");
        let output = String::from_utf8_lossy(&output);
        let complaints = output.lines().filter(|line| self.engine.complains(line));
        complaints.map(String::from).collect()
    }

    /// Chromium's log of a kind since the last look.
    async fn log(&self, kind: &'static str) -> Vec<String> {
        let entries = self.client.issue_cmd(Log(kind)).await.expect("the log");
        let entries = entries.as_array().expect("entries").iter();
        entries
            .filter_map(|entry| entry["message"].as_str().map(String::from))
            .collect()
    }
}

/// A port that nothing listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its number").port()
}

/// Waits until something listens on a port.
async fn wait_for(port: u16) {
    let began = Instant::now();
    while let Err(error) = TcpStream::connect(("127.0.0.1", port)) {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "no driver listens: {error}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A screen that nobody sees, and its name.
fn screen() -> (Running, String) {
    let mut screen = Command::new("Xvfb")
        .args(["-displayfd", "1", "-nolisten", "tcp"])
        .args(["-screen", "0", "1280x1000x24"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb starts; `cargo xtask test` installs it");
    let names = screen.stdout.take().expect("its output");
    let mut number = String::new();
    BufReader::new(names)
        .read_line(&mut number)
        .expect("the screen's number");
    (Running(screen), format!(":{}", number.trim()))
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
