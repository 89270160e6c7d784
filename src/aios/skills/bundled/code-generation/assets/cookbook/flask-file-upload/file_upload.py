"""Upload, list, download and delete files over HTTP.

curl -F file=@photo.jpg localhost:5000/files      curl localhost:5000/files
curl -OJ localhost:5000/files/<id>                curl -X DELETE localhost:5000/files/<id>
"""

import json
import re
import secrets
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, request, send_file
from werkzeug.exceptions import HTTPException

FOLDER = "uploads"
PORT = 5000
MAX_MEGABYTES = 10
ALLOWED = {"jpg", "jpeg", "png", "gif", "webp", "pdf", "txt", "csv", "md", "zip", "docx", "xlsx"}
FILE_ID = re.compile(r"[0-9a-f]{32}")


class FileStore:
    """Files under random ids: `<id>` holds the content, `<id>.json` what is known of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def save(self, name: str, content: bytes) -> dict[str, Any]:
        """Keep a file; the name is only remembered, never used as a path."""
        entry = {"id": secrets.token_hex(16), "name": name, "size": len(content)}
        (self.folder / entry["id"]).write_bytes(content)
        (self.folder / f"{entry['id']}.json").write_text(json.dumps(entry), encoding="utf-8")
        return entry

    def find(self, file_id: str) -> dict[str, Any] | None:
        """What is known of a file, None if there is none."""
        path = self.folder / f"{file_id}.json"
        if not FILE_ID.fullmatch(file_id) or not path.exists():
            return None
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def all(self) -> list[dict[str, Any]]:
        """All files by name."""
        found = [json.loads(p.read_text(encoding="utf-8")) for p in self.folder.glob("*.json")]
        return sorted(found, key=lambda entry: (entry["name"], entry["id"]))

    def delete(self, file_id: str) -> None:
        """Remove a file that was found."""
        (self.folder / f"{file_id}.json").unlink()
        (self.folder / file_id).unlink()


def plain_name(name: str) -> str:
    """The last part of a name, without control characters."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(char for char in last if char.isprintable()).strip()[:200]


def create_app(folder: str = FOLDER) -> Flask:
    """The application on its folder."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_MEGABYTES * 1024 * 1024
    store = FileStore(Path(folder).resolve())

    @app.post("/files")
    def upload() -> tuple[Response, int]:
        sent = request.files.get("file") or abort(400, "Send the file as form field 'file'.")
        name = plain_name(sent.filename or "")
        if name.rpartition(".")[2].lower() not in ALLOWED or "." not in name:
            abort(415, f"Allowed are: {', '.join(sorted(ALLOWED))}.")
        content = sent.read() or abort(400, "The file is empty.")
        return jsonify(store.save(name, content)), 201

    @app.get("/files")
    def listing() -> Response:
        return jsonify(files=store.all())

    @app.get("/files/<file_id>")
    def download(file_id: str) -> Response:
        entry = store.find(file_id) or abort(404, "There is no such file.")
        path = store.folder / file_id
        return send_file(path, as_attachment=True, download_name=entry["name"])

    @app.delete("/files/<file_id>")
    def delete(file_id: str) -> tuple[str, int]:
        _ = store.find(file_id) or abort(404, "There is no such file.")
        store.delete(file_id)
        return "", 204

    @app.errorhandler(HTTPException)
    def error(problem: HTTPException) -> tuple[Response, int]:
        return jsonify(error=problem.description), problem.code or 500

    return app


if __name__ == "__main__":
    create_app().run(port=PORT)
