"""Balances, proof of work, and every way to cheat."""

from dataclasses import replace

import pytest
from blockchain import NETWORK, Blockchain, ChainError, Transaction

REWARD = 50


@pytest.fixture
def chain() -> Blockchain:
    made = Blockchain(difficulty=1, reward=REWARD, clock=lambda: 1.0)
    made.mine("Ann")
    made.send("Ann", "李雷", 20)
    made.mine("Cid")
    return made


def test_balances_follow_the_blocks(chain: Blockchain) -> None:
    names = ("Ann", "李雷", "Cid", "Nobody")
    assert [chain.balance(name) for name in names] == [REWARD - 20, 20, REWARD, 0]
    chain.check()


def test_work_is_proved() -> None:
    block = Blockchain(difficulty=2).mine("Ann")
    assert block.hash.startswith("00")


def test_nobody_sends_twice_what_they_have(chain: Blockchain) -> None:
    chain.send("李雷", "Ann", 15)
    with pytest.raises(ChainError, match="李雷 has not 6"):
        chain.send("李雷", "Cid", 6)
    chain.send("李雷", "Cid", 5)
    chain.mine("Ann")
    assert chain.balance("李雷") == 0


@pytest.mark.parametrize(
    ("sender", "receiver", "amount"),
    [("Ann", "Bob", 0), ("Ann", "Bob", -5), ("", "Bob", 1), (NETWORK, "Bob", 1)],
)
def test_transactions_that_are_none(
    chain: Blockchain, sender: str, receiver: str, amount: int
) -> None:
    with pytest.raises(ChainError, match="above zero"):
        chain.send(sender, receiver, amount)


def test_a_changed_block_breaks_the_chain(chain: Blockchain) -> None:
    more = (Transaction(NETWORK, "Ann", REWARD * 2),)
    chain.blocks[1] = replace(chain.blocks[1], transactions=more)
    with pytest.raises(ChainError, match=r"Block [12]"):
        chain.check()


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        ((Transaction(NETWORK, "Eve", REWARD + 1),), "reward"),
        ((Transaction("Ann", "Eve", 999), Transaction(NETWORK, "Eve", REWARD)), "nobody has"),
    ],
)
def test_a_forged_block_with_proof_is_found(
    chain: Blockchain, forged: tuple[Transaction, ...], why: str
) -> None:
    block = replace(chain.blocks[-1], index=3, previous=chain.blocks[-1].hash, transactions=forged)
    while not chain.is_proved(block):
        block = replace(block, nonce=block.nonce + 1)
    chain.blocks.append(block)
    with pytest.raises(ChainError, match=why):
        chain.check()
