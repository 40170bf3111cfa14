"""Contents: pages, images, documents, search."""
