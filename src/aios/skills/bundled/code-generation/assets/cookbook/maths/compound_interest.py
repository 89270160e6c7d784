"""Compound interest, and the monthly payments of a loan."""


def future_value(
    principal: float, yearly_percent: float, years: float, per_year: int = 12
) -> float:
    """What the principal becomes when interest is added `per_year` times a year."""
    return principal * (1 + yearly_percent / 100 / per_year) ** (per_year * years)


def equal_payments(principal: float, yearly_percent: float, months: int) -> float:
    """The same payment every month that repays the loan (等额本息)."""
    check(principal, months)
    rate = yearly_percent / 100 / 12
    if rate == 0:
        return principal / months
    return principal * rate / (1 - (1 + rate) ** -months)


def falling_payments(principal: float, yearly_percent: float, months: int) -> list[float]:
    """The payments with the same share of the principal every month (等额本金)."""
    check(principal, months)
    share, rate = principal / months, yearly_percent / 100 / 12
    return [share + (principal - share * month) * rate for month in range(months)]


def check(principal: float, months: int) -> None:
    """ValueError unless both are above 0."""
    if principal <= 0 or months < 1:
        raise ValueError("the principal and the months must be above 0")


if __name__ == "__main__":
    monthly = equal_payments(1_000_000, 3.5, 360)
    print(f"monthly {monthly:,.2f}, in all {monthly * 360:,.2f}")
    print(f"10,000 at 5 % after 10 years: {future_value(10_000, 5, 10):,.2f}")
