"""Draws a sample from a report once more, by the rules of docs/evidence.md and from nothing else: for ten seeds, every method.

again.py REPORT SIZE [SEED...]: for each seed and method a line of JSON with the paths that are drawn.
"""

import hashlib
import json
import sys
from fractions import Fraction


def ticket(seed, name):
    return hashlib.sha256(f"{seed}\n{name}".encode()).digest()


def cents(application):
    return int(Fraction(application["money"] or "0") * 100)


def random(applications, size, seed):
    return sorted(applications, key=lambda one: ticket(seed, one["path"]))[:size]


def stratified(applications, size, seed):
    strata = {}
    for one in applications:
        strata.setdefault(one["verdict"], []).append(one)
    names = sorted(strata)
    size = min(size, len(applications))
    shares = {name: Fraction(size * len(strata[name]), len(applications)) for name in names}
    given = {name: int(shares[name]) for name in names}
    by_rest = sorted(names, key=lambda name: given[name] - shares[name])
    for name in by_rest[: size - sum(given.values())]:
        given[name] += 1
    return [one for name in names for one in random(strata[name], given[name], seed)]


def monetary_unit(applications, size, seed):
    rest = [one for one in applications if cents(one) > 0]
    drawn = []
    while True:
        total = sum(map(cents, rest))
        large = [one for one in rest if size and cents(one) >= Fraction(total, size)]
        if not large:
            break
        drawn += large
        size -= len(large)
        rest = [one for one in rest if one not in large]
    if size <= 0 or total == 0:
        return drawn
    start = int.from_bytes(ticket(seed, "start")[:16], "big") % total
    hits = [(start + step * total) // size for step in range(size)]
    passed = 0
    for one in sorted(rest, key=lambda one: ticket(seed, one["path"])):
        if any(passed <= hit < passed + cents(one) for hit in hits):
            drawn.append(one)
        passed += cents(one)
    return drawn


METHODS = {"random": random, "stratified": stratified, "monetary-unit": monetary_unit}

with open(sys.argv[1], encoding="utf-8") as file:
    read = [one for one in json.load(file)["applications"] if one["verdict"] != "unreadable"]
for seed in sys.argv[3:]:
    for name, draw in METHODS.items():
        paths = sorted(one["path"] for one in draw(read, int(sys.argv[2]), seed))
        print(json.dumps({"method": name, "seed": seed, "paths": paths}))
