//! One folder, served on 127.0.0.1 as a careful static host would serve it.
//!
//! Gives [`Site`]: it is up when [`Site::serve`] returns and gone when it is dropped.
//! Knows nothing of how the folder came to be.

mod answer;
mod connection;
mod headers;

use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

pub use headers::{
    ANEW, CODINGS, CONTENT_SECURITY_POLICY, EVERY_ANSWER, FOREVER, HASH, SHORT, caching,
    content_type,
};

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The folder is not there.
    #[error("there is no folder {} to serve ({source}); build it first: cargo xtask dist", path.display())]
    NoFolder {
        /// The folder asked for.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// Someone else listens on the port.
    #[error("port {port} on 127.0.0.1 is taken; stop what uses it or choose another with --port")]
    PortTaken {
        /// The port asked for.
        port: u16,
    },
    /// The port cannot be had for another reason.
    #[error("cannot listen on 127.0.0.1:{port}: {reason}; choose a port above 1023 with --port")]
    Listen {
        /// The port asked for; 0 stands for any.
        port: u16,
        /// What the system said.
        reason: String,
    },
}

/// A running static server; dropping it stops it.
pub struct Site {
    address: String,
    stopping: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves `dir` on 127.0.0.1, on `port` or, without one, on any that is free.
    ///
    /// # Errors
    /// When the folder is missing or the port cannot be had.
    pub fn serve(dir: &Path, port: Option<u16>) -> Result<Self, SiteError> {
        Self::serve_under(CONTENT_SECURITY_POLICY, dir, port)
    }

    /// The same, under another policy than Puljetjek's: the site of a host.
    ///
    /// # Errors
    /// See [`Site::serve`].
    pub fn serve_under(policy: &str, dir: &Path, port: Option<u16>) -> Result<Self, SiteError> {
        let root = dir.canonicalize().map_err(|source| SiteError::NoFolder {
            path: dir.to_owned(),
            source,
        })?;
        let listener = listen(port.unwrap_or(0))?;
        let bound = listener.local_addr();
        let address = bound.map_err(|error| SiteError::Listen {
            port: port.unwrap_or(0),
            reason: error.to_string(),
        })?;
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = stopping.clone();
        let policy = policy.to_owned();
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (root, policy) = (root.clone(), policy.clone());
                if let Ok(stream) = stream {
                    // A reader that has gone away is no concern of the server's.
                    thread::spawn(move || connection::serve(&root, &policy, &stream).ok());
                }
            }
        });
        Ok(Self {
            address: format!("http://{address}"),
            stopping,
            listening: Some(listening),
        })
    }

    /// Where it is served, without a slash at the end: `http://127.0.0.1:8080`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // The listener looks up when somebody connects.
        let _ = TcpStream::connect(self.address.trim_start_matches("http://"));
        if let Some(listening) = self.listening.take() {
            // A listener that panicked has nothing left to stop.
            let _ = listening.join();
        }
    }
}

fn listen(port: u16) -> Result<TcpListener, SiteError> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => SiteError::PortTaken { port },
        _ => SiteError::Listen {
            port,
            reason: error.to_string(),
        },
    })
}

#[cfg(test)]
mod tests;
