/** What leads from one view to another, and what can be done from each. */

import { h } from "./dom.ts";
import type { Model } from "./model.ts";
import { type Section, titleOf } from "./sections.ts";

export type View = "form" | "text" | "folder";

/** What happens when it is asked for. */
interface Acts {
  show(view: View): void;
  check(): void;
  data(): void;
  keep(keeps: boolean): void;
  /** Whether what is typed is kept in this browser. */
  keeps: boolean;
}

function button(model: Model, key: string, act: () => void, classes: string): HTMLButtonElement {
  return h("button", { type: "button", class: classes, onclick: act }, model.say(key));
}

function way(model: Model, view: View, key: string, show: (view: View) => void): HTMLElement {
  const to = button(model, key, () => show(view), "link");
  to.dataset["view"] = view;
  return to;
}

/** The ways back from what is shown. */
export function ways(model: Model, view: View, hasFolder: boolean, show: (view: View) => void): HTMLElement | null {
  const toForm = view !== "form" && model.told.readable && !(view === "folder" && model.isNew);
  const all = [view !== "folder" && hasFolder && way(model, "folder", "applicant.to_folder", show), toForm && way(model, "form", "applicant.to_form", show)];
  return all.some(Boolean) ? h("p", { class: "ways" }, ...all) : null;
}

/** The part of the form that follows, and the one before it. */
export function steps(model: Model, sections: Section[], at: number, go: (index: number) => void): HTMLElement {
  const step = (index: number, key: string): HTMLElement | false => {
    const to = sections[index];
    return !!to && h("button", { type: "button", class: "button", onclick: () => go(index) }, `${model.say(key)}: ${titleOf(to, model)}`);
  };
  return h("div", { class: "steps" }, step(at + 1, "applicant.next"), step(at - 1, "applicant.back"));
}

/** What can be done from everywhere. */
export function below(model: Model, view: View, acts: Acts): HTMLElement {
  const keeping = h("input", { type: "checkbox", id: "keeping", onchange: () => acts.keep(keeping.checked) });
  keeping.checked = acts.keeps;
  return h(
    "div",
    { class: "below" },
    h("div", { class: "actions" }, button(model, "applicant.check_all", () => acts.check(), "button first")),
    h("p", { class: "keeping" }, keeping, h("label", { for: "keeping" }, model.say("applicant.keep_here"))),
    h("p", { class: "hint" }, model.say("applicant.keep_help")),
    h("p", { class: "views" }, view === "form" && way(model, "text", "applicant.to_text", acts.show), button(model, "applicant.report_data", () => acts.data(), "link data")),
  );
}
