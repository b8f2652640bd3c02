//! Lines that stand too far in or out, all of them at once: each as deep as its field stands in the form. What the form does not know
//! goes with the lines around it.

mod steps;

use super::look::{LINES, Look, as_deep, deep, entry, is_nothing, key_column, says};
use super::{Named, Told, Under, several};
use crate::ProblemKind as P;
use steps::{Steps, UsualSteps};

/// A part that the lines below belong to.
struct Open {
    part: Named,
    column: usize,
    steps: Steps,
    /// The fields that it, or its last item, states.
    stated: Vec<String>,
    has_item: bool,
}

/// A line, and where it is to stand.
struct Line<'t> {
    number: u32,
    text: &'t str,
    to: Stand,
}

/// Where a line is to stand.
#[derive(Clone, Copy)]
struct Stand {
    depth: usize,
    /// How much further in its key stands, where it begins an item.
    sign: Option<usize>,
    /// Whether the line states a field of the form, or the text of one.
    is_known: bool,
}

/// A text of several lines below its name.
#[derive(Clone, Copy)]
struct Text {
    /// How deep its name stands.
    name: usize,
    /// How deep that is to stand.
    to: usize,
    /// How deep its first line stands.
    first: Option<usize>,
}

/// The lines down to one, and where the next may stand.
struct Indents<'t> {
    look: Look<'t>,
    usual: UsualSteps,
    lines: Vec<Line<'t>>,
    open: Vec<Open>,
    /// The fields of the application itself that are stated.
    outermost: Vec<String>,
    /// The text that goes on below its name.
    text: Option<Text>,
}

impl<'t> Look<'t> {
    /// A block of lines that was moved, over the end of parts and items too.
    pub(super) fn moved_lines(self) -> Told {
        // A line that would go on with the value above it, too, or with that behind its remark.
        let goes_on = matches!(self.problem.kind, P::Comment | P::ColonInValue);
        let all = (goes_on || self.stops_below()).then(|| self.depths())??;
        let is_moved = |line: &Line<'_>| {
            let Stand { depth, sign, .. } = line.to;
            let key = sign.map_or(0, |sign| depth + sign);
            let own = sign.map_or(0, |_| key_column(line.text));
            says(line.text) && (deep(line.text) != depth || own != key)
        };
        let first = all.iter().position(is_moved)?;
        let last = all.iter().rposition(is_moved)?;
        let moved = all.get(first..=last)?;
        let (from, to) = (moved.first()?.number, moved.last()?.number);
        // The reader stops at the line itself, or at the one above it or below.
        let near = [self.above(self.number), self.below(self.number)];
        let [above, below] = near.map(|near| near.map_or(self.number, |(number, _)| number));
        let is_here = from <= below && above <= to;
        let text = moved.iter().map(Line::moved);
        let mended = is_here.then(|| several(from, text))??;
        let (kind, mended) = match self.sibling(moved) {
            _ if from < to => (P::MovedLines([from, to]), mended),
            Some(sibling) => (P::Indentation, mended.below(sibling)),
            None => (P::Indentation, mended),
        };
        mended.told(kind, self.first_sign(from))
    }

    /// The line whose field begins where that of a line is to that alone is moved: the one above it, or, behind a dash, below.
    fn sibling(self, moved: &[Line<'_>]) -> Option<u32> {
        let [moved] = moved else {
            return None;
        };
        let key = moved.to.depth + moved.to.sign.unwrap_or(0);
        let near = match moved.to.sign {
            Some(_) => self.below(moved.number),
            None => self.above(moved.number),
        };
        let (number, _) = near.filter(|(_, line)| key_column(line) == key)?;
        Some(number)
    }

    /// How deep every line is to stand; none where one of them may stand nowhere.
    fn depths(self) -> Option<Vec<Line<'t>>> {
        let mut all = Indents {
            look: self,
            usual: UsualSteps::of(self),
            lines: Vec::new(),
            open: Vec::new(),
            outermost: Vec::new(),
            text: None,
        };
        for (number, text) in self.lines_from(1) {
            let to = match says(text) {
                true => all.stand(number, text)?,
                false => Stand::unknown(deep(text)),
            };
            all.lines.push(Line { number, text, to });
            if all.lines.len() > LINES {
                return None;
            }
        }
        Some(all.lines)
    }
}

impl Stand {
    const fn unknown(depth: usize) -> Self {
        Self {
            depth,
            sign: None,
            is_known: false,
        }
    }

    const fn known(depth: usize, sign: Option<usize>) -> Self {
        Self {
            depth,
            sign,
            is_known: true,
        }
    }
}

impl Line<'_> {
    /// The line where it is to stand.
    fn moved(&self) -> String {
        let depth = self.to.depth;
        match self.to.sign {
            _ if self.text.trim().is_empty() => self.text.to_owned(),
            Some(sign) => {
                let body = self.text.trim_start_matches([' ', '-']);
                format!("{:depth$}{:sign$}{body}", "", "-")
            }
            None => as_deep(depth, self.text),
        }
    }
}

impl Indents<'_> {
    /// Where the next line is to stand.
    fn stand(&mut self, number: u32, text: &str) -> Option<Stand> {
        let own = deep(text);
        if let Some(depth) = self.in_text(text) {
            return Some(Stand::known(depth, None));
        }
        let body = text.trim_start();
        let item = body.strip_prefix("- ");
        let stated =
            entry(body).and_then(|(key, value)| Some((self.look.names.named(key)?, value)));
        let Some((named, value)) = stated else {
            // What is not known stands as the line above it does, if not as the next.
            let above = self.lines.iter().rev().find(|line| says(line.text))?;
            let depth = (own + above.to.depth).checked_sub(deep(above.text))?;
            return Some(Stand::unknown(depth));
        };
        let depth = self.stated(&named, item.is_some(), own)?;
        let list = self.open.last().filter(|_| item.is_some());
        let sign = list.map(|list| list.steps.sign);
        if named.under != Under::Nothing && is_nothing(value) {
            self.open.push(Open {
                steps: Steps::of(self.look, self.usual, &named, (number, key_column(text))),
                part: named,
                column: depth + sign.unwrap_or(0),
                stated: Vec::new(),
                has_item: false,
            });
        }
        self.text = value.starts_with(['|', '>']).then_some(Text {
            name: own,
            to: depth,
            first: None,
        });
        // A remark above a line moves with it, as what is not known does.
        let above = self.lines.iter_mut().rev();
        let above = above.take_while(|line| !line.to.is_known);
        for line in above.filter(|line| deep(line.text) == own) {
            line.to.depth = depth;
        }
        Some(Stand::known(depth, sign))
    }

    /// How deep a line is to stand that goes on with the text above it. The name of a part that the application lacks yet is none.
    fn in_text(&mut self, line: &str) -> Option<usize> {
        let text = self.text.as_mut()?;
        let own = deep(line);
        let first = *text.first.get_or_insert(own);
        let part = entry(line).filter(|(_, value)| is_nothing(value));
        let is_part = part.is_some_and(|(key, _)| {
            let named = self.look.names.named(key).filter(|named| named.name == key);
            let named = named.filter(|named| named.outermost && named.under != Under::Nothing);
            named.is_some_and(|named| !self.outermost.contains(&named.name))
        });
        // A line of it that stands further out than its first.
        let is_left_behind = own > 0 && own < first && entry(line).is_none();
        if is_left_behind {
            return (first + text.to).checked_sub(text.name);
        }
        if own <= text.name || own < first || is_part {
            self.text = None;
            return None;
        }
        (own + text.to).checked_sub(text.name)
    }

    /// Notes that a field is stated in a line that stands so deep, and says how deep it is to stand.
    fn stated(&mut self, named: &Named, is_item: bool, own: usize) -> Option<usize> {
        let name = &named.name;
        let is_outermost = named.outermost && !is_item && !self.outermost.contains(name);
        let places = places(&self.open, name, is_item);
        let places: Vec<_> = places.chain(is_outermost.then_some((0, 0))).collect();
        // Where it stands, if it may stand there; else as far in as it may.
        let there = places.iter().find(|(_, depth)| *depth == own);
        let &(keep, depth) = there.or_else(|| places.first())?;
        self.open.truncate(keep);
        let Some(part) = self.open.last_mut() else {
            self.outermost.push(name.clone());
            return Some(depth);
        };
        if is_item {
            // What its item does not have yet may be a field behind a dash too many.
            if depth != own && part.has_item && !part.stated.contains(name) {
                return None;
            }
            part.has_item = true;
            part.stated.clear();
        }
        part.stated.push(name.clone());
        Some(depth)
    }
}

/// Where a field, or the first of an item, may stand, the innermost place first: in how many of the open parts, and how deep.
fn places<'o>(
    open: &'o [Open],
    key: &'o str,
    is_item: bool,
) -> impl Iterator<Item = (usize, usize)> + 'o {
    let all = open.iter().enumerate().rev();
    all.filter_map(move |(index, part)| {
        let holds = part.part.holds.iter().any(|(name, _)| name == key);
        let is_left_out = part.stated.iter().all(|stated| stated != key);
        let below = part.column + part.steps.below;
        let depth = match part.part.under {
            Under::Fields if !is_item && is_left_out => below,
            Under::Items if is_item => below,
            Under::Items if part.has_item && is_left_out => below + part.steps.sign,
            _ => return None,
        };
        holds.then_some((index + 1, depth))
    })
}
