"""What the machine under the ledger says and does: disks, outputs, faults, time spent."""
