"""The same two-parameter model by girth, on the answers the bench wrote, beside the bench: prints seconds and the ratio.

    python3 -m venv VENV && VENV/bin/pip install girth==0.8.0
    VENV/bin/python engines/indicators/benches/assessment_girth.py

Both take turns, and the better of three rounds counts. girth runs on the first free core, as many threads as its
libraries take.
"""

import pathlib
import re
import subprocess
import tempfile
import time

import girth
import numpy

ROUNDS = 3
HERE = pathlib.Path(__file__).resolve().parents[3]


def ours(answers):
    command = ["cargo", "bench", "-q", "-p", "indicators", "--bench", "assessment", "--", str(answers)]
    told = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True).stdout
    print(told)
    return {
        (name, int(threads)): float(seconds)
        for name, threads, seconds in re.findall(r"\| (parameters|with standard errors) \| (\d+) \| ([\d.]+) \|", told)
    }


def theirs(answers):
    table = numpy.loadtxt(answers, delimiter=",", skiprows=1, dtype=int).T
    start = time.perf_counter()
    girth.twopl_mml(table)
    return time.perf_counter() - start


def main():
    with tempfile.TemporaryDirectory() as folder:
        answers = pathlib.Path(folder) / "answers.csv"
        best, best_girth = {}, float("inf")
        for _ in range(ROUNDS):
            for key, seconds in ours(answers).items():
                best[key] = min(seconds, best.get(key, float("inf")))
            best_girth = min(best_girth, theirs(answers))
        print(f"girth: {best_girth:.2f} s")
        for (name, threads), seconds in best.items():
            print(f"{name}, {threads} threads: {seconds:.3f} s, girth / ours = {best_girth / seconds:.1f}")


if __name__ == "__main__":
    main()
