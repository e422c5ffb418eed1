//! A request by hand: a client library would unpack what comes compressed.

use std::io::{Read, Write};
use std::net::TcpStream;

/// What a server said.
pub struct Answer {
    /// The status.
    pub status: u16,
    head: String,
    /// The content as it was sent.
    pub body: Vec<u8>,
}

impl Answer {
    /// The values of a header, one for each time that it was sent.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let own = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value).collect()
    }
}

/// Asks the server at `http://…` for a path in some of the codings.
pub fn ask(address: &str, url: &str, codings: &str) -> Answer {
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).expect("a connection");
    write!(
        stream,
        "GET {url} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {codings}\r\nConnection: close\r\n\r\n"
    )
    .expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.expect("the end of the head");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Answer {
        status: status.expect("a status"),
        body: answer[end + 4..].to_vec(),
        head,
    }
}
