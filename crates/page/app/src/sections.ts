/** The form cut into sections, and how far each is. */

import type { Model } from "./model.ts";
import { lowered } from "./told.ts";
import type { Answer, Book, Field } from "./types.ts";

export interface Section {
  /** The first field names it in addresses. */
  id: string;
  fields: Field[];
}

/** Records and lists are sections of their own; single fields that follow one another are one together. */
export function sectionsOf(book: Book): Section[] {
  const sections: Section[] = [];
  let open: Section | null = null;
  for (const field of book.fields) {
    // It says which page this is, and is written by itself.
    if (field.path === "call") {
      continue;
    }
    if (field.family === "several") {
      open = null;
      sections.push({ id: field.name, fields: [field] });
    } else if (open) {
      open.fields.push(field);
    } else {
      open = { id: field.name, fields: [field] };
      sections.push(open);
    }
  }
  return sections;
}

export function titleOf(section: Section, model: Model): string {
  const [first, second, ...more] = section.fields;
  if (!first) {
    return "";
  }
  if (first.path === "id") {
    return model.say("applicant.section.first");
  }
  if (!second) {
    return model.of(first.title);
  }
  const titles = `${model.of(first.title)}, ${lowered(model.of(second.title))}`;
  return more.length > 0 ? model.say("applicant.section.more", { titles }) : titles;
}

export function isIn(section: Section, pointer: string): boolean {
  const first = pointer.split("/", 2)[1];
  return section.fields.some((field) => field.name === first);
}

export interface Progress {
  kind: "mend" | "ask" | "done" | "part" | "none" | "optional";
  count: number;
  of: number;
}

/** How far a section is: what is to be mended, else how much of what is asked for is there. */
export function progress(section: Section, model: Model): Progress {
  const findings = model.told.findings.filter((finding) => isIn(section, finding.pointer));
  const count = (group: string): number => findings.filter((finding) => finding.group === group).length;
  const fields = singles(section.fields, model);
  const filled = fields.filter((one) => one.answered).length;
  const wanted = fields.filter((one) => one.answered || one.wanted).length;
  const kind =
    count("mend") > 0
      ? "mend"
      : count("fill") > 0
        ? filled > 0
          ? "part"
          : "none"
        : filled === 0
          ? wanted > 0
            ? "none"
            : "optional"
          : count("ask") > 0
            ? "ask"
            : "done";
  return { kind, count: kind === "mend" || kind === "ask" ? count(kind) : filled, of: Math.max(wanted, filled) };
}

/** How many fields have an answer; what says that there is none is not counted. */
export function answered(model: Model): number {
  const fields = sectionsOf(model.book).flatMap((section) => singles(section.fields, model));
  return fields.filter((one) => one.answered && !one.missing).length;
}

interface Single {
  answered: boolean;
  /** Whether it is still to be filled in. */
  missing: boolean;
  wanted: boolean;
}

function singles(fields: Field[], model: Model, around = ""): Single[] {
  return fields.flatMap((field) => {
    const pointer = `${around}/${field.name}`;
    const answer = model.answer(pointer);
    if (field.fields) {
      return singles(field.fields, model, pointer);
    }
    const items = Array.isArray(answer) ? answer : [];
    if (field.items && items.length > 0) {
      const of = field.items;
      return items.flatMap((_, index) => singles(of, model, `${pointer}/${index}`));
    }
    const missing = model.findingsAt(pointer).some((one) => one.group === "fill");
    return [{ answered: isAnswered(answer), missing, wanted: field.required || missing }];
  });
}

export function isAnswered(answer: Answer | undefined): boolean {
  return Array.isArray(answer) ? answer.length > 0 : typeof answer === "string" && answer !== "";
}
