//! One sheet, written from the top to the bottom: formats, widths, a frozen heading over a table, links, and how it is printed.
//! Knows nothing of reports.

use chrono::Datelike;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DataValidation, Format, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};

use super::look::{Formats, Look, Over, Shown};
use super::width::Width;
use crate::escape::{cut, xml};
use crate::rows::{self, Cell};

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
/// How high a letter of an upright heading is, in points.
const ROTATED: f64 = 6.0;

/// Links of a sheet, by the file format there are few more.
const MAX_LINKS: u32 = 60_000;
/// UTF-16 units of a heading, by the file format.
const MAX_HEADING: usize = 255;

/// A sheet that is one table.
pub(crate) struct Plan<'a> {
    pub(crate) name: &'a str,
    /// What formulas and pivot tables call the table; empty where nothing does.
    pub(crate) table: &'a str,
    pub(crate) headings: &'a [String],
    pub(crate) widths: &'a [Width],
    /// How many rows it will have.
    pub(crate) rows: usize,
    /// How many of the first columns are printed; the others are for filters and pivot tables.
    pub(crate) printed: usize,
    /// The sheet that its first heading leads back to.
    pub(crate) back: Option<&'a str>,
}

/// A sheet that is being written; a row once written is not kept.
pub(crate) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    next: u32,
    /// How many characters each column has room for.
    room: Vec<f64>,
    /// The columns that make a row as high as their text needs: those that are printed.
    printed: usize,
    links: u32,
}

impl<'a> Sheet<'a> {
    /// A sheet without a table of its own.
    pub(crate) fn free(
        workbook: &'a mut Workbook,
        name: &str,
        formats: &'a Formats,
    ) -> Result<Self, XlsxError> {
        let sheet = match formats.many {
            true => workbook.add_worksheet_with_constant_memory()?,
            false => workbook.add_worksheet(),
        };
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
            printed: usize::MAX,
            links: 0,
        })
    }

    /// A sheet that is one table.
    pub(crate) fn table(
        workbook: &'a mut Workbook,
        formats: &'a Formats,
        plan: &Plan<'_>,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Self::free(workbook, plan.name, formats)?;
        sheet.printed = plan.printed;
        for (column, width) in plan.widths.iter().enumerate() {
            sheet.width(column, width.characters())?;
        }
        sheet.sheet.set_freeze_panes(1, 1)?;
        sheet.sheet.set_repeat_rows(0, 0)?;
        let over = |at: usize| {
            plan.widths
                .get(at)
                .map_or(Over::Words, |width| width.over())
        };
        let headings = distinct(plan.headings);
        let columns = headings.iter().enumerate().map(|(at, heading)| {
            TableColumn::new()
                .set_header(heading)
                .set_header_format(formats.heading(over(at)))
        });
        let columns: Vec<_> = columns.collect();
        let mut table = Table::new()
            .set_columns(&columns)
            .set_style(TableStyle::Light1);
        if !plan.table.is_empty() {
            table = table.set_name(plan.table);
        }
        let last_row = u32::try_from(plan.rows.max(1)).unwrap_or(u32::MAX);
        let last = |count: usize| u16::try_from(count.saturating_sub(1)).unwrap_or(u16::MAX);
        sheet
            .sheet
            .add_table(0, 0, last_row, last(headings.len()), &table)?;
        sheet
            .sheet
            .set_print_area(0, 0, last_row, last(plan.printed.min(headings.len())))?;
        if let (Some(back), Some(first)) = (plan.back, headings.first()) {
            let link = Url::new(inside(back, 0)).set_text(first).set_tip(back);
            sheet
                .sheet
                .write_url_with_format(0, 0, link, formats.heading(Over::Words))?;
        }
        let rotated = (0..headings.len()).filter(|&at| over(at) == Over::Signs);
        let rotated = rotated.filter_map(|at| headings.get(at)).map(String::len);
        let height = rotated.max().map_or_else(
            || LINE_HEIGHT * sheet.lines(headings.iter().map(String::as_str)),
            |letters| letters.to_f64().unwrap_or(0.0) * ROTATED,
        );
        sheet.sheet.set_row_height(0, height)?;
        sheet.next = 1;
        Ok(sheet)
    }

    /// Sets how wide a column is, in characters.
    pub(crate) fn width(&mut self, column: usize, characters: f64) -> Result<(), XlsxError> {
        if self.room.len() <= column {
            self.room.resize(column.saturating_add(1), f64::MAX);
        }
        if let Some(room) = self.room.get_mut(column) {
            *room = characters;
        }
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        self.sheet.set_column_width(column, characters).map(|_| ())
    }

    /// How many lines the longest of these texts takes in its column.
    fn lines<'t>(&self, texts: impl Iterator<Item = &'t str>) -> f64 {
        let lines = texts.zip(&self.room);
        let lines = lines.map(|(text, room)| lines_in(text, *room));
        lines.fold(1.0, f64::max).min(MAX_LINES)
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

    /// Names of columns, as wide as the sheet; numbers stand in so many columns after the first.
    pub(crate) fn heading(
        &mut self,
        names: impl IntoIterator<Item = String>,
        numbers: u16,
    ) -> Result<(), XlsxError> {
        let mut names: Vec<_> = names.into_iter().collect();
        names.resize(self.room.len().max(names.len()), String::new());
        let lines = self.lines(names.iter().map(String::as_str));
        for (column, name) in (0..).zip(&names) {
            let number = (1..=numbers).contains(&column);
            let over = if number { Over::Numbers } else { Over::Words };
            let format = self.formats.heading(over);
            self.sheet
                .write_string_with_format(self.next, column, xml(name), format)?;
        }
        self.sheet.set_row_height(self.next, LINE_HEIGHT * lines)?;
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// A name, and a text that has all the other columns to itself.
    pub(crate) fn wide(&mut self, name: &str, text: &str) -> Result<(), XlsxError> {
        let format = self.formats.text(Look::Plain, false);
        let (name, text) = (xml(name), xml(text));
        let (name, text) = (cut(&name, MAX_UNITS), cut(&text, MAX_UNITS));
        self.sheet
            .write_string_with_format(self.next, 0, &*name, format)?;
        let last = u16::try_from(self.room.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet
            .merge_range(self.next, 1, self.next, last.max(2), &text, format)?;
        let room: f64 = self.room.iter().skip(1).sum();
        let lines = lines_in(&text, room)
            .max(self.lines(std::iter::once(&*name)))
            .min(MAX_LINES);
        self.sheet.set_row_height(self.next, LINE_HEIGHT * lines)?;
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    /// One row.
    pub(crate) fn row<'c, C: Into<Shown<'c>>>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
    ) -> Result<(), XlsxError> {
        let mut lines: f64 = 1.0;
        for (column, shown) in (0..).zip(cells.into_iter().map(Into::into)) {
            if let (Cell::Text(text), Some(room), false) = (
                &shown.cell,
                self.room.get(usize::from(column)),
                shown.as_sign || usize::from(column) >= self.printed,
            ) {
                lines = lines.max(lines_in(text, *room));
            }
            self.cell(column, shown, None)?;
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
        for (column, cell) in (0..).zip(cells) {
            let format = match cell {
                Cell::Money(_) => &self.formats.total_money,
                Cell::Text(_) => &self.formats.total_text,
                _ => &self.formats.total,
            };
            self.cell(column, cell.into(), Some(format))?;
        }
        self.next = self.next.saturating_add(1);
        Ok(())
    }

    fn cell(
        &mut self,
        column: u16,
        shown: Shown<'_>,
        other: Option<&Format>,
    ) -> Result<(), XlsxError> {
        let (sheet, row, formats) = (&mut *self.sheet, self.next, self.formats);
        let or = |own| other.unwrap_or(own);
        match &unchanged(shown.cell) {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => {
                let text = xml(text);
                let text = cut(&text, MAX_UNITS);
                let link = shown.link.filter(|_| self.links < MAX_LINKS);
                if let Some(link) = link {
                    self.links = self.links.saturating_add(1);
                    let link = Url::new(link).set_text(text);
                    sheet.write_url_with_format(
                        row,
                        column,
                        link,
                        formats.text(shown.look, true),
                    )?
                } else if shown.as_sign {
                    sheet.write_string_with_format(row, column, text, formats.sign(shown.look))?
                } else {
                    let format = or(formats.text(shown.look, false));
                    sheet.write_string_with_format(row, column, text, format)?
                }
            }
            Cell::Count(count) => {
                let count = count.to_f64().unwrap_or(f64::MAX);
                sheet.write_number_with_format(row, column, count, or(&formats.count))?
            }
            Cell::Money(amount) => {
                let amount = amount.to_f64().unwrap_or(f64::MAX);
                sheet.write_number_with_format(row, column, amount, or(&formats.money))?
            }
            Cell::Number(number) => {
                let number = number.to_f64().unwrap_or(f64::MAX);
                sheet.write_number_with_format(row, column, number, or(&formats.number))?
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
}

/// How many lines a text takes where there is room for so many characters.
fn lines_in(text: &str, room: f64) -> f64 {
    let letters = text.chars().take(MAX_COUNTED).count();
    (letters.to_f64().unwrap_or(0.0) * ROUNDING / room).ceil()
}

/// The place of a row of another sheet, as a link names it.
pub(crate) fn inside(sheet: &str, row: u32) -> String {
    format!(
        "internal:'{}'!A{}",
        sheet.replace('\'', "''"),
        row.saturating_add(1)
    )
}

/// Headings as a table must have them: on one line, not too long, and none twice.
fn distinct(headings: &[String]) -> Vec<String> {
    rows::distinct(headings.iter().map(|heading| {
        let plain = xml(heading).replace(['\n', '\r'], " ");
        // Room for a number.
        cut(&plain, MAX_HEADING.saturating_sub(9)).into_owned()
    }))
}

/// Numbers and days that a spreadsheet would make others of become text: of no number it keeps more than fifteen digits, and before
/// 1 March 1900 it counts a day that never was.
fn unchanged(cell: Cell<'_>) -> Cell<'_> {
    let is_kept = |number: Decimal| number.normalize().mantissa().unsigned_abs() < 10_u128.pow(15);
    match cell {
        Cell::Count(count) if !is_kept(count.into()) => count.to_string().into(),
        Cell::Money(amount) | Cell::Number(amount) if !is_kept(amount) => amount.to_string().into(),
        Cell::Date(day) if (day.year(), day.month()) < (1900, 3) => day.to_string().into(),
        kept => kept,
    }
}
