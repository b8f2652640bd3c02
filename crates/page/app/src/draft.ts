/** Unfinished applications in the browser's storage: only where the person asked for it, each by itself, and forgotten when he or she says so. */

import type { Model } from "./model.ts";

export interface Draft {
  key: string;
  file: string;
  /** What it begins with, to be told from others by. */
  name?: string;
  text: string;
  /** When it was kept, in milliseconds. */
  on: number;
}

/** What another page of the same folder wrote there may be anything. */
function read(key: string, entry: string | null): Draft | null {
  try {
    const { file, name, text, on } = JSON.parse(entry ?? "") as Partial<Draft>;
    const isOne = typeof file === "string" && typeof text === "string";
    return isOne ? { key, file, text, name: typeof name === "string" ? name : "", on: typeof on === "number" ? on : 0 } : null;
  } catch {
    return null;
  }
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

  /** Those of every call of the page that are not open, the newest first. */
  others(): Draft[] {
    const calls = this.model.core.books.map((book) => `atbilst:${book.call}:`);
    const all = storage((store) => {
      const keys = Object.keys(store).filter((key) => key !== this.own && calls.some((call) => key.startsWith(call)));
      return keys.map((key) => read(key, store.getItem(key)));
    }, []);
    return all.filter((one) => one !== null).sort((a, b) => b.on - a.on);
  }

  /** Whether it is kept now. */
  keep(): boolean {
    const { model } = this;
    this.own ??= `atbilst:${model.book.call}:${crypto.randomUUID?.() ?? Math.random()}`;
    const key = this.own;
    const said = Object.entries(model.answers).filter(([field, answer]) => field !== "call" && typeof answer === "string" && answer.trim() !== "");
    const name = said.slice(0, 2).map(([, answer]) => `${answer}`.trim().slice(0, 80)).join(", ");
    return storage((store) => {
      store.setItem(key, JSON.stringify({ file: model.file, name, text: model.text, on: Date.now() }));
      return true;
    }, false);
  }

  /** Keeps what was gone on with in a place of its own: where it was, another window may have it open. */
  move(draft: Draft): void {
    this.own = null;
    if (this.keep()) {
      this.forget(draft.key);
    }
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
