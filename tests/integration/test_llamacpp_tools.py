"""Tools on the real llama.cpp engine, and a GGUF file as the model of a whole AIOS."""

from pathlib import Path

import pytest
from tests.conftest import need

from aios.code.models.llamacpp import LlamaDriver
from aios.contracts.errors import NoModel
from aios.contracts.messages import Message, ModelChunk, ModelRequest, ToolCall, ToolSpec
from aios.system import AsyncAIOS

LOOK = ToolSpec(
    name="look",
    description="Looks somewhere.",
    parameters={"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]},
)
# As models of the Qwen and Hermes families have it.
TEMPLATE = """\
{% if tools %}<|im_start|>system
<tools>
{% for tool in tools %}{{ tool | tojson }}
{% endfor %}</tools>
For each function call, return a json object within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <function-name>, "arguments": <args-json-object>}
</tool_call><|im_end|>
{% endif %}{% for message in messages %}<|im_start|>{{ message.role }}
{{ message.content }}{% for call in message.tool_calls or [] %}
<tool_call>
{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}
</tool_call>{% endfor %}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""
SAYS = ("<tool_call>\n", '{"name": "look", ', '"arguments": {"at":', ' "山上"}}', "\n</tool_call>")


def model_that_says(path: Path, *pieces: str, template: str = TEMPLATE) -> Path:
    need("llama")
    from tests.doubles.tiny_gguf import tiny_gguf

    return tiny_gguf(path, says=pieces, template=template)


async def heard(driver: LlamaDriver, *messages: Message) -> list[ModelChunk]:
    request = ModelRequest(model="m", messages=messages, tools=(LOOK,), temperature=0.0)
    return [chunk async for chunk in driver.generate(request)]


async def test_calls_of_tools_are_read_and_what_they_told_is_read_back(tmp_path: Path) -> None:
    driver = LlamaDriver(model_that_says(tmp_path / "m.gguf", *SAYS), threads=1)
    asked = Message(role="user", content="去看看")
    last = (await heard(driver, asked))[-1]
    assert (last.done, last.finish_reason) == (True, "tool_calls")
    (call,) = last.tool_calls
    assert (call.name, call.arguments) == ("look", {"at": "山上"}) and call.id
    wished = Message(role="assistant", tool_calls=(ToolCall(id="1", name="look", arguments={}),))
    told = Message(role="tool", content="雪 snow", tool_name="look", tool_call_id="1")
    again = (await heard(driver, asked, wished, told))[-1]
    assert last.usage is not None and again.usage is not None
    assert last.usage.tokens_in <= again.usage.cached_tokens < again.usage.tokens_in
    await driver.close()


async def test_a_gguf_file_is_the_model_of_an_aios(tmp_path: Path) -> None:
    path = model_that_says(tmp_path / "小模型.gguf", "你好", ", ", "world")
    async with AsyncAIOS(tmp_path / "ws", model=str(path)) as aios:
        answer = await aios.generate("say hello")
        assert answer.text == "你好, world"
        assert answer.usage.tokens_out == 4
        again = await aios.generate("say hello")
        assert again.usage.cached_tokens == again.usage.tokens_in - 1


async def test_a_gguf_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    async with AsyncAIOS(tmp_path / "ws", model=str(tmp_path / "absent.gguf")) as aios:
        with pytest.raises(NoModel, match=r"absent\.gguf"):
            await aios.generate("say hello")
