#!/usr/bin/env python3
"""Runs every case again and says which results differ from the stored ones; `--write` stores them.

    python rerun.py [--write]
"""

import glob
import json
import os
import sys

import period

HERE = os.path.dirname(os.path.abspath(__file__))


def main(arguments):
    """Command line; the exit status is 1 when a result differs."""
    differing = 0
    for folder in sorted(glob.glob(os.path.join(HERE, "period", "*")) + glob.glob(os.path.join(HERE, "random", "[0-9]*"))):
        files = [os.path.join(folder, name) for name in ("deal.yaml", "scenario.yaml")]
        text = json.dumps(period.run_files(*files), ensure_ascii=False, separators=(",", ":")) + "\n"
        path = os.path.join(folder, "expected.json")
        if "--write" in arguments:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        elif open(path, encoding="utf-8").read() != text:
            differing += 1
            print("differs:", os.path.relpath(folder, HERE))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
