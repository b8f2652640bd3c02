import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { lowered, withoutCommands } from "../src/told.ts";

test("what only a terminal can do is not said", () => {
  for (const [text, said] of [
    ["Put a space; `atbilst check --fix` does so in all lines.", "Put a space."],
    ["Save it under a name that ends in .yaml, or begin with `atbilst init`.", "Save it under a name that ends in .yaml."],
    ["Is this the right file? If it is right, `--max-nodes` raises the limit.", "Is this the right file?"],
    ["Begin with `call:`; `atbilst init` writes a form to fill in.", "Begin with `call:`."],
    ["Write `call:`, then a code.", "Write `call:`, then a code."],
  ] as const) {
    assert.equal(withoutCommands(text), said);
  }
});

test("no help that a page shows names a command", () => {
  for (const language of ["en", "lv"]) {
    const lines = readFileSync(new URL(`../../../core/src/language/${language}.yaml`, import.meta.url), "utf8").split("\n");
    const helps = lines.flatMap((line) => /^ {4}(?!  )(?:\w+_)?help: "(.*)"$/.exec(line)?.[1] ?? []);
    // What the page has a sentence of its own for.
    const own = (text: string): boolean => /`--rules`|atbilst-answers/.test(text);
    const naming = helps.filter((text) => !own(text)).map(withoutCommands).filter((text) => /`--|`atbilst /.test(text));
    assert.ok(helps.length > 20, language);
    assert.deepEqual(naming, [], language);
  }
});

test("a title within a sentence begins small, an abbreviation does not", () => {
  assert.deepEqual(["Dwellings", "IKT", "Ēkas"].map(lowered), ["dwellings", "IKT", "ēkas"]);
});
