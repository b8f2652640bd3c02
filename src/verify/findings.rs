//! The findings of a report, one after another, for what is drafted from them.

use super::parsed::ParsedReport;
use super::tree::Tree;

/// One finding as its report names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordedFinding<'f> {
    /// The call of the application, or of all of which it is told.
    pub(crate) call: Option<&'f str>,
    /// The file; `None` for one of all applications of a call together.
    pub(crate) path: Option<&'f str>,
    /// The id of the application.
    pub(crate) id: Option<&'f str>,
    /// `fail`, `review` or `waived`.
    pub(crate) kind: &'f str,
    pub(crate) rule: &'f str,
    pub(crate) message: &'f str,
    pub(crate) fingerprint: &'f str,
    /// What it rests on; a report of an earlier version does not say it.
    pub(crate) basis: Option<&'f str>,
    /// What a person answered.
    pub(crate) answer: Option<RecordedFields<'f, 6>>,
    /// What it was waived by.
    pub(crate) waiver: Option<RecordedFields<'f, 5>>,
    /// Its line.
    pub(crate) line: u64,
    /// The field that the office has not stated yet, and where it looks that up.
    pub(crate) awaits: Option<(&'f str, &'f str)>,
}

/// The fields of the entry by which somebody decided, and what stands in them, as a report names them.
pub(crate) type RecordedFields<'f, const N: usize> = [(&'static str, Option<&'f str>); N];

/// Something that the office states of an application, as a report names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordedStatement<'f> {
    /// The file of the application.
    pub(crate) path: &'f str,
    /// Its id.
    pub(crate) id: Option<&'f str>,
    /// The fields of its entry and what stands in them.
    pub(crate) fields: [(&'static str, Option<&'f str>); 5],
}

impl ParsedReport<'_> {
    /// Calls `tell` with everything that the office states in files of answers. What stands in a file of its own stays there.
    pub(crate) fn each_statement(&self, tell: &mut dyn FnMut(&RecordedStatement<'_>)) {
        let files = self.head.items("answers").iter();
        let own = files.filter(|file| file.get("office") == Some(&Tree::Flag(true)));
        let own: Vec<&str> = own.filter_map(|file| file.text("path")).collect();
        for one in &self.applications {
            let tree = self.taken_apart(one);
            for stated in tree.items("stated") {
                if stated.text("file").is_some_and(|file| own.contains(&file)) {
                    continue;
                }
                tell(&RecordedStatement {
                    path: &one.path,
                    id: tree.text("id"),
                    fields: ["field", "is", "register", "by", "on"]
                        .map(|key| (key, stated.text(key))),
                });
            }
        }
    }

    /// Calls `tell` with the id and the path of every application that has an id.
    pub(crate) fn each_id(&self, tell: &mut dyn FnMut(&str, &str)) {
        for one in &self.applications {
            if let Some(id) = self.taken_apart(one).text("id") {
                tell(id, &one.path);
            }
        }
    }

    /// Calls `tell` with every finding: those of each application in the order of the report, then those of all together.
    pub(crate) fn each_finding(&self, tell: &mut dyn FnMut(&RecordedFinding<'_>)) {
        for one in &self.applications {
            let tree = self.taken_apart(one);
            each(&tree, tree.text("path"), tell);
        }
        for portfolio in self.head.items("portfolio") {
            each(portfolio, None, tell);
        }
    }
}

fn each(of: &Tree<'_>, path: Option<&str>, tell: &mut dyn FnMut(&RecordedFinding<'_>)) {
    for finding in of.items("findings") {
        let text = |key| finding.text(key).unwrap_or_default();
        let start = finding.get("location").and_then(|place| place.get("start"));
        let told = RecordedFinding {
            call: of.text("call"),
            path,
            id: of.text("id"),
            kind: text("kind"),
            rule: text("rule"),
            message: text("message"),
            fingerprint: text("fingerprint"),
            basis: finding.text("basis"),
            answer: finding.get("answer").map(|answer| {
                let fields = ["says", "reason", "by", "second", "on", "document"];
                fields.map(|key| (key, answer.text(key)))
            }),
            waiver: finding.get("waiver").map(|waiver| {
                let fields = ["reason", "approver", "document", "issued", "expires"];
                fields.map(|key| (key, waiver.text(key)))
            }),
            line: start.and_then(|start| start.count("line")).unwrap_or(0),
            awaits: finding
                .get("awaits")
                .and_then(|awaits| Some((awaits.text("field")?, awaits.text("register")?))),
        };
        tell(&told);
        // Each of its other rules is waived and answered by itself.
        for also in finding.items("also") {
            let text = |key| also.text(key).unwrap_or_default();
            tell(&RecordedFinding {
                kind: text("kind"),
                rule: text("rule"),
                fingerprint: text("fingerprint"),
                basis: also.text("basis"),
                ..told
            });
        }
    }
}
