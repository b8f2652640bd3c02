//! Fields whose colon lacks its space, which makes one name of the name and the value: `title:Platforma: 1. kārta`,
//! `{start:2023-04-01}`; or another sign in the place of both, `{start=2023-04-01}`.

use super::read::ApplicationReader;
use super::{Application, Frame, Problem, State};
use crate::form::{FieldId, Form};
use crate::suggest::{self, Lead};
use atbilst_yaml as yaml;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, NodeId, Style};

/// The field that such a key names, and where its value begins; `None` where the key may be one name.
pub(crate) fn without_space(
    form: &Form,
    document: Document<'_>,
    parent: Option<FieldId>,
    (key, value): (NodeId, NodeId),
) -> Option<(FieldId, u32)> {
    let span = document.span(key);
    let text = span.of(document.text);
    // `{kind=staff}`: the whole of it is a key without a value.
    let alone = document.span(value).is_empty();
    let sign = text.find(|c| c == ':' || (c == '=' && alone))?;
    let (head, tail) = (text.get(..sign)?, text.get(sign.saturating_add(1)..)?);
    let block = matches!(document.node(value).style, Style::Literal | Style::Folded);
    let plain = document.node(key).style == Style::Plain && !text.contains('\n');
    if !plain || block || tail.is_empty() || document.kind(value) != yaml::Kind::Scalar {
        return None;
    }
    let names = || form.names(form.asked(parent).collect::<Vec<_>>().into_iter());
    let id = suggest::sure(head, names().into_iter())?;
    // What names the field twice is its name.
    let twice = matches!(
        suggest::lead(text, names().into_iter()),
        Some(Lead::Sure(_))
    );
    let begins = u32::try_from(head.len()).ok()?.saturating_add(1);
    let single = form.field(id).kind.is_single();
    (single && !twice).then(|| (id, span.start.saturating_add(begins)))
}

impl ApplicationReader<'_> {
    /// Each line with such fields is told once. What stands there is for nobody to guess.
    pub(super) fn without_space(
        &mut self,
        to: &mut Application,
        frame: Frame,
        parent: Option<FieldId>,
        node: NodeId,
        unknown: &mut Vec<NodeId>,
    ) {
        let (form, document) = (self.form, self.document);
        let mut told: Option<(NodeId, NodeId)> = None;
        for (key, value) in document.entries(node) {
            let joined = document.scalar(key).contains([':', '=']) && self.leads > 0;
            if !joined || unknown.binary_search(&key).is_err() {
                continue;
            }
            self.leads = self.leads.saturating_sub(1);
            let found = without_space(form, document, parent, (key, value));
            let found = found.map(|(id, _)| id);
            let absent =
                |id: &FieldId| to.value(frame, form.field(*id).slot).state == State::Absent;
            let Some(id) = found.filter(absent) else {
                continue;
            };
            self.stands(to, frame, id);
            unknown.retain(|&other| other != key);
            let same_line = |&(_, last): &(NodeId, NodeId)| {
                let between = Span::new(document.span(last).end, document.span(key).start);
                !between.of(document.text).contains('\n')
            };
            let first = match told.filter(same_line) {
                Some((first, _)) => {
                    self.problems.pop();
                    first
                }
                None => key,
            };
            told = Some((first, key));
            self.problems.push(Problem::NoSpace {
                parent,
                first,
                last: key,
            });
        }
    }
}
