/** The head of the page: what it is, its language, and what can be done with files. */

import { fill, h } from "./dom.ts";
import { type Given, given } from "./files.ts";
import type { Model } from "./model.ts";

export interface Actions {
  languages: string[];
  /** Whether one application is open before the person, and not a table of many. */
  one: boolean;
  speak(language: string): void;
  take(files: Given[]): void;
  begin(call: string): void;
  print(): void;
  report(): void;
  save(): void;
  toMain(): void;
}

export function drawHead(head: HTMLElement, model: Model, actions: Actions): void {
  const button = (key: string, act: () => void, classes = "button"): HTMLElement =>
    h("button", { type: "button", class: classes, onclick: act }, model.say(key));
  const chooser = h("input", { type: "file", id: "chooser", multiple: true, class: "hidden", tabindex: "-1", "aria-hidden": "true" });
  chooser.addEventListener("change", () => {
    actions.take(given(chooser.files ?? []));
    chooser.value = "";
  });
  const folders = h("input", { type: "file", id: "folder-chooser", webkitdirectory: true, class: "hidden", tabindex: "-1", "aria-hidden": "true" });
  folders.addEventListener("change", () => {
    actions.take(given(folders.files ?? []));
    folders.value = "";
  });
  const languages = actions.languages
    .filter((language) => language !== model.language)
    .map((language) =>
      h("button", { type: "button", class: "link language", lang: language, onclick: () => actions.speak(language) }, ownName(language)),
    );
  fill(
    head,
    h("a", { class: "skip", href: "#main", onclick: () => actions.toMain() }, model.say("applicant.skip")),
    h(
      "div",
      { class: "top" },
      h("div", {}, h("p", { class: "kind" }, model.say("applicant.kind")), h("h1", {}, model.of(model.book.title)), calls(model, actions)),
      h(
        "div",
        { class: "actions" },
        ...languages,
        chooser,
        button("applicant.open", () => chooser.click()),
        folders,
        button("applicant.open_folder", () => folders.click()),
        button("applicant.print", () => actions.print()),
        button("applicant.report", () => actions.report()),
        actions.one && button("applicant.save", () => actions.save(), "button first"),
      ),
    ),
  );
}

/** Where the page is for several calls, the one that is applied under. */
function calls(model: Model, actions: Actions): HTMLElement | null {
  const { books } = model.core;
  if (books.length < 2) {
    return null;
  }
  const select = h(
    "select",
    { id: "call", onchange: () => actions.begin(select.value) },
    ...books.map((book) => h("option", { value: book.call }, `${book.call} ${model.of(book.title)}`)),
  );
  select.value = model.book.call;
  return h("p", { class: "calls" }, h("label", { for: "call" }, model.say("column.call")), select);
}

/** A language by its own name. */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
