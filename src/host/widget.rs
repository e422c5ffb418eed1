//! The widget as JavaScript opens it, talks to it and closes it.

use super::Around;
use super::along;
use crate::app::Action;
use crate::app::{App, Start};
use crate::embed::Wishes;
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::json::Json;
use crate::screen::Engine;
use gloo::utils::window;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response};
use yew::AppHandle;

/// The measure of opening the pack and compiling it, for whoever profiles the page.
const OPENING: &str = "puljetjek-open";

thread_local! {
    /// What is around the widgets that are open: all of them end when one of them breaks.
    static OPEN: RefCell<Vec<Around>> = const { RefCell::new(Vec::new()) };
}

/// A widget in a page.
#[wasm_bindgen]
pub struct Widget {
    app: AppHandle<App>,
    around: Around,
}

/// Why a widget cannot be opened: what kind of thing, and the details.
struct Failure(&'static str, String);

impl From<PackError> for Failure {
    fn from(error: PackError) -> Failure {
        Failure("broken", error.to_string())
    }
}

#[wasm_bindgen]
impl Widget {
    /// Opens a widget in an element. `rules` is the address of the packed rules, `attributes` is an object of texts as JSON, `contacts` what
    /// the host gave as its own contacts, `kept` what [`Widget::kept`] gave before. Where it
    /// cannot be opened, what is around it is told, and nothing comes back.
    pub async fn open(
        root: Element,
        around: Around,
        rules: String,
        attributes: String,
        contacts: Option<String>,
        kept: Option<String>,
    ) -> Option<Widget> {
        std::panic::set_hook(Box::new(|info| {
            let detail = info.to_string();
            // A panic while the list is changed finds nobody to tell.
            let open = OPEN.with(|open| open.try_borrow().map(|open| open.clone()));
            for around in open.unwrap_or_default() {
                around.fail("broken", &detail);
            }
        }));
        OPEN.with_borrow_mut(|open| open.push(around.clone()));
        match start(&around, &rules, &attributes, contacts, kept).await {
            Ok(start) => {
                let app = yew::Renderer::<App>::with_root_and_props(root, start).render();
                Some(Widget { app, around })
            }
            Err(Failure(kind, detail)) => {
                around.fail(kind, &detail);
                forget(&around);
                None
            }
        }
    }

    /// The user is at another place of the widget.
    pub fn arrive(&self, place: String) {
        self.app.send_message(Action::Place(place));
    }

    /// Sets answers, an object as JSON; the user sees and can change them.
    pub fn set(&self, answers: String) {
        self.app.send_message(Action::Set(answers));
    }

    /// Begins anew, with what the host knew when the widget was opened.
    pub fn reset(&self) {
        self.app.send_message(Action::Reset);
    }

    /// All that is needed to open the widget again as it is.
    pub fn kept(&self) -> String {
        self.app
            .get_component()
            .map_or(String::new(), |app| app.kept())
    }

    /// Ends the widget and leaves its element empty.
    pub fn close(self) {
        forget(&self.around);
        self.app.destroy();
    }
}

fn forget(around: &Around) {
    OPEN.with_borrow_mut(|open| open.retain(|one| one != around));
}

/// Loads the rules, and reads what the host asks of them.
async fn start(
    around: &Around,
    rules: &str,
    attributes: &str,
    contacts: Option<String>,
    kept: Option<String>,
) -> Result<Start, Failure> {
    let attributes =
        Json::read(attributes).map_err(|error| Failure("broken", error.to_string()))?;
    let json = fetch(rules).await;
    let json = json.map_err(|why| Failure("unreachable", why))?;
    let hash = along::sha256(&json).await;
    let performance = window().performance();
    if let Some(performance) = &performance {
        // Measuring is a courtesy; without it the app works as well.
        let _ = performance.mark(OPENING);
    }
    let mut pack = Pack::open(&json, &hash)?;
    let (wishes, warnings) = Wishes::read(&pack, &attributes);
    for warning in warnings {
        around.warn(&warning.to_string());
    }
    if let Some(Err(errors)) = contacts.map(|contacts| pack.lay_over(&contacts)) {
        around.warn(&errors.first.to_string());
    }
    if !wishes.programmes.is_empty() {
        pack.keep(|id| wishes.programmes.iter().any(|one| one == id));
    }
    around.dress(wishes.theme.key(), wishes.heading_level);
    let engine = Engine::new(pack)?;
    if let Some(performance) = &performance {
        let _ = performance.measure_with_start_mark(OPENING, OPENING);
    }
    Ok(Start {
        engine: Rc::new(engine),
        wishes: Rc::new(wishes),
        around: around.clone(),
        kept,
        today: today(),
    })
}

/// The text of a file, or why there is none.
async fn fetch(address: &str) -> Result<String, String> {
    let why = |error: JsValue| {
        let error = String::from(js_sys::Object::from(error).to_string());
        [address, ": ", &error].concat()
    };
    let response = JsFuture::from(window().fetch_with_str(address))
        .await
        .map_err(why)?;
    let response: Response = response.dyn_into().map_err(why)?;
    if !response.ok() {
        return Err([address, ": ", &response.status().to_string()].concat());
    }
    let text = JsFuture::from(response.text().map_err(why)?)
        .await
        .map_err(why)?;
    text.as_string().ok_or_else(|| address.into())
}

/// Today where the user is: a civil date.
fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    Date::new(year, now.get_month() + 1, now.get_date())
        .or_else(|| Date::from_days(0))
        .unwrap_or_else(|| unreachable!("day 0 is a date"))
}
