/** What is still to be done, asked for by the person: it takes the focus, and each line leads to its field. */

import { fill, h, idOf } from "./dom.ts";
import type { Model } from "./model.ts";
import { counts } from "./requirements.ts";
import { sectionsOf } from "./sections.ts";
import type { Finding } from "./types.ts";
import { isGap, once } from "./told.ts";

/** So many places are listed. */
const LISTED = 50;

export function drawSummary(element: HTMLElement, model: Model, go: (finding: Finding) => void): void {
  const { mend, ask, warn, fill: missing } = counts(model);
  const order = new Map(sectionsOf(model.book).flatMap(({ fields }, index) => fields.map(({ name }) => [name, index])));
  const place = (finding: Finding): number => order.get(finding.pointer.split("/", 2)[1] ?? "") ?? -1;
  const of = (group: string): Finding[] =>
    once(model.told.findings.filter((finding) => finding.group === group)).sort((a, b) => place(a) - place(b));
  const rest = mend + missing;
  const only = ask > 0 ? "applicant.only_questions" : warn > 0 ? "applicant.only_warnings" : "applicant.complies";
  const heading = rest > 0 ? model.say("applicant.there_is", { count: rest }) : model.say(only, { count: ask > 0 ? ask : warn });
  element.className = `summary ${rest > 0 ? "mend" : ask + warn > 0 ? "ask" : "pass"}`;
  fill(
    element,
    h(
      "div",
      { role: "alert" },
      h("h2", {}, heading),
      list([...of("mend"), ...of("fill")], model, go),
      warn > 0 && rest + ask > 0 && h("h3", {}, model.say("applicant.count.warn", { count: warn })),
      list(of("warn"), model, go, "asked"),
      ask > 0 && rest > 0 && h("h3", {}, model.say("applicant.count.ask", { count: ask })),
      list(of("ask"), model, go, "asked"),
      rest === 0 && next(model),
    ),
  );
}

/** What comes next, where nothing is left to be done here: what the rule book says, and where that stands. */
function next(model: Model): HTMLElement {
  const steps = (model.book.next_steps[model.language] ?? []).map((step) => {
    const sources = step.law.map((law) => h("a", { href: law.url, rel: "noreferrer noopener", target: "_blank" }, law.source));
    return h("li", {}, step.text, ...sources.flatMap((source) => [" ", source]));
  });
  const told = ["applicant.now_save", "short.not_approved"].map((key) => h("li", {}, model.say(key)));
  return h("div", {}, h("h3", {}, model.say("short.next")), h("ul", { class: "next" }, ...told, ...steps));
}

function list(findings: Finding[], model: Model, go: (finding: Finding) => void, classes: string | null = null): HTMLElement | null {
  const told = new Set<string>();
  const line = (finding: Finding): HTMLElement => {
    const name = model.nameOf(finding.pointer);
    const message = model.messageOf(finding);
    // What is said of one item may be said of another, word for word.
    const [item] = /^.*\/\d+(?=\/|$)/.exec(finding.pointer) ?? [];
    const said = item === undefined || isGap(finding) ? message : `${model.nameOf(item)}: ${message}`;
    const follow = (event: Event): void => {
      event.preventDefault();
      go(finding);
    };
    // What the office states has no field here, and a field that the form does not know says nothing of what to do.
    const shown = finding.office ? h("span", {}, `${name}: ${message}`) : h("a", { href: `#${idOf(finding.pointer)}`, onclick: follow }, said);
    const help = isGap(finding) || model.isDrawn(finding.pointer) ? null : model.helpOf(finding);
    // What is to be done about several is said with the first.
    const first = help !== null && !told.has(help) && !!told.add(help);
    return h("li", {}, shown, first && h("p", { class: "hint" }, help));
  };
  const more = findings.length - LISTED;
  const rest = more > 0 && h("li", {}, model.say("applicant.more_places", { count: more }));
  return findings.length > 0 ? h("ul", { class: classes }, ...findings.slice(0, LISTED).map(line), rest) : null;
}
