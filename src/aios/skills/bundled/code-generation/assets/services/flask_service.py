"""The service with Flask."""

import os

from core import ROUTES, Asked, as_bytes
from doing import Store
from flask import Flask, Response, request

PORT = 5000
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

app = Flask(__name__)
store = Store()


def respond(**_values: str) -> Response:
    """Ask the store, and send what it answers."""
    query = request.args.to_dict()
    sent = {name.lower(): value for name, value in request.headers.items()}
    raw, client = request.get_data(), request.remote_addr or ""
    asked = Asked(request.method, request.path, query, raw, request.host, client, sent)
    status, answer, headers = store.answer(asked)
    text, kind = as_bytes(status, answer)
    return Response(text, status, headers, content_type=kind)


for _path in dict.fromkeys(route[1] for route in ROUTES):
    _rule = _path.replace("{", "<").replace("}", ">")
    app.add_url_rule(_rule, _path, respond, methods=METHODS)


@app.errorhandler(404)
def missing(_error: Exception) -> Response:
    """An address that is not there."""
    text, kind = as_bytes(404, {"error": "There is nothing at this address."})
    return Response(text, 404, content_type=kind)


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", PORT)))
