"""What was done and told, append-only, and the originals."""
