"""The house: every part of AIOS, built from the settings and joined where their sockets meet."""

import asyncio
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aios.agents.builtin import BuiltinPlanner
from aios.agents.library import BUNDLED as BUNDLED_AGENTS
from aios.agents.library import AgentLibrary
from aios.agents.model import ModelPlanner
from aios.agents.runner import Runner
from aios.code.changes.files import FileChanger
from aios.code.machines import room
from aios.code.machines.building import build
from aios.code.machines.controller import VMController
from aios.code.machines.image import Image, ImageStore
from aios.code.machines.landlock.backend import LandlockBackend
from aios.code.machines.meters import EgressLimits
from aios.code.machines.microsandbox.backend import MicrosandboxBackend
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.process import ProcessBackend
from aios.code.machines.proxy import EgressProxy
from aios.code.machines.qemu.backend import QemuBackend
from aios.code.machines.qemu.guest_image import GuestImages
from aios.code.machines.secret_book import SecretBook
from aios.code.machines.wasi.backend import WasiBackend
from aios.code.models.connect import connect, open_file
from aios.code.models.registry import Models
from aios.code.stores.sqlite import SqliteStore
from aios.code.stores.text import SqliteTextIndex
from aios.code.stores.vectors import SqliteVectorIndex
from aios.code.tools.host import host_tools
from aios.code.tools.manager import ToolManager
from aios.contracts.agent import Agent
from aios.contracts.errors import NoModel, StoreFailed
from aios.contracts.planner import Planner
from aios.contracts.ports import Calls, MachineBackend, ModelDriver
from aios.contracts.skill import Permissions
from aios.contracts.task import Task
from aios.contracts.tool import Tool
from aios.kernel import allowances, answers, changes, journal, memory, schedules, stats, storage
from aios.kernel.allowances import Allowances
from aios.kernel.answers import Answers
from aios.kernel.bus import Bus
from aios.kernel.changes import ChangeBook
from aios.kernel.clock import SystemClock
from aios.kernel.context_manager import ContextManager
from aios.kernel.journal import Journal
from aios.kernel.kernel import Kernel
from aios.kernel.meanings import Meanings
from aios.kernel.memory import MemoryManager
from aios.kernel.prices import Prices
from aios.kernel.router import Router
from aios.kernel.schedules import Schedules
from aios.kernel.services import Services
from aios.kernel.stats import Stats
from aios.kernel.storage import StorageManager
from aios.kernel.undoing import undo_tool
from aios.settings import Settings
from aios.skills.action import OURS
from aios.skills.introducing import talk_tools
from aios.skills.library import SkillLibrary
from aios.skills.reader import read_all, usual_folders

HEARTBEAT_S = 2.0
HERE = Path(__file__).parent
TABLES = (
    *journal.TABLES,
    *memory.TABLES,
    *storage.TABLES,
    *stats.TABLES,
    *changes.TABLES,
    *answers.TABLES,
    *allowances.TABLES,
    *schedules.TABLES,
)


@dataclass(frozen=True, kw_only=True)
class Own:
    """What a program brings along, there before tasks that were broken off go on."""

    agents: Sequence[Any] = ()
    skills: Sequence[Mapping[str, Any]] = ()
    tools: Sequence[Mapping[str, Any] | Callable[..., Any]] = ()


class House:
    """The parts, under the names users know them by."""

    def __init__(
        self,
        settings: Settings,
        *,
        drivers: Sequence[ModelDriver] | None = None,
        backends: Sequence[MachineBackend] | None = None,
        own: Own | None = None,
        on_progress: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self._own = own or Own()
        self._on_progress = on_progress
        self.clock = SystemClock()
        self.bus = Bus()
        self._stack = AsyncExitStack()
        self._keep_parts()
        self._hand_parts(drivers, backends)
        self._think_parts()
        self.kernel = Kernel(self._services())
        self.schedules = Schedules(
            self.store,
            self.clock,
            self.kernel,
            owner=self.journal.owner_id,
            living=self.journal.living,
        )

    # ------------------------------------------------------------ building

    def _keep_parts(self) -> None:
        place = self.settings.workspace
        self.store = SqliteStore(place / "aios.db", durability=self.settings.durability)
        self.journal = Journal(self.store, self.clock, f"kernel-{secrets.token_hex(6)}")
        texts = SqliteTextIndex(self.store)
        self.meanings = self._meanings(texts)
        self.memory = MemoryManager(self.store, texts, self.clock, self.meanings)
        self.storage = StorageManager(
            place,
            self.store,
            self.clock,
            quota_bytes=self.settings.storage_quota_mb << 20,
            task_quota_bytes=self.settings.storage_task_quota_mb << 20,
            owner_quota_bytes=self.settings.storage_owner_quota_mb << 20,
            owner_of=self.journal.owner_of,
        )
        self.changes = ChangeBook(
            self.store,
            FileChanger(place / "changes"),
            self.clock,
            self.bus,
            owner=self.journal.owner_id,
            living=self.journal.living,
            keep_days=self.settings.undo_days,
        )
        self.answers = Answers(self.store, self.clock)
        self.allowances = Allowances(self.store, self.clock, self.settings.budgets)
        self.contexts = ContextManager(place / "contexts")
        self.stats = Stats(self.store)
        self.bus.listen(self.stats.hear)

    def _meanings(self, texts: SqliteTextIndex) -> Meanings | None:
        """What finds memories by meaning, where the settings name a model for it."""
        if not self.settings.embedding_model:
            return None
        return Meanings(
            SqliteVectorIndex(self.store, texts),
            lambda model, texts, priority: self.kernel.embed(model, texts, priority),
            self.clock,
            model=self.settings.embedding_model,
            table=memory.MEMORIES.name,
        )

    def _hand_parts(
        self,
        drivers: Sequence[ModelDriver] | None,
        backends: Sequence[MachineBackend] | None,
    ) -> None:
        settings = self.settings
        self.images = ImageStore(settings.images)
        self.secrets = SecretBook(settings.secrets, os.environ)
        self.proxy = EgressProxy(
            limits=EgressLimits(
                requests=settings.network_requests,
                bytes=settings.network_mb << 20,
                bytes_per_s=settings.network_kb_per_s << 10,
            ),
            secrets_of=self.secrets.find,
        )
        self.machines = VMController(
            self._backends() if backends is None else backends,
            images=self.images,
            snapshots=settings.workspace / "machines" / "snapshots",
            min_isolation=10 if settings.unsafe_host_exec else settings.min_isolation,
            pool_size=settings.vm_pool_size,
            enabled=settings.use_vm,
            on_progress=self._on_progress,
        )
        book = None
        if drivers is None:
            drivers, book = connect(
                settings.models,
                ollama_host=settings.ollama_host,
                openai_base_url=settings.openai_base_url,
                environ=os.environ,
            )
        self.models = Models(drivers, default=settings.model, book=book, open_file=open_file)
        self.tools = ToolManager(self.stats.tool)
        own = (undo_tool(self.changes), *talk_tools(lambda: self.skills.list()))
        for tool, function in (*host_tools(settings.workspace), *own):
            self.tools.add(tool, function)

    def _backends(self) -> list[MachineBackend]:
        state = self.settings.workspace / "machines"
        guests = GuestImages(self.images)
        found: list[MachineBackend] = [
            NamespaceBackend(
                state_dir=state,
                images=self.images.find,
                doors=self.proxy,
                snapshot_bytes=self.settings.snapshot_quota_mb << 20,
            ),
            QemuBackend(
                state_dir=state,
                images=guests,
                doors=self.proxy,
                snapshot_bytes=self.settings.snapshot_quota_mb << 20,
            ),
            LandlockBackend(state_dir=state, images=self.images.find, doors=self.proxy),
            MicrosandboxBackend(
                state_dir=state, home=self.images.root / "microsandbox", parts=guests.filesystems
            ),
            WasiBackend(state_dir=state, cache=self.images.root / "wasi"),
        ]
        if self.settings.unsafe_host_exec:
            found.append(ProcessBackend(state_dir=state, images=self.images.find))
        return found

    async def build(self, what: str, on_progress: Callable[[str], None] | None = None) -> Image:
        """Build an image, or what a machine backend needs once; see `building.build`."""
        return await build(what, self.images, self.machines.backends, on_progress)

    def _think_parts(self) -> None:
        self.skills = SkillLibrary(success=self._success)
        self.skill_warnings: list[str] = []
        self.change_warnings: list[str] = []
        self.agents = AgentLibrary(self.stats.agent)
        self.router = Router()
        self.runner = Runner(self.agents, self.planner_for, self.bus.publish)

    def _services(self) -> Services:
        settings = self.settings
        return Services(
            clock=self.clock,
            bus=self.bus,
            journal=self.journal,
            memory=self.memory,
            storage=self.storage,
            changes=self.changes,
            answers=self.answers,
            allowances=self.allowances,
            agents=self.agents,
            machines=self.machines,
            tools=self.tools,
            models=self.models,
            route=self.router.route,
            work=self.runner.work,
            permissions_of=self._permissions,
            prices=Prices(settings.models),
            readable=(*OURS, str(settings.workspace / "skills")),
            given={"AIOS_SEARCH_URL": settings.search_url},
            secrets=self.secrets.names,
            min_isolation=10 if settings.unsafe_host_exec else settings.min_isolation,
            machine_slots=settings.machine_slots or room.slots(),
            machine_room=room.left,
            task_slots=settings.task_slots,
            call_queue=settings.call_queue,
            task_timeout_s=settings.task_timeout_s,
        )

    def _permissions(self, skill: str) -> Permissions:
        return self.skills.get(skill).permissions

    def _success(self, skill: str) -> float | None:
        seen = self.stats.skill(skill)
        return seen.success_rate if seen.usage_count >= 5 else None

    # ------------------------------------------------------------ choosing

    async def planner_for(self, task: Task, agent: Agent, calls: Calls) -> Planner:
        """Who thinks: a model where one is reachable and wanted, else the built-in planner."""
        wanted = self.settings.planner
        if wanted != "builtin":
            chosen = await self.models.choice(calls.spec.model or agent.model)
            if model := chosen.model:
                return ModelPlanner(
                    self.skills,
                    self.router.route,
                    agent_prompt=agent.prompt,
                    model=model,
                    context_tokens=self.models.context_of(model),
                    count=lambda text: self.models.count_tokens(model, text),
                    tools=await self._uses_tools(model),
                    contexts=self.contexts,
                    agents=self.agents.list,
                    recalls=self.settings.recall,
                )
            if wanted == "model" or calls.spec.model:
                raise NoModel(
                    f"No model can be used: {chosen.reason}.",
                    hint="Start `ollama serve`, and see `aios model list` and `aios doctor`.",
                )
        return self.builtin()

    async def _uses_tools(self, model: str) -> bool:
        """Whether the model can ask for tools, as far as its endpoint tells."""
        known = {m.name: m.capabilities for m in await self.models.available()}
        return not known.get(model) or "tools" in known[model]

    def builtin(self) -> BuiltinPlanner:
        """The planner that needs no model."""
        return BuiltinPlanner(
            self.skills,
            self.router.route,
            lambda a: self.agents.get(a).skills,
            recalls=self.settings.recall,
        )

    def refresh_routes(self) -> None:
        """Tell the router which skills and agents there are now."""
        self.router.set_skills(self.skills.list())
        self.router.set_agents(self.agents.list())

    # ------------------------------------------------------------ life

    async def open(self) -> None:
        """Open the parts in order; when one fails, those before it are closed again."""
        try:
            await self._open()
        except BaseException:
            await self.close()
            raise

    async def _open(self) -> None:
        closing = self._stack.push_async_callback
        await self.store.open(TABLES)
        closing(self.store.close)
        await self.stats.open()
        closing(self.stats.close)
        await self.journal.take_lease()
        closing(self.journal.release)
        self.change_warnings = await self.changes.recover()
        closing(self.proxy.stop)
        await self.machines.open()
        closing(self.machines.close)
        closing(self.models.close)
        self._load()
        closing(self.kernel.close)
        beating = asyncio.create_task(self._beat(), name="heartbeat")
        closing(_end, beating)
        if self.meanings is not None:
            closing(_end, asyncio.create_task(self.meanings.run(), name="embedding"))
        if self.settings.schedules:
            closing(_end, asyncio.create_task(self.schedules.run(), name="schedules"))
        if self.settings.recover != "leave":
            await self.kernel.recover(restart=self.settings.recover == "restart")

    async def close(self) -> None:
        """Close in reverse. Idempotent."""
        await self._stack.aclose()

    def _load(self) -> None:
        place = self.settings.workspace
        self.agents.load(BUNDLED_AGENTS, source="bundled")
        self.agents.load(place / "agents", source="user")
        folders = usual_folders(HERE / "skills" / "bundled", place, Path.home(), place)
        skills, self.skill_warnings = read_all(folders)
        for skill in skills:
            self.skills.add(skill)
        for own in self._own.skills:
            self.skills.register(own)
        for tool in self._own.tools:
            self.tools.register(tool)
        for agent in self._own.agents:
            self.agents.create(agent)
        self.refresh_routes()

    async def _beat(self) -> None:
        while True:
            await self.clock.sleep(HEARTBEAT_S)
            with suppress(StoreFailed):  # a disk that is full now may have room at the next beat
                await self.kernel.beat()


async def _end(work: asyncio.Task[None]) -> None:
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work


def built_in_tools() -> tuple[Tool, ...]:
    """The two parts of AIOS itself that count as tools."""
    return (
        Tool(name="ollama_client", kind="model", description="Text from a local model."),
        Tool(name="vm_controller", kind="machine", description="Isolated machines for programs."),
    )
