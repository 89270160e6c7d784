"""The dining philosophers: each needs two forks, and nobody starves or waits for ever.

Forks are taken in the order of their numbers, so that no circle of waiting can arise.
"""

import threading

PHILOSOPHERS = 5
MEALS = 3


def dine(philosophers: int = PHILOSOPHERS, meals: int = MEALS) -> list[int]:
    """Let everybody eat so many meals; how many each one had."""
    if philosophers < 2:
        raise ValueError("at least two philosophers are needed")
    forks = [threading.Lock() for _ in range(philosophers)]
    eaten = [0] * philosophers

    def live(seat: int) -> None:
        first, second = sorted((seat, (seat + 1) % philosophers))
        for _ in range(meals):
            with forks[first], forks[second]:
                eaten[seat] += 1

    threads = [threading.Thread(target=live, args=(seat,)) for seat in range(philosophers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return eaten


if __name__ == "__main__":
    for number, had in enumerate(dine(), start=1):
        print(f"philosopher {number} had {had} meals")
