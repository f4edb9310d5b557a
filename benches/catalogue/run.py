"""Imports a catalogue in IMDb's form into a new record: rows a second, processor seconds, peak memory.

    python3 run.py OVATION FOLDER [--again]

FOLDER has what `make.py` made. `--again` imports the same files once more, into the record that is then there.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path


def measured(command, env):
    began = time.monotonic()
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
    out = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "exit": child.returncode,
        "wall_s": round(time.monotonic() - began, 1),
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "memory_mb": used.ru_maxrss // 1024,
        "said": json.loads(out) if out.strip() else {},
    }


def main():
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("ovation", type=Path)
    said.add_argument("folder", type=Path)
    said.add_argument("--again", action="store_true")
    said.add_argument("--place", type=Path, help="where the record is made, a folder")
    asked = said.parse_args()
    rows = int((asked.folder / "rows").read_text())
    files = sorted(str(file) for file in asked.folder.glob("*.tsv*"))
    with tempfile.TemporaryDirectory(dir=asked.place) as folder:
        record = f"{folder}/record.db"
        command = [str(asked.ovation), "--record", record, "catalog", "import", "--json", *files]
        for turn in ("new record", "again") if asked.again else ("new record",):
            found = measured(command, dict(os.environ))
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            found |= {
                "turn": turn,
                "rows": rows,
                "rows_a_second": round(rows / found["wall_s"]),
                "rows_a_cpu_second": round(rows / found["cpu_s"]),
                "record_mb": size // 1_000_000,
            }
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
