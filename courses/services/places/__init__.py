"""Places of an edition: asked for, shared out, given back. The edition's row is the lock of all."""
