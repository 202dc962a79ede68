"""compose.yaml and what it mounts."""

import re
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it comes with Chroma, its types don't

from bot.settings import Settings
from tests.deploy.folder import DEPLOY, ROOT

TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
OURS = [name for name in SERVICES if name.startswith("footnote")]


@pytest.mark.parametrize("name", OURS)
def test_footnotes_settings_are_settings(name: str) -> None:
    """What is given to the bot is something that it reads."""
    for setting in SERVICES[name]["environment"]:
        assert setting.lower() in Settings.model_fields


def test_the_settings_told_beside_servers_are_settings() -> None:
    """So are those that the comments tell people to write into .env."""
    told = {
        name
        for line in TEXT.splitlines()
        if "In .env:" in line
        for name in re.findall(r"\b([A-Z][A-Z_]+)=", line)
    }
    compose = set(re.findall(r"\$\{([A-Z_]+)", TEXT))
    ours = {name.upper() for name in Settings.model_fields}
    assert told - compose <= ours
    assert {"CHROMA_URL", "DATABASE_URL", "MODEL_URL", "SHARDS"} <= told


@pytest.mark.parametrize("name", OURS)
def test_the_bot_can_do_little(name: str) -> None:
    """It can write to its data and to memory only, and gains no rights."""
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "ports" not in service
    [volume] = service["volumes"]
    assert volume.endswith(":/data")


@pytest.mark.parametrize("name", SERVICES)
def test_no_port_is_open_to_the_network(name: str) -> None:
    """What is published is published on this machine."""
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", ()))


@pytest.mark.parametrize("name", SERVICES)
def test_servers_are_pinned_and_asked_for(name: str) -> None:
    """Only the bot itself starts unasked, and no image is whichever is newest."""
    service = SERVICES[name]
    assert ("profiles" in service) == (name != "footnote")
    assert ":" in service["image"] or service["image"] == "footnote"
    assert not service["image"].endswith(":latest")


@pytest.mark.parametrize("name", SERVICES)
def test_mounted_files_exist(name: str) -> None:
    """Each file that is mounted lies beside compose.yaml."""
    for volume in SERVICES[name].get("volumes", ()):
        if volume.startswith("./"):
            assert (DEPLOY / volume.partition(":")[0]).is_file()


def test_chroma_is_the_one_that_was_tested() -> None:
    """The server's version is the library's."""
    version = re.search(r"^chromadb==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert version is not None
    assert SERVICES["chroma"]["image"] == f"chromadb/chroma:{version[1]}"


def test_prometheus_asks_where_the_bot_answers() -> None:
    """Address and port are those of the bot's settings."""
    told = yaml.safe_load((DEPLOY / "monitoring" / "prometheus.yml").read_text(encoding="utf-8"))
    port = SERVICES["footnote"]["environment"]["METRICS_PORT"]
    assert told["scrape_configs"][0]["static_configs"] == [{"targets": [f"footnote:{port}"]}]
