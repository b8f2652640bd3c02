//! A workbook that is small until it is unpacked is refused by what its parts say of themselves; of one that says less than it holds no more is unpacked.

use std::io::Write as _;

use super::shell;
use crate::folder::Folder;

/// A part of so many mebibytes of nothing, packed.
fn nothing(mebibytes: usize) -> Vec<u8> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![0; 1 << 20]).expect("packed");
    packed.flush().expect("packed");
    // Each mebibyte goes on where the one before it ended; behind the last stands an empty block that is the end.
    [packed.get_ref().repeat(mebibytes), vec![3, 0]].concat()
}

/// An archive of parts, each with the bytes that it says it comes to.
fn archive(parts: &[(&str, &[u8], u32)]) -> Vec<u8> {
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for (name, packed, said) in parts {
        let number = |number: usize| u32::try_from(number).expect("small").to_le_bytes();
        let start = number(files.len());
        let mut head = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        head.extend(number(packed.len()));
        head.extend(said.to_le_bytes());
        head.extend(number(name.len()));
        files.extend([b"PK\x03\x04", &*head, name.as_bytes(), packed].concat());
        let rest = [0; 10];
        let entry = [b"PK\x01\x02\x14\0", &*head, &rest, &start, name.as_bytes()];
        directory.extend(entry.concat());
    }
    let count = u16::try_from(parts.len()).expect("few").to_le_bytes();
    let place = [directory.len(), files.len()].map(|at| u32::try_from(at).expect("small"));
    let place = place.map(u32::to_le_bytes).concat();
    let end = [b"PK\x05\x06\0\0\0\0", &count[..], &count, &place, &[0, 0]].concat();
    [files, directory, end].concat()
}

#[test]
fn a_workbook_that_unpacks_too_far_is_refused() {
    let folder = Folder::new();
    let little = nothing(1);
    let sheet = "xl/worksheets/sheet1.xml";
    let five = ["a", "b", "c", "d", "e"].map(|name| (name, &*little, 250 << 20));
    for (parts, says) in [
        (
            &[(sheet, &*little, u32::MAX - 1)][..],
            "unpacks to 4096 MiB",
        ),
        (&five, "`e` unpacks to 250 MiB"),
    ] {
        folder.write("w.xlsx", archive(parts));
        let said = shell(&folder, "\"$0\" answers read w.xlsx");
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{}", said.err);
        for says in [says, "w.xlsx was not read", "256 MiB", "`answers draft`"] {
            assert!(said.err.contains(says), "{says}: {}", said.err);
        }
        let said = shell(&folder, "\"$0\" answers read w.xlsx --lang lv");
        assert!(said.err.contains("netika nolasīta"), "{}", said.err);
    }
    let workbook = "xl/_rels/workbook.xml.rels";
    for parts in [
        [(sheet, &*little, 1 << 20)],
        [(workbook, &nothing(2_000), 9)],
    ] {
        folder.write("w.xlsx", archive(&parts));
        let said = shell(&folder, "\"$0\" answers read w.xlsx");
        assert!(said.err.contains("has no sheet of questions"), "{said:?}");
    }
}
