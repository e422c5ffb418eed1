//! The engines that show pages, and how each is driven: what its driver is called with, how it is
//! asked for a window of its own, and how it tells what a page complains of.

use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::Command;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium's, and that of most other browsers.
    Blink,
    /// Firefox's.
    Gecko,
    /// Safari's; here that of GTK.
    WebKit,
}

/// Who may store something on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// All.
    All,
    /// Nobody. WebKit cannot be told.
    None,
}

impl Engine {
    /// The driver, to be started on a port of its own.
    pub fn driver(self, port: u16, profile: &Path) -> Command {
        let mut driver = Command::new(match self {
            Engine::Blink => "chromedriver",
            Engine::Gecko => "geckodriver",
            Engine::WebKit => "WebKitWebDriver",
        });
        driver.arg(format!("--port={port}"));
        if self == Engine::Gecko {
            // Two at once would both take the usual port of its other protocol.
            driver.arg("--websocket-port=0");
            driver.arg("--profile-root").arg(profile);
        }
        driver
    }

    /// Whether it shows its windows on a screen only.
    pub fn needs_screen(self) -> bool {
        self == Engine::WebKit
    }

    /// What a session is asked for.
    pub fn wishes(self, profile: &Path, storage: Storage) -> Map<String, Value> {
        let folder = format!("--user-data-dir={}", profile.display());
        let wishes = match self {
            Engine::Blink => json!({
                "goog:chromeOptions": { "args": [
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
                    folder,
                ], "prefs": { "profile.default_content_setting_values.cookies": if storage == Storage::None { 2 } else { 1 } } },
                "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
            }),
            Engine::Gecko => json!({
                "moz:firefoxOptions": {
                    "args": ["-headless"],
                    "prefs": {
                        "devtools.console.stdout.content": true,
                        "network.cookie.cookieBehavior": if storage == Storage::None { 2 } else { 0 },
                    },
                },
            }),
            // Its own small browser is what its driver starts.
            Engine::WebKit => json!({}),
        };
        let Value::Object(wishes) = wishes else {
            unreachable!("an object")
        };
        wishes
    }

    /// Whether a line that the driver or its browser wrote is a complaint of the page. Chromium
    /// has a log instead; Firefox complains of itself, too, but then names no address; WebKit's
    /// browser says nothing to anybody while it is driven.
    pub fn complains(self, line: &str) -> bool {
        let begins: &[&str] = match self {
            Engine::Gecko => &["JavaScript error: http", "JavaScript warning: http"],
            Engine::Blink | Engine::WebKit => &[],
        };
        begins.iter().any(|begin| line.starts_with(begin))
    }
}
