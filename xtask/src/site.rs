//! One folder, served on 127.0.0.1 as a careful static host would serve it.
//!
//! Gives [`Site`]: it is up when [`Site::serve`] returns and gone when it is dropped.
//! Knows nothing of how the folder came to be.

mod answer;

use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use tiny_http::Server;

pub use answer::CONTENT_SECURITY_POLICY;

/// A browser opens about six connections at a time; a few workers keep one slow file from
/// holding up the rest.
const WORKERS: usize = 4;

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
    server: Arc<Server>,
    stopping: Arc<AtomicBool>,
    workers: Vec<JoinHandle<()>>,
}

impl Site {
    /// Serves `dir` on 127.0.0.1, on `port` or, without one, on any that is free.
    ///
    /// # Errors
    /// When the folder is missing or the port cannot be had.
    pub fn serve(dir: &Path, port: Option<u16>) -> Result<Self, SiteError> {
        let root = dir.canonicalize().map_err(|source| SiteError::NoFolder {
            path: dir.to_owned(),
            source,
        })?;
        let server = Arc::new(listen(port.unwrap_or(0))?);
        let address = format!("http://{}", server.server_addr());
        let stopping = Arc::new(AtomicBool::new(false));
        let workers = (0..WORKERS)
            .map(|_| {
                let (server, stopping, root) = (server.clone(), stopping.clone(), root.clone());
                thread::spawn(move || work(&server, &stopping, &root))
            })
            .collect();
        Ok(Self {
            address,
            server,
            stopping,
            workers,
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
        for _ in &self.workers {
            self.server.unblock();
        }
        for worker in self.workers.drain(..) {
            // A worker that panicked has nothing left to stop.
            let _ = worker.join();
        }
    }
}

fn listen(port: u16) -> Result<Server, SiteError> {
    let refused = |reason: String| SiteError::Listen { port, reason };
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => SiteError::PortTaken { port },
        _ => refused(error.to_string()),
    })?;
    Server::from_listener(listener, None).map_err(|error| refused(error.to_string()))
}

fn work(server: &Server, stopping: &AtomicBool, root: &Path) {
    while !stopping.load(Ordering::SeqCst) {
        // An error is a connection that broke off before its request was read, or the call to stop.
        if let Ok(request) = server.recv() {
            let response = answer::answer(root, &request);
            // A reader that has gone away is no concern of the server's.
            let _ = request.respond(response);
        }
    }
}

#[cfg(test)]
mod tests;
