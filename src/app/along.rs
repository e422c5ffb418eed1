//! What the user takes along: a file, a link, a text, a print. And what this device remembers.

use super::App;
use super::choice::Choice;
use super::notice;
use super::scene::Scene;
use super::state::{Action, Notice, Shared, State};
use crate::handover::{Code, code};
use crate::host;
use crate::screen::summary::{Detail, Line, Weight, summary};
use yew::prelude::*;

/// The ways to take the result along.
pub fn view(scene: &Scene) -> Html {
    let print = Callback::from(|_: MouseEvent| host::print());
    let remembers = scene.state.remembers;
    let remember = Choice {
        class: "choice",
        id: "remember".into(),
        label: scene.t("app.along.remember"),
        described: Some("remember-hint"),
        ..Choice::default()
    };
    html! {
        <section class="group along">
            <h2>{ scene.t("app.along.title") }</h2>
            <div class="actions">
                { scene.button("save", "", "app.along.file", Action::Save) }
                { scene.button("make-link", "", "app.along.link", Action::Share(Shared::Link)) }
                { scene.button("make-code", "", "app.along.code", Action::Share(Shared::Code)) }
                { scene.button("copy", "", "app.along.text", Action::Share(Shared::Text)) }
                <button type="button" id="print" onclick={print}>{ scene.t("app.along.print") }</button>
            </div>
            { notice::beside(scene) }
            { remember.view(remembers, scene.on(Action::Remember(!remembers))) }
            <p class="hint" id="remember-hint">{ scene.t("app.along.remember_hint") }</p>
            <div class="actions">
                { open(scene) }
                { scene.button("clear", "plain", "app.clear", Action::Clear) }
            </div>
        </section>
    }
}

/// Makes what is shared, when it is asked for and not with each answer, and tells of it.
pub fn share(link: &html::Scope<App>, state: &State, shared: Shared) {
    let content = match shared {
        Shared::Link | Shared::Code => state.kept(),
        Shared::Text => text(&lines(state)),
    };
    let page = state.around.link();
    link.send_future(async move {
        Action::Tell(match shared {
            Shared::Link => Notice::Link(host::link(&page, &content).await),
            Shared::Code => Notice::Code(code(&host::link(&page, &content).await)),
            Shared::Text => Notice::Copied(host::copy(&content).await),
        })
    });
}

/// A way to open a saved file.
pub fn open(scene: &Scene) -> Html {
    let link = scene.link.clone();
    let chosen = Callback::from(move |event: Event| {
        link.send_future(async move { Action::Open(host::opened(event).await) });
    });
    html! {
        <span class="file">
            <input type="file" id="open" accept=".json,application/json" onchange={chosen} />
            <label for="open">{ scene.t("app.open") }</label>
        </span>
    }
}

/// A QR code as a picture.
pub fn picture(scene: &Scene, code: &Code) -> Html {
    let size = code.size.to_string();
    html! {
        <svg class="code" role="img" aria-label={scene.t("app.along.code_title").to_owned()}
            viewBox={["0 0 ", &size, " ", &size].concat()}>
            <title>{ scene.t("app.along.code_title") }</title>
            <path d={code.path.clone()} />
        </svg>
    }
}

/// The place of the result as it is printed.
pub fn sheet() -> Html {
    html! { <div class="sheet" aria-hidden="true"></div> }
}

/// Writes the sheet, and only when the page is about to be printed: with each answer it would cost
/// as much as the answer. It is written past Yew, which draws a moment later; a page that another
/// script prints is on paper by then.
pub fn write_sheet(state: &State) {
    let line = |line: Line| {
        let class = match line.weight {
            Weight::Plain => "",
            Weight::Bold => "bold",
            Weight::Faint => "hint",
            Weight::Group(_) => "title",
        };
        let class = [class, " in-", &line.indent.to_string()].concat();
        (class, line.text)
    };
    host::write(&state.around.root(), ".sheet", || {
        lines(state).into_iter().map(line)
    });
}

fn lines(state: &State) -> Vec<Line> {
    let (screening, plan) = (&state.screening, &state.plan);
    summary(
        &state.engine,
        screening,
        plan,
        &state.language,
        Detail::Brief,
    )
}

fn text(lines: &[Line]) -> String {
    let lines = lines.iter();
    let lines = lines.map(|line| [&" ".repeat(line.indent), line.text.as_str()].concat());
    lines.collect::<Vec<_>>().join("\n")
}
