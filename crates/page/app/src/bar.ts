/** The state of the application on one line, and whether it is saved. */

import { fill, h } from "./dom.ts";
import type { Model } from "./model.ts";
import { isJson } from "./files.ts";
import { counts } from "./requirements.ts";
import { answered } from "./sections.ts";

const SIGNS = { mend: "✗", fill: "…", pass: "✓", ask: "?", warn: "!" };

export function drawBar(bar: HTMLElement, model: Model): void {
  const { mend, ask, warn, fill: missing, pass } = counts(model);
  const done = answered(model);
  const only = ask === 0 && warn > 0 ? "warn" : "ask";
  const state = mend > 0 || !model.told.readable ? "mend" : missing > 0 ? "fill" : model.told.verdict === "complies" ? "pass" : only;
  const word = (kind: string, count: number): HTMLElement | false =>
    count > 0 && h("span", { class: kind }, model.say(`applicant.count.${kind}`, { count }));
  const saved = model.isChanged()
    ? model.say("applicant.not_saved")
    : model.isNew
      ? ""
      : model.say("applicant.saved", { file: model.file });
  bar.setAttribute("aria-label", model.say("applicant.state.label"));
  fill(
    bar,
    h(
      "div",
      { class: "inside" },
      h("strong", { class: state }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state]), model.say(`applicant.now.${model.told.verdict === "unreadable" ? "unreadable" : state}`)),
      word("mend", mend),
      word("ask", ask),
      // What is only advised is no reproach in an empty form.
      word("warn", missing > 0 && !model.askedForAll ? 0 : warn),
      // An answer may bring further questions: what is done grows with it, and what is left alone would look like a step back.
      missing > 0 && h("span", { class: "fill" }, model.say("applicant.count.fill", { count: done, of: done + missing })),
      word("pass", pass),
      h("span", { class: "stays" }, [model.say("applicant.stays"), isJson(model.text) && model.say("applicant.of_json"), saved].filter(Boolean).join(" · ")),
    ),
  );
  const title = model.of(model.book.title);
  document.title = mend > 0 ? `${model.say("applicant.count.mend", { count: mend })} · ${title}` : title;
}
