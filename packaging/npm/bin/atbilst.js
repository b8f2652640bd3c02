#!/usr/bin/env node
// Starts the program of this system, which one of the optional packages holds.
"use strict";
const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const name = `@atbilst/${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "atbilst.exe" : "atbilst";
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`atbilst: the package ${name} is not installed; there may be none for this system, or optional packages were left out`);
  process.exit(2);
}
const ended = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (ended.error) {
  console.error(`atbilst: ${ended.error.message}`);
  process.exit(2);
}
process.exit(ended.status ?? 128 + (constants.signals[ended.signal] ?? 0));
