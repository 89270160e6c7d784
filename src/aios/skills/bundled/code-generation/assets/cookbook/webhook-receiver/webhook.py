"""Receive webhooks that are signed as GitHub signs them.

WEBHOOK_SECRET=... python webhook.py
"""

import hashlib
import hmac
import os
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

PORT = 5000
REMEMBERED = 1000
MAX_BYTES = 1_000_000

Handler = Callable[[dict[str, Any]], None]


def signature(secret: str, body: bytes) -> str:
    """What a sender that knows the secret puts into X-Hub-Signature-256."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def create_app(secret: str, handlers: dict[str, Handler]) -> Flask:
    """The application; `handlers` get the JSON of the events they are named after."""
    if not secret:
        raise ValueError("a webhook without a secret could be sent by anybody")
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    handled: OrderedDict[str, None] = OrderedDict()

    @app.post("/webhook")
    def receive() -> tuple[Response, int]:
        given = request.headers.get("X-Hub-Signature-256", "")
        if not hmac.compare_digest(given.encode(), signature(secret, request.get_data()).encode()):
            abort(401, "The signature is wrong.")
        event, payload = request.headers.get("X-GitHub-Event", ""), request.get_json()
        delivery = request.headers.get("X-GitHub-Delivery", "")
        if delivery and delivery in handled:
            return jsonify(status="handled before"), 200
        if event not in handlers:
            return jsonify(status="ignored"), 202
        handlers[event](payload)  # if it fails the sender gets 500 and may try again
        handled[delivery] = None
        if len(handled) > REMEMBERED:
            handled.popitem(last=False)
        return jsonify(status="handled"), 200

    @app.errorhandler(HTTPException)
    def error(problem: HTTPException) -> tuple[Response, int]:
        return jsonify(error=problem.description), problem.code or 500

    return app


def show_push(payload: dict[str, Any]) -> None:
    """Say who pushed what."""
    pusher = payload.get("pusher", {}).get("name", "somebody")
    print(f"{pusher} pushed {len(payload.get('commits', []))} commits to {payload.get('ref')}")


if __name__ == "__main__":
    create_app(os.environ.get("WEBHOOK_SECRET", ""), {"push": show_push}).run(port=PORT)
