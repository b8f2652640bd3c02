//! The JUnit report, read back by a strict reader, and its published schema.

use super::folder::Reports;
use super::sorted;
use crate::program;

#[test]
fn junit_says_what_json_says_and_can_be_read_back() {
    for language in ["lv", "en"] {
        let reports = Reports::of(language);
        let document = roxmltree::Document::parse(reports.text("junit")).expect("XML");
        let findings = reports.json_findings();
        let mut seen = Vec::new();
        let (mut cases, mut with_file) = (0, 0);
        for case in document
            .descendants()
            .filter(|node| node.has_tag_name("testcase"))
        {
            cases += 1;
            let rule = case.attribute("name").expect("a rule");
            let parts = case.descendants().filter(roxmltree::Node::is_text);
            let text: String = parts.filter_map(|node| node.text()).collect();
            let hashes = text
                .lines()
                .filter_map(|line| line.strip_prefix("  sha256:"));
            seen.extend(hashes.map(|hash| (rule.to_owned(), format!("sha256:{hash}"))));
            assert_eq!(case.attribute("time"), Some("0"));
            assert!(
                !case
                    .attribute("classname")
                    .unwrap_or_default()
                    .contains('.')
            );
            with_file += usize::from(case.attribute("file").is_some());
            if let Some(told) = case.children().find(roxmltree::Node::is_element) {
                let message = told.attribute("message").expect("a message");
                let first = findings
                    .iter()
                    .find(|finding| text.contains(&finding.fingerprint));
                assert!(
                    first.is_none() || case.attribute("line").is_some(),
                    "{rule}"
                );
                assert!(message.len() > 5, "{rule}");
            }
            let failed = case
                .children()
                .any(|node| node.has_tag_name("failure") || node.has_tag_name("error"));
            let finding = findings.iter().find(|finding| {
                finding.kind == "fail"
                    && finding.level == "error"
                    && text.contains(&finding.fingerprint)
            });
            assert_eq!(failed, finding.is_some(), "{rule}: {text}");
        }
        let said = findings.into_iter().flat_map(|mut found| {
            found.asks.push((found.named.0, found.fingerprint));
            found.asks
        });
        assert_eq!(sorted(seen), sorted(said));
        assert!(with_file > cases / 2, "{with_file} of {cases}");
        let whole = document.root_element();
        assert_eq!(whole.attribute("tests"), Some(cases.to_string().as_str()));
        let skipped = document
            .descendants()
            .filter(|node| node.has_tag_name("skipped"));
        assert!(skipped.clone().count() > 10);
        assert!(
            skipped
                .into_iter()
                .all(|node| node.text().is_some_and(|text| text.len() > 5))
        );
    }
}

#[test]
fn junit_keeps_to_the_schema_of_ci_servers() {
    let Some(shared) = program::shared() else {
        return program::skipped("the JUnit schema is not at hand");
    };
    let reports = Reports::of("lv");
    let folder = tempfile::tempdir().expect("a folder");
    let [path, schema] = ["junit.xml", "junit.xsd"].map(|name| folder.path().join(name));
    std::fs::write(&path, reports.text("junit")).expect("written");
    let published = std::fs::read_to_string(shared.join("schemas/junit.xsd")).expect("the schema");
    std::fs::write(&schema, with_places(&published)).expect("written");
    let lint = std::process::Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .args([&schema, &path])
        .output();
    match lint {
        Err(_) => program::skipped("xmllint is not installed"),
        Ok(lint) => {
            let lint = program::Said::from(lint);
            assert_eq!(lint.code, Some(0), "{}", lint.err);
        }
    }
}

/// The fourth form of the schema, with what its eighth and ninth have beside it and GitLab, Codecov and CTRF read: the file and the line
/// of a case, and why one is skipped.
fn with_places(schema: &str) -> String {
    let attribute = |name: &str| format!("<xs:attribute name=\"{name}\" type=\"xs:string\"/>");
    let (before, case) = schema
        .split_once("<xs:element name=\"testcase\">")
        .expect("a case");
    let case = case.replacen(
        "</xs:sequence>",
        &format!("</xs:sequence>{}{}", attribute("file"), attribute("line")),
        1,
    );
    let skipped = "<xs:element name=\"skipped\" type=\"xs:string\"/>";
    assert!(before.contains(skipped));
    let with_reason = format!(
        "<xs:element name=\"skipped\"><xs:complexType mixed=\"true\">{}</xs:complexType></xs:element>",
        attribute("message")
    );
    format!(
        "{}<xs:element name=\"testcase\">{case}",
        before.replace(skipped, &with_reason)
    )
}
