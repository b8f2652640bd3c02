//! One sheet, written from the top to the bottom: formats, widths, a frozen heading with filters, and how it is printed.
//! Knows nothing of reports.

use chrono::Datelike;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::escape::{cut, xml};
use crate::rows::Cell;

/// Rows of a sheet, by the file format.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// UTF-16 units of a cell, by the file format.
const MAX_UNITS: usize = 32_767;

/// The height of a line in points, and how many lines a row shows at most; the rest of a longer text is in the cell all the same.
const LINE_HEIGHT: f64 = 15.0;
const MAX_LINES: f64 = 12.0;
/// More letters than so make no row higher.
const MAX_COUNTED: usize = 2_000;
/// Lines are broken between words, before they are full.
const ROUNDING: f64 = 1.1;

/// How wide a column is, and whether its words are broken into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Number,
    Day,
    Amount,
    Short,
    Path,
    Hash,
    Words,
    Long,
}

impl Width {
    const fn characters(self) -> f64 {
        match self {
            Self::Number => 9.0,
            Self::Day => 12.0,
            Self::Amount => 18.0,
            Self::Short => 20.0,
            Self::Path => 36.0,
            Self::Hash => 24.0,
            Self::Words => 44.0,
            Self::Long => 70.0,
        }
    }
}

/// The width that suits a column, by its name.
pub(crate) fn width_of(column: &str) -> Width {
    match column {
        "line" | "column" | "findings" | "point" => Width::Number,
        "as_of" | "checked_on" | "expires" | "since" | "book_version" | "tool_version" => {
            Width::Day
        }
        "path" | "pointer" | "url" => Width::Path,
        "fingerprint" | "file_sha256" | "book_sha256" | "tool_commit" | "waivers_sha256" => {
            Width::Hash
        }
        "message" | "question" | "law" | "quote" => Width::Long,
        "money" => Width::Amount,
        "title" | "applicant" | "help" | "rule_title" | "source" | "related" | "waiver_reason"
        | "because" | "reason" | "asked" => Width::Words,
        _ => Width::Short,
    }
}

/// How cells look.
pub(crate) struct Formats {
    text: Format,
    count: Format,
    money: Format,
    date: Format,
    title: Format,
    heading: Format,
    total: Format,
}

impl Formats {
    pub(crate) fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        let wrapped = plain.clone().set_text_wrap();
        Self {
            // The mark by which spreadsheet programs keep text as text also when somebody edits the cell.
            text: wrapped.clone().set_quote_prefix(),
            count: plain.clone().set_num_format("#,##0"),
            money: plain.clone().set_num_format("#,##0.00"),
            date: plain
                .clone()
                .set_num_format("yyyy-mm-dd")
                .set_align(FormatAlign::Left),
            title: Format::new().set_bold().set_font_size(16),
            heading: wrapped
                .set_bold()
                .set_background_color(0x00DC_E6F4)
                .set_border_bottom(FormatBorder::Thin),
            total: plain
                .set_bold()
                .set_num_format("#,##0")
                .set_border_top(FormatBorder::Thin),
        }
    }
}

/// A sheet that is being written; a row once written is not kept.
pub(crate) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    next: u32,
    /// How many characters each column of a table has room for.
    room: Vec<f64>,
}

impl<'a> Sheet<'a> {
    /// A sheet without a table of its own.
    pub(crate) fn free(
        workbook: &'a mut Workbook,
        name: &str,
        formats: &'a Formats,
    ) -> Result<Self, XlsxError> {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_landscape();
        // A4.
        sheet.set_paper_size(9);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&A&R&P / &N");
        Ok(Self {
            sheet,
            formats,
            next: 0,
            room: Vec::new(),
        })
    }

    /// A sheet that is one table.
    pub(crate) fn table(
        workbook: &'a mut Workbook,
        name: &str,
        formats: &'a Formats,
        headings: &[String],
        widths: &[Width],
    ) -> Result<Self, XlsxError> {
        let mut sheet = Self::free(workbook, name, formats)?;
        for (column, width) in widths.iter().enumerate() {
            sheet.width(column, width.characters())?;
        }
        sheet.room = widths.iter().map(|width| width.characters()).collect();
        sheet.sheet.set_freeze_panes(1, 1)?;
        sheet.sheet.set_repeat_rows(0, 0)?;
        sheet.heading(headings.iter().cloned())?;
        Ok(sheet)
    }

    /// Sets how wide a column is, in characters.
    pub(crate) fn width(&mut self, column: usize, characters: f64) -> Result<(), XlsxError> {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        self.sheet.set_column_width(column, characters).map(|_| ())
    }

    /// A line that names the whole sheet.
    pub(crate) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = &self.formats.title;
        self.sheet
            .write_string_with_format(self.next, 0, text, format)?;
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// Leaves a row empty.
    pub(crate) fn gap(&mut self) {
        self.next = self.next.saturating_add(1);
    }

    /// Names of columns.
    pub(crate) fn heading(
        &mut self,
        names: impl IntoIterator<Item = String>,
    ) -> Result<(), XlsxError> {
        for (column, name) in (0..).zip(names) {
            let format = &self.formats.heading;
            self.sheet
                .write_string_with_format(self.next, column, xml(&name), format)?;
        }
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// One row.
    pub(crate) fn row<'c>(
        &mut self,
        cells: impl IntoIterator<Item = Cell<'c>>,
    ) -> Result<(), XlsxError> {
        let mut lines: f64 = 1.0;
        for (column, cell) in (0..).zip(cells.into_iter().map(unchanged)) {
            self.cell(column, &cell, None)?;
            if let (Cell::Text(text), Some(room)) = (&cell, self.room.get(usize::from(column))) {
                let letters = text.chars().take(MAX_COUNTED).count();
                lines = lines.max((letters.to_f64().unwrap_or(0.0) * ROUNDING / room).ceil());
            }
        }
        if lines > 1.0 {
            // Not every program finds the height by itself.
            self.sheet
                .set_row_height(self.next, LINE_HEIGHT * lines.min(MAX_LINES))?;
        }
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// One row that adds up those above it.
    pub(crate) fn total<'c>(
        &mut self,
        cells: impl IntoIterator<Item = Cell<'c>>,
    ) -> Result<(), XlsxError> {
        for (column, cell) in (0..).zip(cells.into_iter().map(unchanged)) {
            self.cell(column, &cell, Some(&self.formats.total))?;
        }
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    fn cell(
        &mut self,
        column: u16,
        cell: &Cell<'_>,
        other: Option<&Format>,
    ) -> Result<(), XlsxError> {
        let (sheet, row, formats) = (&mut *self.sheet, self.next, self.formats);
        let or = |own| other.unwrap_or(own);
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => {
                let text = xml(text);
                let text = cut(&text, MAX_UNITS);
                sheet.write_string_with_format(row, column, text, or(&formats.text))?
            }
            Cell::Count(count) => {
                let count = count.to_f64().unwrap_or(f64::MAX);
                sheet.write_number_with_format(row, column, count, or(&formats.count))?
            }
            Cell::Money(amount) => {
                let amount = amount.to_f64().unwrap_or(f64::MAX);
                sheet.write_number_with_format(row, column, amount, or(&formats.money))?
            }
            Cell::Date(date) => {
                sheet.write_datetime_with_format(row, column, date, or(&formats.date))?
            }
        };
        Ok(())
    }

    /// Lets one of these words be chosen in a column.
    pub(crate) fn choose(&mut self, column: usize, words: &[String]) -> Result<(), XlsxError> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let choice = DataValidation::new().allow_list_strings(&words)?;
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let last = self.next.saturating_sub(1).max(1);
        let sheet = self
            .sheet
            .add_data_validation(1, column, last, column, &choice);
        sheet.map(|_| ())
    }

    /// Puts filters over the table, once its last row is known.
    pub(crate) fn finish(self) -> Result<(), XlsxError> {
        let columns = u16::try_from(self.room.len()).unwrap_or(u16::MAX);
        let (last_row, last_column) = (self.next.saturating_sub(1), columns.saturating_sub(1));
        self.sheet
            .autofilter(0, 0, last_row, last_column)
            .map(|_| ())
    }
}

/// Numbers and days that a spreadsheet would make others of become text: of no number it keeps more than fifteen digits, and before
/// 1 March 1900 it counts a day that never was.
fn unchanged(cell: Cell<'_>) -> Cell<'_> {
    let is_kept = |number: Decimal| number.normalize().mantissa().unsigned_abs() < 10_u128.pow(15);
    match cell {
        Cell::Count(count) if !is_kept(count.into()) => count.to_string().into(),
        Cell::Money(amount) if !is_kept(amount) => amount.to_string().into(),
        Cell::Date(day) if (day.year(), day.month()) < (1900, 3) => day.to_string().into(),
        kept => kept,
    }
}
