//! Many names, kept side by side: about 180 bytes for a title of a hundred.

use crate::name::{Name, Seen, Word};

/// Names of members, in whatever order. Those that several threads collected are put together with [`Names::append`].
#[derive(Debug, Default)]
pub struct Names {
    text: String,
    words: Vec<Word>,
    rows: Vec<Row>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    text: usize,
    words: usize,
    member: u32,
}

impl Names {
    /// Adds the name of a member; the number is the caller's.
    pub fn add(&mut self, member: u32, name: &Name) {
        self.put(member, name.seen());
    }

    /// Adds all of another collection.
    pub fn append(&mut self, other: &Self) {
        for (row, at) in other.rows.iter().zip(0..) {
            if let Some(name) = other.row(at) {
                self.put(row.member, name);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn put(&mut self, member: u32, name: Seen<'_>) {
        self.text.push_str(name.text);
        self.words.extend_from_slice(name.words);
        self.rows.push(Row {
            text: self.text.len(),
            words: self.words.len(),
            member,
        });
    }

    fn row(&self, at: usize) -> Option<Seen<'_>> {
        let end = self.rows.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.rows.get(before));
        let (text, words) = start.map_or((0, 0), |start| (start.text, start.words));
        Some(Seen {
            text: self.text.get(text..end.text)?,
            words: self.words.get(words..end.words)?,
        })
    }
}

/// The names by their members, so that it makes no difference in which order they came.
pub(crate) struct Ordered<'a> {
    names: &'a Names,
    rows: Vec<u32>,
}

impl<'a> Ordered<'a> {
    pub(crate) fn of(names: &'a Names, is_looked_at: impl Fn(u32) -> bool) -> Self {
        // Names without a word are like no other.
        let rows = (0_u32..).zip(&names.rows);
        let rows = rows.filter(|(_, row)| is_looked_at(row.member));
        let rows = rows.map(|(row, _)| row);
        let seen = |row: u32| names.row(row as usize);
        let has_words = |row: &u32| seen(*row).is_some_and(|name| !name.words.is_empty());
        let mut rows: Vec<u32> = rows.filter(has_words).collect();
        let key = |row: u32| {
            let member = names.rows.get(row as usize).map(|row| row.member);
            (member, seen(row).map(|name| name.text))
        };
        if !rows.is_sorted_by_key(|&row| key(row)) {
            rows.sort_unstable_by(|&one, &other| key(one).cmp(&key(other)));
        }
        Self { names, rows }
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn name(&self, at: u32) -> Option<Seen<'a>> {
        self.names.row(*self.rows.get(at as usize)? as usize)
    }

    pub(crate) fn member(&self, at: u32) -> Option<u32> {
        let row = *self.rows.get(at as usize)?;
        Some(self.names.rows.get(row as usize)?.member)
    }
}
