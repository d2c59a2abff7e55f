"""Keys, signatures, age, compression under caps: the only importer of cryptography, pyrage and zstandard."""

SUITE = 1  # age (X25519, ChaCha20-Poly1305), Ed25519, SHA-256; every artefact names its suite
