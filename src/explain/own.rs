//! The pages of the tool's own rules: of file and form. Their sentences stand in the catalogue under `explain.own`.

use super::{Block, Page};
use crate::language::Catalogue;

/// A good and a bad example of a rule; `None` for what no application can show.
#[must_use]
pub fn examples(id: &str) -> Option<(&'static str, &'static str)> {
    Some(match id {
        "yaml-syntax" => (
            "call: 2.1.2.1.i\ntitle: \"E-lieta: otrais posms\"\n",
            "call: 2.1.2.1.i\ntitle: E-lieta: otrais posms\n",
        ),
        "duplicate-key" => (
            "call: 2.1.2.1.i\nsubmitted: 2022-12-20\n",
            "call: 2.1.2.1.i\nsubmitted: 2022-12-20\nsubmitted: 2022-12-21\n",
        ),
        "unknown-call" => ("call: 2.1.2.1.i\n", "call: 2.1.2.1\n"),
        "unknown-field" => (
            "call: 2.1.2.1.i\nsubmitted: 2022-12-20\n",
            "call: 2.1.2.1.i\nsubmited: 2022-12-20\n",
        ),
        "missing-field" => (
            "call: 2.1.2.1.i\nid: \"2.1.2.1.i-0007\"\n",
            "call: 2.1.2.1.i\nid:\n",
        ),
        "wrong-type" => (
            "call: 2.1.2.1.i\nfunding:\n  recovery_fund: 730000.00\n",
            "call: 2.1.2.1.i\nfunding:\n  recovery_fund: 730 000,00\n",
        ),
        _ => return None,
    })
}

/// The page of one of the tool's own rules.
pub(super) fn page(id: &str, catalogue: &Catalogue) -> Page {
    let say = |key: &str| catalogue.say(key, &[]);
    let mut blocks = vec![
        Block::Text(say(&format!("explain.own.{id}"))),
        Block::Heading(say("explain.because")),
        Block::Text(say("explain.own_law")),
    ];
    if let Some((good, bad)) = examples(id) {
        blocks.push(Block::Heading(say("explain.good")));
        blocks.push(Block::Yaml(good.to_owned()));
        blocks.push(Block::Heading(say("explain.bad")));
        blocks.push(Block::Yaml(bad.to_owned()));
    }
    blocks.push(Block::Heading(say("explain.how")));
    blocks.push(Block::Text(say(&format!("form.{id}.help"))));
    Page {
        name: id.to_owned(),
        kind: say("explain.rule"),
        title: say(&format!("form.{id}.title")),
        blocks,
    }
}
