//! A program run to its end: every line it writes is handed on, all of it is kept for a failure.

use std::io::{self, BufRead, BufReader};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Programs may leave children behind that hold the output open (a browser does). This long after
/// the program's own end they are no longer waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a program did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ChildError {
    #[error("`{program}` is not on this machine; install it and see that it is in the PATH")]
    Absent { program: String },
    #[error("cannot run `{line}`: {source}")]
    Run { line: String, source: io::Error },
    #[error("{output}\n`{line}` failed ({status}); its output stands above")]
    Failed {
        line: String,
        status: ExitStatus,
        output: String,
    },
}

/// Runs `command` without input and gives back what it wrote, both streams in order.
pub fn run(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<String, ChildError> {
    let line = shown(command);
    let failed = |source| ChildError::Run {
        line: line.clone(),
        source,
    };
    let (reader, writer) = io::pipe().map_err(failed)?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone().map_err(failed)?)
        .stderr(writer);
    let child = command.spawn();
    // Close our own ends of the pipe, or the output would never come to an end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => ChildError::Absent {
            program: command.get_program().to_string_lossy().into_owned(),
        },
        _ => failed(source),
    })?;

    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });

    let mut output = String::new();
    let mut ended: Option<Instant> = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                let line = String::from_utf8_lossy(&line);
                on_line(line.trim_end());
                output.push_str(line.trim_end());
                output.push('\n');
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                if ended.is_some_and(|at| at.elapsed() > PATIENCE) {
                    break;
                }
                if ended.is_none() && child.try_wait().map_err(failed)?.is_some() {
                    ended = Some(Instant::now());
                }
            }
        }
    }
    let status = child.wait().map_err(failed)?;
    if status.success() {
        Ok(output)
    } else {
        Err(ChildError::Failed {
            line,
            status,
            output,
        })
    }
}

/// The command as one would type it, near enough to be copied.
fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Result<String, ChildError> {
        run(Command::new("sh").args(["-c", script]), |_| ())
    }

    #[test]
    fn both_streams_are_kept_in_order() {
        assert_eq!(shell("echo a; echo b >&2; echo c").unwrap(), "a\nb\nc\n");
    }

    #[test]
    fn a_failure_brings_the_output_along() {
        let error = shell("echo why; exit 3").unwrap_err().to_string();
        assert!(error.contains("why") && error.contains('3'), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program"), |_| ()).unwrap_err();
        assert!(matches!(error, ChildError::Absent { program } if program == "no-such-program"));
    }

    #[test]
    fn a_child_left_behind_is_not_waited_for() {
        let began = Instant::now();
        shell("echo done; sleep 30 &").unwrap();
        assert!(began.elapsed() < Duration::from_secs(20));
    }
}
