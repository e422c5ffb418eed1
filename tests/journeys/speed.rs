//! How it feels: an answer is painted at once, nothing jumps, nothing keeps the page from hearing
//! the next tap. `cargo xtask bench --browser` measures it over a whole journey and prints it.

use crate::browser::{Browser, journey_alone};
use crate::company::{self, Company};
use crate::site;
use serde::Deserialize;
use serde_json::json;

/// How many times slower than this machine's a processor is taken to be.
const SLOWER: u32 = 4;
/// Milliseconds of one frame, of sixty a second.
const FRAME: f64 = 16.0;
/// From so many milliseconds on, a browser tells of a task that keeps the page busy.
const LONG: u32 = 50;

/// A page that does nothing but change a word, so that one sees what the browser itself takes.
const EMPTY: &str =
    "data:text/html,<button id='next' onclick='word.append(1)'>Go</button><p id='word'>";

/// What `speed.js` has heard.
#[derive(Deserialize)]
struct Heard {
    inputs: Vec<Input>,
    shifts: Vec<Shift>,
    /// Milliseconds of the tasks that keep the page busy.
    tasks: Vec<f64>,
    /// Changes that were painted later than what was counted.
    late: usize,
}

/// An input whose effect was painted. Pages are named by their addresses behind `#`.
#[derive(Deserialize)]
struct Input {
    /// The element that heard it, and its id.
    on: String,
    id: String,
    from: String,
    to: String,
    /// Milliseconds of work.
    work: f64,
    /// Milliseconds until it was seen.
    seen: f64,
}

/// Something that was there before, and moved.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shift {
    value: f64,
    /// Whether it followed an input so soon that browsers do not count it.
    after_input: bool,
    from: String,
    at: String,
    moved: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Not yet an answer: it has to be sent.
    Draft,
    /// An answer that leads to a question.
    Question,
    /// An answer that changes the result.
    Result,
    /// Nothing is found out, only shown.
    Link,
}

impl Input {
    fn kind(&self) -> Kind {
        let is_sent = ["begin", "next", "unknown", "skip"].contains(&self.id.as_str());
        let asks = self.from.starts_with("#ask/") || self.from.is_empty();
        let shows = !self.to.starts_with("#ask/");
        match (is_sent, asks) {
            (true, _) if shows => Kind::Result,
            (true, _) => Kind::Question,
            (false, true) => Kind::Draft,
            (false, false) if ["A", "SUMMARY"].contains(&self.on.as_str()) => Kind::Link,
            (false, false) => Kind::Result,
        }
    }
}

#[tokio::test]
#[ignore = "times to read: cargo xtask bench --browser"]
async fn speed_of_a_whole_journey() {
    let site = site();
    for slower in [1, SLOWER] {
        match slower {
            1 => println!("on this processor:"),
            _ => println!("on one {slower} times slower:"),
        }
        let own = format!("{}/?as-of=2012-03-01", site.address());
        let empty = listen(EMPTY, slower, async |browser| {
            for _ in 0..20 {
                browser.click("#next").await;
            }
        });
        let empty = times("an empty page", &empty.await, |_| true);
        let heard = listen(&own, slower, async |browser| {
            let company = Company::read("eurostars-lead-2012.json");
            company.answer_everything(browser).await;
            change_answers(browser).await;
        });
        let heard = heard.await;
        assert_eq!(heard.late, 0, "something changed without an input");
        times("choosing, typing", &heard, |kind| kind == Kind::Draft);
        times("answer to a question", &heard, |kind| {
            kind == Kind::Question
        });
        times("answer to a result", &heard, |kind| kind == Kind::Result);
        times("link, unfolding", &heard, |kind| kind == Kind::Link);
        if slower == 1 {
            promise_calm(&heard);
        } else {
            let answers = times("answers", &heard, |kind| {
                [Kind::Question, Kind::Result].contains(&kind)
            });
            promise(
                &format!(
                    "an answer painted in {FRAME} ms, 95 of 100, processor {SLOWER} times slower"
                ),
                &format!("{answers:.1} ms (an empty page {empty:.1} ms)"),
                answers < FRAME,
            );
        }
    }
}

/// What is heard on a page while something is done there.
async fn listen(address: &str, slower: u32, steps: impl AsyncFnOnce(&Browser)) -> Heard {
    let mut heard = None;
    journey_alone(async |browser| {
        browser.client.goto(address).await.expect("the page");
        browser.wait("#begin, #next").await;
        browser.run(include_str!("speed.js")).await;
        let slow = json!({ "rate": slower });
        browser
            .devtools("Emulation.setCPUThrottlingRate", slow)
            .await;
        steps(browser).await;
        heard = Some(browser.run("return heard").await);
    })
    .await;
    serde_json::from_value(heard.expect("a journey")).expect("what was heard")
}

/// Other answers from the result: a point is confirmed, denied and left open, figures are changed,
/// and what would help is tried, taken back and kept.
async fn change_answers(browser: &Browser) {
    browser.click("[data-programme='eurostars'] summary").await;
    for answer in ["yes", "no", "open", "yes"] {
        let label = format!("label[for$='danish-rules-app.attest.{answer}']");
        browser.click(&label).await;
    }
    for figure in ["40", "30"] {
        browser.click("#answers").await;
        browser.click("a[href='#ask/duration_months']").await;
        browser.wait("form[data-fact='duration_months']").await;
        company::type_figure(browser, figure).await;
        browser.click("#next").await;
        browser.wait(".answers").await;
        browser.click("#keep").await;
        browser.click("#result").await;
        browser.wait("[data-programme]").await;
    }
    let helped = "[data-programme='udvidet-videnkupon']";
    browser.click(&format!("{helped} summary")).await;
    for then in ["#undo", "#keep"] {
        browser.click(&format!("{helped} .changes button")).await;
        browser.click(then).await;
    }
}

/// Prints how long inputs of some kinds took; what 95 of a hundred do not exceed.
fn times(name: &str, heard: &Heard, is_meant: impl Fn(Kind) -> bool) -> f64 {
    let own = heard.inputs.iter().filter(|one| is_meant(one.kind()));
    let (work, seen): (Vec<f64>, Vec<f64>) = own.map(|one| (one.work, one.seen)).unzip();
    let (count, work, seen) = (work.len(), sorted(work), sorted(seen));
    println!(
        "  {name:22} {count:3} times: median {:6.1} ms, 95 of 100 {:6.1} ms, at most {:6.1} ms; seen after {:6.1} ms",
        share(&work, 50),
        share(&work, 95),
        share(&work, 100),
        share(&seen, 95)
    );
    share(&work, 95)
}

fn sorted(mut times: Vec<f64>) -> Vec<f64> {
    times.sort_by(f64::total_cmp);
    times
}

/// The time that so many of a hundred do not exceed.
fn share(sorted: &[f64], of_hundred: usize) -> f64 {
    let index = (sorted.len() * of_hundred).div_ceil(100);
    sorted[index - 1]
}

/// That nothing jumps and nothing keeps the page busy.
fn promise_calm(heard: &Heard) {
    // What moves within half a second of an input was asked for, say the browsers. It is shown all
    // the same: where a page takes the place of another, and where it is the same page.
    let sum = |is_meant: fn(&&Shift) -> bool| {
        let meant = heard.shifts.iter().filter(is_meant);
        meant.map(|one| one.value).fold(0.0, |sum, one| sum + one)
    };
    let unasked = sum(|one| !one.after_input);
    let turned = sum(|one| one.after_input && one.from != one.at);
    let within = sum(|one| one.after_input && one.from == one.at);
    println!(
        "  shifts right after an input: {turned:.3} from page to page, {within:.3} within one"
    );
    for shift in heard.shifts.iter().filter(|one| !one.after_input) {
        println!(
            "  shift of {:.3} at {}: {}",
            shift.value,
            shift.at,
            shift.moved.join(", ")
        );
    }
    promise(
        "nothing shifts but right after an input (CLS 0)",
        &format!("{unasked:.3}"),
        unasked == 0.0,
    );
    let longest = heard.tasks.iter().copied().fold(0.0, f64::max);
    let found = match heard.tasks.len() {
        0 => "none".to_owned(),
        count => format!("{count}, the longest {longest} ms"),
    };
    promise(
        &format!("no task over {LONG} ms after the start"),
        &found,
        heard.tasks.is_empty(),
    );
}

/// A line that the bench reads.
fn promise(text: &str, found: &str, kept: bool) {
    let kept = if kept { "kept" } else { "not kept" };
    println!("promise | {text} | {found} | {kept}");
}
