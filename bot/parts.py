"""What every part of the Discord face is given."""

from dataclasses import dataclass

from bot.assembly import Assembly
from bot.cooldowns import Cooldowns
from bot.forgetting import Forgetting
from bot.limits.articles import ArticleLimits
from bot.localisation import Localisation
from bot.metrics.metrics import Metrics
from bot.posting.pacing import Pace
from bot.queue import FairQueue
from bot.records import Records
from bot.routing import Router
from bot.settings import Settings
from bot.works import Works


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts that cogs and use cases share.

    Attributes:
        queue: who may have the models next.
        cooldowns: how often one person, and the people of one server, may ask.
        article_limits: how many articles people may add.
        forgetting: forgets people.
        pace: how often messages may be edited.
        works: the answers and summaries that are under way.
        router: where cogs register the handlers of their buttons and modals.
        metrics: what is counted while they work.
    """

    settings: Settings
    assembly: Assembly
    records: Records
    texts: Localisation
    queue: FairQueue
    cooldowns: Cooldowns
    article_limits: ArticleLimits
    forgetting: Forgetting
    pace: Pace
    works: Works
    router: Router
    metrics: Metrics
