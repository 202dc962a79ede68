"""How long people wait, simulated from how long answers take: small, seeded, discrete events.

Questions come at random moments (a Poisson process), from servers of which some ask much more than
others (Zipf). Each server belongs to one bot process, as Discord's shards do, and each process has
a machine for its models, which works on one thing at a time: what several ask at once it takes in
turns of milliseconds, which is about the same to them as a whole answer each in turn. Servers take
turns as in `bot.queue`, so one that asks much waits for itself. How long an answer takes is drawn
from what was measured.
"""

from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SEED = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Who asks how much, and who answers.

    Attributes:
        a_minute: questions of all servers together.
        servers: how many there are.
        machines: bot processes with a machine each.
        services: seconds that answers take, of which each question draws one.
        busiest: share of all questions that one server asks; 0 for no such server.
        minutes: how long it goes on.
    """

    a_minute: float
    servers: int
    machines: int
    services: tuple[float, ...]
    busiest: float = 0.0
    minutes: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long people waited from question to answer, in seconds.

    Attributes:
        p50: the median.
        p95: what 95 of 100 didn't exceed.
        others: the same, of all but the busiest server.
        worked: the share of the time that the busiest machine worked.
    """

    p50: float
    p95: float
    others: float
    worked: float


@lru_cache(maxsize=256)
def simulate(load: Load) -> Waits:
    """Return how long people wait under a load; the same for the same load."""
    chance = np.random.default_rng(_SEED)
    seconds = load.minutes * 60
    count = max(1, int(chance.poisson(load.a_minute * load.minutes)))
    arrivals = np.sort(chance.random(count)) * seconds
    servers = chance.choice(load.servers, size=count, p=_shares(load))
    services = chance.choice(np.asarray(load.services, dtype=np.float64), size=count)
    machines = chance.permutation(load.servers)[servers] % load.machines
    waited = np.zeros(count)
    worked = 0.0
    for machine in range(load.machines):
        own = np.flatnonzero(machines == machine)
        waited[own] = one_machine(arrivals[own], servers[own], services[own])
        worked = max(worked, float(services[own].sum()) / seconds)
    others = waited[servers > 0] if load.busiest and (servers > 0).any() else waited
    return Waits(
        p50=float(np.quantile(waited, 0.5)),
        p95=float(np.quantile(waited, 0.95)),
        others=float(np.quantile(others, 0.95)),
        worked=min(worked, 1.0),
    )


def one_machine(
    arrivals: NDArray[np.float64], servers: NDArray[np.int64], services: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the seconds from each question to its answer on one machine, servers in turns.

    Args:
        arrivals: when each question comes, in order.
        servers: of which server it is.
        services: how long its answer takes.
    """
    waiting: dict[int, deque[int]] = {}  # the server whose turn is next comes first
    waited = np.zeros(len(arrivals))
    now, coming = 0.0, 0
    while coming < len(arrivals) or waiting:
        if not waiting:
            now = max(now, float(arrivals[coming]))
        while coming < len(arrivals) and arrivals[coming] <= now:
            waiting.setdefault(int(servers[coming]), deque()).append(coming)
            coming += 1
        server = next(iter(waiting))
        own = waiting.pop(server)
        question = own.popleft()
        if own:
            waiting[server] = own
        now += float(services[question])
        waited[question] = now - arrivals[question]
    return waited


def machines_needed(load: Load, *, most_seconds: float, at_most: int = 64) -> int | None:
    """Return the fewest machines with which 95 of 100 wait no longer; None for more than can be.

    Args:
        load: its number of machines doesn't count.
        most_seconds: the longest that 95 of 100 may wait.
        at_most: the most machines to try.
    """
    busy = load.a_minute / 60 * sum(load.services) / len(load.services)
    for machines in range(max(1, int(busy)), at_most + 1):  # with fewer, questions pile up
        if simulate(replace(load, machines=machines)).p95 <= most_seconds:
            return machines
    return None


def _shares(load: Load) -> NDArray[np.float64]:
    """Return which share of the questions each server asks, the busiest first."""
    shares: NDArray[np.float64] = 1 / np.arange(1, load.servers + 1, dtype=np.float64)
    if load.busiest and load.servers > 1:
        shares[0] = shares[1:].sum() * load.busiest / (1 - load.busiest)
    shares /= shares.sum()
    return shares
