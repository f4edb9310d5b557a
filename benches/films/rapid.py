#!/usr/bin/env python3
"""The peer rapidfuzz: `rapid.py TITLES QUESTIONS [--each N]`.

TITLES has a film's number and a folded title a line, QUESTIONS what `ours near` printed. For the first
N questions of each sort every title is compared, as `rapidfuzz.process` does where nothing is indexed;
and for all of them the titles that our index found. Prints one JSON object a line: rates in processor
time, and whether both found the same films.
"""
import argparse
import json
import time

from rapidfuzz import __version__, process
from rapidfuzz.distance import OSA


def main():
    args = argparse.ArgumentParser()
    args.add_argument("titles")
    args.add_argument("questions")
    args.add_argument("--each", type=int, default=5)
    args = args.parse_args()
    films, titles = [], []
    with open(args.titles, encoding="utf-8") as lines:
        for line in lines:
            film, _, title = line.rstrip("\n").partition("\t")
            films.append(int(film))
            titles.append(title)
    of_film = {}
    for place, film in enumerate(films):
        of_film.setdefault(film, []).append(titles[place])
    sorts = {}
    with open(args.questions, encoding="utf-8") as lines:
        for line in lines:
            asked = json.loads(line)
            sorts.setdefault(asked["asked"], []).append(asked)
    for sort, questions in sorts.items():
        spent, same, missed, beyond = 0.0, 0, 0, 0
        for asked in questions[: args.each]:
            title = asked["title"]
            most = 2 if len(title) >= 10 else 1
            begun = time.process_time()
            found = process.extract(
                title, titles, scorer=OSA.distance, score_cutoff=most, limit=None, processor=None
            )
            spent += time.process_time() - begun
            theirs = {films[place] for _, distance, place in found if distance > 0}
            ours = {film for _, film in asked["films"]}
            if len(title) < 3:
                theirs = set()
            missed += len(theirs - ours)
            beyond += len(ours - theirs)
            same += len(theirs & ours)
        over, compared = 0.0, 0
        for asked in questions:
            near = [name for _, film in asked["films"] for name in of_film.get(film, [])]
            begun = time.process_time()
            process.extract(asked["title"], near, scorer=OSA.distance, score_cutoff=2, limit=10)
            over += time.process_time() - begun
            compared += len(near)
        some = len(questions[: args.each])
        print(
            json.dumps(
                {
                    "rapidfuzz": __version__,
                    "asked": sort,
                    "titles": len(titles),
                    "per_second": round(some / spent, 2),
                    "over_those_found_per_second": round(len(questions) / max(over, 1e-9)),
                    "titles_found_each": round(compared / len(questions), 1),
                    "films_both_found": same,
                    "only_rapidfuzz_found": missed,
                    "only_ours_found": beyond,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
