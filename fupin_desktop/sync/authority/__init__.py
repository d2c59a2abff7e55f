"""Who may write what, and who vouches for it: offices, devices, keys, custodians, succession."""
