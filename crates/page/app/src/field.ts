/** One field of the form: label, hint, what is said of it, the control, and how its value will be written. */

import { fill, h, hidden, idOf } from "./dom.ts";
import type { Model } from "./model.ts";
import { pathOf } from "./pointer.ts";
import type { Answer, Code, Field, Finding, Sum } from "./types.ts";

/** A part of the form on the screen. */
export interface Part {
  element: HTMLElement;
  /** Shows what the last check said. */
  update(): void;
}

/** What a kind of control is to its field. */
interface Control {
  element: HTMLElement;
  /** Whether the label is a legend around several controls. */
  group?: boolean;
  /** Shows an answer that was not typed here. */
  show(answer: string): void;
}

type Changed = (typed: string) => void;

/** What a person types in each family of kinds. */
const CONTROLS: Record<string, (field: Field, id: string, model: Model, changed: Changed) => Control> = {
  code: codes,
  flag,
  number: (field, id, _model, changed) => typed(field, id, changed, "decimal"),
  day: (field, id, _model, changed) => typed(field, id, changed, "text"),
  text: (field, id, _model, changed) => typed(field, id, changed, field.kind === "digits" ? "numeric" : "text"),
};

function typed(field: Field, id: string, changed: Changed, mode: string): Control {
  const long = field.kind === "text" && !field.required && field.example === null;
  const input = long
    ? h("textarea", { id, rows: "1" })
    : h("input", { id, type: "text", inputmode: mode, autocomplete: "off", class: `of-${field.kind}` });
  // Names, numbers and codes are no prose.
  input.spellcheck = field.kind === "text";
  input.addEventListener("input", () => changed(input.value));
  const show = (answer: string): void => {
    // A browser takes minutes to break millions of letters into lines; they are changed in the text.
    const tooLong = answer.length > LONGEST;
    const shown = tooLong ? `${answer.slice(0, LONGEST)}…` : answer;
    input.readOnly = tooLong;
    if (input.value !== shown) {
      input.value = shown;
    }
  };
  return { element: input, show };
}

/** No field shows more letters. */
const LONGEST = 10_000;

function codes(field: Field, id: string, model: Model, changed: Changed): Control {
  const select = h("select", { id });
  const day = model.told.as_of;
  const option = (code: Code): HTMLOptionElement => {
    const outside = day !== null && ((code.from !== null && day < code.from) || (code.until !== null && day > code.until));
    const title = model.of(code.title);
    const text = outside ? model.say("applicant.code_outside", { title, date: day }) : title;
    return h("option", { value: code.code }, text);
  };
  const none = h("option", { value: "" }, model.say("applicant.choose"));
  select.append(none, ...(field.codes ?? []).map(option));
  const meaning = h("p", { class: "meaning", lang: "lv" });
  const explain = (): void => {
    const code = field.codes?.find((one) => one.code === select.value);
    // A quote that only says the title again explains nothing.
    const quote = code?.quote && code.quote.length > model.of(code.title).length + 12 ? `„${code.quote}”` : "";
    fill(meaning, quote);
    meaning.hidden = quote === "";
  };
  select.addEventListener("change", () => {
    explain();
    changed(select.value);
  });
  const show = (answer: string): void => {
    if (answer !== "" && !(field.codes ?? []).some((code) => code.code === answer)) {
      select.querySelector("[data-other]")?.remove();
      select.append(h("option", { value: answer, "data-other": true }, answer));
    }
    select.value = answer;
    explain();
  };
  explain();
  return { element: h("div", {}, select, meaning), show };
}

function flag(_field: Field, id: string, model: Model, changed: Changed): Control {
  const radio = (value: string, key: string): [HTMLInputElement, HTMLElement] => {
    const own = value === "true" ? id : `${id}-no`;
    const input = h("input", { type: "radio", id: own, name: id, value, onchange: () => changed(value) });
    return [input, h("div", { class: "radio" }, input, h("label", { for: own }, model.say(key)))];
  };
  const [yes, yesRow] = radio("true", "ask.yes");
  const [no, noRow] = radio("false", "ask.no");
  const show = (answer: string): void => {
    yes.checked = answer === "true";
    no.checked = answer === "false";
  };
  return { element: h("div", { class: "radios" }, yesRow, noRow), group: true, show };
}

const text = (answer: Answer | undefined): string => (typeof answer === "string" ? answer : "");

export function fieldPart(field: Field, pointer: string, model: Model): Part {
  const id = idOf(pointer);
  let changedHere = false;
  let offered = "";
  let mended = "";
  const changed = (value: string): void => {
    changedHere = true;
    model.change(pointer, value);
  };
  const control = (CONTROLS[field.family] ?? CONTROLS["text"]!)(field, id, model, changed);
  control.show(text(model.answer(pointer)));
  const inputs = [...control.element.querySelectorAll("input, select, textarea")];
  const focusable = inputs.length > 0 ? inputs : [control.element];
  const hint = h("p", { class: "hint", id: `${id}-hint` }, hints(field, model));
  const said = h("div", { class: "said", id: `${id}-said` });
  const as = h("p", { class: "as", id: `${id}-as` });
  const optional = field.optional && h("span", { class: "optional" }, ` ${model.say("applicant.optional")}`);
  const offers = h("div", { class: "offers" });
  const mending = h("div", { class: "mending" });
  const box =
    field.kind === "money" ? h("div", { class: "money" }, control.element, h("span", { class: "unit" }, model.say("applicant.euro"))) : control.element;
  const title = model.of(field.title);
  const element = control.group
    ? h("fieldset", { class: "field", "data-at": pointer }, h("legend", {}, title, optional), hint, said, mending, box, as, offers)
    : h("div", { class: "field", "data-at": pointer }, h("label", { for: id }, title, optional), hint, said, mending, box, as, offers);
  element.addEventListener("focusout", (event) => {
    const to = (event as FocusEvent).relatedTarget as Node | null;
    if (changedHere && !element.contains(to)) {
      model.left.add(pointer);
      update();
    }
  });

  const update = (): void => {
    const answer = text(model.answer(pointer));
    const active = element.contains(document.activeElement);
    if (!active || control.group) {
      control.show(answer);
    }
    const findings = model.shownAt(pointer);
    const worst = findings.some((one) => one.group === "mend" || one.group === "fill") ? "mend" : findings.length > 0 ? "ask" : "";
    element.classList.toggle("mend", worst === "mend");
    element.classList.toggle("ask", worst === "ask");
    const other = model.other.get(pointer);
    const mend = findings.find((one) => one.rule === "wrong-type" && one.expected !== null);
    const expected = mend?.expected ?? "";
    if (expected !== mended) {
      mended = expected;
      fill(mending, mended !== "" && h("p", {}, takes(mended, pointer, model, control)));
    }
    // Where nothing need be stated, nobody else says that this states nothing.
    const idle = findings.length === 0 && model.left.has(pointer) && ["number", "day"].includes(field.family) && answer.trim() !== "" && !model.value(field.path, answer).fits;
    fill(
      said,
      ...findings.map((finding) => told(finding, field, model)),
      other !== undefined && answer === "" && stands(other, model),
      idle && h("p", { class: "do" }, model.say("applicant.no_answer", { field: title, found: answer.trim() })),
    );
    fill(as, asWritten(field, answer, model.own || model.touched.has(pointer), model));
    const described = [hint, said, as].filter((one) => one.textContent !== "").map((one) => one.id);
    for (const input of focusable) {
      input.setAttribute("aria-describedby", described.join(" "));
      input.setAttribute("aria-invalid", String(worst === "mend"));
    }
    // Nothing is to be taken as long as there is nothing to reckon.
    const sums = model.told.sums.filter((sum) => sum.pointer === pointer && (answer !== "" || /[1-9]/.test(sum.written)));
    // A button that has the focus must not be drawn anew.
    if (JSON.stringify(sums) !== offered) {
      offered = JSON.stringify(sums);
      fill(offers, ...sums.map((sum) => offer(sum, pointer, model, control)));
    }
    // What somebody works in does not vanish from under the hands.
    element.hidden = answer === "" && !active && model.isNotAsked(pointer) && !model.other.has(pointer);
  };
  return { element, update };
}

function hints(field: Field, model: Model): string {
  const help = model.plain(model.of(field.help), field);
  const example = field.kind === "date" ? model.say("applicant.date_example") : exampleOf(field, model);
  const unit = field.unit && model.say("template.unit", { unit: field.unit });
  return [help, unit, example].filter(Boolean).join(" ");
}

function exampleOf(field: Field, model: Model): string {
  if (field.example === null || field.codes || field.family === "flag") {
    return "";
  }
  const words = field.kind === "money" ? model.value(field.path, field.example).words : model.codeTitle(field.example);
  return model.say("applicant.example", { example: ` ${words?.replace(/[^\d]*EUR[^\d]*|€/g, "") ?? field.example}`.trim() });
}

/** What is said of a field: the question or the mistake, and what to do. */
export function told(finding: Finding, field: Field | undefined, model: Model): HTMLElement {
  const ask = finding.group === "ask" || finding.group === "warn";
  const message = model.messageOf(finding, field);
  const mark = model.say(finding.group === "warn" ? "applicant.warning" : ask ? "applicant.question" : "applicant.to_mend");
  const help = model.helpOf(finding);
  return h(
    "div",
    { class: ask ? "question" : "mistake" },
    h("p", { class: "what" }, h("span", { class: ask ? "mark" : "hidden" }, `${mark}: `), message),
    help && h("p", { class: "do" }, help),
  );
}

/** What stands in the file where a field is, and cannot be shown in it. */
export const stands = (text: string, model: Model): HTMLElement => h("p", { class: "do" }, model.say("applicant.stands", { text }));

/** How a value will stand in the file, where it was typed in another way, and a day in words. */
function asWritten(field: Field, answer: string, typed: boolean, model: Model): string {
  if (answer === "" || !["number", "day"].includes(field.family) && field.kind !== "digits") {
    return "";
  }
  const value = model.value(field.path, answer);
  if (!value.fits) {
    return "";
  }
  // A whole number says itself.
  const words = field.kind === "money" || field.family === "day" ? value.words : null;
  const written = value.written === answer || !typed ? null : model.say("applicant.written", { value: value.written });
  return [words, written].filter(Boolean).join(" · ");
}

/** What a field must come to, and a button that takes it. */
function offer(sum: Sum, pointer: string, model: Model, control: Control): HTMLElement {
  const label = model.say("applicant.sum_of", { of: sum.of, value: sum.words });
  const take = sum.stands ? h("span", { class: "stands" }, "✓") : takes(sum.written, pointer, model, control, sum.words);
  return h("p", { class: "sum" }, h("span", {}, label), take);
}

/** A button that puts a value into the field. */
function takes(written: string, pointer: string, model: Model, control: Control, words?: string): HTMLElement {
  const title = model.titleOf(model.field(pathOf(pointer)), written);
  const so = title === null ? model.say("applicant.write_so", { value: written }) : model.say("applicant.choose_so", { answer: title });
  const label = words === undefined ? so : model.say("applicant.take");
  const take = h("button", { type: "button", class: "small" }, label, words !== undefined && hidden(words));
  take.addEventListener("click", () => {
    control.show(written);
    model.left.add(pointer);
    model.change(pointer, written);
    (control.element.matches("input, textarea") ? control.element : control.element.querySelector<HTMLElement>("input, select"))?.focus();
  });
  return take;
}
