"""FizzBuzz."""

from collections.abc import Iterator

COUNT = 100


def fizzbuzz(count: int = COUNT) -> Iterator[str]:
    """The words for 1 to count."""
    for number in range(1, count + 1):
        words = ("Fizz" if number % 3 == 0 else "") + ("Buzz" if number % 5 == 0 else "")
        yield words or str(number)


if __name__ == "__main__":
    print("\n".join(fizzbuzz()))
