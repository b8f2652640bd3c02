//! The console blocks of the README and of tests/cli/, run as they stand.
//! `TRYCMD=overwrite cargo test --test cli console` writes what the program says now.

#[test]
fn console_blocks_are_true() {
    trycmd::TestCases::new()
        .env("LANG", "en_GB.UTF-8")
        .env("NO_COLOR", "1")
        .case("README.md")
        .case("tests/cli/*.md");
}
