//! The console blocks of the README, of the documents for applicants and auditors, and of tests/cli/, run as they stand.
//! What every new rule or new day of a book changes stands there as `...`, which is whatever the program says.
//! `TRYCMD=overwrite cargo test --test cli console` writes what the program says now.

#[test]
fn console_blocks_are_true() {
    trycmd::TestCases::new()
        .env("LANG", "en_GB.UTF-8")
        .env("NO_COLOR", "1")
        // 22 November 2026; a year later the program would note that the law may have changed since.
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .case("README.md")
        .case("docs/applicants.md")
        .case("docs/auditors.md")
        .case("tests/cli/*.md");
}
