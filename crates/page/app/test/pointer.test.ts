import assert from "node:assert/strict";
import { test } from "node:test";

import { get, number, ORIGIN, pathOf, set, moved } from "../src/pointer.ts";
import type { Answers } from "../src/types.ts";

test("an answer is set with the records around it, and taken out again", () => {
  const answers: Answers = {};
  set(answers, "/applicant/name", "A");
  assert.deepEqual(answers, { applicant: { name: "A" } });
  set(answers, "/applicant/name", "");
  assert.deepEqual(answers, { applicant: {} });
  assert.equal(get(answers, "/applicant/name"), undefined);
  assert.equal(get(answers, "/applicant/name/more"), undefined);
});

test("items keep where they came from, also inside others", () => {
  const answers: Answers = { rooms: [{ name: "A", equipment: [{ name: "B" }] }, { name: "C" }] };
  number(answers);
  assert.deepEqual(answers, {
    rooms: [
      { name: "A", equipment: [{ name: "B", [ORIGIN]: 0 }], [ORIGIN]: 0 },
      { name: "C", [ORIGIN]: 1 },
    ],
  });
  set(answers, "/rooms/1/name", "D");
  assert.equal(get(answers, "/rooms/1/name"), "D");
});

test("a place has the path of its field", () => {
  assert.equal(pathOf("/rooms/1/equipment/0/price"), "rooms[].equipment[].price");
  assert.equal(pathOf("/keywords/2"), "keywords[]");
});

test("places go where the items go in which they are", () => {
  const places = new Set(["/a/0/x", "/a/1/y/0", "/a/2/z", "/ab/1/x", "/title"]);
  moved(places, "/a", (index) => (index === 1 ? null : index === 0 ? 0 : index - 1));
  assert.deepEqual([...places], ["/a/0/x", "/a/1/z", "/ab/1/x", "/title"]);
});
