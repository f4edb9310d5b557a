#!/usr/bin/env python3
"""Times the reading of film press and textacy over the same articles in turns, and prints a table in Markdown.

usage: run.py BINARY ARTICLES.jsonl [--python PYTHON] [--runs N] [--peer-articles N]

BINARY is `cargo build --release -p ovation-read --example time_press`. ARTICLES has a `text` a line. Each process is pinned to one core; the
least of N runs counts. PYTHON has textacy and spaCy's pipeline `en_core_web_sm`. The peer reads the first N articles only: it takes long.
"""
import argparse, json, os, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).parent


def measured(command):
    """The line of JSON that a command printed, with its memory."""
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, stdout=out, preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
                                 env={**os.environ, "OMP_NUM_THREADS": "1"})
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{command[0]} failed")
        out.seek(0)
        result = json.loads(out.read().strip().splitlines()[-1])
    result["memory_mb"] = used.ru_maxrss / 1024
    return result


def main():
    args = argparse.ArgumentParser()
    args.add_argument("binary"); args.add_argument("articles")
    args.add_argument("--python", default=sys.executable); args.add_argument("--runs", type=int, default=3); args.add_argument("--peer-articles", type=int, default=60)
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "few.jsonl"
        with open(args.articles, encoding="utf-8") as file:
            few.write_text("".join(line for line, _ in zip(file, range(args.peer_articles))), encoding="utf-8")
        plan = {"ours: statements, films, events, claims, credits": [args.binary, args.articles],
                "textacy: direct quotations": [args.python, str(HERE / "peers.py"), str(few)]}
        best = {}
        for _ in range(args.runs):
            # In turns, so that a busy minute of the machine falls on all alike.
            for name, command in plan.items():
                result = measured(command)
                if name not in best or result["read_s"] / result["articles"] < best[name]["read_s"] / best[name]["articles"]:
                    best[name] = result
    print("| what | articles | a second | load s | memory MB | quotations an article | gave up on |\n|---|--:|--:|--:|--:|--:|--:|")
    speeds = {}
    for name, result in best.items():
        speeds[name] = result["articles"] / result["read_s"]
        print(f"| {name} | {result['articles']} | {speeds[name]:,.1f} | {result['load_s']:.2f} | {result['memory_mb']:.0f} | "
              f"{result['found'] / result['articles']:.1f} | {result.get('failed', 0)} |")
    ours, peer = speeds.values()
    print(f"\n- Ours reads {ours / peer:,.0f} times as many articles a second.")


if __name__ == "__main__":
    main()
