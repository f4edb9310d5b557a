#!/usr/bin/env python3
"""Times reading a sheet of invented reviews for the first time and again after it was edited.

usage: run.py OVATION [--rows N] [--runs N]

Both go through the whole command; measured are the processor time and the most memory that was
resident, the least of N runs in turns. Fails where the second reading takes more than 1.2 times as
much of either as the first.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT = 1.2
HEAD = "critic,outlet,film,year,date,rating,text\n"
FIRST = "Ann Bo Cid Dora Edda Finn Greta Hal Ines Jon Kaya Lev Mona Nils Orla Per".split()
LAST = "Quill Marrow Tarn Vale Wick Lund Falk Brook Stone Reed Ash Hale Moor Finch".split()
NOUN = "Lamp Orchard Mill Salt Ember Harbour Winter Mirror River Garden Signal Ladder".split()
PLACE = "Street North Below Tonight Again Alone Twice Hill Within Abroad Still Rising".split()
SAID = "a patient film with a light that stays and a middle that drags but never lies".split()


def row(chance):
    critic = f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}"
    film = f"{chance.choice(NOUN)} {chance.choice(PLACE)} {chance.choice(NOUN)}"
    day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    text = " ".join(chance.choices(SAID, k=20))
    outlet = f"The {chance.choice(PLACE)} {chance.choice(LAST)}"
    return [critic, outlet, film, day[:4], day, f"{chance.randrange(1, 6)}/5", text]


def edited(rows, chance):
    """500 cells changed, 50 rows taken out and 50 put in."""
    rows = [list(cells) for cells in rows]
    for at in chance.sample(range(len(rows)), 500):
        which = chance.choice([0, 1, 4, 5])
        rows[at][which] = row(chance)[which] if which else rows[at][which] + "s"
    for at in sorted(chance.sample(range(len(rows)), 50), reverse=True):
        del rows[at]
    for _ in range(50):
        rows.insert(chance.randrange(len(rows)), row(chance))
    return rows


def write(path, rows):
    path.write_text(HEAD + "".join(",".join(cells) + "\n" for cells in rows))


def measured(command, wanted):
    """Processor seconds and megabytes of a command."""
    out = subprocess.DEVNULL
    child = subprocess.Popen(command, stdout=out, env={**os.environ, "OVATION_TEXT_MODEL": "none"})
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in wanted:
        sys.exit(f"{' '.join(map(str, command))} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    args = argparse.ArgumentParser()
    args.add_argument("ovation")
    args.add_argument("--rows", type=int, default=37_000)
    args.add_argument("--runs", type=int, default=3)
    args = args.parse_args()
    chance = random.Random(20)
    first = [row(chance) for _ in range(args.rows)]
    second = edited(first, chance)
    names = ("the first time", "again, edited", "again, as it is")
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.csv"
        for run in range(args.runs):
            record = Path(folder) / f"{run}.db"
            command = [args.ovation, "--record", record, "ingest", sheet, "--replace"]
            for name, rows in zip(names, (first, second, second)):
                write(sheet, rows)
                used = measured(command, (0, 3))
                best[name] = tuple(map(min, used, best.get(name, used)))
    print(f"{args.rows} rows, least of {args.runs} runs\n")
    print("| what | CPU s | memory MB |\n|---|--:|--:|")
    for name in names:
        print(f"| {name} | {best[name][0]:.2f} | {best[name][1]:.0f} |")
    ratios = [again / once for again, once in zip(best[names[1]], best[names[0]])]
    print(f"\nagain, edited: {ratios[0]:.2f} times the time, {ratios[1]:.2f} times the memory")
    if max(ratios) > LIMIT:
        sys.exit(f"more than {LIMIT} times as much")


if __name__ == "__main__":
    main()
