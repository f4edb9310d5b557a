#!/usr/bin/env python3
"""Times ours and the peers over one WARC, in turns, and prints a table in Markdown.

usage: run.py BENCH_BINARY WARC [--python PYTHON] [--runs N] [--without NAME,...]

Each process is pinned to one core (two for two workers) and measured by the processor time that it
used, the least of N runs; memory is the most that was resident. PYTHON is an interpreter that has
resiliparse, fastwarc and trafilatura (`pip install resiliparse fastwarc trafilatura`); those that
it lacks are left out.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


def measured(command, cores):
    """What a command printed, with its processor time, wall time and memory."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command,
            stdout=out,
            stderr=err,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        out.seek(0)
        if child.returncode != 0:
            err.seek(0)
            last = (err.read().strip().splitlines() or ["no word"])[-1]
            raise RuntimeError(f"{' '.join(map(str, command))}: {last}")
        result = json.loads(out.read().strip().splitlines()[-1])
    result.setdefault("cpu", used.ru_utime + used.ru_stime)
    result["wall"] = wall
    result["memory_mb"] = used.ru_maxrss / 1024
    return result


def main():
    args = argparse.ArgumentParser()
    args.add_argument("binary")
    args.add_argument("warc")
    args.add_argument("--python", default=sys.executable)
    args.add_argument("--runs", type=int, default=3)
    args.add_argument("--without", default="", help="names to leave out, parted by commas")
    args = args.parse_args()
    ours = lambda way, workers=1: [args.binary, way, args.warc, "--workers", str(workers)]
    peer = lambda library, *more: [args.python, HERE / "peers.py", library, args.warc, *more]
    one, two = {0}, set(sorted(os.sched_getaffinity(0))[:2])
    plan = [
        ("ours: iterate", ours("iterate"), one),
        ("ours: iterate and first pass", ours("first-pass"), one),
        ("ours: first pass, then whole reading", ours("ingest"), one),
        ("ours: whole reading of every page", ours("whole"), one),
        ("ours: whole reading, two workers", ours("whole", 2), two),
        ("fastwarc: iterate", peer("fastwarc"), one),
        ("resiliparse: main text", peer("resiliparse"), one),
        ("dom_smoothie: article", ours("dom_smoothie"), one),
        ("trafilatura: main text and metadata", peer("trafilatura", "--pages", "200"), one),
    ]
    left_out = [name for name in args.without.split(",") if name]
    plan = [step for step in plan if not any(name in step[0] for name in left_out)]
    best, troubles = {}, {}
    for _ in range(args.runs):
        # In turns, so that a busy minute of the machine falls on all alike.
        for name, command, cores in plan:
            if name in troubles:
                continue
            try:
                result = measured(command, cores)
            except (RuntimeError, OSError) as trouble:
                troubles[name] = str(trouble)
                continue
            before = best.get(name, result)
            kept = min(before, result, key=lambda one: one["cpu"])
            kept["wall"] = min(before["wall"], result["wall"])
            kept["memory_mb"] = max(before["memory_mb"], result["memory_mb"])
            best[name] = kept
    speed = {name: result["bytes"] / 1e6 / result["cpu"] for name, result in best.items()}
    whole = speed.get("ours: whole reading of every page")
    print("| what | pages | CPU s | pages/s | MB/s | memory MB | failed | whole reading is |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, *_ in plan:
        if name not in best:
            continue
        result = best[name]
        times = f"{whole / speed[name]:.1f} times" if whole and "ours" not in name else ""
        print(
            f"| {name} | {result['pages']:,} | {result['cpu']:.2f} |"
            f" {result['pages'] / result['cpu']:,.0f} | {speed[name]:,.1f} |"
            f" {result['memory_mb']:.0f} | {result['failed']} | {times} |"
        )
    print()
    first, iterate = speed.get("ours: iterate and first pass"), speed.get("ours: iterate")
    if first and iterate:
        result = best["ours: iterate and first pass"]
        print(f"- The first pass keeps {result['kept']:,} of {result['pages']:,} pages and runs at "
              f"{first / iterate:.2f} of the speed of iterating.")
    alone = best.get("ours: whole reading of every page")
    both = best.get("ours: whole reading, two workers")
    if alone and both:
        print(f"- Two workers read {alone['wall'] / both['wall']:.2f} times as much as one by the "
              "clock on the wall.")
    for name, trouble in troubles.items():
        print(f"- Not measured: {name}: {trouble}")


main()
