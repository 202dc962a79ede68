"""The page on scaling: what stands between its two marks is made of what was measured."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from evals.documenting import replace_measured
from evals.scaling.kept import Measured
from evals.scaling.measuring import AtSize
from evals.scaling.needs import Plane, fitted
from evals.scaling.simulation import Load, machines_needed, simulate
from evals.speed.findings import Plot, Table
from evals.speed.page import table_lines
from evals.speed.plots import Line, lines_plot, told

_SERVERS = 1_000
_RATES = (10, 30, 60, 100, 200, 400)
_MACHINES = (1, 2, 4, 8)
_PATIENCE = 5.0  # seconds that 95 of 100 may wait
_SHOWN_WAIT = 600.0  # seconds; who waits longer waits for ever longer
_GROWN = (
    (100_000, 100),
    (1_000_000, 1_000),
    (1_000_000, 1),
    (5_000_000, 5_000),
)


def write_page(page: Path, measured: Measured, folder: Path) -> None:
    """Put tables between the marks of the page, and plots into `folder`.

    Raises:
        UserError: the page isn't there or lacks the marks.
    """
    lines = [f"Measured on {measured.day} on {measured.machine}"]
    lines += _held(measured.sizes)
    lines += _grown(measured.sizes)
    plots: list[Plot] = []
    for wording, services in _services(measured.sizes).items():
        lines += _waiting(wording, services)
        plots.append(_plot(wording, services))
        lines += ["", f"![{plots[-1].told}]({folder.name}/{plots[-1].name}.svg)"]
    replace_measured(page, "\n".join(lines))
    folder.mkdir(parents=True, exist_ok=True)
    for plot in plots:
        (folder / f"{plot.name}.svg").write_text(plot.svg, encoding="utf-8")


def _held(sizes: Sequence[AtSize]) -> Iterator[str]:
    """Yield what one machine was seen to hold."""
    yield "\n### What one machine holds\n"
    yield "`python -m evals.scaling measure`\n"
    yield from table_lines(
        Table(
            headers=(
                "passages",
                "servers",
                "answers by",
                "first ready",
                "alone p50 s",
                "search ms",
                "answers a minute",
                "bot MB",
                "models MB",
                "catalogue MB",
                "vectors MB",
            ),
            rows=tuple(
                (
                    f"{each.passages:,}",
                    f"{each.corpora:,}",
                    each.wording,
                    f"{each.start:.1f} s",
                    told(median(each.services)),
                    told(_search(each) * 1000),
                    told(each.a_minute),
                    f"{each.bot_megabytes:.0f}",
                    f"{each.models_megabytes:.0f}",
                    told(each.catalogue_megabytes),
                    told(each.vectors_megabytes),
                )
                for each in sizes
            ),
        )
    )
    yield (
        "\n*First ready* is until questions can be asked, models loaded; *alone* is one question "
        "after the other, *search* the part of it that looks for words and meanings, *answers a "
        "minute* what eight people who ask at once are given."
    )


def _grown(sizes: Sequence[AtSize]) -> Iterator[str]:
    """Yield what larger stores need."""
    quoting = [each for each in sizes if each.wording == "quotes"]
    memory = fitted(quoting, lambda each: each.bot_megabytes)
    catalogue = fitted(quoting, lambda each: each.catalogue_megabytes)
    vectors = fitted(quoting, lambda each: each.vectors_megabytes)
    models = max(each.models_megabytes for each in sizes)
    yield "\n### What more passages need, by straight lines through these figures\n"
    yield from table_lines(
        Table(
            headers=("passages", "servers", "bot and models GB", "catalogue GB", "vectors GB"),
            rows=tuple(
                (
                    f"{passages:,}",
                    f"{corpora:,}",
                    told((_at(memory, passages, corpora) + models) / 1000),
                    told(_at(catalogue, passages, corpora) / 1000),
                    told(_at(vectors, passages, corpora) / 1000),
                )
                for passages, corpora in _GROWN
            ),
        )
    )
    yield (
        f"\nA passage takes {catalogue.passage * 1000:.1f} KB of the catalogue and "
        f"{vectors.passage * 1000:.1f} KB of the vectors on disk, and "
        f"{memory.passage * 1000:.1f} KB of memory where they are searched."
    )


def _waiting(wording: str, services: tuple[float, ...]) -> Iterator[str]:
    """Yield how long people wait for answers of a kind."""
    by = "the articles' own words" if wording == "quotes" else "the bundled model"
    yield f"\n### Waiting for answers in {by}, simulated\n"
    yield "`python -m evals.scaling simulate`\n"
    yield from table_lines(
        Table(
            headers=(
                "questions a minute",
                f"machines for p95 ≤ {_PATIENCE:.0f} s",
                *(f"with {machines}: p50 / p95 s" for machines in _MACHINES),
            ),
            rows=tuple(_row(rate, services) for rate in _RATES),
        )
    )
    hundred = _load(100, services)
    machines = machines_needed(hundred, most_seconds=_PATIENCE) or max(_MACHINES)
    others = simulate(replace(hundred, machines=machines, busiest=0.5)).others
    yield (
        f"\n{_SERVERS:,} servers ask, some much more than others (Zipf). If one of them asks half "
        f"of a hundred questions a minute, with {machines} machines, 95 of 100 questions of the "
        f"others are answered within {told(others)} s."
    )


def _row(rate: float, services: tuple[float, ...]) -> tuple[str, ...]:
    load = _load(rate, services)
    needed = machines_needed(load, most_seconds=_PATIENCE)
    waits = [simulate(replace(load, machines=machines)) for machines in _MACHINES]
    return (
        str(rate),
        "more than 64" if needed is None else str(needed),
        *(
            "overrun" if each.p95 > _SHOWN_WAIT else f"{told(each.p50)} / {told(each.p95)}"
            for each in waits
        ),
    )


def _load(rate: float, services: tuple[float, ...], *, machines: int = 1) -> Load:
    return Load(a_minute=rate, servers=_SERVERS, machines=machines, services=services)


def _plot(wording: str, services: tuple[float, ...]) -> Plot:
    lines = []
    for machines in _MACHINES:
        points = []
        for rate in _RATES:
            p95 = simulate(_load(rate, services, machines=machines)).p95
            if p95 <= _SHOWN_WAIT:
                points.append((float(rate), p95))
        if points:
            lines.append(Line(name=f"{machines} machines", points=tuple(points)))
    return Plot(
        name=f"waiting-{wording}",
        told=f"Seconds until the answer, 95 of 100, by questions a minute: {wording}",
        svg=lines_plot(
            f"Seconds until the answer, 95 of 100 ({wording})",
            lines,
            across="questions a minute",
            up="seconds",
            logarithmic=True,
        ),
    )


def _services(sizes: Sequence[AtSize]) -> dict[str, tuple[float, ...]]:
    """Return how long answers of each kind keep a machine, at the largest size measured.

    What eight at once are given a minute tells it, since one alone leaves cores idle now and then;
    how it differs from question to question is taken from those asked alone.
    """
    largest: dict[str, AtSize] = {}
    for each in sorted(sizes, key=lambda each: (each.passages, each.corpora)):
        largest[each.wording] = each
    return {
        wording: tuple(
            service * (60 / each.a_minute) / (sum(each.services) / len(each.services))
            for service in each.services
        )
        for wording, each in largest.items()
    }


def _search(size: AtSize) -> float:
    return sum(size.stages.get(stage, 0.0) for stage in ("search", "words", "vectors"))


def _at(plane: Plane, passages: int, corpora: int) -> float:
    return plane.at(passages=passages, corpora=corpora)
