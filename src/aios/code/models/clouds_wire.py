"""Our messages as pydantic-ai's, and its events as our pieces of an answer."""

import base64
from typing import Any

from pydantic_ai import messages as theirs
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.tools import ToolDefinition

from aios.code.models.openai_wire import image_type, schema_in_words
from aios.contracts.errors import ModelFailed
from aios.contracts.messages import Message, ModelChunk, ModelRequest, ToolCall, Usage

FINISH = {"tool_call": "tool_calls"}


def messages_of(request: ModelRequest, *, in_words: bool) -> list[theirs.ModelMessage]:
    """The conversation; with `in_words` the schema is told in it."""
    found: list[theirs.ModelMessage] = []
    if request.format is not None and in_words:
        found.append(_request(theirs.SystemPromptPart(schema_in_words(request.format))))
    return found + [_message(message) for message in request.messages]


def _message(message: Message) -> theirs.ModelMessage:
    if message.role == "assistant":
        said: list[Any] = [theirs.TextPart(message.content)] if message.content else []
        said += [
            theirs.ToolCallPart(call.name, call.arguments, call.id) for call in message.tool_calls
        ]
        return theirs.ModelResponse(parts=said)
    if message.role == "system":
        return _request(theirs.SystemPromptPart(message.content))
    if message.role == "tool":
        name, place = message.tool_name, message.tool_call_id
        return _request(theirs.ToolReturnPart(name, message.content, place))
    pictures = [
        theirs.BinaryContent(base64.b64decode(image), media_type=image_type(image))
        for image in message.images
    ]
    return _request(
        theirs.UserPromptPart([message.content, *pictures] if pictures else message.content)
    )


def _request(part: Any) -> theirs.ModelRequest:
    return theirs.ModelRequest(parts=[part])


def parameters_of(request: ModelRequest, *, native: bool) -> ModelRequestParameters:
    """The tools, and the schema where the model can be held to one."""
    tools = [
        ToolDefinition(name=t.name, description=t.description, parameters_json_schema=t.parameters)
        for t in request.tools
    ]
    if request.format is None or not native:
        return ModelRequestParameters(function_tools=tools)
    shape = OutputObjectDefinition(json_schema=request.format, name="answer")
    return ModelRequestParameters(function_tools=tools, output_mode="native", output_object=shape)


def chunk_of(event: Any) -> ModelChunk | None:
    """What an event adds to the text or the thoughts; None when nothing."""
    if isinstance(event, theirs.PartStartEvent):
        added, content = event.part, getattr(event.part, "content", "")
    elif isinstance(event, theirs.PartDeltaEvent):
        added, content = event.delta, getattr(event.delta, "content_delta", "")  # type: ignore[assignment]
    else:
        return None
    if not content:
        return None
    if isinstance(added, (theirs.TextPart, theirs.TextPartDelta)):
        return ModelChunk(text=content)
    if isinstance(added, (theirs.ThinkingPart, theirs.ThinkingPartDelta)):
        return ModelChunk(thinking=content)
    return None


def last_chunk(response: theirs.ModelResponse, model: str) -> ModelChunk:
    """The end of the answer: its calls of tools and its usage."""
    calls = [part for part in response.parts if isinstance(part, theirs.ToolCallPart)]
    reason = response.finish_reason or "stop"
    return ModelChunk(
        tool_calls=tuple(_call(call, model) for call in calls),
        done=True,
        finish_reason=FINISH.get(reason, reason),
        usage=_usage(response.usage),
    )


def _usage(told: Any) -> Usage | None:
    """What was counted; None when nothing was, so that it is estimated."""
    if not (told.input_tokens or told.output_tokens):
        return None
    return Usage(
        model_calls=1,
        tokens_in=told.input_tokens,
        tokens_out=told.output_tokens,
        cached_tokens=told.cache_read_tokens,
    )


def _call(call: theirs.ToolCallPart, model: str) -> ToolCall:
    try:
        arguments = call.args_as_dict(raise_if_invalid=True)
    except (ValueError, AssertionError) as error:
        raise ModelFailed(
            f"{model} called {call.tool_name} with no JSON object: {str(call.args)[:200]!r}",
            hint="Ask it again, or use a model that is better at tools.",
            code="model_unreadable",
            details={"model": model},
        ) from error
    return ToolCall(id=call.tool_call_id, name=call.tool_name, arguments=arguments)
