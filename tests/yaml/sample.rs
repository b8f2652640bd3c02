//! Applications made up from a number: the same number, the same text. Shared with the benchmark.

use std::fmt::Write as _;

const WORDS: [&str; 24] = [
    "koplietošanas",
    "platformas",
    "izveide",
    "un",
    "ieviešana",
    "pašvaldībām",
    "pakalpojumu",
    "digitālā",
    "transformācija",
    "vienotās",
    "resursu",
    "vadības",
    "sistēma",
    "iestāžu",
    "tīmekļvietņu",
    "grāmatvedības",
    "personāla",
    "datu",
    "apmaiņa",
    "klientu",
    "apkalpošanas",
    "centrs",
    "drošības",
    "prasības",
];
const CATEGORIES: [&str; 5] = [
    "shared_platforms",
    "project_management",
    "coordination_and_architecture",
    "publicity",
    "audit",
];
/// The types of applicants, with what each of them must state besides.
const TYPES: [(&str, &str); 5] = [
    ("direct_administration", ""),
    ("prosecutors_office", ""),
    (
        "local_government",
        "  shared_services_capacity: Digitālais centrs apkalpo sešas pašvaldības\n",
    ),
    (
        "public_capital_company",
        "  administration_task: 'Pārvaldes uzdevums deleģēts ar likumu'\n",
    ),
    ("derived_public_entity", "  field: higher_education\n"),
];

/// Numbers that look random and are the same every time (splitmix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// The next one below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let wide = u128::from(mixed ^ (mixed >> 31)) * limit as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// One of them.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.pick(&WORDS)).collect();
        words.join(" ")
    }

    /// Cents.
    fn amount(&mut self) -> usize {
        1_000_000 + self.below(19_000_000)
    }
}

fn euro(cents: usize) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// An application of about 3.7 KB, in which nothing fails.
pub(crate) fn application(number: u64) -> String {
    let mut n = Numbers(number);
    let mut text =
        format!("# Projekta iesniegums\ncall: 2.1.2.1.i\nid: \"2.1.2.1.i-{number:06}\"\n");
    let _ = writeln!(
        text,
        "title: \"{} {number}\"\nsubmitted: 2022-{:02}-{:02}",
        n.words(6),
        8 + n.below(5),
        1 + n.below(28)
    );
    text.push_str("summary: |\n");
    for _ in 0..4 {
        let _ = writeln!(text, "  {}", n.words(20));
    }
    let _ = writeln!(
        text,
        "applicant:\n  name: {}\n  registration_number: \"{}\"",
        n.words(3),
        90_000_000_000 + number
    );
    let (kind, besides) = TYPES[n.below(TYPES.len())];
    let _ = writeln!(
        text,
        "  type: {kind}\n{besides}purpose: public_order_and_justice\nactivities:"
    );
    let mut total = 0;
    for _ in 0..8 {
        let (category, amount) = (n.pick(&CATEGORIES), n.amount());
        total += amount;
        let _ = writeln!(
            text,
            "  - category: {category}\n    description: \"{}\"\n    amount: {}",
            n.words(14),
            euro(amount)
        );
        text.push_str(match category {
            "publicity" => "    visibility_requirements_met: true\n",
            "audit" => "    performed_by: independent_auditor\n",
            _ => "",
        });
    }
    let _ = writeln!(
        text,
        "funding:\n  recovery_fund: {}   # EUR\n  state_budget_vat: {}",
        euro(total),
        euro(n.amount())
    );
    text.push_str("period: { start: 2023-01-15, end: 2026-06-15 }\n");
    text.push_str("cabinet_order:\n  submitted_by: line_ministry\n  submitted: 2022-12-20\n");
    text.push_str("milestones:\n  plan_approved: 2023-03-01\n  description_agreed: 2023-09-01\n  platform_in_operation: 2026-06-30\n");
    let _ = writeln!(
        text,
        "platforms:\n- name: 'Platforma \"{} {number}\"'\n  group: public_service\n- {{ name: Apmaiņa {number}, group: local_government }}",
        n.words(2)
    );
    text.push_str("declarations:\n  no_double_funding: true\n  no_conflict_of_interest: true\n  no_corruption: true\n  no_fraud: true\n");
    text
}
