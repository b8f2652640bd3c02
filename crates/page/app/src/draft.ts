/** Unfinished applications in the browser's storage: only where the person asked for it, each by itself, and forgotten when he or she says so. */

import type { Model } from "./model.ts";

export interface Draft {
  key: string;
  file: string;
  text: string;
  /** When it was kept, in milliseconds. */
  on: number;
}

/** Where the browser gives no storage, nothing is kept. */
function storage<T>(use: (store: Storage) => T, otherwise: T): T {
  try {
    return use(localStorage);
  } catch {
    return otherwise;
  }
}

export class Drafts {
  private readonly model: Model;
  /** Where what is open is kept; another application is kept elsewhere. */
  own: string | null = null;

  constructor(model: Model) {
    this.model = model;
  }

  /** Those of the call that are not open, the newest first. */
  others(): Draft[] {
    const prefix = `atbilst:${this.model.book.call}:`;
    const all = storage((store) => {
      const keys = Object.keys(store).filter((key) => key.startsWith(prefix) && key !== this.own);
      return keys.map((key): Draft => ({ on: 0, ...(JSON.parse(store.getItem(key) ?? "{}") as Partial<Draft>), key }) as Draft);
    }, []);
    return all.filter((one) => typeof one.text === "string" && typeof one.file === "string").sort((a, b) => b.on - a.on);
  }

  /** Whether it is kept now. */
  keep(): boolean {
    const { model } = this;
    this.own ??= `atbilst:${model.book.call}:${crypto.randomUUID?.() ?? Math.random()}`;
    const key = this.own;
    return storage((store) => {
      store.setItem(key, JSON.stringify({ file: model.file, text: model.text, on: Date.now() }));
      return true;
    }, false);
  }

  forget(key = this.own): void {
    if (key !== null) {
      storage((store) => store.removeItem(key), undefined);
    }
    if (key === this.own) {
      this.own = null;
    }
  }
}
