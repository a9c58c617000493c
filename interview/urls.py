"""The addresses of the walk."""

urlpatterns = []
