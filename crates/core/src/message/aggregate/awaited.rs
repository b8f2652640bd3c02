//! A rule over all applications that the office alone can still decide.

use super::AggregateMessages;
use crate::evaluate::aggregate::AggregateEvaluation;
use crate::finding::{Finding, Fingerprint, Outcome};
use crate::form::FieldId;
use crate::rulebook::{PortfolioRule, Requirement};

impl AggregateMessages<'_> {
    /// What the office has not stated, and of which applications.
    pub(super) fn awaited(
        &self,
        rule: &PortfolioRule,
        requirement: &Requirement,
        result: &AggregateEvaluation,
    ) -> Option<(Finding, Vec<usize>)> {
        let mut fields: Vec<FieldId> = Vec::new();
        requirement.each_overall(&mut |overall| {
            fields.extend(overall.of_office(&self.book.form, &self.book.figures));
        });
        match requirement {
            Requirement::Unique { keys, .. } => {
                let leaves = keys.iter().flat_map(|key| &key.fields);
                fields.extend(leaves.filter_map(|field| field.leaf));
            }
            Requirement::Alike { paths, .. } => {
                fields.extend(paths.iter().filter_map(|path| path.leaf));
            }
            Requirement::Overall { .. } => {}
        }
        let form = &self.book.form;
        let mut fields = fields.into_iter().map(|id| form.field(id));
        let field = fields.find(|field| field.office.is_some())?;
        let language = self.catalogue.language();
        let register = field.office.as_ref()?;
        let about = [
            ("field", field.title.get(language).to_owned().into()),
            ("register", register.get(language).to_owned().into()),
            ("count", result.awaited.len().into()),
            ("names", self.first_paths(&result.awaited).into()),
            ("path", field.path.clone().into()),
        ];
        let members: Vec<usize> = result.awaited.iter().map(|&at| at as usize).collect();
        let related = members.iter().take(super::MAX_NAMED);
        let related = related.map(|&member| self.related(member, None)).collect();
        let ids = self.sorted_ids(&members).join("\n");
        let finding = Finding {
            message: self.catalogue.say("form.office_awaited_by_all", &about),
            help: Some(self.catalogue.say("form.office_help", &about).into()),
            fingerprint: Fingerprint::new(&rule.head.id, &ids, &field.path, "", 0),
            ..self.finding(
                rule,
                (Outcome::Review, &rule.head.message),
                &mut |_| None,
                related,
            )
        };
        Some((finding, members))
    }
}
