//! What shells complete: Bash also behind `=`, which it takes for a word of its own, and the names that can be explained.

use std::process::Command;

use crate::program::{Said, skipped};

const TRY: &str = r#"
eval "$("$1" completions bash)"
shift
COMP_WORDS=("$@")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_atbilst atbilst "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
echo "${COMPREPLY[*]}"
"#;

#[test]
fn values_and_names_are_completed() {
    for (words, completed) in [
        (&["check", "--format", "sa"][..], "sarif"),
        (&["check", "--format", "=", "sa"], "sarif"),
        (&["check", "--fail-on", "="], "error review never"),
        (&["explain", "budget-e"], "budget-envelope"),
        (&["check", "--sinc"], "--since"),
    ] {
        let mut command = Command::new("bash");
        command
            .args(["-c", TRY, "bash", env!("CARGO_BIN_EXE_atbilst"), "atbilst"])
            .args(words);
        let Ok(output) = command.output() else {
            return skipped("bash is not installed");
        };
        let said = Said::from(output);
        assert_eq!(said.out.trim(), completed, "{words:?}: {}", said.err);
    }
}

#[test]
fn fish_completes_them_too() {
    for (line, completed) in [
        ("atbilst check --format sa", "sarif"),
        ("atbilst explain budget-e", "budget-envelope"),
        ("atbilst wai", "waivers"),
    ] {
        let mut command = Command::new("fish");
        let run = "$argv[1] completions fish --lang en | source; complete -C $argv[2]";
        command.args([
            "--no-config",
            "-c",
            run,
            env!("CARGO_BIN_EXE_atbilst"),
            line,
        ]);
        let Ok(output) = command.output() else {
            return skipped("fish is not installed");
        };
        let said = Said::from(output);
        let first = said.out.split(['\t', '\n']).next();
        assert_eq!(first, Some(completed), "{line}: {said:?}");
    }
}
