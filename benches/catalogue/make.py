"""Makes a catalogue in the form of IMDb's six files, of invented titles and people: the same bytes for the same seed.

    python3 make.py FOLDER [--titles 1000000] [--films 1.0] [--people 1200000] [--seed 1]

A title has four further titles in the mean (in nine scripts), one director in ten two, eight people who worked on it.
`--films` is the share of titles that are films; the others are series, episodes and games.
"""

import argparse
import random
from pathlib import Path

SYLLABLES = [a + b for a in "bdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il", "on", "us")]
# The first letter of a script and how many of its letters follow each other.
SCRIPTS = [
    ("RU", "ru", 0x430, 32),
    ("GR", "el", 0x3B1, 24),
    ("TH", "th", 0xE01, 44),
    ("EG", "ar", 0x627, 20),
    ("IL", "he", 0x5D0, 27),
    ("JP", "ja", 0x30A1, 80),
    ("KR", "ko", 0xAC00, 2000),
    ("IN", "hi", 0x905, 50),
    ("CN", "cmn", 0x4E00, 3000),
]
LATIN = [("DE", "de"), ("FR", "fr"), ("ES", "es"), ("MX", "es"), ("PL", "pl"), ("US", "en"), ("GB", "en"), ("XWW", "en")]
GENRES = ["Drama", "Comedy", "War", "Crime", "Horror", "Music", "Family", "Western", "Documentary"]
FILMS = ["movie"] * 6 + ["short"] * 3 + ["tvMovie", "video"]
OTHERS = ["tvEpisode"] * 8 + ["tvSeries", "videoGame"]
JOBS = ["director", "writer", "cinematographer", "composer", "editor", "producer"]


def words(chance, count):
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))).capitalize() for _ in range(count))


def in_script(chance, first, many):
    return "".join(chr(first + chance.randrange(many)) for _ in range(chance.randint(4, 14)))


def make(folder, titles, films, people, seed):
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    pool = [words(chance, chance.randint(1, 4)) for _ in range(200_000)]
    foreign = [(r, l, [in_script(chance, first, many) for _ in range(40_000)]) for r, l, first, many in SCRIPTS]
    names = ["".join(chance.choices(SYLLABLES, k=2)).capitalize() for _ in range(5_000)]
    opened = {
        name: open(folder / f"{name}.tsv", "w", encoding="utf-8", newline="\n", buffering=1 << 20)
        for name in ("title.basics", "title.akas", "title.crew", "title.principals", "title.ratings", "name.basics")
    }
    basics, akas, crew, principals, ratings, persons = (opened[name].write for name in opened)
    basics("tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n")
    akas("titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n")
    crew("tconst\tdirectors\twriters\n")
    principals("tconst\tordering\tnconst\tcategory\tjob\tcharacters\n")
    ratings("tconst\taverageRating\tnumVotes\n")
    persons("nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n")
    rows = 6
    for number in range(1, titles + 1):
        key = f"tt{number:07}"
        draw = chance.random
        is_film = draw() < films
        kind = FILMS[int(draw() * len(FILMS))] if is_film else OTHERS[int(draw() * len(OTHERS))]
        title = f"{pool[int(draw() * len(pool))]} {pool[int(draw() * len(pool))]}"
        original = pool[int(draw() * len(pool))] if draw() < 0.2 else title
        year = 1900 + int(draw() * 125) if draw() < 0.95 else "\\N"
        runtime = 60 + int(draw() * 90) if draw() < 0.7 else "\\N"
        genres = ",".join(dict.fromkeys(GENRES[int(draw() * len(GENRES))] for _ in range(1 + int(draw() * 3))))
        basics(f"{key}\t{kind}\t{title}\t{original}\t0\t{year}\t\\N\t{runtime}\t{genres}\n")
        akas(f"{key}\t1\t{original}\t\\N\t\\N\toriginal\t\\N\t1\n")
        many = int(draw() * 7)
        for at in range(many):
            if draw() < 0.5:
                region, language, made = foreign[int(draw() * len(foreign))]
                said = made[int(draw() * len(made))]
            else:
                region, language = LATIN[int(draw() * len(LATIN))]
                said = title if draw() < 0.3 else pool[int(draw() * len(pool))]
            language = language if draw() < 0.5 else "\\N"
            akas(f"{key}\t{at + 2}\t{said}\t{region}\t{language}\timdbDisplay\t\\N\t0\n")
        director = 1 + int(draw() * people)
        second = f",nm{1 + int(draw() * people):07}" if draw() < 0.1 else ""
        crew(f"{key}\tnm{director:07}{second}\tnm{1 + int(draw() * people):07}\n")
        worked = 2 + int(draw() * 13)
        for at in range(1, worked + 1):
            person = f"nm{1 + int(draw() * people):07}"
            if at <= worked * 0.6:
                job = "actor" if draw() < 0.5 else "actress"
                principals(f'{key}\t{at}\t{person}\t{job}\t\\N\t["{names[int(draw() * 5000)]}"]\n')
            else:
                principals(f"{key}\t{at}\t{person}\t{JOBS[int(draw() * 6)]}\t\\N\t\\N\n")
        rows += 3 + many + worked
        if draw() < 0.5:
            ratings(f"{key}\t{1 + draw() * 9:.1f}\t{5 + int(draw() ** 8 * 100000)}\n")
            rows += 1
    for number in range(1, people + 1):
        name = f"{names[int(chance.random() * 5000)]} {names[int(chance.random() * 5000)]}"
        persons(f"nm{number:07}\t{name}\t\\N\t\\N\tactor,director\ttt{1 + int(chance.random() * titles):07}\n")
    rows += people
    for file in opened.values():
        file.close()
    (folder / "rows").write_text(f"{rows}\n")
    return rows


if __name__ == "__main__":
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("folder", type=Path)
    said.add_argument("--titles", type=int, default=1_000_000)
    said.add_argument("--films", type=float, default=1.0)
    said.add_argument("--people", type=int, default=1_200_000)
    said.add_argument("--seed", type=int, default=1)
    asked = said.parse_args()
    print(make(asked.folder, asked.titles, asked.films, asked.people, asked.seed), "rows")
