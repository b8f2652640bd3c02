//! What the program asks of the network: nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::folder::Folder;
use crate::program::skipped;

/// `strace`, which writes what a program asks of the network into a file.
fn strace(calls: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-e", "trace=%network", "-o"])
        .arg(calls)
        .arg(env!("CARGO_BIN_EXE_atbilst"));
    strace
}

/// What was asked of the network; `None`, said aloud, where that cannot be watched.
fn asked(calls: &Path) -> Option<Vec<String>> {
    let Ok(calls) = fs::read_to_string(calls) else {
        skipped("strace is not installed, or may not trace here");
        return None;
    };
    let call = |line: &&str| !line.contains("+++") && !line.contains("---");
    Some(calls.lines().filter(call).map(str::to_owned).collect())
}

#[test]
fn no_socket_is_ever_opened() {
    let folder = Folder::new();
    let name = |file: &str| folder.path().join(file).display().to_string();
    let (json, calls) = (name("r.json"), folder.at("calls"));
    let (sarif, evidence, new) = (
        format!("sarif={}", name("r.sarif")),
        format!("json={json}"),
        name("new.yaml"),
    );
    let check = [
        "check", "examples", "--report", &sarif, "--report", &evidence,
    ];
    for (arguments, code) in [
        (&check[..], 1),
        (&["verify", &json, "examples"], 0),
        (&["explain", "selection-deadline"], 0),
        (&["rules", "test"], 0),
        (&["schema"], 0),
        (&["lsp"], 1),
        (&["init", &new], 0),
    ] {
        let ended = strace(&calls)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let Some(asked) = asked(&calls) else { return };
        assert_eq!(ended.expect("ran").code(), Some(code), "{arguments:?}");
        assert_eq!(asked, [""; 0], "{arguments:?}");
    }
}

#[test]
fn questions_on_a_terminal_reach_nothing_outside() {
    let folder = Folder::new();
    let calls = folder.at("calls");
    let mut command = strace(&calls);
    command.args(["init", "--lang", "en"]);
    command.current_dir(folder.path()).env("TERM", "xterm");
    let Ok(mut terminal) = rexpect::session::spawn_command(command, Some(20_000)) else {
        return skipped("strace is not installed");
    };
    let asks = terminal.exp_string("file").is_ok();
    if asks {
        terminal.send_control('c').expect("sent");
    }
    terminal.exp_eof().expect("it ends");
    let Some(asked) = asked(&calls) else { return };
    assert!(asks, "no question came");
    // By it the terminal tells that its size has changed.
    let within = |call: &String| call.contains(" socketpair(AF_UNIX, ");
    assert!(asked.iter().all(within), "{asked:?}");
}
