//! nginx in front of a folder, as the example configures it: on a free port of this machine alone,
//! with all that it writes in a folder that goes away. It stops when it is dropped.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

const EXAMPLE: &str = include_str!("../../../docs/hosting/nginx.conf");
/// Where Debian puts the module for what brotli compressed.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// A running nginx.
pub struct Nginx {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Nginx {
    /// Serves a folder.
    pub fn serve(root: &Path) -> Nginx {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        let port = free_port();
        let listen = format!("listen 127.0.0.1:{port};");
        let root = format!("root {};", root.display());
        let site = replaced(EXAMPLE, "listen 80;", &listen);
        let site = replaced(&site, "root /srv/puljetjek;", &root);
        fs::write(at.join("site.conf"), site).expect("a file");
        // One process, which nobody has to be root for.
        let main = format!(
            "load_module {BROTLI};\nmaster_process off;\ndaemon off;\npid nginx.pid;\nerror_log stderr;\n\
             events {{}}\nhttp {{\n  access_log off;\n  client_body_temp_path body;\n  proxy_temp_path proxy;\n  \
             fastcgi_temp_path fastcgi;\n  uwsgi_temp_path uwsgi;\n  scgi_temp_path scgi;\n  include site.conf;\n}}\n"
        );
        fs::write(at.join("nginx.conf"), main).expect("a file");
        let program = std::env::var_os("PULJETJEK_NGINX").expect("a program in PULJETJEK_NGINX");
        let child = Command::new(program)
            .arg("-p")
            .arg(at)
            .args(["-c", "nginx.conf", "-e", "stderr"])
            .stdin(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let mut nginx = Nginx {
            child,
            address: format!("http://127.0.0.1:{port}"),
            _folder: folder,
        };
        nginx.wait(port);
        nginx
    }

    /// Where it is served.
    pub fn address(&self) -> &str {
        &self.address
    }

    fn wait(&mut self, port: u16) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = self.child.try_wait().expect("its state");
            assert_eq!(ended, None, "nginx ended; it says why above");
            assert!(Instant::now() < deadline, "nginx does not listen");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from} in the example");
    text.replace(from, to)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its number").port()
}
