"""A model file loaded by llama.cpp, and llama.cpp's log.

The binding's own classes print to the terminal and decode one sequence at a time, so this wraps
the C functions (https://github.com/ggml-org/llama.cpp/blob/master/include/llama.h) instead.
"""

import ctypes
import logging
import re
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from llama_cpp import llama_cpp as native

from engine import gguf_file
from engine.chat import disarmed
from engine.errors import ModelError

_log = logging.getLogger(__name__)
_ERROR = 4  # ggml_log_level; the binding's own table of levels is out of date
_USER_DEFINED = native.LLAMA_TOKEN_ATTR_USER_DEFINED
_MARK = re.compile(r"<.+>|\[.+\]|<[|/].+|.+\|>")
_thread = threading.local()


@native.llama_log_callback  # type: ignore[untyped-decorator]  # ctypes has no type for it
def _on_log(level: int, text: bytes, _user: object) -> None:
    """Take a line of llama.cpp's log, which without this goes to the standard error stream.

    Its warnings are mostly about what is as it should be, and whatever fails is raised as
    ModelError with llama.cpp's words in it, so nothing here is above INFO.
    """
    if level != _ERROR and not _log.isEnabledFor(logging.DEBUG):
        return
    line = text.decode("utf-8", "replace").strip(" .\n")
    if level == _ERROR:
        _errors().append(line)
    if line:
        _log.log(logging.INFO if level == _ERROR else logging.DEBUG, "%s", line)


def _errors() -> list[str]:
    """Return the errors that llama.cpp logged in this thread since they were last cleared."""
    if not hasattr(_thread, "errors"):
        _thread.errors = []
    errors: list[str] = _thread.errors
    return errors


def forget_errors() -> None:
    """Forget the errors that llama.cpp has logged in this thread."""
    _errors().clear()


def last_error() -> str:
    """Return the first error logged since, in brackets, to end a sentence with; empty for none."""
    return f" ({_errors()[0].rpartition(': ')[2]})" if _errors() else ""


native.llama_log_set(_on_log, ctypes.c_void_p(0))
native.llama_backend_init()


def _progress(alive: Callable[[], object]) -> Any:
    """Return what llama.cpp calls while it loads a model; True lets it go on."""

    def told(_share: float, _user: object) -> bool:
        alive()
        return True

    return native.llama_progress_callback(told)


def offloads() -> bool:
    """Return whether there is a graphics card for layers of models, and llama.cpp built for it."""
    return bool(native.llama_supports_gpu_offload())


def _unheeded() -> None:
    """Tell nobody."""


class Model:
    """A model that llama.cpp has loaded, and its vocabulary.

    Tokenising may happen in several threads at once; closing only when nothing else runs.
    """

    def __init__(
        self, path: Path, *, gpu_layers: int = 0, alive: Callable[[], object] = _unheeded
    ) -> None:
        """Load a model.

        Args:
            path: a GGUF file.
            gpu_layers: how many layers are put on the graphics card.
            alive: called again and again while it is read.

        Raises:
            WeightsError: the file isn't whole, or its header lies. It is looked at each time, since
                it may have changed since the last.
            ModelError: the file is broken, or of a kind that this llama.cpp doesn't know.
        """
        gguf_file.check(path)
        self.path = path
        parameters = native.llama_model_default_params()
        parameters.n_gpu_layers = gpu_layers
        told = _progress(alive)
        parameters.progress_callback = told
        forget_errors()
        handle = native.llama_model_load_from_file(str(path).encode(), parameters)
        if not handle:
            raise ModelError(
                f"The model file {path} can't be loaded: it is broken, or of a kind this version "
                f"of llama.cpp doesn't know{last_error()}."
            )
        self._handle: Any = handle
        self.vocabulary: Any = native.llama_model_get_vocab(handle)
        self.trained_context: int = native.llama_model_n_ctx_train(handle)
        self.parameters: int = native.llama_model_n_params(handle)

    @property
    def handle(self) -> Any:
        """llama.cpp's pointer to the model.

        Raises:
            ModelError: the model has been closed.
        """
        if self._handle is None:
            raise ModelError(f"The model {self.path.name} has been closed.")
        return self._handle

    def context(self, parameters: native.llama_context_params) -> Any:
        """Return a new llama.cpp context for the model; the caller frees it.

        Raises:
            ModelError: there isn't enough memory, or the model allows no such context.
        """
        forget_errors()
        context = native.llama_init_from_model(self.handle, parameters)
        if not context:
            raise ModelError(
                f"The model {self.path.name} can't be started{last_error()}; "
                "a smaller context or a smaller model may fit into memory."
            )
        return context

    def metadata(self, key: str) -> str | None:
        """Return what the file says under `key`, if anything."""
        size = 4096
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = native.llama_model_meta_val_str(self.handle, key.encode(), buffer, size)
            if length < 0:
                return None
            if length < size:
                return buffer.value.decode("utf-8", "replace")
            size = length + 1

    def tokenise(self, text: str, *, framed: bool = False, control: bool = False) -> list[int]:
        """Return the tokens of `text`.

        Args:
            text: what to tokenise.
            framed: put the model's own first and last tokens around it.
            control: read control tokens such as `<|im_end|>` in the text as such.
        """
        if not (control or framed) and self._marks:
            pieces = disarmed(text, self._marks)
            if len(pieces) > 1:
                return [token for piece in pieces for token in self.tokenise(piece)]
        encoded = text.encode("utf-8", "replace")
        room = len(encoded) + 8
        tokens = (native.llama_token * room)()
        count = native.llama_tokenize(
            self.vocabulary, encoded, len(encoded), tokens, room, framed, control
        )
        if count < 0:
            raise ModelError(f"The model {self.path.name} has no tokens for a text.")
        return tokens[:count]

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """The marks of turns that llama.cpp takes for tokens even where control tokens aren't.

        Some model files hold theirs (`<|USER_TOKEN|>`) as "user defined" instead of "control".
        """
        spellings = (
            self.spelling(token)
            for token in range(native.llama_vocab_n_tokens(self.vocabulary))
            if native.llama_vocab_get_attr(self.vocabulary, token) & _USER_DEFINED
        )
        return tuple(each for each in spellings if _MARK.fullmatch(each))

    def piece(self, token: int) -> bytes:
        """Return the bytes that `token` stands for; none for a control token."""
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = native.llama_token_to_piece(self.vocabulary, token, buffer, size, 0, False)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def spelling(self, token: int) -> str:
        """Return a token as the vocabulary spells it, control tokens too; empty for none."""
        if token < 0:
            return ""
        text: bytes | None = native.llama_vocab_get_text(self.vocabulary, token)
        return (text or b"").decode("utf-8", "replace")

    def close(self) -> None:
        """Free the model's memory; its contexts must have been freed before."""
        if self._handle is not None:
            native.llama_model_free(self._handle)
            self._handle = None
