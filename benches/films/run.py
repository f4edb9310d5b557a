#!/usr/bin/env python3
"""Builds and asks the index of films, then Tantivy's and rapidfuzz over the same titles; prints a table in Markdown.

usage: run.py FOLDER_OF_BINARIES CATALOGUE.tsv[.gz] [--films N] [--python PYTHON] [--questions N]

All times are processor time. PYTHON is an interpreter that has rapidfuzz (`pip install rapidfuzz`). Some
6 GB of disk are taken in the folder for temporary files, and given back.
"""
import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
# What is promised of ours.
MOST_BUILD_S, MOST_MEMORY_MB, MOST_OPEN_S, LEAST_RATE, MOST_P99_US = 240, 2048, 2, 10_000, 2_000


def told(command, out=None):
    """What a command printed, a JSON object a line."""
    done = subprocess.run([str(part) for part in command], stdout=out or subprocess.PIPE, check=True)
    return [] if out else [json.loads(line) for line in done.stdout.splitlines()]


def main():
    args = argparse.ArgumentParser()
    args.add_argument("binaries", type=Path)
    args.add_argument("catalogue", type=Path)
    args.add_argument("--films", type=int, default=10_000_000)
    args.add_argument("--questions", type=int, default=20_000)
    args.add_argument("--python", default=sys.executable)
    args.add_argument("--without", default="", help="peers to leave out, parted by commas")
    args = args.parse_args()
    without = args.without.split(",")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        catalogue = args.catalogue
        if catalogue.suffix == ".gz":
            catalogue = folder / "catalogue.tsv"
            with gzip.open(args.catalogue) as packed, open(catalogue, "wb") as out:
                shutil.copyfileobj(packed, out)
        index = folder / "films"
        ours = args.binaries / "ours"
        of_films = [catalogue, args.films, index]
        (built,) = told([ours, "build", *of_films])
        with open(index, "rb") as file:
            # What is measured is the index, not the disk: the file is in the system's memory.
            while file.read(1 << 24):
                pass
        (opened, *asked) = told([ours, "ask", *of_films, args.questions])
        print(f"{args.films:,} films; processor time\n")
        print("| what | core s | memory MB | file MB |\n|---|--:|--:|--:|")
        print(f"| ours: building | {built['core_s']:.0f} | {built['most_memory_mb']:,} | {built['file_mb']:,} |")
        print(f"| ours: opening | {opened['open_core_s']:.2f} | {opened['memory_mb']} | |")
        rows = [(f"ours: {it['asked']}", it) for it in asked]
        if "tantivy" not in without:
            place = folder / "tantivy"
            place.mkdir()
            made, *found = told([args.binaries / "tantivy", catalogue, args.films, place, 200])
            print(f"| Tantivy: building | {made['core_s']:.0f} | {made['most_memory_mb']:,} | |")
            rows += [(f"Tantivy: {it['asked']}", it) for it in found]
            shutil.rmtree(place)
        print("\n| asked | a second of one core | p50 µs | p99 µs | most µs |\n|---|--:|--:|--:|--:|")
        for name, it in rows:
            times = " | ".join(f"{it[key]:,.0f}" for key in ["p50_us", "p99_us", "most_us"])
            print(f"| {name} | {it['per_second']:,.0f} | {times} |")
        if "rapidfuzz" not in without:
            titles, questions = folder / "titles", folder / "questions"
            with open(titles, "w") as out:
                told([ours, "titles", catalogue, args.films], out)
            with open(questions, "w") as out:
                told([ours, "near", *of_films, 200], out)
            for it in told([args.python, HERE / "rapid.py", titles, questions]):
                print(
                    f"| rapidfuzz {it['rapidfuzz']}: {it['asked']}, all titles | {it['per_second']} | | | |\n"
                    f"| the same, only the {it['titles_found_each']} titles that ours found | "
                    f"{it['over_those_found_per_second']:,} | | | |"
                )
                print(
                    f"| both found {it['films_both_found']} films, only rapidfuzz "
                    f"{it['only_rapidfuzz_found']}, only ours {it['only_ours_found']} | | | | |"
                )
        misses = []
        if built["core_s"] > 2 * MOST_BUILD_S or built["most_memory_mb"] > MOST_MEMORY_MB:
            misses.append("building")
        if opened["open_core_s"] > MOST_OPEN_S:
            misses.append("opening")
        misses += [
            it["asked"]
            for it in asked
            if it["per_second"] < LEAST_RATE or it["p99_us"] > MOST_P99_US or it["damaged"]
        ]
        if misses:
            sys.exit(f"ours misses what is promised: {', '.join(misses)}")


if __name__ == "__main__":
    main()
