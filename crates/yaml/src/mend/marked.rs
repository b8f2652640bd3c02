//! Items that are marked otherwise than by a dash before each: with stars, two in one line, below a dash that stands alone, with a sign
//! behind their braces, or below a row of signs.

use super::look::{LINES, Look, behind_dash, deep, entry, indent, is_item, key_column, says};
use super::{Told, Under, one, several};
use crate::ProblemKind as P;
use crate::Remark;
use crate::pasted::item_sign;

/// Most lines of an item.
const ITEM: usize = 40;

impl Look<'_> {
    /// `* north` below the name of a list of values: each such line with a dash.
    pub(super) fn stars(self) -> Told {
        let may_be = matches!(self.problem.kind, P::ReservedStart('*') | P::Alias(_));
        let (number, line) = self.here(may_be)?;
        let (_, part) = self.above(number)?;
        let (part, _) = entry(part).filter(|(_, value)| Remark::of(value).value.is_empty())?;
        let is_list = self.names.named(part)?.under == Under::Items;
        let margin = indent(line);
        let item = |line: &str| {
            let body = line.strip_prefix(margin)?;
            let rest = body.get(item_sign(body)?..)?.trim_start();
            (is_list && entry(rest).is_none()).then(|| format!("{margin}- {rest}"))
        };
        let all = self.lines_from(number).take(LINES);
        let all = all.map_while(|(_, line)| item(line));
        several(number, all)?.told(P::Bullet, self.first_sign(number))
    }

    /// `price: 900.00 - name: B`: the next item begins in the line of a field, with the name that the item itself begins with.
    pub(super) fn two_in_one_line(self) -> Told {
        let (number, line) = self.here(self.problem.kind == P::ColonInValue)?;
        let column = key_column(line);
        let mut above = self.lines_above(number + 1).take(ITEM + 1);
        let (_, item) = above.find(|(_, line)| key_column(line) == column && is_item(line))?;
        let (first, _) = entry(item)?;
        let cut = line.match_indices("- ").find_map(|(at, sign)| {
            let rest = line.get(at + sign.len()..)?.trim_start();
            (at > column && entry(rest)?.0 == first).then_some((at, rest))
        });
        let (at, rest) = cut?;
        let before = line.get(..at)?.trim_end_matches([' ', ',', ';']);
        let text = format!("{before}\n{}", behind_dash(deep(item), rest));
        one(number, text).told(P::ColonInValue, self.place(number, at, 1))
    }

    /// A dash on a line of its own above the fields that stand as deep: the first of them behind it, or, in a part that is no list,
    /// none.
    pub(super) fn dash_alone(self) -> Told {
        let (number, line) = self.here(self.stops_below())?;
        let (above, dash) = self.above(number)?;
        let depth = deep(line);
        entry(line).filter(|_| dash.trim() == "-" && deep(dash) == depth)?;
        let text = match self.field(self.outside(above, depth)?)?.under {
            Under::Nothing => return None,
            Under::Fields => vec![line.to_owned()],
            Under::Items => {
                let is_rest = |line: &&str| says(line) && deep(line) >= depth && !is_item(line);
                let all = self.lines_while(number, ITEM, is_rest);
                // Those that stand further in already stand below what is behind the dash.
                let deeper = all.get(1).is_some_and(|line| deep(line) > depth);
                let margin = if deeper { "" } else { "  " };
                let all = all.iter().enumerate().map(|(place, line)| match place {
                    0 => behind_dash(depth, line),
                    _ => format!("{margin}{line}"),
                });
                all.collect()
            }
        };
        let count = u32::try_from(text.len()).ok()? + number - above;
        let mended = one(above, text.join("\n")).over(count);
        mended.told(P::LoneSign('-'), self.first_sign(above))
    }

    /// `- { … },`, `- { … }, { … }`: the sign that sets items apart in brackets means nothing behind a dash.
    pub(super) fn behind_braces(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Indentation | P::MissingDash | P::ReservedStart(_) | P::Syntax | P::DashNotAllowed
        );
        self.here(may_be)?;
        self.here_and_above().find_map(|(number, line)| {
            let margin = indent(line);
            let body = line.get(margin.len()..)?.strip_prefix("- ")?.trim_start();
            let remark = Remark::of(body);
            let mut items = Vec::new();
            let mut rest = remark.value;
            while !rest.is_empty() {
                let inside = rest.strip_prefix('{')?;
                let (item, behind) = inside.split_at_checked(closing(inside)?)?;
                let behind = behind.strip_prefix('}')?;
                items.push(format!("{margin}- {{{item}}}"));
                let sign = behind.trim_start();
                rest = sign.trim_start_matches([',', ';', ' ']);
                if sign.len() == rest.len() && !rest.is_empty() {
                    return None;
                }
            }
            let text = format!("{}{}", items.join("\n"), remark.behind());
            let text = text.trim_end();
            let place = self.place(number, line.find('}')? + 1, 1);
            let mended = one(number, text.to_owned());
            (text != line.trim_end()).then(|| mended.told(P::BehindBraces, place))?
        })
    }

    /// `-----------` within a part: the reader stops at the line below it.
    pub(super) fn row_of_signs(self) -> Told {
        let (number, _) = self.here(self.stops_below())?;
        let (above, row) = self.above(number)?;
        let mut signs = row.trim().chars();
        let sign = signs.next();
        let sign = sign.filter(|sign| matches!(sign, '-' | '=' | '*' | '_' | '~'))?;
        let long = signs.clone().count() >= 2 && signs.all(|other| other == sign);
        (long && deep(row) > 0).then(|| self.behind_sign(above))?
    }
}

/// Where braces close that hold no others; not within quotes.
fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (None, '"' | '\'') => quote = Some(sign),
            (None, '{') => return None,
            (None, '}') => return Some(at),
            _ => {}
        }
    }
    None
}
