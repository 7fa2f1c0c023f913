"""What happens on stage in ex16: accounts that stand for shared Values, and tell the judge when their locks are taken."""

from __future__ import annotations

import copy
from multiprocessing import Process

from ..api import Stage
from ..declared import RACE, says
from ..probes import LockProbe, Probe, RaceProbe

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class AccountLock(LockProbe):
    """The recursive lock of one account. ``depth`` counts how often this process holds it."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index
        self.depth = 0
        self.locked = Probe("locked")
        self.bank: list[Account] = []

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        taken = super().acquire(block, timeout)
        if taken:
            self.depth += 1
            if self.depth == 1:
                self.locked.tell(self.index)
        return taken

    def release(self) -> None:
        self.depth -= 1
        self._lock.release()
        self.look()
        self.tell()

    def look(self) -> None:
        """If this process holds no lock of the bank's accounts now, say what is in them."""
        if self.bank and not any(account.depth for account in self.bank):
            Probe("all free").read(*(account.number for account in self.bank))


class Account(RaceProbe):
    """One account; see ``RaceProbe``. Only if it is ``slow`` its reads and writes wait for others.

    Its balance is the shared number ``CASE.INDEX``.
    """

    def __init__(self, case: int, index: int, slow: bool) -> None:
        super().__init__(f"{case}.{index}")
        self._lock: AccountLock = AccountLock(index)
        if not slow:
            self.name, self._write = "look", Probe("set")

    @property
    def value(self) -> int:
        return self.read(self.number)[0]

    @value.setter
    def value(self, number: int) -> None:
        self.put(number)
        self._lock.look()

    @property
    def depth(self) -> int:
        return self._lock.depth

    def join_bank(self, bank: list[Account]) -> None:
        self._lock.bank = bank

    def as_objects(self, lock: AccountLock) -> Account:
        """Return the same account as another object, with this lock, which stands for the same lock too."""
        other = copy.copy(self)
        other._lock = lock
        return other


def bank(count: int, slow: list[int], case: int = 0) -> list[Account]:
    """Return new accounts; those whose indices are in ``slow`` show whether their locks are held."""
    return [Account(case, index, index in slow) for index in range(count)]


@says(
    calls=lambda args: ("transfer",) * len(args["cases"]),
    probes={"locked": (int,), "all free": (), "look": (), "set": (int,), **RACE},
    report=lambda args: [[int] * case[0] for case in args["cases"]],
)
def alone(stage: Stage, cases: list[list[Any]]) -> list[list[int]]:
    """Make transfers in the caller's process, each with new accounts: how many, source, target, amount.

    "all free" tells what is in the two accounts whenever the lock of neither is held. Return for each transfer how often
    each lock is still held.
    """
    held = []
    for case, (count, source, target, amount) in enumerate(cases):
        accounts = bank(count, [], case)
        for index in (source, target):
            accounts[index].join_bank([accounts[source], accounts[target]])
        stage.call("transfer", accounts, source, target, amount)
        held.append([one.depth for one in accounts])
    return held


@says(probes={"transfer": (int, int, int), "locked": (int,), "look": (), "set": (int,), **RACE})
def at_once(stage: Stage, count: int, transfers: list[list[int]], slow: list[int], odd_order: bool = False) -> None:
    """Let processes make one transfer each, at the same time, between so many accounts.

    slow: the accounts for which they race. odd_order: in every second process the accounts stand in memory in the
    opposite order.
    """
    accounts = bank(count, slow)
    transfer = stage.submission.transfer
    running = [
        Process(target=make, args=(transfer, accounts, arguments, odd_order and number % 2 == 1))
        for number, arguments in enumerate(transfers)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()


def make(transfer: Callable[..., object], accounts: list[Account], arguments: list[int], backwards: bool) -> None:
    """Make one transfer, in a child, with accounts whose order in memory is certain."""
    line = ordered(accounts, backwards)
    with Probe("transfer").call(*arguments):
        transfer(line, *arguments)


def ordered(accounts: list[Account], backwards: bool) -> list[Account]:
    """Return the same accounts as objects whose ``id`` grows, or falls, with the index; those of their locks too."""
    line = accounts[::-1] if backwards else accounts
    locks = climbing([account.get_lock() for account in line])
    made = climbing([account.as_objects(lock) for account, lock in zip(line, locks, strict=True)])
    return made[::-1] if backwards else made


def climbing(objects: list[Any]) -> list[Any]:
    """Return copies of these whose ``id`` grows from each to the next."""
    made: list[Any] = []
    kept: list[Any] = []  # so that the next copy comes to stand elsewhere
    for one in objects:
        copies = [copy.copy(one) for _ in range(50)]
        while made and max(map(id, copies)) < id(made[-1]):
            kept += copies
            copies = [copy.copy(one) for _ in range(50)]
        made.append(min((new for new in copies if not made or id(new) > id(made[-1])), key=id))
    return made
