"""Trains the bundled reranking model: `python -m training SQUAD.json TARGET.npz`.

Needs what Footnote itself doesn't: `pip install torch safetensors tokenizers`. README.md in this
folder says what SQUAD.json is and what to measure afterwards.
"""

import argparse
import asyncio
import math
import random
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from itertools import islice
from pathlib import Path

import torch
from rich.console import Console
from tokenizers import Tokenizer
from torch.nn import functional

from engine.embedding import LlamaEmbedder
from engine.weights import Role, resolve
from training.closeness import CloseWords, common_words
from training.encoder import Reader
from training.groups import Group, Grouping, batches
from training.misleading import Misleading
from training.questions import Article, read_articles

_RANK = 32
_RATE, _LOWEST, _WARM_UP = 8e-4, 0.02, 40  # the rate falls to this part of it; steps
_TOGETHER = 12  # groups a step
_QUESTION, _LONGEST = 48, 128  # tokens
_CLASS, _SEPARATOR = 101, 102
_SHOWN = 50  # steps between lines of progress


def train(
    reader: Reader, tokenizer: Tokenizer, found: Iterator[Sequence[Group]], steps: int
) -> None:
    """Train on so many batches of groups, the learning rate rising shortly, then falling."""
    console = Console(highlight=False)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / _WARM_UP) * max(_LOWEST, 1 - step / steps)
    )
    reader.train()
    for step, batch in enumerate(islice(found, steps), 1):
        pairs = [_tokens(tokenizer, *pair) for group in batch for pair in group.pairs]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            odds = reader(*_padded(pairs))
        loss = _loss(odds, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % _SHOWN == 0 or step == steps:
            console.print(f"step {step} of {steps}: loss {loss.item():.3f}")


def _loss(odds: torch.Tensor, batch: Sequence[Group]) -> torch.Tensor:
    """Return how far right pairs are from being likely and chosen, and wrong ones from unlikely."""
    own = odds.split([len(group.pairs) for group in batch])
    right = torch.zeros(len(odds))
    choices = []
    first = 0
    for group, of_group in zip(batch, own, strict=True):
        if group.right:
            right[first] = 1
            choices.append(-functional.log_softmax(of_group[: len(group.choice)], 0)[0])
        first += len(of_group)
    loss = functional.binary_cross_entropy_with_logits(odds, right, weight=1 + right)
    return loss + 0.5 * torch.stack(choices).mean() if choices else loss


def _tokens(tokenizer: Tokenizer, question: str, text: str) -> list[int]:
    asked = tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION]
    told = tokenizer.encode(text, add_special_tokens=False).ids
    return [_CLASS, *asked, _SEPARATOR, *told[: _LONGEST - len(asked) - 3], _SEPARATOR]


def _padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([len(row) for row in rows])
    tokens = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
    for number, row in enumerate(rows):
        tokens[number, : len(row)] = torch.tensor(row)
    return tokens, lengths


async def _close_words(articles: Sequence[Article]) -> CloseWords:
    words = common_words(sentence for article in articles for sentence in article.sentences)
    with tempfile.TemporaryDirectory(prefix="footnote-training-") as folder:
        weights = await resolve("bundled", role=Role.EMBEDDING, data_dir=Path(folder))
        async with await LlamaEmbedder.open(weights) as embedder:
            return CloseWords(words, await embedder.embed(words))


def _rounds(grouping: Grouping, chance: random.Random) -> Iterator[Sequence[Group]]:
    while True:
        yield from batches(grouping.round(), _TOGETHER, chance)


def _original() -> Path:
    """Return the folder of the bundled embedding model as its package has it."""
    package = distribution(Role.EMBEDDING.package)
    (weights,) = (file for file in package.files or () if file.name == "model.safetensors")
    return Path(str(package.locate_file(weights))).parent


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("questions", type=Path, metavar="SQUAD.json")
    parser.add_argument("target", type=Path, metavar="TARGET.npz")
    parser.add_argument("--rounds", type=float, default=1.5, help="how often each question comes")
    arguments = parser.parse_args()
    try:
        articles = read_articles(arguments.questions)
    except (OSError, ValueError) as error:
        parser.error(f"{arguments.questions} isn't a readable file in SQuAD's format: {error}")
    count = sum(len(article.asked) for article in articles)
    steps = math.ceil(arguments.rounds * count / _TOGETHER)
    if not steps:
        parser.error(f"{arguments.questions} has no questions with marked answers")
    chance = random.Random(1)  # noqa: S311 - decides what the model sees, no secret
    torch.manual_seed(0)
    close = asyncio.run(_close_words(articles))
    grouping = Grouping(articles, Misleading(close, chance), chance)
    reader = Reader(_original() / "model.safetensors", _RANK)
    tokenizer = Tokenizer.from_file(str(_original() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    train(reader, tokenizer, _rounds(grouping, chance), steps)
    reader.save(arguments.target)


if __name__ == "__main__":
    main()
