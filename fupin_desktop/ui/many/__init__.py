"""The same record for many persons or households at once: what they share above, one line each below."""
