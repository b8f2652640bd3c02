/** What screen readers are told of in passing. */

import { fill, h } from "./dom.ts";
import type { Model } from "./model.ts";
import { counts } from "./requirements.ts";

export class Status {
  readonly element = h("p", { role: "status", class: "hidden" });
  private readonly model: Model;
  private announced = 0;

  constructor(model: Model) {
    this.model = model;
  }

  tell(text: string): void {
    if (this.element.textContent !== text) {
      fill(this.element, text);
    }
  }

  /** Says how many places are to be mended, a while after the last change. */
  announce(): void {
    const { mend } = counts(this.model);
    clearTimeout(this.announced);
    this.announced = window.setTimeout(() => this.tell(this.model.say("applicant.count.mend", { count: mend })), 1000);
  }
}
