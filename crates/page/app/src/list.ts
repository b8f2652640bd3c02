/** Lists: items are added, removed and moved by buttons; the focus goes where the work goes on. */

import { fill, h, hidden, idOf } from "./dom.ts";
import { fieldPart, type Part, told } from "./field.ts";
import { formParts } from "./form.ts";
import type { Model } from "./model.ts";
import { set } from "./pointer.ts";
import type { Answer, Field } from "./types.ts";

/** So many items are on the screen at once. */
const SHOWN = 50;

export function listPart(field: Field, pointer: string, model: Model, heading: HTMLElement): Part {
  const items = (): Answer[] => {
    const answer = model.answer(pointer);
    return Array.isArray(answer) ? answer : [];
  };
  let shown = SHOWN;
  let parts: Part[] = [];
  const body = h("div", { class: "items" });
  const said = h("div", { class: "said", id: `${idOf(pointer)}-said` });
  const add = h("button", { type: "button", class: "button add", id: `${idOf(pointer)}-add` });
  const title = model.of(field.title);
  add.append(model.say("applicant.add"), hidden(title));
  const first = (index: number): void => {
    const item = body.querySelector(`[data-item="${index}"]`);
    item?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };

  /** Changes the items and draws them anew. */
  const change = (to: (items: Answer[]) => Answer[]): void => {
    model.restructure(() => {
      const next = to([...items()]);
      set(model.answers, pointer, next.length > 0 ? next : undefined);
    });
  };
  const find = (part: string): HTMLElement | null => document.getElementById(`${idOf(pointer)}-${part}`);
  add.addEventListener("click", () => {
    const at = items().length;
    change((all) => [...all, field.items ? ({ "": null } as Answer) : ""]);
    // What is drawn anew is another element.
    document.querySelector<HTMLElement>(`[data-list="${pointer}"] [data-item="${at}"]`)?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    first(at);
  });
  const remove = (index: number): void => {
    change((all) => all.filter((_, at) => at !== index));
    find("heading")?.focus();
  };
  const move = (index: number, by: number): void => {
    change((all) => {
      const [item] = all.splice(index, 1);
      all.splice(index + by, 0, item ?? "");
      return all;
    });
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
      one("remove", "applicant.remove", false, () => remove(index)),
    );
  };

  const draw = (): void => {
    parts = [];
    const all = items();
    const cards = all.slice(0, shown).map((_, index) => {
      const at = `${pointer}/${index}`;
      const name = `${title} ${index + 1}`;
      if (!field.items) {
        const one = fieldPart({ ...(field.item ?? field), title: numbered(field, index), optional: false }, at, model);
        parts.push(one);
        return h("div", { class: "single", "data-item": String(index) }, one.element, buttons(index, name));
      }
      const inside = formParts(field.items, at, model);
      const head = h("h3", {}, name);
      parts.push(...inside, { element: head, update: () => fill(head, `${index + 1}. ${named(field, at, model) ?? title}`) });
      return h(
        "section",
        { class: "card", "data-item": String(index), "aria-label": name },
        h("div", { class: "card-head" }, head, buttons(index, name)),
        h("div", { class: "card-body" }, ...inside.map((part) => part.element)),
      );
    });
    const more = all.length - shown;
    const next = h("button", { type: "button", class: "button" }, model.say("applicant.more", { count: Math.max(more, 0) }));
    next.addEventListener("click", () => {
      shown += SHOWN;
      draw();
      parts.forEach((part) => part.update());
      first(shown - SHOWN);
    });
    fill(body, all.length === 0 ? h("p", { class: "none" }, model.say("applicant.no_items")) : null, ...cards, more > 0 ? next : null);
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

/** What an item is about: its first code or text. */
function named(field: Field, at: string, model: Model): string | null {
  for (const one of field.items ?? []) {
    const answer = model.answer(`${at}/${one.name}`);
    if (typeof answer === "string" && answer !== "") {
      const code = one.codes?.find((code) => code.code === answer);
      return code ? model.of(code.title) : answer;
    }
  }
  return null;
}
