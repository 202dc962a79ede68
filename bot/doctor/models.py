"""The models that the settings name: are they there, and do they load?"""

import asyncio

from answer.wording import words_answers
from bot.assembly import Assembly
from bot.doctor.findings import Finding, Report, ok, wrong
from bot.errors import UserError
from bot.served_models import place_of, serves_embeddings
from bot.terminal.tuning_views import in_words
from engine.checksums import changed_since


async def downloaded(assembly: Assembly, _report: Report) -> list[Finding]:
    """Look whether downloaded models are still what they were when they came."""
    folder = assembly.settings.data_dir / "models"
    changed = await asyncio.to_thread(lambda: list(changed_since(folder)))
    return [
        wrong(f"{file} has changed since it was downloaded; delete it to have it downloaded again")
        for file in changed
    ] or [ok("downloaded models are as they came")]


async def writing_model(assembly: Assembly, _report: Report) -> list[Finding]:
    """Load the model that words answers, if one is asked to."""
    settings = assembly.settings
    told = f"MODEL={settings.model}{place_of(settings)}"
    generator = None if settings.wording == "quotes" else await assembly.generator()
    if not words_answers(generator, settings.wording):
        return [ok(f"{told} isn't asked, as answers are quotes (WORDING={settings.wording})")]
    await generator.count_tokens(system="", user="")  # so that it is loaded
    if settings.model_url is not None:
        return [ok(f"{told} answers, {generator.context_tokens} tokens of context")]
    if settings.gpu_layers and not await assembly.local_models.offloads():
        raise UserError(
            f"GPU_LAYERS={settings.gpu_layers}, but llama.cpp was built without a graphics card or "
            "finds none. Build it for yours, as the README says, or set GPU_LAYERS=0."
        )
    told = f"{told} loads, {generator.context_tokens} tokens of context"
    tuned = await assembly.local_models.tuned()
    if tuned is None:
        return [ok(f"{told}; how it runs fastest isn't measured: footnote tune")]
    return [ok(f"{told}; as measured: {in_words(tuned.options)}")]


async def embedding_model(assembly: Assembly, _report: Report) -> list[Finding]:
    """Load the embedding model."""
    embedder = await assembly.embedder()
    named = assembly.settings.embedding_model
    does = "answers" if serves_embeddings(assembly.settings) else "loads"
    return [ok(f"EMBEDDING_MODEL={named} {does}, {embedder.dimension} dimensions")]


async def reranking_model(assembly: Assembly, _report: Report) -> list[Finding]:
    """Load the reranking model, if there is one."""
    reranker = await assembly.reranker()
    loads = "" if reranker is None else " loads"
    return [ok(f"RERANKER_MODEL={assembly.settings.reranker_model}{loads}")]
