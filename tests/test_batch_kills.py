"""The short form of torture.py: a few kills at random moments, the same bytes in the end."""

import os
import subprocess
import sys
from pathlib import Path


def test_killed_and_resumed_gives_the_same_bytes(tmp_path):
    harness = Path(__file__).with_name("torture.py")
    command = [sys.executable, harness, "--kills", "5", "--seed", "7", "--articles", "40", "--folder", tmp_path / "t"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "same bytes: True" in done.stdout
