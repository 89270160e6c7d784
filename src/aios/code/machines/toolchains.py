"""Languages beside Python and the shell: which program in the guest runs them, and how."""

import re
from dataclasses import dataclass

from aios.contracts.errors import BadRequest
from aios.contracts.machine import Command
from aios.contracts.ports import Machine

_LOOK_S = 10.0
_FIRST_OF = 'for tool do command -v "$tool" && exit; done; exit 1'


@dataclass(frozen=True)
class Toolchain:
    """One language. Of `programs` the first that is there is taken; all of `also` must be there.

    `script` is for a shell: $1 is the program, $2 the source file, $3 a folder for what is built,
    $4 how many MiB a heap may have.
    """

    name: str
    programs: tuple[str, ...]
    file: str
    script: str
    install: str
    also: tuple[str, ...] = ()


# Linkers make a program executable by chmod, which some machines refuse; to make it so is not.
# And gcc asks by name whether it may use TMPDIR, where folders above that are closed to its user.
_COMPILED = """
mkdir -p "$3" && {build} || exit
[ -x "$3/program" ] || python3 -c '
import os, shutil, sys
os.rename(sys.argv[1], sys.argv[1] + ".plain")
program = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT, 0o755)
with open(sys.argv[1] + ".plain", "rb") as source, open(program, "wb") as target:
    shutil.copyfileobj(source, target)
' "$3/program" || exit
exec "$3/program"
"""
# Java does not say which of its classes begins: the one of the file's name where it has a main
# method, else the first that has one. Compiled classes hold a method's name and type as text.
_JAVA = """
mkdir -p "$3" && javac -J-Xmx"$4"m -J-XX:+UseSerialGC -J-XX:TieredStopAtLevel=1 -d "$3" "$2" || exit
own=$(basename "$2" .java)
main=$(cd "$3" && LC_ALL=C grep -rlsF '([Ljava/lang/String;)V' "$own.class" . \\
  | LC_ALL=C xargs grep -lw main | head -n 1 | sed 's,^[.]/,,; s,[.]class$,,; s,/,.,g')
exec "$1" -Xmx"$4"m -XX:+UseSerialGC -cp "$3" "${main:-$own}"
"""
_PUBLIC_CLASS = re.compile(
    r"^\s*public\s+(?:(?:final|abstract|sealed|strictfp)\s+)*(?:class|interface|enum|record)\s+(\w+)",
    re.MULTILINE,
)
_HEAP_SHARE = 0.6  # of a machine's memory; the rest is the runtime's own, and the files'
_CHAINS = {
    "javascript": Toolchain(
        "JavaScript", ("node", "nodejs"), "program.js", 'exec "$1" "$2"', "nodejs"
    ),
    "c": Toolchain(
        "C",
        ("cc", "gcc", "clang"),
        "program.c",
        _COMPILED.format(build='TMPDIR=. "$1" -o "$3/program" "$2" -lm'),
        "gcc",
    ),
    "c++": Toolchain(
        "C++",
        ("c++", "g++", "clang++"),
        "program.cpp",
        _COMPILED.format(build='TMPDIR=. "$1" -o "$3/program" "$2"'),
        "g++",
    ),
    "go": Toolchain(
        "Go",
        ("go",),
        "program.go",
        _COMPILED.format(
            build='GOCACHE="${3%/*}/go-cache" GOPATH="${3%/*}/go" GO111MODULE=off'
            ' "$1" build -o "$3/program" "$2"'
        ),
        "golang-go",
    ),
    "rust": Toolchain(
        "Rust",
        ("rustc",),
        "program.rs",
        _COMPILED.format(build='TMPDIR=. "$1" --edition 2021 -o "$3/program" "$2"'),
        "rustc",
    ),
    "java": Toolchain("Java", ("java",), "Program.java", _JAVA, "default-jdk-headless", ("javac",)),
}
NAMES = {
    "javascript": "javascript",
    "js": "javascript",
    "node": "javascript",
    "nodejs": "javascript",
    "c": "c",
    "c++": "c++",
    "cpp": "c++",
    "go": "go",
    "golang": "go",
    "rust": "rust",
    "java": "java",
}


def known(language: str) -> bool:
    """Whether a language is one of these."""
    return language in _CHAINS


def file_of(language: str, text: str) -> str:
    """The name a program's source has in its folder, where it depends on what is in it.

    A JavaScript module has a name of its own; Java's file is named as its public class.
    """
    if language == "java" and (public := _PUBLIC_CLASS.search(text)):
        return f"{public[1]}.java"
    module = language == "javascript" and any(
        line.startswith(("import ", "import{", "export ")) for line in text.splitlines()
    )
    return "program.mjs" if module else _CHAINS[language].file


def argv_of(language: str, source: str, tool: str, memory_mb: int) -> tuple[str, ...]:
    """The command that runs the file `source`, with the program that `find` told."""
    built = f"/tmp/{source.partition('/')[0].lstrip('.')}"
    heap_mb = str(int(memory_mb * _HEAP_SHARE))
    return ("sh", "-c", _CHAINS[language].script, "sh", tool, source, built, heap_mb)


async def find(machine: Machine, language: str) -> str:
    """The program in the machine that runs a language; "" for Python and the shell.

    BadRequest (code `language_missing`) names what is missing.
    """
    if language not in _CHAINS:
        return ""
    chain = _CHAINS[language]
    tool = ""
    for wanted in (*((program,) for program in chain.also), chain.programs):
        look = Command(argv=("sh", "-c", _FIRST_OF, "sh", *wanted), timeout_s=_LOOK_S)
        tool = (await machine.run(look)).stdout.strip()
        if not tool:
            names = " or ".join(wanted)
            raise BadRequest(
                f"the machine cannot run {chain.name}: there is no {names} in it",
                hint=f"machines of namespaces and landlock see what is installed on this host:"
                f" apt install {chain.install}",
                code="language_missing",
            )
    return tool
