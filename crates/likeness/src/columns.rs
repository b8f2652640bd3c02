//! Which names share a key: sorted columns of keys. Keys that only one has, and these are most, are told by two bits each and never
//! held; of the others a part at a time, so that a million names need no more room than some.

use atbilst_yaml::order::sort_unstable;

/// Entries that are sorted at once: 32 MiB.
const MOST: usize = 1 << 22;

/// Slots in which keys are met before they are held: 64 MiB. With more keys than that, more are held in vain.
const MOST_SLOTS: usize = 1 << 28;

/// Keys with the names that have them, eight bytes each. Of a key its upper half is kept, and the lower bits decide when its turn
/// comes; two keys that are the same in these only cost a look at names that are then not alike.
#[derive(Debug)]
pub(crate) struct Column {
    task: Task,
    met: Met,
    turn: Turn,
    entries: Vec<u64>,
    /// Entries that there will be in all turns.
    held: usize,
}

#[derive(Clone, Copy, Debug)]
enum Task {
    Meet,
    Count,
    Hold,
}

/// Which keys have their turn.
#[derive(Clone, Copy, Debug)]
struct Turn {
    mask: u64,
    now: u64,
}

/// What the names of a block have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared {
    upper: u64,
    turn: Turn,
}

impl Shared {
    /// Whether a key is theirs.
    pub(crate) fn is(self, key: u64) -> bool {
        key >> 32 == self.upper && key & self.turn.mask == self.turn.now
    }
}

impl Column {
    /// A key that a name has.
    pub(crate) fn add(&mut self, key: u64, name: u32) {
        match self.task {
            Task::Meet => self.met.meet(key),
            Task::Count => {
                self.held = self
                    .held
                    .saturating_add(usize::from(self.met.is_shared(key)))
            }
            Task::Hold => {
                if key & self.turn.mask == self.turn.now && self.met.is_shared(key) {
                    let upper = key & 0xffff_ffff_0000_0000;
                    self.entries.push(upper | u64::from(name));
                }
            }
        }
    }
}

/// How often keys were met: not, once, or more often. Several keys may have one slot.
#[derive(Debug)]
struct Met {
    slots: Vec<u64>,
    mask: u64,
}

impl Met {
    fn for_keys(about: usize) -> Self {
        let slots = about
            .saturating_mul(2)
            .clamp(64, MOST_SLOTS)
            .next_power_of_two();
        Self {
            slots: vec![0; slots / 32],
            mask: (slots as u64).saturating_sub(1),
        }
    }

    /// The word of a slot, and how far in it.
    fn place(&self, key: u64) -> (usize, u32) {
        // Other bits than those that the turns go by.
        let slot = key >> 8 & self.mask;
        let within = u32::try_from(slot & 31).unwrap_or(0);
        (usize::try_from(slot >> 5).unwrap_or(0), within << 1)
    }

    fn meet(&mut self, key: u64) {
        let (at, shift) = self.place(key);
        if let Some(word) = self.slots.get_mut(at) {
            let before = *word >> shift & 1;
            *word |= (1 | before << 1) << shift;
        }
    }

    fn is_shared(&self, key: u64) -> bool {
        let (at, shift) = self.place(key);
        self.slots
            .get(at)
            .is_some_and(|word| word >> shift & 2 != 0)
    }
}

/// Gives every block of two names or more that share a key, in order and each name once. `fill` adds all keys, some `about` of them;
/// it is asked again for each turn.
pub(crate) fn blocks(
    about: usize,
    mut fill: impl FnMut(&mut Column),
    mut block: impl FnMut(&[u32], Shared),
) {
    let mut column = Column {
        task: Task::Meet,
        met: Met::for_keys(about),
        turn: Turn { mask: 0, now: 0 },
        entries: Vec::new(),
        held: 0,
    };
    fill(&mut column);
    // Few are held at once anyway.
    if about > MOST {
        column.task = Task::Count;
        fill(&mut column);
    }
    column.task = Task::Hold;
    let turns = column.held.div_ceil(MOST).next_power_of_two() as u64;
    let mask = turns.saturating_sub(1);
    let mut names = Vec::new();
    for now in 0..turns {
        column.turn = Turn { mask, now };
        column.entries.clear();
        fill(&mut column);
        sort_unstable(&mut column.entries);
        column.entries.dedup();
        for run in column
            .entries
            .chunk_by(|one, other| one >> 32 == other >> 32)
        {
            let [first, _, ..] = run else {
                continue;
            };
            names.clear();
            names.extend(
                run.iter()
                    .filter_map(|entry| u32::try_from(entry & 0xffff_ffff).ok()),
            );
            let shared = Shared {
                upper: first >> 32,
                turn: column.turn,
            };
            block(&names, shared);
        }
    }
}
