//! What the shared report tells of why its rules came out as they did.

use std::sync::Arc;

use atbilst_core::condition::Truth;
use atbilst_core::finding::{Law, Outcome};
use atbilst_core::trace::{Judgement, Role, Step, Trace};

use super::Say;

/// Why one rule passed and one did not apply.
pub(super) fn traces(law: &Arc<[Law]>, say: Say<'_>) -> Vec<Trace> {
    let step = Step {
        role: Role {
            applies: false,
            negated: false,
            alternative: false,
        },
        field: say("Iesniegšanas diena", "Day of submission").into(),
        pointer: "/submitted".to_owned(),
        line: Some(4),
        found: Some("2022-12-20\u{202e}".to_owned()),
        asked: say(
            "nav vēlāk par 2022. gada 31. decembri",
            "is not later than 31 December 2022",
        ),
        answer: Truth::Holds,
        law: law.clone(),
    };
    let applies = Step {
        role: Role {
            applies: true,
            negated: true,
            alternative: true,
        },
        found: None,
        line: None,
        answer: Truth::NotStated,
        law: [].into(),
        ..step.clone()
    };
    let judgement = |outcome, steps| Judgement {
        pointer: String::new(),
        outcome,
        reason: say("Prasība ir izpildīta.", "What the rule requires is met."),
        steps,
    };
    vec![
        Trace {
            rule: "selection-deadline".into(),
            judgements: vec![judgement(Outcome::Pass, vec![step])],
        },
        Trace {
            rule: "budget-arithmetic".into(),
            judgements: vec![
                judgement(Outcome::NotApplicable, vec![applies]),
                judgement(Outcome::Pass, Vec::new()),
            ],
        },
    ]
}
