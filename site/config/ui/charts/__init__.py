"""Small drawings of figures: SVG made here, without a library and without a script.

Each function takes plain values and gives markup that already carries its title and its description.
The tags in `tags.py` set it beside its table, because a drawing alone is not read by everybody.
"""

from config.ui.charts.bars import bars
from config.ui.charts.choropleth import Area, Label, choropleth
from config.ui.charts.line import line
from config.ui.charts.ring import ring

__all__ = ["Area", "Label", "bars", "choropleth", "line", "ring"]
