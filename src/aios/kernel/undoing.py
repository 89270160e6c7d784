"""The tool by which a task undoes what an earlier one changed; it asks first, as every write."""

from collections.abc import Mapping
from typing import Any

from aios.contracts.tool import Tool, ToolContext, ToolFunction
from aios.kernel.changes import ChangeBook

UNDO = Tool(
    name="changes.undo",
    description="Undo the newest change-set, or the one named, on the user's own files.",
    parameters={
        "type": "object",
        "properties": {"id": {"type": "string", "description": "A change-set's or task's id"}},
    },
    effects="write",
)


def undo_tool(book: ChangeBook) -> tuple[Tool, ToolFunction]:
    """The tool with the function behind it; NotFound and Conflict are the book's."""

    async def undo(arguments: Mapping[str, Any], context: ToolContext) -> dict[str, Any]:
        undone = await book.undo(str(arguments.get("id", "")))
        count = sum(len(found.changes) for found in undone)
        titles = "；".join(found.title for found in undone)
        zh = f"已撤销 {count} 处更改：{titles}。文件都恢复成原样。"
        changes = "1 change" if count == 1 else f"{count} changes"
        en = f"Undone: {changes} ({titles}). Every file is as it was."
        ids = [found.id for found in undone]
        answer = zh if context.language == "zh" else en
        return {"answer": answer, "data": {"undone": ids, "changes": count}}

    return UNDO, undo
