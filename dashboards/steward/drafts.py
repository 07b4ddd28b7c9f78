"""Uploaded files → a private folder that goes away by itself, so that no partner's bytes stay in the web process.

The folder is this account's alone (0700) and is removed when the files were handed in or put aside, when the session
ends, after `MINUTES`, and when the server stops; one that was killed leaves it to the next run, which clears `work`.
"""

import os
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboards.stored import data_folder

MINUTES = 30
MEGABYTES = 64
LONGEST_NAME = 120
NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f/\\]+")


class Draft:
    """The files of one upload, in a folder of their own until `discard` or until nobody holds this any more."""

    def __init__(self, files: Iterable[tuple[str, memoryview]]) -> None:
        work = data_folder() / "work"
        work.mkdir(parents=True, exist_ok=True)
        # Named after this process, so that what a killed server leaves behind is known to be nobody's.
        self.folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}.", dir=work))
        self._gone = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        # Streamlit forgets a session only when another one comes; the term holds also when nobody does.
        self._term = threading.Timer(MINUTES * 60, self._gone)
        self._term.daemon = True
        self._term.start()
        self.paths = [self._write(name, content) for name, content in files]

    def _write(self, name: str, content: memoryview) -> Path:
        path = self.folder / plain_name(name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
        return path

    @property
    def is_there(self) -> bool:
        """True while the files may be used."""
        return self._gone.alive

    def discard(self) -> None:
        """Remove the files now."""
        self._term.cancel()
        self._gone()


def plain_name(name: str) -> str:
    """The file's own name without anything that leads elsewhere; the partner's spelling of it stays."""
    bare = NOT_IN_A_NAME.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".~$ ").strip() or "bestand"
    path = Path(bare)
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix if len(bare) > LONGEST_NAME else bare


def upload(place: str, label: str, explain: str, *, several: bool = False) -> Draft | None:
    """An upload box; the files that were put in it the last time (in this `place`), None when there are none."""
    rounds, key = f"rounds_{place}", f"draft_{place}"
    given = st.file_uploader(
        label,
        accept_multiple_files=several,
        key=f"upload_{place}_{st.session_state.setdefault(rounds, 0)}",
        help=explain,
        max_upload_size=MEGABYTES,
    )
    files: list[UploadedFile] = given if isinstance(given, list) else [given] if given else []
    if files:
        put_aside(place)
        st.session_state[key] = Draft((file.name, file.getbuffer()) for file in files)
        _forget(files)
        st.session_state[rounds] += 1  # a new, empty box: the bytes are not kept behind the old one
        st.rerun()
    draft = st.session_state.get(key)
    return draft if isinstance(draft, Draft) and draft.is_there else None


def put_aside(place: str) -> None:
    """Remove the files of this place, if there are any."""
    draft = st.session_state.pop(f"draft_{place}", None)
    if isinstance(draft, Draft):
        draft.discard()


def _forget(files: Iterable[UploadedFile]) -> None:
    """Take the bytes out of Streamlit's own keeping, which otherwise lasts as long as the session."""
    context = get_script_run_ctx()
    keeping = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    if context is not None and isinstance(keeping, MemoryUploadedFileManager):
        for file in files:
            keeping.remove_file(context.session_id, file.file_id)
