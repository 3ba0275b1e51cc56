"""What we did and were told, append-only, and the originals."""
