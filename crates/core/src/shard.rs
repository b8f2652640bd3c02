//! Which applications of a walk belong to a part.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One of so many parts of a large check. To which of them an application belongs hangs on its path alone, so that it does not change when
/// others come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which of them, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Shard {
    /// Whether an application belongs to it, by its path as reports name it: the first eight bytes of the SHA-256 of the path, taken as a
    /// number whose first byte weighs most, leave the remainder `number - 1` when divided by `of`.
    pub fn has(self, path: &str) -> bool {
        let digest: [u8; 32] = Sha256::digest(path).into();
        let first = digest.first_chunk().copied().unwrap_or_default();
        let rest = u64::from_be_bytes(first).checked_rem(u64::from(self.of));
        rest == Some(u64::from(self.number.saturating_sub(1)))
    }
}

impl FromStr for Shard {
    type Err = ();

    /// `3/7`
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| digits(text));
        let both = text.split_once('/');
        let both = both.and_then(|(one, all)| Some((number(one)?, number(all)?)));
        let known = both.filter(|(one, all)| (1..=*all).contains(one) && *all <= 1_000_000);
        known.map(|(number, of)| Self { number, of }).ok_or(())
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_belongs_to_one_shard() {
        let shards: Vec<Shard> = (1..=7).map(|number| Shard { number, of: 7 }).collect();
        for at in 0..500 {
            let path = format!("apps/{at:03}.yaml");
            let own = shards.iter().filter(|shard| shard.has(&path));
            assert_eq!(own.count(), 1);
        }
        // By the rule as it is written, reckoned elsewhere.
        for (path, numbers) in [("a.yaml", [2, 2, 4]), ("b.yaml", [1, 3, 5])] {
            for (number, of) in numbers.into_iter().zip([2, 3, 7]) {
                assert!(Shard { number, of }.has(path), "{path} {number}/{of}");
            }
        }
        assert_eq!("3/7".parse(), Ok(Shard { number: 3, of: 7 }));
        for wrong in ["0/7", "8/7", "3", "3/", "+3/7", "3/7/1", "", "1/0"] {
            assert_eq!(wrong.parse::<Shard>(), Err(()), "{wrong}");
        }
    }
}
