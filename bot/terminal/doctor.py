"""`footnote doctor`: looks at all that has to be right, and says what to do where it isn't."""

import os
import shutil

from answer.wording import words_answers
from bot.assembly import Assembly
from bot.errors import TOLD, UserError
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from bot.terminal.tuning_views import in_words

_ROOM_NEEDED = 200 * 2**20  # bytes; the converted bundled model and a store to begin with


async def examine(assembly: Assembly, terminal: Terminal) -> bool:
    """Run every check, print a line for each, and return whether all is well."""
    well = True
    for check in (_folder, _links, _writing_model, _embedding_model, _reranking_model, _store):
        try:
            terminal.say(f"ok    {await check(assembly, assembly.settings)}")
        except TOLD as error:
            well = False
            terminal.complain(f"wrong {error}")
    return well


async def _folder(_assembly: Assembly, settings: Settings) -> str:
    folder = settings.data_dir
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        raise UserError(f"{existing} can't be written to. Choose another folder with DATA_DIR.")
    free = shutil.disk_usage(existing).free
    if free < _ROOM_NEEDED:
        raise UserError(f"Only {free // 2**20} MiB are free in {existing}. Make room there.")
    return f"data in {folder}, {free / 2**30:.1f} GiB free"


async def _links(_assembly: Assembly, settings: Settings) -> str:
    if settings.fetch_contact is None:
        return "links: FETCH_CONTACT isn't set, so sites can't reach you when something annoys them"
    return f"links: sites can complain to {settings.fetch_contact}"


async def _writing_model(assembly: Assembly, settings: Settings) -> str:
    told = f"MODEL={settings.model}"
    generator = None if settings.wording == "quotes" else await assembly.generator()
    if not words_answers(generator, settings.wording):
        return f"{told} isn't asked, as answers are quotes (WORDING={settings.wording})"
    await generator.count_tokens(system="", user="")  # so that it is loaded
    if settings.gpu_layers and not await assembly.local_models.offloads():
        raise UserError(
            f"GPU_LAYERS={settings.gpu_layers}, but llama.cpp was built without a graphics card or "
            "finds none. Build it for yours, as the README says, or set GPU_LAYERS=0."
        )
    told = f"{told} loads, {generator.context_tokens} tokens of context"
    tuned = await assembly.local_models.tuned()
    if tuned is None:
        return f"{told}; how it runs fastest isn't measured: footnote tune"
    return f"{told}; as measured: {in_words(tuned.options)}"


async def _embedding_model(assembly: Assembly, settings: Settings) -> str:
    embedder = await assembly.embedder()
    return f"EMBEDDING_MODEL={settings.embedding_model} loads, {embedder.dimension} dimensions"


async def _reranking_model(assembly: Assembly, settings: Settings) -> str:
    reranker = await assembly.reranker()
    return f"RERANKER_MODEL={settings.reranker_model}" + ("" if reranker is None else " loads")


async def _store(assembly: Assembly, _settings: Settings) -> str:
    await assembly.index()
    catalogue = await assembly.catalogue()
    corpora = await catalogue.corpora()
    articles = sum([len(await catalogue.cards(corpus)) for corpus in corpora])
    passages = sum([await catalogue.passage_count(corpus) for corpus in corpora])
    return f"articles: {articles}, passages: {passages}, corpora: {len(corpora)}; vectors complete"
