//! What the journeys rely on when they serve a site.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::answer::{Place, locate};
use super::*;

fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("site/app")).unwrap();
    fs::write(dir.path().join("secret.txt"), "secret").unwrap();
    fs::write(dir.path().join("site/index.html"), "<p>home").unwrap();
    fs::write(dir.path().join("site/.hidden"), "hidden").unwrap();
    fs::write(dir.path().join("site/app/a.wasm"), "plain").unwrap();
    fs::write(dir.path().join("site/app/a.wasm.br"), "squeezed").unwrap();
    dir
}

fn serve(dir: &TempDir) -> Site {
    Site::serve(&dir.path().join("site"), None).unwrap()
}

/// Asks by hand: a client library would tidy the path before it is sent.
fn ask(site: &Site, request: &str) -> String {
    let mut stream = TcpStream::connect(site.address().trim_start_matches("http://")).unwrap();
    write!(
        stream,
        "{request}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_folder_answers_with_its_index_and_the_headers() {
    let dir = folder();
    let answer = ask(&serve(&dir), "GET /?lang=da HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("<p>home"), "{answer}");
    for header in [
        "Content-Type: text/html; charset=utf-8",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Cache-Control: no-cache",
        "Access-Control-Allow-Origin: *",
        "Content-Length: 7",
    ] {
        assert!(answer.contains(header), "no {header} in {answer}");
    }
    assert!(answer.contains(CONTENT_SECURITY_POLICY), "{answer}");
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    let dir = folder();
    let site = serve(&dir);
    for path in [
        "/../secret.txt",
        "/app/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/app/%00",
        "/.hidden",
        "/%ff",
    ] {
        let answer = ask(&site, &format!("GET {path} HTTP/1.1"));
        assert!(answer.starts_with("HTTP/1.1 403"), "{path}: {answer}");
        assert!(!answer.contains("secret"), "{path}: {answer}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let dir = folder();
    let root = dir.path().join("site").canonicalize().unwrap();
    std::os::unix::fs::symlink("../secret.txt", root.join("link.txt")).unwrap();
    assert_eq!(locate(&root, "/link.txt"), Place::Refused);
}

#[test]
fn a_folder_without_its_slash_is_sent_on_and_a_missing_file_is_missing() {
    let dir = folder();
    let site = serve(&dir);
    let answer = ask(&site, "GET /app?x=1 HTTP/1.1");
    assert!(answer.starts_with("HTTP/1.1 301"), "{answer}");
    assert!(answer.contains("Location: /app/?x=1"), "{answer}");
    assert!(ask(&site, "GET /none HTTP/1.1").starts_with("HTTP/1.1 404"));
    assert!(ask(&site, "GET /app/ HTTP/1.1").starts_with("HTTP/1.1 404"));
    assert!(ask(&site, "PUT / HTTP/1.1").starts_with("HTTP/1.1 405"));
}

#[test]
fn brotli_goes_only_to_those_who_accept_it() {
    let dir = folder();
    let site = serve(&dir);
    let squeezed = ask(
        &site,
        "GET /app/a.wasm HTTP/1.1\r\nAccept-Encoding: gzip, br;q=0.9",
    );
    assert!(squeezed.contains("Content-Encoding: br"), "{squeezed}");
    assert!(
        squeezed.contains("Content-Type: application/wasm"),
        "{squeezed}"
    );
    assert!(squeezed.ends_with("squeezed"), "{squeezed}");
    for encodings in ["gzip", "br;q=0", ""] {
        let plain = ask(
            &site,
            &format!("GET /app/a.wasm HTTP/1.1\r\nAccept-Encoding: {encodings}"),
        );
        assert!(plain.ends_with("plain"), "{encodings}: {plain}");
        assert!(!plain.contains("Content-Encoding"), "{encodings}: {plain}");
    }
}

#[test]
fn every_kind_of_file_has_its_type() {
    for (name, kind) in [
        ("puljetjek_bg.wasm", "application/wasm"),
        ("pack.json", "application/json; charset=utf-8"),
        ("puljetjek.js", "text/javascript; charset=utf-8"),
        ("INDEX.HTML", "text/html; charset=utf-8"),
        ("LICENSE", "application/octet-stream"),
    ] {
        assert_eq!(content_type(Path::new(name)), kind, "{name}");
    }
}

#[test]
fn it_stops_when_it_is_dropped() {
    let dir = folder();
    let site = serve(&dir);
    let address = site.address().trim_start_matches("http://").to_owned();
    drop(site);
    let deadline = Instant::now() + Duration::from_secs(5);
    while TcpStream::connect(&address).is_ok() {
        assert!(Instant::now() < deadline, "still listening on {address}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_taken_port_and_a_missing_folder_are_said() {
    let dir = folder();
    let site = serve(&dir);
    let port = site.address().rsplit(':').next().unwrap().parse().unwrap();
    assert!(matches!(
        Site::serve(dir.path(), Some(port)),
        Err(SiteError::PortTaken { port: taken }) if taken == port
    ));
    assert!(matches!(
        Site::serve(&dir.path().join("none"), None),
        Err(SiteError::NoFolder { .. })
    ));
}
