#!/usr/bin/env python3
"""Wraps folders of labelled pages in a WARC: one `response` record a page, one gzip member a record.

usage: build_warc.py OUT.warc.gz FOLDER... [--repeat N]

A FOLDER holds `gold.jsonl`, whose lines name a `file` (may be gzipped) and maybe a `url`. The pages
are shuffled with a fixed seed, so that the same folders give the same bytes on every machine.
Prints the counts as JSON. Needs nothing but Python's own library.
"""
import argparse
import gzip
import json
import random
import uuid
import zlib
from pathlib import Path

DATE = "2026-01-15T03:00:00Z"


def pages(folders):
    """(name, address, file) of every page, in the folders' order."""
    for folder in map(Path, folders):
        for line in (folder / "gold.jsonl").read_text("utf8").splitlines():
            if not line.strip():
                continue
            gold = json.loads(line)
            file = folder / gold["file"]
            url = gold.get("url") or ""
            if not url.startswith("http"):
                url = f"https://pages.example/{folder.name}/{file.name}"
            yield f"{folder.name}/{gold['file']}", url, file


def member(block):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(block) + packer.flush()


def record(kind, fields, block):
    head = [f"WARC-Type: {kind}", f"WARC-Date: {DATE}", *fields, f"Content-Length: {len(block)}"]
    return "\r\n".join(["WARC/1.0", *head, "", ""]).encode() + block + b"\r\n\r\n"


def answer(body):
    """What a server says around a page, of usual length."""
    try:
        body.decode("utf8")
        kind = "text/html; charset=UTF-8"
    except UnicodeDecodeError:
        kind = "text/html"
    head = [
        "HTTP/1.1 200 OK",
        f"Content-Type: {kind}",
        "Date: Thu, 15 Jan 2026 03:00:00 GMT",
        "Server: nginx",
        "Vary: Accept-Encoding",
        "Cache-Control: max-age=300, public",
        "Strict-Transport-Security: max-age=31536000; includeSubDomains",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def main():
    args = argparse.ArgumentParser()
    args.add_argument("out")
    args.add_argument("folders", nargs="+")
    args.add_argument("--repeat", type=int, default=1, help="times each page stands in it")
    args = args.parse_args()
    all_pages = list(pages(args.folders))
    count = page_bytes = packed_bytes = 0
    with open(args.out, "wb") as out:
        for turn in range(args.repeat):
            order = list(all_pages)
            random.Random(1895 + turn).shuffle(order)
            for name, url, file in order:
                body = file.read_bytes()
                if body[:2] == b"\x1f\x8b":
                    body = gzip.decompress(body)
                name_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{name}#{turn}")
                fields = [
                    f"WARC-Record-ID: <urn:uuid:{name_id}>",
                    f"WARC-Target-URI: {url}",
                    "Content-Type: application/http; msgtype=response",
                ]
                packed = member(record("response", fields, answer(body)))
                out.write(packed)
                count += 1
                page_bytes += len(body)
                packed_bytes += len(packed)
    print(json.dumps({"pages": count, "page_bytes": page_bytes, "packed_bytes": packed_bytes}))


main()
