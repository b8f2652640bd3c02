//! All reports of one run, on a folder with every kind of outcome, Latvian text, odd paths and hostile content:
//! each format keeps to its published shape, and all of them say the same.

mod commands;
mod folder;
mod junit;
mod left_out;
mod places;
mod sarif;

use std::collections::BTreeSet;
use std::path::Path;

use folder::Reports;
use serde_json::Value;

/// A finding as every format can name it: rule, path and line.
type Named = (String, String, u64);

#[test]
fn the_folder_has_every_kind_of_outcome() {
    let reports = Reports::of("en");
    let summary = &reports.json()["summary"];
    for kind in [
        "pass",
        "fail",
        "review",
        "open",
        "not_applicable",
        "waived",
        "unreadable",
        "complies",
        "needs_review",
        "does_not_comply",
    ] {
        assert!(summary[kind].as_u64() > Some(0), "{kind}: {summary}");
    }
    let findings = reports.json_findings();
    let has = |level: &str| findings.iter().any(|finding| finding.level == level);
    assert!(has("error") && has("warning"));
    assert!(
        findings
            .iter()
            .any(|finding| finding.portfolio && finding.kind == "waived")
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, other) = (Reports::of("lv"), Reports::anew("again", "lv"));
    for name in folder::NAMES {
        assert_eq!(one.text(name), other.text(name), "{name}");
    }
}

#[test]
fn yaml_is_the_json() {
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        let yaml: Value = serde_yaml::from_str(reports.text("yaml")).expect("YAML");
        assert_eq!(yaml, reports.json());
    }
}

#[test]
fn json_lines_are_the_json() {
    let reports = Reports::of("lv");
    let mut whole = serde_json::json!({ "applications": [], "portfolio": [] });
    for line in reports.text("jsonl").lines() {
        let mut line: Value = serde_json::from_str(line).expect("JSON");
        let content = line.as_object_mut().expect("an object");
        let kind = content.remove("type").expect("a type");
        match kind.as_str() {
            Some("application") => whole["applications"]
                .as_array_mut()
                .expect("a list")
                .push(line),
            Some("portfolio") => whole["portfolio"]
                .as_array_mut()
                .expect("a list")
                .push(line),
            // The lines of the applications are written before it is known.
            Some("together") => {
                let mut applications = whole["applications"]
                    .as_array_mut()
                    .expect("a list")
                    .iter_mut();
                let own = applications.find(|own| own["path"] == line["path"]);
                own.expect("an application")["together"] = line["rules"].take();
            }
            Some("shape") => {}
            _ => whole.as_object_mut().expect("an object").append(content),
        }
    }
    assert_eq!(whole, reports.json());
}

/// Polars and DuckDB learn from the first lines what a column holds, and lose or refuse what comes later and was not among it.
#[test]
fn the_first_line_has_all_that_any_line_has() {
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        let mut lines = reports.text("jsonl").lines();
        let mut read = || {
            lines
                .next()
                .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        };
        let first = read().expect("a line");
        assert_eq!(first["type"], "shape");
        let mut kinds = BTreeSet::new();
        while let Some(line) = read() {
            kinds.insert(folder::text(&line["type"]));
            assert_shaped(&first, &line, "");
        }
        assert_eq!(kinds.len(), 4, "{kinds:?}");
    }
}

fn assert_shaped(shape: &Value, value: &Value, at: &str) {
    match (shape, value) {
        (_, Value::Null) => {}
        (Value::Object(shape), Value::Object(value)) => {
            for (name, value) in value {
                let at = format!("{at}/{name}");
                let shape = shape.get(name);
                assert_shaped(shape.unwrap_or_else(|| panic!("no {at}")), value, &at);
            }
        }
        (Value::Array(shape), Value::Array(value)) => {
            let [shape] = &**shape else {
                panic!("one item of {at}")
            };
            value.iter().for_each(|one| assert_shaped(shape, one, at));
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_)) => {}
        _ => panic!("{at}: {shape} is not the type of {value}"),
    }
}

/// Applications that are written as soon as they are judged, waived ones among them, are written as those that are kept.
#[test]
fn what_is_written_at_once_is_what_is_written_at_the_end() {
    let reports = Reports::of("lv");
    for format in ["json", "jsonl"] {
        let alone = reports.alone("lv", format);
        // Which applications a finding over all concerns is known at the end; the lines say it then. The first says what may be said.
        let mut kept = reports.text(format).to_owned();
        if format == "jsonl" {
            for together in kept.clone().split("\"together\":[").skip(2) {
                let rules = together.split(']').next().expect("a list");
                kept = kept.replacen(&format!(",\"together\":[{rules}]"), "", 1);
            }
        }
        assert_eq!(alone, kept, "{format}");
        assert!(alone.contains(r#""waived","level"#), "{format}");
    }
}

#[test]
fn json_and_its_lines_keep_to_their_schemas() {
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(Path::new("schemas").join(name)).expect("a schema");
        serde_json::from_str(&text).expect("JSON")
    };
    let report = read("report.schema.json");
    let uri = "https://schemas.example/report.schema.json";
    let registry = jsonschema::Registry::new()
        .add(uri, &report)
        .expect("a resource");
    let registry = registry.prepare().expect("a registry");
    let line = jsonschema::options()
        .with_base_uri("https://schemas.example/report-line.schema.json")
        .with_registry(&registry)
        .build(&read("report-line.schema.json"))
        .expect("a schema");
    let whole = jsonschema::validator_for(&report).expect("a schema");
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        assert_valid(&whole, &reports.json(), "json");
        for text in reports.text("jsonl").lines() {
            let mut value: Value = serde_json::from_str(text).expect("JSON");
            assert_valid(&line, &value, "jsonl");
            value["type"] = "finding".into();
            assert!(!line.is_valid(&value), "any line would do");
        }
    }
}

#[test]
fn gitlab_keeps_to_its_published_shape_and_says_what_json_says() {
    let schema = std::fs::read_to_string("tests/reports/formats/gitlab-code-quality.schema.json");
    let schema = serde_json::from_str(&schema.expect("the schema")).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        let gitlab: Value = serde_json::from_str(reports.text("gitlab")).expect("JSON");
        assert_valid(&schema, &gitlab, "gitlab");
        let issues = gitlab.as_array().expect("a list");
        let hashes: BTreeSet<_> = issues
            .iter()
            .map(|issue| folder::text(&issue["fingerprint"]))
            .collect();
        assert_eq!(
            hashes.len(),
            issues.len(),
            "GitLab shows one issue of each fingerprint"
        );
        let seen = issues.iter().map(|issue| {
            let line = issue["location"]["lines"]["begin"]
                .as_u64()
                .expect("a line");
            let kind = match folder::text(&issue["severity"]).as_str() {
                "blocker" | "major" => "fails",
                "minor" => "minor",
                _ => "waived",
            };
            (
                (
                    folder::text(&issue["check_name"]),
                    folder::text(&issue["location"]["path"]),
                    line,
                ),
                kind,
            )
        });
        let findings = reports.json_findings();
        let said = findings.iter().flat_map(|finding| {
            let kind = match (finding.kind.as_str(), finding.level.as_str()) {
                ("fail", "error") => "fails",
                ("waived", _) => "waived",
                _ => "minor",
            };
            let named = finding.everywhere().flat_map(|(rule, path, line)| {
                let also = finding.asks.iter().map(|(other, _)| other.clone());
                let rules = std::iter::once(rule).chain(also);
                rules.map(move |rule| (rule, path.clone(), line))
            });
            named.map(move |named| (named, kind))
        });
        assert_eq!(sorted(seen), sorted(said));
    }
}

#[test]
fn github_commands_say_what_json_says_and_nothing_else() {
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        let mut seen: Vec<(Named, String)> = Vec::new();
        for line in reports.text("github").lines() {
            // As the runner reads it: nothing may be a command but the one that begins the line.
            let command = line.strip_prefix("::").expect("a command");
            let (head, text) = command.split_once("::").expect("a command");
            assert!(!text.is_empty());
            let (kind, properties) = head.split_once(' ').expect("properties");
            assert!(["error", "warning", "notice"].contains(&kind), "{kind}");
            let property = |name: &str| {
                let found = properties
                    .split(',')
                    .find_map(|part| part.strip_prefix(&format!("{name}=")));
                found.map(folder::percent_decoded)
            };
            let Some(path) = property("file") else {
                assert_eq!(properties, "title=atbilst");
                continue;
            };
            let title = property("title").expect("a title");
            let (rules, _) = title.split_once(" (").expect("the rules");
            let line = property("line")
                .and_then(|line| line.parse().ok())
                .expect("a line");
            seen.push(((rules.to_owned(), path, line), kind.to_owned()));
        }
        let findings = reports.json_findings();
        let said = findings.iter().flat_map(|finding| {
            let kind = match (finding.kind.as_str(), finding.level.as_str()) {
                ("fail", "error") => "error",
                ("waived", _) => "notice",
                _ => "warning",
            };
            finding.everywhere().map(move |(mut rule, path, line)| {
                for (other, _) in &finding.asks {
                    rule = format!("{rule}, {other}");
                }
                let path = atbilst_render::escape::shown_lines(&path).into_owned();
                ((rule, path, line), kind.to_owned())
            })
        });
        assert_eq!(sorted(seen.clone()), sorted(said));
        let gravest_first = ["error", "warning", "notice"];
        let order = seen
            .iter()
            .map(|(_, kind)| gravest_first.iter().position(|known| known == kind));
        assert!(order.is_sorted());
    }
}

#[test]
fn markdown_says_what_json_says_and_its_links_are_those_of_the_law() {
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        let read = folder::markdown(reports.text("markdown"));
        let said = reports.json_findings().into_iter().map(|finding| {
            let (mut rule, path, line) = finding.named;
            for (other, _) in finding.asks {
                rule = format!("{rule}, {other}");
            }
            let shown = |path: &str| atbilst_render::escape::shown_lines(path).replace('\n', "⏎");
            let heading = if finding.portfolio {
                String::new()
            } else {
                shown(&path)
            };
            let spot = if finding.portfolio {
                format!("{}:{line}", shown(&path))
            } else {
                line.to_string()
            };
            (heading, spot, rule)
        });
        assert_eq!(sorted(read.rows), sorted(said));
        assert_eq!(sorted(read.rules.clone()), sorted(by_rule(reports)));
        let counts = read.rules.iter().map(|[_, count, _]| count.parse::<u32>());
        let counts: Vec<u32> = counts.collect::<Result<_, _>>().expect("numbers");
        assert!(counts.is_sorted_by(|one, next| one >= next), "{counts:?}");
        let table = reports.alone(language, "table");
        for [rule, ..] in read.rules {
            let id = rule.split(": ").next().expect("an id");
            assert!(table.contains(&format!("│ {id}:")), "{id}: {table}");
        }
        assert!(!read.links.is_empty());
        let laws = reports.text("json");
        for link in read.links {
            assert!(laws.contains(&format!("\"{link}\"")), "{link}");
        }
        assert_eq!(read.foreign, [""; 0]);
    }
}

/// What JSON says of each rule: its name, its findings, and its applications.
fn by_rule(reports: &Reports) -> Vec<[String; 3]> {
    let json: Value = serde_json::from_str(reports.text("json")).expect("JSON");
    let rules = json["totals"]["rules"].as_array().expect("rules").iter();
    let rules = rules.map(|rule| {
        let number = |key: &str| rule[key].as_u64().expect("a number");
        let text = |key: &str| rule[key].as_str().expect("a text");
        let findings = ["fail", "review", "waived"].map(number).iter().sum::<u64>();
        let name = format!("{}: {}", text("rule"), text("title"));
        [
            name,
            findings.to_string(),
            number("applications").to_string(),
        ]
    });
    rules.collect()
}

fn assert_valid(schema: &jsonschema::Validator, value: &Value, what: &str) {
    let errors: Vec<_> = schema
        .iter_errors(value)
        .take(5)
        .map(|error| format!("{what} at {}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
}

fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort();
    items
}

/// What a rule found is nothing of a rule of another call that is named alike.
#[test]
fn rules_of_two_calls_that_are_named_alike_are_counted_apart() {
    let mut command = crate::program::within(crate::program::here());
    let books = ["first", "second"].map(|book| format!("--rules=tests/cli/calls/{book}.yaml"));
    let folder = "tests/cli/calls/apart";
    command.args(["check", folder, "--format=json"]).args(books);
    let report = crate::program::run(&mut command).json();
    let rules = report["totals"]["rules"].as_array().expect("rules");
    let fails = |call: &str| {
        let mut own = rules.iter();
        let own = own.find(|one| one["call"] == call && one["rule"] == "duration");
        own.and_then(|one| one["fail"].as_u64())
    };
    assert_eq!((fails("9.3.2.i"), fails("9.3.3.i")), (Some(1), Some(1)));
    let all = rules.iter().filter_map(|one| one["fail"].as_u64());
    assert_eq!(Some(all.sum()), report["summary"]["fail"].as_u64());
}
