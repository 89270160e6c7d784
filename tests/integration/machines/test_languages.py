"""Programs in other languages, in real machines: run where their tool is, refused where not."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.image import ImageStore
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.wasi.backend import WasiBackend
from aios.contracts.errors import BadRequest

SUM = {
    "javascript": "let s = 0; for (let i = 0; i < 5; i++) s += i; console.log(s, typeof process)",
    "c": "#include <stdio.h>\nint main(void) { int s = 0; for (int i = 0; i < 5; i++) s += i;"
    ' printf("%d\\n", s); return 3; }',
    "c++": "#include <iostream>\nint main() { std::cout << 10 << std::endl; throw 1; }",
}
NEEDS = {"javascript": "node", "c": "cc", "c++": "c++"}


@pytest.fixture
async def vms(tmp_path: Path) -> AsyncIterator[VMController]:
    state = tmp_path / "state"
    backends = [
        NamespaceBackend(state_dir=state, images=lambda name: None),
        WasiBackend(state_dir=state, cache=ImageStore().root / "wasi"),
    ]
    controller = VMController(backends, images=None, pool_size=0, cwd=tmp_path)
    yield controller
    await controller.close()


@pytest.mark.machine
@pytest.mark.parametrize("language", SUM)
async def test_it_runs_where_its_tool_is(vms: VMController, language: str) -> None:
    if not shutil.which(NEEDS[language], path="/usr/bin:/bin"):
        pytest.skip(f"absent: {NEEDS[language]}: not installed")
    vm = await vms.create_vm("a", image="bare")
    outcome = await vms.execute_in_vm(vm, SUM[language], language=language)
    assert outcome.stdout.split()[0] == "10", outcome.stderr
    assert outcome.language == language
    assert outcome.exit_code == {"javascript": 0, "c": 3, "c++": -6}[language]


@pytest.mark.machine
async def test_a_program_that_does_not_compile_says_so(vms: VMController) -> None:
    if not shutil.which("cc", path="/usr/bin:/bin"):
        pytest.skip("absent: cc: not installed")
    vm = await vms.create_vm("a", image="bare")
    outcome = await vms.execute_in_vm(vm, "int main( {", language="c")
    assert outcome.exit_code == 1
    assert "program.c" in outcome.stderr


@pytest.mark.machine
async def test_what_is_missing_is_named(vms: VMController) -> None:
    vm = await vms.create_vm("a", image="bare")
    missing = [
        n
        for n, tool in {"go": "go", "rust": "rustc"}.items()
        if not Path("/usr/bin", tool).exists()
    ]
    for language in missing:
        with pytest.raises(BadRequest, match=r"there is no (go|rustc) in it") as caught:
            await vms.execute_in_vm(vm, "fn main() {}", language=language)
        assert caught.value.code == "language_missing"
        assert "apt install" in caught.value.hint
    with pytest.raises(BadRequest, match="cannot run 'cobol'"):
        await vms.execute_in_vm(vm, "x", language="cobol")


@pytest.mark.wasi
async def test_where_python_is_alone_all_else_is_refused_by_name(
    vms: VMController, tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text("import sys\nprint('app', sys.argv[1])\n")
    vm = await vms.create_vm("a", image="bare", backend="wasi")
    assert (await vms.execute_in_vm(vm, "print(1 + 1)")).stdout == "2\n"
    ran = await vms.execute_in_vm(vm, "python app.py 7")
    assert (ran.stdout, ran.level, ran.backend) == ("app 7\n", 40, "wasi")
    for text, language in (("ls -la", None), ("console.log(1)", "javascript"), ("ls", "shell")):
        with pytest.raises(BadRequest, match="Python programs only") as caught:
            await vms.execute_in_vm(vm, text, language=language)
        assert caught.value.code == "python_only"
