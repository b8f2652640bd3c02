//! Ctrl-C, and what else asks the program to end: a file that is half written is taken away again, a report that is just going
//! into a file of somebody else is let finish, and the program ends as a shell tells it: with 130
//! after Ctrl-C, with 143 after SIGTERM.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::output;

/// The files that are being written, under the names they have until they are whole.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether a report is going into a file that is not the program's to take away.
static WRITING: AtomicBool = AtomicBool::new(false);

/// What is said when the program is asked to end.
static FAREWELL: Mutex<Option<String>> = Mutex::new(None);

/// What is said from now on when the program is asked to end.
pub(super) fn farewell(sentence: String) {
    *FAREWELL.lock().unwrap_or_else(PoisonError::into_inner) = Some(sentence);
}

/// So long it may take after the signal. A disk that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a shell adds to the number of a signal that has ended a program.
#[cfg(target_os = "linux")]
const SIGNALLED: i32 = 128;

/// What it sees after Ctrl-C.
#[cfg(not(target_os = "linux"))]
const INTERRUPTED: i32 = 130;

/// Waits for such a signal from now on. One that is ignored, as behind `nohup` or in the background of a script, stays so,
/// and each is looked at by itself.
#[cfg(target_os = "linux")]
pub(super) fn watch() {
    use nix::sys::signal::{SigSet, Signal};
    let ignored = ignored();
    let is_heard = |signal: &Signal| {
        let bit = (*signal as u32).saturating_sub(1);
        let bit = 1_u64.checked_shl(bit).unwrap_or(0);
        ignored & bit == 0
    };
    let asking = [
        Signal::SIGINT,
        Signal::SIGTERM,
        Signal::SIGHUP,
        Signal::SIGXCPU,
    ];
    let asking: SigSet = asking.into_iter().filter(is_heard).collect();
    // No thread hears them but the one that waits. A file that may not grow is then an error like a full disk.
    let mut held = asking;
    held.add(Signal::SIGXFSZ);
    if held.thread_block().is_err() {
        return;
    }
    let wait = move || {
        if let Ok(signal) = asking.wait() {
            end(SIGNALLED.saturating_add(signal as i32));
        }
    };
    if std::thread::Builder::new().spawn(wait).is_err() {
        // Then the system ends the program.
        let _ = asking.thread_unblock();
    }
}

/// The signals that whoever started the program has told it to ignore, a bit each.
#[cfg(target_os = "linux")]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let bits = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok())
        .unwrap_or(0)
}

/// Waits for such a signal from now on. Where one is ignored, as behind `nohup`, all stay as they are.
#[cfg(not(target_os = "linux"))]
pub(super) fn watch() {
    // Without a handler the system ends the program, and a shell sees the same.
    let _ = ctrlc::try_set_handler(|| end(INTERRUPTED));
}

#[expect(clippy::exit, reason = "whatever the other threads do, it ends now")]
fn end(code: i32) {
    let asked = Instant::now();
    while WRITING.load(Ordering::Acquire) && asked.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(2));
    }
    if WRITING.load(Ordering::Acquire) {
        output::take_back();
    }
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    for path in unfinished.iter() {
        // One that is gone has become whole.
        let _ = std::fs::remove_file(path);
    }
    if let Some(sentence) = &*FAREWELL.lock().unwrap_or_else(PoisonError::into_inner) {
        let _ = writeln!(std::io::stdout());
        output::note(sentence);
    }
    std::process::exit(code);
}

/// From now until the value is dropped a report goes into a file behind standard output.
pub(super) fn writing() -> ReportInProgress {
    WRITING.store(true, Ordering::Release);
    ReportInProgress(())
}

/// A report that is being written.
pub(super) struct ReportInProgress(());

impl Drop for ReportInProgress {
    fn drop(&mut self) {
        WRITING.store(false, Ordering::Release);
    }
}

/// Names a file that is not whole until the value is dropped.
pub(super) fn unfinished(path: &Path) -> UnfinishedFile {
    let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    all.push(path.to_owned());
    UnfinishedFile(path.to_owned())
}

/// A file that is being written.
pub(super) struct UnfinishedFile(PathBuf);

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        let mut all = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|path| *path != self.0);
    }
}
