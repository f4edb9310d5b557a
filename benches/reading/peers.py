#!/usr/bin/env python3
"""Runs one Python library over the pages of a WARC and prints what came of it as JSON.

usage: peers.py LIBRARY WARC [--pages N]

LIBRARY is `fastwarc` (goes through the records and no more), `resiliparse` (main text) or
`trafilatura` (main text and metadata). The records come by fastwarc, the fastest reader in Python,
each page is decoded once, and importing stays outside the clock.
"""
import argparse
import json
import logging
import re
import resource
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
DECLARED = re.compile(rb"charset=[\"' ]*([A-Za-z0-9_-]+)")


def text_of(page):
    try:
        return page.decode("utf8")
    except UnicodeDecodeError:
        found = DECLARED.search(page[:4096])
        try:
            return page.decode(found[1].decode() if found else "cp1252", "replace")
        except LookupError:
            return page.decode("cp1252", "replace")


def extractor(library):
    if library == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text

        return lambda text, url: extract_plain_text(text, main_content=True)
    import trafilatura

    return lambda text, url: trafilatura.bare_extraction(
        text, url=url, include_comments=False, with_metadata=True
    )


def seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    args = argparse.ArgumentParser()
    args.add_argument("library")
    args.add_argument("warc")
    args.add_argument("--pages", type=int, default=10**9)
    args = args.parse_args()
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    extract = None if args.library == "fastwarc" else extractor(args.library)
    pages = size = failed = 0
    begun = seconds()
    with open(args.warc, "rb") as file:
        for record in ArchiveIterator(
            file, record_types=WarcRecordType.response, parse_http=True
        ):
            page = record.reader.read()
            pages += 1
            size += len(page)
            if extract:
                try:
                    if not extract(text_of(page), record.headers["WARC-Target-URI"]):
                        failed += 1
                except Exception:
                    failed += 1
            if pages >= args.pages:
                break
    used = seconds() - begun
    print(json.dumps({"pages": pages, "bytes": size, "failed": failed, "cpu": used}))


main()
