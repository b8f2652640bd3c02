import assert from "node:assert/strict";
import { test } from "node:test";

import { held, places, retyped } from "../src/lines.ts";

test("lines keep their ends where nobody types", () => {
  const mixed = "a: 1\r\nb: 2\nc: 3\r\nd: 4";
  const cases: [string, string][] = [
    ["a: 1\nb: 2\nc: 3\nd: 4", mixed],
    ["a: 1\nb: 9\nc: 3\nd: 4", "a: 1\r\nb: 9\nc: 3\r\nd: 4"],
    ["a: 1\nx: 0\nb: 2\nc: 3\nd: 4", "a: 1\r\nx: 0\r\nb: 2\nc: 3\r\nd: 4"],
    ["a: 1\nc: 3\nd: 4", "a: 1\r\nc: 3\r\nd: 4"],
    ["a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", "a: 1\r\nb: 2\nc: 3\r\nd: 4\r\ne: 5\r\n"],
    ["", ""],
  ];
  for (const [typed, expected] of cases) {
    assert.equal(retyped(mixed, typed), expected);
    assert.equal(held(retyped(mixed, typed)), typed);
  }
  assert.equal(retyped("", "a\nb"), "a\nb");
});

test("places lie where the text before them ends", () => {
  for (const text of ["", "a\r\nb\nc\rd\r\n\r\n", "\r\r\n\n", "a: 1"]) {
    const place = places(text);
    for (let at = 0; at <= text.length; at += 1) {
      assert.equal(place(at), held(text.slice(0, at)).length, `${JSON.stringify(text)} ${at}`);
    }
  }
});
