"""Languages beside Python and the shell: which program in the guest runs them, and how."""

from dataclasses import dataclass

from aios.contracts.errors import BadRequest
from aios.contracts.machine import Command
from aios.contracts.ports import Machine

_LOOK_S = 10.0
_FIRST_OF = 'for tool do command -v "$tool" && exit; done; exit 1'


@dataclass(frozen=True)
class Toolchain:
    """One language. Of `programs` the first that is there is taken; all of `also` must be there.

    `script` is for a shell: $1 is the program, $2 the source file, $3 a folder for what is built.
    """

    name: str
    programs: tuple[str, ...]
    file: str
    script: str
    install: str
    also: tuple[str, ...] = ()


_COMPILED = 'mkdir -p "$3" && {build} && exec "$3/program"'
_CHAINS = {
    "javascript": Toolchain(
        "JavaScript", ("node", "nodejs"), "program.js", 'exec "$1" "$2"', "nodejs"
    ),
    "c": Toolchain(
        "C",
        ("cc", "gcc", "clang"),
        "program.c",
        _COMPILED.format(build='"$1" -o "$3/program" "$2" -lm'),
        "gcc",
    ),
    "c++": Toolchain(
        "C++",
        ("c++", "g++", "clang++"),
        "program.cpp",
        _COMPILED.format(build='"$1" -o "$3/program" "$2"'),
        "g++",
    ),
    "go": Toolchain(
        "Go",
        ("go",),
        "program.go",
        _COMPILED.format(
            build='GOCACHE="$3/cache" GOPATH="$3/path" GO111MODULE=off'
            ' "$1" build -o "$3/program" "$2"'
        ),
        "golang-go",
    ),
    "rust": Toolchain(
        "Rust",
        ("rustc",),
        "program.rs",
        _COMPILED.format(build='"$1" --edition 2021 -o "$3/program" "$2"'),
        "rustc",
    ),
    "java": Toolchain(
        "Java", ("java",), "Program.java", 'exec "$1" "$2"', "default-jdk-headless", ("javac",)
    ),
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
    """The name a program's source has in its folder; of JavaScript, a module's where it is one."""
    module = language == "javascript" and any(
        line.startswith(("import ", "import{", "export ")) for line in text.splitlines()
    )
    return "program.mjs" if module else _CHAINS[language].file


def argv_of(language: str, source: str, tool: str) -> tuple[str, ...]:
    """The command that runs the file `source`, with the program that `find` told."""
    built = f"/tmp/{source.partition('/')[0].lstrip('.')}"
    return ("sh", "-c", _CHAINS[language].script, "sh", tool, source, built)


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
