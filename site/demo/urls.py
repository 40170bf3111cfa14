"""Doors of the demo only."""
urlpatterns = []
