"""A minimal Flask application with a health check.

GET /  GET /hello/<name>  GET /health
"""

import shutil
import time
from collections.abc import Callable

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

PORT = 5000
LEAST_FREE_BYTES = 100 * 1024 * 1024

Check = Callable[[], bool]


def disk_has_room() -> bool:
    """Whether the disk of the working folder has room for some files."""
    return shutil.disk_usage(".").free > LEAST_FREE_BYTES


def passes(check: Check) -> bool:
    """Whether the check says yes; one that fails says no."""
    try:
        return check()
    except Exception:  # noqa: BLE001 - a broken dependency may raise anything, and that is the answer
        return False


def create_app(checks: dict[str, Check] | None = None) -> Flask:
    """The application; `checks` are what /health asks."""
    app = Flask(__name__)
    started_s = time.monotonic()
    wanted = {"disk": disk_has_room} if checks is None else checks

    @app.get("/")
    def index() -> Response:
        return jsonify(message="Hello, World!")

    @app.get("/hello/<name>")
    def hello(name: str) -> Response:
        return jsonify(message=f"Hello, {name}!")

    @app.get("/health")
    def health() -> tuple[Response, int]:
        found = {name: passes(check) for name, check in wanted.items()}
        status = "ok" if all(found.values()) else "failing"
        uptime_s = round(time.monotonic() - started_s, 3)
        code = 200 if status == "ok" else 503
        return jsonify(status=status, checks=found, uptime_s=uptime_s), code

    @app.errorhandler(HTTPException)
    def error(problem: HTTPException) -> tuple[Response, int]:
        return jsonify(error=problem.description), problem.code or 500

    return app


if __name__ == "__main__":
    create_app().run(port=PORT)
