/** The sections and how far each is; any may be gone to at any time. */

import { fill, h } from "./dom.ts";
import type { Model } from "./model.ts";
import { progress, sectionsOf, titleOf } from "./sections.ts";

/** From this width on the sections stand beside the form. */
const WIDE = "(min-width: 48.01em)";

export function drawNav(nav: HTMLElement, model: Model, at: number | null, show: (index: number) => void): void {
  nav.setAttribute("aria-label", model.say("applicant.sections"));
  const sections = sectionsOf(model.book);
  const lines = sections.map((section, index) => {
    const { kind, count, of } = progress(section, model);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "section", "aria-current": index === at ? "step" : null, onclick: () => show(index) },
        h("span", { class: "name" }, `${index + 1}. ${titleOf(section, model)}`),
        // Of what cannot be read nobody knows how far it is.
        model.told.readable && h("span", { class: `progress ${kind}` }, model.say(`applicant.progress.${kind}`, { count, of })),
      ),
    );
  });
  const before = nav.querySelector("details");
  const focused = [...nav.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
  const where = at === null ? model.say("applicant.sections") : model.say("applicant.section_of", { number: at + 1, of: sections.length });
  const details = h("details", {}, h("summary", { class: "button" }, where), h("ol", {}, ...lines));
  details.open = matchMedia(WIDE).matches || (before?.open ?? false);
  fill(nav, details);
  nav.querySelectorAll("button")[focused]?.focus();
}

/** A section was chosen: on a narrow screen the others make room for it. */
export function closeNav(nav: HTMLElement): void {
  const details = nav.querySelector("details");
  if (details && !matchMedia(WIDE).matches) {
    details.open = false;
  }
}

export function keepOpen(nav: HTMLElement): void {
  matchMedia(WIDE).addEventListener("change", (event) => {
    const details = nav.querySelector("details");
    if (details) {
      details.open = event.matches;
    }
  });
}
