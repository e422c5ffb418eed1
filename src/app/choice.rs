//! A checkbox or a radio button with its label.

use yew::prelude::*;

/// What can be chosen.
#[derive(Default)]
pub struct Choice<'a> {
    /// Its class.
    pub class: &'static str,
    /// Its id.
    pub id: String,
    /// The group of a radio button; none makes it a checkbox.
    pub group: Option<String>,
    /// What its label says.
    pub label: &'a str,
    /// What is heard, where that is more than the label.
    pub heard: Option<String>,
    /// The id of what describes it.
    pub described: Option<&'static str>,
}

impl Choice<'_> {
    /// The choice as it stands, and what happens when it is made.
    pub fn view(self, checked: bool, act: Callback<Event>) -> Html {
        let kind = if self.group.is_some() {
            "radio"
        } else {
            "checkbox"
        };
        html! {
            <div class={self.class} key={self.id.clone()}>
                <input type={kind} id={self.id.clone()} name={self.group} {checked}
                    aria-label={self.heard} aria-describedby={self.described} onchange={act} />
                <label for={self.id}>{ self.label.to_owned() }</label>
            </div>
        }
    }
}
