"""Words, sockets and pure functions that all layers share."""
