"""Caps on machines where systemd rules: a Debian in a virtual machine, started for this.

Asked for by AIOS_REQUIRE=systemd: packages are fetched, and booting them emulated takes minutes.
"""

import asyncio
from pathlib import Path

import pytest
from tests.integration.machines import systemd_guest

CGROUPS = "tests/integration/machines/test_cgroups.py"


@pytest.mark.systemd
@pytest.mark.qemu
@pytest.mark.timeout(900)
async def test_caps_hold_by_cgroups_of_version_2_and_by_the_users_scope(tmp_path: Path) -> None:
    said = await asyncio.to_thread(systemd_guest.run, CGROUPS, tmp_path)
    assert "1 passed, 3 skipped" in said["user"], said  # the scope: the cgroups are root's
    assert "3 passed, 1 skipped" in said["root"], said  # these cgroups: root needs no scope
