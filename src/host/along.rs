//! What a user takes along: files, links, the clipboard, this device.

use gloo::events::EventListener;
use gloo::utils::{document, window};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement};

#[wasm_bindgen(module = "/src/host/along.js")]
extern "C" {
    #[wasm_bindgen(js_name = recall)]
    fn recall_text() -> JsValue;
    #[wasm_bindgen(js_name = remember)]
    fn remember_text(text: Option<&str>) -> bool;
    /// Saves a text as a file of that name.
    pub fn save(name: &str, text: &str);
    async fn chosen(input: &HtmlInputElement) -> JsValue;
    #[wasm_bindgen(catch, js_name = copy)]
    async fn copy_text(text: &str) -> Result<JsValue, JsValue>;
    async fn squeeze(text: &str) -> JsValue;
    async fn unsqueeze(letters: &str) -> JsValue;
    async fn hash(text: &str) -> JsValue;
}

/// What this device remembers, if anything.
pub fn recall() -> Option<String> {
    recall_text().as_string()
}

/// Remembers a text on this device, or forgets it; whether the browser allows that.
pub fn remember(text: Option<&str>) -> bool {
    remember_text(text)
}

/// The text of the file that was chosen in an input.
pub async fn opened(event: Event) -> String {
    let input = event.target().and_then(|target| target.dyn_into().ok());
    match input {
        Some(input) => chosen(&input).await.as_string().unwrap_or_default(),
        None => String::new(),
    }
}

/// Copies a text; whether the browser allows that.
pub async fn copy(text: &str) -> bool {
    copy_text(text).await.is_ok()
}

/// A link to a page with a text in it, behind `#`: it is never sent to a server.
pub async fn link(page: &str, text: &str) -> String {
    let code = squeeze(text).await.as_string().unwrap_or_default();
    [page, "#", LINK, &code].concat()
}

/// How the place of a link with a text begins.
pub const LINK: &str = "case=";

/// The text in the letters of a link; empty where there is none.
pub async fn of_link(letters: &str) -> String {
    unsqueeze(letters).await.as_string().unwrap_or_default()
}

/// SHA-256 of a text, or nothing where the browser does not tell.
pub async fn sha256(text: &str) -> String {
    hash(text).await.as_string().unwrap_or_default()
}

/// A text as a file in an address, to be saved by a link.
pub fn as_address(kind: &str, text: &str) -> String {
    ["data:", kind, ";charset=utf-8,", &encoded(text)].concat()
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Calls `act` whenever the page is about to be printed, until the listener is dropped.
pub fn on_print(act: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "beforeprint", move |_| act())
}

/// Writes paragraphs, each with its class, into the first element of a root that matches, instead
/// of what stands there.
pub fn write<P: Iterator<Item = (String, String)>>(
    root: &Element,
    selector: &str,
    paragraphs: impl Fn() -> P,
) {
    let Ok(Some(element)) = root.query_selector(selector) else {
        return;
    };
    element.set_text_content(None);
    for (class, text) in paragraphs() {
        if let Ok(paragraph) = document().create_element("p") {
            paragraph.set_class_name(&class);
            paragraph.set_text_content(Some(&text));
            // An element takes any child.
            let _ = element.append_child(&paragraph);
        }
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    // Only a page without a window could not.
    let _ = window().print();
}
