//! What every page has: head, foot, the way the user has come. And what views share.

use super::state::{Action, Page, State};
use super::{all, answers, compare, contradiction, notice, question, result, start};
use crate::pack::formula::FactIndex;
use crate::pack::sentence::Writer;
use yew::html::Scope;
use yew::prelude::*;

/// A state to be shown, and where its actions go.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The state.
    pub state: &'a State,
    /// Where actions go.
    pub link: &'a Scope<super::App>,
}

impl<'a> Scene<'a> {
    /// A text of the catalogue.
    pub fn t(&self, key: &'a str) -> &'a str {
        self.state.texts().get(key)
    }

    /// A text of the catalogue whose key is put together.
    pub fn word(&self, key: &str) -> String {
        self.state.texts().get(key).to_owned()
    }

    /// The name of a programme.
    pub fn title(&self, programme: usize) -> String {
        let programme = &self.state.engine.pack.programmes[programme];
        let text = programme.text.get(&self.state.language);
        text.map_or(&programme.id, |text| &text.title).clone()
    }

    /// Writes values in the user's language.
    pub fn writer(&self) -> Writer<'a> {
        Writer::new(&self.state.engine.pack, &self.state.language)
    }

    /// A callback that gives an action, whatever the event.
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        self.link.callback(move |_: E| action.clone())
    }

    /// A button.
    pub fn button(
        &self,
        id: &'static str,
        class: &'static str,
        key: &'a str,
        action: Action,
    ) -> Html {
        html! {
            <button type="button" id={(!id.is_empty()).then_some(id)} {class}
                onclick={self.on::<MouseEvent>(action)}>{ self.t(key) }</button>
        }
    }

    /// The id of a part of a fact's form: on a page of its own the part's, among others with the
    /// fact's.
    pub fn id(&self, fact: FactIndex, part: &str) -> String {
        match self.state.page {
            Page::All => [&self.state.fact(fact).id, "-", part].concat(),
            _ => part.to_owned(),
        }
    }

    /// The label of a fact.
    pub fn label(&self, fact: FactIndex) -> String {
        self.writer().label(&self.state.fact(fact).id)
    }
}

/// The title of the page, for the browser.
pub fn title(state: &State) -> String {
    let texts = state.texts();
    let page = match state.page {
        Page::Start => texts.get("app.start.title").to_owned(),
        Page::Question(fact) => {
            let text = state.fact(fact).text.get(&state.language);
            text.map_or(String::new(), |text| text.question.clone())
        }
        Page::Result => texts.get("app.result.title").to_owned(),
        Page::Answers => texts.get("app.answers.title").to_owned(),
        Page::Compare(_) => texts.get("app.compare.title").to_owned(),
        Page::All => texts.get("app.to_all").to_owned(),
    };
    [&page, " – ", texts.get("app.name")].concat()
}

/// The whole page.
pub fn page(scene: &Scene) -> Html {
    let view = match scene.state.page {
        Page::Start => start::view(scene),
        Page::Question(fact) => question::view(scene, fact),
        Page::Result => result::view(scene),
        Page::Answers => answers::view(scene),
        Page::Compare(chosen) => compare::view(scene, chosen),
        Page::All => all::view(scene),
    };
    // A document has one main part, and in somebody's page it is not ours.
    let main = if scene.state.around.inset() {
        "div"
    } else {
        "main"
    };
    html! {
        <>
            { head(scene) }
            <@{main} id="main" class={classes!("main", wide(scene))}>
                { notice::view(scene) }
                { contradiction::view(scene) }
                { view }
            </@>
            { foot(scene) }
        </>
    }
}

/// Goes to an element of the page; the address behind # names pages, so it stays.
pub fn jump(scene: &Scene, selector: String) -> Callback<MouseEvent> {
    let around = scene.state.around.clone();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        around.focus(&selector);
    })
}

/// A paragraph, where there are words for it.
pub fn paragraph(class: &'static str, words: Option<&str>) -> Html {
    words.map_or(Html::default(), |words| {
        html! { <p {class}>{ words.to_owned() }</p> }
    })
}

/// A link to a web page, to a question, or to somebody who can be reached; anything else stays
/// text.
pub fn link(address: &str, text: &str) -> Html {
    let is = |kinds: &[&str]| kinds.iter().any(|kind| address.starts_with(kind));
    let outside = is(&["https://", "http://"]);
    if !outside && !is(&["tel:", "mailto:", "#"]) {
        return text.into();
    }
    html! {
        <a href={address.to_owned()} target={outside.then_some("_blank")}
            rel={outside.then_some("noopener noreferrer external")}>{ text.to_owned() }</a>
    }
}

/// The class of whatever is as wide as programmes side by side need.
fn wide(scene: &Scene) -> Option<&'static str> {
    matches!(scene.state.page, Page::Compare(_)).then_some("wide")
}

fn head(scene: &Scene) -> Html {
    let languages = &scene.state.engine.pack.head.languages;
    let others = languages
        .iter()
        .filter(|language| **language != scene.state.language);
    html! {
        <header class={classes!("head", wide(scene))}>
            <a class="name" href="#start">{ scene.t("app.name") }</a>
            <nav aria-label={scene.t("app.nav").to_owned()}>
                if scene.state.page != Page::Result && !scene.state.case.is_empty() {
                    <a id="result" href="#result">{ scene.t("app.to_result") }</a>
                }
                if scene.state.page != Page::Answers && !scene.state.case.is_empty() {
                    <a id="answers" href="#answers">{ scene.t("app.to_answers") }</a>
                }
                { for others.map(|language| html! {
                    <button type="button" class="plain" id="language" lang={language.clone()}
                        onclick={scene.on::<MouseEvent>(Action::Language(language.clone()))}>
                        { scene.state.engine.pack.catalogue(language).get("app.language") }
                    </button>
                }) }
            </nav>
        </header>
    }
}

fn foot(scene: &Scene) -> Html {
    let head = &scene.state.engine.pack.head;
    let values = [("id", head.id.as_str()), ("version", &head.version)];
    html! {
        <footer class={classes!("foot", wide(scene))}>
            <p>{ private(scene) }</p>
            <p>{ scene.state.texts().fill("app.rules", &values) }</p>
        </footer>
    }
}

/// Who comes to know what.
fn private(scene: &Scene) -> String {
    let texts = scene.state.texts();
    let key = match scene.state.shares {
        true => "app.consent.given",
        false => "app.private.host",
    };
    match host_name(scene) {
        Some(host) => texts.fill(key, &[("host", &host)]),
        None => texts.get("app.private").to_owned(),
    }
}

/// Who the host is, for whoever reads it: its address without the protocol.
pub fn host_name(scene: &Scene) -> Option<String> {
    let origin = scene.state.around.host()?;
    let name = origin.split("//").last();
    name.map(String::from)
}
