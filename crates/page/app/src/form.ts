/** The form as the rule book has it: fields, records and lists. */

import { fill, h, headingOf, idOf } from "./dom.ts";
import { fieldPart, type Part, stands, told } from "./field.ts";
import { listPart } from "./list.ts";
import type { Model } from "./model.ts";
import type { Section } from "./sections.ts";
import type { Field } from "./types.ts";

/** The fields of a record; those that hold others have a heading of this level. */
export function formParts(fields: Field[], around: string, model: Model, level: number): Part[] {
  return fields.map((field) => {
    const pointer = `${around}/${field.name}`;
    if (field.family !== "several") {
      return fieldPart(field, pointer, model);
    }
    return group(field, pointer, model, level);
  });
}

/** A record or a list with its heading. */
function group(field: Field, pointer: string, model: Model, level: number): Part {
  const id = `${idOf(pointer)}-heading`;
  const optional = field.optional && h("span", { class: "optional" }, ` ${model.say("applicant.optional")}`);
  const heading = h(headingOf(level), { id, tabindex: "-1" }, model.of(field.title), optional);
  const help = h("p", { class: "hint" }, model.plain(model.of(field.help), field));
  const said = h("div", { class: "said" });
  const inside = field.fields ? formParts(field.fields, pointer, model, level + 1) : [listPart(field, pointer, model, heading, level + 1, formParts)];
  const update = (): void => {
    inside.forEach((part) => part.update());
    // What is said of a list stands at its items.
    const other = model.other.get(pointer);
    fill(said, ...(field.fields ? model.shownAt(pointer) : []).map((finding) => told(finding, field, model)), other !== undefined && stands(other, model));
  };
  // One section is a landmark; what lies in it has names that others may have.
  const top = level === 2;
  const element = h(top ? "section" : "div", { class: top ? "group" : "group within", role: top ? null : "group", "aria-labelledby": id }, heading, help, said, ...inside.map((part) => part.element));
  return { element, update };
}

/** One section of the form. */
export function sectionPart(section: Section, title: string, model: Model): Part {
  const [only] = section.fields;
  if (only && only.family === "several") {
    return group(only, `/${only.name}`, model, 2);
  }
  const parts = formParts(section.fields, "", model, 3);
  const heading = h("h2", { id: "section-heading", tabindex: "-1" }, title);
  const element = h("section", { "aria-labelledby": "section-heading" }, heading, ...parts.map((part) => part.element));
  return { element, update: () => parts.forEach((part) => part.update()) };
}

/** Goes to the field at a place; of what is not on the screen, to what is around it. */
export function focusOn(form: HTMLElement, pointer: string): void {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const place = form.querySelector(`[data-at="${CSS.escape(at)}"]`) ?? form.querySelector(`#${idOf(at)}-heading`);
    if (place instanceof HTMLElement && !place.hidden) {
      const control = place.matches("h2, h3, h4, h5, h6") ? place : place.querySelector<HTMLElement>("input, select, textarea, button");
      (control ?? place).focus();
      place.scrollIntoView({ block: "center" });
      return;
    }
  }
}
