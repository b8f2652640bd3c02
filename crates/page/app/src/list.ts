/** Lists: items are added, removed and moved by buttons; the focus goes where the work goes on. */

import { fill, h, headingOf, hidden, idOf } from "./dom.ts";
import { fieldPart, type Part, told } from "./field.ts";
import { type Model, SHOWN } from "./model.ts";
import { type Moves, set } from "./pointer.ts";
import type { Answer, Field } from "./types.ts";

/** How the fields of an item become parts. */
export type PartsOf = (fields: Field[], around: string, model: Model, level: number) => Part[];

export function listPart(field: Field, pointer: string, model: Model, heading: HTMLElement, level: number, partsOf: PartsOf): Part {
  const items = (): Answer[] => {
    const answer = model.answer(pointer);
    return Array.isArray(answer) ? answer : [];
  };
  let parts: Part[] = [];
  const body = h("div", { class: "items" });
  const said = h("div", { class: "said", id: `${idOf(pointer)}-said` });
  const add = h("button", { type: "button", class: "button add", id: `${idOf(pointer)}-add` });
  const title = model.of(field.title);
  add.append(model.say("applicant.add"), hidden(title));
  const first = (index: number): void => {
    // What is drawn anew is another element.
    const item = document.querySelector(`[data-list="${CSS.escape(pointer)}"] > .items > [data-item="${index}"]`);
    item?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };

  /** Changes the items and draws them anew. */
  const change = (to: (items: Answer[]) => Answer[], moves?: Moves): void => {
    const make = (): void => {
      const next = to([...items()]);
      set(model.answers, pointer, next.length > 0 ? next : undefined);
    };
    model.restructure(pointer, make, moves);
  };
  const find = (part: string): HTMLElement | null => document.getElementById(`${idOf(pointer)}-${part}`);
  add.addEventListener("click", () => {
    const at = items().length;
    model.bringUp(`${pointer}/${at}`);
    change((all) => [...all, field.items ? ({ "": null } as Answer) : ""]);
    first(at);
  });
  const remove = (index: number, name: string): void => {
    model.remove(pointer, index, name, () => {
      const next = items().filter((_, at) => at !== index);
      set(model.answers, pointer, next.length > 0 ? next : undefined);
    });
    find("heading")?.focus();
  };
  const move = (index: number, by: number): void => {
    model.bringUp(`${pointer}/${index + by}`);
    change(
      (all) => {
        const [item] = all.splice(index, 1);
        all.splice(index + by, 0, item ?? "");
        return all;
      },
      (at) => (at === index ? index + by : at === index + by ? index : at),
    );
    const button = find(`${by < 0 ? "up" : "down"}-${index + by}`);
    (button?.hasAttribute("disabled") ? find(`${by < 0 ? "down" : "up"}-${index + by}`) : button)?.focus();
  };

  const buttons = (index: number, name: string): HTMLElement => {
    const one = (part: string, key: string, disabled: boolean, act: () => void): HTMLElement =>
      h("button", { type: "button", class: "link", id: `${idOf(pointer)}-${part}-${index}`, disabled, onclick: act }, model.say(key), hidden(name));
    return h(
      "div",
      { class: "moves" },
      one("up", "applicant.up", index === 0, () => move(index, -1)),
      one("down", "applicant.down", index === items().length - 1, () => move(index, 1)),
      one("remove", "applicant.remove", false, () => remove(index, name)),
    );
  };

  const draw = (): void => {
    parts = [];
    const all = items();
    const start = model.start(pointer);
    const cards = all.slice(start, start + SHOWN).map((_, offset) => {
      const index = start + offset;
      const at = `${pointer}/${index}`;
      const name = `${title} ${index + 1}`;
      if (!field.items) {
        const one = fieldPart({ ...(field.item ?? field), title: numbered(field, index), optional: false }, at, model);
        parts.push(one);
        return h("div", { class: "single", "data-item": String(index) }, one.element, buttons(index, name));
      }
      const inside = partsOf(field.items, at, model, level + 1);
      const head = h(headingOf(level), { tabindex: "-1" }, name);
      const empty = h("p", { class: "hint" }, model.say("applicant.empty_item"));
      const draws = (): void => {
        const own = named(field, at, model);
        fill(head, own === null ? name : `${index + 1}. ${raised(own)}`);
        empty.hidden = !isEmpty(model.answer(at));
      };
      parts.push(...inside, { element: head, update: draws });
      return h(
        "div",
        { class: "card", role: "group", "data-item": String(index), "data-at": at, "aria-label": name },
        h("div", { class: "card-head" }, head, buttons(index, name)),
        h("div", { class: "card-body" }, empty, ...inside.map((part) => part.element)),
      );
    });
    const end = Math.min(start + SHOWN, all.length);
    const turn = (to: number, key: string): HTMLElement | false => {
      const show = (): void => {
        model.bringUp(`${pointer}/${to}`);
        draw();
        parts.forEach((part) => part.update());
        first(to);
      };
      return to >= 0 && to < all.length && h("button", { type: "button", class: "button", onclick: show }, model.say(key));
    };
    const pages =
      all.length > SHOWN &&
      h(
        "div",
        { class: "actions pages" },
        h("span", {}, model.say("applicant.items_shown", { from: start + 1, to: end, of: all.length })),
        turn(start - SHOWN, "applicant.items_before"),
        turn(start + SHOWN, "applicant.items_after"),
      );
    const { removed } = model;
    const bringBack = (): void => {
      removed?.undo();
      find("heading")?.focus();
    };
    const undo =
      removed?.list === pointer &&
      h("p", { class: "undo" }, h("span", {}, model.say("applicant.removed", { name: removed.name })), h("button", { type: "button", class: "small", onclick: bringBack }, model.say("applicant.undo")));
    fill(body, undo, all.length === 0 ? h("p", { class: "none" }, model.say("applicant.no_items")) : null, ...cards, pages);
  };
  draw();

  const update = (): void => {
    parts.forEach((part) => part.update());
    const findings = model.shownAt(pointer);
    fill(said, ...findings.map((finding) => told(finding, field, model)));
    heading.toggleAttribute("data-mend", findings.length > 0);
  };
  return { element: h("div", { class: "list", "data-list": pointer, "data-at": pointer }, said, body, add), update };
}

function numbered(field: Field, index: number): Field["title"] {
  return Object.fromEntries(Object.entries(field.title).map(([language, title]) => [language, `${title} ${index + 1}`]));
}

const raised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What an item is about: its first code or text; a number, also one that is typed as a text, names nothing. */
function named(field: Field, at: string, model: Model): string | null {
  for (const one of field.items ?? []) {
    const answer = model.answer(`${at}/${one.name}`);
    if (typeof answer === "string" && (one.codes || (one.kind === "text" && /\p{L}{2}/u.test(answer)))) {
      return model.titleOf(one, answer) ?? answer;
    }
  }
  return null;
}

/** Whether nothing is written in an answer, however many fields and items it has. */
const isEmpty = (answer: Answer | undefined): boolean =>
  typeof answer === "string" ? answer.trim() === "" : typeof answer !== "object" || answer === null || Object.values(answer).every(isEmpty);
