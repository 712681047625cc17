"""Tries the whole JSON interface with schemathesis against running demos, as several people.

    python run.py path/to/xueqiao

The OpenAPI document is the server's own. No answer may be a server error, and every answer must have a status,
a media type and a body that the document describes.
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

START_SECONDS = 240
OUT = pathlib.Path(__file__).parent.parent / "out"
EXAMPLES = os.environ.get("XQ_SCHEMA_EXAMPLES", "5")
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
# A stranger, and one person of each kind: what a role may not do is an answer too.
PEOPLE = ["", "wang.learner", "lin.registrar", "zhou.reviewer", "cao.monitor"]


def main() -> int:
    binary = pathlib.Path(os.environ.get("XQ_BINARY") or sys.argv[1]).resolve()
    # One interpreter keeps one core busy, so two people are tried side by side, each on a demo of their own.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        failed = [person or "a stranger" for person, passed in zip(PEOPLE, pool.map(lambda person: tried(binary, person), PEOPLE)) if not passed]
    if failed:
        print(f"schemathesis found faults as: {', '.join(failed)}; the servers' logs are in {OUT}")
    return 1 if failed else 0


def tried(binary: pathlib.Path, person: str) -> bool:
    """Whether all went well as one person, on a fresh demo whose log is kept if not."""
    data = tempfile.mkdtemp(prefix="xueqiao-schema-")
    log = pathlib.Path(data, "log")
    server = start(binary, data, log)
    try:
        passed, said = try_as(binary, data, await_address(server, log), person, log)
        if server.poll() is not None:
            passed, said = False, f"{said}\nthe server ended with {server.returncode}"
        print(f"\n-- as {person or 'a stranger'}\n{said}", flush=True)
        if not passed:
            OUT.mkdir(exist_ok=True)
            shutil.copy(log, OUT / f"schema-{person or 'stranger'}.log")
        return passed
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(data, ignore_errors=True)


def answers(lines: list[str]) -> collections.Counter:
    """How often each status was answered to what was tried, by the server's own log."""
    tried = (line for line in lines if 'route="/api/' in line)
    return collections.Counter(found[1] for line in tried if (found := re.search(r"status=(\d+)", line)))


def start(binary: pathlib.Path, data: str, log: pathlib.Path) -> subprocess.Popen:
    command = [binary, "demo", "--listen", "127.0.0.1:0", "--data", f"{data}/data"]
    with log.open("wb") as sink:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT)


def await_address(server: subprocess.Popen, log: pathlib.Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"the demo ended with {server.returncode}:\n{log.read_text(errors='replace')}")
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(errors="replace"))
        if found and ready(found[0]):
            return found[0]
        time.sleep(0.1)
    raise SystemExit(f"the demo was not ready in {START_SECONDS} s:\n{log.read_text(errors='replace')}")


def ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def try_as(binary: pathlib.Path, data: str, address: str, person: str, log: pathlib.Path) -> tuple[bool, str]:
    """Runs schemathesis once, with a token of the person's own: whether it found nothing, and what it said."""
    # One worker: two share a cache of hypothesis that threads tear, and gain little beside one interpreter's lock.
    command = [
        str(pathlib.Path(sys.executable).with_name("schemathesis")), "run", f"{address}/api/openapi.json",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing,stateful", "--mode", "all",
        "--max-examples", EXAMPLES, "--seed", "20261123", "--generation-database", "none",
        "--suppress-health-check", "all", "--generation-with-security-parameters", "false",
        "--workers", "1", "--request-timeout", "30", "--continue-on-failure", "--warnings", "off", "--no-color",
    ]
    if person:
        command += ["--header", f"Authorization: Bearer {token(binary, data, person)}"]
        # It finds the token's own id in the list of tokens and revokes it; the HTTP tests revoke tokens instead.
        command += ["--exclude-path", "/api/identity/tokens/{token}"]
    ran = subprocess.run(
        command, cwd=data, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    counts = answers(log.read_text(errors="replace").splitlines())
    said = [ran.stdout, "answers by status: " + ", ".join(f"{count} × {status}" for status, count in sorted(counts.items()))]
    # Somebody who never gets anything done has tried nothing but the door.
    let_in = counts["200"] > 100 and counts["401"] < 0.1 * counts.total()
    if person and not let_in:
        said.append(f"{person} was kept out, so nothing was tried")
    return ran.returncode == 0 and (let_in or not person), "\n".join(said)


def token(binary: pathlib.Path, data: str, person: str) -> str:
    command = [binary, "user", "token", person, "--data", f"{data}/data"]
    made = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return made.stdout.strip().split()[-1]


if __name__ == "__main__":
    sys.exit(main())
