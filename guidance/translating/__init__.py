"""Every text of the draft by language, on the page and as translators' files. No page is here."""
