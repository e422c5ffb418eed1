//! What hosts say with each file of `target/dist`: our own server and nginx, as the example
//! configures it, keep to one list.
//!
//! `PULJETJEK_DIST` names the folder, `PULJETJEK_NGINX` the server, `PULJETJEK_CHROMIUM` a browser;
//! `cargo xtask test --only hosting` has all three.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod hosting {
    pub mod answer;
    pub mod nginx;
}

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hosting::answer::{Answer, ask};
use hosting::nginx::Nginx;
use walkdir::WalkDir;
use xtask::site::{ANEW, CODINGS, EVERY_ANSWER, FOREVER, SHORT, Site, caching, content_type};

fn dist() -> PathBuf {
    let folder = std::env::var_os("PULJETJEK_DIST").expect("a folder in PULJETJEK_DIST");
    PathBuf::from(folder)
}

/// All files but the compressed ones: address and path.
fn files(dist: &Path) -> Vec<(String, PathBuf)> {
    let files = WalkDir::new(dist).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.expect("a file").into_path());
    let of_host = files.filter(|path| {
        let ending = path.extension().unwrap_or_default();
        path.is_file() && ending != "br" && ending != "gz"
    });
    let named = of_host.map(|path| {
        let name = path.strip_prefix(dist).expect("a file below it");
        (format!("/{}", name.display()), path)
    });
    named.collect()
}

/// The folders of the version and of the newest one.
fn folders(dist: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dist).expect("versions");
    let paths = entries.map(|entry| entry.expect("a version").path());
    paths.filter(|path| path.is_dir()).collect()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    format!("{}{ending}", path.display()).into()
}

fn says_what_is_listed(answer: &Answer, about: &str) {
    for (name, value) in EVERY_ANSWER {
        assert_eq!(answer.header(name), [value], "{name} of {about}");
    }
}

/// Holds a server to the list, file by file and coding by coding.
fn keeps_to_the_list(address: &str) {
    let dist = dist();
    let (mut kinds, mut kept) = (BTreeSet::new(), BTreeSet::new());
    for (url, path) in files(&dist) {
        let codings = CODINGS.map(|(coding, ending)| (coding, beside(&path, ending)));
        let there = codings.iter().filter(|(_, beside)| beside.is_file());
        for (accepted, beside) in there.chain([&("identity", path.clone())]) {
            let about = format!("{url} as {accepted}");
            let answer = ask(address, &url, accepted);
            assert_eq!(answer.status, 200, "{about}");
            says_what_is_listed(&answer, &about);
            assert_eq!(answer.header("Cache-Control"), [caching(&url)], "{about}");
            assert_eq!(
                answer.header("Content-Type"),
                [content_type(&path)],
                "{about}"
            );
            let coding: &[&str] = match *accepted {
                "identity" => &[],
                _ => &[accepted],
            };
            assert_eq!(answer.header("Content-Encoding"), coding, "{about}");
            let content = fs::read(beside).expect("a file");
            assert!(answer.body == content, "{about} has other content");
        }
        kinds.insert(content_type(&path));
        kept.insert(caching(&url));
    }
    for kind in [
        "text/html",
        "text/javascript",
        "text/css",
        "application/json",
        "image/svg+xml",
    ] {
        let kind = format!("{kind}; charset=utf-8");
        assert!(kinds.contains(kind.as_str()), "no {kind}");
    }
    assert!(kinds.contains("application/wasm"), "no wasm");
    assert_eq!(kept, BTreeSet::from([ANEW, FOREVER, SHORT]));

    let page = ask(address, "/v1/", "identity");
    assert_eq!(
        (page.status, page.header("Cache-Control")),
        (200, vec![SHORT])
    );
    let best = ask(address, "/v1/index.html", "gzip, deflate, br");
    assert_eq!(best.header("Content-Encoding"), ["br"]);
    let moved = ask(address, "/v1?lang=da", "identity");
    assert_eq!(
        (moved.status, moved.header("Location")),
        (301, vec!["/v1/?lang=da"])
    );
    for (url, status) in [("/none.js", 404), ("/v1/.hidden", 403)] {
        let answer = ask(address, url, "br");
        assert_eq!(answer.status, status, "{url}");
        assert!(!answer.header("Cache-Control").contains(&FOREVER), "{url}");
        says_what_is_listed(&answer, url);
    }
}

#[test]
fn our_own_server_keeps_to_the_list() {
    let site = Site::serve(&dist(), None).unwrap_or_else(|error| panic!("{error}"));
    keeps_to_the_list(site.address());
}

#[test]
fn nginx_keeps_to_the_list() {
    keeps_to_the_list(Nginx::serve(&dist()).address());
}

#[test]
fn the_app_starts_from_either_folder() {
    let (dist, profile) = (dist(), tempfile::tempdir().expect("a folder"));
    let nginx = Nginx::serve(&dist);
    for folder in folders(&dist) {
        let name = folder.file_name().unwrap_or_default().display();
        let browser = std::env::var_os("PULJETJEK_CHROMIUM").expect("a program");
        let page = Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(["--virtual-time-budget=20000", "--dump-dom"])
            .arg(format!("{}/{name}/", nginx.address()))
            .output()
            .expect("a browser");
        let page = String::from_utf8_lossy(&page.stdout);
        assert!(
            page.contains("<form data-fact="),
            "no question in {name}: {page}"
        );
    }
}

#[test]
fn each_version_has_the_same_files() {
    let folders = folders(&dist());
    let [one, other] = &folders[..] else {
        panic!("expected a version and the newest, found {folders:?}");
    };
    let (one, other) = (files(one), files(other));
    assert_eq!(one.len(), other.len());
    for ((name, path), (other_name, other_path)) in one.iter().zip(&other) {
        assert_eq!(name, other_name);
        assert!(
            fs::read(path).expect("a file") == fs::read(other_path).expect("a file"),
            "{name}"
        );
    }
}
