"""Files there and back, and what is refused."""

import io
from pathlib import Path

import pytest
from file_upload import MAX_MEGABYTES, create_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(str(tmp_path / "store")).test_client()


def upload(client: FlaskClient, name: str, content: bytes) -> TestResponse:
    return client.post("/files", data={"file": (io.BytesIO(content), name)})


def test_a_file_comes_back_unchanged(client: FlaskClient) -> None:
    content = bytes(range(256)) * 40
    entry = upload(client, "照片.PNG", content).get_json()
    assert (entry["name"], entry["size"]) == ("照片.PNG", len(content))
    answer = client.get(f"/files/{entry['id']}")
    assert answer.data == content
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get("/files").get_json()["files"] == [entry]
    answer.close()
    assert client.delete(f"/files/{entry['id']}").status_code == 204
    assert client.get("/files").get_json()["files"] == []


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/passwd.txt", "..\\..\\evil.txt", "a\t.txt"]
)
def test_hostile_names_stay_in_the_folder(client: FlaskClient, tmp_path: Path, name: str) -> None:
    entry = upload(client, name, b"x").get_json()
    assert not {"/", "\\", "\t"} & set(entry["name"])
    assert {path.name for path in tmp_path.iterdir()} == {"store"}


@pytest.mark.parametrize("name", ["run.exe", "noextension", "page.html", ".png.sh"])
def test_other_types_are_refused(client: FlaskClient, name: str) -> None:
    assert upload(client, name, b"x").status_code == 415


def test_empty_missing_and_large_ones_are_refused(client: FlaskClient) -> None:
    assert upload(client, "a.txt", b"").status_code == 400
    assert client.post("/files", data={}).status_code == 400
    assert upload(client, "a.txt", b"x" * (MAX_MEGABYTES * 1024 * 1024 + 1)).status_code == 413


@pytest.mark.parametrize("file_id", ["0" * 32, "nothing", "..", "0" * 31 + "/"])
def test_unknown_files_are_not_found(client: FlaskClient, file_id: str) -> None:
    assert client.get(f"/files/{file_id}").status_code == 404
