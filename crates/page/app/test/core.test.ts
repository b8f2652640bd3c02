import assert from "node:assert/strict";
import { test } from "node:test";

import { Core, requestLine, type Request } from "../src/core.ts";
import { Model } from "../src/model.ts";
import type { Book } from "../src/types.ts";

test("half of a sign is sent as one that stands for it, and whole signs as they are", () => {
  const line = requestLine({ do: "write", lang: "lv", answers: { a: "x \ud83d", b: ["\ude00y", "😀 ā"] } });
  assert.equal(line, '{"lang":"lv","do":{"write":{"answers":{"a":"x \ufffd","b":["\ufffdy","😀 ā"]}}}}\n');
});

/** A core that writes what it is told to write. */
function core(writes: () => string): Core {
  const said = Object.create(Core.prototype) as Core;
  said.books = [];
  said.text = (request: Request) => (request.do === "write" ? writes() : "said");
  said.json = () => null;
  return said;
}

test("nothing is never taken for the application", () => {
  const book = { call: "1", fields: [], office: [], rules: {} } as unknown as Book;
  let text = "call: 1\n";
  const model = new Model(core(() => text), "lv", book);
  assert.equal(model.text, "call: 1\n");
  text = "";
  assert.throws(() => model.change("/name", "A"));
  assert.equal(model.text, "call: 1\n");
  assert.equal(new TextDecoder().decode(model.bytes), "call: 1\n");
  text = "call: 1\nname: A\n";
  model.change("/name", "A");
  assert.equal(model.text, text);
});
