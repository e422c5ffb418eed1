//! The only place that touches the page around the app: window, document, address, fetch.

mod along;

pub use along::{
    LINK, as_address, copy, encoded, link, of_link, opened, print, recall, remember, save,
};

use crate::app::{App, Start};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::screen::Engine;
use gloo::events::EventListener;
use gloo::utils::{document, window};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlTemplateElement, Response, UrlSearchParams};

/// The packed rules, beside the page.
const PACK: &str = "pack.json";
/// The measure of opening the pack and compiling it, for whoever profiles the page.
const OPENING: &str = "puljetjek-open";

/// Starts the app in the element `app`.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| fail("broken", &info.to_string())));
    wasm_bindgen_futures::spawn_local(async {
        match open().await {
            Ok(engine) => mount(engine),
            Err((kind, detail)) => fail(kind, &detail),
        }
    });
}

async fn open() -> Result<Engine, (&'static str, String)> {
    let json = fetch(PACK).await.map_err(|why| ("unreachable", why))?;
    let hash = along::sha256(&json).await;
    let performance = window().performance();
    if let Some(performance) = &performance {
        // Measuring is a courtesy; without it the app works as well.
        let _ = performance.mark(OPENING);
    }
    let broken = |error: crate::pack::error::PackError| ("broken", error.to_string());
    let pack = Pack::open(&json, &hash).map_err(broken)?;
    let engine = Engine::new(pack).map_err(broken)?;
    if let Some(performance) = &performance {
        let _ = performance.measure_with_start_mark(OPENING, OPENING);
    }
    Ok(engine)
}

/// The text of a file beside the page, or why there is none.
async fn fetch(file: &str) -> Result<String, String> {
    let why = |error: JsValue| {
        [
            file,
            ": ",
            &String::from(js_sys::Object::from(error).to_string()),
        ]
        .concat()
    };
    let response = JsFuture::from(window().fetch_with_str(file))
        .await
        .map_err(why)?;
    let response: Response = response.dyn_into().map_err(why)?;
    if !response.ok() {
        return Err([file, ": ", &response.status().to_string()].concat());
    }
    let text = JsFuture::from(response.text().map_err(why)?)
        .await
        .map_err(why)?;
    text.as_string().ok_or_else(|| file.into())
}

fn mount(engine: Engine) {
    let Some(root) = document().get_element_by_id("app") else {
        return;
    };
    let today = today();
    let wish = parameter("as-of");
    let as_of = wish.as_deref().and_then(Date::parse);
    if let (Some(wish), None) = (&wish, as_of) {
        gloo::console::warn!(["as-of: expected YYYY-MM-DD, found ", wish].concat());
    }
    let languages = &engine.pack.head.languages;
    let language = parameter("lang")
        .filter(|wish| {
            let known = languages.contains(wish);
            if !known {
                let all = languages.join(", ");
                gloo::console::warn!(["lang: expected one of ", &all, ", found ", wish].concat());
            }
            known
        })
        .or_else(|| languages.first().cloned())
        .unwrap_or_default();
    let start = Start {
        engine: Rc::new(engine),
        language,
        as_of: as_of.unwrap_or(today),
        today,
    };
    yew::Renderer::<App>::with_root_and_props(root, start).render();
}

/// Shows what went wrong, in both languages, with a way on. The texts stand in the page, as the
/// pack that holds all others may be what is missing.
fn fail(kind: &str, detail: &str) {
    let (Some(root), Some(template)) = (
        document().get_element_by_id("app"),
        document().get_element_by_id(&["failure-", kind].concat()),
    ) else {
        return;
    };
    root.set_text_content(None);
    if let Some(template) = template.dyn_ref::<HtmlTemplateElement>()
        && let Ok(panel) = template.content().clone_node_with_deep(true)
    {
        // An element takes any child.
        let _ = root.append_child(&panel);
        if let Ok(Some(place)) = root.query_selector("[data-detail]") {
            place.set_text_content(Some(detail));
        }
    }
}

/// Today where the user is: a civil date.
fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    Date::new(year, now.get_month() + 1, now.get_date())
        .or_else(|| Date::from_days(0))
        .unwrap_or_else(|| unreachable!("day 0 is a date"))
}

fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Sets the page's language and title, where they are others: a language that is set makes the
/// browser style the whole page anew, be it the same.
pub fn announce(language: &str, title: &str) {
    if let Some(root) = document().document_element()
        && root.get_attribute("lang").as_deref() != Some(language)
    {
        // Only an invalid attribute name could fail.
        let _ = root.set_attribute("lang", language);
    }
    if document().title() != title {
        document().set_title(title);
    }
}

/// Moves the focus to the first element that matches, and the eye with it.
pub fn focus(selector: &str) {
    let found: Option<Element> = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Scrolls to the top of the page.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// What stands behind `#` in the address, without it.
pub fn place() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').into()
}

/// Goes to a place: the address changes, and the browser's back button leads back.
pub fn go(place: &str) {
    if self::place() == place {
        return;
    }
    // An address that is assigned makes the browser look for the place in the page, and lay the
    // page out for that; one that is noted does not. A browser may refuse to note too many.
    let history = window().history();
    let noted = history.and_then(|history| {
        history.push_state_with_url(&JsValue::NULL, "", Some(&["#", place].concat()))
    });
    if noted.is_err() {
        // Only an opaque address could refuse, and the page has none.
        let _ = window().location().set_hash(place);
    }
}

/// Calls `act` whenever the address behind `#` changes, until the listener is dropped.
pub fn on_place(act: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| act(place()))
}
