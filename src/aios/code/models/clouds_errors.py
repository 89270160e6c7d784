"""Whatever pydantic-ai and the providers' own clients raise, in our words."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from aios.code.models.openai_errors import refusal
from aios.contracts.errors import AiosError, Denied, ModelFailed, NoModel, TimedOut

ABSENT = ("ConnectError", "ConnectionRefusedError", "gaierror")


@contextmanager
def told(model: str, silence_s: float) -> Iterator[None]:
    """Whatever pydantic-ai raises, in our words; what it says of keys is left out."""
    from pydantic_ai import exceptions as theirs

    details = {"model": model}
    try:
        yield
    except theirs.ModelHTTPError as error:
        body = error.body if isinstance(error.body, str) else json.dumps(error.body, default=str)
        wait = getattr(error, "retry_after", None)
        waiting = "" if wait is None else str(wait)
        provider = model.partition(":")[0]
        raise refusal(
            error.status_code,
            body,
            model,
            provider,
            key_from=f"{provider}'s key",
            retry_after=waiting,
        ) from error
    except ImportError as error:
        raise NoModel(
            f"The package for {model} is not installed.",
            hint=f"Install it: pip install 'pydantic-ai-slim[{model.partition(':')[0]}]'",
            details={**details, "status": 0},
        ) from error
    except theirs.UserError as error:
        raise unusable(model, str(error)) from error
    except theirs.ModelAPIError as error:
        raise _connection(error, model, silence_s) from error
    except TimeoutError as error:
        raise _silent(model, silence_s) from error
    except theirs.UnexpectedModelBehavior as error:
        raise _unreadable(model, str(error)) from error


def _connection(error: Exception, model: str, silence_s: float) -> AiosError:
    """What a failure that has no HTTP status comes from is told by what caused it."""
    causes = list(_causes(error))
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return _silent(model, silence_s)
    # By its name: each provider's client has classes of its own.
    if any(type(cause).__name__ in ABSENT for cause in causes):
        return NoModel(
            f"No provider answers for {model}.",
            hint="Is the network there, and the base URL right?",
            details={"model": model},
        )
    if any(isinstance(cause, json.JSONDecodeError) for cause in causes):
        return _unreadable(model, str(error))
    if "onnection" in str(error):
        return ModelFailed(
            f"The connection to the provider of {model} broke.",
            hint="Is the network there?",
            code="model_cut_off",
            details={"model": model},
        )
    return ModelFailed(
        f"The provider of {model} failed: {str(error)[:200]}",
        hint="Try again, or another model.",
        details={"model": model},
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _silent(model: str, silence_s: float) -> TimedOut:
    return TimedOut(
        f"The provider of {model} said nothing for {silence_s:g} s.",
        hint="Try again, or another model.",
        details={"model": model},
    )


def _unreadable(model: str, reason: str) -> ModelFailed:
    return ModelFailed(
        f"What the provider of {model} sent cannot be read: {reason[:200]}",
        hint="Try again, or another model.",
        code="model_unreadable",
        details={"model": model},
    )


def unusable(model: str, reason: str) -> NoModel | Denied:
    """pydantic-ai says in words that a key is not set, or that it knows no such model."""
    if "API_KEY" in reason or "api_key" in reason or "credential" in reason:
        return Denied(
            f"The provider of {model} wants a key.",
            hint=reason[:200],
            code="model_key_refused",
            details={"model": model},
        )
    return NoModel(
        f"The model {model} is not known: {reason[:200]}",
        hint='Write it as "provider:model", for example "anthropic:claude-sonnet-4-5".',
        details={"model": model, "status": 404},
    )
