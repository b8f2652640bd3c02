/** The column of requirements: every rule with its state, what is said of it, the law, and the way to its field. */

import { fill, h } from "./dom.ts";
import type { Model } from "./model.ts";
import type { Finding, Law, Rule } from "./types.ts";
import { isGap, once } from "./told.ts";

type State = "mend" | "ask" | "warn" | "fill" | "pass" | "idle";
export const STATES: State[] = ["mend", "ask", "warn", "fill", "pass", "idle"];

interface Line {
  id: string;
  title: string;
  rule: Rule | undefined;
  state: State;
  findings: Finding[];
}

/** The rules with their state, in the order of the book. The program's own stand here only where something is said by them. */
export function lines(model: Model): Line[] {
  const { findings, outcomes } = model.told;
  const by = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = by.get(finding.rule) ?? [];
    same.push(finding);
    by.set(finding.rule, same);
  }
  const of = (id: string): Finding[] => by.get(id) ?? [];
  const own = [...by.keys()];
  const known = model.rules().filter((rule) => !rule.together);
  const ids = new Set(known.map((rule) => rule.id));
  const state = (id: string): State => {
    const groups = of(id).map((finding) => finding.group);
    const group = (["mend", "ask", "warn", "fill"] as const).find((one) => groups.includes(one));
    const outcome = outcomes[id];
    return group ?? (outcome === "pass" ? "pass" : outcome === "not_applicable" ? "idle" : "fill");
  };
  return [
    ...own.filter((id) => !ids.has(id)).map((id) => ({ id, title: model.say(`form.${id}.title`), rule: undefined })),
    ...known.map((rule) => ({ id: rule.id, title: rule.title, rule })),
  ].map((line) => ({ ...line, state: state(line.id), findings: of(line.id) }));
}

export interface Counts {
  mend: number;
  ask: number;
  warn: number;
  fill: number;
  pass: number;
}

/** How many places are to be mended, asked about and filled in, and how many rules hold. */
export function counts(model: Model): Counts {
  const of = (group: string): number => once(model.told.findings).filter((finding) => finding.group === group).length;
  const pass = model.rules().filter((rule) => model.told.outcomes[rule.id] === "pass").length;
  return { mend: of("mend"), ask: of("ask"), warn: of("warn"), fill: of("fill"), pass };
}

export function requirements(model: Model, go: (finding: Finding | string) => void): { element: HTMLElement; update(): void } {
  const groups = STATES.map((state) => {
    const count = h("span", { class: "count" });
    const heading = h("summary", { class: state }, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state]), h("span", {}), count);
    const list = h("ul", {});
    const details = h("details", { class: "state", "data-state": state }, heading, list);
    details.open = state === "mend" || state === "ask";
    return { state, heading, count, list, details };
  });
  const title = h("h2", { id: "requirements-heading" });
  const together = h("p", { class: "hint" });
  const computed = h("h3", {});
  const figures = h("dl", { class: "figures" });
  const element = h("aside", { "aria-labelledby": "requirements-heading" }, title, ...groups.map((group) => group.details), together, computed, figures);
  const open = new Set<string>();
  const update = (): void => {
    fill(title, model.say("applicant.requirements"));
    const all = lines(model);
    for (const { state, heading, count, list, details } of groups) {
      const own = all.filter((line) => line.state === state);
      fill(heading.children[1]!, model.say(`applicant.state.${state}`));
      fill(count, ` ${own.reduce((sum, line) => sum + Math.max(line.findings.length, 1), 0)}`);
      details.hidden = own.length === 0;
      fill(list, ...own.map((line) => item(line, model, go, open)));
    }
    const others = model.rules().filter((rule) => rule.together).length;
    const { figures: known } = model.told;
    fill(computed, model.say("applicant.computed"));
    computed.hidden = known.length === 0;
    fill(figures, ...known.flatMap(({ title, words, how }) => [h("dt", {}, title), h("dd", {}, words, how && h("span", { class: "how" }, how))]));
    fill(together, others > 0 ? model.say("applicant.together_later", { count: others }) : null);
  };
  return { element, update };
}

export const SIGNS: Record<State, string> = { mend: "✗", ask: "?", warn: "!", fill: "…", pass: "✓", idle: "–" };

/** So many places are listed of one rule. */
const PLACES = 20;

function item(line: Line, model: Model, go: (finding: Finding | string) => void, open: Set<string>): HTMLElement {
  const law = model.told.law[line.id] ?? line.rule?.law ?? [];
  const places = line.findings.slice(0, PLACES).map((finding) =>
    h(
      "li",
      { "data-fingerprint": finding.fingerprint },
      // What the office states has no field here.
      finding.office
        ? h("b", {}, model.nameOf(finding.pointer))
        : h("button", { type: "button", class: "link go", onclick: () => go(finding) }, model.nameOf(finding.pointer) || model.say("applicant.whole")),
      !isGap(finding) && h("span", { class: "what" }, model.messageOf(finding)),
      !model.isDrawn(finding.pointer) && finding.group !== "fill" && h("p", { class: "hint" }, model.helpOf(finding) ?? ""),
    ),
  );
  const [path] = model.book.looks_at[line.id] ?? [];
  const field = path === undefined ? undefined : model.field(path);
  const alone =
    places.length === 0 && path !== undefined && field
      ? h("button", { type: "button", class: "link go", onclick: () => go(`/${path.replaceAll("[]", "/0").replaceAll(".", "/")}`) }, model.of(field.title))
      : null;
  const body = h(
    "details",
    { ontoggle: () => (body.open ? open.add(line.id) : open.delete(line.id)) },
    h("summary", {}, line.title),
    alone,
    places.length > 0 && h("ul", { class: "places" }, ...places),
    line.findings.length > PLACES && h("p", { class: "hint" }, model.say("applicant.more_places", { count: line.findings.length - PLACES })),
    ...law.map((one) => quote(one, model)),
    line.rule?.because && h("p", { class: "because" }, line.rule.because),
  );
  body.open = open.has(line.id) || line.state === "mend";
  return h("li", { "data-rule": line.id }, body);
}

/** A sentence of law in its own words, since when, and where it stands. */
export function quote(law: Law, model: Model): HTMLElement {
  const source = law.point ? model.say("human.point", { source: law.source, point: law.point }) : law.source;
  const since = law.since ? model.say("human.since", { since: law.since }) : null;
  return h(
    "figure",
    { class: "law" },
    law.quote && h("blockquote", { lang: "lv" }, `„${law.quote}”`),
    h("figcaption", {}, h("a", { href: law.url, rel: "noreferrer noopener", target: "_blank" }, source), since && `, ${since}`),
  );
}
