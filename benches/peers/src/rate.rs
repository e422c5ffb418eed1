//! Rates: how many sets a second.

use std::time::{Duration, Instant};

/// Samples of a rate.
const SAMPLES: usize = 7;
/// How long a sample takes at least.
const LEAST: Duration = Duration::from_millis(350);

/// An engine and a round of it: all companies once.
pub type Round<'a> = (&'a str, Box<dyn FnMut() + 'a>);

/// Times rounds of so many sets, the engines in turn so that whatever else the machine does meets
/// all of them alike, and prints the median of the samples of each for whoever compares.
pub fn print(sets: usize, rounds: &mut [Round]) {
    let mut rates = vec![Vec::new(); rounds.len()];
    // The first samples are for getting warm.
    for turn in 0..=SAMPLES {
        for ((_, round), rates) in rounds.iter_mut().zip(&mut rates) {
            let rate = sample(sets, round);
            rates.extend((turn > 0).then_some(rate));
        }
    }
    for ((name, _), rates) in rounds.iter().zip(&mut rates) {
        rates.sort_by(f64::total_cmp);
        println!("rate {name}: {:.0}", rates[SAMPLES / 2]);
    }
}

fn sample(sets: usize, round: &mut dyn FnMut()) -> f64 {
    let begin = Instant::now();
    let mut rounds = 0;
    while begin.elapsed() < LEAST {
        round();
        rounds += 1;
    }
    f64::from(rounds) * sets as f64 / begin.elapsed().as_secs_f64()
}
