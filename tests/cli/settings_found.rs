//! Which file of settings counts.

use super::settings::{check, repository};

#[test]
fn two_settings_for_one_check_are_a_mistake() {
    let folder = repository("");
    folder.write("other/.git/HEAD", "ref: refs/heads/main\n");
    folder.write("other/atbilst.toml", "strict = true\n");
    folder.copy("examples/complete.yaml", "other/a.yaml");
    let refused = check(&folder, "", &["apps", "other"], &[]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("other/atbilst.toml"),
        "{}",
        refused.err
    );
    assert_eq!(
        check(
            &folder,
            "",
            &["apps/sound.yaml", "other", "--config=atbilst.toml"],
            &[]
        )
        .code,
        Some(0)
    );
}

/// Whoever wrote settings counts on them: as Notepad names the file, nobody would read it.
#[test]
fn settings_under_nearly_their_name_are_a_mistake() {
    for name in [
        "atbilst.toml.txt",
        ".atbilst.toml",
        "Atbilst.toml.TXT",
        "atbilst.tml",
    ] {
        let folder = repository("");
        std::fs::rename(folder.at("atbilst.toml"), folder.at(name)).expect("renamed");
        let refused = check(&folder, "", &["apps/sound.yaml"], &[]);
        assert_eq!(refused.code, Some(2), "{name}");
        assert!(refused.err.contains(name), "{}", refused.err);
        let without = check(&folder, "", &["apps/sound.yaml", "--no-config"], &[]);
        assert_eq!(without.code, Some(0), "{}", without.err);
    }
    let folder = repository("");
    folder.write("atbilst.toml.bak", "strict = true\n");
    assert_eq!(check(&folder, "", &["apps/sound.yaml"], &[]).code, Some(0));
}
