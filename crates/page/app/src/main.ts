/** The page begins: the core is inflated and compiled, then the form of the call is drawn. In a worker the same script only checks. */

import { Core, inflated } from "./core.ts";
import { start } from "./shell.ts";
import type { About } from "./types.ts";
import { work } from "./worker.ts";

const taken = (id: string): string => {
  const element = document.getElementById(id);
  const text = element?.textContent ?? "";
  // It is long, and not needed twice.
  element?.remove();
  return text;
};

async function begin(script: string): Promise<void> {
  const page = document.getElementById("page")!;
  // failed.js tells of a page that never comes so far, and of what is thrown here.
  page.dataset.begun = "";
  const about = JSON.parse(taken("about")) as About;
  const wasm = await inflated(taken("core"));
  try {
    const core = await Core.load(wasm, about);
    if (core.books.length === 0) {
      throw new Error("no rule book could be read");
    }
    start(core, { about, script, wasm }, page);
  } catch (error) {
    page.replaceChildren();
    // What was compiled and does not work is of another version than the rest.
    throw error instanceof WebAssembly.CompileError ? error : Object.assign(new Error("stale", { cause: error }), { name: "stale" });
  }
}

if (typeof document === "undefined") {
  work(globalThis as unknown as Parameters<typeof work>[0]);
} else {
  void begin(document.currentScript?.textContent ?? "");
}
