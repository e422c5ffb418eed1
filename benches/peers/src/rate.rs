//! Rates: how many sets a second.

use std::time::{Duration, Instant};

/// Samples of a rate.
const SAMPLES: usize = 7;
/// How long a sample takes at least.
const LEAST: Duration = Duration::from_millis(350);

/// Times rounds of so many sets, and prints the median of the samples for whoever compares.
pub fn print(name: &str, sets: usize, mut round: impl FnMut()) {
    let mut rates: Vec<f64> = (0..SAMPLES).map(|_| sample(sets, &mut round)).collect();
    rates.sort_by(f64::total_cmp);
    println!("rate {name}: {:.0}", rates[SAMPLES / 2]);
}

fn sample(sets: usize, round: &mut impl FnMut()) -> f64 {
    let begin = Instant::now();
    let mut rounds = 0;
    while begin.elapsed() < LEAST {
        round();
        rounds += 1;
    }
    f64::from(rounds) * sets as f64 / begin.elapsed().as_secs_f64()
}
