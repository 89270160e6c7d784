"""Who may hold it together, and who waits."""

import threading
import time

from read_write_lock import ReadWriteLock


def test_readers_share() -> None:
    lock, meet = ReadWriteLock(), threading.Barrier(3, timeout=5)

    def read() -> None:
        with lock.read():
            meet.wait()  # passes only when three are inside

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not meet.broken


def test_a_writer_is_alone() -> None:
    lock, inside, worst = ReadWriteLock(), [0], [0]

    def write() -> None:
        for _ in range(50):
            with lock.write():
                inside[0] += 1
                worst[0] = max(worst[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert worst == [1]


def test_a_waiting_writer_goes_before_later_readers() -> None:
    lock, order = ReadWriteLock(), list[str]()

    def write() -> None:
        with lock.write():
            order.append("write")

    def read() -> None:
        with lock.read():
            order.append("read")

    with lock.read():
        writer = threading.Thread(target=write)
        writer.start()
        time.sleep(0.05)
        reader = threading.Thread(target=read)
        reader.start()
        time.sleep(0.05)
        assert order == []
    writer.join(5)
    reader.join(5)
    assert order == ["write", "read"]


def test_an_error_inside_gives_it_back() -> None:
    lock = ReadWriteLock()
    for hold in (lock.read, lock.write):
        try:
            with hold():
                raise KeyError
        except KeyError:
            pass
    with lock.write():
        pass
