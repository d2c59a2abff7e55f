"""Every output of every verb is asked for before the verb begins: see `ledger.outputs`."""

from pathlib import Path

from fupin_desktop.cli.arguments import OUTPUTS, Call, backup_folder, file_or_folder, output_folder
from fupin_desktop.ledger.system.outputs import check_output


def check_outputs(call: Call) -> None:
    """Refuse an output that is the book, one of its files or an input, or whose place takes no file."""
    inputs = [path for _type, path in call.named([Path])]
    book = getattr(call.args, "book", None)
    if call.passphrase_file is not None:
        inputs.append(call.passphrase_file)
    for kind, path in call.named(OUTPUTS):
        folder = kind in (output_folder, backup_folder) or (kind is file_or_folder and _means_folder(call))
        check_output(
            path,
            books=[book] if book is not None else [],
            inputs=[one for one in inputs if one != book],
            folder=folder,
            backups=kind is backup_folder,
        )


def _means_folder(call: Call) -> bool:
    return getattr(call.args, "to", None) == "all" or getattr(call.args, "all", False) is True
