/** The fields of a record, one after another, as the rule book has them. */

import { fill, h, idOf, prose } from "./dom.ts";
import { fieldPart, type Part, told } from "./field.ts";
import { listPart } from "./list.ts";
import type { Model } from "./model.ts";
import type { Section } from "./sections.ts";
import type { Field } from "./types.ts";

export function formParts(fields: Field[], around: string, model: Model): Part[] {
  return fields.map((field) => {
    const pointer = `${around}/${field.name}`;
    if (field.family !== "several") {
      return fieldPart(field, pointer, model);
    }
    return group(field, pointer, model, "h4");
  });
}

/** A record or a list with its heading. */
function group(field: Field, pointer: string, model: Model, level: "h2" | "h4"): Part {
  const id = `${idOf(pointer)}-heading`;
  const optional = field.optional && h("span", { class: "optional" }, ` ${model.say("applicant.optional")}`);
  const heading = h(level, { id, tabindex: "-1" }, model.of(field.title), optional);
  const help = h("p", { class: "hint" }, ...prose(model.plain(model.of(field.help), field)));
  const said = h("div", { class: "said" });
  const inside = field.fields ? formParts(field.fields, pointer, model) : [listPart(field, pointer, model, heading)];
  const update = (): void => {
    inside.forEach((part) => part.update());
    // What is said of a list stands at its items.
    fill(said, ...(field.fields ? model.shownAt(pointer) : []).map((finding) => told(finding, field, model)));
  };
  const element = h("section", { class: `group-${level}`, "aria-labelledby": id }, heading, help, said, ...inside.map((part) => part.element));
  return { element, update };
}

/** One section of the form. */
export function sectionPart(section: Section, title: string, model: Model): Part {
  const [only] = section.fields;
  if (only && only.family === "several") {
    return group(only, `/${only.name}`, model, "h2");
  }
  const parts = formParts(section.fields, "", model);
  const heading = h("h2", { id: "section-heading", tabindex: "-1" }, title);
  const element = h("section", { "aria-labelledby": "section-heading" }, heading, ...parts.map((part) => part.element));
  return { element, update: () => parts.forEach((part) => part.update()) };
}
