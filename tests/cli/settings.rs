//! The settings of a repository and of the environment: what counts, from where, and that every mistake in them is told.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::cases::cases;
use crate::folder::Folder;
use crate::program::{Said, TODAY, run};

/// A repository with an application that is late and one that is sound, and more that is left out.
pub(super) fn repository(settings: &str) -> Folder {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.copy("examples/complete.yaml", "apps/sound.yaml");
    folder.copy(
        "examples/violations/selection-deadline.yaml",
        "apps/late.yaml",
    );
    folder.copy(
        "examples/violations/period-order.yaml",
        "apps/drafts/order.yaml",
    );
    folder.write("compose.yaml", "services: {}\n");
    folder.write("atbilst.toml", settings);
    folder
}

pub(super) fn check(
    folder: &Folder,
    within: &str,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> Said {
    let mut command = folder.atbilst();
    command
        .current_dir(folder.at(within))
        .envs(environment.iter().copied());
    command.args(["check", "--today", TODAY, "--no-portfolio"]);
    if !arguments.contains(&"--format") {
        command.args(["--format", "json"]);
    }
    run(command.args(arguments))
}

fn names(checked: &Said) -> Vec<String> {
    let report = checked.json();
    let applications = report["applications"].as_array().expect("applications");
    let name = |one: &Value| {
        one["path"]
            .as_str()
            .and_then(|path| path.rsplit('/').next().map(str::to_owned))
    };
    applications.iter().filter_map(name).collect()
}

#[test]
fn patterns_leave_out_in_folders_and_lists_and_never_what_is_named() {
    let folder = repository("exclude = [\"drafts/\", \"late*\", \"!apps/later.yaml\"]\n");
    folder.copy("examples/complete.yaml", "apps/later.yaml");
    folder.write(
        "list",
        "apps/sound.yaml\napps/drafts/order.yaml\napps/late.yaml\n",
    );
    for (within, arguments, found) in [
        ("", &[][..], &["later.yaml", "sound.yaml"][..]),
        ("apps", &[], &["later.yaml", "sound.yaml"]),
        ("apps", &["."], &["later.yaml", "sound.yaml"]),
        ("", &["apps"], &["later.yaml", "sound.yaml"]),
        ("", &["--files-from", "list"], &["sound.yaml"]),
        (
            "",
            &["--filter", "apps/late.yaml", "apps/sound.yaml"],
            &["sound.yaml"],
        ),
        ("", &["apps/late.yaml"], &["late.yaml"]),
        (
            "",
            &["--exclude=sound.*"],
            &["order.yaml", "late.yaml", "later.yaml"],
        ),
        (
            "",
            &["--no-config"],
            &["order.yaml", "late.yaml", "later.yaml", "sound.yaml"],
        ),
    ] {
        let checked = check(&folder, within, arguments, &[]);
        assert_eq!(
            names(&checked),
            found,
            "{within} {arguments:?}: {}",
            checked.err
        );
    }
    // What is left out is said, and who says so.
    let notes = check(&folder, "", &[], &[]).json()["notes"].to_string();
    assert!(
        notes.contains("(2): apps/drafts, apps/late.yaml"),
        "{notes}"
    );
    assert!(notes.contains("atbilst.toml (exclude)"), "{notes}");
}

#[test]
fn only_what_is_included_is_taken() {
    let folder = repository("include = \"apps/*.yaml\"\n");
    assert_eq!(
        names(&check(&folder, "", &[], &[])),
        ["late.yaml", "sound.yaml"]
    );
    assert_eq!(
        names(&check(
            &folder,
            "apps/drafts",
            &["."],
            &[("ATBILST_INCLUDE", "*.yaml")]
        )),
        ["order.yaml"]
    );
}

#[test]
fn ignore_files_count_where_the_settings_say_so() {
    let folder = repository("gitignore = true\n");
    folder.write(".gitignore", "drafts/\n*.yaml\n!/apps/sound.yaml\n");
    folder.write("apps/.gitignore", "!late.yaml\n");
    assert_eq!(
        names(&check(&folder, "", &[], &[])),
        ["late.yaml", "sound.yaml"]
    );
    assert_eq!(
        names(&check(&folder, "", &["--no-gitignore"], &[])).len(),
        3
    );
    folder.write("list", "apps/drafts/order.yaml\napps/sound.yaml\n");
    assert_eq!(
        names(&check(&folder, "", &["--files-from=list"], &[])),
        ["sound.yaml"]
    );
}

#[test]
fn what_is_typed_wins_then_the_environment_then_the_file() {
    let folder = repository(
        "fail_on = \"never\"\nlang = \"lv\"\npaths = [\"apps/late.yaml\"]\nas_of = 2024-01-01\nportfolio = false\nwaivers = false\n",
    );
    let code = |arguments: &[&str], environment: &[(&str, &str)]| {
        check(&folder, "", arguments, environment).code
    };
    assert_eq!(code(&[], &[]), Some(0));
    assert_eq!(code(&[], &[("ATBILST_FAIL_ON", "error")]), Some(1));
    assert_eq!(
        code(&["--fail-on=never"], &[("ATBILST_FAIL_ON", "error")]),
        Some(0)
    );
    assert_eq!(
        code(&["--no-config"], &[("ATBILST_FAIL_ON", "never")]),
        Some(1)
    );
    let report = check(&folder, "apps/drafts", &[], &[]).json();
    assert_eq!(
        report["inputs"],
        serde_json::json!(["../../apps/late.yaml"]),
        "{report}"
    );
    assert_eq!(
        (&report["language"], &report["settings"]["as_of"]),
        (&"lv".into(), &"2024-01-01".into())
    );
    assert_eq!(report["settings"]["waivers"], false);
    let english = check(&folder, "", &["--lang=en", "--waivers=w.yaml"], &[]);
    assert_eq!(english.code, Some(2), "{english:?}");
    assert_eq!(
        check(&folder, "", &["apps/sound.yaml"], &[]).json()["inputs"],
        serde_json::json!(["apps/sound.yaml"])
    );
}

#[test]
fn reports_are_written_beside_the_settings_and_nowhere_else() {
    let formats = ["json", "jsonl", "yaml", "gitlab", "rdjson", "sarif"];
    let places = formats.map(|name| format!("{name} = \"out-{name}.json\"\n"));
    let folder = repository(&format!("[reports]\n{}", places.concat()));
    check(&folder, "", &[], &[]);
    // And again over what was written.
    assert_eq!(check(&folder, "", &[], &[]).code, Some(1));
    folder.write(
        "atbilst.toml",
        "[reports]\njson = \"out.json\"\nsarif = \"out.sarif\"\n",
    );
    check(&folder, "", &[], &[]);
    assert!(folder.read("out.json").contains("atbilst-report/2"));
    assert!(folder.read("out.sarif").contains("2.1.0"));
    let settled = folder.run(&["verify", "out.json"]);
    assert_eq!(settled.code, Some(0), "{settled:?}");
    folder.write("atbilst.toml", "reports = { json = \"-\" }\n");
    let shown = folder.check(&["."]);
    assert!(shown.out.contains("atbilst-report/2"), "{shown:?}");
    assert!(!folder.at("-").exists());
    let asks = |path: &str| format!("reports = {{ json = \"{path}\" }}\n");
    folder.write("package.json", "{ \"name\": \"x\" }");
    for (elsewhere, says) in [
        ("hooks/pre-commit", "no place for a report"),
        ("run.sh", "no place for a report"),
        ("package.json", "no place for a report"),
        ("../out.json", "must lie in their folder"),
        ("/tmp/out.json", "must lie in their folder"),
        (".git/config.json", "no hidden one"),
        (".github/workflows/a.yaml", "no hidden one"),
    ] {
        let place = folder.at(elsewhere);
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        folder.write("atbilst.toml", asks(elsewhere));
        let refused = check(&folder, "", &[], &[]);
        assert_eq!((refused.code, &*refused.out), (Some(2), ""), "{elsewhere}");
        assert!(refused.err.contains(says), "{}", refused.err);
    }
    assert!(folder.read("package.json").contains("\"x\""));
    #[cfg(unix)]
    {
        let outside = Folder::new();
        std::os::unix::fs::symlink(outside.path(), folder.at("away")).expect("a link");
        folder.write("atbilst.toml", "reports = { json = \"away/out.json\" }\n");
        assert_eq!(check(&folder, "", &[], &[]).code, Some(2));
        assert!(!outside.at("out.json").exists());
    }
}

#[test]
fn a_report_made_by_settings_is_verified_by_what_it_says_of_them() {
    let folder = repository("exclude = [\"drafts/\"]\ngitignore = true\n");
    let made = check(&folder, "", &[], &[]);
    folder.write("report.json", &made.out);
    folder.write("atbilst.toml", "exclude = \"*\"\n");
    let verified = folder.run(&["verify", "report.json"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    let changed = made
        .out
        .replace("\"patterns\":[\"drafts/\"]", "\"patterns\":[]");
    assert_ne!(changed, made.out);
    folder.write("report.json", changed);
    assert_eq!(folder.run(&["verify", "report.json"]).code, Some(1));
}

#[derive(serde::Deserialize)]
struct Mistake {
    toml: String,
    says: Vec<String>,
}

#[test]
fn every_mistake_is_told_with_its_place_and_ends_with_2() {
    let mistakes: Vec<Mistake> = cases("tests/cli/settings.yaml");
    assert!(mistakes.len() > 12);
    for Mistake { toml, says } in mistakes {
        let folder = repository(&toml);
        for verb in ["check", "config"] {
            let said = folder.run(&[verb]);
            assert_eq!(
                (said.code, &*said.out),
                (Some(2), ""),
                "{toml}: {}",
                said.err
            );
            for sentence in &says {
                assert!(said.err.contains(sentence), "{toml}: {}", said.err);
            }
        }
    }
    let folder = repository("");
    for (name, expected) in [
        ("ATBILST_FAILON", "perhaps `ATBILST_FAIL_ON` is meant"),
        (
            "ATBILST_FAIL_ON_LEVEL",
            "perhaps `ATBILST_FAIL_ON` is meant",
        ),
    ] {
        let said = check(&folder, "", &[], &[(name, "review")]);
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert!(said.err.contains(expected), "{}", said.err);
    }
    let other = check(&folder, "", &[], &[("ATBILST_XYZZY", "1")]);
    assert!(
        other.err.contains("no effect: ATBILST_XYZZY"),
        "{}",
        other.err
    );
    let own = check(&folder, "", &[], &[("ATBILST_UPDATE", "1")]);
    assert!(!own.err.contains("ATBILST_UPDATE"), "{}", own.err);
    let said = check(&folder, "", &[], &[("ATBILST_STRICT", "maybe")]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("ATBILST_STRICT: true or false"),
        "{}",
        said.err
    );
}

/// Whoever wrote the file is not who runs the check.
#[cfg(unix)]
#[test]
fn no_link_to_settings_is_followed_and_nothing_of_them_is_quoted() {
    let folder = repository("");
    std::fs::remove_file(folder.at("atbilst.toml")).expect("own file");
    folder.write("secret", "password: s3cr3t\n");
    std::os::unix::fs::symlink("secret", folder.at("atbilst.toml")).expect("a link");
    let refused = check(&folder, "", &[], &[]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(!refused.err.contains("s3cr3t"), "{}", refused.err);
    // Nor where nothing is wrong with what it leads to.
    folder.write("harmless", "strict = true\n");
    std::fs::remove_file(folder.at("atbilst.toml")).expect("own link");
    std::os::unix::fs::symlink("harmless", folder.at("atbilst.toml")).expect("a link");
    assert_eq!(check(&folder, "", &[], &[]).code, Some(2));
    let named = check(&folder, "", &["--config=secret"], &[]);
    assert!(
        named.err.contains("secret:1:") && !named.err.contains("s3cr3t"),
        "{}",
        named.err
    );
}

/// `config` shows a file of settings that says the same, and the schema for editors knows each name.
#[test]
fn config_shows_what_counts_and_from_where() {
    let folder = repository(
        "exclude = [\"drafts/\", \"a\\\\b\"]\nfail_on = \"review\"\nmax_nodes = 5\nreports = { json = \"r.json\" }\n",
    );
    let mut command = folder.atbilst();
    let shown = run(command.args(["config"]).env("ATBILST_STRICT", "1"));
    assert_eq!(shown.code, Some(0), "{shown:?}");
    for line in [
        "# settings of atbilst.toml",
        "exclude = [\"drafts/\", \"a\\\\b\"]  # atbilst.toml:1:1",
        "strict = true  # ATBILST_STRICT",
        "fail_on = \"review\"  # atbilst.toml:2:1",
        "reports = { json = \"r.json\" }  # atbilst.toml:4:1",
        "max_nodes = 5  # atbilst.toml:3:1",
        "# gitignore = false",
        "# portfolio = true",
        "# max_file_size = 5",
        "# rules",
    ] {
        assert!(
            shown.out.lines().any(|shown| shown == line),
            "{line}: {}",
            shown.out
        );
    }
    folder.write("atbilst.toml", &shown.out);
    assert_eq!(folder.run(&["config"]).code, Some(0));
    let listed = shown
        .out
        .lines()
        .skip(1)
        .filter_map(|line| line.trim_start_matches("# ").split(' ').next());
    let listed: BTreeSet<String> = listed.map(str::to_owned).collect();
    let schema = std::fs::read_to_string("schemas/settings.schema.json").expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let known = schema["properties"].as_object().expect("properties");
    assert_eq!(known.keys().cloned().collect::<BTreeSet<_>>(), listed);
    // Without any, the usual values are those that the schema tells of.
    let usual = folder.run(&["config", "--no-config"]).out;
    for (name, about) in known {
        let told = usual
            .lines()
            .find_map(|line| line.strip_prefix(&format!("# {name} = ")));
        let promised = about.get("default").map(Value::to_string);
        assert_eq!(told, promised.as_deref(), "{name}");
    }
}
