//! Parts and items whose name is left out: what stands under it says which it is.

use super::keys::named_at_first;
use super::look::{Look, deep, entry, indent, is_item, is_nothing, key_column, says, up_to_colon};
use super::{Mended, Told, Under, one};
use crate::ProblemKind as P;
use crate::Remark;

/// Most lines of an item that are looked at.
const LINES: usize = 40;

impl<'t> Look<'t> {
    /// `group: one, declarations:` with fields or items below: the name of an outermost part behind a value, or right at it, in a line of
    /// its own.
    pub(super) fn part_behind_value(self) -> Told {
        let (number, line) = self.here(self.problem.kind == P::ColonInValue)?;
        let remark = Remark::of(entry(line)?.1);
        let before = remark.value.strip_suffix(':')?;
        let apart = [' ', ',', ';'];
        let name = before.rsplit(apart).next()?;
        // `2026-06-30platforms:`, `justiceactivities:`.
        let name = name.get(self.glued_before(name)..)?;
        let part = self.names.named(name)?;
        let below = self.lines.line(number + 1).filter(|line| deep(line) > 0)?;
        let goes_on = entry(below).is_some() || is_item(below);
        if !part.outermost || part.under == Under::Nothing || !goes_on {
            return None;
        }
        let value = up_to_colon(line)?.len();
        let at = value + line.get(value..)?.find(before)? + before.len() - name.len();
        let first = line.get(..at)?.trim_end_matches(apart);
        let text = format!("{first}\n{}:{}", part.name, remark.behind());
        let mended = (!first.ends_with(':')).then(|| one(number, text))?;
        mended.told(P::ColonInValue, self.place(number, at, name.len()))
    }

    /// `: "90000000001"`, of which the name is gone.
    pub(super) fn value_without_name(self) -> Told {
        let is_one = matches!(
            self.problem.kind,
            P::Indentation | P::MissingKey | P::MissingColon
        );
        let mut lines = self.here_and_above().filter(|_| is_one);
        let (number, line) = lines.find(|(_, line)| line.trim_start().starts_with(':'))?;
        let value = line.trim_start().trim_start_matches([':', ' ']);
        let mended = one(number, format!("{}…: {value}", indent(line)));
        let told = says(value).then_some(mended)?;
        told.told(P::MissingKey, self.first_sign(number))
    }

    /// `- publicity` with fields below it: the name of its field is left out.
    pub(super) fn item_without_name(self) -> Told {
        let (number, line) = match self.problem.kind {
            P::Indentation => self.above(self.number)?,
            P::Comment => (self.number, self.line),
            _ => return None,
        };
        let dash = deep(line);
        let body = line.get(dash..)?.strip_prefix("- ")?.trim_start();
        let value = Remark::of(body).value;
        let open = ['"', '\'', '[', '{', '|', '>', '#', '-', '&', '*', '!'];
        let is_field = value.contains(": ") || value.ends_with(':');
        if value.is_empty() || value.starts_with(open) || is_field {
            return None;
        }
        let (before, _) = line.split_at_checked(line.len() - body.len())?;
        let there = self.fields_at(number + 1, before.len());
        let mut above = self.lines_above(number).map(|(_, line)| line);
        let part = above
            .find(|line| says(line) && !line.trim_start().starts_with('-') && deep(line) <= dash)?;
        let (part, _) = entry(part).filter(|(_, value)| is_nothing(value))?;
        let part = self.names.named(part);
        let part = part.filter(|part| part.under == Under::Items)?;
        let holds = part.holds.iter().map(|(name, _)| name.as_str());
        let first = there.first();
        let known = first.is_some_and(|first| holds.clone().any(|name| name == *first));
        // `- place Hall`: the name is there and lacks its colon.
        let written = named_at_first(body, self.names).filter(|written| {
            let name = entry(written).map_or("", |(name, _)| name);
            holds.clone().any(|own| own == name) && !there.contains(&name)
        });
        let named = match written {
            Some(written) => written,
            None if !known => return None,
            None => {
                let must = |&(_, must): &(&str, bool)| must && value.contains(char::is_alphabetic);
                let names = part.holds.iter().map(|(name, must)| (name.as_str(), *must));
                let mut left_out = names.filter(|(name, _)| !there.contains(name));
                match left_out.next().filter(must) {
                    Some((name, _)) => format!("{name}: {body}"),
                    // A heading, or a number, of an item that has what it must.
                    None => return self.heading_of_item(number, before, body),
                }
            }
        };
        let place = self.place(number, before.len(), value.len());
        one(number, format!("{before}{named}")).told(P::ItemWithoutName, place)
    }

    /// `- Activity no. 1` above the first field of an item: the dash before that, and the words above it as a remark.
    fn heading_of_item(self, number: u32, before: &str, words: &str) -> Told {
        let first = self.lines.line(number + 1)?.trim_start();
        entry(first)?;
        let place = self.place(number, before.len(), words.len());
        let remark = format!("{}# {words}", indent(before));
        let mended = one(number, format!("{remark}\n{before}{first}")).over(2);
        mended.told(P::ItemWithoutName, place)
    }

    /// Fields or items below no name of a part: the part that is left out, in which alone they all stand.
    pub(super) fn part_without_name(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::DashNotAllowed | P::MissingDash | P::Indentation
        );
        let (number, line) = self.here(may_be)?;
        let there = self.fields_at(number, key_column(line));
        let mut all = there
            .iter()
            .map(|name| Some(self.names.named(name)?.within));
        let mut parts = all.next()??;
        for other in all {
            let other = other?;
            parts.retain(|part| other.contains(part));
        }
        let stands = |line: &str, part: &str| {
            deep(line) == 0 && entry(line).is_some_and(|(key, _)| key == part)
        };
        let asked = match is_item(line) {
            true => Under::Items,
            false => Under::Fields,
        };
        parts.retain(|part| {
            let named = self.names.named(part);
            named.is_some_and(|named| named.under == asked)
                && !self.lines_from(1).any(|(_, line)| stands(line, part))
        });
        let [part] = parts.as_slice() else {
            return None;
        };
        let margin = deep(line);
        let place = self.place(number, margin, line.trim_end().len().checked_sub(margin)?);
        one(number, format!("{part}:\n{line}")).told(P::PartWithoutName(part.clone()), place)
    }

    /// `funding: -`: what is asked under it, or, where it may be left out, nothing.
    pub(super) fn nothing_behind_dash(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (_, value) = entry(line)?;
        let remark = Remark::of(value);
        let named = self.field(line).filter(|_| remark.value == "-")?;
        let mut text = format!("{}{}", up_to_colon(line)?, remark.behind());
        let asked = named
            .holds
            .iter()
            .filter(|(_, must)| *must && named.required);
        for (place, (name, _)) in asked.enumerate() {
            let sign = match (named.under, place) {
                (Under::Items, 0) => "- ",
                (Under::Items, _) => "  ",
                _ => "",
            };
            text = format!("{text}\n{:1$}{sign}{name}: …", "", key_column(line) + 2);
        }
        (named.under != Under::Nothing).then(|| one(number, text))
    }

    /// The names of the fields from a line on that begin in one column, as far as they belong together.
    fn fields_at(self, from: u32, column: usize) -> Vec<&'t str> {
        let all = self.lines_from(from).take(LINES);
        let block = all.take_while(|&(number, line)| {
            let next = is_item(line) && deep(line) < column;
            !says(line) || number == from || (key_column(line) >= column && !next)
        });
        let fields = block.filter(|(_, line)| says(line) && key_column(line) == column);
        fields
            .filter_map(|(_, line)| Some(entry(line)?.0))
            .collect()
    }
}
