//! What a host's page pays for the loader: its own first paint and its main thread.

use super::{Host, NONE, frame};
use crate::browser::{Browser, journey_alone};
use serde_json::json;

/// Pages are opened in turn so many times each. The least of each is compared: whatever else the
/// machine does only adds to it.
const ROUNDS: usize = 12;
/// What the loader may cost, in milliseconds.
const MOST: f64 = 5.0;

/// When a page was first painted, and how long its scripts, styles and layout took until it was
/// loaded, in milliseconds.
async fn paid(browser: &Browser, host: &Host) -> (f64, f64) {
    host.open(browser).await;
    browser.run_until_true("return performance.getEntriesByName('first-contentful-paint').length > 0 && document.readyState === 'complete'").await;
    let paint = browser
        .run("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
        .await;
    let metrics = browser.devtools("Performance.getMetrics", json!({})).await;
    let seconds = |name: &str| {
        let mut all = metrics["metrics"].as_array().expect("metrics").iter();
        let found = all.find(|one| one["name"] == name);
        found.and_then(|one| one["value"].as_f64()).expect("a time")
    };
    let busy =
        seconds("ScriptDuration") + seconds("LayoutDuration") + seconds("RecalcStyleDuration");
    (paint.as_f64().expect("a time"), busy * 1000.0)
}

fn least(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}

#[tokio::test]
async fn the_loader_costs_the_page_around_it_almost_nothing() {
    let text = "<p>En tekst på værtens side.</p>".repeat(200);
    let without = Host::of(NONE, &text);
    let with = Host::of(NONE, &format!("{text}{}", frame("data-lang=\"da\"")));
    journey_alone(async |browser| {
        browser.devtools("Performance.enable", json!({})).await;
        let mut paints = [Vec::new(), Vec::new()];
        let mut works = [Vec::new(), Vec::new()];
        // The first of each warms the caches.
        for round in 0..=ROUNDS {
            for (index, host) in [&without, &with].into_iter().enumerate() {
                let (paint, work) = paid(browser, host).await;
                if round > 0 {
                    paints[index].push(paint);
                    works[index].push(work);
                }
            }
        }
        for (what, [without, with]) in [("first paint", paints), ("main thread", works)] {
            let (without, with) = (least(without), least(with));
            println!("{what}: {without:.1} ms without the loader, {with:.1} ms with it");
            assert!(
                with - without < MOST,
                "{what}: {without:.1} ms without the loader, {with:.1} ms with it"
            );
        }
    })
    .await;
}
