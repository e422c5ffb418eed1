//! What one request gets: the file, its type, and the headers that every answer carries.

use std::fs;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::connection::Request;
use super::headers::{ANEW, CODINGS, EVERY_ANSWER, PLAIN, caching, content_type};

/// What is sent back.
#[derive(Debug)]
pub(super) struct Answer {
    /// Status code and reason.
    pub status: &'static str,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Vec<u8>,
}

/// Where a request's path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    File(PathBuf),
    /// A folder named without its slash: links inside its page would point beside it.
    FolderWithoutSlash,
    Missing,
    /// Outside the folder served, or hidden in it.
    Refused,
}

pub(super) fn answer(root: &Path, policy: &str, request: &Request) -> Answer {
    let mut answer = found(root, request);
    for (name, value) in &mut answer.headers {
        if *name == "Content-Security-Policy" {
            policy.clone_into(value);
        }
    }
    answer
}

fn found(root: &Path, request: &Request) -> Answer {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let refusal = told("405 Method Not Allowed", "only GET and HEAD are served");
        return with(refusal, "Allow", "GET, HEAD");
    }
    match locate(root, &request.url) {
        Place::File(path) => file(&path, request),
        Place::FolderWithoutSlash => {
            let (path, query) = split_query(&request.url);
            let moved = told("301 Moved Permanently", "moved");
            with(moved, "Location", &format!("{path}/{query}"))
        }
        Place::Missing => told("404 Not Found", "not found"),
        Place::Refused => told("403 Forbidden", "refused"),
    }
}

/// Finds the file that `url` names under `root`, which must be canonical.
pub(super) fn locate(root: &Path, url: &str) -> Place {
    let (path, _) = split_query(url);
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return Place::Refused;
    };
    let mut found = root.to_owned();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with('.') || segment.contains(['\\', ':', '\0']) {
            return Place::Refused;
        }
        found.push(segment);
    }
    if found.is_dir() {
        if !path.ends_with('/') {
            return Place::FolderWithoutSlash;
        }
        found.push("index.html");
    }
    // Canonical once more: a link inside the folder may lead out of it.
    match found.canonicalize() {
        Ok(found) if !found.starts_with(root) => Place::Refused,
        Ok(found) if found.is_file() => Place::File(found),
        _ => Place::Missing,
    }
}

fn file(path: &Path, request: &Request) -> Answer {
    let kind = content_type(path);
    let compressed = CODINGS.into_iter().find_map(|(coding, ending)| {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        let bytes = accepts(request, coding).then(|| fs::read(beside).ok())??;
        Some((coding, bytes))
    });
    let answer = match compressed {
        Some((coding, bytes)) => with(dressed("200 OK", bytes, kind), "Content-Encoding", coding),
        None => match fs::read(path) {
            Ok(bytes) => dressed("200 OK", bytes, kind),
            Err(_) => return told("404 Not Found", "not found"),
        },
    };
    with(
        answer,
        "Cache-Control",
        caching(split_query(&request.url).0),
    )
}

fn told(status: &'static str, text: &str) -> Answer {
    with(dressed(status, text.into(), PLAIN), "Cache-Control", ANEW)
}

fn dressed(status: &'static str, body: Vec<u8>, kind: &str) -> Answer {
    let headers = EVERY_ANSWER.into_iter().chain([("Content-Type", kind)]);
    Answer {
        status,
        headers: headers.map(|(name, value)| (name, value.into())).collect(),
        body,
    }
}

/// Adds a header; a value that cannot stand in one (a redirect to a strange path) is left out.
fn with(mut answer: Answer, name: &'static str, value: &str) -> Answer {
    if !value.contains(['\r', '\n', '\0']) {
        answer.headers.push((name, value.into()));
    }
    answer
}

fn accepts(request: &Request, wanted: &str) -> bool {
    request.accept_encoding.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim() == wanted && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}

fn split_query(url: &str) -> (&str, &str) {
    url.split_at(url.find(['?', '#']).unwrap_or(url.len()))
}
