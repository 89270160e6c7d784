"""A password manager: one encrypted file, opened by a master password.

python password_manager.py add github ann      asks for the password, or makes one for "-"
python password_manager.py get github
python password_manager.py list
python password_manager.py remove github

The key comes from the master password by scrypt. The entries are encrypted with a stream made by
HMAC-SHA256 in counter mode and sealed by another HMAC, all of the standard library; a wrong
master password and a changed file are both refused.
"""

import argparse
import getpass
import hashlib
import hmac
import json
import os
import secrets
import string
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

VAULT = "vault.bin"
LENGTH = 20
SALT_BYTES, NONCE_BYTES, SEAL_BYTES = 16, 16, 32
SCRYPT_N = 2**14  # about 50 ms and 16 MB for each try of a master password


class WrongPassword(Exception):
    """The master password is wrong, or the file was changed."""


@dataclass(frozen=True)
class Entry:
    """What is kept for one name."""

    user: str
    password: str


@dataclass
class Vault:
    """The entries by name."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(self, name: str, user: str, password: str = "") -> Entry:
        """Keep a password, one made by chance when none is given; ValueError for a taken name."""
        if not name.strip():
            raise ValueError("an entry needs a name")
        if name in self.entries:
            raise ValueError(f"{name!r} is there already: remove it first")
        self.entries[name] = Entry(user, password or generated())
        return self.entries[name]

    def get(self, name: str) -> Entry:
        """The entry of this name; KeyError with the names there are."""
        if name not in self.entries:
            known = ", ".join(sorted(self.entries)) or "none"
            raise KeyError(f"no entry {name!r}; there are: {known}")
        return self.entries[name]

    def remove(self, name: str) -> None:
        """Forget an entry; KeyError when there is none."""
        self.get(name)
        del self.entries[name]


def generated(length: int = LENGTH) -> str:
    """A password of letters, digits and signs from the system's secure source."""
    signs = string.ascii_letters + string.digits + "!#$%&*+-=?@_"
    return "".join(secrets.choice(signs) for _ in range(length))


def save(vault: Vault, path: Path, master: str) -> None:
    """Write the vault encrypted; the file is replaced at once and only its owner may read it."""
    plain = json.dumps({name: asdict(entry) for name, entry in vault.entries.items()}).encode()
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    cipher_key, seal_key = keys(master, salt)
    hidden = mixed(plain, cipher_key, nonce)
    seal = hmac.digest(seal_key, salt + nonce + hidden, "sha256")
    beside = path.with_name(f"{path.name}.new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(salt + nonce + seal + hidden)
    beside.replace(path)


def load(path: Path, master: str) -> Vault:
    """The vault of a file, an empty one where there is none; WrongPassword if it stays shut."""
    if not path.exists():
        return Vault()
    kept = path.read_bytes()
    salt, rest = kept[:SALT_BYTES], kept[SALT_BYTES:]
    nonce, rest = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    seal, hidden = rest[:SEAL_BYTES], rest[SEAL_BYTES:]
    cipher_key, seal_key = keys(master, salt)
    if not hmac.compare_digest(seal, hmac.digest(seal_key, salt + nonce + hidden, "sha256")):
        raise WrongPassword(f"wrong master password, or {path} was changed")
    plain = json.loads(mixed(hidden, cipher_key, nonce))
    return Vault({name: Entry(**entry) for name, entry in plain.items()})


def keys(master: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key for the stream and the key for the seal."""
    made = hashlib.scrypt(master.encode(), salt=salt, n=SCRYPT_N, r=8, p=1, dklen=64)
    return made[:32], made[32:]


def mixed(data: bytes, key: bytes, nonce: bytes) -> bytes:
    """The data XOR a stream that only the key gives; twice is the data again."""
    blocks = range(-(-len(data) // 32))
    stream = b"".join(hmac.digest(key, nonce + n.to_bytes(8, "big"), "sha256") for n in blocks)
    return bytes(a ^ b for a, b in zip(data, stream, strict=False))


def main(words: list[str] | None = None) -> int:
    """Run the command line; 1 with a sentence for what cannot be done."""
    parser = argparse.ArgumentParser(description="Keep passwords in one encrypted file.")
    parser.add_argument("--vault", type=Path, default=Path(VAULT))
    parser.add_argument("command", choices=("add", "get", "list", "remove"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("user", nargs="?", default="")
    told = parser.parse_args(words)
    master = getpass.getpass("Master password: ")
    try:
        vault = load(told.vault, master)
        match told.command:
            case "add":
                given = getpass.getpass("Password (- makes one): ")
                vault.add(told.name, told.user, "" if given == "-" else given)
            case "get":
                entry = vault.get(told.name)
                print(f"{entry.user}\t{entry.password}")
            case "list":
                print("\n".join(f"{n}\t{e.user}" for n, e in sorted(vault.entries.items())))
            case "remove":
                vault.remove(told.name)
        if told.command in ("add", "remove"):
            save(vault, told.vault, master)
    except (WrongPassword, ValueError, KeyError) as error:
        print(error.args[0], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
