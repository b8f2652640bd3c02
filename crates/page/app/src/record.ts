/**
 * The sheet of one application for paper: every question that is asked with its answer, also one left out, what the check says, the state of every
 * requirement, what the sheet was printed from, and lines to sign.
 */

import { h } from "./dom.ts";
import { today } from "./core.ts";
import type { Model } from "./model.ts";
import { lines, quote, SIGNS, STATES } from "./requirements.ts";
import { sectionsOf, titleOf } from "./sections.ts";
import type { Field } from "./types.ts";
import { isGap, once } from "./told.ts";

/** Has the sheet printed in the place of the page, as long as one application is open. */
export function printsRecord(model: Model, isOne: () => boolean): void {
  let sheet: HTMLElement | null = null;
  addEventListener("beforeprint", () => {
    sheet?.remove();
    sheet = isOne() ? record(model) : null;
    if (sheet) {
      document.body.append(sheet);
    }
    document.body.classList.toggle("printed", sheet !== null);
  });
  addEventListener("afterprint", () => {
    sheet?.remove();
    document.body.classList.remove("printed");
  });
}

function record(model: Model): HTMLElement {
  const verdict = model.say(`verdict.${model.told.verdict}`);
  const sections = sectionsOf(model.book).map((section) => {
    const [only] = section.fields;
    const fields = only?.fields ?? section.fields;
    const around = only?.fields ? `/${only.name}` : "";
    return h("section", { class: "answers" }, h("h2", {}, titleOf(section, model)), ...answers(fields, around, model));
  });
  const all = once(model.told.findings);
  const left = all.filter(isGap).map((finding) => model.nameOf(finding.pointer));
  // What is not there yet needs no reasons.
  const gaps = left.length > 0 && h("li", {}, h("p", {}, h("b", {}, `${model.say("applicant.missing")}: `), left.join("; ")));
  const findings = all.filter((finding) => !isGap(finding)).slice(0, 200).map((finding) =>
    h(
      "li",
      {},
      h("p", {}, h("b", {}, `${model.say(finding.group === "fill" ? "applicant.missing" : `applicant.state.${finding.group}`)}: ${model.nameOf(finding.pointer)}. `), model.messageOf(finding)),
      ...(model.told.law[finding.rule] ?? []).map((law) => quote(law, model)),
    ),
  );
  return h(
    "article",
    { class: "record", "aria-hidden": "true" },
    h("p", {}, model.say("applicant.kind")),
    h("h1", {}, model.of(model.book.title)),
    h("p", {}, `${model.say("applicant.of_day", { file: model.file, date: today() })} · `, h("b", {}, verdict)),
    ...sections,
    all.length > 0 && h("section", {}, h("h2", {}, model.say("applicant.findings")), h("ul", {}, ...findings, gaps)),
    requirements(model),
    end(model),
  );
}

/** The requirements by their state. */
function requirements(model: Model): HTMLElement {
  const all = lines(model);
  const states = STATES.map((state) => {
    const own = all.filter((line) => line.state === state).map(({ title, rule }) => {
      const points = (rule?.law ?? []).flatMap((law) => (law.point ? [model.say("page.point", { point: law.point.replace(/\.$/, "") })] : []));
      return h("li", {}, [title, points.length > 0 && `(${points.join("; ")})`].filter(Boolean).join(" "));
    });
    return own.length > 0 && h("div", {}, h("h3", {}, `${SIGNS[state]} ${model.say(`applicant.state.${state}`)}`), h("ul", { class: "two" }, ...own));
  });
  return h("section", {}, h("h2", {}, model.say("applicant.requirements")), ...states);
}

/** What the sheet was printed from, and who looked at it. */
function end(model: Model): HTMLElement {
  // An address is written out once, however often its words are quoted.
  const quoted = once(model.told.findings).filter((finding) => !isGap(finding));
  const urls = new Map(quoted.flatMap((finding) => (model.told.law[finding.rule] ?? []).map((law) => [law.url, law.source])));
  const sources = [...urls].map(([url, source]) => h("p", {}, `${source}: ${url}`));
  const book = `${model.say("page.book", { call: model.book.call })}, ${model.say("page.version", { version: "§" }).replace("§", model.book.version)}`;
  const hash = model.told.sha256 === null ? "" : `${model.file} · SHA-256 ${model.told.sha256}`;
  const signed = ["looked_at_by", "looked_at_on", "signature"].flatMap((name) => [h("dt", {}, model.say(`column.${name}`)), h("dd", {})]);
  return h("footer", {}, ...sources, h("p", {}, `${book} · ${hash}`), h("p", {}, model.say("short.not_approved")), h("dl", { class: "sign" }, ...signed));
}

function answers(fields: Field[], around: string, model: Model): HTMLElement[] {
  return fields.flatMap((field) => {
    const pointer = `${around}/${field.name}`;
    const answer = model.answer(pointer);
    const title = model.of(field.title);
    if (answer === undefined && model.isNotAsked(pointer)) {
      return [];
    }
    if (field.fields) {
      return [h("h3", {}, title), ...answers(field.fields, pointer, model)];
    }
    if (Array.isArray(answer) && answer.length > 0) {
      return answer.map((item, index) => {
        const inside = field.items ? answers(field.items, `${pointer}/${index}`, model) : [h("p", {}, words(field.item ?? field, item, model))];
        return h("div", { class: "item" }, h("h3", {}, `${title} ${index + 1}`), ...inside);
      });
    }
    return [h("dl", {}, h("dt", {}, title), h("dd", {}, words(field, answer, model)))];
  });
}

function words(field: Field, answer: unknown, model: Model): string {
  if (typeof answer !== "string" || answer === "") {
    return model.say("applicant.not_given");
  }
  // A text whose example is a code is asked for codes, too.
  const named = field.family === "text" && model.codeTitle(field.example ?? "") !== null ? model.codeTitle(answer) : null;
  return model.titleOf(field, answer) ?? named ?? model.value(field.path, answer).words ?? answer;
}
