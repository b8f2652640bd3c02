/** Many files, checked beside the page so that it does not freeze. */

import { Core } from "./core.ts";
import type { About, Together } from "./types.ts";

export type ToWorker =
  | { do: "begin"; wasm: Uint8Array<ArrayBuffer>; about: About }
  | { do: "add"; path: string; bytes: Uint8Array; cut: boolean }
  | { do: "change"; path: string; bytes: Uint8Array }
  | { do: "together"; lang: string }
  | { do: "report"; lang: string; format: string };

export type FromWorker = { of: "together"; told: Together | null } | { of: "report"; text: string } | { of: "failed" };

/** What the worker does: the same script, begun without a page. */
export function work(scope: { onmessage: unknown; postMessage(message: FromWorker): void }): void {
  let core: Promise<Core> | null = null;
  let queue: Promise<void> = Promise.resolve();
  const answer = async (asked: ToWorker): Promise<void> => {
    if (asked.do === "begin") {
      core = Core.load(asked.wasm, asked.about);
    }
    const loaded = await core;
    if (asked.do === "add") {
      loaded?.text({ do: "add", path: asked.path, cut: asked.cut }, asked.bytes);
    } else if (asked.do === "change") {
      loaded?.text({ do: "change", path: asked.path }, asked.bytes);
    } else if (asked.do === "together") {
      scope.postMessage({ of: "together", told: loaded?.json<Together>({ do: "together", lang: asked.lang }) ?? null });
    } else if (asked.do === "report") {
      const text = loaded?.text({ do: "report_together", lang: asked.lang, format: asked.format }) ?? "";
      scope.postMessage({ of: "report", text });
    }
  };
  scope.onmessage = (event: MessageEvent<ToWorker>): void => {
    queue = queue.then(() => answer(event.data)).catch(() => scope.postMessage({ of: "failed" }));
  };
}
