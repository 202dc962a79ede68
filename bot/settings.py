"""The settings, read from the environment and from `.env`; nothing else reads the environment."""

import os
import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from answer.confidence import WRONG_AT_MOST, threshold
from answer.wording import Wording
from engine.threads import default_threads

Network = IPv4Network | IPv6Network

NO_MODEL = "off"

LEAST_MODEL_SECONDS = 10.0
"""Models show signs of life every second, as far as other work on the machine lets them."""

_HOST = re.compile(r"[\w.-]+", re.ASCII)


class SettingsError(Exception):
    """A setting has a value that can't be used; the message names it."""


def default_data_dir() -> Path:
    """Return where data is kept unless it is said otherwise."""
    return Path(platformdirs.user_data_dir("footnote"))


def set_in_environment(names: Iterable[str]) -> tuple[str, ...]:
    """Return which of these settings the environment sets, before whatever a file says."""
    return tuple(name for name in names if os.environ.get(name))


class Settings(BaseSettings):
    """What a host can set. Every field is the environment variable of the same name, upper-case.

    Attributes:
        discord_token: the bot's token; without one `footnote run` opens the terminal chat.
        data_dir: where articles, vectors and models are kept.
        model: generation model: `bundled`, a path, or `hf:owner/repo/file.gguf`; with `model_url`,
            its name there, `bundled` being the first that the server has.
        embedding_model: embedding model, in the same forms; `server` or `server:NAME` for one on
            `embedding_url` or `model_url`.
        reranker_model: model that reads question and sentence together, in the same forms; `off`
            for none.
        hf_token: sent to the model hub only, for models behind a gate.
        threads: CPU threads for the models; 0 takes every core.
        gpu_layers: layers of the generation model that a GPU holds, when llama.cpp has one.
        context_tokens: the most tokens of prompt and reply together.
        parallel: how many questions and summaries are worked on at a time.
        cache_megabytes: the memory for what the generation model has read, which all that are
            written at a time share, and which is kept for the next.
        unload_minutes: after how many minutes without use the generation model's memory is given
            back; 0 for never.
        wording: who words answers: `quotes` (the articles), `model`, or `auto`, which lets models
            do it that are large enough.
        wrong_at_most: the share of the answers shown that may be wrong, as estimated on labelled
            questions of which four fifths can be answered: from 0 (never answer) to 1 (always).
        abstain_below: instead of that, the least chance of answering the question that evidence
            needs, between 0 (always answer) and 1 (never); for measurements.
        fetch_seconds: the longest a link may take as a whole, in seconds.
        fetch_megabytes: the largest page or file that is read.
        fetch_networks: networks that links may reach although they aren't public, comma-separated.
        fetch_hosts: names of hosts that links may reach wherever they are, comma-separated.
        fetch_proxy: the proxy that pages are fetched through; no other one is used.
        fetch_contact: a link or mail address that sites can complain to, sent with every request.
        feed_minutes: how often a feed is looked at, in minutes.
        feed_articles_per_day: how many articles the feeds of one server may add in a day.
        refresh_days: how often articles are read anew from their links, in days; 0 for never.
        questions_per_minute: how many questions one person may ask in a minute; 0 for any number.
        queue_length: how many questions may wait for the models in all.
        queue_per_person: how many questions of one person may wait.
        answer_days: how long answers and questions are kept, in days; then their buttons say so.
        left_server_days: how long the articles of a server that removed the bot are kept, in days.
        server_questions_per_minute: how many questions a server's members may ask together in a
            minute; 0 for any number.
        person_articles_per_day: how many articles one person may add in a day; 0 for any number.
        server_articles: how many articles a server may have; 0 for any number.
        server_megabytes: how much text a server's articles may have together; 0 for any.
        server_feeds: how many feeds a server may follow; 0 for any number.
        storage_megabytes: how much the data folder may take up; 0 for what the disk has.
        backup_hours: how often the catalogue is backed up, in hours; 0 for never.
        backups_kept: how many of these backups are kept.
        model_seconds: after how many seconds without any sign of life from a model that is asked
            its process is replaced, or a server given up; at least 10, or 0 for never.
        metrics_port: where metrics and health are served; 0 for nowhere.
        metrics_host: the address that they are served at.
        chroma_url: a Chroma server that holds the vectors, instead of the data folder.
        chroma_token: sent to that server only.
        model_url: an OpenAI-compatible server that `model` is asked of.
        embedding_url: the one that `embedding_model` is asked of, where it is another.
        model_token: sent to these servers only.
        database_url: a PostgreSQL database that holds the catalogue, instead of the data folder.
        shards: which of how many Discord shards this process has, such as `0,1/4`.
        log_level: DEBUG, INFO, WARNING or ERROR.
        log_format: `text` for people, `json` for one object a line.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    discord_token: SecretStr | None = None
    data_dir: Path = Field(default_factory=default_data_dir)
    model: str = "bundled"
    embedding_model: str = "bundled"
    reranker_model: str = "bundled"
    hf_token: SecretStr | None = None
    threads: int = Field(default=0, ge=0, le=1024)
    gpu_layers: int = Field(default=0, ge=-1)
    context_tokens: int = Field(default=4096, ge=512)
    parallel: int = Field(default=8, ge=1, le=64)
    cache_megabytes: int = Field(default=256, ge=16)
    unload_minutes: float = Field(default=0, ge=0)
    wording: Wording = "auto"
    wrong_at_most: float = Field(default=WRONG_AT_MOST, ge=0.0, le=1.0)
    abstain_below: float | None = Field(default=None, ge=0.0, le=1.0)
    fetch_seconds: float = Field(default=30.0, gt=0)
    fetch_megabytes: float = Field(default=25.0, gt=0)
    fetch_networks: Annotated[tuple[Network, ...], NoDecode] = ()
    fetch_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    fetch_proxy: str | None = Field(default=None, pattern="^https?://", repr=False)
    fetch_contact: str | None = Field(default=None, max_length=200, pattern=r"^[!-~]+$")
    feed_minutes: int = Field(default=60, ge=5)
    feed_articles_per_day: int = Field(default=50, ge=0)
    refresh_days: int = Field(default=0, ge=0)
    questions_per_minute: int = Field(default=6, ge=0)
    queue_length: int = Field(default=50, ge=1)
    queue_per_person: int = Field(default=3, ge=1)
    answer_days: int = Field(default=30, ge=1)
    left_server_days: int = Field(default=30, ge=0)
    server_questions_per_minute: int = Field(default=60, ge=0)
    person_articles_per_day: int = Field(default=200, ge=0)
    server_articles: int = Field(default=20_000, ge=0)
    server_megabytes: float = Field(default=500.0, ge=0)
    server_feeds: int = Field(default=50, ge=0)
    storage_megabytes: float = Field(default=0.0, ge=0)
    backup_hours: float = Field(default=24.0, ge=0)
    backups_kept: int = Field(default=7, ge=1)
    model_seconds: float = Field(default=120.0, ge=0)
    metrics_port: int = Field(default=0, ge=0, le=65535)
    metrics_host: str = "127.0.0.1"
    chroma_url: str | None = Field(default=None, pattern="^https?://", repr=False)
    chroma_token: SecretStr | None = None
    model_url: str | None = Field(default=None, pattern="^https?://", repr=False)
    embedding_url: str | None = Field(default=None, pattern="^https?://", repr=False)
    model_token: SecretStr | None = None
    database_url: SecretStr | None = None
    shards: str | None = Field(default=None, pattern=r"^\d+(,\d+)*/\d+$")
    log_level: str = Field(default="WARNING", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    log_format: Literal["text", "json"] = "text"

    @field_validator("fetch_networks", "fetch_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("fetch_hosts")
    @classmethod
    def _name_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"“{host}” isn't the name of a host, such as wiki.example.lan")
        return tuple(host.lower().rstrip(".") for host in hosts)

    @field_validator("model_seconds")
    @classmethod
    def _give_time(cls, seconds: float) -> float:
        if 0 < seconds < LEAST_MODEL_SECONDS:
            raise ValueError(f"it has to be {LEAST_MODEL_SECONDS:g} or more, or 0 for never")
        return seconds

    @field_validator("data_dir")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @property
    def fetch_bytes(self) -> int:
        """The largest page or file that is read, in bytes."""
        return int(self.fetch_megabytes * 1_000_000)

    @property
    def threshold(self) -> float:
        """The least chance of answering the question that evidence needs."""
        return threshold(self.wrong_at_most) if self.abstain_below is None else self.abstain_below

    @property
    def elsewhere(self) -> bool:
        """Whether articles or questions leave this process for servers that the host names."""
        servers = (self.chroma_url, self.model_url, self.embedding_url, self.database_url)
        return any(server is not None for server in servers)

    @property
    def thread_count(self) -> int:
        """The number of threads the models use together."""
        return self.threads or default_threads()


def load_settings(*, data_dir: Path | None = None) -> Settings:
    """Read the settings; `data_dir` goes before what the environment says.

    Raises:
        SettingsError: a value can't be used; the message names the setting, never a secret value.
    """
    try:
        return Settings() if data_dir is None else Settings(data_dir=data_dir)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"The setting {name} can't be used: {first['msg']}. "
            "Correct it in the environment or in .env."
        ) from None
