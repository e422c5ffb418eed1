//! One programme in the result: what it is, how it stands, what to do next, whom to turn to.

use super::criteria;
use super::scene::Scene;
use super::state::Action;
use crate::handover;
use crate::host;
use crate::pack::contact::Contact;
use crate::pack::programme::{Edition, EditionText, ProgrammeText, RouteKind};
use crate::pack::sentence::sentence;
use crate::pack::term::{Term, TermKind};
use crate::screen::report::{
    aid_words, call_words, change_words, contact_reason, excluded_words, later_words,
};
use crate::screen::{Change, ProgrammeResult, RouteResult};
use web_sys::Element;
use yew::prelude::*;

/// The programme as a card that unfolds.
pub fn view(scene: &Scene, result: &ProgrammeResult) -> Html {
    let pack = &scene.state.engine.pack;
    let language = &scene.state.language;
    let programme = &pack.programmes[result.programme];
    let edition = &programme.editions[result.edition];
    let (Some(text), Some(edition_text)) =
        (programme.text.get(language), edition.text.get(language))
    else {
        return Html::default();
    };
    let verdict = pack
        .catalogue(language)
        .get(&["verdict.", result.verdict.key()].concat())
        .to_owned();
    let before = scene
        .state
        .flipped()
        .find(|(now, _)| now.programme == result.programme);
    let was = before.map(|(_, before)| {
        let words = super::flips::words(scene, before);
        scene.state.texts().fill("app.was", &[("verdict", &words)])
    });
    let index = result.programme;
    let is_unfolded = scene.state.unfolded.contains(&index);
    // The browser would unfold at once and tell later: what is inside came a frame late.
    let click = scene.link.callback(move |event: MouseEvent| {
        event.prevent_default();
        Action::Unfold(index, !is_unfolded)
    });
    // It still unfolds without a click, for a reader's tools.
    let toggle = scene.link.batch_callback(move |event: Event| {
        let details: Option<Element> = event.target_dyn_into();
        details.map(|details| Action::Unfold(index, details.has_attribute("open")))
    });
    html! {
        <details class="programme" key={programme.id.clone()} open={is_unfolded}
            data-programme={programme.id.clone()} data-verdict={result.verdict.key()}
            data-call={result.call.state.key()} ontoggle={toggle}>
            <summary onclick={click}>
                <h3>{ text.title.clone() }</h3>
                <p>{ text.purpose.clone() }</p>
                <p class="badges">
                    <span class={classes!("badge", result.verdict.key())}>
                        <span aria-hidden="true">{ result.verdict.symbol() }</span>{ " " }{ verdict }
                    </span>
                    <span class={classes!("badge", "call", result.call.state.key())}>
                        { call_words(pack, &result.call, language) }
                    </span>
                    { for was.map(|was| html! { <span class="badge was">{ was }</span> }) }
                </p>
            </summary>
            if is_unfolded {
                { inside(scene, result, edition, text, edition_text) }
            }
        </details>
    }
}

fn inside(
    scene: &Scene,
    result: &ProgrammeResult,
    edition: &Edition,
    text: &ProgrammeText,
    edition_text: &EditionText,
) -> Html {
    let pack = &scene.state.engine.pack;
    let language = &scene.state.language;
    let aid = result.terms.as_ref();
    let aid = aid.and_then(|aid| aid_words(pack, aid, language));
    let excludes = excluded_words(pack, result.programme, language);
    html! {
        <div class="inside">
            <p><b>{ edition_text.title.clone() }</b></p>
            { for edition_text.get.iter().chain(&text.get).take(1).map(|get| html! { <p>{ get.clone() }</p> }) }
            { for aid.map(|words| html! { <p class="aid"><b>{ words }</b></p> }) }
            { for excludes.map(|words| html! { <p>{ words }</p> }) }
            { terms(scene, edition) }
            { for edition_text.ask.iter().chain(&text.ask).take(1).map(|ask| html! { <p>{ ask.clone() }</p> }) }
            { for edition_text.note.iter().map(|note| html! { <p>{ note.clone() }</p> }) }
            { for edition_text.gap.iter().map(|gap| html! {
                <p class="gap"><b>{ scene.t("app.gap") }</b>{ " " }{ gap.clone() }</p>
            }) }
            { for later_words(pack, result, language).map(|words| html! { <p>{ words }</p> }) }
            { for routes(scene, result, edition) }
            <h4>{ scene.t("app.what_next") }</h4>
            <p>{ edition_text.next.as_ref().unwrap_or(&text.next).clone() }</p>
            { for deadline(scene, result) }
            { contacts(scene, result) }
        </div>
    }
}

fn terms(scene: &Scene, edition: &Edition) -> Html {
    if edition.terms.is_empty() {
        return Html::default();
    }
    let texts = scene.state.texts();
    let lines = edition.terms.iter().map(|(kind, variants)| {
        html! {
            <>
                <dt>{ texts.get(&["term.", kind.key()].concat()).to_owned() }</dt>
                { for variants.iter().map(|term| variant(scene, *kind, term)) }
            </>
        }
    });
    html! { <dl class="terms">{ for lines }</dl> }
}

fn variant(scene: &Scene, kind: TermKind, term: &Term) -> Html {
    let language = &scene.state.language;
    let when = term.when.iter();
    let when = when.map(|when| sentence(&scene.state.engine.pack, when, language));
    let note = term.text.get(language).map(|text| text.note.clone());
    html! {
        <dd>{ value(scene, kind, term) }{ for when.chain(note).map(|words| html! {
            <span class="hint">{ " " }{ words }</span>
        }) }</dd>
    }
}

fn value(scene: &Scene, kind: TermKind, term: &Term) -> String {
    let unit = kind.unit();
    let writer = scene.writer();
    let words = |key: &str, values: &[(&str, &str)]| scene.state.texts().fill(key, values);
    match (&term.min, &term.max) {
        (Some(low), Some(high)) if low == high => writer.term(low, unit),
        (Some(low), Some(high)) => {
            let (low, high) = (writer.term(low, unit), writer.term(high, unit));
            words("term.between", &[("low", &low), ("high", &high)])
        }
        (Some(low), None) => words("term.from", &[("value", &writer.term(low, unit))]),
        (None, Some(high)) => words("term.up_to", &[("value", &writer.term(high, unit))]),
        (None, None) => String::new(),
    }
}

fn routes(scene: &Scene, result: &ProgrammeResult, edition: &Edition) -> Vec<Html> {
    let all = edition.routes.iter().zip(&result.routes).enumerate();
    let (best, others): (Vec<_>, Vec<_>) = all.partition(|(index, _)| Some(*index) == result.best);
    let texts = scene.state.texts();
    let view = |(index, (route, standing)): (
        usize,
        (&crate::pack::programme::Route, &RouteResult),
    )| {
        let kind = texts.get(match route.kind {
            RouteKind::Apply => "route.apply",
            RouteKind::Join => "route.join",
            RouteKind::Through => "route.through",
        });
        let title = route
            .text
            .get(&scene.state.language)
            .map(|text| text.title.clone());
        let verdict = texts
            .get(&["verdict.", standing.verdict.key()].concat())
            .to_owned();
        html! {
            <section class="route" data-route={route.id.clone()} data-verdict={standing.verdict.key()}>
                <h4>{ title }</h4>
                <p class="hint">{ kind.to_owned() }{ " · " }{ verdict }</p>
                { criteria::view(scene, result, edition, index) }
                { changes(scene, standing) }
                { missing(scene, standing) }
            </section>
        }
    };
    best.into_iter().chain(others).map(view).collect()
}

fn changes(scene: &Scene, route: &RouteResult) -> Html {
    if route.change.is_empty() {
        return Html::default();
    }
    let pack = &scene.state.engine.pack;
    let words = route
        .change
        .iter()
        .map(|change| (change, change_words(pack, change, &scene.state.language)));
    let line = |(change, words): (&Change, String)| {
        let label = [scene.t("app.try"), ": ", &words].concat();
        html! {
            <li>
                { words }{ " " }
                <button type="button" class="small" aria-label={label}
                    onclick={scene.on::<MouseEvent>(Action::Try(change.clone()))}>
                    { scene.t("app.try") }
                </button>
            </li>
        }
    };
    html! {
        <>
            <h5>{ scene.t("app.would_help") }</h5>
            <ul class="changes">{ for words.map(line) }</ul>
        </>
    }
}

fn missing(scene: &Scene, route: &RouteResult) -> Html {
    if route.missing.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h5>{ scene.t("app.missing") }</h5>
            <ul class="missing">
                { for route.missing.iter().map(|fact| {
                    let asked = scene.state.engine.asked_through(&scene.state.case, *fact);
                    html! {
                        <li><a href={["#ask/", &scene.state.fact(asked).id].concat()}>
                            { scene.label(asked) }
                        </a></li>
                    }
                }) }
            </ul>
        </>
    }
}

/// The deadline, for a calendar.
fn deadline(scene: &Scene, result: &ProgrammeResult) -> Option<Html> {
    let state = scene.state;
    let pack = &state.engine.pack;
    let file = handover::deadline(pack, result, state.as_of, &state.language)?;
    let name = [&pack.programmes[result.programme].id, ".ics"].concat();
    Some(html! {
        <p><a class="deadline" href={host::as_address("text/calendar", &file)} download={name}>
            { scene.t("app.deadline") }
        </a></p>
    })
}

fn contacts(scene: &Scene, result: &ProgrammeResult) -> Html {
    let pack = &scene.state.engine.pack;
    let language = &scene.state.language;
    let cards = result.contacts.iter().map(|one| {
        let contact = &pack.contacts[one.contact];
        let text = contact.text.get(language);
        let reason = contact_reason(pack, result, one.reason.key(), language);
        html! {
            <li data-contact={contact.id.clone()}>
                <b>{ text.map(|text| text.title.clone()) }</b>
                <p>{ text.map(|text| text.helps.clone()) }</p>
                <p class="hint">{ scene.t("app.because") }{ " " }{ reason }</p>
                { ways(scene, result, contact) }
            </li>
        }
    });
    html! {
        <>
            <h4>{ scene.t("app.contacts") }</h4>
            <ul class="contacts">{ for cards }</ul>
        </>
    }
}

/// Telephone, mail, site and address; links only of these three kinds.
fn ways(scene: &Scene, result: &ProgrammeResult, contact: &Contact) -> Html {
    let state = scene.state;
    let (pack, language) = (&state.engine.pack, &state.language);
    let phone = contact.phone.as_ref().map(|phone| {
        let digits: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        html! { <a href={["tel:", &digits].concat()}>{ phone.clone() }</a> }
    });
    let mail = contact.mail.as_ref().map(|mail| {
        let begun = handover::mail(pack, &state.screening, result, language);
        let (subject, body) = (host::encoded(&begun.subject), host::encoded(&begun.body));
        let address = ["mailto:", mail, "?subject=", &subject, "&body=", &body].concat();
        html! { <a href={address}>{ mail.clone() }</a> }
    });
    let site = contact
        .site
        .as_ref()
        .map(|site| criteria::link(Some(site), site));
    let address = contact
        .address
        .as_ref()
        .map(|address| html! { <span>{ address.clone() }</span> });
    // A name alone is nothing to save.
    let is_reached = phone.is_some() || mail.is_some() || site.is_some();
    let card = is_reached.then(|| {
        let card = host::as_address("text/vcard", &handover::card(contact, language));
        let name = [&contact.id, ".vcf"].concat();
        html! { <a href={card} download={name}>{ scene.t("app.card") }</a> }
    });
    html! {
        <p class="ways">
            { for phone }{ for mail }{ for site }{ for address }{ for card }
        </p>
    }
}
