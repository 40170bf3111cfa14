"""What nobody may do: every address by every person, files by their address, changes by GET."""
