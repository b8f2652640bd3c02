/** The unfinished application in the browser's storage: only where the person asked for it, and forgotten when he or she says so. */

import type { Model } from "./model.ts";

interface Draft {
  file: string;
  text: string;
}

const key = (model: Model): string => `atbilst:${model.book.call}:${model.book.version}`;

/** Where the browser gives no storage, nothing is kept. */
function storage<T>(use: (store: Storage) => T, otherwise: T): T {
  try {
    return use(localStorage);
  } catch {
    return otherwise;
  }
}

export const kept = (model: Model): Draft | null =>
  storage((store) => {
    const text = store.getItem(key(model));
    return text === null ? null : (JSON.parse(text) as Draft);
  }, null);

export const keep = (model: Model): boolean =>
  storage((store) => {
    store.setItem(key(model), JSON.stringify({ file: model.file, text: model.text } satisfies Draft));
    return true;
  }, false);

export const forget = (model: Model): void => storage((store) => store.removeItem(key(model)), undefined);
