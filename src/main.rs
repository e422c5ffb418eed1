//! The `puljetjek` command; see `puljetjek --help`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    puljetjek::cli::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
