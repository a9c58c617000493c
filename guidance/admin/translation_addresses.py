"""Where the translations page and the .po files are found: below the draft, which they change."""

from functools import partial

from django.urls import path

from .translations import translations_page


class WithTranslations:
    """For the admin of the draft: the addresses of its texts side by side."""

    def get_urls(self):
        page = self.admin_site.admin_view(partial(translations_page, draft_admin=self))
        return [path("translations/", page, name="guidance_translations"), *super().get_urls()]
