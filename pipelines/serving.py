"""`wlb serve`: Dagster and the dashboard as two child processes on loopback, ended together.

Does not run the pipeline; Dagster's sensors do, from here on.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from pipelines import desk, execute, receipts, terminal, words
from pipelines.registry import Registry
from pipelines.settings import ROOT, Settings
from pipelines.stages.publish import current

HOST = "127.0.0.1"
PATIENCE = 90


class PortTaken(Exception):
    """Another process listens where ours should."""


def serve(settings: Settings, registry: Registry) -> None:
    """Start both, say where they are and what is published, and wait; returns after Ctrl-C or when one of them ends."""
    ports = {"WLB_DAGSTER_PORT": settings.dagster_port, "WLB_DASHBOARD_PORT": settings.dashboard_port}
    for name, port in ports.items():
        if _answers(port):
            raise PortTaken(f"port {port} is in use by another program; stop that, or set {name} to a free port")
    execute.prepare_home(settings.data)
    if current(settings.data / "desk") is None:
        desk.write(settings, registry)  # who may deliver what is known before anything came
    environment = os.environ | {
        "WLB_DATA": str(settings.data), "WLB_DAGSTER_PORT": str(settings.dagster_port), "DO_NOT_TRACK": "1"
    }  # fmt: skip
    commands = {
        settings.dagster_port: ["-m", "dagster", "dev", "-w", "workspace.yaml", "-h", HOST, "-p", str(settings.dagster_port)],
        settings.dashboard_port: [
            "-m", "streamlit", "run", "dashboards/app.py", "--server.address", HOST, "--server.port", str(settings.dashboard_port),
            "--server.headless", "true", "--browser.gatherUsageStats", "false",
        ],
    }  # fmt: skip
    logs = settings.data / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    for ending in (signal.SIGINT, signal.SIGTERM):  # SIGINT is ignored by default in a background job
        signal.signal(ending, _as_interrupt)
    children = [_start(command, environment, logs / f"{command[1]}.log") for command in commands.values()]
    try:
        _wait_until_up(list(commands), children, logs)
        _tell(settings, registry)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        terminal.console().print(f"[red]Een van beide is gestopt[/red]; kijk in {logs}.")
    except KeyboardInterrupt:
        terminal.console().print("Gestopt.")
    finally:
        _end(children)


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _start(command: list[str], environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """A child in a group of its own, so that it can be ended with everything it started."""
    with log.open("ab") as target:
        return subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=target, stderr=target,
            start_new_session=True,
        )  # fmt: skip


def _wait_until_up(ports: list[int], children: "list[subprocess.Popen[bytes]]", logs: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not all(_answers(port) for port in ports):
        if any(child.poll() is not None for child in children) or time.monotonic() > deadline:
            terminal.console().print(f"[red]Niet gestart[/red]; de reden staat in {logs}.")
            return
        time.sleep(0.3)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


def _tell(settings: Settings, registry: Registry) -> None:
    out = terminal.console()
    live = current(settings.data / "published" / settings.audience)
    everything = receipts.read_all(settings.data / "receipts")
    waiting = [receipt for receipt in everything if not receipt.is_accepted and receipt.outcome != "already_received"]
    out.print(f"Dashboard    [bold]http://{HOST}:{settings.dashboard_port}[/bold]")
    out.print(f"Dagster      [bold]http://{HOST}:{settings.dagster_port}[/bold]")
    out.print(
        f"Gepubliceerd {live.stem if live else 'nog niets'}{' (demogegevens)' if settings.is_demo else ''} · "
        f"{words.number(len(everything))} leveringen van {len({r.partner for r in everything} & set(registry.parties))} partners, "
        f"{len(waiting)} niet aanvaard (wlb status)"
    )
    out.print("Alleen op deze machine bereikbaar. Ctrl-C stopt alles.")


def _end(children: "list[subprocess.Popen[bytes]]") -> None:
    for child in children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
