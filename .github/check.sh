#!/usr/bin/env bash
# The check of action.yml: findings in the log, as annotations and in the summary of the job; the exit code as an output.
set -euo pipefail

program=${BINARY:-$RUNNER_TEMP/atbilst/bin/atbilst}
arguments=(check --lang "$LANGUAGE" --fail-on "$FAIL_ON")
if [ -n "$WAIVERS" ]; then
  arguments+=(--waivers "$WAIVERS")
fi
for report in "github=$RUNNER_TEMP/atbilst.commands" "sarif=$RUNNER_TEMP/atbilst.sarif" \
  "markdown=$RUNNER_TEMP/atbilst.md"; do
  arguments+=(--report "$report")
done
while IFS= read -r report; do
  if [ -n "$report" ]; then
    arguments+=(--report "$report")
  fi
done <<< "$REPORTS"
arguments+=(--)
while IFS= read -r path; do
  if [ -n "$path" ]; then
    arguments+=("$path")
  fi
done <<< "$PATHS"

# What applications hold is shown in the log, so no line of it may be taken for a command of the runner.
# With two lines of the same word the runner stops and begins to listen; nobody can guess it.
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$word"
code=0
"$program" "${arguments[@]}" || code=$?
echo
echo "::$word::"
if [ -f "$RUNNER_TEMP/atbilst.commands" ]; then
  cat "$RUNNER_TEMP/atbilst.commands"
fi
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
