"""The systemd unit, as systemd's own tools judge it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.folder import DEPLOY, ROOT

UNIT = DEPLOY / "footnote.service"
EXPOSED_AT_MOST = 25  # of 100; other versions of systemd look at other things

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here"
)


def analysed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what `systemd-analyze` says."""
    return subprocess.run(  # noqa: S603 - the arguments are ours
        ["systemd-analyze", *arguments],  # noqa: S607 - wherever it is installed
        capture_output=True,
        text=True,
        check=False,
    )


@needs_systemd
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """No line is unknown or malformed."""
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    installed = re.sub("^ExecStart=.*$", "ExecStart=/bin/true", text, flags=re.MULTILINE)
    unit.write_text(installed, encoding="utf-8")
    verified = analysed("verify", "--man=no", str(unit))
    assert verified.stderr == ""
    assert verified.returncode == 0


@needs_systemd
def test_the_unit_is_hardened() -> None:
    """Systemd finds it little exposed."""
    threshold = f"--threshold={EXPOSED_AT_MOST}"
    judged = analysed("security", "--offline=true", threshold, str(UNIT))
    assert judged.returncode == 0, judged.stdout[-2000:]


def test_a_crash_of_the_models_leaves_the_service() -> None:
    """Memory that runs out for the models stops nothing else, and stopping takes its time."""
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    assert "OOMPolicy=continue" in lines  # systemd would stop all of it otherwise
    assert "KillMode=mixed" in lines
    assert "UMask=0077" in lines


def test_hosting_tells_where_everything_belongs() -> None:
    """The paths in the unit are those that docs/hosting.md has people make."""
    told = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    for place in ("/opt/footnote", "/etc/footnote", "/var/lib/footnote"):
        assert place in UNIT.read_text(encoding="utf-8")
        assert place in told
