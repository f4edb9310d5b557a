#!/usr/bin/env python3
"""Times ours and DuckDB over the same million invented reviews, in turns; prints Markdown.

usage: run.py BENCH_BINARY [--python PYTHON] [--runs N] [--file CSV]

Every process is pinned to one core and measured by the processor time of the work alone (loading
is not counted on either side), the least of N runs; memory is the most that was resident, loading
included. PYTHON is an interpreter that has duckdb (`pip install duckdb`).
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def measured(command):
    """What a command printed, with its memory."""
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, stdout=out, preexec_fn=lambda: os.sched_setaffinity(0, {0}))
        _, status, used = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(" ".join(map(str, command)))
        out.seek(0)
        result = json.loads(out.read().strip().splitlines()[-1])
    result["memory_mb"] = used.ru_maxrss / 1024
    return result


def main():
    args = argparse.ArgumentParser()
    args.add_argument("binary")
    args.add_argument("--python", default=sys.executable)
    args.add_argument("--runs", type=int, default=3)
    args.add_argument("--file")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = args.file or str(Path(folder) / "reviews.csv")
        if not Path(file).exists():
            subprocess.run([args.binary, "make", file], check=True)
        ours = lambda way: [args.binary, way, file]
        peer = lambda way: [args.python, HERE / "peer.py", way, file]
        plan = [
            ("ours: scores with intervals", ours("scores")),
            ("ours: scores with intervals, timelines", ours("timelines-plain")),
            ("ours: the same, an interval at every point", ours("timelines")),
            ("DuckDB: approval and mean", peer("scores")),
            ("DuckDB: approval and mean, timelines", peer("timelines")),
            ("ours: adjusted approval, fitted and asked", ours("adjusted")),
            ("ours: one film as of 400 dates", ours("as-of")),
        ]
        best, troubles = {}, {}
        for _ in range(args.runs):
            for name, command in plan:
                if name in troubles:
                    continue
                try:
                    result = measured(command)
                except (RuntimeError, OSError) as trouble:
                    troubles[name] = trouble
                    continue
                kept = min(best.get(name, result), result, key=lambda one: one["cpu"])
                kept["memory_mb"] = max(best.get(name, result)["memory_mb"], result["memory_mb"])
                best[name] = kept
    print("| what | CPU s | points | memory MB |")
    print("|---|--:|--:|--:|")
    for name, _ in plan[:-1]:
        if name in best:
            one = best[name]
            points = f"{one['points']:,}" if "points" in one else ""
            print(f"| {name} | {one['cpu']:.3f} | {points} | {one['memory_mb']:.0f} |")
    print()
    cpu = {name: one["cpu"] for name, one in best.items()}
    duck = cpu.get("DuckDB: approval and mean, timelines")
    if duck:
        for name in (plan[1][0], plan[2][0]):
            print(f"- DuckDB takes {duck / cpu[name]:.1f} times as long as {name}.")
        print(f"- DuckDB's scores alone take {cpu[plan[3][0]] / cpu[plan[0][0]]:.1f} times as long as ours.")
    film = best[plan[-1][0]]
    for which in ("largest", "crowd"):
        one = film[which]
        print(f"- Score of a film of {one['reviews']:,} reviews as of a date: {one['mean_ms']:.3f} ms,"
              f" {one['worst_ms']:.3f} ms at worst.")
    print(f"- Making the sheets of the {film['films']:,} films from {film['reviews']:,} votes:"
          f" {film['building']:.2f} s.")
    for name, trouble in troubles.items():
        print(f"- Not measured: {name}: {trouble}")


main()
