"""How large a window Ollama is asked for: what the prompt needs, within what the model reads.

Ollama gives 4,096 tokens where nothing is said, and older ones cut what is longer without a word.
"""

from aios.code.models.ollama_wire import prompt_tokens
from aios.contracts.errors import ModelFailed
from aios.contracts.messages import ModelRequest, Usage

CONTEXT_STEP = 4096
LEAST_CONTEXT = 8192
RESERVED_TOKENS = 1024
MARGIN = 1.15
TELLING_TOKENS = 500  # a shorter prompt is mostly template, and tells little of the estimate


class Windows:
    """The window of each model. It never shrinks: each change makes Ollama load the model anew.

    Estimates are put right by the counts that the server sends.
    """

    def __init__(self) -> None:
        self._sizes: dict[str, int] = {}
        self._ratios: dict[str, float] = {}

    def size(self, request: ModelRequest, limit: int) -> int:
        """Tokens the window must hold; ModelFailed when the model cannot read so much.

        `limit` is how many the model reads, 0 when unknown.
        """
        prompt = self._prompt(request)
        if limit and prompt > limit:
            raise _too_long(request.model, prompt, limit)
        if request.context_tokens:
            return request.context_tokens
        need = int(prompt * MARGIN) + (request.max_tokens or RESERVED_TOKENS)
        return self._grown(request.model, need, limit)

    def loaded(self, model: str, size: int) -> None:
        """The model is in memory with a window of that size: a smaller one would be a reload."""
        self._sizes[model] = max(size, self._sizes.get(model, 0))

    def widened(self, refused: ModelFailed, request: ModelRequest, limit: int) -> int:
        """A larger window after the server refused the prompt; the refusal when there is none."""
        before = self._sizes.get(request.model, 0)
        told = refused.details.get("prompt_tokens") or before * 2
        need = int(told) + (request.max_tokens or RESERVED_TOKENS)
        if request.context_tokens or (limit and int(told) > limit):
            raise refused
        size = self._grown(request.model, need, limit)
        if size <= before:
            raise refused
        return size

    def measured(self, request: ModelRequest, window: int, usage: Usage) -> None:
        """Learn from what the server counted; ModelFailed when it had cut the prompt."""
        estimate = prompt_tokens(request)
        if usage.tokens_in >= window:
            self._sizes[request.model] = window * 2
            raise ModelFailed(
                f"Ollama cut the prompt for {request.model} to a window of {window} tokens.",
                hint="Ask again: the window will be larger. Or shorten the prompt.",
                code="context_full",
                details={"model": request.model, "context_tokens": window},
            )
        if estimate >= TELLING_TOKENS and usage.tokens_in:
            ratio = min(3.0, usage.tokens_in / estimate)
            self._ratios[request.model] = max(1.0, ratio)
        if usage.tokens_in + usage.tokens_out >= window - 1:  # no room was left to answer
            self._sizes[request.model] = window * 2

    def _prompt(self, request: ModelRequest) -> int:
        return int(prompt_tokens(request) * self._ratios.get(request.model, 1.0))

    def _grown(self, model: str, need: int, limit: int) -> int:
        stepped = max(LEAST_CONTEXT, -(-need // CONTEXT_STEP) * CONTEXT_STEP)
        size = max(stepped, self._sizes.get(model, 0))
        self._sizes[model] = min(size, limit) if limit else size
        return self._sizes[model]


def _too_long(model: str, prompt: int, limit: int) -> ModelFailed:
    return ModelFailed(
        f"The prompt has about {prompt} tokens; {model} reads {limit}.",
        hint="Shorten it, or use a model with a larger context.",
        code="context_full",
        details={"model": model, "prompt_tokens": prompt, "context_tokens": limit},
    )
