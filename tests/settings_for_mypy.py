"""The settings as mypy's plug-in for Django reads them: in the tests' environment, so that none need be set.

Nothing of it stays. Mypy ends without what Python does at its end, so the folder goes once it has been read.
"""

import shutil

from tests.environment import folder as set_up_before_the_settings

# isort: split
from config.settings import *  # noqa: F403  (they are this module's own names)

shutil.rmtree(set_up_before_the_settings)
