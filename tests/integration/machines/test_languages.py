"""Programs in other languages, in real machines: run where their tool is, refused where not."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aios.code.machines.controller import VMController
from aios.code.machines.image import ImageStore
from aios.code.machines.landlock.backend import LandlockBackend
from aios.code.machines.namespaces import NamespaceBackend
from aios.code.machines.wasi.backend import WasiBackend
from aios.contracts.errors import BadRequest

# Each reads a line, answers with it in capitals on standard output, and exits with 3. Java's
# main class comes last and makes more garbage than the machine has memory.
SHOUTS = {
    "javascript": "const text = require('fs').readFileSync(0, 'utf8');"
    " process.stdout.write(text.toUpperCase()); process.exit(3)",
    "c": "#include <ctype.h>\n#include <stdio.h>\nint main(void)"
    " { int c; while ((c = getchar()) != EOF) putchar(toupper(c)); return 3; }",
    "c++": "#include <cctype>\n#include <iostream>\nint main()"
    " { char c; while (std::cin.get(c)) std::cout.put(std::toupper(c)); return 3; }",
    "go": 'package main\nimport ("bufio"; "fmt"; "os"; "strings")\nfunc main() {'
    " line, _ := bufio.NewReader(os.Stdin).ReadString('\\n')\n"
    " fmt.Print(strings.ToUpper(line)); os.Exit(3) }",
    "rust": "use std::io::Read;\nfn main() { let mut text = String::new();"
    " std::io::stdin().read_to_string(&mut text).unwrap();"
    ' print!("{}", text.to_uppercase()); std::process::exit(3) }',
    "java": "interface Voice { String of(String text); }\npublic class Shout {\n"
    "  public static void main(String[] words) {\n"
    "    for (int i = 0; i < 1500; i++) { byte[] waste = new byte[1 << 20]; }\n"
    "    Voice loud = String::toUpperCase;\n"
    "    System.out.println(loud.of(new java.util.Scanner(System.in).nextLine()));\n"
    "    System.exit(3); } }",
}
BROKEN = {
    "javascript": ("let = = 1", "program.js:1"),
    "c": ("int main( {", "program.c:1"),
    "c++": ("int main( {", "program.cpp:1"),
    "go": ("package main\nfunc main() { x := 1 }", "program.go:2"),
    "rust": ('fn main() { let x: i32 = "a"; }', "program.rs:1"),
    "java": ('class Program { int x = "a"; }', "Program.java:1"),
}
NEEDS = {
    "javascript": "node",
    "c": "cc",
    "c++": "c++",
    "go": "go",
    "rust": "rustc",
    "java": "javac",
}


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
@pytest.mark.parametrize("language", NEEDS)
async def test_it_runs_where_its_tool_is(vms: VMController, language: str) -> None:
    if not shutil.which(NEEDS[language], path="/usr/bin:/bin"):
        pytest.skip(f"absent: {NEEDS[language]}: not installed")
    vm = await vms.create_vm("a", image="bare")
    outcome = await vms.execute_in_vm(vm, SHOUTS[language], language=language, stdin="café 4\n")
    assert (outcome.exit_code, outcome.stderr) == (3, "")
    assert outcome.stdout.startswith("CAF") and outcome.stdout.endswith(" 4\n")
    assert outcome.language == language
    text, place = BROKEN[language]
    outcome = await vms.execute_in_vm(vm, text, language=language)
    assert outcome.exit_code in (1, 2)
    assert place in outcome.stderr


@pytest.mark.landlock
async def test_a_compiled_program_runs_where_modes_may_not_be_changed(tmp_path: Path) -> None:
    if not shutil.which("cc", path="/usr/bin:/bin"):
        pytest.skip("absent: cc: not installed")
    backend = LandlockBackend(state_dir=tmp_path)
    vms = VMController([backend], images=None, pool_size=0, cwd=tmp_path, min_isolation=20)
    try:
        vm = await vms.create_vm("a", image="bare")
        outcome = await vms.execute_in_vm(vm, SHOUTS["c"], language="c", stdin="quiet\n")
        assert (outcome.stdout, outcome.stderr, outcome.exit_code) == ("QUIET\n", "", 3)
    finally:
        await vms.close()


@pytest.mark.machine
async def test_what_is_missing_is_named(vms: VMController) -> None:
    vm = await vms.create_vm("a", image="bare")
    for language, tool in NEEDS.items():
        if shutil.which(tool, path="/usr/bin:/bin"):
            continue
        with pytest.raises(BadRequest, match=r"there is no .+ in it") as caught:
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
