/** Files that are dropped anywhere on the page; where to, is shown while they are held over it. */

import { fill, h } from "./dom.ts";
import { dropped, type Given } from "./files.ts";
import type { Model } from "./model.ts";

/** Browsers say again and again that something is held over the page, and not always that it is there no more. */
const AGAIN = 900;

export function takesDrops(model: Model, take: (files: Given[]) => void, failed: () => void): void {
  const target = h("p", { class: "drop", hidden: true, "aria-hidden": "true" });
  document.body.append(target);
  let over = 0;
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.types.includes("Files")) {
      fill(target, h("span", {}, model.say("applicant.drop_here")));
      target.hidden = false;
      clearTimeout(over);
      over = window.setTimeout(() => (target.hidden = true), AGAIN);
    }
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    target.hidden = true;
    if (event.dataTransfer) {
      void dropped(event.dataTransfer.items).then(take, failed);
    }
  });
}
