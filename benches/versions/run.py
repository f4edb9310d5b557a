#!/usr/bin/env python3
"""Times two builds of the program in turns at what people wait for.

usage: run.py OLD NEW [--pages FOLDER] [--press FILE.jsonl] [--rows N] [--runs N]

A table of invented reviews is ingested into a new record and once more as it is, the record is
replayed and checked, and a film's score is asked for; a folder of pages is read, and articles of
film press (a `title` and a `text` a line, made into bare pages). Measured is the processor time of
the whole command, the least of N runs; the program's own threads all count.
"""
import argparse
import html
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SHEETS = Path(__file__).parent.parent / "sheets" / "run.py"


def sheets():
    """The invented reviews of the bench of sheets."""
    spec = importlib.util.spec_from_file_location("sheets", SHEETS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(command):
    """Processor seconds of a command."""
    out = subprocess.DEVNULL
    environment = {**os.environ, "OVATION_TEXT_MODEL": "none"}
    child = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{' '.join(map(str, command))} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def bare_pages(press, folder):
    for at, line in enumerate(press.read_text().splitlines()):
        article = json.loads(line)
        paragraphs = [part for part in article["text"].split("\n") if part.strip()]
        title = html.escape(article.get("title") or paragraphs[0][:80])
        body = "".join(f"<p>{html.escape(part)}</p>\n" for part in paragraphs)
        page = f"<title>{title}</title><article><h1>{title}</h1>{body}</article>"
        (folder / f"{at:04}.html").write_text(f'<meta charset="utf-8">{page}')


def main():
    args = argparse.ArgumentParser()
    args.add_argument("old")
    args.add_argument("new")
    args.add_argument("--pages", type=Path)
    args.add_argument("--press", type=Path)
    args.add_argument("--rows", type=int, default=20_000)
    args.add_argument("--runs", type=int, default=5)
    args = args.parse_args()
    invented = sheets()
    chance = random.Random(20)
    rows = [invented.row(chance) for _ in range(args.rows)]
    film = f"{rows[0][2]} ({rows[0][3]})"
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        sheet = folder / "sheet.csv"
        invented.write(sheet, rows)
        read = ["read", "--json"]
        steps = {
            "ingest into a new record": ["ingest", sheet],
            "the same table again": ["ingest", sheet],
            "`replay --check`": ["replay", "--check"],
            "`score FILM`": ["score", film],
        }
        if args.pages:
            steps["pages, `read --json`"] = [*read, args.pages]
        if args.press:
            articles = folder / "press"
            articles.mkdir()
            bare_pages(args.press, articles)
            steps["articles of film press, `read --json`"] = [*read, articles]
        for run in range(args.runs):
            for which, program in (("old", args.old), ("new", args.new)):
                record = folder / f"{which}-{run}.db"
                for name, command in steps.items():
                    at = [] if command[0] == "read" else ["--record", record]
                    used = measured([program, *at, *command])
                    key = (name, which)
                    best[key] = min(used, best.get(key, used))
                for left in folder.glob(f"{which}-{run}.db*"):
                    if left.is_file():
                        left.unlink()
    print(f"{args.rows} rows, least of {args.runs} runs, processor seconds\n")
    print("| what | old | new | new to old |\n|---|--:|--:|--:|")
    for name in steps:
        old, new = best[name, "old"], best[name, "new"]
        print(f"| {name} | {old:.3f} | {new:.3f} | {new / old:.2f} |")


if __name__ == "__main__":
    main()
