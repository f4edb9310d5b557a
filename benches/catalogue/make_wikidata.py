"""Makes a dump in the form of Wikidata's, of invented entities: the same bytes for the same seed.

    python3 make_wikidata.py FILE [--entities 100000] [--films 0.02] [--seed 1]
"""

import argparse
import json
import random

LANGUAGES = ["en", "de", "fr", "es", "ru", "th", "ja", "ar", "hi", "zh", "pl", "tr"]


def said(value):
    snak = {"snaktype": "value", "property": "P", "datavalue": {"value": value, "type": "value"}}
    return {"mainsnak": snak, "type": "statement", "id": "Q1$00000000", "rank": "normal"}


def item(number):
    return {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}


def entity(chance, number, is_film, entities):
    word = lambda: "".join(chance.choices("abdefghiklmnoprstu", k=chance.randint(4, 12))).capitalize()
    name = f"{word()} {word()}"
    other = lambda: 1_000_000 + chance.randrange(entities)
    names = {it: {"language": it, "value": f"{name} {it}"} for it in LANGUAGES}
    claims = {"P31": [said(item(11424 if is_film else 5))]}
    if is_film:
        claims |= {
            "P57": [said(item(other()))],
            "P161": [said(item(other())) for _ in range(chance.randint(2, 15))],
            "P577": [said({"time": f"+{1920 + number % 100}-01-01T00:00:00Z", "precision": 11})],
            "P345": [said(f"tt{number:08}")],
            "P495": [said(item(other()))],
            "P136": [said(item(other()))],
            "P2047": [said({"amount": "+92", "unit": "http://www.wikidata.org/entity/Q7727"})],
        }
    for at in range(chance.randint(5, 40)):
        claims[f"P{90000 + at}"] = [said({"value": word(), "text": " ".join(word() for _ in range(6))})]
    aliases = {"en": [{"language": "en", "value": f"{word()} {word()}"}]}
    links = {f"{it}wiki": {"site": f"{it}wiki", "title": name, "badges": []} for it in LANGUAGES}
    return {"type": "item", "id": f"Q{number}", "labels": names, "descriptions": names, "aliases": aliases, "claims": claims, "sitelinks": links}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file")
    asked.add_argument("--entities", type=int, default=100_000)
    asked.add_argument("--films", type=float, default=0.02)
    asked.add_argument("--seed", type=int, default=1)
    asked = asked.parse_args()
    chance = random.Random(asked.seed)
    with open(asked.file, "w", encoding="utf-8") as file:
        file.write("[\n")
        for at in range(asked.entities):
            made = entity(chance, 1_000_000 + at, chance.random() < asked.films, asked.entities)
            file.write((",\n" if at else "") + json.dumps(made, ensure_ascii=False, separators=(",", ":")))
        file.write("\n]\n")
