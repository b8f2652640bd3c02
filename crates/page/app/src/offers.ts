/** Unfinished applications that were kept, offered before another is begun. */

import { today } from "./core.ts";
import { h, hidden } from "./dom.ts";
import type { Draft, Drafts } from "./draft.ts";
import type { Model } from "./model.ts";

export function offers(model: Model, drafts: Drafts, goOn: (draft: Draft) => void, forget: (draft: Draft) => void): HTMLElement | null {
  const all = drafts.others();
  const offer = (draft: Draft): HTMLElement => {
    const at = new Date(draft.on);
    const time = [at.getHours(), at.getMinutes()].map((number) => String(number).padStart(2, "0")).join(".");
    const file = [draft.name, draft.file].filter(Boolean).join(", ");
    const of = draft.on > 0 ? model.say("applicant.kept_on", { file, date: today(at), time }) : file;
    return h(
      "div",
      { class: "draft" },
      h("p", {}, of),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", class: "button", onclick: () => goOn(draft) }, model.say("applicant.go_on"), hidden(of)),
        h("button", { type: "button", class: "link", onclick: () => forget(draft) }, model.say("applicant.forget"), hidden(of)),
      ),
    );
  };
  return all.length > 0 ? h("section", { class: "drafts", "aria-labelledby": "drafts" }, h("h2", { id: "drafts" }, model.say("applicant.kept")), ...all.map(offer)) : null;
}
