"""Remember and find again, in Chinese and English; nothing leaves the workspace."""

from aios import AIOS

with AIOS() as aios:
    memory = aios.memory_manager
    memory.store("The fiscal year starts in April.", importance=0.9)
    old = memory.store("上海仓库的联系人是李雷。")
    memory.supersede(old, "上海仓库的联系人是韩梅梅。")
    for question in ("when does the fiscal year begin", "上海仓库找谁"):
        print(question, "→", memory.search(question, k=1)[0].text)
