//! What the page tells once: what was opened, copied or refused.

use super::scene::Scene;
use super::state::Notice;
use super::{along, flips};
use crate::kept::Kept;
use yew::prelude::*;

/// The notice at the top of a page. The place for it is always there, so that it is read aloud.
pub fn view(scene: &Scene) -> Html {
    let said = |key: &'static str| html! { <div class="panel"><p>{ scene.t(key) }</p></div> };
    let notice = match &scene.state.notice {
        Some(Notice::Opened(kept)) => html! { <div class="panel">{ opened(scene, kept) }</div> },
        Some(Notice::Refused(error)) => html! {
            <div class="panel error" id="refused"><p>{ scene.t(error.key()) }</p></div>
        },
        Some(Notice::Forgotten) => said("app.said.forgotten"),
        Some(Notice::NoStorage) => said("app.said.no_storage"),
        Some(Notice::Copied(_) | Notice::Link(_) | Notice::Code(_) | Notice::Full) | None => {
            Html::default()
        }
    };
    html! { <div id="notice" role="status">{ notice }</div> }
}

/// The notice beside the buttons that it answers.
pub fn beside(scene: &Scene) -> Html {
    let notice = match &scene.state.notice {
        Some(Notice::Copied(true)) => html! { <p>{ scene.t("app.said.copied") }</p> },
        Some(Notice::Copied(false)) => html! { <p>{ scene.t("app.said.no_copy") }</p> },
        Some(Notice::Link(link)) => html! {
            <div class="panel">
                <label class="field" for="link">{ scene.t("app.along.link_label") }</label>
                <input id="link" type="text" readonly=true value={link.clone()} />
                <p class="hint">{ scene.t("app.along.link_warning") }</p>
            </div>
        },
        Some(Notice::Code(Some(code))) => html! {
            <div class="panel">
                <p>{ scene.t("app.along.code_help") }</p>
                { along::picture(scene, code) }
                <p class="hint">{ scene.t("app.along.link_warning") }</p>
            </div>
        },
        Some(Notice::Code(None)) => html! { <p>{ scene.t("app.along.code_none") }</p> },
        _ => Html::default(),
    };
    html! { <div id="beside" role="status">{ notice }</div> }
}

fn opened(scene: &Scene, kept: &Kept) -> Html {
    let state = scene.state;
    let (pack, texts) = (&state.engine.pack, state.texts());
    // Answers that cannot all be true have no verdicts to compare.
    let changed = match &state.contradiction {
        None => kept.changed(pack, &state.screening),
        Some(_) => Vec::new(),
    };
    let lost = kept.lost.iter().map(|id| match pack.fact(id) {
        Some(_) => scene.writer().label(id),
        None => id.clone(),
    });
    let lost: Vec<String> = lost.collect();
    let lines = changed.iter().filter_map(|(programme, before)| {
        let mut results = state.screening.programmes.iter();
        let now = results.find(|one| one.programme == *programme);
        now.map(|now| flips::line(scene, now, *before))
    });
    html! {
        <>
            <p>{ scene.t("app.opened") }</p>
            if let Some(version) = &kept.older {
                <p>{ texts.fill("app.opened.older", &[
                    ("version", version.as_str()), ("now", &pack.head.version),
                ]) }</p>
                if changed.is_empty() && state.contradiction.is_none() {
                    <p>{ scene.t("app.opened.same") }</p>
                }
            }
            if !changed.is_empty() {
                <p>{ scene.t("app.opened.changed") }</p>
                <ul>{ for lines }</ul>
            }
            if !lost.is_empty() {
                <p>{ texts.fill("app.opened.lost", &[("list", lost.join(", ").as_str())]) }</p>
            }
        </>
    }
}
