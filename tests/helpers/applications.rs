//! A folder of generated applications: most of them sound, some late, some with a sum that does not add up, some hostile.
//! The same number of files always has the same bytes.

use std::path::Path;

use serde_yaml::Value;

/// What must stay text wherever it is shown.
pub(crate) const HOSTILE: [&str; 8] = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>",
    "\u{1b}[31mred\u{1b}]8;;https://example.org\u{7}",
    "left\u{202e}thgir\u{2066}x\u{200b}",
    "\"';,\t|_x000D_ {{ 7*7 }} ]]>",
];

/// Writes so many applications.
pub(crate) fn write(folder: &Path, count: usize) {
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let complete: Value = serde_yaml::from_str(&complete).expect("YAML");
    for number in 0..count {
        let mut application = complete.clone();
        application["id"] = format!("2.1.2.1.i-{number:05}").into();
        application["title"] = format!("Projekts Nr. {number}").into();
        application["platforms"][0]["name"] = format!("Platforma Nr. {number}").into();
        application["activities"][0]["description"] = format!("Darbība Nr. {number}").into();
        match number % 10 {
            3 => application["submitted"] = "2023-01-04".into(),
            5 => application["funding"]["recovery_fund"] = "730000.01".into(),
            7 => application["declarations"]["no_fraud"] = Value::Null,
            9 => application["purpose"] = hostile(number / 10).into(),
            _ => {}
        }
        let text = serde_yaml::to_string(&application).expect("YAML");
        std::fs::write(folder.join(format!("{number:05}.yaml")), text).expect("written");
    }
    std::fs::write(folder.join("broken.yaml"), "call: \"2.1.2.1.i\nid: x\n").expect("written");
}

fn hostile(number: usize) -> String {
    match HOSTILE.get(number % (HOSTILE.len() + 1)) {
        Some(text) => (*text).to_owned(),
        None => "ļ".repeat(40_000),
    }
}
