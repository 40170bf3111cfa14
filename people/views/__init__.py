"""Pages of people. Each view: fetch, authorise, one verb, answer."""
