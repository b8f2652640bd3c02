//! Pages of explanation: set for a terminal, or as Markdown for the repository.
//! Knows nothing of what they explain.

use std::io::{self, Write};

use annotate_snippets::renderer::AnsiColor;

use crate::escape::{link, shown, shown_lines};
use crate::format::Style;
use crate::terminal::{BOLD, linked, painted};
use crate::text;
use atbilst_books::explain::{Block, Handbook, Page};

/// Writes a page for a terminal.
///
/// # Errors
/// What `out` says.
pub fn write(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = |text: &str, paint| painted(text, paint, style);
    let hanging = |text: &str| text::hanging("  ", text, style.width);
    let code = AnsiColor::Cyan.on_default();
    let title = format!("{} – {}", shown(&page.name), shown(&page.title));
    writeln!(out, "{}", paint(&text::wrapped(&title, style.width), BOLD))?;
    writeln!(out, "{}", shown(&page.kind))?;
    for block in &page.blocks {
        writeln!(out)?;
        match block {
            Block::Heading(heading) => writeln!(out, "{}", paint(&shown(heading), BOLD))?,
            Block::Text(sentences) => {
                writeln!(out, "{}", hanging(&shown(sentences)))?;
            }
            Block::Pairs(pairs) => {
                for (name, meaning) in pairs {
                    let name = shown(name);
                    let line = text::hanging(&format!("  {name}  "), &shown(meaning), style.width);
                    let (head, rest) = line.split_at(name.len().saturating_add(2));
                    let name = paint(head.trim_start(), code);
                    writeln!(out, "  {name}{rest}")?;
                }
            }
            Block::Points(points) => {
                for point in points {
                    let before = "  ".repeat(point.depth.saturating_add(1));
                    let before = format!("{before}– ");
                    let line = text::hanging(&before, &shown(&point.text), style.width);
                    writeln!(out, "{line}")?;
                }
            }
            Block::Yaml(lines) => {
                for line in shown_lines(lines).lines() {
                    writeln!(out, "    {}", paint(line, code))?;
                }
            }
            Block::Law { source, quote, url } => {
                writeln!(out, "{}", hanging(&shown(source)))?;
                if let Some(quote) = quote {
                    writeln!(out, "{}", hanging(&shown_lines(quote)))?;
                }
                writeln!(out, "  {}", linked(&shown(url), link(url), style))?;
            }
        }
    }
    Ok(())
}

/// Writes a page as Markdown, under a heading of the second level.
///
/// # Errors
/// What `out` says.
pub fn markdown(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## `{}` – {}\n", shown(&page.name), plain(&page.title))?;
    writeln!(out, "*{}*\n", plain(&page.kind))?;
    for block in &page.blocks {
        match block {
            Block::Heading(heading) => writeln!(out, "### {}\n", plain(heading))?,
            Block::Text(sentences) => writeln!(out, "{}\n", plain(sentences))?,
            Block::Pairs(pairs) => {
                for (name, meaning) in pairs {
                    let code = name.bytes().all(|b| b.is_ascii_graphic());
                    let name = if code {
                        format!("`{name}`")
                    } else {
                        plain(name)
                    };
                    writeln!(out, "- {name}: {}", plain(meaning))?;
                }
                writeln!(out)?;
            }
            Block::Points(points) => {
                for point in points {
                    let before = "  ".repeat(point.depth);
                    writeln!(out, "{before}- {}", plain(&point.text))?;
                }
                writeln!(out)?;
            }
            Block::Yaml(lines) => writeln!(out, "```yaml\n{}```\n", shown_lines(lines))?,
            Block::Law { source, quote, url } => {
                writeln!(out, "[{}]({})\n", plain(source), shown(url))?;
                if let Some(quote) = quote {
                    writeln!(out, "> {}\n", plain(quote))?;
                }
            }
        }
    }
    Ok(())
}

/// A handbook as one Markdown text.
pub fn handbook(handbook: &Handbook) -> String {
    let (title, introduction) = (plain(&handbook.title), plain(&handbook.introduction));
    let mut out = format!("# {title}\n\n{introduction}\n\n").into_bytes();
    for (title, pages) in &handbook.parts {
        out.extend_from_slice(format!("# {}\n\n", plain(title)).as_bytes());
        for page in pages {
            // Writing to memory does not fail.
            let _ = markdown(page, &mut out);
        }
    }
    let text = String::from_utf8_lossy(&out);
    format!("{}\n", text.trim_end())
}

/// Words on one line in which nothing is Markdown but what stands between backquotes.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut code = false;
    for c in shown(words).chars() {
        match c {
            '`' => code = !code,
            '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '\\' if !code => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}
