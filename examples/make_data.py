"""Makes the example data: a year of sales, the same at every run."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

REGIONS = ("West", "East", "North", "South")
PRODUCTS = {"tea": 4.5, "coffee": 6.0, "cocoa": 5.2}


def main() -> None:
    """Write examples/data/sales.csv."""
    chance = random.Random(7)
    target = Path(__file__).parent / "data" / "sales.csv"
    with target.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("date", "region", "product", "units", "sales"))
        for day in range(0, 365, 2):
            region = chance.choices(REGIONS, weights=(4, 3, 2, 2))[0]
            product = chance.choice(list(PRODUCTS))
            units = chance.randint(5, 60)
            sales = round(units * PRODUCTS[product], 2)
            when = date(2025, 1, 1) + timedelta(days=day)
            rows.writerow((when, region, product, units if day % 46 else "", sales))


if __name__ == "__main__":
    main()
