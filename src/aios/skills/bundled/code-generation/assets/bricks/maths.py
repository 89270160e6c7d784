"""Bricks: functions on numbers."""

import math
import re
from collections.abc import Sequence


def is_prime(n: int) -> bool:
    """Whether the number is prime.

    >>> [number for number in range(20) if is_prime(number)]
    [2, 3, 5, 7, 11, 13, 17, 19]
    """
    return n > 1 and all(n % divisor for divisor in range(2, math.isqrt(n) + 1))


def primes_up_to(n: int) -> list[int]:
    """The primes up to n, n included, by the sieve of Eratosthenes.

    >>> primes_up_to(30)
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
    """
    sieve = bytearray([1]) * (max(n, 1) + 1)
    sieve[:2] = b"\x00\x00"
    for number in range(2, math.isqrt(max(n, 1)) + 1):
        if sieve[number]:
            sieve[number * number :: number] = bytes(len(sieve[number * number :: number]))
    return [number for number, prime in enumerate(sieve) if prime]


def first_primes(n: int) -> list[int]:
    """The first n primes.

    >>> first_primes(5)
    [2, 3, 5, 7, 11]
    """
    found: list[int] = []
    number = 2
    while len(found) < n:
        if all(number % prime for prime in found if prime * prime <= number):
            found.append(number)
        number += 1
    return found


def prime_factors(n: int) -> list[int]:
    """The prime factors of n in order, each as often as it divides n.

    >>> prime_factors(60)
    [2, 2, 3, 5]
    """
    factors, divisor = [], 2
    while divisor * divisor <= n:
        while n % divisor == 0:
            factors.append(divisor)
            n //= divisor
        divisor += 1
    return [*factors, n] if n > 1 else factors


def divisors(n: int) -> list[int]:
    """The divisors of n in order.

    >>> divisors(12)
    [1, 2, 3, 4, 6, 12]
    """
    return [number for number in range(1, n + 1) if n % number == 0]


def gcd(a: int, b: int) -> int:
    """The greatest common divisor, by Euclid's algorithm.

    >>> gcd(12, 18)
    6
    """
    while b:
        a, b = b, a % b
    return abs(a)


def lcm(a: int, b: int) -> int:
    """The least common multiple.

    >>> lcm(4, 6)
    12
    """
    return abs(a * b) // math.gcd(a, b) if a and b else 0


def factorial(n: int) -> int:
    """The product of the numbers from 1 to n.

    >>> factorial(5), factorial(0)
    (120, 1)
    >>> factorial(-1)  # else
    Traceback (most recent call last):
    ValueError: n
    """
    if n < 0:
        raise ValueError("n must not be negative")  # else
    return math.prod(range(1, n + 1))


def fibonacci(n: int) -> list[int]:
    """The first n Fibonacci numbers, 0 and 1 first.

    >>> fibonacci(7)
    [0, 1, 1, 2, 3, 5, 8]
    """
    numbers = [0, 1]
    while len(numbers) < n:
        numbers.append(numbers[-1] + numbers[-2])
    return numbers[: max(n, 0)]


def nth_fibonacci(n: int) -> int:
    """The n-th Fibonacci number; the 0th is 0, the first is 1.

    >>> nth_fibonacci(10)
    55
    >>> nth_fibonacci(-1)  # else
    Traceback (most recent call last):
    ValueError: n
    """
    if n < 0:
        raise ValueError("n must not be negative")  # else
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def fizzbuzz(n: int) -> list[str]:
    """The numbers from 1 to n as texts: multiples of 3 are Fizz, of 5 Buzz, of both FizzBuzz.

    >>> fizzbuzz(5)
    ['1', '2', 'Fizz', '4', 'Buzz']
    """
    words = ("Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or str(i) for i in range(1, n + 1))
    return list(words)


def is_perfect(n: int) -> bool:
    """Whether the number is the sum of its proper divisors.

    >>> is_perfect(28), is_perfect(12)
    (True, False)
    """
    return n > 1 and sum(number for number in range(1, n // 2 + 1) if n % number == 0) == n


def is_armstrong(n: int) -> bool:
    """Whether the number is the sum of its digits, each to the power of how many there are.

    >>> is_armstrong(153), is_armstrong(154)
    (True, False)
    """
    digits = str(abs(n))
    return n >= 0 and sum(int(digit) ** len(digits) for digit in digits) == n


def sum_digits(n: int) -> int:
    """The sum of the digits.

    >>> sum_digits(1234)
    10
    """
    return sum(int(digit) for digit in str(abs(n)))


def collatz(n: int) -> list[int]:
    """The numbers from n to 1: halved where even, three times and one more where odd.

    >>> collatz(6)
    [6, 3, 10, 5, 16, 8, 4, 2, 1]
    """
    if n < 1:
        raise ValueError("n must be at least 1")  # else
    numbers = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        numbers.append(n)
    return numbers


def power(base: float, exponent: int) -> float:
    """The base to the power of the exponent, by squaring.

    >>> power(2, 10), power(2, -1)
    (1024, 0.5)
    """
    if exponent < 0:
        base, exponent = 1 / base, -exponent
    result: float = 1
    while exponent:
        if exponent % 2:
            result *= base
        base *= base
        exponent //= 2
    return result


def to_base(number: int, base: int = 2) -> str:
    """The number in another base, up to 36.

    >>> to_base(255, 16), to_base(-5), to_base(0)
    ('ff', '-101', '0')
    """
    if not 2 <= base <= 36:
        raise ValueError(f"base must be between 2 and 36, not {base}")  # else
    digits, rest = "", abs(number)
    while rest:
        rest, digit = divmod(rest, base)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return ("-" if number < 0 else "") + (digits or "0")


def pascal_triangle(n: int) -> list[list[int]]:
    """The first n rows of Pascal's triangle.

    >>> pascal_triangle(4)
    [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1]]
    """
    return [[math.comb(row, place) for place in range(row + 1)] for row in range(n)]


def hanoi(n: int, source: str = "A", target: str = "C", spare: str = "B") -> list[tuple[str, str]]:
    """The moves that bring n discs from one peg to another, the smaller always on the larger.

    >>> hanoi(2)
    [('A', 'B'), ('A', 'C'), ('B', 'C')]
    """
    if n < 1:
        return []
    first = hanoi(n - 1, source=source, target=spare, spare=target)
    return [*first, (source, target), *hanoi(n - 1, source=spare, target=target, spare=source)]


def quadratic_roots(a: float, b: float, c: float) -> list[float]:
    """The real solutions of ax² + bx + c = 0 in order, none if there are none.

    >>> quadratic_roots(1, -3, 2), quadratic_roots(1, 2, 1), quadratic_roots(1, 0, 1)
    ([1.0, 2.0], [-1.0], [])
    """
    if not a:
        raise ValueError("a must not be 0")  # else
    inner = b * b - 4 * a * c
    if inner < 0:
        return []
    return sorted({(-b - math.sqrt(inner)) / (2 * a), (-b + math.sqrt(inner)) / (2 * a)})


def clamp(value: float, low: float, high: float) -> float:
    """The value, or the end of the range that it is beyond.

    >>> clamp(15, 0, 10), clamp(-1, 0, 10), clamp(5, 0, 10)
    (10, 0, 5)
    """
    return max(low, min(value, high))


def distance(a: Sequence[float], b: Sequence[float]) -> float:
    """The straight distance of two points of any dimension.

    >>> distance((0, 0), (3, 4))
    5.0
    """
    return math.dist(a, b)


def compound_interest(principal: float, rate: float, years: float) -> float:
    """What a sum has grown to with yearly interest; the rate is a share, such as 0.05.

    >>> compound_interest(1000, 0.1, 2)
    1210.0
    """
    return round(principal * (1 + rate) ** years, 2)


def celsius_to_fahrenheit(celsius: float) -> float:
    """Degrees Celsius as degrees Fahrenheit.

    >>> celsius_to_fahrenheit(100)
    212.0
    """
    return celsius * 9 / 5 + 32


def fahrenheit_to_celsius(fahrenheit: float) -> float:
    """Degrees Fahrenheit as degrees Celsius.

    >>> fahrenheit_to_celsius(212)
    100.0
    """
    return (fahrenheit - 32) * 5 / 9


def bmi(weight: float, height: float) -> float:
    """The body mass index of a weight in kilograms and a height in metres, with one decimal.

    >>> bmi(70, 1.75)
    22.9
    """
    if height <= 0:
        raise ValueError("height must be above 0")  # else
    return round(weight / height**2, 1)


def human_size(size: float) -> str:
    """A number of bytes in the unit that suits it.

    >>> human_size(512), human_size(1536), human_size(5 * 1024**3)
    ('512 B', '1.5 KB', '5.0 GB')
    """
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024:
            return f"{size} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} TB"


def parse_size(text: str) -> int:
    """A text such as "1.5 KB" as a number of bytes.

    >>> parse_size("1.5 KB"), parse_size("10"), parse_size("2G")
    (1536, 10, 2147483648)
    """
    found = re.fullmatch(r"\s*([\d.]+)\s*([KMGT]?)i?B?\s*", text, re.IGNORECASE)
    if not found:
        raise ValueError(f"{text!r} is no size")  # else
    return int(float(found[1]) * 1024 ** " KMGT".index(found[2].upper() or " "))
