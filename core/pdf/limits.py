"""How much of a PDF is read. Nothing here imports Django: the process that draws has none."""

from typing import Final

MEGA: Final = 1024 * 1024
# Of the file, and how many pages it may have.
MOST_BYTES: Final = 20 * MEGA
MOST_PAGES: Final = 200
# A side of a page, in points: more than the largest poster, less than what the format itself allows.
LONGEST_SIDE: Final = 7_200
SHORTEST_SIDE: Final = 36
# A side of its picture, in dots, and what one picture may weigh.
PICTURE_SIDES: Final = (1600, 1280, 960)
MOST_PICTURE: Final = 150 * 1024
MOST_TEXT: Final = 2_000
MOST_OBJECTS: Final = 300_000
# What the process may use: memory, seconds of processor in all and for one page, a file.
MEMORY: Final = 1024 * MEGA
SECONDS_OF_CPU: Final = 25
SECONDS_A_PAGE: Final = 8
LARGEST_FILE: Final = 16 * MEGA
# After these seconds by the clock it begins no other page; after those, whoever waits for it ends it.
BEGINS_UNTIL: Final = 8
ENDED_AFTER: Final = 40
