//! How cells look: what a word means by its colour, where a cell leads to, and the formats of a workbook.
//! Knows nothing of reports.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::rows::Cell;

/// What a word means, for the eye. The word itself stands there all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    #[default]
    Plain,
    Good,
    Asks,
    Open,
    Bad,
    Decided,
    Quiet,
}

impl Look {
    const ALL: [Self; 7] = [
        Self::Plain,
        Self::Good,
        Self::Asks,
        Self::Open,
        Self::Bad,
        Self::Decided,
        Self::Quiet,
    ];

    /// Ink and ground, as RGB.
    const fn colours(self) -> Option<(u32, u32)> {
        match self {
            Self::Plain => None,
            Self::Good => Some((0x000F_6B4B, 0x00E6_F3EE)),
            Self::Asks | Self::Open => Some((0x007A_4F00, 0x00FB_F3E0)),
            Self::Bad => Some((0x00A3_182E, 0x00FB_E9EB)),
            Self::Decided => Some((0x001B_4F91, 0x00E8_EFF8)),
            Self::Quiet => Some((0x0060_6A75, 0x00FF_FFFF)),
        }
    }

    /// What stands for the word where there is no room for it.
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "✓",
            Self::Asks => "?",
            Self::Open => "…",
            Self::Bad => "✗",
            Self::Decided => "○",
            Self::Quiet => "–",
        }
    }
}

/// What stands below a heading: numbers stand to the right; signs are narrower than any heading, which stands upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Words,
    Numbers,
    Signs,
}

/// A cell as a sheet shows it.
pub(crate) struct Shown<'a> {
    pub(crate) cell: Cell<'a>,
    pub(crate) look: Look,
    /// Where a click leads.
    pub(crate) link: Option<String>,
    /// Whether the sign of the look is seen in the place of the word, which the cell holds all the same.
    pub(crate) as_sign: bool,
}

impl<'a> From<Cell<'a>> for Shown<'a> {
    fn from(cell: Cell<'a>) -> Self {
        Self {
            cell,
            look: Look::Plain,
            link: None,
            as_sign: false,
        }
    }
}

impl<'a> Shown<'a> {
    pub(crate) fn of(cell: Cell<'a>, look: Look) -> Self {
        Self {
            look,
            ..cell.into()
        }
    }

    pub(crate) fn leading(self, link: Option<String>) -> Self {
        Self { link, ..self }
    }

    pub(crate) fn signed(self) -> Self {
        Self {
            as_sign: true,
            ..self
        }
    }
}

/// Of more applications the rows of a workbook are not kept in memory.
const MANY: usize = 2_000;

/// The formats of a workbook.
pub(crate) struct Formats {
    /// Whether there are so many rows that they go into temporary files. Of 16,000 applications they take 560 MB in memory; but where
    /// there is no room for a temporary file, or no folder, the library stops the program.
    pub(super) many: bool,
    /// Texts, and texts that are links, by their look.
    texts: Vec<(Look, Format, Format)>,
    signs: Vec<(Look, Format)>,
    plain: Format,
    pub(super) count: Format,
    pub(super) money: Format,
    pub(super) number: Format,
    pub(super) date: Format,
    pub(super) title: Format,
    headings: [Format; 3],
    pub(super) total: Format,
    pub(super) total_money: Format,
    pub(super) total_text: Format,
}

impl Formats {
    /// Of a workbook with so many applications.
    pub(crate) fn of(applications: usize) -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let wrapped = plain.clone().set_text_wrap();
        // The mark by which spreadsheet programs keep text as text also when somebody edits the cell.
        let text = wrapped.clone().set_align(FormatAlign::Left).set_indent(1);
        let text = text.set_quote_prefix();
        let coloured = |format: Format, look: Look| match look.colours() {
            Some((ink, ground)) => format.set_font_color(ink).set_background_color(ground),
            None => format,
        };
        let texts = Look::ALL.map(|look| {
            let linked = coloured(text.clone(), look).set_underline(FormatUnderline::Single);
            let linked = match look {
                Look::Plain => linked.set_font_color(0x001B_4F91),
                _ => linked,
            };
            (look, coloured(text.clone(), look), linked)
        });
        let signs = Look::ALL.map(|look| {
            let format = plain.clone().set_align(FormatAlign::Center);
            let format = format.set_num_format(format!(";;;\"{}\"", look.sign()));
            (look, coloured(format, look))
        });
        let heading = wrapped
            .set_bold()
            .set_background_color(0x00DC_E6F4)
            .set_border_bottom(FormatBorder::Thin);
        let total = plain
            .clone()
            .set_bold()
            .set_num_format("#,##0")
            .set_border_top(FormatBorder::Thin);
        let right = heading.clone().set_align(FormatAlign::Right);
        let heading = heading.set_align(FormatAlign::Left).set_indent(1);
        let upright = right
            .clone()
            .set_rotation(90)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::Bottom);
        Self {
            many: applications > MANY,
            texts: texts.into(),
            signs: signs.into(),
            plain: text,
            count: plain.clone().set_num_format("#,##0"),
            money: plain.clone().set_num_format("#,##0.00"),
            number: plain.clone().set_num_format("0.####"),
            date: plain
                .clone()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left)
                .set_indent(1),
            title: Format::new().set_bold().set_font_size(16),
            headings: [heading, right, upright],
            total_text: total.clone().set_align(FormatAlign::Left).set_indent(1),
            total_money: total.clone().set_num_format("#,##0.00"),
            total,
        }
    }

    pub(super) fn text(&self, look: Look, linked: bool) -> &Format {
        let found = self.texts.iter().find(|(of, ..)| *of == look);
        found.map_or(
            &self.plain,
            |(_, plain, link)| if linked { link } else { plain },
        )
    }

    pub(super) fn sign(&self, look: Look) -> &Format {
        let found = self.signs.iter().find(|(of, _)| *of == look);
        found.map_or(&self.plain, |(_, format)| format)
    }

    pub(super) fn heading(&self, over: Over) -> &Format {
        let [words, numbers, signs] = &self.headings;
        match over {
            Over::Words => words,
            Over::Numbers => numbers,
            Over::Signs => signs,
        }
    }
}
