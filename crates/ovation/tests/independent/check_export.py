#!/usr/bin/env python3
"""Checks an export of a record, and a receipt, without any code of Ovation.

usage: check_export.py EXPORT_DIR [RECEIPT.json]     (Python 3.8 or later, nothing to install)

Written from docs/reference/ledger-hashes.md alone. For every entry: its number follows the one
before, its hash is that of its values and of the hash before it, its kind is the one its body names,
and the source's words beside it are those whose digest stands in the body. Of a receipt: its head
and the entry of every review are entries of the export, and its counts follow from its lists.
Ends with 0 where everything holds, else with 1 and what does not.
"""
import csv
import json
import os
import struct
import sys
from datetime import datetime, timedelta, timezone

# BLAKE3, from its specification (https://github.com/BLAKE3-team/BLAKE3-specs): chunks of 1024 bytes,
# each a chain of blocks of 64, under a binary tree whose left side is always a full power of two.
START = (
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
    0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
)
SHUFFLE = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT = 1, 2, 4, 8
LOW = 0xFFFFFFFF
# Four columns, then four diagonals.
QUARTERS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)


def compress(chain, words, counter, length, flags):
    v = list(chain) + list(START[:4]) + [counter & LOW, counter >> 32, length, flags]
    for _ in range(7):
        for number, (a, b, c, d) in enumerate(QUARTERS):
            for word, turn_d, turn_b in ((words[2 * number], 16, 12), (words[2 * number + 1], 8, 7)):
                v[a] = (v[a] + v[b] + word) & LOW
                x = v[d] ^ v[a]
                v[d] = (x >> turn_d | x << (32 - turn_d)) & LOW
                v[c] = (v[c] + v[d]) & LOW
                x = v[b] ^ v[c]
                v[b] = (x >> turn_b | x << (32 - turn_b)) & LOW
        words = [words[place] for place in SHUFFLE]
    return [v[i] ^ v[i + 8] for i in range(8)]


def chunk(data, number, flags):
    chain = START
    blocks = [data[i:i + 64] for i in range(0, len(data), 64)] or [b""]
    for place, block in enumerate(blocks):
        own = CHUNK_START if place == 0 else 0
        if place == len(blocks) - 1:
            own |= CHUNK_END | flags
        words = struct.unpack("<16I", block.ljust(64, b"\0"))
        chain = compress(chain, words, number, len(block), own)
    return chain


def tree(data, number, flags):
    if len(data) <= 1024:
        return chunk(data, number, flags)
    left = 1024
    while left * 2 < len(data):
        left *= 2
    both = tree(data[:left], number, 0) + tree(data[left:], number + left // 1024, 0)
    return compress(START, both, 0, 64, PARENT | flags)


def blake3(data):
    return struct.pack("<8I", *tree(data, 0, ROOT))


def hash_entry(before, seq, at, actor, kind, body):
    parts = [before, struct.pack("<q", seq), struct.pack("<q", at)]
    parts += [text.encode() for text in (actor, kind, body)]
    return blake3(b"".join(struct.pack("<Q", len(part)) + part for part in parts))


def read_entries(folder):
    for name in ("entries.jsonl", "entries.csv"):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8", newline="") as lines:
            csv.field_size_limit(1 << 30)
            rows = csv.DictReader(lines) if name.endswith("csv") else map(json.loads, lines)
            for row in rows:
                row["seq"], row["at"] = int(row["seq"]), int(row["at"])
                yield row
        return
    raise SystemExit(f"{folder} has neither entries.jsonl nor entries.csv")


def check_export(folder, wrong):
    """Gives the entries by number: hash made anew, and moment."""
    known, before, worded = {}, bytes(32), 0
    for row in read_entries(folder):
        seq = row["seq"]
        if seq != len(known) + 1:
            wrong.append(f"entry {len(known) + 1} is missing")
            break
        if not row.get("body"):
            wrong.append(f"entry {seq} stands without its body, so that nothing after it can be shown")
            break
        made = hash_entry(before, seq, row["at"], row["actor"], row["kind"], row["body"])
        if made.hex() != row["hash"]:
            wrong.append(f"entry {seq}: hash is {row['hash']} and comes out as {made.hex()}")
            break
        body = json.loads(row["body"])
        if body["kind"] != row["kind"]:
            wrong.append(f"entry {seq}: kind is {row['kind']} and its body says {body['kind']}")
        if row.get("words"):
            worded += 1
            if blake3(row["words"].encode()).hex() != body.get("words"):
                wrong.append(f"entry {seq}: the words are not those of its digest")
        known[seq], before = (made.hex(), row["at"]), made
    with open(os.path.join(folder, "dictionary.json"), encoding="utf-8") as file:
        head = json.load(file)["ledger"]
    if (head["seq"], head["hash"]) != (len(known), before.hex()) and not wrong:
        wrong.append(f"the dictionary's head is {head}, the entries end in {before.hex()}")
    return known, worded


def moment(microseconds):
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=microseconds)


def check_receipt(path, known, wrong):
    with open(path, encoding="utf-8") as file:
        receipt = json.load(file)

    def same(what, said, made):
        if said != made:
            wrong.append(f"{what} is {said} and comes out as {made}")

    head = receipt["ledger"]
    same("ledger.hash", head["hash"], known.get(head["seq"], (None,))[0])
    same("made", read_moment(receipt["made"]), moment(known.get(head["seq"], (None, 0))[1]))
    lists = {name: receipt[name] for name in ("reviews", "waiting", "excluded")}
    for name, lines in lists.items():
        for number, line in enumerate(lines):
            entry = known.get(line["entry"])
            if entry is None or line["entry"] > head["seq"]:
                wrong.append(f"{name}[{number}].entry: the export has no entry {line['entry']}")
                continue
            same(f"{name}[{number}].entry_hash", line["entry_hash"], entry[0])
            same(f"{name}[{number}].recorded", read_moment(line["recorded"]), moment(entry[1]))
    inside, result = lists["reviews"], receipt["result"]
    unsure = sum(line["unsure"] for line in inside)
    positives = sum(line["p"] >= 0.5 for line in inside)
    rated = [line["rating"] for line in inside if line["rating"] is not None]
    same("result.n", result["n"], len(inside))
    same("result.unsure", result["unsure"], unsure)
    same("result.counted", result["counted"], len(inside) - unsure)
    same("result.waiting", result["waiting"], len(lists["waiting"]) + unsure)
    same("result.excluded", result["excluded"], len(lists["excluded"]))
    same("result.found", result["found"], sum(len(lines) for lines in lists.values()))
    same("result.positives", result["positives"], positives)
    if inside:
        made = 100 * positives / len(inside)
        same("result.approval.percent", round(result["approval"]["percent"], 9), round(made, 9))
    if rated:
        same("result.average.rated", result["average"]["rated"], len(rated))
        made = 10 * sum(rated) / len(rated)
        same("result.average.mean", round(result["average"]["mean"], 9), round(made, 9))


def read_moment(text):
    text, _, fraction = text.rstrip("Z").partition(".")
    whole = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return whole + timedelta(microseconds=int(fraction.ljust(6, "0")[:6] or 0))


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    # The hash of no bytes, as the specification's test vectors have it.
    assert blake3(b"").hex() == "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
    wrong = []
    known, worded = check_export(sys.argv[1], wrong)
    if len(sys.argv) == 3 and not wrong:
        check_receipt(sys.argv[2], known, wrong)
    for line in wrong:
        print(line)
    if wrong:
        sys.exit(1)
    print(f"{len(known)} entries follow one from the other, the words of {worded} are theirs")


if __name__ == "__main__":
    main()
