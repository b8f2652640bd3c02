/** A question that must be answered before anything else. */

import { h } from "./dom.ts";
import type { Model } from "./model.ts";

/** Whether what is open may be given up: it is saved, or the person says so. */
export function mayReplace(model: Model): Promise<boolean> {
  return model.isChanged() ? mayGiveUp(model) : Promise.resolve(true);
}

/** Whether the person gives up changes that are not saved. */
export function mayGiveUp(model: Model): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = h("dialog", { "aria-labelledby": "dialog-heading" });
    const end = (answer: boolean) => (): void => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const button = (key: string, answer: boolean, classes: string): HTMLElement =>
      h("button", { type: "button", class: classes, onclick: end(answer) }, model.say(key));
    dialog.append(
      h("h2", { id: "dialog-heading" }, model.say("applicant.give_up")),
      h("p", {}, model.say("applicant.give_up_help")),
      h("div", { class: "actions" }, button("applicant.keep", false, "button first"), button("applicant.replace", true, "button")),
    );
    dialog.addEventListener("cancel", end(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}
