//! What the `batch` command takes: how many companies a minute on one core, and how much memory
//! for files of different length. The companies are made up by the priors of the shipped rules.
//!
//! Start it on one core (`cargo xtask bench` does): reading, screening and writing then share it.
#![allow(clippy::expect_used)]

mod promise;

use csv::Writer;
use fastrand::Rng;
use promise::promise;
use puljetjek::case::Answer;
use puljetjek::check::made_up::MadeUp;
use puljetjek::pack::error::Place;
use puljetjek::pack::fact::{Domain, Fact};
use puljetjek::pack::{date::Date, folder};
use puljetjek::screen::{Columns, Engine, Population};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const DAY: &str = "2012-03-01";
/// Companies of the files.
const LENGTHS: [usize; 2] = [200_000, 1_000_000];
/// Companies that are made up; longer files repeat them.
const MADE_UP: usize = 20_000;
/// How often a length is screened at least; the median counts.
const SAMPLES: [usize; 2] = [7, 1];
/// Companies a minute and core.
const LEAST: f64 = 3e6;
/// Megabytes.
const MOST: f64 = 100.0;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch");
    fs::create_dir_all(&folder).expect("a folder");
    let (header, companies) = companies();
    let mut rates = Vec::new();
    let mut kept = true;
    for (length, samples) in LENGTHS.into_iter().zip(SAMPLES) {
        let (clients, verdicts) = (folder.join("clients.csv"), folder.join("verdicts.csv"));
        let mut file = BufWriter::new(File::create(&clients).expect("a file"));
        file.write_all(&header).expect("a header");
        for row in companies.iter().cycle().take(length) {
            file.write_all(row).expect("a row");
        }
        file.into_inner().expect("a file");
        let mut found: Vec<(Duration, Option<f64>)> =
            (0..samples).map(|_| screen(&clients, &verdicts)).collect();
        let rows = fs::read(&verdicts).expect("verdicts");
        assert_eq!(
            rows.iter().filter(|byte| **byte == b'\n').count(),
            length + 1
        );
        found.sort_by_key(|(took, _)| *took);
        let rate = length as f64 / found[samples / 2].0.as_secs_f64() * 60.0;
        let peaks = found.iter().filter_map(|(_, peak)| *peak);
        let peak = peaks.reduce(f64::max);
        rates.push(rate);
        match peak {
            Some(peak) => {
                kept &= promise(
                    &format!("batch: less than {MOST:.0} MB for {length} companies"),
                    &format!("{peak:.1} MB"),
                    peak < MOST,
                );
            }
            None => println!("batch: this system does not tell how much memory it takes"),
        }
    }
    let rate = rates.iter().copied().fold(f64::INFINITY, f64::min);
    kept &= promise(
        &format!(
            "batch: at least {:.0} million companies a minute and core",
            LEAST / 1e6
        ),
        &format!("{:.2} million", rate / 1e6),
        rate >= LEAST,
    );
    fs::remove_dir_all(folder).expect("a folder");
    ExitCode::from(u8::from(!kept))
}

/// A header and rows as CSV. All can be true; of ten answers one is a band where the fact has
/// some, and one is not known.
fn companies() -> (Vec<u8>, Vec<Vec<u8>>) {
    let engine = Engine::new(folder::read(Path::new("rules")).expect("the rules").pack);
    let engine = engine.expect("an engine");
    let facts = &engine.pack.facts;
    let header: Vec<&str> = facts.iter().map(|fact| fact.id.as_str()).collect();
    let columns = Columns::new(&engine.pack, &header, &Place::default()).expect("columns");
    let day = Date::parse(DAY).expect("a day");
    let mut population = Population::new(&engine, &columns, day);
    let (mut made_up, mut rng) = (MadeUp::new(&engine.pack, 1), Rng::with_seed(2));
    let mut rows = Vec::new();
    while rows.len() < MADE_UP {
        let company = made_up.company();
        let cells = facts
            .iter()
            .map(|fact| match (company.answer(&fact.id), rng.u32(0..10)) {
                (None, _) | (_, 0) => String::new(),
                (Some(answer), 1) => band(fact, answer).unwrap_or_else(|| cell(answer)),
                (Some(answer), _) => cell(answer),
            });
        let cells: Vec<String> = cells.collect();
        if population.screen(cells.iter().map(String::as_str)).is_ok() {
            rows.push(csv_row(&cells));
        }
    }
    (csv_row(&header), rows)
}

fn csv_row(cells: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("a row");
    writer.into_inner().expect("a row")
}

fn cell(answer: &Answer) -> String {
    match answer {
        Answer::Bool(value) => value.to_string(),
        Answer::Number {
            from: Some(value), ..
        } => value.to_string(),
        Answer::Choice(option) => option.clone(),
        Answer::Set { has, .. } if has.is_empty() => "|".into(),
        Answer::Set { has, .. } => has.join("|"),
        _ => "unknown".into(),
    }
}

/// The band of a number.
fn band(fact: &Fact, answer: &Answer) -> Option<String> {
    let (Domain::Number(domain), Answer::Number { from, .. }) = (&fact.domain, answer) else {
        return None;
    };
    let value = domain.steps((*from)?)?;
    let mut bands = domain.bands.iter();
    let (low, high) = bands.find(|(low, high)| (*low..=*high).contains(&value))?;
    Some(format!("{}..{}", domain.value(*low), domain.value(*high)))
}

/// Runs the command: how long it took, and the megabytes that it held at most, if the system
/// tells.
fn screen(clients: &Path, verdicts: &Path) -> (Duration, Option<f64>) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args(["batch", "--pack", "rules", "--as-of", DAY, "--clients"])
        .arg(clients)
        .arg("--out")
        .arg(verdicts)
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    let mut most: Option<f64> = None;
    loop {
        if let Some(status) = child.try_wait().expect("its end") {
            assert!(status.success(), "{status}");
            return (start.elapsed(), most);
        }
        let peak = peak(&child).into_iter();
        most = peak.chain(most).reduce(f64::max);
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The megabytes that a process has held at most, so far.
fn peak(child: &Child) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
