"""What other readers read of the texts in a folder's texts.jsonl, held against what atbilst read: see .ci/differential."""

import collections
import json
import multiprocessing
import pathlib
import re
import subprocess
import sys

import ruamel.yaml
import yaml

# js-yaml reads every line's text in one process of its own.
JS_YAML = """
const yaml = require('js-yaml');
const lines = require('readline').createInterface({ input: process.stdin });
lines.on('line', line => {
  let answer;
  try {
    answer = { read: yaml.load(JSON.parse(line).text, { schema: yaml.FAILSAFE_SCHEMA }) };
    if (answer.read === undefined) answer.read = null;
  } catch (error) {
    answer = { refused: String(error.reason || error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\\n');
});
"""

def unbroken(text, ours, theirs):
    return not text.endswith(("\n", "\r")) and all(
        isinstance(theirs.get(at), str) and value.rstrip("\n") == theirs[at].rstrip("\n") for at, value in ours.items()
    )


def no_mapping(_, ours, __):
    return ours[""] != "a mapping"


def lines_lost(text, ours, theirs):
    ours, theirs = ({at: str(value).replace("\n", "") for at, value in values.items()} for values in (ours, theirs))
    return re.search(r"\\\n[ \t]*\n", text) is not None and ours == theirs


# Differences that are known, as docs/yaml.md tells: a name, and whether a text is of the kind.
KNOWN = [
    ("a block text at the end of a file without a last line break", unbroken),
    ("a file that is no mapping, and so no application", no_mapping),
    ("empty lines behind a line break that is taken back by `\\`", lines_lost),
]


def absent(value):
    """A value that is not there is the empty text, as atbilst has it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return {key: absent(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [absent(inner) for inner in value]
    return value


def answer(load, text):
    try:
        return {"read": load(text)}
    except (yaml.YAMLError, ruamel.yaml.error.YAMLError) as error:
        return {"refused": str(getattr(error, "problem", None) or error).split("\n")[0]}


READERS = {
    "PyYAML": lambda text: yaml.load(text, Loader=yaml.BaseLoader),
    "libyaml": lambda text: yaml.load(text, Loader=yaml.CBaseLoader),
    "ruamel.yaml": lambda text: ruamel.yaml.YAML(typ="base", pure=True).load(text),
}


def answers(line):
    case = json.loads(line)
    text = case["text"]
    return text, case["read"], {name: answer(load, text) for name, load in READERS.items()}


def places(value, pointer=""):
    """Every pointer with its text."""
    if isinstance(value, dict):
        yield pointer, "a mapping"
        for key, inner in value.items():
            yield from places(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        yield pointer, "a list"
        for index, inner in enumerate(value):
            yield from places(inner, f"{pointer}/{index}")
    else:
        yield pointer, value


def main(folder):
    texts = folder / "texts.jsonl"
    script = subprocess.Popen(
        ["node", "-e", JS_YAML], cwd=folder, stdin=texts.open("rb"), stdout=subprocess.PIPE, encoding="utf-8"
    )
    same, refused, known, different = (collections.Counter() for _ in range(4))
    why = collections.defaultdict(collections.Counter)
    examples = []
    values = 0
    count = 0
    pool = multiprocessing.Pool()
    lines = texts.open(encoding="utf-8")
    for (text, read, given), line in zip(pool.imap(answers, lines, chunksize=50), script.stdout, strict=True):
        given["js-yaml"] = json.loads(line)
        ours = dict(places(read))
        count += 1
        values += len(ours)
        for name, other in given.items():
            if "refused" in other:
                refused[name] += 1
                why[name][other["refused"]] += 1
                continue
            theirs = dict(places(absent(other["read"])))
            if ours == theirs:
                same[name] += 1
                continue
            kind = next((kind for kind, is_of in KNOWN if is_of(text, ours, theirs)), None)
            if kind:
                known[name, kind] += 1
                continue
            different[name] += 1
            at = next(at for at in sorted(ours.keys() | theirs.keys()) if ours.get(at) != theirs.get(at))
            examples.append((text, name, at, ours.get(at), theirs.get(at)))
    print(f"{count} texts that atbilst accepts, {values} values")
    for name in [*READERS, "js-yaml"]:
        print(f"{name}: the same {same[name]}, refused there {refused[name]}, different {different[name]}")
        for reason, number in why[name].most_common(6):
            print(f"    refused: {number} {reason}")
        for (reader, kind), number in known.items():
            if reader == name:
                print(f"    known: {number} {kind}")
    for text, name, at, ours, theirs in sorted(examples, key=lambda example: len(example[0]))[:40]:
        print(f"\n{name} at {at!r}: atbilst {ours!r}, there {theirs!r}, of {text!r}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
