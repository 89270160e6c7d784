"""Model drivers behind one socket."""
