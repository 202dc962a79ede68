from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("MODEL", "THREADS", "DISCORD_TOKEN", "DATA_DIR", "FETCH_NETWORKS", "FETCH_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default() -> None:
    """Without an environment and without .env, the bundled models run."""
    settings = load_settings()
    assert (settings.model, settings.embedding_model) == ("bundled", "bundled")
    assert settings.thread_count >= 1


def test_the_env_file_is_read_and_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A value in .env counts, one in the environment counts more."""
    (tmp_path / ".env").write_text("THREADS=3\nMODEL=/models/a.gguf\n")
    monkeypatch.setenv("THREADS", "5")
    settings = load_settings()
    assert (settings.threads, settings.model) == (5, "/models/a.gguf")


def test_a_given_data_folder_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The command line's folder wins, and is made absolute."""
    monkeypatch.setenv("DATA_DIR", "/elsewhere")
    assert load_settings(data_dir=Path("here")).data_dir == tmp_path / "here"


def test_networks_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several networks fit into one setting."""
    monkeypatch.setenv("FETCH_NETWORKS", "10.0.0.0/8, ::1/128")
    assert [str(network) for network in load_settings().fetch_networks] == ["10.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THREADS", "many"),
        ("ABSTAIN_BELOW", "2"),
        ("WRONG_AT_MOST", "10%"),
        ("FETCH_NETWORKS", "home"),
        ("FETCH_HOSTS", "http://wiki.example.lan"),
        ("FETCH_PROXY", "proxy.example.lan"),
        ("FETCH_CONTACT", "me at home"),
        ("LOG_LEVEL", "loud"),
        ("MODEL_SECONDS", "3"),
        ("MODEL_URL", "gpu.example.lan"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """The complaint names the variable and what to do."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"^The setting {name}\b.*\.env\.$"):
        load_settings()


def test_the_threshold_follows_from_the_share_of_wrong_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who accepts fewer wrong answers asks for better evidence, unless the chance itself is set."""
    monkeypatch.setenv("WRONG_AT_MOST", "0.05")
    strict = load_settings().threshold
    monkeypatch.setenv("WRONG_AT_MOST", "0.15")
    assert 0 < load_settings().threshold < strict < 1
    monkeypatch.setenv("ABSTAIN_BELOW", "0.7")
    assert load_settings().threshold == 0.7


def test_hosts_are_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts that links may reach are given by name, in any spelling, with commas between them."""
    monkeypatch.setenv("FETCH_HOSTS", "Wiki.example.lan., intranet")
    assert load_settings().fetch_hosts == ("wiki.example.lan", "intranet")


def test_a_password_of_the_proxy_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy, which may be named with a password, isn't part of the settings' repr."""
    monkeypatch.setenv("FETCH_PROXY", "http://me:very-secret@proxy.example.lan:3128")
    assert "very-secret" not in repr(load_settings())


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings' repr nor a complaint about them holds the token."""
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(load_settings())
    monkeypatch.setenv("THREADS", "many")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "very-secret" not in str(caught.value)


def test_the_example_names_settings_that_exist() -> None:
    """Every line of .env.example is a setting."""
    example = Path(__file__).parents[2] / ".env.example"
    names = {
        line.lstrip("#").partition("=")[0].lower()
        for line in example.read_text().splitlines()
        if "=" in line and not line.startswith("# ")
    }
    assert names == set(type(load_settings()).model_fields)


@pytest.mark.parametrize("seconds", [0, 10, 3600])
def test_a_model_may_be_waited_for_as_long_as_wanted(
    monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """Or for ever; but not for less time than a sign of life takes."""
    monkeypatch.setenv("MODEL_SECONDS", str(seconds))
    assert load_settings().model_seconds == seconds
