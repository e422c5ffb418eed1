//! Programmes side by side: choosing them on the result, and the page that compares them.

use super::choice::Choice;
use super::chosen::Chosen;
use super::scene::{Scene, link};
use super::state::{Action, Notice};
use super::{flips, programme};
use crate::screen::comparison::{Line, Mark, Part, Row, comparison};
use yew::prelude::*;

/// The page.
pub fn view(scene: &Scene, chosen: Chosen) -> Html {
    let state = scene.state;
    let pack = &state.engine.pack;
    let list = chosen.list();
    let titles: Vec<String> = list.iter().map(|one| scene.title(*one)).collect();
    let heads = list.iter().zip(&titles).map(|(one, title)| {
        let rest = chosen.toggled(*one).filter(|_| list.len() > 2);
        let remove = [scene.t("app.remove"), ": ", title].concat();
        html! {
            <th scope="col" role="columnheader">
                { title.clone() }
                { for rest.map(|rest| html! {
                    <a href={["#", &rest.place(pack)].concat()} aria-label={remove}>{ scene.t("app.remove") }</a>
                }) }
            </th>
        }
    });
    let heads: Vec<Html> = heads.collect();
    let parts = comparison(&state.engine, &state.screening, &list, &state.language);
    let only = state.differing;
    let differing = Choice {
        class: "choice",
        id: "differing".into(),
        label: scene.t("app.compare.differing"),
        ..Choice::default()
    };
    html! {
        <>
            <h1 tabindex="-1">{ scene.t("app.compare.title") }</h1>
            { flips::view(scene) }
            <div class={classes!("compare", (list.len() > 2).then_some("many"))}>
                <div class="actions">
                    { differing.view(only, scene.on(Action::Differ(!only))) }
                    <a href="#result">{ scene.t("app.compare.others") }</a>
                </div>
                { for parts.iter().map(|one| part(scene, one, &heads, &titles)) }
            </div>
        </>
    }
}

fn part(scene: &Scene, part: &Part, heads: &[Html], titles: &[String]) -> Html {
    let only = scene.state.differing;
    html! {
        <section key={part.title}>
            <h2 id={part.title}>{ scene.t(part.title) }</h2>
            <table role="table" aria-labelledby={part.title}>
                <thead role="rowgroup"><tr role="row"><td role="cell"></td>{ heads.to_vec() }</tr></thead>
                <tbody role="rowgroup">{ for part.rows.iter().filter(|one| !only || !one.is_same()).map(|one| row(scene, one, titles)) }</tbody>
            </table>
        </section>
    }
}

fn row(scene: &Scene, row: &Row, titles: &[String]) -> Html {
    let same = row.is_same();
    let cells = row.cells.iter().zip(titles).map(|(cell, title)| {
        html! {
            <td role="cell" data-title={title.clone()}>
                if cell.is_empty() { { "–" } }
                <ul class="criteria">{ for cell.iter().map(|one| line(scene, one)) }</ul>
            </td>
        }
    });
    html! {
        <tr role="row" class={same.then_some("same")}>
            <th scope="row" role="rowheader">
                { row.title.clone() }
                if same { <span class="hint">{ scene.t("app.compare.same") }</span> }
            </th>
            { for cells }
        </tr>
    }
}

fn line(scene: &Scene, line: &Line) -> Html {
    let text = link(line.link.as_deref().unwrap_or_default(), &line.text);
    match line.mark {
        None => html! { <li>{ text }</li> },
        Some(Mark::Name) => html! { <li class="who">{ text }</li> },
        Some(Mark::Verdict(verdict)) => html! { <li>{ programme::badge(scene, verdict) }</li> },
        Some(Mark::Criterion(state)) => {
            let word = ["state.", state.key()].concat();
            html! {
                <li class={state.key()}>
                    <span class="symbol" aria-hidden="true">{ state.symbol() }</span>
                    <div>{ text }{ " " }<span class="state">{ scene.word(&word) }</span></div>
                </li>
            }
        }
    }
}

/// Whether a programme of the result is compared; what is said beside the one chosen last.
pub fn standing(scene: &Scene, programme: usize) -> Option<Option<String>> {
    let list = scene.state.chosen.list();
    let is_last = is_last(scene, programme);
    list.contains(&programme)
        .then(|| is_last.then(|| said(scene)))
}

/// Whether a programme is the one that was chosen last, beside which the way on stands.
pub fn is_last(scene: &Scene, programme: usize) -> bool {
    scene.state.chosen.list().last() == Some(&programme)
}

/// The choice of a programme of the result, to be compared.
pub fn choice(scene: &Scene, programme: usize, id: &str) -> Html {
    let standing = standing(scene, programme);
    let choice = Choice {
        class: "choice",
        id: ["compare-", id].concat(),
        label: scene.t("app.compare"),
        heard: Some([scene.t("app.compare"), ": ", &scene.title(programme)].concat()),
        ..Choice::default()
    };
    html! {
        <>
            { choice.view(standing.is_some(), scene.on(Action::Pick(programme))) }
            // Whoever has just chosen this one finds the way on next to it.
            { for standing.flatten().map(|said| go(scene, said)) }
        </>
    }
}

fn go(scene: &Scene, said: String) -> Html {
    let state = scene.state;
    html! {
        <div class="bar">
            <span>{ said }</span>
            if state.chosen.list().len() > 1 {
                <a id="compare" class="button" href={["#", &state.chosen.place(&state.engine.pack)].concat()}>
                    { scene.t("app.compare") }
                </a>
            }
        </div>
    }
}

/// How many programmes are chosen, and what that allows.
pub fn said(scene: &Scene) -> String {
    let texts = scene.state.texts();
    match scene.state.chosen.list().len() {
        _ if scene.state.notice == Some(Notice::Full) => texts.get("app.compare.full").into(),
        0 => String::new(),
        number => texts.count("app.compare.chosen", number),
    }
}
