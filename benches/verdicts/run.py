#!/usr/bin/env python3
"""Times our text models and ONNX Runtime over the same snippets in turns, and prints a table in Markdown.

usage: run.py BINARY LABELLED.tsv.gz [--python PYTHON] [--runs N] [--texts N]

BINARY is `cargo build --release -p ovation-judge --example text_models`. LABELLED has a column `text`. Each process is pinned to one core and
measured by the processor time that it used, the least of N runs; memory is the most that was resident. PYTHON has numpy, onnx, onnxruntime,
tokenizers and safetensors.
"""
import argparse, gzip, json, os, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).parent
MODEL = HERE.parent.parent / "models" / "verdict-minilm"


def measured(command):
    """The line of JSON that a command printed, with its memory and processor time."""
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
                                 env={**os.environ, "TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1"})
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{command[0]} failed")
        out.seek(0)
        result = json.loads(out.read().strip().splitlines()[-1])
    result["cpu_s"] = used.ru_utime + used.ru_stime
    result["memory_mb"] = used.ru_maxrss / 1024
    return result


def main():
    args = argparse.ArgumentParser()
    args.add_argument("binary"); args.add_argument("labelled")
    args.add_argument("--python", default=sys.executable); args.add_argument("--runs", type=int, default=3); args.add_argument("--texts", type=int, default=1500)
    args = args.parse_args()
    with gzip.open(args.labelled, "rt", encoding="utf-8", newline="") as file:
        column = file.readline().rstrip("\n").split("\t").index("text")
        texts = [text for line in file if (text := line.rstrip("\n").split("\t")[column]).strip()][: args.texts]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts"
        source.write_text("\n".join(texts) + "\n", encoding="utf-8")
        out = lambda name: str(Path(folder) / name)
        ours = lambda way: [args.binary, way, str(source), out(way)]
        peer = lambda name, *more: [args.python, str(HERE / "peers.py"), str(MODEL), str(source), out(name), *more]
        plan = {"ours: encoder": ours("encoder"), "ours: encoder, AVX2": ours("avx2"), "ours: encoder, SSE2": ours("sse2"), "ONNX Runtime, singles": peer("singles"),
                "ONNX Runtime, its own bytes": peer("bytes", "--dynamic"), "ours: linear": ours("linear")}
        best = {}
        for _ in range(args.runs):
            # In turns, so that a busy minute of the machine falls on all alike.
            for name, command in plan.items():
                result = measured(command)
                if command[0] == args.binary:
                    result["read_s"] = max(result["cpu_s"] - result["load_s"], 1e-9)
                if name not in best or result["read_s"] < best[name]["read_s"]:
                    best[name] = result
        odds = {name: [float(line) for line in open(command[3] if command[0] == args.binary else command[4])] for name, command in plan.items()}
        print("| what | snippets a CPU second | load ms | memory MB | same verdicts as ours |\n|---|--:|--:|--:|--:|")
        for name, result in best.items():
            same = sum((a > 0) == (b > 0) for a, b in zip(odds[name], odds["ours: encoder"])) / len(texts)
            print(f"| {name} | {len(texts) / result['read_s']:,.0f} | {1e3 * result['load_s']:.0f} | {result['memory_mb']:.0f} | {100 * same:.1f} % |")


if __name__ == "__main__":
    main()
