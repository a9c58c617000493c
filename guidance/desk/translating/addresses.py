"""Where the translations page and the translators' files are found: below the draft, which they change."""

from django.urls import path

from .files import download, files_page
from .translations import translations_page


class WithTranslations:
    """For the admin of the draft: the addresses of its texts side by side."""

    def get_urls(self):
        def wrapped(view, **more):
            def with_admin(request, **kwargs):
                return view(request, **more, **kwargs)

            with_admin.csrf_exempt = getattr(view, "csrf_exempt", False)  # then it protects itself
            return self.admin_site.admin_view(with_admin)

        page = wrapped(translations_page, draft_admin=self)
        files, file = wrapped(files_page, draft_admin=self), wrapped(download)
        return [
            path("translations/", page, name="guidance_translations"),
            path("translations/files/", files, name="guidance_translation_files"),
            path("translations/files/<slug:language>.po", file, name="guidance_translation_file"),
            *super().get_urls(),
        ]
