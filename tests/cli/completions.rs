//! What Bash completes: also behind `=`, which it takes for a word of its own, and the names that can be explained.

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
