/** The text view: what is said of the text as a whole, and the editor. */

import { fill, h } from "./dom.ts";
import { Editor } from "./editor.ts";
import type { Model } from "./model.ts";
import type { Book } from "./types.ts";

export class TextView {
  readonly editor: Editor;
  private readonly model: Model;
  private readonly named: () => void;
  private readonly around = h("div", {});
  private readonly hint = h("p", { class: "hint" });
  private readonly calls = h("div", { class: "actions" });

  constructor(model: Model, named: () => void) {
    this.model = model;
    this.named = named;
    this.editor = new Editor(model);
  }

  draw(main: HTMLElement, ways: HTMLElement | null, summary: HTMLElement, below: () => HTMLElement): void {
    const { model, editor } = this;
    // Why the form cannot show a file is said at once.
    const [first] = model.told.findings;
    const why = model.told.readable || !first ? "" : ` ${model.plain(first.message)} ${model.helpOf(first) ?? ""}`;
    fill(this.hint, `${model.say(model.told.readable ? "applicant.text_help" : "applicant.text_only")}${why}`);
    fill(this.calls, ...model.calls.map((book) => this.naming(book)));
    fill(this.around, ways);
    // An editor that is typed in stays where it is.
    if (!editor.isUsed) {
      fill(main, this.around, summary, h("h2", { tabindex: "-1" }, model.say("applicant.text")), this.hint, this.calls, editor.element, below());
    }
  }

  /** A button that names the call in a text that names none. */
  private naming(book: Book): HTMLElement {
    const { model } = this;
    const name = (): void => {
      model.name(book);
      this.named();
    };
    return h("button", { type: "button", class: "button", onclick: name }, model.say("applicant.write_call", { call: book.call, title: model.of(book.title) }));
  }
}
