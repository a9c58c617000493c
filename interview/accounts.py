"""What is kept about an account beside Django's own row."""

from django.conf import settings
from django.db import models


class Admission(models.Model):
    """What somebody has to have done before anything is reached. No row: nothing of it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="admission"
    )
    password_set_at = models.DateTimeField(null=True)
    password_is_own = models.BooleanField(default=False)  # chosen on the person's own password page
