//! One connection: a request in, an answer out, and closed.
//!
//! A connection a thread and one request a connection is all that a development server needs,
//! and nothing can wait for anything else: a browser that opens connections ahead of need holds
//! up no other.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use super::answer::{Answer, answer};

/// A browser that says nothing for so long is let go.
const PATIENCE: Duration = Duration::from_secs(30);
/// A request's head is at most this long.
const LONGEST_HEAD: u64 = 64 * 1024;

/// What a request asks for.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// `GET`, `HEAD` or something else.
    pub method: String,
    /// Path and query as sent.
    pub url: String,
    /// The codings that the browser accepts, as sent.
    pub accept_encoding: String,
}

/// Answers the request of a connection.
pub(super) fn serve(root: &Path, policy: &str, stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    if let Some(request) = read(stream)? {
        write(
            stream,
            &answer(root, policy, &request),
            request.method == "HEAD",
        )?;
    }
    Ok(())
}

fn read(stream: &TcpStream) -> io::Result<Option<Request>> {
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let Some(first) = lines.next().transpose()? else {
        return Ok(None);
    };
    let mut words = first.split(' ').map(String::from);
    let (Some(method), Some(url)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request {
        method,
        url,
        ..Request::default()
    };
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("Accept-Encoding")
        {
            value.trim().clone_into(&mut request.accept_encoding);
        }
    }
    Ok(Some(request))
}

fn write(mut stream: &TcpStream, answer: &Answer, head_only: bool) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\n", answer.status);
    let length = answer.body.len().to_string();
    let headers = answer.headers.iter().map(|(n, v)| (*n, v.as_str()));
    for (name, value) in headers.chain([("Content-Length", &*length), ("Connection", "close")]) {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if !head_only {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}
