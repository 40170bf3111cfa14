"""Janus, the media server: spoken to by this server alone, over a socket of this machine."""
