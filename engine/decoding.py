"""Token after token out of a generation model."""

import secrets
from collections.abc import Callable, Generator, Sequence
from typing import Any

from llama_cpp import llama_cpp as native

from engine.errors import ModelError
from engine.llama import Model

# A prompt is read in pieces: a stop is noticed between two of them, and whole pieces are kept for
# the next prompt. Small pieces do both better; only graphics cards lose much speed with them.
_PIECE = 64
_PIECE_ON_GPU = 512
_TOP_K = 40
_TOP_P = 0.95
_MIN_P = 0.05


class Decoder:
    """A model's context: reads prompts and continues them; used in one thread.

    The beginning that a prompt shares with the one before it isn't read again. What is kept are
    whole pieces of the prompt only, which another prompt would be read in too: so a prompt is
    always computed in the same steps, and its continuation doesn't depend on what came before.
    """

    def __init__(self, model: Model, *, context_tokens: int, threads: int, on_gpu: bool) -> None:
        """Open a context of up to `context_tokens` tokens.

        Raises:
            ModelError: the model doesn't generate text, or there isn't enough memory.
        """
        self._model = model
        self._piece = _PIECE_ON_GPU if on_gpu else _PIECE
        self.context_tokens: int = min(context_tokens, model.trained_context)
        parameters = native.llama_context_default_params()
        parameters.n_ctx = self.context_tokens
        parameters.n_batch = parameters.n_ubatch = self._piece
        parameters.n_threads = parameters.n_threads_batch = threads
        self._context: Any = model.context(parameters)
        self._memory = native.llama_get_memory(self._context)
        if self._memory is None or native.llama_model_has_encoder(model.handle):
            self.close()
            raise ModelError(
                f"The model {model.path.name} doesn't write text; choose a generation model."
            )
        self._read: list[int] = []

    def continue_(
        self,
        prompt: Sequence[int],
        *,
        max_tokens: int,
        temperature: float,
        stopped: Callable[[], bool],
    ) -> Generator[int, None, None]:
        """Yield the tokens that follow `prompt`, which with them fits into the context.

        Args:
            prompt: at least one token.
            max_tokens: how many tokens to yield at most.
            temperature: 0 for the most probable tokens, above it for random ones.
            stopped: asked between the steps whether to stop.

        Raises:
            ModelError: the model failed.
        """
        if not self._take_in(prompt, stopped):
            return
        sampler = _sampler(temperature)
        try:
            for count in range(1, max_tokens + 1):
                token = native.llama_sampler_sample(sampler, self._context, -1)
                if native.llama_vocab_is_eog(self._model.vocabulary, token):
                    return
                yield token
                if count == max_tokens or stopped():
                    return
                self._decode([token])
        finally:
            native.llama_sampler_free(sampler)

    def _take_in(self, prompt: Sequence[int], stopped: Callable[[], bool]) -> bool:
        """Read `prompt`, and return whether that came to its end."""
        kept = self._shared(prompt)
        if not native.llama_memory_seq_rm(self._memory, 0, kept, -1):
            native.llama_memory_clear(self._memory, False)
            kept = 0
        del self._read[kept:]
        for start in range(kept, len(prompt), self._piece):
            if stopped():
                return False
            piece = prompt[start : start + self._piece]
            self._decode(piece)
            if len(piece) == self._piece:
                self._read.extend(piece)
        return True

    def _shared(self, prompt: Sequence[int]) -> int:
        """Return how many tokens, in whole pieces and short of the last, needn't be read again."""
        most = min(len(self._read), len(prompt) - 1)
        same = next((n for n in range(most) if self._read[n] != prompt[n]), most)
        return same - same % self._piece

    def _decode(self, tokens: Sequence[int]) -> None:
        array = (native.llama_token * len(tokens))(*tokens)
        status = native.llama_decode(self._context, native.llama_batch_get_one(array, len(tokens)))
        if status != 0:
            raise ModelError(f"The model {self._model.path.name} failed to generate ({status}).")

    def close(self) -> None:
        """Free the context."""
        native.llama_free(self._context)


def _sampler(temperature: float) -> Any:
    chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
    if temperature <= 0:
        native.llama_sampler_chain_add(chain, native.llama_sampler_init_greedy())
        return chain
    for step in (
        native.llama_sampler_init_top_k(_TOP_K),
        native.llama_sampler_init_top_p(_TOP_P, 1),
        native.llama_sampler_init_min_p(_MIN_P, 1),
        native.llama_sampler_init_temp(temperature),
        native.llama_sampler_init_dist(secrets.randbits(32)),
    ):
        native.llama_sampler_chain_add(chain, step)
    return chain
