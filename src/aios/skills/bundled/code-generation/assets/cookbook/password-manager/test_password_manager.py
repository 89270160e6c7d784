"""What is kept comes back, and only for the master password."""

from pathlib import Path

import password_manager
import pytest
from password_manager import LENGTH, Vault, WrongPassword, generated, load, main, save


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_manager, "SCRYPT_N", 2)


def kept(path: Path) -> Vault:
    vault = Vault()
    vault.add("github", "ann", "s3cret-密码")
    save(vault, path, "master")
    return vault


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "v"
    assert load(path, "master") == Vault()
    vault = kept(path)
    assert load(path, "master") == vault
    assert path.stat().st_mode & 0o077 == 0


def test_nothing_can_be_read_in_the_file(tmp_path: Path) -> None:
    kept(tmp_path / "v")
    first = (tmp_path / "v").read_bytes()
    assert b"github" not in first
    assert b"s3cret" not in first
    kept(tmp_path / "v")
    assert (tmp_path / "v").read_bytes() != first


def test_a_wrong_master_password_opens_nothing(tmp_path: Path) -> None:
    kept(tmp_path / "v")
    with pytest.raises(WrongPassword):
        load(tmp_path / "v", "Master")


@pytest.mark.parametrize("place", [0, 20, 40, -1])
def test_a_changed_file_opens_no_more(tmp_path: Path, place: int) -> None:
    kept(tmp_path / "v")
    body = bytearray((tmp_path / "v").read_bytes())
    body[place] ^= 1
    (tmp_path / "v").write_bytes(body)
    with pytest.raises(WrongPassword):
        load(tmp_path / "v", "master")


def test_names_are_taken_once_and_told_when_missing() -> None:
    vault = Vault()
    made = vault.add("a", "x")
    assert len(made.password) == LENGTH
    with pytest.raises(ValueError, match="there already"):
        vault.add("a", "y")
    with pytest.raises(ValueError, match="needs a name"):
        vault.add(" ", "y")
    with pytest.raises(KeyError, match="there are: a"):
        vault.get("b")
    vault.remove("a")
    with pytest.raises(KeyError, match="none"):
        vault.remove("a")


def test_made_passwords_differ() -> None:
    assert len({generated() for _ in range(100)}) == 100


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda _: typed.pop(0))

    def run(*words: str, secrets: list[str]) -> tuple[int, str]:
        typed[:] = secrets
        code = main(["--vault", str(tmp_path / "v"), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    assert run("add", "mail", "bo", secrets=["m", "pw"]) == (0, "")
    assert run("get", "mail", secrets=["m"]) == (0, "bo\tpw\n")
    assert run("list", secrets=["m"]) == (0, "mail\tbo\n")
    assert run("get", "mail", secrets=["no"])[0] == 1
    assert "no entry 'x'" in run("get", "x", secrets=["m"])[1]
    assert run("remove", "mail", secrets=["m"])[0] == 0
