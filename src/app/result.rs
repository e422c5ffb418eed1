//! The result so far: programmes by verdict, as of a day.

use super::options::typed;
use super::scene::{Scene, jump};
use super::state::Action;
use super::{along, compare, consent, flips, programme};
use crate::pack::date::Date;
use crate::screen::{Verdict, serves};
use yew::prelude::*;

/// The page.
pub fn view(scene: &Scene) -> Html {
    let next = scene.state.next_question();
    html! {
        <>
            <h1 tabindex="-1">{ scene.t("app.result.title") }</h1>
            { flips::view(scene) }
            { day(scene) }
            { summary(scene) }
            <div class="actions">
                if next.is_some() {
                    { scene.button("more", "primary", "app.more_questions", Action::Next) }
                } else if !scene.state.asks_all && leaves_out(scene) {
                    { scene.button("ask-all", "", "app.ask_all", Action::AskAll) }
                }
            </div>
            <p class="unseen" role="status">{ compare::said(scene) }</p>
            { for Verdict::BEST_FIRST.iter().filter_map(|verdict| group(scene, *verdict)) }
            { unknown(scene) }
            { consent::view(scene) }
            { along::view(scene) }
            { along::sheet(scene) }
        </>
    }
}

fn day(scene: &Scene) -> Html {
    let change = scene
        .link
        .batch_callback(|event: InputEvent| Date::parse(&typed(&event)).map(Action::AsOf));
    html! {
        <div class="day">
            <label for="as-of">{ scene.t("app.as_of") }</label>
            <input id="as-of" type="date" value={scene.state.as_of.to_string()} oninput={change} />
            if scene.state.as_of != scene.state.today {
                { scene.button("today", "plain", "app.today", Action::AsOf(scene.state.today)) }
            }
        </div>
    }
}

fn summary(scene: &Scene) -> Html {
    let count = |verdict: Verdict| {
        let all = &scene.state.screening.programmes;
        all.iter().filter(|one| one.verdict == verdict).count()
    };
    let lines = Verdict::BEST_FIRST
        .iter()
        .filter(|verdict| count(**verdict) > 0)
        .map(|verdict| {
            let key = ["verdict.", verdict.key()].concat();
            let group = ["#group-", verdict.key()].concat();
            html! {
                <li><a href={group.clone()} onclick={jump(scene, group)}>
                    <b>{ count(*verdict) }</b>{ " " }{ scene.state.texts().get(&key).to_owned() }
                </a></li>
            }
        });
    html! { <div role="status"><ul class="summary">{ for lines }</ul></div> }
}

/// The programmes of a verdict, if there are any. Without a section for those of none, each has a
/// key, so that the others stay as they are when one comes or goes.
fn group(scene: &Scene, verdict: Verdict) -> Option<Html> {
    let state = scene.state;
    let programmes = state.screening.ranked(&state.engine.pack, verdict);
    if programmes.is_empty() {
        return None;
    }
    let texts = scene.state.texts();
    let title = texts.get(&["verdict.", verdict.key()].concat()).to_owned();
    let hint = texts
        .get(&["app.group.", verdict.key()].concat())
        .to_owned();
    Some(html! {
        <section class={classes!("group", verdict.key())} key={verdict.key()}>
            <h2 id={["group-", verdict.key()].concat()} tabindex="-1">{ title }</h2>
            <p class="hint">{ hint }</p>
            { for programmes.into_iter().map(|one| programme::view(scene, one)) }
        </section>
    })
}

/// Whether programmes beside the user's goals are still open.
fn leaves_out(scene: &Scene) -> bool {
    let open = scene
        .state
        .screening
        .programmes
        .iter()
        .filter(|one| one.verdict == Verdict::Open);
    let programmes = &scene.state.engine.pack.programmes;
    open.into_iter()
        .any(|one| !serves(&programmes[one.programme], &scene.state.case))
}

fn unknown(scene: &Scene) -> Html {
    let facts = &scene.state.screening.unknown;
    if facts.is_empty() {
        return Html::default();
    }
    html! {
        <section class="group">
            <h2>{ scene.t("app.find_out") }</h2>
            <ul>
                { for facts.iter().map(|fact| html! {
                    <li><a href={["#ask/", &scene.state.fact(*fact).id].concat()}>
                        { scene.label(*fact) }
                    </a></li>
                }) }
            </ul>
        </section>
    }
}
