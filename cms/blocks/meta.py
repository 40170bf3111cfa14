"""What every block shares: the groups of the menu and the page that shows a sample."""

GROUP_TEXT = "Texto"
GROUP_STEPS = "Para hacer"
GROUP_HELP = "Para entender"
GROUP_FILES = "Imágenes y documentos"
PREVIEW = "cms/blocks/preview.html"
