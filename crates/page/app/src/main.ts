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
  const about = JSON.parse(taken("about")) as About;
  const wasm = await inflated(taken("core"));
  const core = await Core.load(wasm, about);
  start(core, { about, script, wasm }, document.getElementById("page")!);
}

if (typeof document === "undefined") {
  work(globalThis as unknown as Parameters<typeof work>[0]);
} else {
  void begin(document.currentScript?.textContent ?? "");
}
