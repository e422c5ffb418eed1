//! What is around the widget: a page of its own, a frame in somebody's page, or an element there.
//! Each is an object in JavaScript (`www/around.js`); this is what all of them can do.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// What is around the widget.
    #[derive(Clone)]
    pub type Around;

    /// The origin of the host that is told of what happens; none where nobody is.
    #[wasm_bindgen(method, getter)]
    pub fn host(this: &Around) -> Option<String>;

    /// The address of the folder of the widget's files.
    #[wasm_bindgen(method, getter)]
    pub fn page(this: &Around) -> String;

    /// The address that a link with a case begins with.
    #[wasm_bindgen(method, getter)]
    pub fn link(this: &Around) -> String;

    /// Whether the headings and landmarks of somebody else are in the same document.
    #[wasm_bindgen(method, getter)]
    pub fn inset(this: &Around) -> bool;

    /// Where in the widget the user is.
    #[wasm_bindgen(method)]
    pub fn place(this: &Around) -> String;

    /// Goes to a place; where there is a back button, it leads back.
    #[wasm_bindgen(method)]
    pub fn go(this: &Around, place: &str);

    /// The element that the widget fills.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Around) -> Element;

    /// What has the focus in the widget's document.
    #[wasm_bindgen(method)]
    pub fn focused(this: &Around) -> Option<Element>;

    /// Gives an element the focus again that lost it because it was moved.
    #[wasm_bindgen(method)]
    pub fn refocus(this: &Around, element: &Element);

    /// Moves the focus to the first element of the widget that matches, and the eye with it.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Around, selector: &str);

    /// Shows the widget's beginning.
    #[wasm_bindgen(method, js_name = toTop)]
    pub fn to_top(this: &Around);

    /// Says which language the widget speaks, and what its page is called.
    #[wasm_bindgen(method)]
    pub fn announce(this: &Around, language: &str, title: &str);

    /// Sets light or dark, and the level of the highest heading.
    #[wasm_bindgen(method)]
    pub fn dress(this: &Around, theme: &str, heading_level: u8);

    /// Tells the host of an event: its name, and what it says as JSON.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Around, kind: &str, detail: &str);

    /// Tells whoever runs the host's page of an attribute without effect.
    #[wasm_bindgen(method)]
    pub fn warn(this: &Around, text: &str);

    /// Shows that the widget cannot go on.
    #[wasm_bindgen(method)]
    pub fn fail(this: &Around, kind: &str, detail: &str);
}

impl PartialEq for Around {
    fn eq(&self, other: &Around) -> bool {
        JsValue::from(self.clone()) == JsValue::from(other.clone())
    }
}
