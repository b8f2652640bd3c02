#!/usr/bin/env bash
# The check of action.yml: findings in the log, as annotations and in the summary of the job; exit code, counts and reports as outputs.
# Each run has a folder of its own, so that none sees what another left.
set -euo pipefail

folder=$(mktemp -d "$RUNNER_TEMP/atbilst.XXXXXX")
arguments=(check)
# One a line; blanks around it and line ends of Windows are not part of it.
lines() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    if [ -n "$line" ]; then
      "$@" "$line"
    fi
  done
}
option() { arguments+=("$1=$2"); }
word() { arguments+=("$1"); }
one() { if [ -n "$2" ]; then option "$1" "$2"; fi; }
one --lang "${LANGUAGE:-}"
one --fail-on "${FAIL_ON:-}"
one --as-of "${AS_OF:-}"
one --waivers "${WAIVERS:-}"
one --config "${CONFIG:-}"
one --since "${SINCE:-}"
one --category "${CATEGORY:-}"
# The program knows how it is said, and refuses what is neither yes nor no.
if [ -n "${PORTFOLIO:-}" ]; then export ATBILST_PORTFOLIO="$PORTFOLIO"; fi
lines option --rules <<< "${RULES:-}"
lines option --report <<< "${REPORTS:-}"
for report in "github=$folder/commands" "sarif=$folder/atbilst.sarif" "json=$folder/atbilst.json" "markdown=$folder/atbilst.md"; do
  option --report "$report"
done
lines word <<< "${ARGUMENTS:-}"
word --
lines word <<< "${PATHS:-}"

# What applications hold is shown in the log, so no line of it may be taken for a command of the runner.
# With two lines of the same word the runner stops and begins to listen; nobody can guess it.
stop=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$stop"
code=0
"$BINARY" "${arguments[@]}" 2> "$folder/notes" || code=$?
cat "$folder/notes" >&2
echo
echo "::$stop::"
if [ -f "$folder/commands" ]; then
  cat "$folder/commands"
fi
if [ "$code" -ge 2 ]; then
  why=$(tail -n 1 "$folder/notes")
  why=${why//'%'/'%25'}
  echo "::error title=atbilst::${why:-The check could not be made.}"
fi
{
  echo "exit-code=$code"
  for report in json sarif; do
    if [ -f "$folder/atbilst.$report" ]; then
      echo "$report=$folder/atbilst.$report"
    fi
  done
  if [ -f "$folder/atbilst.json" ]; then
    # The head of the report is its first line, and the totals are numbers.
    grep -m 1 -o '"summary":{[^{}]*' "$folder/atbilst.json" \
      | grep -o '"\(applications\|complies\|needs_review\|does_not_comply\|unreadable\)":[0-9]*' | tr -d '"' | tr ':' '='
  fi
} >> "$GITHUB_OUTPUT"
