"""A blockchain to learn from: hashes that link blocks, proof of work, balances."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace

DIFFICULTY = 3
REWARD = 50
NETWORK = "network"


class ChainError(Exception):
    """Why a transaction or a chain is not valid."""


@dataclass(frozen=True)
class Transaction:
    """So much from one to another."""

    sender: str
    receiver: str
    amount: int


@dataclass(frozen=True)
class Block:
    """Transactions, linked to the block before by its hash."""

    index: int
    time: float
    transactions: tuple[Transaction, ...]
    previous: str
    nonce: int = 0

    @property
    def hash(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass
class Blockchain:
    """Blocks from the first on, and the transactions that wait for the next."""

    difficulty: int = DIFFICULTY
    reward: int = REWARD
    clock: Callable[[], float] = time.time
    blocks: list[Block] = field(default_factory=lambda: [Block(0, 0, (), "0" * 64)])
    pending: list[Transaction] = field(default_factory=list)

    def send(self, sender: str, receiver: str, amount: int) -> None:
        """Have it wait for the next block; ChainError for what the sender does not have."""
        if amount < 1 or not sender or not receiver or NETWORK in (sender, receiver):
            raise ChainError("A transaction needs two people and an amount above zero.")
        waiting = sum(each.amount for each in self.pending if each.sender == sender)
        if amount > self.balance(sender) - waiting:
            raise ChainError(f"{sender} has not {amount} to send.")
        self.pending.append(Transaction(sender, receiver, amount))

    def mine(self, miner: str) -> Block:
        """Add a block with all that waits, and the reward of the one who found it."""
        reward = Transaction(NETWORK, miner, self.reward)
        last = self.blocks[-1]
        block = Block(last.index + 1, self.clock(), (*self.pending, reward), last.hash)
        while not self.is_proved(block):
            block = replace(block, nonce=block.nonce + 1)
        self.blocks.append(block)
        self.pending.clear()
        return block

    def is_proved(self, block: Block) -> bool:
        """Whether the hash begins with enough zeros."""
        return block.hash.startswith("0" * self.difficulty)

    def balance(self, person: str) -> int:
        """What somebody has by all blocks."""
        every = [each for block in self.blocks for each in block.transactions]
        received = sum(each.amount for each in every if each.receiver == person)
        return received - sum(each.amount for each in every if each.sender == person)

    def check(self) -> None:
        """ChainError that names the first block that does not fit."""
        spent: dict[str, int] = {}
        for before, block in zip(self.blocks, self.blocks[1:], strict=False):
            if block.index != before.index + 1 or block.previous != before.hash:
                raise ChainError(f"Block {block.index} does not follow the block before.")
            if not self.is_proved(block):
                raise ChainError(f"Block {block.index} has no proof of work.")
            rewards = [each.amount for each in block.transactions if each.sender == NETWORK]
            if rewards != [self.reward]:
                raise ChainError(f"Block {block.index} has a wrong reward.")
            for each in block.transactions:
                spent[each.receiver] = spent.get(each.receiver, 0) + each.amount
                spent[each.sender] = spent.get(each.sender, 0) - each.amount
            if any(left < 0 for person, left in spent.items() if person != NETWORK):
                raise ChainError(f"Block {block.index} spends what nobody has.")


if __name__ == "__main__":
    chain = Blockchain()
    chain.mine("Ann")
    chain.send("Ann", "Bob", 20)
    print(chain.mine("Cid").hash)
    print({name: chain.balance(name) for name in ("Ann", "Bob", "Cid")})
    chain.check()
