"""Isolated machines by hand: commands, code, files in and out."""

import tempfile
from pathlib import Path

from aios import AIOS

with AIOS() as aios, tempfile.TemporaryDirectory() as folder:
    vm = aios.vm_controller.create_vm("workbench", limits={"memory_mb": 256})
    print(aios.vm_controller.execute_in_vm(vm, "id -u").stdout.strip(), "is the user inside")

    numbers = Path(folder, "numbers.txt")
    numbers.write_text("3\n1\n2\n")
    aios.vm_controller.upload(vm, numbers)
    aios.vm_controller.execute_in_vm(vm, "sort numbers.txt > sorted.txt")
    print(aios.vm_controller.download(vm, "sorted.txt").decode().split())

    outcome = aios.vm_controller.execute_in_vm(
        vm, "import socket\nsocket.gethostbyname('a.example')"
    )
    print("exit code", outcome.exit_code, "level", outcome.level)
    print(outcome.stderr.strip().splitlines()[-1])
    aios.vm_controller.delete_vm(vm)
