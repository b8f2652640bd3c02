//! What an application says is no command to the CI server that reads the log of a job.

use crate::folder::Folder;
use crate::program::{TODAY, run};

/// Each a line, or in one, that a runner obeys.
const COMMANDS: [&str; 6] = [
    "::stop-commands::tok",
    "::error file=a.yaml::x",
    "##[error]x",
    "##vso[task.setvariable variable=a]x",
    "##teamcity[message text='x']",
    "###[group]x",
];

fn hostile() -> Folder {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    for (number, command) in COMMANDS.iter().enumerate() {
        let block = format!("purpose: |\n  a\n    {command}\n  \u{a0}{command}\n");
        let line = complete.lines().find(|line| line.starts_with("purpose:"));
        let line = format!("{}\n", line.expect("a purpose"));
        let text = complete.replacen(&line, &block, 1);
        let far = format!("{}{command}", "a ".repeat(60));
        let text = text.replacen(
            "title: ",
            &format!("unknown: '{}'\ntitle: ", far.replace('\'', "''")),
            1,
        );
        // Names of files are texts as well.
        folder.write(&format!("{number}/::error::{number}.yaml"), &text);
        folder.write(&format!("{number}/##[error]{number}.yaml"), "id: x");
        folder.write(
            &format!("{number}/{number}.yaml"),
            format!("a: [\n  {command}\n"),
        );
        folder.write(&format!("{number}/::warning::{number}.yaml.txt"), "");
    }
    folder
}

/// The lines that a runner takes for commands.
fn obeyed(text: &str) -> Vec<&str> {
    let is_command = |line: &&str| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let lower = line.to_ascii_lowercase();
        let anywhere = ["##[", "##vso[", "##teamcity["];
        // With a third colon it is none.
        let command = line
            .strip_prefix("::")
            .is_some_and(|name| !name.starts_with(':'));
        command || anywhere.iter().any(|sign| lower.contains(sign))
    };
    text.lines().filter(is_command).collect()
}

#[test]
fn no_line_of_any_format_is_a_command_but_those_of_the_format_itself() {
    let folder = hostile();
    for format in atbilst_render::FORMATS {
        // It is compressed.
        if format.name == "xlsx" {
            continue;
        }
        for (more, within) in [("--color=always", "."), ("--trace", "."), ("--quiet", "0")] {
            let mut command = folder.atbilst();
            command.env("COLUMNS", "60").current_dir(folder.at(within));
            let arguments = ["check", "--today", TODAY, "--format", format.name, more];
            let output = run(command.args(arguments));
            assert_eq!(output.code, Some(1), "{}: {}", format.name, output.err);
            let mut obeyed_lines = obeyed(&output.out);
            if format.name == "github" {
                let own = [
                    "::error file=",
                    "::warning file=",
                    "::notice file=",
                    "::notice title=",
                ];
                obeyed_lines.retain(|line| !own.iter().any(|own| line.starts_with(own)));
            }
            assert_eq!(obeyed_lines, [""; 0], "{} {more}", format.name);
            assert_eq!(obeyed(&output.err), [""; 0], "{} {more}", format.name);
        }
    }
}

/// Where a format can say the same without the sign it does.
#[test]
fn programs_read_what_was_written() {
    let folder = hostile();
    let check = |format: &str| folder.check(&[".", "--format", format]);
    let json = check("json").json();
    let yaml: serde_json::Value = serde_yaml::from_str(&check("yaml").out).expect("YAML");
    assert_eq!(json, yaml);
    let found: Vec<_> = json["applications"]
        .as_array()
        .expect("applications")
        .iter()
        .flat_map(|one| one["findings"].as_array().expect("findings"))
        .filter_map(|finding| finding["found"].as_str())
        .collect();
    for command in COMMANDS {
        assert!(
            found.iter().any(|found| found.contains(command)),
            "{command}"
        );
    }
    let junit = check("junit").out;
    let junit = roxmltree::Document::parse(&junit).expect("XML");
    let texts: String = junit.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.contains("##[error]"));
}

#[test]
fn a_diff_in_the_log_of_a_job_is_no_command_and_elsewhere_is_exact() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let wrong = complete.replace("recovery_fund: 730000.00", "recovery_fund: 730 000,00");
    let block = "other: |\n  a\n  ##[error]x\n  ::error::x\nfunding:\n";
    let wrong = wrong.replace("funding:\n", block);
    folder.write("a.yaml", wrong);
    let diff = |server: Option<&str>| {
        let mut command = folder.atbilst();
        command.envs(server.map(|name| (name, "true")));
        run(command.args(["check", "a.yaml", "--diff"])).out
    };
    assert_eq!(obeyed(&diff(None)).len(), 2, "{}", diff(None));
    for server in ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"] {
        assert_eq!(obeyed(&diff(Some(server))), [""; 0], "{server}");
    }
}
