"""Weather of a place from an HTTP API (Open-Meteo by default): python weather.py Berlin"""

import argparse
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

BASE_URL = "https://api.open-meteo.com"
PLACES_URL = "https://geocoding-api.open-meteo.com"
TIMEOUT_S = 10
DAYS = 3


class WeatherError(Exception):
    """Why there is no weather, in words."""


@dataclass(frozen=True)
class Place:
    """Where it is, in degrees."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Day:
    """One day: °C and mm."""

    date: str
    low_c: float
    high_c: float
    rain_mm: float


class WeatherClient:
    """Finds places and asks for their weather; both addresses may be others."""

    def __init__(
        self, base_url: str = BASE_URL, places_url: str = PLACES_URL, timeout_s: float = TIMEOUT_S
    ) -> None:
        self.base_url, self.places_url = base_url.rstrip("/"), places_url.rstrip("/")
        self.timeout_s = timeout_s

    def place(self, name: str) -> Place:
        """The best-known place of this name."""
        answer = self._get(f"{self.places_url}/v1/search", name=name, count=1)
        found = answer.get("results") or []
        if not found:
            raise WeatherError(f"No place is called {name!r}.")
        return Place(found[0]["name"], found[0]["latitude"], found[0]["longitude"])

    def forecast(self, place: Place, days: int = DAYS) -> list[Day]:
        """The next days, today first."""
        if not 1 <= days <= 16:
            raise WeatherError(f"{days} days cannot be forecast, 1 to 16 can.")
        answer = self._get(
            f"{self.base_url}/v1/forecast",
            latitude=place.latitude,
            longitude=place.longitude,
            daily="temperature_2m_min,temperature_2m_max,precipitation_sum",
            timezone="auto",
            forecast_days=days,
        )
        try:
            daily = answer["daily"]
            columns = ("time", "temperature_2m_min", "temperature_2m_max", "precipitation_sum")
            rows = zip(*(daily[column] for column in columns), strict=True)
            return [Day(*row) for row in rows]
        except (KeyError, TypeError, ValueError) as error:
            raise WeatherError("The answer has no daily weather.") from error

    def _get(self, address: str, **query: Any) -> dict[str, Any]:
        """The JSON object at the address."""
        url = f"{address}?{urllib.parse.urlencode(query)}"
        try:
            with urllib.request.urlopen(url, timeout=self.timeout_s) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            raise WeatherError(f"{address} answered {error.code} {error.reason}.") from error
        except OSError as error:
            raise WeatherError(f"{address} cannot be reached: {error}.") from error
        except ValueError as error:
            raise WeatherError(f"{address} did not answer in JSON.") from error
        if not isinstance(answer, dict):
            raise WeatherError(f"{address} did not answer with an object.")
        return answer


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The weather of a place.")
    parser.add_argument("place")
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--base-url", default=BASE_URL)
    parser.add_argument("--places-url", default=PLACES_URL)
    options = parser.parse_args(arguments)
    client = WeatherClient(options.base_url, options.places_url)
    try:
        place = client.place(options.place)
        days = client.forecast(place, options.days)
    except WeatherError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(place.name)
    for day in days:
        print(f"{day.date}  {day.low_c:5.1f} … {day.high_c:5.1f} °C  {day.rain_mm:5.1f} mm")
    return 0


if __name__ == "__main__":
    sys.exit(main())
