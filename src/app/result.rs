//! The result so far: programmes by verdict, as of a day.

use super::options::typed;
use super::part::part;
use super::scene::{Scene, jump};
use super::state::Action;
use super::{along, card, compare, consent, flips};
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
            { groups(scene) }
            { unknown(scene) }
            { along::sheet() }
            { consent::view(scene) }
            { along::view(scene) }
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

/// The programmes by verdict, each group after its title. It is one list, and all in it have keys:
/// a programme of another verdict is moved to where it belongs, and none is made anew.
fn groups(scene: &Scene) -> Html {
    let (state, mut all) = (scene.state, Vec::new());
    for verdict in Verdict::BEST_FIRST {
        let programmes = state.screening.ranked(&state.engine.pack, verdict);
        if !programmes.is_empty() {
            all.push(title(scene, verdict));
        }
        let cards = programmes.into_iter();
        all.extend(cards.map(|one| part(scene, one.programme, card::shown(scene, one))));
    }
    html! { <div>{ all }</div> }
}

fn title(scene: &Scene, verdict: Verdict) -> Html {
    let key = verdict.key();
    html! {
        <div class={classes!("group", key)} {key}>
            <h2 id={["group-", key].concat()} tabindex="-1">{ scene.word(&["verdict.", key].concat()) }</h2>
            <p class="hint">{ scene.word(&["app.group.", key].concat()) }</p>
        </div>
    }
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
