"""Every contract through the linter of the standard (datacontract-cli), in one process and without the network.

Runs in the linter's own environment (`make lint-contracts`); exit 1 when the linter refuses a contract.
"""

import socket
import sys
from pathlib import Path
from typing import NoReturn

import open_data_contract_standard
from datacontract.data_contract import DataContract

SCHEMA = Path(open_data_contract_standard.__file__).with_name("schema.json")


def _refuse(*_: object, **__: object) -> NoReturn:
    raise OSError("linting a contract fetches nothing")


def main(paths: list[str]) -> int:
    """Lint each file; tells what is wrong with which, and how many were looked at."""
    socket.socket.connect = _refuse
    refused = 0
    for path in paths:
        run = DataContract(data_contract_file=path, schema_location=str(SCHEMA)).lint()
        wrong = [f"{check.name}: {check.reason}" for check in run.checks or [] if check.result != "passed"]
        if wrong or str(run.result.value) != "passed":
            refused += 1
            sys.stdout.write(f"{path}: {'; '.join(wrong) or run.result.value}\n")
    sys.stdout.write(f"{len(paths) - refused} of {len(paths)} contracts pass datacontract lint\n")
    return 1 if refused or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
