"""Starts the demo on a free port and has third-party clients read what it publishes.

    python run.py path/to/xueqiao
"""

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


def main() -> int:
    binary = pathlib.Path(os.environ.get("XQ_BINARY") or sys.argv[1]).resolve()
    data = tempfile.mkdtemp(prefix="xueqiao-sdmx-")
    log = pathlib.Path(data, "log")
    command = [binary, "demo", "--listen", "127.0.0.1:0", "--data", f"{data}/data"]
    with log.open("wb") as sink:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT)
    try:
        address = await_address(server, log)
        check = pathlib.Path(__file__).with_name("check.py")
        passed = subprocess.run([sys.executable, check, address], stdin=subprocess.DEVNULL, check=False).returncode == 0
        if server.poll() is not None:
            print("the server itself ended")
            passed = False
        if not passed:
            out = pathlib.Path(__file__).parent.parent / "out"
            out.mkdir(exist_ok=True)
            shutil.copy(log, out / "sdmx-server.log")
            print(f"the server's log is {out / 'sdmx-server.log'}")
        return 0 if passed else 1
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(data, ignore_errors=True)


def await_address(server: subprocess.Popen, log: pathlib.Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        said = log.read_text(errors="replace")
        if server.poll() is not None:
            raise SystemExit(f"the demo ended with {server.returncode}:\n{said}")
        found = re.search(r"http://127\.0\.0\.1:\d+", said)
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


if __name__ == "__main__":
    sys.exit(main())
