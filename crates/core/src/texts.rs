//! A long list of texts of which neighbours begin alike, as sorted paths and ids do: some ten bytes a path.

use serde::{Deserialize, Serialize};

/// So many texts are kept by what distinguishes each from the one before; the first of them is kept whole.
const BLOCK: usize = 16;

/// Texts in the order in which they were added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Texts {
    /// Of each text how many bytes it shares with the one before, how many follow, and those.
    bytes: Vec<u8>,
    /// Where each block begins.
    blocks: Vec<usize>,
    count: usize,
    last: String,
}

/// Reads texts one after another.
#[derive(Debug)]
pub struct TextsCursor<'a> {
    rest: &'a [u8],
    text: String,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        let mut shared = 0;
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push(self.bytes.len());
        } else {
            let both = self.last.bytes().zip(text.bytes());
            shared = both.take_while(|(one, other)| one == other).count();
            while !text.is_char_boundary(shared) {
                shared = shared.saturating_sub(1);
            }
        }
        let own = text.get(shared..).unwrap_or_default();
        self.number(shared);
        self.number(own.len());
        self.bytes.extend_from_slice(own.as_bytes());
        self.last.truncate(shared);
        self.last.push_str(own);
        self.count = self.count.saturating_add(1);
    }

    /// Seven bits a byte, the lowest first; all but the last are marked.
    fn number(&mut self, mut number: usize) {
        loop {
            let low = u8::try_from(number & 0x7f).unwrap_or_default();
            number >>= 7;
            if number == 0 {
                return self.bytes.push(low);
            }
            self.bytes.push(low | 0x80);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Reads them from one on.
    pub fn from(&self, at: usize) -> TextsCursor<'_> {
        let start = self.blocks.get(at / BLOCK);
        let rest = start.and_then(|&start| self.bytes.get(start..));
        let mut cursor = TextsCursor {
            rest: rest.unwrap_or_default(),
            text: String::new(),
        };
        for _ in 0..at % BLOCK {
            cursor.next_text();
        }
        cursor
    }

    /// The text at a place.
    pub fn get(&self, at: usize) -> Option<String> {
        let mut cursor = self.from(at);
        cursor.next_text()?;
        Some(cursor.text)
    }

    /// Where a text stands; for texts that were added in their order.
    pub fn find(&self, text: &str) -> Option<usize> {
        let begins = |block: usize| self.get(block.saturating_mul(BLOCK)).unwrap_or_default();
        let (mut low, mut high) = (0, self.blocks.len());
        while low < high {
            let middle = low.midpoint(high);
            match begins(middle).as_str() <= text {
                true => low = middle.saturating_add(1),
                false => high = middle,
            }
        }
        let first = low.checked_sub(1)?.saturating_mul(BLOCK);
        let mut cursor = self.from(first);
        let mut places = (first..).take(BLOCK);
        places.find(|_| cursor.next_text() == Some(text))
    }
}

impl TextsCursor<'_> {
    /// The next one.
    pub fn next_text(&mut self) -> Option<&str> {
        let shared = self.number()?;
        let length = self.number()?;
        let (own, rest) = self.rest.split_at_checked(length)?;
        self.text.truncate(shared);
        self.text.push_str(std::str::from_utf8(own).ok()?);
        self.rest = rest;
        Some(&self.text)
    }

    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0_u32);
        loop {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift = shift.saturating_add(7);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_and_found() {
        let long = "ā".repeat(200);
        let mut all: Vec<String> = (0..100)
            .map(|at| format!("apps/{:03}/app-{at:06}.yaml", at / 7))
            .chain([
                String::new(),
                "ā".into(),
                "ē".into(),
                long.clone(),
                long + "b",
            ])
            .collect();
        all.sort();
        let mut texts = Texts::default();
        all.iter().for_each(|text| texts.push(text));
        assert_eq!(texts.len(), all.len());
        let mut cursor = texts.from(0);
        for (at, text) in all.iter().enumerate() {
            assert_eq!(texts.get(at).as_deref(), Some(&**text));
            assert_eq!(cursor.next_text(), Some(&**text));
            assert_eq!(texts.find(text), Some(at));
        }
        assert_eq!(cursor.next_text(), None);
        assert_eq!(texts.get(all.len()), None);
        for other in ["apps", "apps/000/app-000000.yam", "z", "ģ"] {
            assert_eq!(texts.find(other), None);
        }
    }
}
