//! Where a condition is asked: in the application itself, or in an item of its lists.

use crate::application::Frame;

/// The root and as many items.
const DEPTH: usize = Scope::DEEPEST + 1;

/// The frames a condition sees: the root, then each item around it, innermost last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    frames: [Frame; DEPTH],
    depth: u32,
}

impl Scope {
    /// Most items around each other: those that are judged, and those that something is computed of.
    pub const DEEPEST: usize = 6;

    /// The outermost mapping alone.
    pub const ROOT: Self = Self {
        frames: [Frame::ROOT; DEPTH],
        depth: 0,
    };

    /// Inside one more item; an item too deep stays where it is, which the loading of a book rules out.
    #[must_use]
    pub fn enter(mut self, item: Frame) -> Self {
        let inner = self.depth.saturating_add(1);
        if let Some(place) = self.frames.get_mut(inner as usize) {
            *place = item;
            self.depth = inner;
        }
        self
    }

    /// The frames, the outermost first.
    pub fn frames(&self) -> &[Frame] {
        let all = self.depth.saturating_add(1) as usize;
        self.frames.get(..all).unwrap_or_default()
    }

    /// The innermost frame.
    pub fn innermost(&self) -> Frame {
        self.up(0)
    }

    /// The frame so many levels out from the innermost.
    pub fn up(&self, levels: u8) -> Frame {
        let at = self.depth.saturating_sub(u32::from(levels));
        self.frames.get(at as usize).copied().unwrap_or(Frame::ROOT)
    }
}
