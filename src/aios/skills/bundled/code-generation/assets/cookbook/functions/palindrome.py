"""Tell whether a text or a number is a palindrome."""


def is_palindrome(text: str | int) -> bool:
    """Whether it reads the same both ways; case, blanks and punctuation do not count."""
    if isinstance(text, int):
        return str(text) == str(text)[::-1]
    letters = [char for char in text.casefold() if char.isalnum()]
    return letters == letters[::-1]


def longest_palindrome(text: str) -> str:
    """The longest palindrome within the text, taken literally; the first of equals."""
    best = ""
    for centre in range(len(text)):
        for width in (0, 1):
            low, high = centre, centre + width
            while low >= 0 and high < len(text) and text[low] == text[high]:
                low, high = low - 1, high + 1
            best = max(best, text[low + 1 : high], key=len)
    return best


if __name__ == "__main__":
    for sample in ("A man, a plan, a canal: Panama", "上海自来水来自海上", "python"):
        print(sample, is_palindrome(sample))
