//! The `figures` of a rule book: quantities with a name, each of which may name those above it.

use super::law;
use super::reader::{Reader, translated};
use crate::condition::quantity::{Figure, Figures, Operand, OperandLine, kind_of};
use crate::context::{FigureSign, Names, Uses};
use crate::form::{FieldId, Form};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Mistake;
use atbilst_yaml::source::Span;

/// Most figures of which each is made of the one before.
const CHAIN: usize = 100;

/// Reads them; the signs are what conditions know of them.
pub(super) fn figures(
    reader: &Reader<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> (Figures, Vec<FigureSign>) {
    let entries = reader
        .open_map(node)
        .into_iter()
        .flat_map(|map| map.entries());
    let entries: Vec<_> = entries.collect();
    let below: Vec<&str> = entries.iter().map(|(_, name, _)| *name).collect();
    let (mut figures, mut signs, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    for (index, &(key, path, node)) in entries.iter().enumerate() {
        let rest = below.get(index..).unwrap_or_default();
        match figure(reader, (key, path, node), names, &signs, (rest, &broken)) {
            Some(figure) => {
                signs.push(figure.sign.clone());
                figures.push(figure);
            }
            None => broken.push(path),
        }
    }
    (Figures(figures), signs)
}

/// What a figure says.
pub(super) const FIGURE: [&str; 5] = ["title", "kind", "unit", "decimals", "is"];

fn figure(
    reader: &Reader<'_>,
    (key, path, node): (NodeId, &str, NodeId),
    names: &Names<'_>,
    signs: &[FigureSign],
    (below, broken): (&[&str], &[&str]),
) -> Option<Figure> {
    let map = reader.map(node, &FIGURE)?;
    let mut measured = ["kind", "unit", "decimals"].into_iter();
    let stated = match measured.any(|key| map.get(key).is_some()) {
        true => Some(law::kind(reader, map, None)?),
        false => None,
    };
    let title = map.need("title").and_then(|node| translated(reader, node));
    let lists = match path.rsplit_once("[].") {
        None => Some(Vec::new()),
        Some((list, _)) => lists(names.form, list),
    };
    let Some(lists) = lists else {
        return reader.refuse(key, "book.not_a_list_path", &[("found", path)]);
    };
    let name = path.rsplit('.').next().unwrap_or_default();
    let fits = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !fits {
        return reader.refuse(key, "book.field_name", &[("found", name)]);
    }
    let taken = names.form.find(path).is_some()
        || names.values.iter().any(|value| &*value.name == path)
        || names.tables.iter().any(|table| &*table.name == path);
    if taken {
        return reader.refuse(key, "book.figure_name_taken", &[("found", path)]);
    }
    let around = Names {
        figures: signs,
        ..names.of_each(&lists)
    };
    let is = map.need("is")?;
    let read = reader.alone(|| {
        let kind = match &stated {
            Some(kind) => kind.clone(),
            None => kind_of(reader, is, &around)?,
        };
        let line = OperandLine {
            reader,
            node: is,
            kind: &kind,
            names: &around,
            depth: 0,
        };
        Some((Operand::read(&line)?, kind.clone()))
    });
    let (operand, kind) = match read {
        Ok(read) => read,
        Err(mistakes) => {
            // A name where there is no mistake is that of something else.
            let named = |name: &str, is_of_it: &dyn Fn(&Mistake) -> bool| {
                let mut named = Vec::new();
                names_in(reader, is, name, &mut named);
                let mut mistakes = mistakes.iter().filter(|mistake| is_of_it(mistake));
                mistakes.any(|mistake| named.contains(&mistake.span))
            };
            // What stands below, or is the figure itself, is not known yet; a figure may be called as people call a word of the language.
            let is_none = |mistake: &Mistake| mistake.key != "book.other_word";
            let later = below.iter().find(|later| named(later, &is_none));
            if let Some(later) = later {
                return reader.refuse(is, "book.figure_below", &[("found", later)]);
            }
            // What names a broken figure would seem broken too.
            if broken.iter().any(|path| named(path, &|_| true)) {
                return None;
            }
            return reader.refuse_all(mistakes);
        }
    };
    let mut uses = Uses::default();
    operand.uses(false, names.form, &mut uses);
    let made_of = uses.figures.iter().filter_map(|id| signs.get(id.index()));
    let chain = made_of.map(|sign| sign.chain).max().unwrap_or(0);
    if chain >= CHAIN {
        let limit = CHAIN.to_string();
        return reader.refuse(key, "book.figures_too_deep", &[("limit", &limit)]);
    }
    let place = operand.pointed(&around);
    let of = operand.selector(&around);
    Some(Figure {
        sign: FigureSign {
            path: path.to_owned(),
            kind,
            lists,
            place,
            of,
            chain: chain.saturating_add(1),
        },
        title: title?,
        is: operand,
        written: reader.document.span(is).of(reader.document.text).to_owned(),
        span: reader.document.span(key),
    })
}

/// Where the name of a figure stands in a quantity, from wherever it is seen.
fn names_in(reader: &Reader<'_>, node: NodeId, name: &str, to: &mut Vec<Span>) {
    let document = reader.document;
    let found = document.scalar(node);
    let around = name.strip_suffix(found);
    if around.is_some_and(|around| around.is_empty() || around.ends_with('.')) {
        to.push(document.span(node));
    }
    document
        .items(node)
        .chain(document.entries(node).flat_map(|(key, value)| [key, value]))
        .for_each(|inner| names_in(reader, inner, name, to));
}

/// The list of this path with those around it, the outermost first.
fn lists(form: &Form, path: &str) -> Option<Vec<FieldId>> {
    let list = form.find(path)?;
    let crate::form::Kind::List(_) = form.field(list).kind else {
        return None;
    };
    let around = |&list: &FieldId| form.field(list).list;
    let mut lists: Vec<FieldId> = std::iter::successors(Some(list), around).collect();
    lists.reverse();
    Some(lists)
}
