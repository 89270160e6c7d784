"""A server on this machine answers as the API does, well and badly."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from weather import Day, Place, WeatherClient, WeatherError, main

DAILY = {
    "time": ["2024-01-01", "2024-01-02"],
    "temperature_2m_min": [-1.5, 0],
    "temperature_2m_max": [3, 4],
    "precipitation_sum": [0, 2.5],
}


class Api(BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked."""

    forecast: ClassVar[Any] = {"daily": DAILY}
    status = 200
    asked: dict[str, list[str]]

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        Api.asked = parse_qs(url.query)
        known = Api.asked.get("name") != ["Nowhere"]
        place = {"name": "北京", "latitude": 39.9, "longitude": 116.4}
        body: Any = {"results": [place]} if known else {}
        if url.path == "/v1/forecast":
            body = Api.forecast
        self.send_response(Api.status)
        self.end_headers()
        self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_place_and_its_days(address: str) -> None:
    client = WeatherClient(address, address + "/")
    place = client.place("北京")
    assert place == Place("北京", 39.9, 116.4)
    assert Api.asked["name"] == ["北京"]
    days = client.forecast(place, days=2)
    assert days == [Day("2024-01-01", -1.5, 3, 0), Day("2024-01-02", 0, 4, 2.5)]
    assert (Api.asked["latitude"], Api.asked["forecast_days"]) == (["39.9"], ["2"])


def test_the_command_line(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["Beijing", "--days", "2", "--base-url", address, "--places-url", address]
    assert main(command) == 0
    assert "2024-01-02    0.0 …   4.0 °C    2.5 mm" in capsys.readouterr().out
    assert main(["Nowhere", *command[1:]]) == 1
    assert "No place" in capsys.readouterr().err


@pytest.mark.parametrize("body", [b"<html>", [], {}, {"daily": {"time": ["x"]}}])
def test_answers_that_are_none(address: str, body: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Api, "forecast", body)
    with pytest.raises(WeatherError, match=r"answer"):
        WeatherClient(address, address).forecast(Place("x", 0, 0))


def test_refusals_and_silence(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Api, "status", 503)
    with pytest.raises(WeatherError, match="503"):
        WeatherClient(address, address).place("x")
    with pytest.raises(WeatherError, match="reached"):
        WeatherClient("http://127.0.0.1:9", timeout_s=2).forecast(Place("x", 0, 0))


@pytest.mark.parametrize("days", [0, 17])
def test_too_few_and_too_many_days(days: int) -> None:
    with pytest.raises(WeatherError, match="1 to 16"):
        WeatherClient().forecast(Place("x", 0, 0), days)
